"""The sixth revision adds what goes back to people and what they say of it; nothing that is stored changes."""

from __future__ import annotations

from tests.storage.earlier import SOURCE, at_version, tables, upgraded

ADDED = {
    *("pack", "pack_item", "session", "response", "dot", "answer", "commitment"),
    *("obstacle", "obstacle_passage", "partner", "tie"),
}
MEETING = (
    "INSERT INTO session (id, title, day, audience, format, state, present, consent, source_id, coder, at)"
    " VALUES (1, '', '2026-03-01', 'team', 'recognise', 'open', '[]', '{}', 1, 'A', 'now')"
)
SAID = (
    "INSERT INTO response (id, session_id, step, text, who, device, command, coder, at)"
    " VALUES (1, 1, 'add', 'x', '', '', 'c', 'A', 'now')"
)


def test_what_there_was_stays_as_it_was(path):
    with at_version(path, "0005") as connection:
        before = tables(connection)
        connection.exec_driver_sql(SOURCE)
        row = tuple(connection.exec_driver_sql("SELECT * FROM source").one())
        upgraded(connection, "0006")
        assert tables(connection) - before == ADDED
        assert tuple(connection.exec_driver_sql("SELECT * FROM source").one()) == row


def test_a_session_is_anonymous_unless_said_and_takes_its_responses_along(path):
    with at_version(path, "0006") as connection:
        for statement in (SOURCE, MEETING, SAID, "INSERT INTO dot VALUES (1, 'd', 3)"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT INTO commitment (session_id, response_id, text, owner, due, status, outcome, loop, coder, at)"
            " VALUES (1, 1, 'x', '', '', 'open', '', 'single', 'A', 'now')"
        )
        assert connection.exec_driver_sql("SELECT anonymous, revision FROM session").one() == (1, 1)
        assert connection.exec_driver_sql("SELECT hidden, start FROM response").one() == (0, None)
        connection.exec_driver_sql("DELETE FROM source")
        assert connection.exec_driver_sql("SELECT source_id FROM session").one() == (None,)
        connection.exec_driver_sql("DELETE FROM response")
        assert connection.exec_driver_sql("SELECT count(*) FROM dot").scalar() == 0
        assert connection.exec_driver_sql("SELECT response_id FROM commitment").one() == (None,)
        connection.exec_driver_sql("DELETE FROM session")
        assert connection.exec_driver_sql("SELECT count(*) FROM commitment").scalar() == 0
