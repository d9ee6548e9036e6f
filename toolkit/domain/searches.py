"""Searches: what a person asks for in words, and where a text holds it, letter for letter but for capitals.

Nothing of what was typed is read as a pattern: words are looked for as they are, so no input can be a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.domain.text import Span, normalise

LONGEST = 300  # code points of a question; what is beyond is left out
MOST_TERMS = 8
NEAR = 15  # words that may lie between the first and the last word of a hit
GAP = 5  # code points of punctuation and white space between two words of a phrase
UNSEEN = "\u00ad\u200b\u2060"  # soft hyphen, zero-width space, word joiner: nobody sees them in a word

Term = tuple[str, ...]
Forms = Callable[[str], Iterable[str]]
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: `terms` are words, or phrases of several words; all stand near each other in one turn.

    `inside` finds words within longer ones (kontakt in handledarkontakt). `cut` says that some of the question was
    left out because it was too long.
    """

    terms: tuple[Term, ...]
    inside: bool = False
    cut: bool = False


def asked(words: str, *, inside: bool = False) -> Query:
    """The query that a person typed: words apart, phrases in quotation marks, a word with a hyphen as a phrase."""
    text = folded(normalise(words.encode("utf-8", "replace").decode("utf-8"))).text
    kept = text[:LONGEST]
    phrases = [match.group(1) for match in _QUOTED.finditer(kept)]
    found = [term(piece) for piece in (*phrases, *_QUOTED.sub(" ", kept).split())]
    terms = tuple(dict.fromkeys(each for each in found if each))
    return Query(terms[:MOST_TERMS], inside, len(text) > LONGEST or len(terms) > MOST_TERMS)


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


def occurrences(text: str, query: Query, *, forms: Forms | None = None) -> list[list[tuple[int, int]]]:
    """Where each term of the query stands in a folded text, in order of place; `forms` gives other forms of a word."""
    return [_of_term(text, each, query, forms) for each in query.terms]


def _of_term(text: str, words: Term, query: Query, forms: Forms | None) -> list[tuple[int, int]]:
    if len(words) > 1:
        return list(_phrases(text, words))
    looked_for = {words[0], *(forms(words[0]) if forms else ())}
    found = [list(_places(text, form, whole=not query.inside)) for form in looked_for]
    return found[0] if len(found) == 1 else sorted({place for each in found for place in each})


def _places(text: str, word: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    """Where the word stands, one place after another; `whole`: with no letter beside it."""
    at, length = text.find(word), len(word)
    while at >= 0:
        end = at + length
        if not _marked(text, end) and not (whole and (_lettered(text, at - 1) or _lettered(text, end))):
            yield at, end
        at = text.find(word, end)


def _phrases(text: str, words: Term) -> Iterator[tuple[int, int]]:
    for start, first_end in _places(text, words[0], whole=True):
        end = first_end
        for word in words[1:]:
            at = _next_word(text, end)
            if at is None or not text.startswith(word, at) or _lettered(text, at + len(word)):
                break
            end = at + len(word)
        else:
            yield start, end


def _next_word(text: str, at: int) -> int | None:
    """Where the next word begins, when no more than a gap lies before it."""
    return next((place for place in range(at, min(at + GAP + 1, len(text))) if _lettered(text, place)), None)


def _lettered(text: str, at: int) -> bool:
    """Whether a letter, a digit or a mark on a letter stands there."""
    return 0 <= at < len(text) and (text[at].isalnum() or _marked(text, at))


def _marked(text: str, at: int) -> bool:
    """Whether an accent stands there that no composed letter holds: it belongs to the letter before it."""
    return at < len(text) and text[at] > "\u02ff" and unicodedata.combining(text[at]) != 0


def together(found: Sequence[Sequence[tuple[int, int]]], text: str) -> Iterator[list[tuple[int, int]]]:
    """The places of one turn in which a word of every term stands, none of them shared, the nearest together first.

    `found` holds the places of each term within the turn.
    """
    if len(found) == 1:
        yield from ([place] for place in found[0])
        return
    latest: dict[int, tuple[int, int]] = {}
    for number, place in _merged(found):
        latest[number] = place
        if len(latest) == len(found) and _near(text, chosen := sorted(set(latest.values()))):
            yield chosen
            latest.clear()


def _merged(found: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, tuple[int, int]]]:
    every = ((number, place) for number, places in enumerate(found) for place in places)
    return sorted(every, key=lambda each: (each[1], each[0]))


def _near(text: str, places: Sequence[tuple[int, int]]) -> bool:
    between = (text[one[1] : other[0]] for one, other in pairwise(places))
    return sum(len(_WORD.findall(piece)) for piece in between) <= NEAR


def forms_of(vocabulary: Iterable[str], lemma: Callable[[str], str], words: Iterable[str]) -> Mapping[str, list[str]]:
    """For each word the words of the vocabulary that have its lemma."""
    wanted = {word: lemma(word) for word in words}
    found: dict[str, list[str]] = {word: [] for word in wanted}
    for each in vocabulary:
        own = lemma(each)
        for word, meant in wanted.items():
            if own == meant:
                found[word].append(each)
    return found
