"""The network of with whom: ties of those who may be heard, narrowed; for an audience without small numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import PHASES, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.networks.betweenness import Centrality
from toolkit.domain.networks.networks import ALL, EFFECTS, Gap, Narrowed, Network, Told, Turnover, together
from toolkit.domain.networks.partners import Effect, Partner, PartnerKind, Tie, Time
from toolkit.domain.quantities.suppression import Totals, suppressed
from toolkit.domain.sources.audiences import LEAST
from toolkit.errors import UsageError
from toolkit.messages import N_, current_language, tr
from toolkit.services.material import sources
from toolkit.services.projects import audiences, names
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.reporting.material.material import WithWhom
    from toolkit.services.themes.themes import Findings
    from toolkit.storage.projects.store import Connection, Store

PARTICIPANTS, TEAM = "participants", "team"
EFFECT_TITLES = {
    Effect.HELPS: N_("helps"),
    Effect.BOTH: N_("both helps and hinders"),
    Effect.HINDERS: N_("hinders"),
    Effect.UNSAID: N_("not said"),
}
TIME_TITLES = {Time.BEFORE: N_("before"), Time.NOW: N_("now")}
PHASE_TITLES = {"before": N_("Before"), "during": N_("During"), "ending": N_("Ending"), "after": N_("After")}
KIND_TITLES = {
    PartnerKind.PERSON: N_("person in a role"),
    PartnerKind.ORGANISATION: N_("organisation"),
    PartnerKind.MEASURE: N_("measure"),
}
OWN = N_("This is shown in the evaluator’s own view only.")
_ROWS = Totals(rows=True, columns=False)
Count = int | None
"""A number of people; None where it is left out because it is small."""


@dataclass(frozen=True, slots=True)
class Row:
    """A partner in numbers of people: all, by group, by effect, before and now; and the needs it is told of for."""

    partner: int
    people: Count
    groups: Mapping[str, Count]
    effects: Mapping[Effect, Count]
    times: Mapping[Time, Count]
    needs: tuple[str, ...]
    shared: Count


@dataclass(frozen=True)
class Seen:
    """The network as it may be seen: `least` people must stand behind each number (0: the evaluator's own view).

    `audience` names the readers that it is for; empty for the evaluator's own view.
    """

    project: Project
    network: Network
    partners: Mapping[int, Partner]
    least: int = 0
    whole: Network = field(kw_only=True)
    audience: str = ""

    @cached_property
    def scheme(self) -> Scheme:
        """The scheme whose codes name the needs."""
        return self.project.scheme_file

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of those who tell of anybody, in the project's order."""
        there = {self.network.group_of[who] for who in self.network.people}
        return tuple(dict.fromkeys((*(one for one in self.project.settings.groups if one in there), *sorted(there))))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The partners in numbers of people, told of by most first."""
        told = self.network.partners
        by_group = [[self._in_group(one, group) for group in self.groups] for one in told]
        by_effect = [[one.number(effect) for effect in EFFECTS] for one in told]
        hidden = [_left_out(counts, self.least) for counts in (by_group, by_effect)]
        return tuple(
            Row(
                one.partner,
                self._count(len(one.people)),
                dict(zip(self.groups, _shown(by_group[at], hidden[0], at), strict=True)),
                dict(zip(EFFECTS, _shown(by_effect[at], hidden[1], at), strict=True)),
                {time: self._count(self._at(one.partner, time)) for time in TIME_TITLES},
                tuple(need for need in one.needs if not self.least or self._enough(one.partner, need)),
                None if self.least else self.network.shared(one.partner),
            )
            for at, one in enumerate(told)
        )

    def told_for(self, need: str) -> tuple[Told, ...]:
        """The partners told of for a need, by as many people as it takes to be shown."""
        return tuple(one for one in self.network.needs.get(need, ()) if len(one.people) >= max(1, self.least))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What participants tell of and the team does not, and the other way; empty where either group is not asked.

        Of the whole network, whatever is narrowed: who does not say a thing in a part may say it elsewhere.
        """
        pairs = ((PARTICIPANTS, TEAM), (TEAM, PARTICIPANTS))
        there = self.project.settings.groups
        found = [self.whole.gap(*pair) for pair in pairs if all(one in there for one in pair)]
        return tuple(
            Gap(gap.by, gap.never, gap.known, tuple(one for one in gap.missing if len(one.people) >= self.least))
            for gap in found
        )

    @cached_property
    def turnover(self) -> tuple[Turnover, ...]:
        """Whom each respondent tells of before and now; for an audience only where enough tell of both times."""
        found = self.network.turnover()
        enough = sum(one.comparable for one in found) >= self.least
        return found if enough else ()

    @cached_property
    def centrality(self) -> Centrality:
        """Which partners stand between others; not for an audience, since a single person may make the link."""
        from toolkit.analysis.counting.betweenness import centrality

        return Centrality(reason=OWN) if self.least else centrality(self.network.people_of)

    def name(self, partner: int) -> str:
        """What a partner is called today."""
        return self.partners[partner].name if partner in self.partners else tr("Other partners")

    def kind(self, partner: int) -> PartnerKind:
        """What a partner is."""
        return self.partners[partner].kind if partner in self.partners else PartnerKind.PERSON

    def is_person(self, partner: int) -> bool:
        """Whether a partner is a person in a role."""
        return self.kind(partner) is PartnerKind.PERSON

    def need(self, path: str | None) -> str:
        """What a need is called."""
        if not path:
            return tr("No need said")
        code = self.scheme.codes.get(path)
        return code.titled(current_language()) if code else path

    def group(self, key: str) -> str:
        """What a group is called."""
        return names.group(self.project, key)

    def phase(self, key: str) -> str:
        """What a phase is called."""
        own = self.project.settings.phase_label(key, language=current_language())
        return own or tr(PHASE_TITLES.get(key, key))

    def _in_group(self, told: Told, group: str) -> int:
        return sum(self.network.group_of[who] == group for who in told.people)

    def _at(self, partner: int, time: Time) -> int:
        return len({tie.respondent for tie in self.network.ties if tie.partner == partner and tie.time is time})

    def _enough(self, partner: int, need: str) -> bool:
        return any(one.partner == partner for one in self.told_for(need))

    def _count(self, number: int) -> Count:
        return None if 0 < number < self.least else number


def _left_out(counts: Sequence[Sequence[int]], least: int) -> frozenset[tuple[int, int]]:
    """The cells to leave out so that nobody is pointed out; the rows' totals are printed."""
    return suppressed(counts, least=least, totals=_ROWS) if least and counts and counts[0] else frozenset()


def _shown(counts: Sequence[int], hidden: frozenset[tuple[int, int]], row: int) -> list[Count]:
    return [None if (row, column) in hidden else count for column, count in enumerate(counts)]


def seen(project: Project, narrowed: Narrowed = ALL, *, audience: str = "") -> Seen:
    """The network, narrowed; for an audience without those who do not allow it, and without small numbers.

    Refused to who codes blind; UsageError for a group, phase, need, effect or time that is not there.
    """
    refuse_blind(project)
    least = 0
    if audience:
        readers = audiences.audience(project, audience)
        audiences.refuse_without_basis(project, readers)
        least = readers.k + bool(readers.insiders)
    _check(project, narrowed)
    sources.place(project)
    asked = audiences.told(project, audience)
    with asked.store() as store, store.reading() as connection:
        whole, partners = within(asked, connection)
    part = Network(whole.every, whole.group_of, narrowed)
    if least:
        whole, part = (together(one, least=least) for one in (whole, part))
    return Seen(asked, part, partners, least, whole=whole, audience=audience)


def within(project: Project, connection: Connection) -> tuple[Network, Mapping[int, Partner]]:
    """The whole network and the partners by number, within a reading; who may not be heard is not in it."""
    from toolkit.services.network import ties
    from toolkit.storage.findings import partners as stored

    every = ties.within(project, connection)
    usable, person = project.register.usable, project.register.get
    group_of = {tie.respondent: person(tie.respondent).group or "" for tie in every if usable(tie.respondent)}
    return Network(every, group_of), {one.id: one for one in stored.partners(connection)}


def for_report(project: Project, store: Store, found: Findings) -> WithWhom | None:
    """The network for a report that tells these findings; None where nobody has marked with whom."""
    from toolkit.reporting.material.material import WithWhom
    from toolkit.storage.sources import sources as stored

    with store.reading() as connection:
        network, partners = within(project, connection)
        names_of = {number: name for name, number in stored.ids(connection).items()} if network.ties else {}
    if not network.ties:
        return None
    by_source: dict[str, list[Passage]] = {}
    for passage in found.passages.values():
        by_source.setdefault(passage.source, []).append(passage)
    evidence = {tie.id: _evidence(tie, by_source.get(names_of[tie.source], ())) for tie in network.ties}
    named = {key: one.name for key, one in partners.items()}
    kinds = {key: one.kind.value for key, one in partners.items()}
    least = max((one.k for one in project.settings.audiences.values()), default=LEAST)
    return WithWhom(network, named, kinds, evidence, least)


def _evidence(tie: Tie, passages: Iterable[Passage]) -> tuple[str, ...]:
    """What is coded on a tie's words, of what the same person says."""
    own = (one for one in passages if one.respondent == tie.respondent)
    on_it = (one.evidence for one in own if one.span.start < tie.end and tie.start < one.span.end)
    return tuple(dict.fromkeys(id_ for ids in on_it for id_ in ids))


def _check(project: Project, narrowed: Narrowed) -> None:
    for asked, there, sentence in (
        (narrowed.group, set(project.settings.groups), N_("There is no group {key}.")),
        (narrowed.phase, set(PHASES), N_("There is no phase {key}.")),
        (narrowed.need, set(project.scheme_file.codes), N_("The scheme has no code {key}.")),
        (narrowed.effect, {one.value for one in EFFECTS}, N_("There is no effect {key}.")),
        (narrowed.time, {one.value for one in TIME_TITLES}, N_("There is no time {key}.")),
    ):
        if asked and asked not in there:
            raise UsageError(sentence, hint=N_("There are: {names}"), key=asked, names=", ".join(sorted(there)[:40]))
