"""The list of obstacles for a forum: every obstacle a row with its own evidence, and a file only when all is well."""

from __future__ import annotations

import csv
import io
import shutil

import pytest

from tests.services.themed import NOW, hand, themed_once  # noqa: F401
from tests.services.two_sides import place
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle
from toolkit.errors import Refused, UsageError
from toolkit.services.comparing import assignments
from toolkit.services.obstacles import obstacle_deeds
from toolkit.services.obstacles.obstacle_deeds import Seen
from toolkit.services.projects import access_log
from toolkit.services.projects.project import open_project
from toolkit.services.reports import obstacle_lists
from toolkit.services.reports.obstacle_lists import COLUMNS, lines, write


@pytest.fixture
def project(themed_once, tmp_path):  # noqa: F811
    return open_project(shutil.copytree(themed_once, tmp_path / "project"), now=NOW)


@pytest.fixture
def filled(project):
    """Three obstacles at two levels; the second of them alone rests on a passage, and was lifted."""
    span = place(project.folder)
    own = Obstacle(
        "=Nobody å 👩", Level.ORGANISATION, owner="The region", passages=(f"p01.txt:{span.start}-{span.end}",)
    )
    every = [Obstacle("First", Level.ORGANISATION), own, Obstacle("Bus", Level.SOCIETY)]
    obstacle_deeds.write_all(project, every, hand())
    obstacle_deeds.lift(project, Seen(2), "The board", "2026-05-02", hand())
    obstacle_deeds.tell(project, Seen(2), Done("2026-05-03", "They wait"), hand())
    return project


def logged(project):
    return [line["verb"] for line in access_log.lines(project)]


def test_each_obstacle_is_a_line_under_its_level_with_its_own_evidence_and_history(filled):
    first, second, third = lines(filled)
    assert first.level == second.level != third.level
    assert [one.obstacle.partition(" ")[2] for one in (first, second, third)] == ["First", "=Nobody å 👩", "Bus"]
    assert (first.owner, second.owner) != (second.owner, first.owner)
    assert second.owner == "The region"
    assert second.forum == "The board, 2 May 2026"
    assert "They wait" in second.happened
    assert "They wait" not in first.happened + third.happened
    assert "One passage" in second.evidence
    nothing = "Nothing in the material bears the obstacle out today."
    assert (first.evidence, third.evidence) == (nothing, nothing)


def test_a_list_of_nothing_has_no_lines_and_makes_no_file(project, tmp_path):
    assert lines(project) == []
    with pytest.raises(Refused, match="no obstacles to list") as refused:
        write(project, tmp_path / "list.csv")
    assert "spegla obstacles add" in refused.value.hint
    assert not (tmp_path / "list.csv").exists()
    assert logged(project) == []


@pytest.mark.parametrize("name", ["list.csv", "LIST.XLSX"])
def test_the_file_holds_every_line_and_that_it_was_written_is_logged(filled, tmp_path, name):
    assert write(filled, tmp_path / name) == 3
    assert logged(filled) == ["export"]
    if name == "list.csv":
        rows = list(csv.reader(io.StringIO((tmp_path / name).read_text("utf-8-sig"))))
        assert len(rows) == 4
        assert {len(row) for row in rows} == {len(COLUMNS)}
        assert rows[0][0] == "Level"


def test_a_file_that_is_there_is_written_over_only_by_force(filled, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(Refused, match="there already"):
        write(filled, path)
    assert path.read_text("utf-8") == "mine"
    assert write(filled, path, force=True) == 3


@pytest.mark.parametrize("name", ["list.docx", "list"])
def test_another_kind_of_file_is_refused_with_where_to_go(filled, tmp_path, name):
    with pytest.raises(UsageError) as refused:
        write(filled, tmp_path / name)
    assert "spegla draft --outline obstacles" in refused.value.hint
    assert logged(filled) == []


def test_for_others_it_is_let_out_or_nothing_is(filled, tmp_path):
    assert write(filled, tmp_path / "list.csv", "external") == 3
    assert logged(filled) == ["disclose"]
    obstacle_deeds.write(filled, Obstacle("Ring 070-123 45 67", Level.SOCIETY), hand())
    with pytest.raises(Refused, match="unanswered"):
        write(filled, tmp_path / "other.csv", "external")
    assert not (tmp_path / "other.csv").exists()
    assert logged(filled) == ["disclose"]


def test_who_codes_blind_gets_no_list(filled, tmp_path):
    assignments.assign(filled, "MS", ["p01.txt"])
    with pytest.raises(Refused):
        write(filled.again(NOW, viewer="MS"), tmp_path / "list.csv")
    assert obstacle_lists.SUFFIXES == (".xlsx", ".csv")
