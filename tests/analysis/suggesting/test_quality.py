from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.held import held
from toolkit.analysis.suggesting.quality import quality, read_through, wilson, within
from toolkit.domain.codings.segments import Segment
from toolkit.domain.reports.trust import NoFigure
from toolkit.domain.texts.text import Span


def _rows(people: int, right: int, wrong: int, missed: int) -> list[tuple[str, float, bool]]:
    """For each person so many rows suggested rightly, suggested wrongly, and missed, and twenty without the code."""
    one = [(0.9, True)] * right + [(0.7, False)] * wrong + [(0.2, True)] * missed + [(0.1, False)] * 20
    return [(f"P{number}", score, truth) for number in range(people) for score, truth in one]


def test_precision_and_recall_are_shares_of_what_is_shown_and_of_what_there_is() -> None:
    (code,) = quality(held(_rows(6, right=3, wrong=1, missed=2))).codes
    assert (code.positives, code.respondents, code.shown, code.right) == (30, 6, 24, 18)
    assert code.precision is not None
    assert code.recall is not None
    assert (code.precision.value, code.precision.n) == (0.75, 24)
    assert (code.recall.value, code.recall.n) == (0.6, 30)
    assert code.precision.low < 0.75 < code.precision.high


def test_where_every_draw_gives_the_same_the_interval_still_has_a_width() -> None:
    (code,) = quality(held(_rows(4, right=3, wrong=0, missed=0))).codes
    assert code.precision is not None
    assert code.precision.value == code.precision.high == 1
    assert code.precision.low == pytest.approx(wilson(12, 12)[0]) == pytest.approx(0.757, abs=0.001)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (_rows(9, right=1, wrong=0, missed=0), NoFigure.FEW_CODINGS),
        (_rows(2, right=9, wrong=0, missed=0), NoFigure.FEW_PEOPLE),
        (_rows(10, right=0, wrong=0, missed=1), NoFigure.HARDLY_SUGGESTED),
    ],
)
def test_too_few_gives_no_figure_and_says_why(rows: list[tuple[str, float, bool]], why: NoFigure) -> None:
    (code,) = quality(held(rows)).codes
    assert (code.precision, code.why_no_precision) == (None, why)
    assert (code.recall is None) == (why is not NoFigure.HARDLY_SUGGESTED)


def test_what_nobody_judged_does_not_count() -> None:
    rows = _rows(5, right=3, wrong=1, missed=0)
    known = [who != "P4" for who, _, _ in rows]
    (code,) = quality(held(rows, known=known)).codes
    assert (code.respondents, code.shown) == (4, 16)


def test_respondents_and_not_passages_make_the_interval() -> None:
    """Ten people of whom half are always right and half always wrong say less than as many passages mixed."""
    uneven = [(f"P{n}", 0.9, n % 2 == 0) for n in range(10) for _ in range(10)]
    even = [(f"P{n}", 0.9, m % 2 == 0) for n in range(10) for m in range(10)]
    wide, narrow = (quality(held(rows)).codes[0].precision for rows in (uneven, even))
    assert wide is not None
    assert narrow is not None
    assert wide.value == narrow.value == 0.5
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_calibration_compares_scores_with_what_is_right() -> None:
    rng = np.random.default_rng(1)
    scores = rng.uniform(0.0, 1.0, 4000)
    rows = [(f"P{n % 20}", float(s), bool(rng.random() < s)) for n, s in enumerate(scores)]
    good = quality(held(rows)).calibration
    assert good is not None
    assert good.ece < 0.03
    assert good.brier < good.base
    assert [each.low for each in good.bins] == pytest.approx([n / 10 for n in range(10)])
    assert all(each.right.low <= each.score <= each.right.high for each in good.bins[1:-1])
    boastful = quality(held([(who, min(0.99, score * 2), truth) for who, score, truth in rows])).calibration
    assert boastful is not None
    assert boastful.ece > 0.15


def test_the_same_seed_gives_the_same() -> None:
    rows = _rows(7, right=2, wrong=1, missed=1)
    assert quality(held(rows), seed=3) == quality(held(rows), seed=3)


def test_nothing_judged_is_no_error() -> None:
    found = quality(held([("P1", 0.9, False)], known=[False]))
    assert (found.segments, found.respondents, found.calibration) == (0, 0, None)
    assert found.codes[0].why is NoFigure.FEW_CODINGS


def _segment(source: str, start: int) -> Segment:
    return Segment(source, Span(start, start + 5), "words", turn=1, respondent=source.upper())


def test_a_source_is_read_when_half_of_it_bears_a_code() -> None:
    pieces = [_segment("a", 0), _segment("a", 6), _segment("b", 0), _segment("b", 6), _segment("b", 12)]
    labels = {
        0: frozenset({"needs"}),
        1: frozenset[str](),
        2: frozenset({"needs"}),
        3: frozenset[str](),
        4: frozenset[str](),
    }
    assert read_through(pieces, labels) == {"a"}
    rows = [("A", 0.9, True), ("A", 0.1, False), ("B", 0.9, True), ("B", 0.1, False), ("B", 0.1, False)]
    assert within(held(rows), pieces, {"a"}).known[:, 0].tolist() == [True, True, False, False, False]


@pytest.mark.parametrize("people", [8, 24])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(people: int) -> None:
    """Simulated: each person has a share of their own about 0.7."""
    rng, held_it, times = np.random.default_rng(5), 0, 120
    for _ in range(times):
        shares = rng.beta(7, 3, size=people)
        rows = [(f"P{n}", 0.9, bool(rng.random() < share)) for n, share in enumerate(shares) for _ in range(8)]
        (code,) = quality(held(rows), draws=200).codes
        assert code.precision is not None
        held_it += code.precision.low <= 0.7 <= code.precision.high
    assert held_it / times > 0.85


def test_who_was_judged_without_the_code_is_no_voice_of_it() -> None:
    silent = [(f"S{number}", 0.1, False) for number in range(9)]
    found = quality(held([*_rows(2, right=9, wrong=0, missed=0), *silent]))
    assert (found.respondents, found.codes[0].respondents) == (11, 2)
    assert found.codes[0].why is NoFigure.FEW_PEOPLE
    assert found.calibration is None


def test_each_bar_of_the_curve_counts_the_judged_passages_with_such_a_score() -> None:
    rows = [(f"P{n % 5}", score, truth) for n, (score, truth) in enumerate(
        [(0.05, False)] * 10 + [(0.55, True)] * 6 + [(0.55, False)] * 2 + [(1.0, True)] * 8 + [(0.3, True)] * 4
    )]  # fmt: skip
    known = [score != 0.3 for _, score, _ in rows]
    calibration = quality(held(rows, known=known)).calibration
    assert calibration is not None
    assert calibration.n == 26
    told = [(one.low, one.high, round(one.score, 6), one.right.value, one.right.n) for one in calibration.bins]
    assert told == [(0.0, 0.1, 0.05, 0.0, 10), (0.5, 0.6, 0.55, 0.75, 8), (0.9, 1.0, 1.0, 1.0, 8)]
    gaps = 10 * 0.05 + 8 * abs(0.55 - 0.75)
    assert calibration.ece == pytest.approx(gaps / 26)
    assert calibration.shown_ece == pytest.approx(1.6 / 16)
    assert calibration.brier == pytest.approx((10 * 0.05**2 + 6 * 0.45**2 + 2 * 0.55**2) / 26)
    assert calibration.base == pytest.approx(14 / 26 * 12 / 26)


def test_the_order_of_the_passages_changes_no_figure() -> None:
    rows = _rows(6, right=3, wrong=1, missed=2)
    one, other = quality(held(rows)), quality(held(rows[::-1]))
    assert one.codes == other.codes
