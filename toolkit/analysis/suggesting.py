"""Suggestions for segments: from the scheme alone at first, learned from judgements as soon as that is better."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.because import Reasons, sentence
from toolkit.analysis.engines import LEARNED, RULES
from toolkit.analysis.language import Language, Tokens
from toolkit.analysis.learning import Learned, learn
from toolkit.analysis.rules import Evidence, Rules, top_areas
from toolkit.analysis.segmenting import Batch, batch_of, batches
from toolkit.domain.codings import Coding, Suggestion
from toolkit.domain.schemes import AREA, LEVEL, PHASE, Code, Scheme
from toolkit.domain.segments import Segment, belongs
from toolkit.domain.sources import Source
from toolkit.domain.text import Span

ENOUGH = 0.5  # the score from which a code is suggested: likelier than not
ENOUGH_LEVEL = 0.6  # the level is suggested on clear cues only
SHARE_UNDER = (
    0.4  # of its area's score, that a learned code under it must reach: then right in 44 % (coder A, held out)
)
MOST_AREAS = 3
MOST_ELSE = 2
WORDS_SHOWN = 3
LIKE_SHOWN = 1.0  # standard deviations of likeness from which it is given as a reason
BESIDE_SHOWN = 0.7
CHUNK = 5_000  # segments read at a time when they exist already

Key = tuple[str, Span]


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a batch by token."""

    segments: Sequence[Segment]
    tokens: Tokens

    def word(self, row: int, first: int, last: int) -> str:
        return self.segments[row].text[int(self.tokens.starts[first]) : int(self.tokens.ends[last])]


class Model:
    """Suggests codes for segments. Made by `fit`; the same input and version give the same suggestions.

    `fingerprint` names engine, scheme and what was learned from: while it is the same, a segment's suggestions are
    the same.
    """

    def __init__(
        self, rules: Rules, scheme: Scheme, learned: Learned, *, refused: Mapping[Key, frozenset[str]], seed: int
    ) -> None:
        self.rules = rules
        self.scheme = scheme
        self.learned = learned
        self.refused = refused
        self.fingerprint = _fingerprint(scheme, rules, learned, refused, seed)
        self._areas = top_areas(rules.codes)
        self._above = np.maximum(rules.above, 0)
        self._enough = np.asarray([ENOUGH_LEVEL if code.facet == LEVEL else ENOUGH for code in rules.codes], np.float32)
        self._by_share = np.asarray(
            [
                above >= 0 and code.facet == AREA and learned.knows(place)
                for place, (code, above) in enumerate(zip(rules.codes, rules.above, strict=True))
            ]
        )
        self._under = _under(rules.codes)
        self._facets = {
            facet.key: [place for place, code in enumerate(rules.codes) if code.facet == facet.key and not code.parent]
            for facet in scheme.facets
            if facet.key != AREA
        }
        self._single = {facet.key for facet in scheme.facets if not facet.multiple}

    @property
    def language(self) -> Language:
        """The language of the segments and of the reasons."""
        return self.rules.index.language

    def suggest(self, segments: Sequence[Segment]) -> list[list[Suggestion]]:
        """The suggestions for each segment, the most certain area first. Give whole sources: neighbours count."""
        result: list[list[Suggestion]] = [[] for _ in segments]
        order = sorted(range(len(segments)), key=lambda place: (segments[place].source, segments[place].span))
        for places in _chunks(order, segments):
            batch = batch_of([segments[place] for place in places], self.language)
            for place, suggestions in zip(places, self.suggest_batch(batch), strict=True):
                result[place] = suggestions
        return result

    def suggest_batch(self, batch: Batch) -> list[list[Suggestion]]:
        """The suggestions for each segment of a batch."""
        if not batch.segments:
            return []
        evidence = self.rules.evidence(batch)
        scores = self.learned.scores(batch, evidence)
        reasons = _Reasons(self, _Text(batch.segments, batch.tokens), evidence, self.learned.kinds(batch))
        # Lists, because single entries are asked for some hundred times a segment.
        good, listed = self._good(scores).tolist(), scores.tolist()
        chosen = [self._chosen(*row) for row in zip(listed, good, strict=True)]
        return [self._suggestions(row, listed[row], places, reasons) for row, places in enumerate(chosen)]

    def _good(self, scores: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which codes have evidence of their own: a score from which they are suggested, or enough of their area's."""
        shared = scores >= SHARE_UNDER * scores[:, self._above]
        return np.asarray(np.where(self._by_share, shared, scores >= self._enough), np.bool_)

    def _chosen(self, scores: Sequence[float], good: Sequence[bool]) -> list[int]:
        """The places of the codes to suggest for one segment, given which are good enough."""
        chosen = []
        for area in _best(scores, good, self._areas, MOST_AREAS):
            chosen += [area, *_best(scores, good, self._under.get(area, ()), 1)]
        for facet, places in self._facets.items():
            chosen += _best(scores, good, places, 1 if facet in self._single else MOST_ELSE)
        return chosen

    def _suggestions(
        self, row: int, scores: Sequence[float], places: Sequence[int], reasons: _Reasons
    ) -> list[Suggestion]:
        segment = reasons.text.segments[row]
        refused = self.refused.get((segment.source, segment.span), frozenset())
        found = []
        for place in places:
            path = self.rules.codes[place].path
            if path not in refused:
                above = self.rules.above[place]
                score = min(scores[place], scores[above]) if above >= 0 else scores[place]
                engine = LEARNED if self.learned.knows(place) else RULES
                why = reasons.sentence(row, place)
                found.append(Suggestion(segment.source, segment.span, path, round(score, 4), why, engine))
        return found


class _Reasons:
    """Words the reasons for suggestions in one batch."""

    def __init__(self, model: Model, text: _Text, evidence: Evidence, learned: NDArray[np.float32] | None) -> None:
        self.model = model
        self.text = text
        self.evidence = evidence
        hits = evidence.hits
        self.width = len(model.rules.codes)
        keys = hits.row.astype(np.int64) * self.width + hits.code
        self.edges = np.searchsorted(keys, np.arange(len(text.segments) * self.width + 1)).tolist()
        self.titles = [code.titled(model.language.code) for code in model.rules.codes]
        self.under = _under(model.rules.codes)
        self.first, self.last = hits.first.tolist(), hits.last.tolist()
        self.learned = learned
        self.described = (evidence.likeness >= LIKE_SHOWN).tolist()
        self.asked = evidence.asked.tolist()
        self.beside = (evidence.beside >= BESIDE_SHOWN).tolist()

    def sentence(self, row: int, place: int) -> str:
        """Why this code is suggested for this segment."""
        cues = self._cues(row, place)
        described = self._described(row, place) if self.described[row][place] and not cues[1:] else []
        learned = self._learned(row, place) if self.model.learned.knows(place) else None
        reasons = Reasons(
            cues=cues,
            asked=self.titles[place] if self.asked[row][place] else "",
            phase=self.model.rules.codes[place].facet == PHASE,
            described=[word for word in described if word not in cues],
            learned=learned,
            beside=self.beside[row][place],
        )
        return sentence(self.model.language.code, reasons)

    def _cues(self, row: int, place: int) -> list[str]:
        words: dict[str, str] = {}
        for code in (place, *self.under.get(place, ())):
            key = row * self.width + code
            for at in range(self.edges[key], self.edges[key + 1]):
                word = self.text.word(row, self.first[at], self.last[at])
                words.setdefault(word.lower(), word)
        return list(words.values())[:WORDS_SHOWN]

    def _described(self, row: int, place: int) -> list[str]:
        places = self.evidence.reading.words(row, place, most=2)
        return [self.text.word(row, at, at) for at in places]

    def _learned(self, row: int, place: int) -> list[str]:
        column = self.model.learned.column(place)
        if self.learned is None or column is None:
            return []
        start, end = self.text.tokens.bounds[row : row + 2].tolist()
        weights = self.learned[start:end, column]
        best = np.argsort(-weights, kind="stable")
        words = [
            self.text.word(row, start + at, start + at) for at in best[: 2 * WORDS_SHOWN].tolist() if weights[at] > 0
        ]
        return list({word.lower(): word for word in words}.values())[:WORDS_SHOWN]


def fit(
    segments: Sequence[Segment],
    labels: Mapping[int, frozenset[str]],
    rejected: Mapping[int, frozenset[str]],
    *,
    scheme: Scheme,
    language: Language,
    seed: int = 1,
) -> Model:
    """A model that suggests codes of `scheme`, learned from judgements where that beats the rules on them.

    `labels` gives, by place in `segments`, the codes judged to lie on a segment (empty: looked at and not coded);
    places left out are unknown. `rejected` gives the codes that a person said no to. With too few judgements, or
    when rules do as well on respondents not trained on, suggestions come from the scheme alone, and then neither
    text nor number of `segments` matters.
    """
    rules = Rules(scheme, language)
    learned = learn(segments, labels, rejected, rules=rules, seed=seed)
    refused = {(segments[place].source, segments[place].span): codes for place, codes in rejected.items() if codes}
    return Model(rules, scheme, learned, refused=refused, seed=seed)


def judged(segments: Sequence[Segment], codings: Iterable[Coding]) -> dict[int, frozenset[str]]:
    """The codes on each segment of the sources in which anything is coded, by place in `segments`.

    Empty where nothing lies on the segment. A coding counts for a segment when the two share at least half of the
    shorter.
    """
    by_source: dict[str, list[Coding]] = {}
    for coding in codings:
        by_source.setdefault(coding.source, []).append(coding)
    return {
        place: frozenset(coding.code for coding in by_source[segment.source] if belongs(segment.span, coding.span))
        for place, segment in enumerate(segments)
        if segment.source in by_source
    }


def suggested(
    sources: Iterable[Source], model: Model, *, groups: Mapping[str, str | None] | None = None
) -> Iterator[tuple[Segment, list[Suggestion]]]:
    """The segments of the sources with their suggestions, read once and in bounded memory."""
    for batch in batches(sources, model.language, groups=groups):
        yield from zip(batch.segments, model.suggest_batch(batch), strict=True)


def _best(scores: Sequence[float], good: Sequence[bool], places: Sequence[int], most: int) -> list[int]:
    found = [place for place in places if good[place]]
    return sorted(found, key=lambda place: (-scores[place], place))[:most] if len(found) > 1 else found[:most]


def _under(codes: Sequence[Code]) -> dict[int, list[int]]:
    places = {code.path: place for place, code in enumerate(codes)}
    under: dict[int, list[int]] = {}
    for place, code in enumerate(codes):
        if code.parent in places:
            under.setdefault(places[code.parent], []).append(place)
    return under


def _chunks(order: Sequence[int], segments: Sequence[Segment]) -> Iterator[list[int]]:
    """The places in chunks that end where a source ends."""
    chunk: list[int] = []
    for place in order:
        if len(chunk) >= CHUNK and segments[place].source != segments[chunk[-1]].source:
            yield chunk
            chunk = []
        chunk.append(place)
    if chunk:
        yield chunk


def _fingerprint(
    scheme: Scheme, rules: Rules, learned: Learned, refused: Mapping[Key, frozenset[str]], seed: int
) -> str:
    language = rules.index.language
    told = [
        repr((code.path, code.title, code.definition, code.includes, code.examples, code.cues)) for code in rules.codes
    ]
    parts = [scheme.key, str(scheme.version), *told, language.fingerprint, RULES, learned.fingerprint]
    parts += [repr((key, sorted(codes))) for key, codes in sorted(refused.items())]
    parts += [LEARNED, str(seed)] if learned.fingerprint else []
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return f"{LEARNED if learned.fingerprint else RULES} {scheme.key}@{scheme.version} {digest}"
