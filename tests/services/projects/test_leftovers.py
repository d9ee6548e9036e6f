"""Folders of words that a killed command left: locked while in use, cleared when nobody uses them, others untouched."""

from __future__ import annotations

import os

import pytest

from tests.services.stepped import NOW
from toolkit.services.projects import leftovers
from toolkit.services.projects.leftovers import ARCHIVE, ERASING, OTHER, RESTORE, clear, each, passing


def left(folder, prefix, *, old=True, locked=False):
    """A folder as a killed command leaves it."""
    made = folder / f"{prefix}abc.part"
    made.mkdir()
    (made / "words.txt").write_text("said in confidence", "utf-8")
    if locked:
        from toolkit.storage.database.lock import lock_path

        lock_path(made / "held").write_bytes(b"")
    if old:
        os.utime(made, (1_000_000_000, 1_000_000_000))
    return made


@pytest.mark.parametrize("prefix", [OTHER, ARCHIVE, RESTORE, ERASING])
def test_a_folder_in_use_is_left_alone_and_gone_afterwards(tmp_path, prefix):
    with passing(tmp_path, prefix, now=NOW) as place:
        (place / "words.txt").write_text("words", "utf-8")
        os.utime(place, (1_000_000_000, 1_000_000_000))
        clear(tmp_path, now=NOW)
        assert (place / "words.txt").is_file()
        assert place.parent == tmp_path
        assert place.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_a_deed_that_fails_leaves_nothing_behind(tmp_path):
    with pytest.raises(ZeroDivisionError), passing(tmp_path, OTHER, now=NOW):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("prefix", [OTHER, ARCHIVE, RESTORE, ERASING])
@pytest.mark.parametrize("locked", [True, False])
def test_what_a_killed_command_left_is_cleared_with_its_words(tmp_path, prefix, locked):
    made = left(tmp_path, prefix, locked=locked)
    clear(tmp_path, now=NOW)
    assert not made.exists()


def test_one_that_is_just_being_made_is_left_until_it_is_locked(tmp_path):
    made = left(tmp_path, OTHER, old=False)
    clear(tmp_path, now=NOW)
    assert made.is_dir()


def test_nothing_else_is_cleared(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".other-link.part").symlink_to(elsewhere)
    (tmp_path / ".other-file.part").write_bytes(b"mine")
    (tmp_path / ".other-mine").mkdir()
    (tmp_path / "other-mine.part").mkdir()
    (tmp_path / "deeper").mkdir()
    deeper = left(tmp_path / "deeper", OTHER)
    names = {path.name for path in tmp_path.iterdir()}
    clear(tmp_path, now=NOW)
    assert {path.name for path in tmp_path.iterdir()} == names
    assert deeper.is_dir()
    clear(tmp_path / "not there", now=NOW)


def test_those_in_use_and_those_left_are_all_found(tmp_path):
    made = left(tmp_path, ARCHIVE)
    with passing(tmp_path, RESTORE, now=NOW) as place:
        assert set(each(tmp_path)) == {made, place}
    assert each(tmp_path) == [made]


def test_every_kind_of_folder_is_kept_out_of_version_control():
    from fnmatch import fnmatch

    from toolkit.services.projects.project import IGNORED

    patterns = IGNORED.splitlines()
    for prefix in (leftovers.OTHER, leftovers.ARCHIVE, leftovers.RESTORE, leftovers.ERASING):
        assert any(fnmatch(f"{prefix}abc.part", one) for one in patterns)
