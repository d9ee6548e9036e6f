"""Which question of the guide was being answered: interviewer turns matched to the guide's wordings.

A wrong match would claim that somebody was asked what he was not, so a turn stays unmatched unless its words
are much like one question's and less like any other's.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.analysis.language import Language
from toolkit.analysis.sentences import sentence_starts
from toolkit.domain.guides import Guide, Question
from toolkit.domain.sources import Role, Turn
from toolkit.domain.text import trimmed

ALIKE = 0.50  # weighted cosine from which a turn counts as the question; chosen by reading the sample's 1,000 interviewer turns
MARGIN = 0.06  # how much better than the second question
STOP_WEIGHT = 0.22  # what a word of the stop list weighs beside one that carries a topic
LATER = 0.05  # bonus of a question that stands shortly after the last one matched
REACH = 3  # how many questions ahead "shortly" is
LEAST_WORDS = 3  # a clause of fewer words is no wording of its own
_CLAUSE = re.compile(r"(?<=[,.?])\s+(?:och|and)\s+|(?<=[?.])\s+|,\s+(?=hur|vad|vem|vilk|how|what|who|which)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Wording:
    question: int
    weights: Mapping[str, float]
    norm: float


def asked(turns: Sequence[Turn], text: str, guide: Guide, language: Language) -> tuple[Turn, ...]:
    """The turns with question, area and phase filled in from the guide, where they are sure.

    A matched interviewer turn carries the question that it asked; respondents' turns carry that of the last matched turn.
    Follow-up questions match nothing and change nothing.
    """
    if not guide.questions:
        return tuple(turns)
    matcher = _Matcher(guide, language)
    current: Question | None = None
    result = []
    for turn in turns:
        found = matcher.match(turn, text, current) if turn.role is Role.INTERVIEWER else None
        current = found or current
        carried = found if turn.role is Role.INTERVIEWER else current if turn.role is Role.RESPONDENT else None
        result.append(_carrying(turn, carried))
    return tuple(result)


def _carrying(turn: Turn, question: Question | None) -> Turn:
    if question is None:
        return replace(turn, question=None, area=None, phase=None)
    return replace(turn, question=question.key, area=question.area, phase=question.phase)


class _Matcher:
    """Compares what an interviewer says with the wordings of one guide."""

    def __init__(self, guide: Guide, language: Language) -> None:
        self.questions = guide.questions
        self.language = language
        parts = [[set(self._lemmas(part)) for part in _parts(question)] for question in guide.questions]
        spread = Counter(lemma for wordings in parts for lemma in set().union(*wordings))
        self.rarity = {lemma: math.log(1 + len(parts) / count) for lemma, count in spread.items()}
        self.unseen = math.log(1 + len(parts))
        self.wordings = [
            self._wording(number, lemmas)
            for number, wordings in enumerate(parts)
            for lemmas in wordings
            if len(lemmas) >= LEAST_WORDS
        ]

    def match(self, turn: Turn, text: str, current: Question | None) -> Question | None:
        """The question that the turn asks; None when no question is clearly the one."""
        last = self.questions.index(current) if current is not None else -1
        best: dict[int, float] = {}
        for number, score in self._scores(turn.span.of(text)):
            near = LATER if last < number <= last + REACH else 0.0
            best[number] = max(best.get(number, 0.0), score + near)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < ALIKE:
            return None
        clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= MARGIN
        return self.questions[ranked[0][0]] if clear else None

    def _scores(self, words: str) -> Iterable[tuple[int, float]]:
        for sentence in self._sentences(words):
            said = {lemma: self._weight(lemma) for lemma in self._lemmas(sentence)}
            norm = _norm(said)
            for wording in self.wordings:
                shared = sum(said[lemma] * weight for lemma, weight in wording.weights.items() if lemma in said)
                if shared:
                    yield wording.question, shared / (norm * wording.norm)

    def _sentences(self, words: str) -> list[str]:
        tokens = self.language.read([words])
        begins = [int(tokens.starts[place]) for place in sentence_starts(tokens, self.language).nonzero()[0]]
        stretches = zip(begins, [*begins[1:], len(words)], strict=True)
        spans = [span for span in (trimmed(words, start, end) for start, end in stretches) if span]
        sentences = [span.of(words) for span in spans]
        clauses = [part for sentence in sentences for part in _CLAUSE.split(sentence)]
        pairs = [f"{one} {other}" for one, other in zip(sentences, sentences[1:], strict=False)]
        return list(dict.fromkeys([*sentences, *clauses, *pairs]))

    def _lemmas(self, words: str) -> list[str]:
        lemmatizer = self.language.lemmatizer
        return [lemmatizer.lemma(token) for token in self.language.split(words) if any(map(str.isalnum, token))]

    def _weight(self, lemma: str) -> float:
        weight = self.rarity.get(lemma, self.unseen)
        return weight * STOP_WEIGHT if lemma in self.language.words.stop else weight

    def _wording(self, number: int, lemmas: set[str]) -> _Wording:
        weights = {lemma: self._weight(lemma) for lemma in sorted(lemmas)}
        return _Wording(number, weights, _norm(weights))


def _parts(question: Question) -> list[str]:
    """The wordings of a question, each also clause by clause."""
    found = [part for wording in question.wordings() for part in (wording, *_CLAUSE.split(wording))]
    return list(dict.fromkeys(found))


def _norm(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
