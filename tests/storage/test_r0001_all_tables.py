"""The first revision makes the tables of the first version; a source takes along all that stands on it."""

from __future__ import annotations

from tests.storage.earlier import SOURCE, TIME, at_version, statement, tables

FIRST = {
    *(
        "source",
        "turn",
        "coding",
        "verdict",
        "segment",
        "suggestion",
        "analysis_state",
        "run",
        "theme",
        "theme_passage",
    ),
    *("theme_decision", "theme_decision_passage", "scheme_version", "draft", "journal"),
}


def test_the_first_version_has_its_tables_and_they_hold_together(path):
    with at_version(path, "0001") as connection:
        assert tables(connection) == FIRST
        connection.exec_driver_sql(SOURCE)
        place = "1, 4, 8"
        for row in (
            "turn VALUES (1, 0, 0, 13, 'respondent', 'D', 'D01', NULL, NULL, NULL, NULL, 3)",
            f"coding VALUES (1, {place}, 'var', 'needs', 'A', '{TIME}', 1)",
            f"verdict VALUES (1, {place}, 'needs', 'rejected', 'A', '{TIME}')",
            f"segment VALUES (1, {place}, 0, 'D01', NULL, NULL, NULL, NULL)",
            "suggestion VALUES (1, 1, 'needs', 0.5, '', 'rules')",
            "analysis_state VALUES (1, 'suggest', 'f')",
        ):
            connection.exec_driver_sql(f"INSERT INTO {row}")
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        connection.exec_driver_sql("DELETE FROM source")
        for table in ("turn", "coding", "verdict", "segment", "suggestion", "analysis_state"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_ids_that_leave_the_store_are_never_given_twice(path):
    with at_version(path, "0001") as connection:
        for table in ("coding", "segment", "suggestion", "run", "draft", "journal"):
            assert "AUTOINCREMENT" in statement(connection, table)
