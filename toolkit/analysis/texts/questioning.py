"""Which question of the guide was being answered: interviewer turns matched to the guide's wordings.

A wrong match would claim that somebody was asked what he was not, so a turn stays unmatched unless its words
are much like one question's and less like any other's.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from toolkit.analysis.texts.language import WORD, Language, Tokens
from toolkit.analysis.texts.sentences import sentence_starts
from toolkit.domain.sources.guides import Guide, Question
from toolkit.domain.sources.sources import Role, Turn

ALIKE = 0.50  # weighted cosine from which a turn counts as the question; chosen by reading interviewer turns
MARGIN = 0.06  # how much better than the second question
STOP_WEIGHT = 0.22  # what a word of the stop list weighs beside one that carries a topic
LATER = 0.05  # bonus of a question that stands shortly after the last one matched
REACH = 3  # how many questions ahead "shortly" is
LEAST_WORDS = 3  # a clause of fewer words is no wording of its own
NEARLY_ALL = 0.75  # share of all words, small ones too, from which two sentences say the same
MOST = 0.60  # the same, asked of sentences that share a single word that carries a topic
SHORT = 4  # words: so short a sentence ("Vad hände sedan?") must be nearly the same as the wording
_BREAKS = frozenset((",", ".", "?"))
_AND = (("och",), ("and",))
_CLAUSE = re.compile(r"[,.?]\s+(?:och\s+|and\s+)?", re.IGNORECASE)


Lemmas = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The lemma of each token (None for what is no word), and where clauses part."""

    lemmas: Sequence[str | None]
    breaks: Sequence[int]

    @classmethod
    def of(cls, tokens: Tokens, language: Language) -> _Spoken:
        """The lemmas of these tokens."""
        words = (language.flags()[tokens.types] & WORD) > 0
        ids = np.where(words, language.lemma_ids()[tokens.types], -1).tolist()
        parting = [place for place, word in enumerate(language.types) if word in _BREAKS]
        breaks = np.isin(tokens.types, parting).nonzero()[0].tolist()
        return cls([language.lemmas[place] if place >= 0 else None for place in ids], breaks)

    def said(self, first: int, last: int) -> Lemmas:
        """The lemmas of a stretch of tokens."""
        return tuple(lemma for lemma in self.lemmas[first:last] if lemma is not None)

    def clauses(self, first: int, last: int) -> Iterator[Lemmas]:
        """The lemmas of each clause, without the “and” that begins it; none for a sentence of one clause."""
        inside = self.breaks[bisect_left(self.breaks, first) : bisect_left(self.breaks, last - 1)]
        if inside:
            for start, end in pairwise([first, *inside, last]):
                clause = self.said(start, end)
                yield clause[1:] if clause[:1] in _AND else clause


@dataclass(frozen=True, slots=True)
class _Wording:
    question: int
    weights: Mapping[str, float]
    norm: float


def asked(turns: Sequence[Turn], text: str, guide: Guide, language: Language) -> tuple[Turn, ...]:
    """The turns with question, area and phase filled in from the guide, where they are sure.

    A matched interviewer turn carries the question that it asked, respondents' turns that of the last matched turn.
    Follow-up questions match nothing and change nothing.
    """
    if not guide.questions:
        return tuple(turns)
    matcher = _matcher(guide, language)
    put = [turn for turn in turns if turn.role is Role.INTERVIEWER]
    said = dict(zip((turn.number for turn in put), matcher.parts([turn.span.of(text) for turn in put]), strict=True))
    current: Question | None = None
    result = []
    for turn in turns:
        found = matcher.match(said[turn.number], current) if turn.number in said else None
        current = found or current
        carried = found if turn.role is Role.INTERVIEWER else current if turn.role is Role.RESPONDENT else None
        result.append(_carrying(turn, carried))
    return tuple(result)


def _carrying(turn: Turn, question: Question | None) -> Turn:
    carried = (question.key, question.area, question.phase) if question else (None, None, None)
    if (turn.question, turn.area, turn.phase) == carried:
        return turn
    return Turn(turn.number, turn.span, turn.role, turn.label, turn.respondent, turn.time, *carried)


@cache
def _matcher(guide: Guide, language: Language) -> _Matcher:
    return _Matcher(guide, language)


class _Matcher:
    """Compares what an interviewer says with the wordings of one guide."""

    def __init__(self, guide: Guide, language: Language) -> None:
        self.questions = guide.questions
        self.language = language
        parts = [self._worded(question) for question in guide.questions]
        spread = Counter(lemma for wordings in parts for lemma in set().union(*wordings))
        self.rarity = {lemma: math.log(1 + len(parts) / count) for lemma, count in spread.items()}
        self.unseen = math.log(1 + len(parts))
        self.wordings = [self._wording(number, lemmas) for number, wordings in enumerate(parts) for lemmas in wordings]
        self.holding: dict[str, list[int]] = {}
        for place, wording in enumerate(self.wordings):
            for lemma in wording.weights:
                self.holding.setdefault(lemma, []).append(place)
        self.telling = {lemma: places for lemma, places in self.holding.items() if lemma not in language.words.stop}

    def match(self, parts: Sequence[Lemmas], current: Question | None) -> Question | None:
        """The question that a turn of these parts asks; None when no question is clearly the one."""
        last = self.questions.index(current) if current is not None else -1
        best: dict[int, float] = {}
        for number, score in self._scores(parts):
            near = LATER if last < number <= last + REACH else 0.0
            best[number] = max(best.get(number, 0.0), score + near)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < ALIKE:
            return None
        clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= MARGIN
        return self.questions[ranked[0][0]] if clear else None

    def _scores(self, parts: Sequence[Lemmas]) -> Iterable[tuple[int, float]]:
        for lemmas in parts:
            said = {lemma: self._weight(lemma) for lemma in lemmas}
            norm = _norm(said)
            common = Counter(place for lemma in said for place in self.holding.get(lemma, ()))
            topics = Counter(place for lemma in said for place in self.telling.get(lemma, ()))
            for place, shared in common.items():
                wording = self.wordings[place]
                dice = 2 * shared / (len(said) + len(wording.weights))
                if _enough(shared, topics.get(place, 0), len(said), dice):
                    alike = sum(weight * wording.weights.get(lemma, 0.0) for lemma, weight in said.items())
                    yield wording.question, max(alike / (norm * wording.norm), dice if dice >= NEARLY_ALL else 0.0)

    def parts(self, turns: Sequence[str]) -> list[list[Lemmas]]:
        """The lemmas of each turn's sentences, of their clauses, and of each two sentences that follow each other."""
        tokens = self.language.read(turns)
        spoken = _Spoken.of(tokens, self.language)
        begins = sentence_starts(tokens, self.language).nonzero()[0].tolist()
        rows = tokens.rows()[begins].tolist()
        sentences: list[list[tuple[int, int]]] = [[] for _ in turns]
        for row, sentence in zip(rows, pairwise([*begins, len(tokens.types)]), strict=True):
            sentences[row].append(sentence)
        return [_parts(spoken, own) for own in sentences]

    def _worded(self, question: Question) -> list[set[str]]:
        """The lemmas of each wording of a question, and of each clause that is long enough to stand alone."""
        whole = [set(self._lemmas(wording)) for wording in question.wordings()]
        clauses = [set(self._lemmas(part)) for wording in question.wordings() for part in _CLAUSE.split(wording)]
        return [lemmas for lemmas in whole if lemmas] + [part for part in clauses if len(part) >= LEAST_WORDS]

    def _lemmas(self, words: str) -> Lemmas:
        lemmatizer = self.language.lemmatizer
        return tuple(lemmatizer.lemma(token) for token in self.language.split(words) if any(map(str.isalnum, token)))

    def _weight(self, lemma: str) -> float:
        weight = self.rarity.get(lemma, self.unseen)
        return weight * STOP_WEIGHT if lemma in self.language.words.stop else weight

    def _wording(self, number: int, lemmas: set[str]) -> _Wording:
        weights = {lemma: self._weight(lemma) for lemma in sorted(lemmas)}
        return _Wording(number, weights, _norm(weights))


def _parts(spoken: _Spoken, sentences: Sequence[tuple[int, int]]) -> list[Lemmas]:
    whole = [spoken.said(*sentence) for sentence in sentences]
    clauses = [clause for sentence in sentences for clause in spoken.clauses(*sentence)]
    pairs = [(*one, *other) for one, other in pairwise(whole)]
    return list(dict.fromkeys([*whole, *clauses, *pairs]))


def _norm(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0


def _enough(common: int, topics: int, length: int, dice: float) -> bool:
    """Whether the common words say enough: two with a topic, one within much the same sentence, or nearly all."""
    if topics == 0:
        return dice >= NEARLY_ALL and (common >= SHORT or dice == 1.0)
    return topics > 1 or dice >= NEARLY_ALL or (length > SHORT and dice >= MOST)
