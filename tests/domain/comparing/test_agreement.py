"""Agreement is as published, and undefined with a reason where it has no value."""

from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.domain.comparing.agreement import NO_SHARED, ONE_CATEGORY, TWO_CODERS, Measure, percent, tally
from toolkit.domain.comparing.alphas import Level, alpha, masi
from toolkit.domain.comparing.kappas import ac1, cohen, fleiss
from toolkit.domain.comparing.unitizing import disagreements, unitizing_alpha
from toolkit.domain.texts.text import Span

KRIPPENDORFF_C = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
WIKIPEDIA = (
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
FLEISS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
COHEN_2 = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
PARADOX = ((118, 5), (2, 0))
ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))  # Gwet's irrCAC: cont3x3abstractors


def units(*coders, number=str):
    """Units from one row of ratings for each coder, `.` for missing."""
    rows = [[None if rating == "." else number(rating) for rating in row.split()] for row in coders]
    return tally(zip(*rows, strict=True))


def table(*rows):
    """Units of two coders from a table of counts."""
    return {(first, second): n for first, row in enumerate(rows) for second, n in enumerate(row)}


def distributed(*rows):
    """Units from how often each category was given to each."""
    return tally([k for k, n in enumerate(row) for _ in range(n)] for row in rows)


@pytest.mark.parametrize(
    ("coders", "published"),
    [
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095238),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.691964),
        (("a a b b d c c c e . d a", "b a b b b c c c e d d d"), 0.66489),
        (KRIPPENDORFF_C, 0.743421),
        (WIKIPEDIA, 0.691358),
        (("1 2 1 2", "2 1 2 1"), -0.75),
    ],
)
def test_alpha_is_as_published(coders, published):
    assert alpha(units(*coders)).value == pytest.approx(published, abs=5e-6 if published == 0.66489 else 5e-7)


@pytest.mark.parametrize(
    ("coders", "level", "published"),
    [
        (KRIPPENDORFF_C, Level.ORDINAL, 0.815388),
        (KRIPPENDORFF_C, Level.INTERVAL, 0.849107),
        (KRIPPENDORFF_C, Level.RATIO, 0.797403),
        (WIKIPEDIA, Level.ORDINAL, 0.806721),
        (WIKIPEDIA, Level.INTERVAL, 0.810845),
        (WIKIPEDIA, Level.RATIO, 0.808944),
    ],
)
def test_alpha_of_each_level_is_as_published(coders, level, published):
    assert alpha(units(*coders, number=float), level).value == pytest.approx(published, abs=5e-7)


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        (((20, 5), (10, 15)), 0.4),
        (((45, 15), (25, 15)), 0.130435),
        (((25, 35), (5, 35)), 0.259259),
        (COHEN_2, 0.492),
        (PARADOX, -0.02339),
        (ABSTRACTORS, 0.7964094),
    ],
)
def test_cohens_kappa_is_as_published(counts, published):
    assert cohen(table(*counts)).value == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        (COHEN_2, 0.5760),
        (((8, 1), (0, 1)), 0.8658),
        (PARADOX, 0.94078),
        (ABSTRACTORS, 0.8493305),
    ],
)
def test_ac1_is_as_published(counts, published):
    assert ac1(table(*counts)).value == pytest.approx(published, abs=5e-5)


def test_fleiss_and_scott_are_as_published():
    assert fleiss(distributed(*FLEISS)).value == pytest.approx(0.209931, abs=5e-7)
    assert fleiss(table((8, 1), (0, 1))).value == pytest.approx(0.6078, abs=5e-5)
    assert fleiss(table(*ABSTRACTORS)).value == pytest.approx(0.7962397, abs=5e-7)


def test_where_ratings_are_missing_fleiss_and_ac1_are_gwets():
    assert fleiss(units(*KRIPPENDORFF_C)).value == pytest.approx(0.76117, abs=5e-6)
    assert ac1(units(*KRIPPENDORFF_C)).value == pytest.approx(0.77544, abs=5e-6)
    assert percent(units(*KRIPPENDORFF_C)).value == pytest.approx(0.81818, abs=5e-6)


def test_percent_counts_pairs_of_the_same_unit():
    assert percent(table(*PARADOX)).value == pytest.approx(0.944)
    assert percent(units("1 1 . 1", "1 2 1 .", "1 2 . .")).value == pytest.approx((1 + 1 / 3) / 2)


@pytest.mark.parametrize("measure", [alpha, cohen, fleiss, ac1])
def test_one_category_alone_gives_no_value(measure):
    same = units("1 1 1", "1 1 1")
    assert measure(same) == Measure(None, ONE_CATEGORY)
    assert percent(same).value == 1


@pytest.mark.parametrize("measure", [alpha, cohen, percent, fleiss, ac1])
@pytest.mark.parametrize("ratings", [(), ("1 . 2", ". 1 ."), (". .", ". .")])
def test_no_unit_rated_twice_gives_no_value(measure, ratings):
    assert measure(units(*ratings)) == Measure(None, NO_SHARED)


def test_cohens_kappa_is_for_two():
    assert cohen(units("1 2", "1 2", "1 1")) == Measure(None, TWO_CODERS)


def test_combinations_that_no_unit_has_do_not_count():
    for measure in (alpha, fleiss, ac1):
        assert measure({(True, True): 0, (False, False): 3}) == Measure(None, ONE_CATEGORY)


def test_masi_is_as_passonneau_defines_it():
    assert masi({1}, {1}) == masi(frozenset(), frozenset()) == 0
    assert masi({1}, {2}) == masi(frozenset(), {2}) == 1
    assert masi({1}, {1, 2}) == pytest.approx(1 - 2 / 3 / 2)
    assert masi({1, 2}, {2, 3}) == pytest.approx(1 - 1 / 3 / 3)


def test_alpha_of_sets_of_one_is_the_nominal_one():
    plain = units(*KRIPPENDORFF_C)
    sets = {tuple(None if one is None else frozenset([one]) for one in ratings): n for ratings, n in plain.items()}
    assert alpha(sets, Level.SETS).value == pytest.approx(0.743421, abs=5e-7)


def test_alpha_of_sets_counted_by_hand():
    a, ab, b = frozenset("a"), frozenset("ab"), frozenset("b")
    rated = tally([(a, ab), (b, b), (ab, ab), (a, a)])
    observed = 2 * (2 / 3)  # one unit, both orders, {a} and {a, b} lie 2/3 apart
    totals = {a: 3, ab: 3, b: 2}
    expected = sum(totals[x] * totals[y] * masi(x, y) for x, y in product(totals, totals)) / 7
    assert alpha(rated, Level.SETS).value == pytest.approx(1 - observed / expected)


UNITS_C = ([Span(75, 145), Span(220, 250)], [Span(70, 150), Span(205, 225), Span(250, 270)])
UNITS_K = ([Span(30, 90), Span(150, 200)],) * 2


def test_unitizing_alpha_is_as_krippendorff_2004():
    c, k = disagreements(UNITS_C, 300), disagreements(UNITS_K, 300)
    assert (c.observed, c.expected) == (pytest.approx(0.0144, abs=5e-5), pytest.approx(0.0532, abs=5e-5))
    assert (k.observed, k.expected) == (0, pytest.approx(0.0490, abs=5e-5))
    assert unitizing_alpha(UNITS_C, 300).value == pytest.approx(0.7285, abs=1e-4)
    assert unitizing_alpha(UNITS_K, 300).value == 1
    joint = 1 - (c.observed + k.observed) / (c.expected + k.expected)
    assert joint == pytest.approx(0.8587, abs=5e-5)


def test_unitizing_alpha_has_no_value_where_nothing_is_marked():
    assert unitizing_alpha([[], []], 300) == Measure(None, ONE_CATEGORY)
    assert unitizing_alpha([[Span(0, 3)]], 300) == Measure(None, NO_SHARED)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.tuples(st.integers(0, 58), st.integers(1, 12)), max_size=5), min_size=2, max_size=3))
def test_unitizing_agrees_with_the_definition_word_for_word(marked):
    spans = [[Span(start, min(60, start + n)) for start, n in coder] for coder in marked]
    found = disagreements(spans, 60)
    assert found.observed == pytest.approx(by_definition(spans, 60))


def by_definition(marked, length):
    """Krippendorff's observed disagreement: every section of one coder with every section of another."""
    sections = [list(cut(spans, length)) for spans in marked]
    total = 0
    for i, j in product(range(len(sections)), repeat=2):
        if i != j:
            total += sum(apart(u, v) for u, v in product(sections[i], sections[j]))
    return total / (len(marked) * (len(marked) - 1) * length**2)


def cut(spans, length):
    """Units and gaps as (start, length, whether a unit)."""
    held = [any(span.start <= at < span.end for span in spans) for at in range(length)]
    starts = {at for at in range(length) if at == 0 or held[at] != held[at - 1]}
    ends = sorted({span.end for span in spans})
    starts |= {at for at in ends if at < length and not any(s.start < at < s.end for s in spans)}
    edges = [*sorted(starts), length]
    for start, end in pairwise(edges):
        yield start, end - start, held[start]


def apart(u, v):
    (b, n, unit), (c, m, other) = u, v
    if unit and other and -n < b - c < m:
        return (b - c) ** 2 + (b + n - c - m) ** 2
    if unit and not other and m - n >= b - c >= 0:
        return n**2
    if not unit and other and n - m >= c - b >= 0:
        return m**2
    return 0
