"""Restoring: which backup is meant, what is told of it, and that no consent grows wider and no ledger shorter by it."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.services.registers_told import told
from toolkit.domain.identifiers.remains import Marks
from toolkit.errors import NotFound, NotSaved, Refused
from toolkit.services.coding import memos
from toolkit.services.keeping import restoring
from toolkit.services.material.hands import Hand
from toolkit.services.projects import access_log, backups, withdrawal_ledger
from toolkit.services.projects.project import init, open_project
from toolkit.services.projects.withdrawal_ledger import WITHDRAW, Errand
from toolkit.storage.tables.schema import memo

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAID = "words that somebody said and that must be gone"


def at(folder, minutes=0):
    return open_project(folder, now=NOW + timedelta(minutes=minutes))


@pytest.fixture
def folder(tmp_path):
    """An empty project with P1 in its register, whose consent holds for two years yet."""
    project = init(tmp_path / "project", language="en", now=NOW)
    told(project.folder, P1={"group": "team", "consent": "given", "consent_until": "2027-12-31", "quote": "yes"})
    return project.folder


def add(folder, name, minutes=1):
    memos.add(at(folder, minutes), name, "needs", hand=Hand("KL", name))


def names(folder):
    """What somebody has noted on the code."""
    with at(folder).store() as store, store.reading() as connection:
        return sorted(connection.execute(select(memo.c.text)).scalars())


def register(folder):
    return (folder / "interviews" / "respondents.csv").read_text("utf-8")


def test_a_backup_is_meant_by_its_name_a_part_that_one_alone_has_or_its_path(folder, tmp_path):
    first, second = backups.make(at(folder)), backups.make(at(folder, 61))
    for name in (first.name, str(first.folder)):
        assert restoring.find(name, folder) == first.folder.resolve()
    own = next(second.name[at : at + 11] for at in range(8) if second.name[at : at + 11] not in first.name)
    assert restoring.find(own, folder) == second.folder
    for name in ("", "no such", second.name[:4]):
        with pytest.raises(NotFound) as refused:
            restoring.find(name, folder)
        assert refused.value.sentence == f"There is no backup, or more than one, called {name}."
    with pytest.raises(NotFound):
        restoring.find(first.name)
    with pytest.raises(NotFound):
        restoring.find(first.name, tmp_path)


def test_what_a_restore_would_do_is_told_in_rows_and_nothing_is_done(folder):
    add(folder, "Kept")
    made = backups.make(at(folder, 2))
    add(folder, "Lost", 3)
    seen = restoring.restore(at(folder, 4), made.name, dry_run=True)
    assert (seen.dry_run, seen.before, seen.damaged, seen.kept_register, seen.withdrawn) == (
        True,
        None,
        None,
        False,
        (),
    )
    assert (seen.counts["memo"], seen.lost["memo"], seen.back["memo"]) == (1, 1, 0)
    assert (seen.backup.name, seen.folder) == (made.name, folder)
    assert names(folder) == ["Kept", "Lost"]
    assert "restore" not in {line["verb"] for line in access_log.lines(at(folder))}
    assert len(backups.folders(at(folder))) == 1


def test_after_a_restore_what_was_there_is_a_backup_and_it_is_written_down(folder):
    add(folder, "Kept")
    made = backups.make(at(folder, 2))
    add(folder, "Lost", 3)
    done = restoring.restore(at(folder, 4), made.name)
    assert (names(folder), done.dry_run, done.lost["memo"]) == (["Kept"], False, 1)
    assert [line["verb"] for line in access_log.lines(at(folder))].count("restore") == 1
    again = restoring.restore(at(folder, 5), done.before.name)
    assert (names(folder), again.back["memo"]) == (["Kept", "Lost"], 1)


NARROWED = {
    "withdrawn": {"consent": "withdrawn"},
    "refused": {"consent": "refused", "quote": ""},
    "restricted today": {"restricted": "2026-03-01"},
    "no quotes": {"quote": "no"},
    "not for feedback": {"consent_scope": "interview, quote"},
    "until yesterday": {"consent_until": "2026-02-28"},
    "until next month": {"consent_until": "2026-04-01"},
    "while enrolled until summer": {"consent_until": "while enrolled", "enrolled_until": "2026-06-30"},
    "withdrawn from next week on": {"withdrawn": "2026-03-08"},
    "restricted from next week on": {"restricted": "2026-03-08"},
}
SAME = {"nothing": {}, "longer": {"consent_until": "2030-01-01"}, "another group": {"group": "participants"}}


@pytest.mark.parametrize("name", [*NARROWED, *SAME])
def test_a_consent_that_is_narrower_today_or_will_be_is_kept(folder, name):
    columns, kept = (NARROWED | SAME)[name], name in NARROWED
    made = backups.make(at(folder))
    before = register(folder)
    told(folder, P1=columns)
    now = register(folder)
    assert restoring.restore(at(folder, 5), made.name, dry_run=True).kept_register is kept
    assert register(folder) == now
    assert restoring.restore(at(folder, 6), made.name).kept_register is kept
    assert register(folder) == (now if kept else before)


def test_a_consent_that_is_narrower_is_kept_although_the_settings_of_today_are_damaged(folder):
    made = backups.make(at(folder))
    settings = (folder / "project.toml").read_bytes()
    told(folder, P1={"consent": "withdrawn"})
    (folder / "project.toml").write_bytes(bytes(40))
    assert restoring.restore(at(folder, 5), made.name).kept_register
    assert (folder / "project.toml").read_bytes() == settings
    assert not at(folder).register.usable("P1")


def test_where_the_narrower_register_cannot_be_kept_nothing_is_restored(folder, monkeypatch):
    made = backups.make(at(folder))
    told(folder, P1={"consent": "withdrawn"})
    now = register(folder)

    def full(path, data):
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(restoring, "write_file", full)
    with pytest.raises(NotSaved):
        restoring.restore(at(folder, 5), made.name)
    assert register(folder) == now
    assert not at(folder).register.usable("P1")


def test_a_register_of_today_that_cannot_be_read_is_never_put_aside_for_a_wider_one(folder):
    made = backups.make(at(folder))
    before, path = register(folder), folder / "interviews" / "respondents.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="cannot be read"):
        restoring.restore(at(folder, 5), made.name)
    assert path.read_bytes() == b"\xff\xfe\x00"
    path.unlink()
    assert not restoring.restore(at(folder, 6), made.name).kept_register
    assert register(folder) == before


def withdrawn(folder, minutes=1):
    """A withdrawal that was begun and done since."""
    now = NOW + timedelta(minutes=minutes)
    new = Errand(WITHDRAW, "P9", "consent", "", "", ("a" * 64,))
    errand = withdrawal_ledger.begin(folder, new, Marks.of(b"k" * 16, [SAID], ()), now=now)
    withdrawal_ledger.end(folder, errand, {}, left=0, now=now)


def test_the_ledger_of_withdrawals_is_that_of_today_whatever_is_restored(folder, tmp_path):
    made = backups.make(at(folder))
    withdrawn(folder)
    ours = [(one.number, one.respondent, one.sources) for one in withdrawal_ledger.errands(folder)]
    done = restoring.restore(at(folder, 5), made.name)
    assert done.withdrawn == ("P9",)
    assert [(one.number, one.respondent, one.sources) for one in withdrawal_ledger.errands(folder)][:1] == ours
    other = restoring.restore_as(made.name, tmp_path / "new", here=at(folder, 6))
    assert other.withdrawn == ("P9",)
    assert withdrawal_ledger.removed(tmp_path / "new") == {"a" * 64}


def test_a_new_project_is_made_whole_and_holds_no_backups_of_the_old_one(folder, tmp_path):
    add(folder, "Kept")
    made = backups.make(at(folder, 2))
    add(folder, "Later", 3)
    empty = tmp_path / "deep" / "er" / "new"
    empty.mkdir(parents=True)
    done = restoring.restore_as(made.name, empty, here=at(folder, 4))
    assert (done.folder, names(empty), names(folder)) == (empty, ["Kept"], ["Kept", "Later"])
    assert not (empty / "backups").exists()
    assert (empty / ".gitignore").is_file()
    assert not list(empty.parent.glob(".*"))
    assert [path.name for path in empty.glob("project.db*")] == ["project.db"]
    assert access_log.lines(at(folder))[-1]["verb"] == "restore"


@pytest.mark.parametrize("taken", ["file", "folder with a file"])
def test_a_place_that_is_taken_is_left_alone(folder, tmp_path, taken):
    made = backups.make(at(folder))
    place = tmp_path / "taken"
    if taken == "file":
        place.write_text("mine", "utf-8")
    else:
        place.mkdir()
        (place / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(Refused) as refused:
        restoring.restore_as(made.name, place, here=at(folder, 1))
    assert refused.value.hint == "Name a folder that does not exist."
    mine = place if taken == "file" else place / "mine.txt"
    assert mine.read_text("utf-8") == "mine"


def test_a_backup_of_another_project_takes_no_place_here_and_brings_no_withdrawals_there(folder, tmp_path):
    other = init(tmp_path / "other", language="en", now=NOW - timedelta(days=1))
    add(other.folder, "Theirs")
    made = backups.make(at(other.folder, 2))
    withdrawn(folder)
    with pytest.raises(Refused) as refused:
        restoring.restore(at(folder, 3), str(made.folder))
    assert refused.value.sentence == "The backup is another project's."
    assert names(folder) == []
    new = restoring.restore_as(str(made.folder), tmp_path / "new", here=at(folder, 4))
    assert (names(new.folder), new.withdrawn, new.kept_register) == (["Theirs"], (), False)
    assert withdrawal_ledger.errands(new.folder) == []


def test_of_an_earlier_version_s_backup_with_the_database_alone_the_plain_files_of_today_are_taken(folder, tmp_path):
    add(folder, "Kept")
    made = backups.make(at(folder, 2))
    for path in list(made.folder.rglob("*")):
        if path.is_file() and path.name not in ("project.db", "manifest.json"):
            path.unlink()
    for path in sorted(made.folder.rglob("*"), reverse=True):
        if path.is_dir():
            shutil.rmtree(path)
    backups.remade(made.folder)
    before = register(folder), (folder / "project.toml").read_bytes()
    add(folder, "Lost", 3)
    restoring.restore(at(folder, 4), made.name)
    assert names(folder) == ["Kept"]
    assert (register(folder), (folder / "project.toml").read_bytes()) == before
    new = restoring.restore_as(made.name, tmp_path / "new", here=at(folder, 5)).folder
    assert (register(new), (new / "project.toml").read_bytes(), names(new)) == (*before, ["Kept"])
