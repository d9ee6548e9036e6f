"""A backup is a whole folder under its final name or none at all; what it holds is summed, counted and private."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.storage.material import NOW, put, put_source
from toolkit.errors import BadFile, DamagedProject, NotAProject, NotSaved, ProjectBusy
from toolkit.storage.database import backups
from toolkit.storage.database.backups import HAND, Manifest
from toolkit.storage.database.engines import connect
from toolkit.storage.projects.standing import open_standing
from toolkit.storage.projects.store import Store
from toolkit.storage.tables.schema import memo

PLAIN = {
    "project.toml": "name = 'x'\n",
    "interviews/respondents.csv": "id\nP01\n",
    "interviews/guides/team.yaml": "group: team\n",
    "coding_schemes/own.yaml": "key: own\n",
    "templates/outline.yaml": "x: y\n",
}
OTHER = {"interviews/p01.txt": "SECRET", "report.docx": "x", "interviews/guides/deep/x.yaml": "x", "ledger.jsonl": "x"}


@pytest.fixture
def project(founded, tmp_path):
    """A project's database with a source and two memos, and files beside it."""
    folder = tmp_path / "project"
    for name, text in {**PLAIN, **OTHER}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(founded, folder / "project.db")
    with Store.open(folder / "project.db", now=NOW, write=True) as store, store.writing("fill", now=NOW) as change:
        put_source(change.connection, "å.txt")
        for text in ("a", "b"):
            put(change.connection, memo, text=text, author="A", time=NOW, code="n")
    return folder / "project.db"


def names(folder):
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def test_a_backup_holds_the_database_and_the_files_that_people_write(project):
    made = backups.make(project, HAND, now=NOW.astimezone())
    assert made == project.parent / "backups" / "20260301T123000Z-hand"
    assert names(made) == {"project.db", "manifest.json", *PLAIN}
    for name, text in PLAIN.items():
        assert (made / name).read_text(encoding="utf-8") == text
    told = backups.manifest(made)
    assert (told.at, told.why, set(told.files)) == (NOW, "hand", {"project.db", *PLAIN})
    assert {table: number for table, number in told.counts.items() if number} == {"source": 1, "memo": 2}
    assert set(told.counts) == set(backups.COUNTED)
    assert backups.altered(made) == []
    if os.name != "nt":
        assert all(one.stat().st_mode & 0o077 == 0 for one in (made, *made.rglob("*")))
    assert (made.parent / ".gitignore").read_text() == "*\n"
    with Store.open(made / "project.db", now=NOW) as store:
        assert store.check() == []


def test_links_and_huge_files_are_left_out(project, monkeypatch):
    (project.parent / "link.toml").symlink_to(project.parent / "ledger.jsonl")
    monkeypatch.setattr(backups, "LARGEST", 11)
    found = {one.relative_to(project.parent).as_posix() for one in backups.plain(project.parent)}
    assert found == {
        "project.toml",
        "interviews/respondents.csv",
        "coding_schemes/own.yaml",
        "templates/outline.yaml",
    } - {name for name, text in PLAIN.items() if len(text) > 11}


def test_backups_of_one_second_are_apart_and_told_the_newest_first_whatever_they_were_made_for(project):
    home = project.parent / "backups"
    assert (backups.each(home), backups.left_over(home)) == ([], [])
    made = [backups.make(project, why, now=NOW) for why in ("merge", "hand", "hand", "merge")]
    made.append(backups.make(project, "hand", now=NOW + timedelta(seconds=1)))
    assert [one.name for one in made[:3]] == [
        "20260301T123000Z-merge",
        "20260301T123000Z_01-hand",
        "20260301T123000Z_02-hand",
    ]
    assert backups.each(home) == made[::-1]


def test_a_file_whose_name_not_every_computer_knows_does_not_make_the_backup_an_altered_one(project):
    (project.parent / "templates" / "team: x.yaml").write_text("x: y\n")
    made = backups.make(project, HAND, now=NOW)
    assert (made / "templates" / "team: x.yaml").is_file()
    assert set(backups.manifest(made).files) == {"project.db", *PLAIN}
    assert backups.altered(made) == []


def test_a_backup_elsewhere_is_made_there(project, tmp_path):
    made = backups.make(project, HAND, now=NOW, to=tmp_path / "stick" / "spegla")
    assert made.parent == tmp_path / "stick" / "spegla"
    assert not (made.parent / ".gitignore").exists()
    assert not (project.parent / "backups").exists()


def test_where_there_is_no_room_or_no_project_nothing_half_is_left(project, tmp_path, monkeypatch):
    with pytest.raises(NotAProject):
        backups.make(tmp_path / "nothing.db", HAND, now=NOW)
    usage = namedtuple("usage", "total used free")(0, 0, 1_999_999)
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(NotSaved, match=r"\d+ MB are needed, 1 MB are free") as caught:
        backups.make(project, HAND, now=NOW)
    assert "--to FOLDER" in caught.value.hint
    assert backups.each(project.parent / "backups") == []


def test_a_backup_that_fails_half_way_leaves_nothing(project, monkeypatch):
    with closing(sqlite3.connect(project)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'memo'")
        raw.commit()
    with pytest.raises(DamagedProject):
        backups.make(project, HAND, now=NOW)
    assert names(project.parent / "backups") <= {".gitignore", ".held"}
    assert backups.left_over(project.parent / "backups") == []


def test_what_a_killed_backup_left_goes_with_the_next(project):
    left = project.parent / "backups" / "20260101T000000Z-hand.part"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("{}")
    assert backups.left_over(left.parent) == [left]
    assert backups.each(left.parent) == []
    backups.make(project, HAND, now=NOW)
    assert not left.exists()


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"[]",
        b"no json",
        b"\xff",
        b'{"format": "other", "at": "2026-03-01T12:30:00+00:00", "why": "hand", "counts": {}, "files": {}}',
        b'{"format": "spegla-backup", "at": "yesterday", "why": "hand", "counts": {}, "files": {}}',
        b'{"format": "spegla-backup", "at": "2026-03-01T12:30:00+00:00", "counts": {}, "files": {}}',
        b'{"format": "spegla-backup", "at": "2026-03-01T12:30:00+00:00", "why": "hand", "counts": 7, "files": {}}',
    ],
)
def test_a_folder_that_does_not_say_what_it_is_is_no_backup(tmp_path, told):
    (tmp_path / "manifest.json").write_bytes(told)
    with pytest.raises(BadFile, match="is no backup that can be read") as caught:
        backups.manifest(tmp_path)
    assert "spegla backup list" in caught.value.hint
    with pytest.raises(BadFile):
        backups.manifest(tmp_path / "nowhere")


def test_files_that_were_altered_or_lost_are_named(project):
    made = backups.make(project, HAND, now=NOW)
    (made / "project.toml").write_text("name = 'y'\n")
    (made / "templates" / "outline.yaml").unlink()
    (made / "beside.txt").write_text("not listed")
    assert backups.altered(made) == ["project.toml", "templates/outline.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "../project.toml",
        "/etc/x.toml",
        "interviews/p01.txt",
        "C:x.toml",
        "a\\b.toml",
        "templates/deep/x.yaml",
        "x/project.db",
        "ledger.jsonl",
    ],
)
def test_a_list_that_names_what_no_backup_holds_is_altered(project, name):
    made = backups.make(project, HAND, now=NOW)
    told = json.loads((made / "manifest.json").read_bytes())
    told["files"] = {name: told["files"]["project.db"], "project.db": told["files"]["project.db"]}
    (made / "manifest.json").write_text(json.dumps(told))
    assert backups.altered(made) == [name]


def test_a_backup_that_something_was_taken_out_of_is_counted_anew(project):
    made = backups.make(project, "merge", now=NOW)
    with closing(connect(made / "project.db", write=True)) as raw:
        raw.execute("DELETE FROM memo")
    assert backups.altered(made) == ["project.db"]
    backups.remade(made)
    assert backups.altered(made) == []
    told = backups.manifest(made)
    assert (told.at, told.why, told.counts["memo"]) == (NOW, "merge", 0)


def test_only_the_oldest_that_the_program_made_go(project):
    home = project.parent / "backups"
    first = backups.make(project, "merge", now=NOW)
    made = [
        home / f"202603{day:02}T000000Z-{why}" for day, why in ((2, "hand"), (3, "merge"), (4, "restore"), (5, "kept"))
    ]
    for one in made:
        shutil.copytree(first, one)
    (made[3] / "manifest.json").write_text("not ours")
    for one in (made[0],):
        told = json.loads((one / "manifest.json").read_bytes())
        (one / "manifest.json").write_text(json.dumps({**told, "why": "hand"}))
    assert backups.thinned(home, keep=1) == [made[1].name, first.name]
    assert backups.each(home) == [made[3], made[2], made[0]]
    assert backups.thinned(home, keep=0) == [made[2].name]
    assert backups.thinned(home) == []


def test_copies_of_earlier_versions_are_adopted_and_unreadable_ones_stay(project):
    assert backups.adopt(project) == []
    old, bad = (project.with_name(f"project.before-{name}.db") for name in ("2", "9"))
    shutil.copy(project, old)
    bad.write_bytes(b"no database")
    moment = datetime(2025, 5, 6, 7, 8, 9, tzinfo=UTC)
    os.utime(old, (moment.timestamp(), moment.timestamp()))
    (made,) = backups.adopt(project)
    assert made.name == "20250506T070809Z-before"
    assert backups.manifest(made) == Manifest(
        moment, "before", backups.manifest(made).counts, backups.manifest(made).files
    )
    assert backups.altered(made) == []
    assert (old.exists(), bad.exists()) == (False, True)


def test_rows_are_told_apart_by_what_lasts(project):
    assert {table: keys for table, keys in backups.keys(project).items() if keys} == {
        "source": {"å.txt"},
        "memo": {1, 2},
    }
    with closing(sqlite3.connect(project)) as raw:
        raw.execute("DROP TABLE claim")
        raw.commit()
    assert "claim" not in backups.keys(project)


def test_copies_of_one_project_have_the_same_origin_and_no_others(project, founded, tmp_path):
    made = backups.make(project, HAND, now=NOW)
    origin = backups.origin(project)
    assert len(origin) == 64
    assert backups.origin(made / "project.db") == origin
    other = tmp_path / "other.db"
    Store.create(other, now=NOW + timedelta(1)).close()
    assert backups.origin(other) not in ("", origin)
    (tmp_path / "text.db").write_bytes(b"words")
    assert backups.origin(tmp_path / "text.db") == backups.origin(tmp_path / "nothing.db") == ""


def test_a_database_is_taken_out_of_its_backup_to_a_new_file_only(project, tmp_path):
    made = backups.make(project, HAND, now=NOW)
    backups.taken(made, tmp_path / "new.db")
    assert (tmp_path / "new.db").read_bytes() == (made / "project.db").read_bytes()
    with pytest.raises(NotSaved):
        backups.taken(made, tmp_path / "new.db")
    with pytest.raises(NotSaved):
        backups.taken(tmp_path, tmp_path / "other.db")


def test_a_database_that_cannot_be_read_is_put_aside_with_what_lies_beside_it(project):
    project.with_name("project.db-wal").write_bytes(b"side")
    before = project.read_bytes()
    aside = backups.put_aside(project, now=NOW)
    assert aside.name == "20260301T123000Z-damaged"
    kept = {one.name: one.read_bytes() for one in aside.iterdir()}
    assert (kept.pop("project.db"), kept.pop("project.db-wal")) == (before, b"side")
    assert set(kept) <= {"project.db-journal"}
    assert not project.exists()
    assert backups.each(aside.parent) == []


def test_a_database_is_moved_into_its_place_and_no_old_journal_is_played_into_it(project, tmp_path):
    built = tmp_path / "built.db"
    shutil.copy(project, built)
    project.with_name("project.db-journal").write_bytes(b"old")
    project.with_name("project.db-wal").write_bytes(b"old")
    backups.moved(built, project)
    assert not built.exists()
    assert [one.name for one in project.parent.glob("project.db*")] in (
        ["project.db"],
        ["project.db", "project.db.lock"],
        ["project.db.lock", "project.db"],
    )
    with pytest.raises(NotSaved):
        backups.moved(tmp_path / "nothing.db", project)


def test_a_database_is_one_file_before_another_takes_its_place(project):
    backups.one_file(project)
    standing = open_standing(project, now=NOW)
    with pytest.raises(ProjectBusy):
        backups.one_file(project)
    standing.close()
    backups.one_file(project)
    project.with_name("project.db-journal").write_bytes(b"")
    backups.one_file(project)
