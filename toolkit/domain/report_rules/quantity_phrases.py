"""Quantity phrases: "flera av de intervjuade", "sju av tio deltagare" — what is said of how many people in a sentence.

A phrase is about people only when its head noun is; "flera myndigheter" and "många år" are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolkit.domain.quantities.quantities import QuantityScale, Rule
from toolkit.domain.report_rules.quantity_words import (
    DETERMINERS,
    NEGATIONS,
    NOT_ALL,
    OF,
    SAYING,
    THEM,
    shares_of,
    words_of,
)
from toolkit.domain.report_rules.sentences import NUMERALS, ONE
from toolkit.domain.texts.head_nouns import ANYBODY, HeadNouns

NUMBER, SHARE, BOTH, ALL, NOT_EVERYONE = "number", "share", "both", "all", "not all"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\w\s]")
_NEAR = Fraction(5, 100)
"""A share said in words may be so far from the true one."""
_ADJECTIVES, _TWO = 2, 2
_LONGEST = 4
_NUMERAL = 4  # digits of a number of people; one of more is no such number


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quantity phrase. `key` is that of the scale's rule, else one of the kinds above; `k` and `n` are numbers said.

    `group` is what its head noun counts: None when the noun is left out ("flera berättar", "åtta av dem").
    `people` is False for every other noun.
    """

    key: str
    text: str
    start: int
    end: int
    people: bool
    group: str | None = None
    k: int | None = None
    n: int | None = None
    share: Fraction | None = None

    def carried(self, k: int, n: int, scale: QuantityScale) -> bool:
        """Whether k of the n persons asked bear out the phrase."""
        if self.key == NUMBER:
            return self._counted(k, n)
        if self.n is not None and self.n != n:
            return False
        if self.share is not None:
            return abs(Fraction(k, n) - self.share) <= _NEAR
        if self.key in (NOT_EVERYONE, BOTH):
            return k < n if self.key == NOT_EVERYONE else k == n == _TWO
        rule = rule_of(scale, self.key)
        return rule is not None and rule.admits(k, n)

    def _counted(self, k: int, n: int) -> bool:
        if self.n is None:
            return self.k == k
        return self.k is not None and self.n > 0 and Fraction(self.k, self.n) == Fraction(k, n)


def rule_of(scale: QuantityScale, key: str) -> Rule | None:
    """The rule of a scale with this key."""
    return next((rule for rule in scale.rules if rule.key == key), None)


class Grammar:
    """Finds the quantity phrases of sentences in one language, with a project's words and nouns."""

    def __init__(self, nouns: HeadNouns, scale: QuantityScale) -> None:
        self.nouns, self.scale, self.language = nouns, scale, nouns.language if nouns.language in OF else "en"
        self._words = words_of(scale, self.language)
        self._shares = shares_of(self.language)
        self._first = {parts[0] for parts in (*self._words, *self._shares)}
        self._numerals = NUMERALS[self.language]

    def phrases(self, sentence: str) -> list[Phrase]:
        """The phrases in order; of those that begin at one place the longest."""
        found, at = [], 0
        read = _Read(sentence, [(each.group().lower(), *each.span()) for each in _TOKEN.finditer(sentence)])
        while at < len(read.tokens):
            phrase = self._at(read, at)
            if phrase:
                found.append(phrase[0])
                at = phrase[1]
            else:
                at += 1
        return found

    def _at(self, read: _Read, at: int) -> tuple[Phrase, int] | None:
        word = read.word(at)
        if word in self._first:
            for table, is_share in ((self._words, False), (self._shares, True)):
                length = read.longest(at, table)
                if length:
                    key = SHARE if is_share else self._words[read.parts(at, length)]
                    share = self._shares[read.parts(at, length)] if is_share else None
                    return self._phrase(read, at, at + length, _Said(key, share=share))
        number = self._numeral(word)
        if number is None or (word in ONE and read.word(at + 1) not in OF[self.language]):
            return None
        return self._numbered(read, at, number)

    def _numeral(self, word: str) -> int | None:
        if word.isdecimal() and len(word) <= _NUMERAL:
            return int(word)
        return self._numerals.get(word)

    def _numbered(self, read: _Read, at: int, k: int) -> tuple[Phrase, int] | None:
        after = at + 1
        if read.word(after) in OF[self.language]:
            inner = read.skipped(after + 1, DETERMINERS[self.language])
            n = self._numeral(read.word(inner))
            if n is not None:
                return self._phrase(read, at, inner + 1, _Said(NUMBER, k=k, n=n))
        return self._phrase(read, at, after, _Said(NUMBER, k=k))

    def _phrase(self, read: _Read, at: int, after: int, said: _Said) -> tuple[Phrase, int]:
        """The phrase with its head noun, and the token that follows it."""
        saying, them = SAYING[self.language], THEM[self.language]
        n, place = said.n, after
        if read.word(place) in OF[self.language]:
            place += 1
        place = read.skipped(place, DETERMINERS[self.language] - them)
        if n is None and (inner := self._numeral(read.word(place))) is not None and read.word(place) not in ONE:
            n, place = inner, place + 1
        noun = self._noun(read, place)
        if noun:
            group, end = noun
            return self._made(read, (at, end), said, group=group, n=n), end
        pronoun = read.word(place) in them or (
            place == after and (read.word(place) in saying or not read.word(place).isalnum())
        )
        end = place + 1 if read.word(place) in them else after
        if said.key == NUMBER and place == after and said.n is None and not self._heads(read, at, place):
            pronoun = False
        return self._made(read, (at, end), said, group=None, n=n if pronoun else said.n, people=pronoun), max(
            end, at + 1
        )

    def _heads(self, read: _Read, at: int, place: int) -> bool:
        """Whether a bare numeral stands for people: "Sju berättar …", "…, enligt sju." at a sentence's edge."""
        begins = at == 0 and read.word(place) in SAYING[self.language]
        return begins or (read.word(place) in (".", "") and not read.word(at).isdecimal())

    def _made(
        self,
        read: _Read,
        place: tuple[int, int],
        said: _Said,
        *,
        group: str | None,
        n: int | None,
        people: bool = True,
    ) -> Phrase:
        at, end = place
        key = said.key
        if key == ALL and self._denied(read, at, end):
            key = NOT_EVERYONE
        start, stop = read.tokens[at][1], read.tokens[min(end, len(read.tokens)) - 1][2]
        return Phrase(
            key, read.sentence[start:stop], start, stop, people, group if people else None, said.k, n, said.share
        )

    def _denied(self, read: _Read, at: int, end: int) -> bool:
        before = " ".join(read.parts(max(0, at - 2), min(2, at)))
        if any(before.endswith(each) for each in NOT_ALL[self.language]):
            return True
        return read.word(end) in SAYING[self.language] and read.word(end + 1) in NEGATIONS[self.language]

    def _noun(self, read: _Read, at: int) -> tuple[str, int] | None:
        """The group of the head noun that begins at a token, up to two adjectives before it, and where it ends."""
        for skipped in range(_ADJECTIVES + 1):
            found = self._named(read, at + skipped)
            if found:
                after = self._named(read, found[1]) if found[0] == ANYBODY else None
                return after or found
            if not _adjective(read.word(at + skipped), self.language):
                return None
        return None

    def _named(self, read: _Read, at: int) -> tuple[str, int] | None:
        for length in (3, 2, 1):
            word = "-".join(read.parts(at, length)) if at + length <= len(read.tokens) else ""
            group = self.nouns.group_of(word) if length == 1 else self.nouns.groups.get(word)
            if group is not None:
                return group, at + length
        return None


@dataclass(frozen=True, slots=True)
class _Said:
    key: str
    k: int | None = None
    n: int | None = None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence and its tokens: each in small letters, with its place."""

    sentence: str
    tokens: Sequence[tuple[str, int, int]]

    def word(self, at: int) -> str:
        """The token at a place; empty beyond the end."""
        return self.tokens[at][0] if 0 <= at < len(self.tokens) else ""

    def parts(self, at: int, length: int) -> tuple[str, ...]:
        """So many tokens from a place on."""
        return tuple(token[0] for token in self.tokens[at : at + length])

    def longest(self, at: int, table: Mapping[tuple[str, ...], object]) -> int:
        """How many tokens from a place on stand in the table, the most first."""
        return next((length for length in range(_LONGEST, 0, -1) if self.parts(at, length) in table), 0)

    def skipped(self, at: int, words: frozenset[str]) -> int:
        """The first place from here on that holds none of the words."""
        while self.word(at) in words:
            at += 1
        return at


_STEM = 3  # letters; shorter words with such an end are seldom adjectives ("bra", "era")
_ADJECTIVE_ENDS = {"sv": ("a", "e", "ade", "de", "nda", "igt"), "en": ("ed", "ing", "er", "ish", "al", "ent", "ive")}


def _adjective(word: str, language: str) -> bool:
    return len(word) > _STEM and word.isalpha() and word.endswith(_ADJECTIVE_ENDS[language])
