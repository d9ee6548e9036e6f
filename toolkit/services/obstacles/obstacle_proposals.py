"""Obstacles that the material speaks of: themes and claims whose passages hinder at a level of the system.

The machine only shows them; a person who agrees takes one in, in words of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.domain.claims.stances import HINDERS
from toolkit.domain.codings.schemes import LEVEL, VALENCE
from toolkit.domain.codings.segments import Passage
from toolkit.domain.reflection.obstacles import CODES, Level, Obstacle
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_
from toolkit.services.claims import claim_names
from toolkit.services.claims.claim_sentences import Speech, speech
from toolkit.services.claims.claims import Claims, claims
from toolkit.services.obstacles import obstacles as register
from toolkit.services.projects.project import Project


@dataclass(frozen=True, slots=True)
class Proposed:
    """A theme or a claim that may be an obstacle at `level`: how many people and passages say that it hinders there.

    `name` tells it, `theme` or `claim` names it. `known` are the obstacles that rest on it already.
    """

    name: str
    group: str
    level: Level
    people: int
    passages: tuple[str, ...]
    theme: str | None = None
    claim: int | None = None
    known: tuple[int, ...] = ()
    machine: bool = False

    def obstacle(self, text: str = "", level: Level | None = None) -> Obstacle:
        """The obstacle that it would make; UsageError for a claim without words of one's own.

        A theme's name may stand as it is, and the passages that hinder are put to it; a claim is its own evidence.
        """
        if self.theme:
            return Obstacle(text or self.name, level or self.level, themes=(self.theme,), passages=self.passages)
        if not text:
            raise UsageError(N_("Say in words of your own what is in the way."), hint=N_("Add: --text TEXT"))
        return Obstacle(text, level or self.level, claims=(self.claim or 0,))


def proposed(project: Project) -> tuple[Proposed, ...]:
    """What may be an obstacle: claims, then the themes on which none of these rests, the most widely shared first."""
    every = register.obstacles(project)
    found = claims(project)
    claimed = list(_claims(found, every, speech(project)))
    on_claims = {theme for one in found.standings if _is(one.claim.id, claimed) for theme in one.claim.themes}
    themes = [one for one in _themes(found, every) if one.theme not in on_claims]
    return (*sorted(claimed, key=_rank), *sorted(themes, key=_rank))


def numbered(project: Project, number: int) -> Proposed:
    """The proposal with this number, from 1; NotFound when there is none."""
    found = proposed(project)
    if 1 <= number <= len(found):
        return found[number - 1]
    raise NotFound(
        N_("There is no proposal {number}."),
        hint=N_("See the proposals and their numbers with: spegla obstacles propose"),
        number=number,
    )


def of(project: Project, *, theme: str = "", claim: int = 0) -> Proposed | None:
    """What the material says of a theme or claim as an obstacle; None when no passage of it hinders at a level."""
    return next((one for one in proposed(project) if (one.theme or "", one.claim or 0) == (theme, claim)), None)


def _is(claim_id: int | None, claimed: Iterable[Proposed]) -> bool:
    return any(one.claim == claim_id for one in claimed)


def _rank(one: Proposed) -> tuple[int, int, str]:
    return -one.people, -len(one.passages), one.name


def _claims(found: Claims, every: Iterable[Obstacle], spoken: Speech) -> Iterator[Proposed]:
    for each in found.standings:
        claim = each.claim
        if claim.valence not in (None, HINDERS) or each.machine:
            continue
        held = found.ground.passages_of(claim)
        known = tuple(one.id or 0 for one in every if claim.id in one.claims)
        name = spoken.of(each).sentence or claim_names.short(claim.text)
        yield from _made(held, Proposed(name, claim.group, Level.INTERACTION, 0, (), claim=claim.id, known=known))


def _themes(found: Claims, every: Iterable[Obstacle]) -> Iterator[Proposed]:
    for theme in found.ground.findings.themes:
        if theme.told:
            held = [found.ground.findings.passages[key] for key in theme.passages]
            known = tuple(one.id or 0 for one in every if theme.id in one.themes)
            empty = Proposed(theme.name, theme.group, Level.INTERACTION, 0, (), theme=theme.id, known=known)
            yield from _made(held, empty)


def _made(held: Iterable[Passage], empty: Proposed) -> Iterator[Proposed]:
    """The proposal at the level that most of the hindering passages name; none when they name none."""
    own = [(each, each.of_facet(LEVEL) & CODES.keys()) for each in held if HINDERS in each.of_facet(VALENCE)]
    counts = Counter(code for _, codes in own for code in codes)
    if not counts:
        return
    best = max(CODES, key=lambda code: counts[code])
    there = [each for each, codes in own if best in codes]
    people = {each.respondent for each in there} - {""}
    yield Proposed(
        empty.name,
        empty.group,
        CODES[best],
        len(people),
        tuple(each.key for each in there),
        empty.theme,
        empty.claim,
        empty.known,
        machine=all(each.machine for each in there),
    )
