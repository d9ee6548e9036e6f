"""The second revision adds what the workbench needs, and what was coded before counts as never changed."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from tests.storage.earlier import SOURCE, TIME, at_version, columns, tables, upgraded


def test_rows_of_the_first_version_are_of_their_first_revision(path):
    with at_version(path, "0001") as connection:
        before = tables(connection)
        connection.exec_driver_sql(SOURCE)
        connection.exec_driver_sql(f"INSERT INTO coding VALUES (7, 1, 4, 8, 'var', 'needs', 'A', '{TIME}', 2)")
        connection.exec_driver_sql("INSERT INTO theme_decision VALUES ('t', 'needs', 'team', NULL, 1)")
        upgraded(connection, "0002")
        assert tables(connection) - before == {"memo", "settlement", "step", "step_change"}
        row = connection.exec_driver_sql(
            "SELECT id, quote, code, coder, time, scheme_version, revision FROM coding"
        ).one()
        assert tuple(row) == (7, "var", "needs", "A", TIME, 2, 1)
        assert connection.exec_driver_sql("SELECT id, aside FROM theme_decision").one() == ("t", 0)
        assert columns(connection, "coding")[-1] == "revision"


@pytest.mark.parametrize("place", ["NULL, NULL, NULL, NULL", "1, NULL, NULL, 'needs'", "1, 3, NULL, NULL"])
def test_a_memo_lies_on_a_source_or_a_code_and_a_place_has_both_ends(path, place):
    with at_version(path, "0002") as connection:
        connection.exec_driver_sql(SOURCE)
        insert = 'INSERT INTO memo (source_id, start, "end", code, text, author, time) VALUES ({}, ?, ?, ?)'
        connection.exec_driver_sql(insert.format("1, 3, 5, NULL"), ("m", "A", TIME))
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql(insert.format(place), ("m", "A", TIME))
