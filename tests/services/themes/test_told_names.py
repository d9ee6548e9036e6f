"""A theme that the machine named by words of people who may not be quoted is told by its code, and said to be."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes
from toolkit.services.themes.told_names import is_told_by_code

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def no_quotes(folder):
    """Nobody may be quoted."""
    register = folder / "interviews" / "respondents.csv"
    head, *rows = register.read_text("utf-8").splitlines()
    at = head.split(",").index("quote")
    cells = [row.split(",") for row in rows]
    told = [",".join([*row[:at], "no", *row[at + 1 :]]) for row in cells]
    register.write_text("\n".join([head, *told, ""]), "utf-8")


def theme_of(folder):
    return themes.themes(open_project(folder, now=NOW)).shown[0].theme


@pytest.mark.slow
def test_only_a_machines_name_of_people_who_may_not_be_quoted_is_not_told(small, spegla):
    theme = theme_of(small)
    assert not is_told_by_code(open_project(small, now=NOW), theme)
    assert "code in reports" not in spegla("themes", "-p", small).out
    no_quotes(small)
    project = open_project(small, now=NOW)
    assert is_told_by_code(project, theme)
    assert not is_told_by_code(project, replace(theme, named=True))
    assert "called by its code in reports" in spegla("themes", "-p", small).out
