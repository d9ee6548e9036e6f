"""Partners (people in a role, organisations, measures), their names over time, and the ties that passages tell of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from toolkit.domain.texts.text import Span, folded


class PartnerKind(StrEnum):
    """What a partner is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    MEASURE = "measure"


class Effect(StrEnum):
    """What the partner did for the need, as the passage tells it."""

    HELPS = "helps"
    HINDERS = "hinders"
    BOTH = "both"
    UNSAID = "unsaid"


class Time(StrEnum):
    """Whether the contact was before or is now."""

    BEFORE = "before"
    NOW = "now"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of a partner, and the first and last day on which it meant the partner (None: no such day).

    `common`: the word means other things too, so that a place found by it is doubtful.
    """

    name: str
    since: date | None = None
    until: date | None = None
    common: bool = False

    def holds(self, day: date | None) -> bool:
        """Whether the name meant the partner on a day; without a day every name does."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def stored(self) -> dict[str, Any]:
        """The alias as JSON knows it, without what is not said."""
        said = {"since": self.since and self.since.isoformat(), "until": self.until and self.until.isoformat()}
        kept = {name: value for name, value in said.items() if value}
        return {"name": self.name, **kept, **({"common": True} if self.common else {})}

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Alias:
        """The alias that was stored so."""
        return cls(row["name"], _day(row.get("since")), _day(row.get("until")), bool(row.get("common")))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner under the name of today; `names` are its aliases. An alias that is the name itself dates the name."""

    id: int
    name: str
    kind: PartnerKind
    names: tuple[Alias, ...] = ()
    revision: int = 1

    def every(self) -> tuple[Alias, ...]:
        """All names with their days, that of today first."""
        own = same(self.name)
        dated = [one for one in self.names if same(one.name) == own]
        return (*(dated or [Alias(self.name)]), *(one for one in self.names if same(one.name) != own))

    def on(self, day: date | None) -> tuple[Alias, ...]:
        """The names that meant the partner on a day."""
        return tuple(one for one in self.every() if one.holds(day))

    def called(self, day: date | None) -> str:
        """What the partner was called on a day: an alias whose last day had not come then, else the name of today."""
        held = self.on(day) if day else ()
        ended = next((one.name for one in held if one.until is not None), None)
        return ended if ended and not any(same(one.name) == same(self.name) for one in held if one.since) else self.name


def same(name: str) -> str:
    """What two writings of one name have in common."""
    return folded(name)


def merged(into: Partner, away: Partner) -> tuple[Alias, ...]:
    """The aliases of a partner that takes another's names over; a name that both have stays as it is here."""
    known = {same(one.name) for one in into.every()}
    return (*into.names, *(one for one in away.every() if same(one.name) not in known))


@dataclass(frozen=True, slots=True)
class Tie:
    """With whom: in this passage a respondent tells of a partner, for which need, in which phase, to what effect.

    `source` and `partner` are numbers. `respondent` is empty where nobody speaks (notes, documents). `need` is a code's
    path, `phase` a phase without its facet ("during"); both are empty where nothing is said.
    """

    id: int
    source: int
    start: int
    end: int
    partner: int
    respondent: str
    need: str
    phase: str
    effect: Effect
    time: Time
    coder: str
    at: datetime | None = field(default=None, compare=False)
    revision: int = 1

    @property
    def span(self) -> Span:
        """Where the passage stands."""
        return Span(self.start, self.end)


def found(partners: Sequence[Partner], name: str) -> Partner | None:
    """The partner of this name of today, else the only one that has or had the alias."""
    own = same(name)
    exact = next((one for one in partners if same(one.name) == own), None)
    if exact is not None:
        return exact
    having = [one for one in partners if any(same(alias.name) == own for alias in one.names)]
    return having[0] if len(having) == 1 else None
