"""Small cells are left out so that totals do not give them back, as trying every table shows."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.quantities.suppression import Totals, recoverable, small, suppressed


def by_trying(counts, hidden, totals):
    """The hidden cells with one value in all tables that have the printed cells and totals."""
    cells = sorted(hidden)
    most = sum(map(sum, counts)) + 1
    fitting = []
    for values in product(range(most + 1), repeat=len(cells)):
        table = [list(row) for row in counts]
        for (row, column), value in zip(cells, values, strict=True):
            table[row][column] = value
        same_rows = not totals.rows or [sum(row) for row in table] == [sum(row) for row in counts]
        columns = [[sum(column) for column in zip(*each, strict=True)] for each in (table, counts)]
        if same_rows and (not totals.columns or columns[0] == columns[1]):
            fitting.append(values)
    return {cell for at, cell in enumerate(cells) if len({each[at] for each in fitting}) == 1}


tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 2), min_size=width, max_size=width), min_size=2, max_size=3)
)


@settings(max_examples=150, deadline=None)
@given(tables, st.data())
def test_what_can_be_worked_out_is_what_trying_all_tables_finds(counts, data):
    every = [(row, column) for row in range(len(counts)) for column in range(len(counts[0]))]
    hidden = data.draw(st.lists(st.sampled_from(every), max_size=4, unique=True))
    totals = Totals(data.draw(st.booleans()), data.draw(st.booleans()))
    assert recoverable(counts, hidden, totals=totals) == by_trying(counts, hidden, totals)


@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=6)
    ),
    st.integers(2, 6),
)
def test_no_small_cell_can_be_worked_out_unless_everything_is_hidden(counts, least):
    hidden = suppressed(counts, least=least)
    primary = small(counts, least=least)
    assert primary <= hidden
    everything = {(row, column) for row in range(len(counts)) for column in range(len(counts[0]))}
    assert hidden == everything or not recoverable(counts, hidden) & primary


def test_nothing_is_hidden_where_nothing_is_small():
    assert suppressed([[5, 0], [7, 12]], least=5) == frozenset()


def test_a_single_small_cell_takes_three_more_with_it():
    assert suppressed([[2, 9], [8, 30]], least=5) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_without_printed_totals_a_small_cell_goes_alone():
    assert suppressed([[2, 9], [8, 30]], least=5, totals=Totals(rows=False, columns=False)) == {(0, 0)}


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_cell_is_small_from_one_person_to_one_fewer_than_the_least(count, hidden):
    assert bool(small([[count]], least=5)) is hidden


@pytest.mark.parametrize(
    ("counts", "totals", "hidden"),
    [
        ([[2, 9, 7]], Totals(rows=True, columns=False), {(0, 0), (0, 2)}),  # the smaller of its neighbours goes too
        ([[2, 9, 0]], Totals(rows=True, columns=False), {(0, 0), (0, 1)}),  # nobody is the last to go
        ([[2, 3, 9]], Totals(rows=True, columns=False), {(0, 0), (0, 1)}),  # two small ones hide each other
        ([[2], [9], [7]], Totals(rows=False, columns=True), {(0, 0), (2, 0)}),
        ([[2], [9], [7]], Totals(rows=True, columns=False), {(0, 0)}),  # nothing of another row could help
        ([[2, 9], [8, 30]], Totals(rows=True, columns=False), {(0, 0), (0, 1)}),
        ([[2, 9], [8, 30]], Totals(rows=False, columns=True), {(0, 0), (1, 0)}),
    ],
)
def test_as_many_cells_more_are_left_out_as_the_printed_totals_ask_for(counts, totals, hidden):
    assert suppressed(counts, least=5, totals=totals) == hidden


def test_a_table_without_cells_has_nothing_to_leave_out():
    assert suppressed([], least=5) == frozenset()
    assert recoverable([], [], totals=Totals(rows=False, columns=False)) == frozenset()


@settings(max_examples=50)
@given(tables, st.integers(1, 3), st.booleans(), st.booleans())
def test_what_is_left_out_cannot_be_worked_out_unless_all_that_could_help_is_left_out(counts, least, rows, columns):
    totals = Totals(rows, columns)
    hidden = suppressed(counts, least=least, totals=totals)
    for row, column in recoverable(counts, hidden, totals=totals) & small(counts, least=least):
        every = {(r, c) for r in range(len(counts)) for c in range(len(counts[0]))}
        could_help = {
            (r, c) for r, c in every if (rows and columns) or (rows and r == row) or (columns and c == column)
        }
        assert could_help <= hidden
    assert rows or columns or hidden == small(counts, least=least)
