"""The fourth revision adds claims, quotes and the parts of drafts; nothing that is stored changes."""

from __future__ import annotations

from tests.storage.earlier import SOURCE, TIME, at_version, columns, tables, upgraded


def test_themes_and_drafts_of_before_stay_as_they_were(path):
    with at_version(path, "0003") as connection:
        before = tables(connection)
        connection.exec_driver_sql(f"INSERT INTO run VALUES (1, '{TIME}', 'themes', '1', '{{}}', 1, 1, 'x')")
        theme = ("t", 1, "needs", "team", "Tid", 1, "[]", "{}", 0.5, 0, 4)
        connection.exec_driver_sql(f"INSERT INTO theme VALUES ({', '.join('?' * len(theme))})", theme)
        connection.exec_driver_sql(
            f"INSERT INTO draft (id, at, outline, files, findings) VALUES (5, '{TIME}', 'o', '[]', '{{}}')"
        )
        upgraded(connection, "0004")
        assert tables(connection) - before == {
            *("claim", "claim_passage", "stance", "stance_passage", "quote"),
            *("draft_block", "draft_sentence", "gate_answer", "learned"),
        }
        assert connection.exec_driver_sql("SELECT id, name, stability, chance, pile FROM theme").one() == (
            "t",
            "Tid",
            0.5,
            None,
            0,
        )
        assert connection.exec_driver_sql("SELECT id, audience FROM draft").one() == (5, None)
        assert columns(connection, "theme")[-2:] == ["chance", "pile"]


def test_a_claim_takes_its_stances_along_and_a_quote_stays_without_it(path):
    with at_version(path, "0004") as connection:
        connection.exec_driver_sql(SOURCE)
        connection.exec_driver_sql(
            'INSERT INTO claim (id, text, kind, "group", themes, questions, position, coder, at)'
            " VALUES (1, 'x', 'finding', '', '[]', '[]', 1, 'A', 'now')"
        )
        connection.exec_driver_sql(
            "INSERT INTO stance (id, claim_id, respondent, stance, reason, coder, at)"
            " VALUES (1, 1, 'D', 'affirms', '', 'A', 'now')"
        )
        connection.exec_driver_sql("INSERT INTO stance_passage VALUES (1, 1, 0, 3)")
        connection.exec_driver_sql(
            'INSERT INTO quote (source_id, start, "end", respondent, edits, printed, why, use, claim_id, machine,'
            " coder, at) VALUES (1, 0, 3, 'D', '[]', 'Jag', 'typical', 'allowed', 1, 0, 'A', 'now')"
        )
        connection.exec_driver_sql("DELETE FROM claim")
        for table, left in (("stance", 0), ("stance_passage", 0), ("quote", 1)):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == left
        assert connection.exec_driver_sql("SELECT claim_id FROM quote").scalar() is None
