"""Sentences and figures of a report: text folded for comparing, cut at full stops, numbers in words or digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction


def _numbered(words: str, **more: int) -> dict[str, int]:
    return {word: value for value, word in enumerate(words.split())} | more


_SV = "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo"
_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMERALS = {
    "sv": _numbered(_SV, trettio=30, fyrtio=40, femtio=50, sextio=60, sjuttio=70, åttio=80, nittio=90, hundra=100),
    "en": _numbered(_EN, thirty=30, forty=40, fifty=50, sixty=60, seventy=70, eighty=80, ninety=90),
}
"""Numbers in words, by language."""
ONE = frozenset({"en", "ett", "one"})
"""Numerals that are articles or pronouns more often: they count only where a phrase says so."""
_SPACE = re.compile(r"[\s\u00a0\u202f]+")
_SOFT = str.maketrans("", "", "\u00ad\u200b\ufeff")
_SHORT = (
    r"(?:t\.ex|bl\.a|dvs|d\.v\.s|m\.fl|m\.m|o\.s\.v|osv|s\.k|ca|kl|nr|jfr|kap|f\.d|resp|inkl|e\.g|i\.e|etc|cf|no|p|s)"
)
_ENDED_SHORT = re.compile(rf"(?:^|[\s(]){_SHORT}\.$", re.I)
_END = re.compile(r"[.!?…]+[\"”“»«’)\]]*(?=\s+[\"”“„»«’(\[–—-]*[A-ZÅÄÖÉÜ0-9])")
COUNT = re.compile(r"\s*\((\d+(?:(?:, \d+)* (?:och|and) \d+)? (?:av|of) \d+)\)")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\d\w])|\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def folded(text: str) -> str:
    """The text as it is compared: composed letters, single blanks, no soft hyphens."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_SOFT)).strip()


def sentences(text: str) -> list[str]:
    """The sentences of a folded text; abbreviations end none."""
    found, start = [], 0
    for end in _END.finditer(text):
        piece = text[start : end.end()]
        if not _ENDED_SHORT.search(piece):
            found.append(piece.strip())
            start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def uncounted(sentence: str) -> tuple[str, tuple[str, ...]]:
    """The sentence without the counts that a draft puts beside it ("(7 av 10)"), and those counts."""
    counts = tuple(found[1] for found in COUNT.finditer(sentence))
    return (COUNT.sub("", sentence), counts) if counts else (sentence, ())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a sentence, in digits or in words."""

    text: str
    value: Fraction
    start: int
    end: int


def figures(sentence: str, language: str) -> list[Figure]:
    """The numbers of a sentence in order; "en" and "one" are none."""
    words = NUMERALS.get(language, NUMERALS["en"])
    found = [Figure(one.group(), value_of(one.group()), *one.span()) for one in _NUMBER.finditer(sentence)]
    for one in _WORD.finditer(sentence):
        word = one.group().lower()
        if word in words and word not in ONE:
            found.append(Figure(one.group(), Fraction(words[word]), *one.span()))
    return sorted(found, key=lambda each: each.start)


def value_of(digits: str) -> Fraction:
    """The value of a number in digits: "1 250", "41,5", "2.10" (a section, read as 2.10)."""
    plain = digits.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if plain.count(".") > 1:
        return Fraction(int(plain.replace(".", "")))
    return Fraction(plain)


def tokens(sentence: str) -> list[str]:
    """The words and numbers of a sentence in small letters."""
    return re.findall(r"[^\W_]+(?:[-’'.,:][^\W_]+)*", sentence.lower())
