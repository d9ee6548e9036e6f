"""Identifiers left in a text: personal identity numbers, telephone and case numbers, e-mail addresses, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.messages import N_


class Identifier(StrEnum):
    """What kind of identifier it is."""

    PERSON_NUMBER = "person_number"
    LIKE_PERSON_NUMBER = "like_person_number"  # the shape without the check digit
    PHONE = "phone"
    EMAIL = "email"
    CASE_NUMBER = "case_number"
    NAME = "name"
    COORDINATION_NUMBER = "coordination_number"
    RESERVE_NUMBER = "reserve_number"
    PART_OF_NUMBER = "part_of_number"
    ADDRESS = "address"
    CAPITALISED = "capitalised"
    WORKPLACE = "workplace"
    PLACE = "place"
    SENSITIVE = "sensitive"
    OPENING = "opening"  # a word with a capital that only ever begins a sentence: seldom a name, but it may be one


TITLES = {
    Identifier.PERSON_NUMBER: N_("a personal identity number"),
    Identifier.LIKE_PERSON_NUMBER: N_("what may be a personal identity number"),
    Identifier.PHONE: N_("a telephone number"),
    Identifier.EMAIL: N_("an e-mail address"),
    Identifier.CASE_NUMBER: N_("a case number"),
    Identifier.NAME: N_("a name or label of the register"),
    Identifier.COORDINATION_NUMBER: N_("a coordination number"),
    Identifier.RESERVE_NUMBER: N_("a reserve number"),
    Identifier.PART_OF_NUMBER: N_("a part of a number, a date of birth, or a number that is said"),
    Identifier.ADDRESS: N_("an address"),
    Identifier.CAPITALISED: N_("a word with a capital letter"),
    Identifier.WORKPLACE: N_("a workplace"),
    Identifier.PLACE: N_("a place"),
    Identifier.SENSITIVE: N_("a sensitive matter"),
    Identifier.OPENING: N_("a word that begins a sentence"),
}


@dataclass(frozen=True, slots=True)
class Leak:
    """An identifier and where it stands in the text."""

    kind: Identifier
    start: int
    end: int


_TEN = 10  # digits of a personal number without the century
_DASH = r"\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad+"
_DAY = r"(?:0[1-9]|1[0-2])[ ]?(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_NUMBER = re.compile(
    rf"(?<![\w{_DASH}/])(?P<century>(?:18|19|20)?)(?P<date>\d\d[ ]?{_DAY})"
    rf"\s{{0,2}}[{_DASH}.:]?\s{{0,2}}(?P<last>\d{{3}}\s?\d|T\d{{3}})(?![\w{_DASH}/])"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/])(?:\+\d{2}[ -]?(?:\(0\)[ -]?)?\d{1,3}|0\d{1,3})(?:[ \u00a0/-]{0,3}\d){5,8}(?![\w/])")
_CASE = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer|ärende(?: nr)?|mål(?: nr)?|aktnr|case (?:no|number)|"
    r"ref(?:erence)? no)[.:]?\s*[A-ZÅÄÖ]{0,5}[ -]?\d[\w./:-]*\w"
    r"|(?-i:\b[A-ZÅÄÖ]{1,5}[ -]?(?:19|20)\d\d[/:-]\d{1,6}\b|\b[TBÖKFM] \d{1,5}-\d\d\b)",
    re.I,
)
_ID = re.compile(r"[A-ZÅÄÖ]{1,3}\d{1,3}")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_SHORTEST = 2


def luhn(digits: str) -> bool:
    """Whether ten digits end with their own check digit."""
    doubled = (int(each) * (2 - at % 2) for at, each in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def numbers(text: str) -> Iterator[Leak]:
    """Identifiers that are told by their shape; each letter belongs to one of them at most."""
    taken = bytearray(len(text))
    for kind, pattern in (
        (None, _NUMBER),
        (Identifier.EMAIL, _EMAIL),
        (Identifier.CASE_NUMBER, _CASE),
        (Identifier.PHONE, _PHONE),
    ):
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            yield Leak(kind or _person_number(found), *found.span())


def _person_number(found: re.Match[str]) -> Identifier:
    digits = re.sub(r"\D", "", found["date"] + found["last"])
    sure = len(digits) == _TEN and luhn(digits)
    return Identifier.PERSON_NUMBER if sure else Identifier.LIKE_PERSON_NUMBER


def plain(word: str) -> str:
    """A name as it is compared: small letters without accents, k for c, v for w, single letters for double ones."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(one))
    bare = (
        bare.replace("ch", "k")
        .replace("th", "t")
        .replace("ph", "f")
        .replace("c", "k")
        .replace("w", "v")
        .replace("z", "s")
    )
    return re.sub(r"(.)\1", r"\1", bare)


class Names:
    """The names and labels of a register, found in all their forms: genitives, other spellings, without accents.

    Forms like D01 are told only outside of what people say, where A4 is paper.
    """

    def __init__(self, names: Iterable[str]) -> None:
        every = {name.strip() for name in names if len(name.strip()) >= _SHORTEST}
        self._ids = {name for name in every if _ID.fullmatch(name)}
        self._single: set[str] = set()
        self._long: list[str] = []
        for name in sorted(every - self._ids):
            words = _WORD.findall(name)
            if len(words) == 1 and words[0] == name:
                self._single.add(plain(name))
            else:
                self._long.append(name)

    def found(self, text: str, *, spoken: bool) -> Iterator[Leak]:
        """Where somebody of the register is named; `spoken`: the text is a quote."""
        for word in _WORD.finditer(text):
            if self._names(word.group(), spoken=spoken):
                yield Leak(Identifier.NAME, *word.span())
        for name in self._long:
            for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I):
                yield Leak(Identifier.NAME, *place.span())

    def _names(self, word: str, *, spoken: bool) -> bool:
        if _ID.fullmatch(word):
            return not spoken and word in self._ids
        if not word[:1].isupper():
            return False
        forms = {plain(word), plain(word.removesuffix("s")), plain(re.sub(r"[’']s?$", "", word))}
        return not forms.isdisjoint(self._single)
