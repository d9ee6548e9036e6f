"""What a scan found, grouped by string: one name in all its forms is one question, and what stands in for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from toolkit.domain.identifiers.identifier_words import IdentifierWords, bare
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.own_names import folded
from toolkit.domain.texts.short_texts import RECORDS, Spot, Where
from toolkit.messages import N_

LONGEST = 80


class Decision(StrEnum):
    """What becomes of a name: it may stand, something stands in for it, or it is taken out everywhere."""

    KEEP = "keep"
    MASK = "mask"
    ERASE = "erase"


class State(StrEnum):
    """How far a finding is."""

    OPEN = "open"  # nobody has decided
    DEFAULT = "default"  # masked unless somebody decides otherwise: a number whose check digit is right
    WAITING = "waiting"  # decided, and the words still stand there
    KEPT = "kept"
    PAST = "past"  # decided, and it stands only in what was made for others before


SURE = (Identifier.PERSON_NUMBER, Identifier.COORDINATION_NUMBER)
NAMES = (Identifier.NAME, Identifier.WORKPLACE, Identifier.PLACE, Identifier.CAPITALISED, Identifier.OPENING)
NUMBERS = (
    *SURE,
    Identifier.LIKE_PERSON_NUMBER,
    Identifier.RESERVE_NUMBER,
    Identifier.PART_OF_NUMBER,
    Identifier.PHONE,
    Identifier.CASE_NUMBER,
)
KINDS = (
    *NUMBERS,
    Identifier.EMAIL,
    Identifier.ADDRESS,
    Identifier.NAME,
    Identifier.WORKPLACE,
    Identifier.PLACE,
    Identifier.CAPITALISED,
    Identifier.SENSITIVE,
    Identifier.OPENING,
)
TITLES = {
    Identifier.PERSON_NUMBER: N_("Personal identity numbers"),
    Identifier.COORDINATION_NUMBER: N_("Coordination numbers"),
    Identifier.LIKE_PERSON_NUMBER: N_("Numbers like personal identity numbers"),
    Identifier.RESERVE_NUMBER: N_("Reserve numbers"),
    Identifier.PART_OF_NUMBER: N_("Dates of birth and parts of numbers"),
    Identifier.PHONE: N_("Telephone numbers"),
    Identifier.CASE_NUMBER: N_("Case numbers"),
    Identifier.EMAIL: N_("E-mail addresses"),
    Identifier.ADDRESS: N_("Addresses"),
    Identifier.NAME: N_("People's names"),
    Identifier.WORKPLACE: N_("Workplaces, schools, municipalities"),
    Identifier.PLACE: N_("Places"),
    Identifier.CAPITALISED: N_("Other words with a capital letter"),
    Identifier.SENSITIVE: N_("Sensitive matters"),
    Identifier.OPENING: N_("Words that only begin sentences, seldom names"),
}
_MANY_SCHOOLS = ("skola", "skolan", "gymnasium", "gymnasiet", "school", "college")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision: `digest` is a keyed hash, so that the table is no list of names."""

    digest: str
    kind: str
    decision: Decision
    replacement: str
    coder: str
    at: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands in a source; `withheld`: somebody says it whose words are not shown."""

    source_id: int
    start: int
    end: int
    withheld: bool = False


@dataclass(slots=True)
class Group:
    """One string in all its forms: where it stands, and what was decided.

    `elsewhere` tells the places outside of sources by their numbers, `spots` each occurrence there.
    """

    key: str
    kind: Identifier
    digest: str = ""
    whose: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)
    elsewhere: list[tuple[Where, int]] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    decided: Decided | None = None
    suggestion: str = ""

    def stand(self, spot: Spot) -> None:
        """Keep that it stands there, too."""
        where = (spot.text.where, spot.text.number)
        self.spots.append(spot)
        if where not in self.elsewhere:
            self.elsewhere.append(where)

    @property
    def shown(self) -> str:
        """Its commonest form."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    @property
    def counts(self) -> dict[int, int]:
        """How often it stands in each source."""
        return dict(Counter(place.source_id for place in self.places))

    @property
    def state(self) -> State:
        """How far it is."""
        if self.decided is None:
            return State.DEFAULT if self.kind in SURE else State.OPEN
        if self.decided.decision is Decision.KEEP:
            return State.KEPT
        return State.WAITING if self.stands else State.PAST

    @property
    def stands(self) -> bool:
        """Whether it stands anywhere that is not a record of what was."""
        return bool(self.places) or any(where not in RECORDS for where, _ in self.elsewhere)

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do."""
        return self.state not in (State.KEPT, State.PAST)


def key_of(kind: Identifier, words: str) -> str:
    """What a finding is grouped under: a number's digits, else its words folded."""
    if kind in NUMBERS:
        digits = re.sub(r"\D", "", words)
        if kind in (*SURE, Identifier.LIKE_PERSON_NUMBER):
            return digits[-10:]
        if digits and kind is not Identifier.RESERVE_NUMBER and not re.search(r"[^\W\d_]{3}", words):
            return re.sub(r"^460?", "0", digits) if words.startswith("+") else digits
    return " ".join(folded(words).split())


def base_of(key: str, known: Collection[str], words: IdentifierWords) -> str:
    """The key that a genitive belongs to: `annas` → `anna` where that is known or a name; else the key itself."""
    if key in words.first_names:
        return key
    return next((form for form in bare(key)[1:] if form in known or form in words.first_names), key)


def genitive(form: str, key: str) -> str:
    """The ending that a form has more than its key: s or nothing."""
    return "s" if folded(form).replace("'", "") == key.replace("'", "") + "s" else ""


def bracketed(words: str) -> str:
    """What stands in for something, in its bracket."""
    inner = " ".join(words.split()).strip("[] ")
    return f"[{inner[:LONGEST]}]" if inner else ""


def suggested(group: Group, taken: Collection[str], words: IdentifierWords, known: Mapping[str, str]) -> str:
    """What could stand in: the pseudonym, what stands in for a part of the name already, or the next letter's.

    Whoever goes by the very name has no pseudonym.
    """
    if group.whose and group.whose.casefold() != group.key:
        return bracketed(group.whose)
    part = next((known[one] for one in group.key.split() if one in known), None)
    if part is not None and group.kind is Identifier.NAME:
        return part
    names = words.replacements
    title = names.get(_replaced_as(group), names.get(group.kind.value, group.kind.value))
    if group.kind in (*NUMBERS, Identifier.EMAIL, Identifier.ADDRESS, Identifier.SENSITIVE):
        return bracketed(title)
    return next(one for one in _numbered(title) if one not in taken)


def _replaced_as(group: Group) -> str:
    if group.kind is Identifier.WORKPLACE:
        if group.key.endswith(("kommun", "kommunen", "municipality", "council")):
            return "municipality"
        if group.key.removesuffix("s").endswith(_MANY_SCHOOLS):
            return "school"
    return group.kind.value


def _numbered(title: str) -> Iterator[str]:
    for round_ in range(1, 1000):
        for letter in _LETTERS:
            yield f"[{title} {letter * round_}]"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan: the groups in the order they are shown, sources by row id, those whose capitals tell nothing.

    `numbers`: which text of each source was looked through, where it is not the one that was read. `common`: keys of
    groups that are ordinary words as well.
    """

    groups: Sequence[Group]
    names: Mapping[int, str]
    hard: Sequence[int]
    words: int = 0
    numbers: Mapping[int, int] = field(default_factory=dict)
    common: Collection[str] = frozenset()

    @property
    def open(self) -> list[Group]:
        """The groups with which something is left to do."""
        return [group for group in self.groups if group.is_open]

    def of_source(self, source_id: int) -> list[Group]:
        """The groups that stand in one source."""
        return [group for group in self.groups if any(place.source_id == source_id for place in group.places)]
