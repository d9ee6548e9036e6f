"""Disclosure: how many people fit what a report prints of somebody, alone and taken together.

A reader who knows the programme sees a quote or a figure with attributes (group, phase, workplace …). Whoever fits them
all is a candidate; with fewer than k candidates somebody may be pointed out. Mentions that carry the same printed
pseudonym are read together: only who fits all of them remains.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from typing import TypeVar

People = frozenset[str]
Value = str | Collection[str]
"""An attribute's value; several where somebody has them all (the phases that a person has been through)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What one place of a report says of one person: the printed attributes, and the printed pseudonym if any.

    `place` names the quote or sentence ("q12"); `respondent` is whom it is about.
    """

    place: str
    respondent: str
    attributes: Mapping[str, str] = field(hash=False)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Exposed:
    """Somebody whom fewer than k people resemble, by what is printed at these places.

    `candidates` counts those who fit it all, the person included. `telling` are the attributes without which enough
    people would fit, fewest and in order of name first: the cheapest to leave out.
    """

    respondent: str
    places: tuple[str, ...]
    attributes: Mapping[str, str] = field(hash=False)
    candidates: int
    telling: tuple[str, ...] = ()


class Population:
    """Everyone who took part, with the attributes that the register holds; empty values are unknown and fit nothing."""

    def __init__(self, people: Mapping[str, Mapping[str, Value]]) -> None:
        self.everyone: People = frozenset(people)
        self._holding: dict[tuple[str, str], set[str]] = {}
        for person, attributes in people.items():
            for name, given in attributes.items():
                for value in (given,) if isinstance(given, str) else given:
                    if value:
                        self._holding.setdefault((name, value.casefold()), set()).add(person)

    def holding(self, attributes: Mapping[str, str]) -> People:
        """Who has all of these attributes; everyone when there are none."""
        sets = (self._holding.get((name, value.casefold()), set()) for name, value in attributes.items() if value)
        return reduce(frozenset.intersection, map(frozenset, sets), self.everyone)

    def values(self) -> dict[str, dict[str, int]]:
        """How many people have each value of each attribute."""
        found: dict[str, dict[str, int]] = {}
        for (name, value), people in self._holding.items():
            found.setdefault(name, {})[value] = len(people)
        return found


def exposed(population: Population, mentions: Iterable[Mention], *, least: int) -> list[Exposed]:
    """The persons whom fewer than `least` people resemble: by each mention alone, and by those that share a label.

    A person is told once for the same places; what is told of mentions together is left out when one of them alone says
    as much. The order is that of the mentions.
    """
    told = list(mentions)
    alone = [_judged(population, [each], least) for each in told]
    found = [each for each in alone if each is not None]
    for shared in _sharing(told):
        together = _judged(population, shared, least)
        fewest = min((each.candidates for each in alone if each and set(each.places) <= _places(shared)), default=least)
        if together is not None and together.candidates < fewest:
            found.append(together)
    return found


def _sharing(mentions: Sequence[Mention]) -> list[list[Mention]]:
    by_label: dict[str, list[Mention]] = {}
    for each in mentions:
        if each.label:
            by_label.setdefault(each.label, []).append(each)
    return [shared for shared in by_label.values() if len(shared) > 1]


def _places(mentions: Iterable[Mention]) -> set[str]:
    return {each.place for each in mentions}


def _judged(population: Population, mentions: Sequence[Mention], least: int) -> Exposed | None:
    """What the mentions say of their person together; None when enough people fit.

    Two values of one attribute (a phase in each of two quotes) both hold of the person; the last one is printed.
    """
    candidates = reduce(frozenset.intersection, (population.holding(each.attributes) for each in mentions))
    if len(candidates) >= least:
        return None
    attributes = {name: value for each in mentions for name, value in each.attributes.items()}
    places = tuple(dict.fromkeys(each.place for each in mentions))
    telling = _telling(population, mentions, sorted(attributes), least)
    return Exposed(mentions[0].respondent, places, attributes, len(candidates), telling)


def _telling(population: Population, mentions: Sequence[Mention], names: Sequence[str], least: int) -> tuple[str, ...]:
    """The fewest attributes whose leaving out lets enough people fit; all when nothing less helps."""
    for size in range(1, len(names)):
        for left_out in combinations(names, size):
            if len(_fitting(population, mentions, frozenset(left_out))) >= least:
                return left_out
    return tuple(names)


def _fitting(population: Population, mentions: Sequence[Mention], without: frozenset[str]) -> People:
    kept = ({name: value for name, value in each.attributes.items() if name not in without} for each in mentions)
    return reduce(frozenset.intersection, map(population.holding, kept))


@dataclass(frozen=True, slots=True)
class Published:
    """A count that was published: `k` of the `n` asked."""

    k: int
    n: int


Key = TypeVar("Key", bound=Hashable)


def differences(
    before: Mapping[Key, Published], now: Mapping[Key, Published], *, least: int
) -> dict[Key, tuple[Published, Published]]:
    """The counts whose change since an earlier version tells of fewer than `least` people.

    Whoever holds both versions subtracts: with one person more asked, it is known what that person said. Nothing is
    told by a count that stands as it did.
    """
    found = {}
    for key, new in now.items():
        old = before.get(key)
        if old is not None and old != new and abs(new.n - old.n) < least:
            found[key] = (old, new)
    return found
