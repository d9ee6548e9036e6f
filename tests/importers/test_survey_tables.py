"""A survey as it is stored comes back as it was; what tells nothing of who answered, in an order that tells nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.texts.text import normalise
from toolkit.importers.columns import Kind
from toolkit.importers.survey_tables import Answered, Survey, is_stored, read, shuffled, written

NAMED = Survey(
    ((Kind.ID, "Id"), (Kind.GROUP, "Grupp"), (Kind.OPEN, "Vad hände?"), (Kind.CLOSED, "Betyg"), (Kind.OPEN, "Mer?")),
    (
        ("D01", "team", "Det gick bra.", "4,5", ""),
        ("D02", "", "", "3", ""),
        ("", "", "Så där; ”ja”\nsådär.", "", "Nej"),
    ),
)
KEPT = st.sampled_from([Kind.ID, Kind.GROUP, Kind.OPEN, Kind.CLOSED])
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(normalise)


def test_a_survey_with_pseudonyms_says_who_answered_and_one_without_is_anonymous():
    assert NAMED.standing == "named"
    assert Survey(NAMED.columns[1:], ()).standing == "anonymous"
    assert NAMED.titles(Kind.OPEN) == ["Vad hände?", "Mer?"]
    assert NAMED.titles(Kind.LEAVE) == []


def test_rows_with_an_open_answer_are_answers_and_nobody_known_is_numbered():
    assert list(NAMED.answers()) == [
        Answered("D01", "team", (("Vad hände?", "Det gick bra."),), (("Betyg", "4,5"),)),
        Answered("Svar 1", "", (("Vad hände?", "Så där; ”ja”\nsådär."), ("Mer?", "Nej")), ()),
    ]


def test_numbers_of_the_unknown_run_over_those_who_gave_an_open_answer():
    survey = Survey(((Kind.CLOSED, "Betyg"), (Kind.OPEN, "Vad?")), (("1", "a"), ("2", ""), ("3", "c")))
    assert [each.label for each in survey.answers()] == ["Svar 1", "Svar 2"]


def test_what_is_stored_says_itself_what_its_columns_are():
    stored = written(NAMED).decode()
    assert stored.splitlines()[:4] == [
        "spegla-survey;1",
        "id;group;open;closed;open",
        "Id;Grupp;Vad hände?;Betyg;Mer?",
        "D01;team;Det gick bra.;4,5;",
    ]
    assert is_stored(stored)
    assert not is_stored("Id;Grupp\n")
    assert not is_stored("")


@given(
    st.lists(st.tuples(KEPT, WORDS.filter(str.strip)), min_size=1, max_size=4).flatmap(
        lambda columns: st.lists(
            st.tuples(*[WORDS for _ in columns]).filter(lambda row: any(row) or len(row) > 1), max_size=5
        ).map(lambda rows: Survey(tuple(columns), tuple(rows)))
    )
)
def test_what_is_stored_reads_as_it_was(survey):
    assert read(written(survey).decode()) == survey


@pytest.mark.parametrize(
    ("text", "survey"),
    [
        ("spegla-survey;1\nopen;closed\nVad?;\nja\n", Survey(((Kind.OPEN, "Vad?"), (Kind.CLOSED, "2")), (("ja", ""),))),
        ("spegla-survey;1\nopen\n \nja;nej;kanske\n\n", Survey(((Kind.OPEN, "1"),), (("ja",),))),
        ("spegla-survey;1\nopen\nVad?\n", Survey(((Kind.OPEN, "Vad?"),), ())),
    ],
    ids=["a short row", "a long row and an empty line", "no answers"],
)
def test_a_table_that_somebody_touched_is_read_as_far_as_it_goes(text, survey):
    assert read(text) == survey


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spegla-survey;1\nopen\n",
        "spegla-survey;1\nopen;open\nVad?\nja\n",
        "spegla-survey;1\nleave\nNamn\nAnna\n",
        "spegla-survey;1\nempty\nx\ny\n",
        "spegla-survey;1\nopen\nVad?\n" + "x" * 140_000 + "\n",
    ],
    ids=["nothing", "no titles", "a title short", "a column that is never kept", "an empty one", "too long a cell"],
)
def test_what_is_no_stored_survey_is_none(text):
    assert read(text) is None


def test_the_order_hangs_on_what_the_rows_hold_and_not_on_how_they_came_in():
    rows = [(f"svar {n}", "å") for n in range(30)] + [("svar 1", "å")]
    order = shuffled(rows)
    assert sorted(order) == sorted(rows)
    assert order not in (rows, sorted(rows), sorted(rows, reverse=True))
    for seed in range(4):
        mixed = list(rows)
        random.Random(seed).shuffle(mixed)
        assert shuffled(mixed) == order
    assert shuffled([]) == []


def test_one_more_answer_moves_the_others_about():
    rows = [(f"svar {n}",) for n in range(30)]
    with_more = [row for row in shuffled([*rows, ("ett till",)]) if row != ("ett till",)]
    assert sorted(with_more) == sorted(rows)
    assert with_more != shuffled(rows)


def test_cells_are_not_mixed_up_between_columns():
    """("ab", "") and ("a", "b") are different rows, and give different orders of the others."""
    rest = [(f"svar {n}", "") for n in range(20)]
    one = [row for row in shuffled([*rest, ("ab", "")]) if row in rest]
    other = [row for row in shuffled([*rest, ("a", "b")]) if row in rest]
    assert one != other
