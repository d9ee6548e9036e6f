"""Agreement in any table of ratings, counted by hand: together and for each pair, at each level."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.comparing.agreement import tally
from toolkit.domain.comparing.alphas import Level
from toolkit.domain.comparing.measures import ALPHA, MEASURES, PERCENT
from toolkit.errors import BadFile, NotFound
from toolkit.services.comparing import rating_tables


def table(tmp_path, *lines):
    path = tmp_path / "ratings.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def values(rated):
    return {name: None if one.value is None else round(one.value, 6) for name, one in rated.measures.items()}


def test_two_coders_by_names_are_as_counted_by_hand(tmp_path):
    """Three of four units alike; A says ja for a half, Å for a quarter, so that half would be alike by chance."""
    found = rating_tables.agreement(
        table(tmp_path, "enhet;A;Å", "1;ja;ja", "2;ja;nej", "3;nej;nej", "4;nej;nej"), Level.NOMINAL
    )
    told = values(found.together)
    assert (found.units, found.shared, found.together.coders, found.pairs) == (4, 4, ("A", "Å"), ())
    assert told[PERCENT] == 0.75
    assert told["cohen_kappa"] == 0.5  # (3/4 - 1/2) / (1 - 1/2)
    assert told["gwet_ac1"] == round((0.75 - 2 * 3 / 8 * 5 / 8) / (1 - 2 * 3 / 8 * 5 / 8), 6)
    assert told[ALPHA] == round(1 - (2 / 8) / (2 * 3 * 5 / (8 * 7)), 6)
    assert set(told) == set(MEASURES)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [
        (Level.INTERVAL, 12 / 17),  # seen 2·4/6, by chance 136/30
        (Level.NOMINAL, 1 - (2 / 6) / (26 / 30)),  # 30 ordered pairs, of which 1-1 and 2-2 are alike, twice each
    ],
)
def test_only_alpha_minds_the_level(tmp_path, level, alpha):
    lines = ("unit,A,B", "u1,1,1", "u2,2,2", "u3,3,5")
    found = rating_tables.agreement(table(tmp_path, *lines), level)
    assert found.level is level
    assert values(found.together)[ALPHA] == round(alpha, 6)
    assert values(found.together)[PERCENT] == round(2 / 3, 6)


def test_of_three_coders_each_pair_is_told_once_in_their_order(tmp_path):
    found = rating_tables.agreement(
        table(tmp_path, "unit,A,B,C", "1,x,x,y", "2,x,x,x", "3,y,y,", "4,,,z", "5,,,"), Level.NOMINAL
    )
    assert (found.units, found.shared) == (5, 3)  # the fourth has one rating, the fifth none
    assert [(pair.coders, values(pair)[PERCENT]) for pair in found.pairs] == [
        (("A", "B"), 1.0),
        (("A", "C"), 0.5),
        (("B", "C"), 0.5),
    ]


def test_where_nothing_was_rated_twice_every_measure_says_why_it_has_no_value(tmp_path):
    found = rating_tables.agreement(table(tmp_path, "unit,A,B", "1,x,", "2,,y"), Level.NOMINAL)
    assert (found.units, found.shared) == (2, 0)
    assert [one.value for one in found.together.measures.values()] == [None] * len(MEASURES)
    assert all(one.reason for one in found.together.measures.values())


@settings(max_examples=50)
@given(
    st.lists(st.tuples(*[st.sampled_from(["a", "b", "å", None])] * 2), max_size=12), st.randoms(use_true_random=False)
)
def test_neither_the_order_of_units_nor_of_coders_matters(rows, random):
    first = rating_tables.measured(tally(rows), Level.NOMINAL)
    shuffled = [(two, one) for one, two in rows]
    random.shuffle(shuffled)
    other = rating_tables.measured(tally(shuffled), Level.NOMINAL)
    for name, one in first.items():
        assert other[name].reason == one.reason
        assert one.value == pytest.approx(other[name].value)


@pytest.mark.parametrize("name", ["missing.csv", "folder"])
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotFound) as refused:
        rating_tables.agreement(tmp_path / name, Level.NOMINAL)
    assert refused.value.sentence == f"{tmp_path / name} cannot be read."
    assert refused.value.hint == "Check the name of the file."


def test_a_rating_that_the_level_does_not_allow_is_told_by_its_line(tmp_path):
    path = table(tmp_path, "unit,A,B", "1,2,3", "2,2,much")
    with pytest.raises(BadFile, match="line 3"):
        rating_tables.agreement(path, Level.INTERVAL)
    assert rating_tables.agreement(path, Level.NOMINAL).units == 2
