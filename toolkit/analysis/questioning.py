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
from itertools import pairwise

from toolkit.analysis.language import Language
from toolkit.analysis.sentences import sentence_starts
from toolkit.domain.guides import Guide, Question
from toolkit.domain.sources import Role, Turn
from toolkit.domain.text import trimmed

ALIKE = (
    0.50  # weighted cosine from which a turn counts as the question; chosen by reading the sample's interviewer turns
)
MARGIN = 0.06  # how much better than the second question
STOP_WEIGHT = 0.22  # what a word of the stop list weighs beside one that carries a topic
LATER = 0.05  # bonus of a question that stands shortly after the last one matched
REACH = 3  # how many questions ahead "shortly" is
LEAST_WORDS = 3  # a clause of fewer words is no wording of its own
NEARLY_ALL = 0.75  # share of all words, small ones too, from which two sentences say the same
MOST = 0.60  # the same, asked of sentences that share a single word that carries a topic
SHORT = 4  # words: so short a sentence ("Vad hände sedan?") must be nearly the same as the wording
_CLAUSE = re.compile(r"[,.?]\s+(?:och\s+|and\s+)?", re.IGNORECASE)


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
        parts = [self._worded(question) for question in guide.questions]
        spread = Counter(lemma for wordings in parts for lemma in set().union(*wordings))
        self.rarity = {lemma: math.log(1 + len(parts) / count) for lemma, count in spread.items()}
        self.unseen = math.log(1 + len(parts))
        self.wordings = [self._wording(number, lemmas) for number, wordings in enumerate(parts) for lemmas in wordings]

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
                common = [lemma for lemma in wording.weights if lemma in said]
                dice = 2 * len(common) / (len(said) + len(wording.weights))
                if self._enough(common, len(said), dice):
                    shared = sum(said[lemma] * wording.weights[lemma] for lemma in common)
                    yield wording.question, max(shared / (norm * wording.norm), dice if dice >= NEARLY_ALL else 0.0)

    def _enough(self, common: Sequence[str], length: int, dice: float) -> bool:
        """Whether the common words say enough: two with a topic, one within much the same sentence, or nearly all."""
        topics = sum(lemma not in self.language.words.stop for lemma in common)
        if topics == 0:
            return dice >= NEARLY_ALL and (len(common) >= SHORT or dice == 1.0)
        return topics > 1 or dice >= NEARLY_ALL or (length > SHORT and dice >= MOST)

    def _sentences(self, words: str) -> list[str]:
        tokens = self.language.read([words])
        begins = [int(tokens.starts[place]) for place in sentence_starts(tokens, self.language).nonzero()[0]]
        stretches = zip(begins, [*begins[1:], len(words)], strict=True)
        spans = [span for span in (trimmed(words, start, end) for start, end in stretches) if span]
        sentences = [span.of(words) for span in spans]
        clauses = [part for sentence in sentences for part in _CLAUSE.split(sentence)]
        pairs = [f"{one} {other}" for one, other in pairwise(sentences)]
        return list(dict.fromkeys([*sentences, *clauses, *pairs]))

    def _worded(self, question: Question) -> list[set[str]]:
        """The lemmas of each wording of a question, and of each clause that is long enough to stand alone."""
        whole = [set(self._lemmas(wording)) for wording in question.wordings()]
        clauses = [set(self._lemmas(part)) for wording in question.wordings() for part in _CLAUSE.split(wording)]
        return [lemmas for lemmas in whole if lemmas] + [part for part in clauses if len(part) >= LEAST_WORDS]

    def _lemmas(self, words: str) -> list[str]:
        lemmatizer = self.language.lemmatizer
        return [lemmatizer.lemma(token) for token in self.language.split(words) if any(map(str.isalnum, token))]

    def _weight(self, lemma: str) -> float:
        weight = self.rarity.get(lemma, self.unseen)
        return weight * STOP_WEIGHT if lemma in self.language.words.stop else weight

    def _wording(self, number: int, lemmas: set[str]) -> _Wording:
        weights = {lemma: self._weight(lemma) for lemma in sorted(lemmas)}
        return _Wording(number, weights, _norm(weights))


def _norm(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
