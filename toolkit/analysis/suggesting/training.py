"""What is learned from: judged segments with what a person said of each code, and some that nobody has judged."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.rules import Evidence, Rules
from toolkit.analysis.texts.segmenting import Batch, batch_of
from toolkit.domain.codings.segments import Segment
from toolkit.domain.texts.text import Span

MOST_JUDGED = 6_000  # judged segments learned from, some 60 long interviews; of more, whole sources are drawn
MOST_OPEN = 800  # segments nobody judged that the rules label
HARD = 2.0  # weight of a suggestion that a person said no to: it is what the machine gets wrong
HALF_LOOKED = 0.5  # share of a source's segments with a code, from which the others count as judged when measuring

Labels = Mapping[int, frozenset[str]]
Refused = Mapping[str, Sequence[tuple[Span, frozenset[str]]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """Segments with the codes judged to lie on them and those said no to, by place; and all refusals, by source.

    `labels`: empty where nothing was coded on a segment of a source with codings; places left out are unknown.
    """

    segments: Sequence[Segment]
    labels: Labels
    rejected: Labels
    refused: Refused


@dataclass(frozen=True, slots=True)
class Training:
    """The segments learned from, in order of source and position.

    `truth` is segments × codes: 1 yes, 0 no, -1 unknown; `weights` is how sure the person's answer is. `places` are
    their places among the segments given.
    """

    batch: Batch
    evidence: Evidence
    truth: NDArray[np.int8]
    weights: NDArray[np.float32]
    places: tuple[int, ...]

    @property
    def voices(self) -> NDArray[np.str_]:
        """Who speaks in each segment."""
        return np.asarray([segment.respondent for segment in self.batch.segments], np.str_)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where a person's answer is sure enough to be measured by."""
        known: NDArray[np.bool_] = (self.truth >= 0) & (self.weights >= HALF_LOOKED)
        return known

    @property
    def fingerprint(self) -> str:
        """Names what was learned from: each segment with what was said of it."""
        digest = hashlib.sha256()
        for segment, truth, weights in zip(self.batch.segments, self.truth, self.weights, strict=True):
            context = (segment.source, segment.span, segment.text, segment.respondent, segment.group)
            digest.update(repr((*context, segment.area, segment.phase)).encode())
            digest.update(truth.tobytes() + weights.tobytes())
        return digest.hexdigest()[:16]


def prepared(segments: Sequence[Segment], labels: Labels, rejected: Labels, *, rules: Rules, seed: int) -> Training:
    """The segments of judged sources and a sample of others, whole sources, with their evidence."""
    judged = {segments[place].source for place in (*labels, *rejected)}
    sizes: dict[str, int] = {}
    for segment in segments:
        sizes[segment.source] = sizes.get(segment.source, 0) + 1
    chosen = sources_drawn(sizes, judged, seed=seed)
    places = [place for place, segment in enumerate(segments) if segment.source in chosen]
    places.sort(key=lambda place: (segments[place].source, segments[place].span))
    batch = batch_of([segments[place] for place in places], rules.index.language)
    truth, weights = _answers(segments, places, (labels, rejected), rules)
    return Training(batch, rules.evidence(batch), truth, weights, tuple(places))


def sources_drawn(sizes: Mapping[str, int], judged: Collection[str], *, seed: int) -> set[str]:
    """The sources to learn from, given how many segments each has; drawn from these alone, all of them again."""
    draw = np.random.default_rng(seed)
    there = {name for name, size in sizes.items() if size}
    known, others = sorted(there & set(judged)), sorted(there - set(judged))
    return _some(known, sizes, MOST_JUDGED, draw) | _some(others, sizes, MOST_OPEN, draw)


def _some(names: list[str], sizes: Mapping[str, int], most: int, draw: np.random.Generator) -> set[str]:
    """As many of the sources, in an order drawn, as hold no more than `most` segments together."""
    draw.shuffle(names)
    reached = np.cumsum([sizes[name] for name in names])
    return {name for name, size in zip(names, reached.tolist(), strict=True) if size <= most}


def _answers(
    segments: Sequence[Segment], places: Sequence[int], said: tuple[Labels, Labels], rules: Rules
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Per segment and code what a person said, and how sure that is.

    Codes of a facet are unknown in sources where none of the facet was ever used; an area lies where one under it
    does. Where nothing was coded on a segment, its "no" weighs as much as the share of the source that is coded:
    a source with two codings has been looked into, not coded. What was rejected is a no of double weight, unless a
    person has coded it all the same.
    """
    labels, rejected = said
    used = _used(segments, labels, rules)
    looked = _looked(segments, labels)
    facets = np.asarray([code.facet for code in rules.codes])
    truth = np.full((len(places), len(rules.codes)), -1, np.int8)
    weights = np.ones(truth.shape, np.float32)
    for row, place in enumerate(places):
        source = segments[place].source
        if place in labels:
            truth[row, np.isin(facets, list(used.get(source, ())))] = 0
            weights[row] = 1.0 if labels[place] else looked[source]
        no = [rules.places[path] for path in rejected.get(place, ()) if path in rules.places]
        truth[row, no], weights[row, no] = 0, HARD
        yes = list(_lifted(labels.get(place, frozenset()), rules))
        truth[row, yes], weights[row, yes] = 1, 1.0
    return truth, weights


def _used(segments: Sequence[Segment], labels: Labels, rules: Rules) -> dict[str, set[str]]:
    facets = {code.path: code.facet for code in rules.codes}
    used: dict[str, set[str]] = {}
    for place, codes in labels.items():
        used.setdefault(segments[place].source, set()).update(facets[code] for code in codes if code in facets)
    return used


def _looked(segments: Sequence[Segment], labels: Labels) -> dict[str, float]:
    """The share of each source's segments that bear a code."""
    counts: dict[str, list[int]] = {}
    for place, codes in labels.items():
        counts.setdefault(segments[place].source, []).append(bool(codes))
    return {source: sum(bears) / len(bears) for source, bears in counts.items()}


def _lifted(codes: frozenset[str], rules: Rules) -> set[int]:
    found = {rules.places[code] for code in codes if code in rules.places}
    return found | {rules.above[place] for place in found if rules.above[place] >= 0}
