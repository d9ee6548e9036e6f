"""The factors of teams' own lists: word for word, each held against themes and claims or marked as unsupported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.claims.factors import Factor, FactorLink, Held, held, listed
from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.reflection.reflection import Sort
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.claims.claims import Ground
from toolkit.services.material import source_kinds, sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.sessions import learning_log
from toolkit.services.themes.no_theme import no_theme

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Connection

SIDES = {Sort.SUCCESS: PROMOTES, Sort.FAILURE: HINDERS}


@dataclass(frozen=True, slots=True)
class FactorList:
    """A team's list: the source it stands in, its facts (author, date) and its factors in order.

    What was named at a reflection session is a list too; `printed`: a report may print it word for word.
    """

    source_id: int
    source: str
    facts: dict[str, str]
    factors: tuple[Held, ...]
    printed: bool = True

    def of(self, number: int) -> Held:
        """The factor with this number; NotFound when there is none."""
        if 1 <= number <= len(self.factors):
            return self.factors[number - 1]
        raise NotFound(
            N_("There is no factor {number} in {source}."),
            hint=N_("See the factors and their numbers with: spegla factors"),
            number=number,
            source=self.source,
        )


@dataclass(frozen=True, slots=True)
class Support:
    """What a factor is held to be borne out by: a theme, a claim, or neither, which marks it as unsupported."""

    theme: str | None = None
    claim: int | None = None


def lists(project: Project) -> list[FactorList]:
    """All lists with what each factor was held against; refused to who codes blind."""
    refuse_blind(project)
    sources.place(project)
    with project.store() as store, store.reading() as connection:
        return within(connection, project)


def within(connection: Connection, project: Project) -> list[FactorList]:
    """All lists, within a reading: those that are sources, then those that were named at sessions."""
    return [*_written(connection), *_named(connection, project)]


def _named(connection: Connection, project: Project) -> Iterator[FactorList]:
    """What was named at closed sessions as furthering or hindering, by those whose words may be used."""
    from toolkit.storage.findings import factors as stored
    from toolkit.storage.sources import sources as texts

    links = stored.links(connection)
    for one in learning_log.within(project, connection):
        if one.session.source is None:
            continue
        name = texts.name_of(connection, one.session.source)
        said = sorted(one.of(Sort.SUCCESS, Sort.FAILURE), key=lambda each: each.response.start or 0)
        named = [
            Factor(name, Span(each.response.start, each.response.end), each.response.text, SIDES[each.sort])
            for each in said
            if each.response.start is not None and each.response.end is not None
        ]
        if named:
            facts = {"title": one.session.title, "date": one.session.day}
            yield FactorList(one.session.source, name, facts, held(named, links), printed=one.session.agreed.quote)


def _written(connection: Connection) -> list[FactorList]:
    from toolkit.storage.findings import factors as stored
    from toolkit.storage.sources import sources as texts

    names = [name for name, kind in source_kinds.stored_kinds(connection).items() if kind is Kind.FACTORS]
    links, ids = stored.links(connection), texts.ids(connection, names)
    return [
        FactorList(ids[one.name], one.name, dict(one.facts), held(listed(one), links))
        for one in texts.each(connection, names)
    ]


def link(project: Project, source: str, number: int, support: Support, hand: Hand) -> None:
    """Say what bears a factor out, or that nothing does; what said the opposite before is taken away."""
    from toolkit.storage.findings import factors as stored

    def deed(step: Step, ground: Ground, now: Held) -> None:
        _check(step, ground, support)
        new = FactorLink(source, now.factor.span, support.theme, support.claim)
        for one in now.links:
            if one.unsupported != new.unsupported:
                stored.remove(step, one)
        if all((one.theme, one.claim) != (new.theme, new.claim) for one in now.links):
            stored.add(step, new)
        if support.theme:
            claim_deeds.pin(step, ground, [support.theme])

    _act(project, (source, number), hand, "link factor", deed)


def unlink(project: Project, source: str, number: int, support: Support, hand: Hand) -> None:
    """Take back what was said of a factor; NotFound when it was not said."""
    from toolkit.storage.findings import factors as stored

    def deed(step: Step, _ground: Ground, now: Held) -> None:
        found = [one for one in now.links if (one.theme, one.claim) == (support.theme, support.claim)]
        if not found:
            raise NotFound(N_("The factor is not linked to this."), hint=N_("See what it is linked to: spegla factors"))
        for one in found:
            stored.remove(step, one)

    _act(project, (source, number), hand, "unlink factor", deed)


def _act(
    project: Project, of: tuple[str, int], hand: Hand, verb: str, deed: Callable[[Step, Ground, Held], None]
) -> None:
    refuse_blind(project)
    hand.check()
    sources.place(project)
    with project.store(write=True) as store:
        ground = claims.ground_of(project, store)
        with steps.stepping(store, verb, project, coder=hand.coder, command=hand.command) as step:
            if not step.repeated:
                deed(step, ground, list_of(within(step.connection, project), of[0]).of(of[1]))


def list_of(every: list[FactorList], source: str) -> FactorList:
    """The list in this source; NotFound when it holds none."""
    for one in every:
        if one.source == source:
            return one
    raise NotFound(
        N_("{source} is no factor list."),
        hint=N_("Say that it is one with: spegla sources kind {source} factors"),
        source=source,
    )


def _check(step: Step, ground: Ground, support: Support) -> None:
    from toolkit.storage.findings import claims as stored

    if support.theme is not None and support.claim is not None:
        raise Refused(N_("Name a theme or a claim, not both."))
    if support.theme is not None and support.theme not in ground.themes:
        raise no_theme(support.theme, {key: one.name for key, one in ground.themes.items()})
    if support.claim is not None:
        stored.by_id(step.connection, support.claim)
