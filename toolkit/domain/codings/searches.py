"""Searches: what a person asks for in words, and what a word of a text is, letter for letter but for capitals.

Nothing of what was typed is read as a pattern: words are looked for as they are, so no input can be a wrong one.
Where they stand is found by `analysis/searching/word_index.py`; `tests/domain/plain_search.py` says the same letter by
letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.domain.texts.text import Span, normalise

LONGEST = 300  # code points of a question; what is beyond is left out
MOST_TERMS = 8
NEAR = 15  # words that may lie between the words of a hit
FARTHEST = 1000
GAP = 5  # code points of punctuation and white space between two words of a phrase
UNSEEN = "\u00ad\u200b\u2060"  # soft hyphen, zero-width space, word joiner: nobody sees them in a word

Term = tuple[str, ...]
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: `terms` are words, or phrases of several words; all stand near each other in one turn.

    `inside` finds words within longer ones (kontakt in handledarkontakt). `near` is how many words may lie between
    those found. `cut` says that some of the question was left out because it was too long.
    """

    terms: tuple[Term, ...]
    inside: bool = False
    cut: bool = False
    near: int = NEAR


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that a person typed, to fit within what one person says in one go."""

    text: str


def asked(words: str, *, inside: bool = False, near: int = NEAR) -> Query:
    """The query that a person typed: words apart, phrases in quotation marks, a word with a hyphen as a phrase."""
    text = folded(normalise(words.encode("utf-8", "replace").decode("utf-8"))).text
    kept = text[:LONGEST]
    phrases = [match.group(1) for match in _QUOTED.finditer(kept)]
    found = [term(piece) for piece in (*phrases, *_QUOTED.sub(" ", kept).split())]
    terms = tuple(dict.fromkeys(each for each in found if each))
    return Query(terms[:MOST_TERMS], inside, len(text) > LONGEST or len(terms) > MOST_TERMS, min(near, FARTHEST))


def term(piece: str) -> Term:
    """The words of a piece that was typed, in order."""
    return tuple(_WORD.findall(piece))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in small letters without what nobody sees; `places` leads back where that changed its length."""

    text: str
    places: Sequence[int] | None = None

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the text as it stands of a folded stretch."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """The span of the text as it stands that the folded stretch means."""
        return Span(*self.edges(start, end))


def folded(text: str) -> Folded:
    """The text as it is compared: capitals are small letters, å stays å."""
    lower = text.lower()
    if len(lower) == len(text) and not any(mark in text for mark in UNSEEN):
        return Folded(lower)
    pairs = [(small, at) for at, letter in enumerate(text) if letter not in UNSEEN for small in letter.lower()]
    return Folded("".join(small for small, _ in pairs), [at for _, at in pairs])


def is_lettered(letter: str) -> bool:
    """Whether it is a letter, a digit, or an accent that no composed letter holds: part of a word."""
    return letter.isalnum() or is_mark(letter)


def is_mark(letter: str) -> bool:
    """Whether it is an accent that belongs to the letter before it."""
    return letter > "\u02ff" and unicodedata.combining(letter) != 0


def inside(word: str, form: str) -> list[tuple[int, int]]:
    """Where the form stands in a word of the material, one place after another, none before an accent of its own."""
    found, at, length = [], word.find(form), len(form)
    while at >= 0:
        end = at + length
        if end == len(word) or not is_mark(word[end]):
            found.append((at, end))
        at = word.find(form, end)
    return found
