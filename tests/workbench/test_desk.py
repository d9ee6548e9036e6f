"""The desk: one project for all windows, read anew when its files change, and one file again when it ends."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from toolkit.errors import BadSetting, NotAProject
from toolkit.workbench.desk import Desk

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def desk(small):
    times = iter(NOW + timedelta(seconds=n) for n in range(1000))
    made = Desk(small, clock=lambda: next(times))
    yield made
    made.close()


def rewritten(path, old, new):
    before = path.stat().st_mtime_ns
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))  # a coarse clock would not show it


def test_what_was_read_is_kept_while_the_files_are_as_they_were(desk):
    first = desk.project()
    read = first.settings, first.register
    second = desk.project()
    assert (second.settings, second.register) == read
    assert second.register is read[1]
    assert second.now > first.now  # each request has its own moment
    assert (desk.project("KL").viewer, desk.project().viewer) == ("KL", "")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("project.toml", 'language = "en"', 'language = "sv"', lambda project: project.language == "sv"),
        ("interviews/respondents.csv", "P01,participants,,given", "P01,participants,,withdrawn",
         lambda project: not project.register.usable("P01")),
    ],
)  # fmt: skip
def test_a_file_that_a_person_changed_holds_from_the_next_request_on(desk, small, name, old, new, told):
    assert not told(desk.project())
    rewritten(small / name, old, new)
    assert told(desk.project())


def test_settings_that_cannot_be_read_are_told_until_they_are_mended(desk, small):
    desk.project()
    whole = (small / "project.toml").read_text("utf-8")
    rewritten(small / "project.toml", whole, "name = [")
    for _ in range(2):
        with pytest.raises(BadSetting):
            _ = desk.project().settings
    desk.warm()  # says nothing: pages will
    rewritten(small / "project.toml", "name = [", whole)
    assert desk.project().settings


def test_a_folder_that_was_moved_is_told_with_what_to_do(desk, small, tmp_path):
    desk.project()
    shutil.move(small, tmp_path / "elsewhere")
    with pytest.raises(NotAProject, match="no longer where it was") as told:
        desk.project()
    assert "Ctrl-C" in told.value.hint
    (tmp_path / "elsewhere").rename(small)


def test_when_it_ends_the_project_is_one_file_again(desk, small):
    with desk.project().store() as store, store.reading():
        pass
    desk.close()
    desk.close()
    assert not [path for path in small.glob("project.db-*") if path.name.endswith(("-wal", "-shm"))]


def test_the_first_request_on_no_project_says_how_to_begin(tmp_path):
    desk = Desk(tmp_path)
    with pytest.raises(NotAProject, match=r".") as told:
        desk.project()
    assert "no longer" not in told.value.sentence
    desk.close()
