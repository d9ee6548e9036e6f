"""The fifth revision adds what was done to sources and what was decided of people; turns are found by their place."""

from __future__ import annotations

from tests.storage.earlier import SOURCE, at_version, statement, tables, upgraded


def test_sources_of_before_are_as_they_were_read(path):
    with at_version(path, "0004") as connection:
        before = tables(connection)
        connection.exec_driver_sql(SOURCE)
        row = tuple(connection.exec_driver_sql("SELECT * FROM source").one())
        upgraded(connection, "0005")
        assert tables(connection) - before == {
            *("source_setting", "source_revision", "identifier_decision", "consent_text", "factor_link"),
        }
        assert tuple(connection.exec_driver_sql("SELECT * FROM source").one()) == row
        assert connection.exec_driver_sql("SELECT count(*) FROM source_setting").scalar() == 0
        assert "(source_id,start)" in statement(connection, "ix_turn_source_id_start").replace('"', "")


def test_a_source_without_words_of_its_own_is_an_interview_as_read_and_takes_its_rows_along(path):
    with at_version(path, "0005") as connection:
        connection.exec_driver_sql(SOURCE)
        connection.exec_driver_sql("INSERT INTO source_setting (source_id, decided) VALUES (1, '{}')")
        assert connection.exec_driver_sql("SELECT * FROM source_setting").one() == (1, "interview", "{}", 0, 0)
        connection.exec_driver_sql("INSERT INTO source_revision VALUES (1, 1, 'now', 'A', 'mask', '[]', '{}')")
        connection.exec_driver_sql(
            "INSERT INTO factor_link (source_id, start, \"end\", coder, at) VALUES (1, 0, 3, 'A', 'now')"
        )
        connection.exec_driver_sql("DELETE FROM source")
        for table in ("source_setting", "source_revision", "factor_link"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
