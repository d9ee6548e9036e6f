"""Threads of a workbench share one store; services use it as they use their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.errors import ProjectBusy
from toolkit.services.coding import codings
from toolkit.services.projects.project import Project, take_workbench_place
from toolkit.services.projects.standing import StandingStore
from toolkit.services.status import status
from toolkit.workbench.desk import Desk

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_services_share_it_and_the_command_line_works_beside(spegla, small):
    standing = StandingStore(small, lambda: NOW)
    project = Project(small, NOW, standing)
    assert project.store() is project.store(write=True)
    before = len(codings.listed(project)[0])
    status.status(project)
    (small / "k.csv").write_text('source,quote,code\np01.txt,"The bus was",needs\n', "utf-8")
    assert spegla("codings", "import", small / "k.csv", "--coder", "B", "-p", small).code == 0
    assert len(codings.listed(project)[0]) == before + 1
    codings.import_codings(project, small / "k.csv", coder="C")
    assert spegla("codings", "list", "-p", small, "--coder", "C", "--json").json["codings"]
    standing.close()
    standing.close()
    with pytest.raises(ProjectBusy):
        project.store()
    assert not [one.name for one in small.glob("project.db-*") if one.stat().st_size]


def test_a_desk_keeps_one_store_while_files_change(small):
    desk = Desk(small)
    first = desk.project()
    store = first.store()
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8") + "\n# changed\n", "utf-8")
    again = desk.project()
    assert again is not first
    assert again.store() is store
    desk.close()


def test_a_desk_that_needed_no_store_closes_without_one(small):
    Desk(small).close()
    assert not list(small.glob("project.db-wal"))


def test_one_workbench_only(small):
    place = take_workbench_place(small, "http://127.0.0.1:4711", NOW)
    with pytest.raises(ProjectBusy, match="4711"):
        take_workbench_place(Path(small), "http://127.0.0.1:1", NOW)
    place.release()
