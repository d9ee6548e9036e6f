"""Suggestions for segments: the scheme's own at first, moved by every judgement, each with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.engines import LEARNED, RULES
from toolkit.analysis.suggesting.because import Reasons, sentence
from toolkit.analysis.suggesting.choosing import Choice, Shown
from toolkit.analysis.suggesting.comparing_encoders import chosen, compared
from toolkit.analysis.suggesting.encoders import Encoder
from toolkit.analysis.suggesting.learning import Learned, learned_from
from toolkit.analysis.suggesting.rules import Evidence, Rules, Scores
from toolkit.analysis.suggesting.training import Judged, Refused, prepared
from toolkit.analysis.texts.language import Language, Tokens
from toolkit.analysis.texts.segmenting import Batch, batch_of, batches
from toolkit.domain.codings.codings import Coding, Suggestion
from toolkit.domain.codings.schemes import PHASE, Scheme
from toolkit.domain.codings.segments import Segment, Stretches, belongs
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import Span

WORDS_SHOWN = 3
LIKE_SHOWN = 1.0  # standard deviations of likeness from which it is given as a reason
BESIDE_SHOWN = 0.7
CHUNK = 5_000  # segments read at a time when they exist already


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
    the same. `refused` holds, by source, the spans at which a person said no to codes.
    """

    def __init__(self, rules: Rules, scheme: Scheme, learned: Learned, *, refused: Refused, seed: int) -> None:
        self.rules = rules
        self.scheme = scheme
        self.learned = learned
        self.refused = refused
        self.choice = Choice(scheme, rules.codes)
        self.fingerprint = _fingerprint(scheme, rules, learned, refused, seed)
        self._enough = self.choice.enough(learned.targets)

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

    def scores(self, batch: Batch) -> Scores:
        """The scores of segments × `rules.codes`, shown or not."""
        return self.learned.scores(batch, self.rules.evidence(batch))

    def suggest_batch(self, batch: Batch) -> list[list[Suggestion]]:
        """The suggestions for each segment of a batch."""
        if not batch.segments:
            return []
        evidence = self.rules.evidence(batch)
        scores = self.learned.scores(batch, evidence)
        shown = self.choice.shown(scores, self._enough, self._refused(batch.segments))
        raised = scores > evidence.scores
        reasons = _Reasons(self, _Text(batch.segments, batch.tokens), evidence, self.learned.kinds(batch), raised)
        # Lists, because single entries are asked for some hundred times a segment.
        listed = scores.tolist()
        return [self._suggestions(row, listed[row], places, reasons) for row, places in enumerate(_places(shown))]

    def _refused(self, segments: Sequence[Segment]) -> Shown:
        refused = np.zeros((len(segments), len(self.rules.codes)), bool)
        for row, segment in enumerate(segments):
            for span, codes in self.refused.get(segment.source, ()):
                if belongs(segment.span, span):
                    refused[row, [self.rules.places[code] for code in codes if code in self.rules.places]] = True
        return refused

    def _suggestions(
        self, row: int, scores: Sequence[float], places: Sequence[int], reasons: _Reasons
    ) -> list[Suggestion]:
        segment = reasons.text.segments[row]
        return [
            Suggestion(
                segment.source,
                segment.span,
                self.rules.codes[place].path,
                round(scores[place], 4),
                reasons.sentence(row, place),
                LEARNED if self.learned.knows(place) else RULES,
            )
            for place in self.choice.in_order(places, scores)
        ]


class _Reasons:
    """Words the reasons for suggestions in one batch; what was learned is one only where it raised the score."""

    def __init__(
        self, model: Model, text: _Text, evidence: Evidence, learned: NDArray[np.float32] | None, raised: Shown
    ) -> None:
        self.model = model
        self.text = text
        self.evidence = evidence
        hits = evidence.hits
        self.width = len(model.rules.codes)
        keys = hits.row.astype(np.int64) * self.width + hits.code
        self.edges = np.searchsorted(keys, np.arange(len(text.segments) * self.width + 1)).tolist()
        self.titles = [code.titled(model.language.code) for code in model.rules.codes]
        self.under = model.choice.under
        self.first, self.last = hits.first.tolist(), hits.last.tolist()
        self.learned = learned
        self.raised = raised
        self.described = (evidence.likeness >= LIKE_SHOWN).tolist()
        self.asked = evidence.asked.tolist()
        self.beside = (evidence.beside >= BESIDE_SHOWN).tolist()

    def sentence(self, row: int, place: int) -> str:
        """Why this code is suggested for this segment."""
        cues = self._cues(row, place)
        described = self._described(row, place) if self.described[row][place] and not cues[1:] else []
        taught = self.model.learned.knows(place) and bool(self.raised[row, place])
        learned = self._learned(row, place) if taught else None
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
        if self.learned is None:
            return []
        start, end = self.text.tokens.bounds[row : row + 2].tolist()
        weights = self.learned[start:end, place]
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
    """A model that suggests codes of `scheme`, with all that the judgements teach.

    `labels` gives, by place in `segments`, the codes judged to lie on a segment (empty: nothing was coded on it);
    places left out are unknown. `rejected` gives the codes that a person said no to. Without judgements suggestions
    come from the scheme alone, and then neither text nor number of `segments` matters.
    """
    refused: dict[str, list[tuple[Span, frozenset[str]]]] = {}
    for place, codes in sorted(rejected.items()):
        if codes:
            refused.setdefault(segments[place].source, []).append((segments[place].span, codes))
    return fitted(Judged(segments, labels, rejected, refused), scheme=scheme, language=language, seed=seed)


def fitted(
    judged: Judged, *, scheme: Scheme, language: Language, encoders: Sequence[Encoder] = (), seed: int = 1
) -> Model:
    """`fit` for a value; of the encoders the one is used that is better on these judgements, if any is."""
    rules = Rules(scheme, language)
    learned = Learned.nothing(rules)
    if any(judged.labels.values()) or any(judged.rejected.values()):
        training = prepared(judged.segments, judged.labels, judged.rejected, rules=rules, seed=seed)
        better = chosen(compared(training, rules, encoders, seed=seed), encoders) if encoders else None
        learned = learned_from(training, rules, seed=seed, encoder=better)
    return Model(rules, scheme, learned, refused=judged.refused, seed=seed)


def judged(segments: Sequence[Segment], codings: Iterable[Coding]) -> dict[int, frozenset[str]]:
    """The codes on each segment of the sources in which anything is coded, by place in `segments`.

    Empty where nothing lies on the segment. A coding counts for a segment when the two share at least half of the
    shorter.
    """
    stretches = Stretches(segments)
    coded: dict[str, None] = {}
    found: dict[int, set[str]] = {}
    for coding in codings:
        coded[coding.source] = None
        for place in stretches.of(coding.source, coding.span):
            found.setdefault(place, set()).add(coding.code)
    return {place: frozenset(found.get(place, ())) for place in stretches.within(coded)}


def suggested(
    sources: Iterable[Source], model: Model, *, groups: Mapping[str, str | None] | None = None
) -> Iterator[tuple[Segment, list[Suggestion]]]:
    """The segments of the sources with their suggestions, read once and in bounded memory."""
    for batch in batches(sources, model.language, groups=groups):
        yield from zip(batch.segments, model.suggest_batch(batch), strict=True)


def _places(shown: Shown) -> list[list[int]]:
    """The places shown of each row."""
    rows, places = np.nonzero(shown)
    edges, listed = np.searchsorted(rows, np.arange(len(shown) + 1)).tolist(), places.tolist()
    return [listed[start:end] for start, end in pairwise(edges)]


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


def _fingerprint(scheme: Scheme, rules: Rules, learned: Learned, refused: Refused, seed: int) -> str:
    language = rules.index.language
    told = [
        repr((code.path, code.title, code.definition, code.includes, code.examples, code.cues)) for code in rules.codes
    ]
    parts = [scheme.key, str(scheme.version), *told, language.fingerprint, RULES, learned.fingerprint]
    parts += [repr((source, span, sorted(codes))) for source, no in sorted(refused.items()) for span, codes in no]
    parts += [LEARNED, str(seed)] if learned.fingerprint else []
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return f"{LEARNED if learned.fingerprint else RULES} {scheme.key}@{scheme.version} {digest}"
