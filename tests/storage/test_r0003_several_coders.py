"""The third revision adds what several coders need, and drops a column without touching the rows."""

from __future__ import annotations

from tests.storage.earlier import TIME, at_version, columns, tables, upgraded


def test_themes_and_versions_of_the_scheme_keep_all_they_said(path):
    with at_version(path, "0002") as connection:
        before, theme = tables(connection), columns(connection, "theme")
        assert "aside" in theme
        connection.exec_driver_sql(f"INSERT INTO scheme_version VALUES (3, 'sha', 'key: a', '{TIME}')")
        connection.exec_driver_sql(f"INSERT INTO run VALUES (1, '{TIME}', 'themes', '1', '{{}}', 1, 1, 'x')")
        names = ", ".join(f'"{name}"' for name in theme)
        values = ("t", 1, "needs", "team", "Tid", 1, '["tid"]', "{}", 0.5, 0, 4, 0)
        connection.exec_driver_sql(f"INSERT INTO theme ({names}) VALUES ({', '.join('?' * len(theme))})", values)
        upgraded(connection, "0003")
        assert tables(connection) - before == {"assignment", "source_index"}
        assert columns(connection, "theme") == [name for name in theme if name != "aside"]
        assert tuple(connection.exec_driver_sql("SELECT * FROM theme").one()) == values[:-1]
        row = connection.exec_driver_sql("SELECT version, content, reason, coder FROM scheme_version").one()
        assert tuple(row) == (3, "key: a", None, None)
