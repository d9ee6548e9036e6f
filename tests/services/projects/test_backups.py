"""Backups are whole, private, made beside a writer, kept as they should be, and can be restored."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import shutil
import sqlite3
import stat
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile, DamagedProject, NotFound, NotSaved, ProjectBusy, Refused, UsageError
from toolkit.services.coding import memos
from toolkit.services.coding.coding import Marked
from toolkit.services.keeping import restoring
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Place
from toolkit.services.projects import access_log, backups
from toolkit.services.projects.project import Project, open_project
from toolkit.services.projects.standing import StandingStore
from toolkit.storage.codings import codings
from toolkit.storage.database import backups as stored
from toolkit.storage.database.lock import serve_place
from toolkit.storage.sources import sources

COMMANDS = itertools.count(1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(folder, minutes=0):
    return open_project(folder, now=NOW + timedelta(minutes=minutes))


def hand():
    return Hand("B", f"command-{next(COMMANDS)}")


def marked(project, start=0, end=30):
    with project.store() as store, store.reading() as connection:
        source = sources.get(connection, "p01.txt")
        number = sources.id_of(connection, "p01.txt")
    turn = next(one for one in source.turns if one.role == "respondent" and len(one.span) > end)
    return Marked(number, Place(turn.number, start), Place(turn.number, end))


def rows(folder):
    """Everything that stands in the database, the journal's lines aside."""
    with sqlite3.connect(folder / "project.db") as connection:
        return sorted(line for line in connection.iterdump() if '"journal"' not in line)


def counted(folder):
    with at(folder).store() as store, store.reading() as connection:
        return len(codings.each(connection))


def add(folder, minutes=1):
    memos.add(at(folder, minutes), "A thought", marked(at(folder)), hand=hand())


def test_a_backup_holds_the_database_and_the_plain_files(small):
    before = rows(small)
    made = backups.make(at(small))
    assert made.folder.parent == small / "backups"
    assert made.why == "hand"
    assert rows(made.folder) == before
    assert (made.folder / "project.toml").read_bytes() == (small / "project.toml").read_bytes()
    assert (made.folder / "interviews/respondents.csv").is_file()
    assert not list(made.folder.glob("interviews/*.txt"))
    assert made.counts["source"] > 0
    assert stored.altered(made.folder) == []
    assert [one.name for one in backups.each(at(small))] == [made.name]
    assert (small / "backups/.gitignore").read_text("utf-8") == "*\n"


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
def test_only_the_owner_may_read_a_backup(small):
    made = backups.make(at(small))
    for path in (made.folder.parent, made.folder, *made.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_nothing_is_written_over_and_names_sort_as_they_were_made(small):
    made = [backups.make(at(small)).name for _ in range(3)]
    assert [one.name for one in backups.each(at(small))] == made[::-1]


def test_automatic_ones_are_thinned_out_to_ten_and_those_by_hand_stay(small):
    for number in range(3):
        backups.make(at(small, number))
    made = [backups.before(at(small, 10 + number), "merge") for number in range(12)]
    assert [one.removed for one in made[:10]] == [()] * 10
    assert made[11].removed == (made[1].name,)
    whys = [one.why for one in backups.each(at(small))]
    assert (whys.count("merge"), whys.count("hand")) == (10, 3)


def test_a_backup_elsewhere_is_not_managed(small, tmp_path):
    made = backups.make(at(small), to=tmp_path / "stick")
    assert made.folder.parent == tmp_path / "stick"
    assert backups.each(at(small)) == []
    with pytest.raises(UsageError):
        backups.make(at(small), to=small / "interviews")


def test_copies_of_earlier_versions_come_to_the_backups_and_can_be_restored(small):
    old = small / "project.before-0004.20251020T100000.000000Z.db"
    shutil.copyfile(small / "project.db", old)
    before = rows(small)
    (adopted,) = backups.each(at(small))
    assert not old.exists()
    assert adopted.why == "before"
    add(small)
    restoring.restore(at(small, 5), adopted.name)
    assert rows(small) == before


def test_no_room_is_a_sentence_and_leaves_nothing_half(small, tmp_path):
    small_disk = tmp_path / "disk"
    small_disk.mkdir()
    (small_disk / "in_the_way").write_text("", "utf-8")
    with pytest.raises(NotSaved):
        backups.make(at(small), to=small_disk / "in_the_way")
    assert os.listdir(small_disk) == ["in_the_way"]  # noqa: PTH208


def test_what_a_killed_backup_left_is_told_and_taken_away(small):
    left = small / "backups/20260101T000000Z-hand.part"
    left.mkdir(parents=True)
    (left / "project.db").write_bytes(b"half")
    assert stored.left_over(small / "backups") == [left]
    assert backups.each(at(small)) == []
    backups.make(at(small))
    assert not left.exists()


def test_a_restore_brings_everything_back_and_backs_up_what_was_there(small):
    before, register = rows(small), (small / "interviews/respondents.csv").read_bytes()
    made = backups.make(at(small))
    add(small)
    (small / "report.toml").write_text("", "utf-8")
    after = rows(small)
    seen = restoring.restore(at(small, 4), made.name, dry_run=True)
    assert (seen.lost["memo"], seen.lost["coding"], seen.back["memo"]) == (1, 0, 0)
    assert rows(small) == after
    done = restoring.restore(at(small, 5), made.name)
    assert rows(small) == before
    assert (small / "interviews/respondents.csv").read_bytes() == register
    assert rows(done.before.folder) == after
    restoring.restore(at(small, 6), done.before.name)
    assert rows(small) == after
    assert not [path for path in small.iterdir() if path.name.endswith(".part")]
    assert [line["verb"] for line in access_log.lines(at(small))].count("restore") == 2


def test_a_restore_as_a_new_project_leaves_this_one_alone(small, tmp_path):
    made = backups.make(at(small))
    add(small)
    after = rows(small)
    done = restoring.restore_as(made.name, tmp_path / "new", here=at(small, 5))
    assert rows(small) == after
    assert counted(done.folder) == counted(small)
    with at(done.folder).store() as store:
        assert store.check() == []
    with pytest.raises(Refused):
        restoring.restore_as(made.name, tmp_path / "new", here=at(small, 6))


def test_a_project_whose_folder_was_lost_comes_back_from_elsewhere(small, tmp_path):
    before = rows(small)
    made = backups.make(at(small), to=tmp_path / "stick")
    shutil.rmtree(small)
    restoring.restore_as(str(made.folder), tmp_path / "new", here=Project(tmp_path / "nowhere", NOW))
    assert rows(tmp_path / "new") == before
    assert counted(tmp_path / "new")


@pytest.mark.parametrize("damage", ["zeros", "cut", "gone"])
def test_a_damaged_project_is_put_aside_and_restored(small, damage):
    before = rows(small)
    made = backups.make(at(small))
    database = small / "project.db"
    if damage == "gone":
        database.unlink()
    else:
        size = database.stat().st_size
        database.write_bytes(bytes(size) if damage == "zeros" else database.read_bytes()[: size // 2])
    (small / "project.toml").write_bytes(bytes(40))
    done = restoring.restore(Project(small, NOW + timedelta(minutes=5)), made.name)
    assert rows(small) == before
    assert done.before is None
    assert damage == "gone" or (done.damaged / "project.db").is_file()
    assert counted(small)


def test_an_altered_backup_is_refused_and_nothing_changed(small):
    made = backups.make(at(small))
    add(small)
    after = rows(small)
    with (made.folder / "project.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    with pytest.raises(DamagedProject):
        restoring.restore(at(small, 5), made.name)
    (made.folder / "manifest.json").write_text("{}", "utf-8")
    with pytest.raises(BadFile):
        restoring.restore(at(small, 5), made.name)
    assert rows(small) == after


@pytest.mark.parametrize(
    "name", ["../../evil.toml", "withdrawals.jsonl", "project.db-journal", "/evil.toml", "a/b.toml"]
)
def test_a_manifest_that_names_what_no_backup_holds_is_refused(small, name):
    made = backups.make(at(small))
    told = (made.folder / "manifest.json").read_text("utf-8")
    if not name.startswith((".", "/")):
        (made.folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(made.folder / "project.toml", made.folder / name)
    (made.folder / "manifest.json").write_text(told.replace('"project.toml"', f'"{name}"'), "utf-8")
    with pytest.raises(DamagedProject):
        restoring.restore(at(small, 5), made.name)


def test_a_hostile_database_with_good_sums_is_refused(small):
    made = backups.make(at(small))
    with sqlite3.connect(made.folder / "project.db") as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON coding BEGIN DELETE FROM memo; END")
    connection.close()
    backups.remade(made.folder)
    before = rows(small)
    with pytest.raises(DamagedProject):
        restoring.restore(at(small, 5), made.name)
    assert rows(small) == before


def test_another_projects_backup_takes_no_place_here(small, tmp_path, spegla):
    assert spegla("init", tmp_path / "other", "--language", "en").code == 0
    made = backups.make(at(tmp_path / "other"))
    with pytest.raises(Refused):
        restoring.restore(at(small), str(made.folder))


def test_a_consent_that_was_narrowed_since_stays_narrow(small):
    made = backups.make(at(small))
    register = small / "interviews/respondents.csv"
    lines = register.read_text("utf-8").splitlines()
    one = next(iter(at(small).register.respondents))
    changed = [line.replace("given", "withdrawn", 1) if line.startswith(one) else line for line in lines]
    register.write_text("\n".join(changed) + "\n", "utf-8")
    assert not at(small).register.usable(one)
    done = restoring.restore(at(small, 5), made.name)
    assert done.kept_register
    assert not at(small).register.usable(one)


def test_no_restore_while_the_workbench_is_open(small):
    made = backups.make(at(small))
    place = serve_place(small / "project.db", "http://127.0.0.1:1", now=NOW)
    try:
        with pytest.raises(ProjectBusy, match=r"127\.0\.0\.1"):
            restoring.restore(at(small), made.name)
    finally:
        place.release()


def test_an_unknown_name_and_one_that_fits_several_are_told(small):
    backups.make(at(small))
    backups.make(at(small))
    for name in ("nothing", "hand", ""):
        with pytest.raises(NotFound):
            restoring.restore(at(small), name)


def test_the_oldest_automatic_one_can_be_restored_although_it_is_thinned_out_by_that(small):
    first = backups.before(at(small), "merge")
    before = rows(small)
    for number in range(9):
        backups.before(at(small, number + 1), "merge")
    add(small, 20)
    restoring.restore(at(small, 30), first.name)
    assert rows(small) == before
    assert not first.folder.exists()


@pytest.mark.figure("A11")
@pytest.mark.parametrize(
    "times", [pytest.param(20, id="twenty"), pytest.param(200, id="two hundred", marks=pytest.mark.soak)]
)
def test_a11_backups_beside_a_writer_are_readable_and_miss_nothing_that_was_acknowledged(small, times, figure):
    standing = StandingStore(small, lambda: NOW)
    project = Project(small, NOW, standing)
    acknowledged, ended, failed = [0], threading.Event(), []

    def write():
        try:
            while not ended.is_set():
                memos.add(project, "A thought", marked(project), hand=hand())
                acknowledged[0] += 1
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    before = backups.make(at(small)).counts["memo"]
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(times):
            sure = acknowledged[0]
            made = backups.make(Project(small, NOW + timedelta(minutes=number), standing))
            assert made.counts["memo"] >= before + sure
            assert stored.altered(made.folder) == []
            with sqlite3.connect(made.folder / "project.db") as copy:
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            copy.close()
            shutil.rmtree(made.folder)
    finally:
        ended.set()
        writer.join()
        standing.close()
    assert not failed
    assert acknowledged[0] > times / 4
    figure(backups=times, unreadable=0, missing=0)


@pytest.mark.figure("A12")
def test_a12_the_newest_backup_gives_the_same_counts_and_contents(small, tmp_path, figure):
    before = rows(small)
    backups.make(at(small))
    newest = backups.each(at(small))[0]
    restoring.restore_as(newest.name, tmp_path / "drill", here=at(small))
    assert rows(tmp_path / "drill") == before
    figure(restored=1)


@pytest.mark.figure("A12")
@pytest.mark.soak
def test_a12_a_project_of_50_megabytes_is_restored_within_ten_seconds(small, figure):
    chance = random.Random(12)
    with at(small).store(write=True) as store, store.writing("add", now=NOW) as change:
        for number in range(100):
            text = "".join(chance.choices("abcdefghijklmnop qrstuvwxyz\n", k=250_000))
            data = chance.randbytes(250_000)
            turn = Turn(0, Span(0, len(text)), Role.UNKNOWN, "", None, None)
            source = Source(f"big{number}.txt", hashlib.sha256(data).hexdigest(), text, (turn,), {}, NOW)
            sources.add(change.connection, source, original=data, words=1)
    assert (small / "project.db").stat().st_size > 50_000_000
    before = rows(small)
    begun = time.perf_counter()
    made = backups.make(at(small))
    taken = time.perf_counter() - begun
    add(small)
    begun = time.perf_counter()
    restoring.restore(at(small, 5), made.name)
    took = time.perf_counter() - begun
    print(f"backup {taken:.1f} s, restore with the backup before {took:.1f} s")  # noqa: T201
    assert rows(small) == before
    figure(restored=1, seconds=round(took, 1))
    assert took <= 10
