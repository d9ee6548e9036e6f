"""Numbers and addresses told by their shape: personal numbers in all the ways they are written, and parts of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from toolkit.domain.identifiers.identifier_words import IdentifierWords, spoken_number
from toolkit.domain.identifiers.identifiers import Identifier, Leak, luhn, numbers

_DASHES = r"\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"
_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_GAP = rf"(?:{_SPACE}?[{_DASHES}./:]{_SPACE}?|{_SPACE})?"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_WRITTEN = re.compile(
    rf"(?<![\w{_DASHES}/+])(?P<date>(?:(?:18|19|20){_SPACE}?)?\d\d{_GAP}{_MONTH}{_GAP}{_DAY})"
    rf"(?:\s{{0,2}}[{_DASHES}+.:/]?\s{{0,2}})(?P<last>\d\d\s?\d\s?\d|T\d{{3}})(?![\w{_DASHES}/])(?![.,:]\d)"
)
_RESERVE = re.compile(
    rf"(?<![\w{_DASHES}/])(?:99(?:\d\d)?\d{{4}}{_SPACE}?[{_DASHES}]?{_SPACE}?\d{{4}}"
    rf"|(?:18|19|20)?\d\d{_MONTH}{_DAY}{_SPACE}?[{_DASHES}]?(?=[A-Z0-9]*[A-Z])(?![XT])[A-Z0-9]{{4}})(?![\w{_DASHES}/])"
)
_HIDDEN = re.compile(
    rf"(?<!\w)(?:\d{{6}}|\d{{8}}){_SPACE}?[{_DASHES}]{_SPACE}?[xX*]{{4}}(?!\w)|(?<!\w)[xX*]{{6,8}}[{_DASHES}]\d{{4}}(?!\w)"
)
_LAST_FOUR = re.compile(
    r"\b(?:(?:de )?(?:fyra sista|sista fyra)|last four)(?: siffrorna| digits)?(?: är| are|:)?\s{1,2}\d\d ?\d\d(?!\w)",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:personnummer|personnumret|pnr|person-?nr)\W{1,3}(?:är\W|slutar på\W)?\d[\d \-]{2,13}\d", re.I
)
_POSTCODE = re.compile(
    rf"(?<![\w{_DASHES}/])(?:S-|SE-)?[1-9]\d\d{_SPACE}?\d\d{_SPACE}{{1,2}}(?=[A-ZÅÄÖ])[^\W\d_]{{2,}}"
)
_YEARS = ("18", "19", "20")
_TEN, _DATE = 10, 6  # digits of the whole, and of its date without the century


@dataclass(frozen=True, slots=True)
class Shapes:
    """What finds numbers and addresses in the language of the interviews."""

    spoken: re.Pattern[str] | None
    born: re.Pattern[str] | None
    street: re.Pattern[str] | None

    def found(self, text: str) -> list[Leak]:
        """All that tells itself by its shape, in order; what overlaps something surer is left out."""
        taken = bytearray(len(text))
        kept = []
        for leak in self._every(text):
            if not any(taken[leak.start : leak.end]):
                taken[leak.start : leak.end] = b"\1" * (leak.end - leak.start)
                kept.append(leak)
        return sorted(kept, key=lambda leak: leak.start)

    def _every(self, text: str) -> Iterator[Leak]:
        if any(letter.isdigit() or letter == "@" for letter in text):
            for found in _WRITTEN.finditer(text):
                yield Leak(_kind(found), *found.span())
            for kind, pattern in ((Identifier.RESERVE_NUMBER, _RESERVE), (Identifier.PART_OF_NUMBER, _HIDDEN)):
                yield from (Leak(kind, *found.span()) for found in pattern.finditer(text))
            yield from numbers(text)
            for pattern in (_LAST_FOUR, _NAMED):
                yield from (Leak(Identifier.PART_OF_NUMBER, *found.span()) for found in pattern.finditer(text))
            for address in (self.street, _POSTCODE):
                yield from _all(address, Identifier.ADDRESS, text)
        for part in (self.born, self.spoken):
            yield from _all(part, Identifier.PART_OF_NUMBER, text)


def _all(pattern: re.Pattern[str] | None, kind: Identifier, text: str) -> Iterator[Leak]:
    for found in pattern.finditer(text) if pattern else ():
        yield Leak(kind, *found.span())


def _kind(found: re.Match[str]) -> Identifier:
    date = re.sub(r"\D", "", found["date"])
    digits = date[-_DATE:] + re.sub(r"\s", "", found["last"])
    if not (digits.isdigit() and len(digits) == _TEN and luhn(digits)):
        return Identifier.LIKE_PERSON_NUMBER
    return Identifier.COORDINATION_NUMBER if digits[4] in "6789" else Identifier.PERSON_NUMBER


@lru_cache(maxsize=4)
def shapes(words: IdentifierWords) -> Shapes:
    """The shapes of a language."""
    return Shapes(spoken_number(words), _born(words), _street(words))


def _born(words: IdentifierWords) -> re.Pattern[str] | None:
    """A date of birth: `född 12 mars 1985`, `född den tolfte mars`, `född 850312`."""
    if not words.born:
        return None
    months, born = "|".join(words.months), "|".join(map(re.escape, words.born))
    day = r"(?:den )?(?:\d{1,2}(?::?e|:?a)?|\w{4,14}(?:nde|te|de|e|a|st|th)|(?:the )?\w+ of)"
    year = r"(?: (?:1[89]|20)\d\d| (?:nitton|tjugo|nineteen|twenty)[\w ]{3,24}?(?!\w))?"
    numeric = rf"(?:19|20)?\d\d[{_DASHES}./ ]?{_MONTH}[{_DASHES}./ ]?{_DAY}(?!\w)"
    return re.compile(rf"(?<!\w)(?:{born})[ :]+(?:{day} (?:{months}){year}|{numeric})", re.I)


def _street(words: IdentifierWords) -> re.Pattern[str] | None:
    """A street with its number: `Storgatan 12 B`, `Norra vägen 3`."""
    ends = "|".join(sorted(words.street_ends, key=len, reverse=True))
    if not ends:
        return None
    name = rf"(?:[A-ZÅÄÖ][^\W\d_]+ )?(?:[A-ZÅÄÖ][^\W\d_]*)?(?:{ends})|[^\W\d_]{{2,}}(?:{ends})"
    return re.compile(rf"(?<!\w)(?:{name}) \d{{1,3}}(?: ?[A-Za-h](?!\w))?(?:,? (?:lgh|vån) ?\d{{1,4}})?(?!\w)")
