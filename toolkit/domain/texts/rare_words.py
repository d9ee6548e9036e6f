"""Rare words: those of a printed text that may point somebody out if only one respondent ever says them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.messages import N_


class Telling(StrEnum):
    """Why a word may point somebody out."""

    CAPITAL = "capital"
    NUMBER = "number"
    CLOCK = "clock"
    DATE = "date"
    DIAGNOSIS = "diagnosis"
    TITLE = "title"
    FIRST_NAME = "first_name"


TITLES = {
    Telling.CAPITAL: N_("a name"),
    Telling.NUMBER: N_("a number or an age"),
    Telling.CLOCK: N_("a time of day"),
    Telling.DATE: N_("a date"),
    Telling.DIAGNOSIS: N_("a diagnosis"),
    Telling.TITLE: N_("an occupation"),
    Telling.FIRST_NAME: N_("a first name"),
}


SHORT = 4  # letters; shorter words with an adjective's end seldom are one


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of one language, in small letters; stems stand for all words that begin or end with them.

    `adjectives` and `adjective_ends` are for words that may stand before the noun for somebody ("en ung deltagare"),
    `persons` are such nouns that no report counts ("kvinna").
    """

    diagnoses: Collection[str] = ()
    diagnosis_stems: tuple[str, ...] = ()
    titles: Collection[str] = ()
    title_ends: tuple[str, ...] = ()
    role_ends: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    numbers: Collection[str] = ()
    months: Collection[str] = ()
    first_names: Collection[str] = ()
    ordinary_names: Collection[str] = ()
    stand_in: dict[str, str] = field(default_factory=dict)
    adjectives: Collection[str] = ()
    adjective_ends: tuple[str, ...] = ()
    persons: Collection[str] = ()

    def describes(self, word: str) -> bool:
        """Whether a word is an adjective, as far as its ending tells."""
        plain = word.casefold()
        return plain in self.adjectives or (len(plain) > SHORT and plain.endswith(self.adjective_ends))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may point somebody out: its letters as compared, why, and where it stands."""

    word: str
    why: Telling
    start: int
    end: int


_CLOCK = re.compile(
    r"(?:klockan|kl\.?)\s*(?:halv\s+)?[^\W_]+(?:[:.]\d\d)?|(?<!\d)[0-2]?\d:[0-5]\d(?!\d)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_BEGINS = re.compile(r"(?:^|[.!?…:\"”“„»«’‘'(\[\n–—]|\.\.\.)[\s\"”“„»«’‘'(\[–—-]*$")


def candidates(text: str, lists: WordLists, *, spoken: bool) -> Iterator[Candidate]:
    """The words that are looked up; numbers only in what somebody says: a report's own counts tell of no one."""
    clocks = [found.span() for found in _CLOCK.finditer(text)]
    for found in _WORD.finditer(text):
        word = found.group()
        if _bracketed(text, found.start()):
            continue
        why = _why(word, lists, first=bool(_BEGINS.search(text[: found.start()])), spoken=spoken)
        if why is Telling.NUMBER and any(start <= found.start() < end for start, end in clocks):
            why = Telling.CLOCK
        if why is not None:
            yield Candidate(word.lower(), why, *found.span())


def _bracketed(text: str, at: int) -> bool:
    """Whether the place is inside [ ]: what an evaluator put there."""
    return text.rfind("[", 0, at) > text.rfind("]", 0, at)


def _why(word: str, lists: WordLists, *, first: bool, spoken: bool) -> Telling | None:
    low = word.lower()
    if _diagnosis(low, lists):
        return Telling.DIAGNOSIS
    if _title(low, lists):
        return Telling.TITLE
    if any(letter.isdigit() for letter in word) or low in lists.numbers or low in lists.months:
        why = Telling.DATE if low in lists.months else Telling.NUMBER
        return why if spoken else None
    return _named(word, lists, first=first) if word[0].isupper() else None


def _named(word: str, lists: WordLists, *, first: bool) -> Telling | None:
    low = word.lower()
    if not _bare(low).isdisjoint(lists.first_names) and not (first and low in lists.ordinary_names):
        return Telling.FIRST_NAME
    return None if first else Telling.CAPITAL


def _bare(word: str) -> set[str]:
    return {word, word.removesuffix("s"), re.sub(r"[’']s?$", "", word)}


def _diagnosis(word: str, lists: WordLists) -> bool:
    return not _bare(word).isdisjoint(lists.diagnoses) or word.startswith(lists.diagnosis_stems or ("\0",))


def roles(text: str, lists: WordLists) -> Iterator[tuple[int, int]]:
    """Where somebody's work is named: an occupation, or a role such as coach."""
    return (found.span() for found in _WORD.finditer(text) if _role(found.group().lower(), lists))


def somebody(word: str, lists: WordLists) -> bool:
    """Whether a word stands for a person: an occupation, a role, or such as "kvinna", in any of its forms."""
    low = word.lower()
    return _role(low, lists) or any(low.removesuffix(end) in lists.persons for end in ("", *lists.endings))


def _role(word: str, lists: WordLists) -> bool:
    forms = {word.removesuffix(end) for end in ("", *lists.endings)}
    return _title(word, lists) or any(form.endswith(lists.role_ends or ("\0",)) for form in forms)


def _title(word: str, lists: WordLists) -> bool:
    forms = {word.removesuffix(end) for end in ("", *lists.endings)}
    if not forms.isdisjoint(lists.titles):
        return True
    return any(form.endswith(lists.title_ends or ("\0",)) and form not in lists.title_ends for form in forms)
