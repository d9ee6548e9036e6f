"""Agreement is as published, and undefined with a reason where it has no value."""

import pytest

from toolkit.domain import agreement
from toolkit.domain.agreement import NO_SHARED, ONE_CATEGORY, alpha, kappa, percent, tally
from toolkit.domain.text import Span


def units(*coders):
    """Units from one row of ratings for each coder, `.` for missing."""
    rows = [[None if rating == "." else rating for rating in row.split()] for row in coders]
    return tally(zip(*rows, strict=True))


def table(*rows):
    """Units of two coders from a table of counts."""
    return {(first, second): n for first, row in enumerate(rows) for second, n in enumerate(row)}


@pytest.mark.parametrize(
    ("coders", "published"),
    [
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095238),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.691964),
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743421,
        ),
        (
            (
                ". . . . . 3 4 1 2 1 1 3 3 . 3",
                "1 . 2 1 3 3 4 3 . . . . . . .",
                ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
            ),
            0.691358,
        ),
        (("1 2 1 2", "2 1 2 1"), -0.75),
    ],
)
def test_alpha_is_as_published(coders, published):
    assert alpha(units(*coders)).value == pytest.approx(published, abs=5e-7)


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        (((20, 5), (10, 15)), 0.4),
        (((45, 15), (25, 15)), 0.130435),
        (((25, 35), (5, 35)), 0.259259),
        (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.492),
        (((118, 5), (2, 0)), -0.02339),
    ],
)
def test_kappa_is_as_published(counts, published):
    assert kappa(table(*counts)).value == pytest.approx(published, abs=5e-4)


def test_percent_counts_pairs_of_the_same_unit():
    assert percent(table((118, 5), (2, 0))).value == pytest.approx(0.944)
    assert percent(units("1 1 . 1", "1 2 1 .", "1 2 . .")).value == pytest.approx((3 / 3 * 3 + 1 / 3 * 3) / 6)


@pytest.mark.parametrize("measure", [alpha, kappa])
def test_one_category_alone_gives_no_value(measure):
    same = units("1 1 1", "1 1 1")
    assert measure(same) == agreement.Measure(None, ONE_CATEGORY)
    assert percent(same).value == 1


@pytest.mark.parametrize("measure", [alpha, kappa, percent])
@pytest.mark.parametrize("given", [(), ("1 . 2", ". 1 ."), (". .", ". .")])
def test_no_unit_rated_twice_gives_no_value(measure, given):
    assert measure(units(*given)) == agreement.Measure(None, NO_SHARED)


def test_combinations_that_no_unit_has_do_not_count():
    assert alpha({(True, True): 0, (False, False): 3}) == agreement.Measure(None, ONE_CATEGORY)


def test_characters_count_once_for_each_coder():
    first = [Span(0, 10), Span(5, 12)]
    counted = agreement.characters([first, [Span(10, 20)]], [Span(0, 15), Span(18, 30)])
    assert counted == {(True, False): 10, (True, True): 2, (False, True): 3 + 2, (False, False): 10}
