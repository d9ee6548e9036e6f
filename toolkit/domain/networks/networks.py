"""Networks: with whom respondents solve what, counted in people; what one group tells of and another does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from toolkit.domain.codings.schemes import PHASES
from toolkit.domain.networks.partners import Effect, Tie, Time

Key = TypeVar("Key", bound=Hashable)
EFFECTS = (Effect.HELPS, Effect.BOTH, Effect.HINDERS, Effect.UNSAID)
"""The order in which effects are told."""
OTHERS = 0
"""Stands for partners that are told of together, each by few people."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which ties are looked at; what is empty lets all through. A need takes those below it along."""

    group: str = ""
    phase: str = ""
    need: str = ""
    effect: str = ""
    time: str = ""

    def takes(self, tie: Tie, group: str) -> bool:
        """Whether a tie of somebody in this group is looked at."""
        asked = (self.group, self.phase, self.effect, self.time)
        said = (group, tie.phase, tie.effect.value, tie.time.value)
        alike = all(wanted in ("", own) for wanted, own in zip(asked, said, strict=True))
        return alike and (not self.need or f"{tie.need}/".startswith(f"{self.need}/"))


ALL = Narrowed()


@dataclass(frozen=True, slots=True)
class Contact:
    """What a respondent tells of a partner: for which needs, in which phases and times, to what effect, where."""

    respondent: str
    partner: int
    needs: tuple[str, ...]
    phases: tuple[str, ...]
    times: tuple[Time, ...]
    effect: Effect
    ties: tuple[int, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class Told:
    """A partner as people tell of it, for one need or for all: who they are, and who of them says to what effect."""

    partner: int
    people: frozenset[str]
    effects: Mapping[Effect, frozenset[str]]
    needs: tuple[str, ...]
    ties: tuple[int, ...]

    def number(self, effect: Effect) -> int:
        """How many people say this effect."""
        return len(self.effects.get(effect, ()))


@dataclass(frozen=True, slots=True)
class Link:
    """Two partners that the same people tell of, or that are told of for the same needs."""

    one: int
    other: int
    people: frozenset[str]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A partner that people of one group tell of and nobody of another does: for `need`, or not at all (need None)."""

    partner: int
    need: str | None
    people: frozenset[str]
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What `by` tells of and `never` does not; `known` is False where nobody of `never` tells of anybody."""

    by: str
    never: str
    known: bool
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Turnover:
    """Whom a respondent tells of before and now."""

    respondent: str
    before: frozenset[int]
    now: frozenset[int]

    @property
    def gained(self) -> frozenset[int]:
        """The partners told of now only."""
        return self.now - self.before

    @property
    def lost(self) -> frozenset[int]:
        """The partners told of before only."""
        return self.before - self.now

    @property
    def kept(self) -> frozenset[int]:
        """The partners told of in both times."""
        return self.before & self.now

    @property
    def comparable(self) -> bool:
        """Whether the respondent tells of both times: else nothing was gained or lost."""
        return bool(self.before and self.now)


@dataclass(frozen=True)
class Network:
    """Ties of people, by what they tell; `group_of` holds those whose words may be used, and nobody else is in it."""

    every: tuple[Tie, ...]
    group_of: Mapping[str, str]
    narrowed: Narrowed = field(default_factory=Narrowed)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The ties looked at: of somebody who speaks, may be used and is in the part that is asked for."""
        known = (one for one in self.every if one.respondent and one.respondent in self.group_of)
        return tuple(one for one in known if self.narrowed.takes(one, self.group_of[one.respondent]))

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who tells of anybody."""
        return tuple(sorted({one.respondent for one in self.ties}))

    @cached_property
    def partners(self) -> tuple[Told, ...]:
        """The partners, told of by most people first; those told of together last."""
        found = _by(self.ties, lambda tie: tie.partner)
        return tuple(
            sorted(
                (_told(own) for own in found.values()),
                key=lambda one: (one.partner == OTHERS, -len(one.people), one.partner),
            )
        )

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """What each respondent tells of each partner."""
        found = _by(self.ties, lambda tie: (tie.respondent, tie.partner))
        return tuple(_contact(found[key]) for key in sorted(found))

    @cached_property
    def needs(self) -> Mapping[str, tuple[Told, ...]]:
        """By need ("" where none is said): the partners told of for it, by most people first."""
        found = _by(self.ties, lambda tie: tie.need)
        return {need: Network(tuple(found[need]), self.group_of).partners for need in sorted(found)}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Each two partners that share people or needs."""
        pairs = combinations(sorted(self.partners, key=lambda one: one.partner), 2)
        every = (_link(one, other) for one, other in pairs)
        return tuple(one for one in every if one.people or one.needs)

    @cached_property
    def people_of(self) -> Mapping[int, frozenset[str]]:
        """Who tells of each partner."""
        return {one.partner: one.people for one in self.partners}

    def shared(self, partner: int) -> int:
        """With how many other partners this one shares somebody who tells of both."""
        return sum(bool(link.people) and partner in (link.one, link.other) for link in self.links)

    def turnover(self) -> tuple[Turnover, ...]:
        """Whom each respondent tells of before and now, where a time is said."""
        times: dict[str, dict[Time, set[int]]] = defaultdict(lambda: defaultdict(set))
        for tie in self.ties:
            if tie.time is not Time.UNSAID:
                times[tie.respondent][tie.time].add(tie.partner)
        return tuple(
            Turnover(who, frozenset(own[Time.BEFORE]), frozenset(own[Time.NOW])) for who, own in sorted(times.items())
        )

    def gap(self, by: str, never: str) -> Gap:
        """The partners that people of one group tell of and nobody of the other does, at all or for a need.

        Who tells of a partner without saying for what may mean any need: there nothing is missing for a single one.
        """
        mine, theirs = (self._of_group(group) for group in (by, never))
        if not theirs.ties:
            return Gap(by, never, known=False)
        named = _by(theirs.ties, lambda tie: tie.partner)
        found = [Missing(one.partner, None, one.people, one.ties) for one in mine.partners if one.partner not in named]
        for need, told in mine.needs.items():
            for one in told:
                others = {tie.need for tie in named.get(one.partner, ())}
                if need and others and "" not in others and need not in others:
                    found.append(Missing(one.partner, need, one.people, one.ties))
        return Gap(by, never, known=True, missing=tuple(found))

    def _of_group(self, group: str) -> Network:
        own = {who: theirs for who, theirs in self.group_of.items() if theirs == group}
        return Network(self.ties, own)


def _by(ties: Iterable[Tie], key: Callable[[Tie], Key]) -> dict[Key, list[Tie]]:
    found = defaultdict[Key, list[Tie]](list)
    for tie in ties:
        found[key(tie)].append(tie)
    return found


def _told(ties: list[Tie]) -> Told:
    of_person = _by(ties, lambda tie: tie.respondent)
    effects: dict[Effect, set[str]] = defaultdict(set)
    for who, own in of_person.items():
        effects[summed_up(tie.effect for tie in own)].add(who)
    return Told(
        ties[0].partner,
        frozenset(of_person),
        {effect: frozenset(effects[effect]) for effect in EFFECTS if effects[effect]},
        _needs(ties),
        tuple(sorted(tie.id for tie in ties)),
    )


def _needs(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(sorted({tie.need for tie in ties if tie.need}))


def _contact(ties: list[Tie]) -> Contact:
    phases = {tie.phase for tie in ties}
    times = {tie.time for tie in ties}
    return Contact(
        ties[0].respondent,
        ties[0].partner,
        _needs(ties),
        tuple(phase for phase in PHASES if phase in phases),
        tuple(time for time in (Time.BEFORE, Time.NOW) if time in times),
        summed_up(tie.effect for tie in ties),
        tuple(sorted(tie.id for tie in ties)),
        len({(tie.source, tie.start, tie.end) for tie in ties}),
    )


def _link(one: Told, other: Told) -> Link:
    needs = tuple(need for need in one.needs if need in other.needs)
    return Link(one.partner, other.partner, one.people & other.people, needs)


def summed_up(effects: Iterable[Effect]) -> Effect:
    """What several effects make together: both, where some help and some hinder."""
    said = set(effects) - {Effect.UNSAID}
    if not said:
        return Effect.UNSAID
    return said.pop() if len(said) == 1 else Effect.BOTH


def together(network: Network, *, least: int, only: Collection[int] | None = None) -> Network:
    """The network in which partners whom fewer than `least` people tell of are OTHERS, so that none points anyone out.

    With `only`, no other partners than these: people in a role.
    """
    few = {one.partner for one in network.partners if len(one.people) < least and (only is None or one.partner in only)}
    every = tuple(replace(tie, partner=OTHERS) if tie.partner in few else tie for tie in network.every)
    return replace(network, every=every)
