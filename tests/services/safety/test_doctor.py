"""The doctor names damage of any kind, never fails itself, and changes nothing."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from toolkit import messages
from toolkit.errors import NotAProject
from toolkit.services.projects import access_log, backups
from toolkit.services.projects.project import Project
from toolkit.services.safety import doctor, surroundings
from toolkit.services.safety.doctor import Level
from toolkit.services.safety.surroundings import Place

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECTOR = 512
SEEDS = 12


def at(folder, days=0):
    return Project(folder, NOW + timedelta(days=days))


def wrong(folder):
    return [one for one in doctor.examine(at(folder)) if one.level is Level.WRONG]


def change(folder, *statements):
    with closing(sqlite3.connect(folder / "project.db")) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def said(database):
    """All that SQLite reads of a database; None for one that it cannot read."""
    try:
        with closing(sqlite3.connect(database)) as raw:
            raw.text_factory = bytes
            names = [name.decode() for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return [raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def sector(seed):
    """Noise over a sector in which something stands: where nothing changes for a reader, nothing is damaged."""

    def damage(folder):
        database, chance = folder / "project.db", random.Random(seed)
        whole, before = database.read_bytes(), said(database)
        while True:
            place = chance.randrange(0, len(whole) - SECTOR, SECTOR)
            database.write_bytes(whole[:place] + chance.randbytes(SECTOR) + whole[place + SECTOR :])
            if said(database) != before:
                return

    return damage


def cut(share):
    def damage(folder):
        database = folder / "project.db"
        os.truncate(database, int(database.stat().st_size * share))

    return damage


def zeroed(start, length):
    def damage(folder):
        database = folder / "project.db"
        whole = bytearray(database.read_bytes())
        first = int(len(whole) * start)
        whole[first : first + length] = bytes(len(whole[first : first + length]))
        database.write_bytes(whole)

    return damage


def file_of(name, data):
    def damage(folder):
        path = folder / name
        path.write_bytes(bytes(path.stat().st_size) if data is None else data)

    return damage


def gone(name):
    return lambda folder: (folder / name).unlink()


def statements(*lines):
    return lambda folder: change(folder, "PRAGMA foreign_keys=OFF", *lines)


def lost_side_file(folder):
    with closing(sqlite3.connect(folder / "project.db")) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("DELETE FROM memo")
        raw.commit()
        shutil.copyfile(folder / "project.db", folder / "copy")
    (folder / "copy").replace(folder / "project.db")


def altered_backup(folder):
    (backup, *_) = sorted((folder / "backups").glob("2*"))
    with (backup / "project.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"damage")


def torn_log(folder):
    with (folder / "access.jsonl").open("ab") as log:
        log.write(b'{"verb":')


def cut_log(folder):
    os.truncate(folder / "access.jsonl", 0)


DAMAGES = {
    **{f"sector {seed}": sector(seed) for seed in range(SEEDS)},
    **{f"cut to {share}": cut(share) for share in (0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)},
    **{f"zeros at {start}": zeroed(start, 4096) for start in (0, 0.001, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9)},
    "all zeros": zeroed(0, 1 << 30),
    "zeros from the middle": zeroed(0.5, 1 << 30),
    "no database": gone("project.db"),
    "another file": file_of("project.db", b"PK\x03\x04 something else entirely"),
    "side file lost": lost_side_file,
    "orphan coding": statements("DELETE FROM source WHERE id = 1"),
    "orphan verdict": statements(
        "INSERT INTO verdict (source_id, start, end, code, decision, coder, time) "
        "VALUES (99, 0, 5, 'needs/work', 'accepted', 'A', '2026-01-01T00:00:00.000000+00:00')"
    ),
    "orphan memo": statements("UPDATE memo SET source_id = 77", "UPDATE coding SET source_id = 77 WHERE id = 1"),
    "words elsewhere": statements("UPDATE coding SET start = start + 1 WHERE id = 1"),
    "other words": statements("UPDATE coding SET quote = 'x' || quote WHERE id = 2"),
    "text altered": statements("UPDATE source SET text = 'x' || text WHERE id = 1"),
    "original altered": statements("UPDATE source SET original = x'00' WHERE id = 1"),
    "other sum": statements("UPDATE source SET sha256 = 'x' WHERE id = 1"),
    "journal line gone": statements("DELETE FROM journal WHERE id = 2"),
    "journal end gone": statements("DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)"),
    "journal line altered": statements("UPDATE journal SET verb = 'x' WHERE id = 2"),
    "time no time": statements("UPDATE coding SET time = 'yesterday' WHERE id = 1"),
    "facts no JSON": statements("UPDATE source SET facts = '{' WHERE id = 1"),
    "table gone": statements("DROP TABLE memo"),
    "index gone and row twice": statements("PRAGMA writable_schema=ON", "DELETE FROM sqlite_master WHERE type='index'"),
    "trigger": statements("CREATE TRIGGER evil AFTER INSERT ON memo BEGIN DELETE FROM coding; END"),
    "view": statements("CREATE VIEW seen AS SELECT * FROM coding"),
    "newer program": statements("UPDATE alembic_version SET version_num = '9999'"),
    "no version": statements("DROP TABLE alembic_version"),
    "not ours": statements("PRAGMA application_id=0"),
    "settings zeros": file_of("project.toml", None),
    "settings empty": file_of("project.toml", b""),
    "settings cut": file_of("project.toml", b'name = "half'),
    "settings no text": file_of("project.toml", b"name = '\xff\xfe\xfd'"),
    "settings gone": gone("project.toml"),
    "register zeros": file_of("interviews/respondents.csv", None),
    "register empty": file_of("interviews/respondents.csv", b""),
    "register noise": file_of("interviews/respondents.csv", b"\x00\x01\x02 id;x"),
    "register gone": gone("interviews/respondents.csv"),
    "backup altered": altered_backup,
    "manifest zeros": lambda folder: file_of(
        next(iter((folder / "backups").glob("*/manifest.json"))).relative_to(folder), None
    )(folder),
    "access log torn": torn_log,
    "access log cut": cut_log,
    "access log altered": file_of("access.jsonl", b"{}\n"),
    "access log gone": gone("access.jsonl"),
}


@pytest.fixture(scope="module")
def well(small_coded, tmp_path_factory):
    """A project with backups and an access log, in which nothing is wrong."""
    folder = Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("well") / "project"))
    backups.make(at(folder))
    access_log.note(at(folder), "read", source_id=1)
    access_log.note(at(folder), "read", source_id=2)
    return folder


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_well_project_has_nothing_wrong(well):
    assert wrong(well) == []
    checks = {one.check: one.level for one in doctor.examine(at(well, days=8))}
    assert checks["database"] is Level.WELL
    assert checks["backups"] is Level.DOUBTFUL
    assert {"sqlite", "fts5", "python", "network", "lock", "encryption", "space"} <= checks.keys()


def test_free_space_is_told_as_the_reader_writes_numbers(well):
    messages.use_language("sv")
    (space,) = (one for one in doctor.examine(at(well)) if one.check == "space")
    assert re.match(r"\d+,\d GB ", space.sentence)


@pytest.mark.figure("A8")
def test_a8_damage_is_named_without_a_crash_and_no_backup_is_touched(well, tmp_path, figure):
    unnamed = []
    assert len(DAMAGES) >= 60
    for number, (name, damage) in enumerate(DAMAGES.items()):
        folder = Path(shutil.copytree(well, tmp_path / str(number)))
        damage(folder)
        before = contents(folder / "backups")
        if not wrong(folder):
            unnamed.append(name)
        assert contents(folder / "backups") == before
        shutil.rmtree(folder)
    figure(damaged=len(DAMAGES), named=len(DAMAGES) - len(unnamed), crashes=0)
    assert len(unnamed) <= len(DAMAGES) // 60, unnamed


def test_no_word_of_a_transcript_stands_in_what_is_told(well, tmp_path):
    folder = Path(shutil.copytree(well, tmp_path / "copy"))
    change(folder, "UPDATE coding SET quote = 'Katarina', start = start + 1", "UPDATE source SET text = 'Katarina'")
    told = " ".join(one.sentence for one in wrong(folder))
    assert "Katarina" not in told
    assert told


def test_a_lock_of_a_dead_process_is_told_and_holds_nothing_up(well, tmp_path):
    folder = Path(shutil.copytree(well, tmp_path / "copy"))
    (folder / "project.db.lock").write_text('{"pid": 999999, "since": "2020-01-01T00:00:00+00:00"}', "utf-8")
    (lock,) = (one for one in doctor.examine(at(folder)) if one.check == "lock")
    assert "999999" in lock.sentence
    assert lock.level is Level.WELL


def test_what_killed_commands_left_is_told(well, tmp_path):
    folder = Path(shutil.copytree(well, tmp_path / "copy"))
    (folder / ".other-x.part").mkdir()
    (folder / ".report.toml.part").write_bytes(b"half")
    (folder / "backups/20260101T000000Z-hand.part").mkdir()
    (left,) = (one for one in doctor.examine(at(folder)) if one.check == "left_overs")
    assert left.values["n"] == 3


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
def test_mending_leaves_everything_to_its_owner(well, tmp_path):
    folder = Path(shutil.copytree(well, tmp_path / "copy"))
    folder.chmod(0o755)
    (folder / "project.toml").chmod(0o664)
    found = {one.check: one for one in doctor.examine(at(folder))}["permissions"]
    assert found.level is Level.DOUBTFUL
    assert doctor.mend(at(folder))[1] == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "project.toml").stat().st_mode) == 0o600
    assert surroundings.open_to_others(folder) == []


def test_a_folder_without_a_project_is_refused(tmp_path):
    with pytest.raises(NotAProject):
        doctor.examine(at(tmp_path))


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/a/OneDrive - Kommunen/utvärdering", Place.ONEDRIVE),
        ("/Users/a/Library/CloudStorage/OneDrive-Personal/x", Place.ONEDRIVE),
        ("/home/a/Dropbox/x", Place.DROPBOX),
        ("/home/a/Dropbox (Team)/x", Place.DROPBOX),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x", Place.ICLOUD),
        ("/home/a/iCloudDrive/x", Place.ICLOUD),
        ("/Users/a/Library/CloudStorage/GoogleDrive-a@b.se/My Drive/x", Place.GOOGLE_DRIVE),
        ("/home/a/Min enhet/x", Place.GOOGLE_DRIVE),
        ("/home/a/Nextcloud/x", Place.NEXTCLOUD),
        ("/home/a/ownCloud/x", Place.OWNCLOUD),
        ("/home/a/Box Sync/x", Place.BOX),
        ("//server/share/x", Place.NETWORK),
        ("/media/a/USB/x", Place.REMOVABLE),
        ("/run/media/a/USB/x", Place.REMOVABLE),
    ],
)
def test_kinds_of_folder_are_recognised_by_their_names(folder, kind, tmp_path):
    assert kind in surroundings.places(Path(folder), mounts=tmp_path / "none")


@pytest.mark.parametrize("folder", ["/home/a/projekt/vävstolen", "/home/a/boxning/x", "/home/a/drive/x"])
def test_an_ordinary_folder_is_none(folder, tmp_path):
    assert surroundings.places(Path(folder), mounts=tmp_path / "none") == []


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("nfs4", Place.NETWORK),
        ("cifs", Place.NETWORK),
        ("fuse.sshfs", Place.NETWORK),
        ("vfat", Place.WITHOUT_RIGHTS),
        ("tmpfs", Place.TEMPORARY),
        ("ext4", None),
    ],
)
def test_kinds_of_folder_are_recognised_by_what_is_mounted_there(tmp_path, kind, place):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/the\\040share {kind} rw 0 0\n", "utf-8")
    assert surroundings.places(Path("/mnt/the share/project"), mounts=mounts) == ([place] if place else [])


@pytest.mark.parametrize(
    ("mark", "place"),
    [(".dropbox.cache", Place.DROPBOX), (".stfolder", Place.SYNCTHING), (".sync_12ab.db", Place.NEXTCLOUD)],
)
def test_kinds_of_folder_are_recognised_by_what_programs_leave_above(tmp_path, mark, place):
    (tmp_path / mark).mkdir()
    assert place in surroundings.places(tmp_path / "a" / "b", mounts=tmp_path / "none")
