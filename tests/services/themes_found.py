"""The small project with its themes: one for each area and group, as few passages as there are.

Participants have eight passages of needs, six of solutions, two of learning; the team has two of needs. P07, who has
withdrawn, is in none of them.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.made_once import made_once
from tests.material import CODER
from tests.services.registers_told import NOW
from toolkit.services.coding import codings
from toolkit.services.projects.project import Project, open_project
from toolkit.services.themes import themes

CELLS = {
    ("needs", "participants"): ("P01", "P02", "P03", "P04", "P05", "P06", "P08", "P09"),
    ("needs", "team"): ("T1", "T2"),
    ("solutions", "participants"): ("P01", "P02", "P03", "P04", "P05", "P06"),
    ("learning", "participants"): ("P01", "P02"),
}


def once(factory: pytest.TempPathFactory, coded: Path) -> Path:
    """The project, made once; not to be changed: copy it."""

    def make(folder: Path) -> None:
        shutil.copytree(coded, folder)
        themes.themes(open_project(folder, now=NOW))

    return made_once(factory, "themes_found", make)


def code(folder: Path, *rows: tuple[str, str, str], coder: str = CODER) -> Project:
    """Code words (source, words, code) of the project; gives it."""
    table = folder.parent / "more.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("source", "quote", "code"))
        writer.writerows(rows)
    project = open_project(folder, now=NOW)
    codings.import_codings(project, table, coder=coder)
    return project
