from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.held import held
from toolkit.analysis.suggesting.stopping import Read, Seen, Unread, dispersion, remaining, unfound
from toolkit.domain.codings.segments import Segment
from toolkit.domain.reports.trust import NoFigure
from toolkit.domain.texts.text import Span


def _read(*found: float, yardstick: float = 10.0) -> Read:
    return Read(np.asarray(found), np.full(len(found), yardstick))


def _unread(people: int, yardstick: float = 10.0, **more: float) -> Unread:
    return Unread(np.full(people, yardstick), passages=1000, **more)


def test_what_is_expected_is_the_ratio_found_times_what_is_unread() -> None:
    left = remaining(_read(4, 5, 6, 5, 4, 6), _unread(6))
    assert (left.found, left.expected, left.share) == (30, 30, 0.5)
    assert left.low is not None
    assert left.high is not None
    assert left.low < 30 < left.high


@pytest.mark.parametrize(
    ("read", "unread", "why"),
    [
        (_read(2, 2, 2, 1, 2), _unread(3), NoFigure.FEW_CODINGS),
        (_read(20, 20, 0, 0, 0), _unread(3), NoFigure.FEW_PEOPLE),
        (_read(5, 5, 5, 5), _unread(3), NoFigure.FEW_READ),
        (_read(5, 5, 5, 5, 5), Unread(np.zeros(0), passages=0), NoFigure.ALL_READ),
    ],
)
def test_where_it_cannot_be_judged_that_is_said(read: Read, unread: Unread, why: NoFigure) -> None:
    left = remaining(read, unread)
    assert (left.why, left.share, left.expected) == (why, None, None)


def test_uneven_people_make_it_uncertain() -> None:
    even, uneven = remaining(_read(*[5] * 8), _unread(8)), remaining(_read(0, 0, 0, 20, 0, 0, 10, 10), _unread(8))
    assert even.expected == uneven.expected == 40
    assert even.low is not None
    assert even.high is not None
    assert uneven.low is not None
    assert uneven.high is not None
    assert uneven.high - uneven.low > 1.5 * (even.high - even.low)
    assert dispersion(_read(0, 0, 0, 20, 0, 0, 10, 10)) > 5 > dispersion(_read(*[5] * 8))


def test_never_more_is_expected_than_there_are_passages() -> None:
    left = remaining(_read(*[8] * 6), Unread(np.full(3, 40.0), passages=7))
    assert (left.expected, left.high) == (7, 7)


def test_what_was_not_scored_is_taken_to_be_like_what_was() -> None:
    whole, part = remaining(_read(*[5] * 8), _unread(40)), remaining(_read(*[5] * 8), _unread(4, scale=10))
    assert whole.expected == part.expected == 200


def _world(rng: np.random.Generator, *, people: int, uneven: float) -> tuple[list[float], list[int], list[int]]:
    """For each person the sum of probabilities, the passages with the code that there are, and all passages."""
    sums, there, sizes = [], [], []
    for _ in range(people):
        chances = rng.beta(0.5, 2.0, size=int(rng.integers(15, 50))) * 0.5
        own = np.clip(chances * rng.gamma(uneven, 1 / uneven), 0, 1)
        sums.append(float(chances.sum()))
        there.append(int((rng.random(len(chances)) < own).sum()))
        sizes.append(len(chances))
    return sums, there, sizes


@pytest.mark.parametrize("road", ["model", "sampling"])
@pytest.mark.parametrize(("read", "unread", "uneven"), [(8, 16, 3.0), (20, 10, 3.0), (12, 40, 20.0)])
def test_the_interval_holds_what_there_is_about_as_often_as_it_says(
    road: str, read: int, unread: int, uneven: float
) -> None:
    rng, times = np.random.default_rng(11), 150
    holds = judged = 0
    for _ in range(times):
        sums, there, sizes = _world(rng, people=read + unread, uneven=uneven)
        yardstick = np.asarray(sums if road == "model" else sizes, float)
        told = Read(np.asarray(there[:read], float), yardstick[:read])
        left = remaining(told, Unread(yardstick[read:], passages=sum(sizes[read:])), draws=500)
        if left.low is not None and left.high is not None:
            judged += 1
            holds += left.low <= sum(there[read:]) <= left.high
    assert judged > times / 2
    assert 0.88 <= holds / judged <= 0.99


def _segment(source: str, start: int) -> Segment:
    return Segment(source, Span(start, start + 5), "words", turn=1, respondent=source.upper())


def test_of_a_whole_project_what_is_unread_and_half_read_is_expected_and_all_found_counts() -> None:
    """Six people read through, one looked into with one coding, two not opened; ten passages each."""
    names = [*"abcdefghi"]
    pieces = [_segment(name, 10 * number) for name in names for number in range(10)]
    rows, known = [], []
    labels: dict[int, frozenset[str]] = {}
    for place, piece in enumerate(pieces):
        coded = place % 10 < 3
        rows.append((piece.respondent, 0.3, coded and piece.source not in "hi"))
        known.append(piece.source in "abcdef" or (piece.source == "g" and place % 10 == 0))
        if piece.source in "abcdef" or known[-1]:
            labels[place] = frozenset({"needs/work"}) if coded else frozenset()
    seen = Seen(pieces, labels, read=set("abcdef"), judged=set("abcdefg"))
    (found,) = unfound(held(rows, known=known), seen)
    for left in (found.by_model, found.by_sampling):
        assert left.found == 19
        assert left.expected == pytest.approx(0.3 * (9 + 20))
    assert not found.disagree
