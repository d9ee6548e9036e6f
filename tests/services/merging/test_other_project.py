"""Another project opened to be read: a private copy, the folder itself untouched, and errors that name the folder."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from tests.services.met import NOW
from tests.services.two_sides import in_database
from toolkit.errors import BadFile, DamagedProject, NotAProject, NotSaved, SpeglaError, UsageError
from toolkit.services.merging import other_project
from toolkit.services.merging.other_project import opened
from toolkit.services.projects import leftovers
from toolkit.services.projects.project import open_project


def whole(folder):
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


@pytest.fixture
def copy(small, tmp_path):
    return shutil.copytree(small, tmp_path / "colleague")


def names(other):
    from toolkit.storage.sources import sources

    with other.store() as store, store.reading() as connection:
        return sources.names(connection)


def test_the_copy_says_what_the_project_says_and_is_gone_afterwards(project, copy):
    register = copy / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants", "P01,employers"), "utf-8")
    in_database(copy, "UPDATE source SET name = 'renamed.txt' WHERE name = 'p01.txt'")
    before = whole(copy)
    with opened(project, copy) as other:
        assert "renamed.txt" in names(other)
        assert other.register.get("P01").group == "employers"
        assert set(other.guides) == {"participants"}
        assert other.scheme_path.is_relative_to(other.folder)
        assert other.folder.parent == project.folder
        assert other.folder.stat().st_mode & 0o077 == 0
        inside = other.folder
    assert not inside.exists()
    assert leftovers.each(project.folder) == []
    assert whole(copy) == before


def test_only_what_the_project_says_is_copied_and_no_link_is_followed(project, copy, tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("mine", "utf-8")
    (copy / "interviews" / "guides" / "link.yaml").symlink_to(secret)
    (copy / "interviews" / "guides" / "deep").mkdir()
    (copy / "interviews" / "guides" / "deep" / "x.yaml").write_text("x", "utf-8")
    with opened(project, copy) as other:
        there = {str(path.relative_to(other.folder)) for path in other.folder.rglob("*") if path.is_file()}
        assert {"project.toml", "interviews/respondents.csv", "interviews/guides/participants.yaml"} <= there
        assert not any("link" in name or "deep" in name or name.endswith(".txt") for name in there)


def test_what_is_huge_is_left_where_it_is(project, copy, monkeypatch):
    most = max(path.stat().st_size for path in copy.rglob("*") if path.name != "project.db")
    monkeypatch.setattr(other_project, "LARGEST", most)
    big = copy / "coding_schemes" / "big.json"
    big.write_text(" " * (most + 1), "utf-8")
    with opened(project, copy) as other:
        assert not (other.folder / "coding_schemes" / "big.json").exists()
        assert (other.folder / "interviews" / "respondents.csv").is_file()


@pytest.mark.parametrize("way", [lambda folder: folder, lambda folder: folder / ".." / folder.name])
def test_the_project_itself_is_refused(project, way):
    before = whole(project.folder)
    with pytest.raises(UsageError, match="the project itself"), opened(project, way(project.folder)):
        pass
    assert whole(project.folder) == before


def test_a_folder_that_holds_no_project_is_told_as_such(project, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NotAProject, match="empty"), opened(project, empty):
        pass
    assert leftovers.each(project.folder) == []


def read(project, folder):
    with opened(project, folder) as other:
        assert other.scheme_file
        assert other.guides


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("project.db", b"no database at all" * 100),
        ("project.db", b""),
        ("project.toml", b"language = ["),
        ("interviews/respondents.csv", b"\xff\xfe\x00\x00bad"),
        ("coding_schemes/six_areas.yaml", b"key: [unclosed"),
        ("interviews/guides/participants.yaml", b"group: ["),
    ],
)
def test_a_copy_that_cannot_be_read_is_told_by_its_name_with_what_to_ask_for(project, copy, file, content):
    (copy / file).write_bytes(content)
    before, mine = whole(copy), whole(project.folder)
    with pytest.raises(SpeglaError) as told:
        read(project, copy)
    if isinstance(told.value, BadFile):
        assert "colleague cannot be merged: " in told.value.sentence
        assert "Ask for a new copy of the folder" in told.value.hint
    assert (whole(copy), whole(project.folder)) == (before, mine)


def test_a_full_disk_keeps_its_own_next_step(project, copy, monkeypatch):
    from toolkit.storage.projects import merging

    def full(*_):
        raise NotSaved("The disk is full.", hint="Make room.")

    monkeypatch.setattr(merging, "copied", full)
    with pytest.raises(NotSaved) as told, opened(project, copy):
        pass
    assert told.value.sentence == "colleague cannot be merged: The disk is full."
    assert told.value.hint == "Make room."


def test_a_disk_that_fails_while_it_is_read_is_told_as_such(project, copy):
    with pytest.raises(NotSaved, match="could not be read or written"), opened(project, copy):
        raise OSError
    assert leftovers.each(project.folder) == []


def test_an_error_of_whoever_reads_is_not_changed(project, copy):
    with pytest.raises(DamagedProject, match="own"), opened(project, copy):
        raise DamagedProject("own")
    assert leftovers.each(project.folder) == []
