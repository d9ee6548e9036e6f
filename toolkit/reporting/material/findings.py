"""Findings: a theme with where everyone of its group stands, ready to be written about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from toolkit.domain.claims.claims import Position, Tally, tally
from toolkit.domain.claims.stances import HINDERS, PROMOTES, main_of, positions, valences
from toolkit.domain.codings.schemes import PHASE, VALENCE
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.themes import Theme
from toolkit.reporting.material.material import Material

PROPOSES = "proposes"
BOTH = "both"


@dataclass(frozen=True)
class Finding:
    """A theme, its usable passages (most typical first), and the position of each person of its group."""

    theme: Theme
    passages: tuple[Passage, ...]
    positions: tuple[Position, ...]
    phase: str

    @property
    def id(self) -> str:
        """The finding's id: that of its theme."""
        return f"f-{self.theme.id}"

    @cached_property
    def tally(self) -> Tally:
        """How many stand where."""
        return tally(self.positions)

    @cached_property
    def main(self) -> str | None:
        """The valence that more persons give the theme."""
        return main_of(self.sides)

    @cached_property
    def sides(self) -> dict[str, frozenset[str]]:
        """Which of promotes and hinders each person's passages were given."""
        return valences(self.passages)

    def only(self, valence: str) -> list[str]:
        """The persons whose passages have this valence and not its opposite."""
        return [person for person, sides in self.sides.items() if sides == {valence}]

    @property
    def both(self) -> list[str]:
        """The persons whose passages have both valences."""
        return [person for person, sides in self.sides.items() if sides == {PROMOTES, HINDERS}]

    @cached_property
    def leaning(self) -> str | None:
        """Where the weight lies: "promotes", "hinders", "both" (mixed or tied), or None without any valence."""
        promoting, hindering = len(self.only(PROMOTES)), len(self.only(HINDERS))
        if not any(self.sides.values()):
            return None
        if promoting == hindering or len(self.both) > max(promoting, hindering):
            return BOTH
        return PROMOTES if promoting > hindering else HINDERS

    @cached_property
    def leaners(self) -> list[str]:
        """The persons who bear the leaning out: those who name that side, for a mixed theme all who name either."""
        sided = {PROMOTES, HINDERS} if self.leaning == BOTH else {str(self.leaning)}
        return [person for person, sides in self.sides.items() if sides & sided]

    @cached_property
    def proposers(self) -> list[str]:
        """The persons who propose something."""
        return list(dict.fromkeys(each.respondent for each in self.proposing))

    @property
    def all_propose(self) -> bool:
        """Whether the theme is one of proposals, and no factor: everyone who raises it proposes something, and the few
        who take sides (fewer than half) do so only as the ground of what they propose."""
        if not self.proposers or set(self.proposers) != set(self.sides):
            return False
        sided = [each for each in self.passages if each.of_facet(VALENCE) & {PROMOTES, HINDERS}]
        few = sum(map(bool, self.sides.values())) * 2 < len(self.sides)
        return few and all(PROPOSES in each.of_facet(VALENCE) for each in sided)

    @cached_property
    def proposing(self) -> tuple[Passage, ...]:
        """The passages that propose something."""
        return tuple(each for each in self.passages if PROPOSES in each.of_facet(VALENCE))

    @property
    def one_sided(self) -> bool:
        """Whether everyone who raises the theme stands on the same side of it."""
        return len(set(self.sides.values())) == 1 and not self.both

    @property
    def machine(self) -> str:
        """What rests on unseen suggestions: "many" (all of it), "some", or ""."""
        unseen = sum(each.machine for each in self.passages)
        return "many" if self.theme.machine or unseen == len(self.passages) else "some" if unseen else ""

    def evidence(self, people: Iterable[str] | None = None) -> tuple[str, ...]:
        """The ids that all passages, or those of these people, rest on."""
        wanted = None if people is None else set(people)
        if wanted is None or wanted >= self.sides.keys():
            return self._evidence
        own = [each.evidence for each in self.passages if each.respondent in wanted]
        return tuple(dict.fromkeys(chain.from_iterable(own)))

    @cached_property
    def _evidence(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(each.evidence for each in self.passages)))


def findings(material: Material) -> list[Finding]:
    """The findings of all themes that still have a usable passage, the most widely shared first."""
    found = []
    for theme in material.themes:
        passages = tuple(material.usable[key] for key in theme.passages if key in material.usable)
        if passages:
            found.append(_finding(theme, passages, material))
    return sorted(found, key=lambda each: (-each.tally.raised, -len(each.passages), each.theme.name, each.theme.id))


def _finding(theme: Theme, passages: tuple[Passage, ...], material: Material) -> Finding:
    people = [*material.people.get(theme.group, ()), *(each.respondent for each in passages)]
    stances = positions(passages, area=theme.area, respondents=people, asked=material.asked)
    return Finding(theme, passages, stances, phase_of(passages, material.phases))


def phase_of(passages: Sequence[Passage], phases: Sequence[str]) -> str:
    """The phase that at least half of the passages with a phase have (coded, else asked about); "" when none has."""
    counts: Counter[str] = Counter()
    placed = 0
    for passage in passages:
        own = passage.of_facet(PHASE) or ({passage.asked_phase} if passage.asked_phase else frozenset())
        counts.update(each for each in own if each in phases)
        placed += bool(own)
    best = max(phases, key=lambda phase: counts[phase], default="")
    return best if placed and counts[best] * 2 >= placed else ""
