"""The same themes before and after: new people told apart from the same people changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.codings.schemes import VALENCE
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.themes import Theme

FEWEST = 2  # people heard both times, below whom no change is told: it would be told of one person
NAMES = ("wave", "omgång", "omgang", "mätning", "matning", "tillfälle")
EARLY = ("before", "före", "fore", "inför", "start", "baseline", "0", "1")
LATE = ("after", "efter", "slut", "follow-up", "uppföljning", "2", "3", "4")


class Wave(StrEnum):
    """When somebody was heard: before or after."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks in a source, and what its head says."""

    source: str
    people: tuple[str, ...]
    facts: Mapping[str, str]


Waves = Mapping[tuple[str, str], Wave]  # by source and person
Asked = Mapping[tuple[str, str], frozenset[str]]  # the areas, by source and person


def wave_of(facts: Mapping[str, str]) -> Wave | None:
    """The wave that the facts of a source, or the variables of a person, name."""
    value = next((facts[name].strip().casefold() for name in NAMES if facts.get(name, "").strip()), "")
    if value in EARLY:
        return Wave.BEFORE
    return Wave.AFTER if value in LATE else None


def waves(sources: Iterable[Heard], variables: Mapping[str, Mapping[str, str]]) -> Waves:
    """When each person was heard in each source: as the source says, else as the register says of the person.

    Days are not asked: somebody who sat in a focus group a month after an interview was not heard in two waves.
    """
    found: dict[tuple[str, str], Wave] = {}
    for one in sources:
        for person in one.people:
            wave = wave_of(one.facts) or wave_of(variables.get(person, {}))
            if wave is not None:
                found[one.source, person] = wave
    return found


@dataclass(frozen=True, slots=True)
class ThemeWaves:
    """Who raised a theme before and after, of the people heard on it only once and of those heard both times.

    Of those heard both times: `went_on` raised it both times, `began` only after, `ceased` only before; `turned` are
    those of `went_on` who leaned another way after than before (promotes, hinders, proposes).
    """

    theme: Theme
    heard_before: int
    heard_after: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    both: tuple[str, ...]
    went_on: tuple[str, ...]
    began: tuple[str, ...]
    ceased: tuple[str, ...]
    turned: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Whether enough people were heard both times for a change to be told of them."""
        return len(self.both) >= FEWEST

    @property
    def raised_before(self) -> int:
        """How many raised it before."""
        return len(self.only_before) + len(self.went_on) + len(self.ceased)

    @property
    def raised_after(self) -> int:
        """How many raised it after."""
        return len(self.only_after) + len(self.went_on) + len(self.began)


def of_theme(theme: Theme, passages: Sequence[Passage], placed: Waves, asked: Asked) -> ThemeWaves:
    """The theme's waves among the people of its group who were `asked` in its area, or came to it unasked, then."""
    raised = {(passage.source, passage.respondent) for passage in passages}
    there = {where: wave for where, wave in placed.items() if where in raised or theme.area in asked.get(where, ())}
    heard = {wave: {who for (_, who), one in there.items() if one is wave} for wave in Wave}
    sides: dict[Wave, dict[str, set[str]]] = {wave: {} for wave in Wave}
    for passage in passages:
        wave = placed.get((passage.source, passage.respondent))
        if wave is not None:
            sides[wave].setdefault(passage.respondent, set()).update(passage.of_facet(VALENCE))
    early, late = (frozenset(sides[wave]) for wave in Wave)
    both = heard[Wave.BEFORE] & heard[Wave.AFTER]
    on = early & late & both
    turned = [who for who in on if _leans(sides, who)]
    return ThemeWaves(
        theme,
        len(heard[Wave.BEFORE]),
        len(heard[Wave.AFTER]),
        only_before=_sorted(early - both),
        only_after=_sorted(late - both),
        both=_sorted(both),
        went_on=_sorted(on),
        began=_sorted((late - early) & both),
        ceased=_sorted((early - late) & both),
        turned=_sorted(turned),
    )


def _leans(sides: Mapping[Wave, Mapping[str, set[str]]], who: str) -> bool:
    """Whether somebody leans another way after: something was said of it both times, and not the same."""
    before, after = sides[Wave.BEFORE][who], sides[Wave.AFTER][who]
    return bool(before and after and before != after)


def _sorted(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(people))
