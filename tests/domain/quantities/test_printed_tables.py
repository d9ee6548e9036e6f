"""Printed tables read as a reader reads them: what counts people, what is hidden, what totals give back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.quantities.printed_tables import Grid, grid
from toolkit.domain.quantities.suppression import Totals

FULL = (("", "Ja", "Nej", "Totalt"), ("Åby", "3", "12", "15"), ("Säter", "9", "7", "16"), ("Totalt", "12", "19", "31"))


def read(*rows: str) -> Grid | None:
    """The grid of rows whose cells stand apart by a bar."""
    return grid([[cell.strip() for cell in row.split("|")] for row in rows])


def counted(*rows: str) -> Grid:
    found = read(*rows)
    assert found is not None
    return found


def test_counts_stand_without_headings_and_totals() -> None:
    found = grid(FULL)
    assert found == Grid(((3, 12), (9, 7)), frozenset(), Totals(rows=True, columns=True), (1, 2), (1, 2))


@pytest.mark.parametrize(
    "rows",
    [
        ("|a|b",),
        (" |a|b", "x|1"),
        ("Grupp|Ord", "x|många"),
        ("Grupp|Ålder", "x|34"),
        ("Grupp|År", "x|2021"),
        ("Grupp|Började", "x|2021", "y|2024"),
        ("Grupp|n", "Totalt|34"),
        ("Grupp|n", "x|–"),
        ("Grupp|a|b", "x|3|ja", "y|nej|ja"),
    ],
)
def test_a_table_of_something_else_than_people_has_no_counts(rows: tuple[str, ...]) -> None:
    assert read(*rows) is None


@pytest.mark.parametrize(
    ("cell", "count"),
    [("7", 7), ("1 234", 1234), ("12\u00a0500", 12500), ("7 av 10", 7), ("7/10", 7), ("7 (70 %)", 7),
     ("7 of 10 (70.0 %)", 7), ("0", 0)],
)  # fmt: skip
def test_a_count_is_read_however_it_is_printed(cell: str, count: int) -> None:
    assert counted("|a", f"x|{cell}", "y|8").counts == ((count,), (8,))


@pytest.mark.parametrize(
    "cell", ["–", "-", "…", "...", "*", "x", "<5", "< 5", "1–4", "färre än fem", "fewer than five"]
)
def test_a_cell_that_is_left_out_is_known_as_such(cell: str) -> None:
    found = counted("|a", f"x|{cell}", "y|8", "z|9")
    assert found.hidden == {(0, 0)}
    assert found.counts[1:] == ((8,), (9,))


def test_a_row_with_words_among_its_counts_is_no_row_of_counts() -> None:
    found = counted("|a|b", "x|3|4", "y|okänt|6", "z|7|8")
    assert (found.rows, found.counts) == ((1, 3), ((3, 4), (7, 8)))


def test_columns_of_other_things_are_passed_over() -> None:
    found = counted("Grupp|Intervjuer|Personer|År", "x|3|4|2021", "y|5|6|2022")
    assert (found.columns, found.counts) == ((2,), ((4,), (6,)))


def test_the_last_total_is_the_total_and_small_cells_are_those_of_somebody() -> None:
    found = grid(FULL)
    assert found is not None
    assert found.small(5) == {(0, 0)}
    assert found.small(8) == {(0, 0), (1, 1)}
    assert found.small(3) == frozenset()
    assert counted("|a", "x|0", "y|8").small(5) == frozenset()


def test_one_hidden_cell_is_given_back_by_its_total() -> None:
    found = counted("|Ja|Nej|Totalt", "x|–|12|15", "y|9|7|16", "Totalt|12|19|31")
    assert found.counts == ((3, 12), (9, 7))
    assert found.given_back(5) == {(0, 0)}
    assert found.given_back(3) == frozenset()
    assert found.small(5) == frozenset()


def test_four_hidden_cells_are_not_given_back() -> None:
    found = counted("|Ja|Nej|Totalt", "x|–|–|15", "y|–|–|16", "Totalt|12|19|31")
    assert found.hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert [sum(row) for row in found.counts] == [15, 16]
    assert [sum(own) for own in zip(*found.counts, strict=True)] == [12, 19]
    assert found.given_back(5) == frozenset()


def test_a_table_whose_totals_do_not_add_up_is_none() -> None:
    assert read("|Ja|Nej|Totalt", "x|–|12|10", "y|9|7|16") is None
    assert read("|Ja|Nej|Totalt", "x|–|12|15", "y|–|7|16", "Totalt|30|19|49") is None


def test_a_total_that_is_hidden_too_gives_nothing_back() -> None:
    found = counted("|Ja|Nej|Totalt", "x|–|12|–", "y|9|7|16")
    assert found.totals == Totals(rows=False, columns=False)
    assert found.given_back(5) == frozenset()


def test_cells_to_leave_out_stand_where_they_are_printed() -> None:
    found = grid(FULL)
    assert found is not None
    out = found.to_leave_out(5)
    assert out == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert found.placed(out) == ((1, 1), (1, 2), (2, 1), (2, 2))
    hidden = counted("|Ja|Nej", "x|–|12", "y|9|7")
    assert (0, 0) in hidden.to_leave_out(5)


@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=2, max_size=4), st.data())
def test_hidden_cells_get_counts_that_fit_all_totals(counts: list[list[int]], data: st.DataObject) -> None:
    places = [(r, c) for r in range(len(counts)) for c in range(3)]
    hidden = set(data.draw(st.lists(st.sampled_from(places), unique=True)))
    shown = [["–" if (r, c) in hidden else str(n) for c, n in enumerate(row)] for r, row in enumerate(counts)]
    down = [str(sum(own)) for own in zip(*counts, strict=True)]
    found = grid(
        [
            ["", "a", "b", "c", "Summa"],
            *([f"r{r}", *row, str(sum(counts[r]))] for r, row in enumerate(shown)),
            ["Summa", *down, str(sum(map(sum, counts)))],
        ]
    )
    assert found is not None
    assert [sum(row) for row in found.counts] == [sum(row) for row in counts]
    assert [str(sum(own)) for own in zip(*found.counts, strict=True)] == down
    assert all(n >= 0 for row in found.counts for n in row)
    assert all(found.counts[r][c] == counts[r][c] for r, c in places if (r, c) not in hidden)


@pytest.mark.parametrize(
    ("rows", "out"),
    [
        (("|Ja|Nej", "x|3|12", "y|9|7"), {(0, 0)}),  # no total gives it back
        (("|Ja|Nej|Totalt", "x|3|12|15", "y|9|7|16"), {(0, 0), (0, 1)}),
        (("|Ja|Nej", "x|3|12", "y|9|7", "Totalt|12|19"), {(0, 0), (1, 0)}),
        (("|Ja|Nej|Totalt", "x|9|12|21", "y|9|7|16"), set()),
    ],
)
def test_no_more_cells_are_left_out_than_the_printed_totals_ask_for(
    rows: tuple[str, ...], out: set[tuple[int, int]]
) -> None:
    assert counted(*rows).to_leave_out(5) == out
