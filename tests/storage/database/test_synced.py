"""What was written and renamed is seen to the disk, and a system that cannot do it for folders is no error."""

from __future__ import annotations

import os

import pytest

from toolkit.storage.database import synced


def test_a_finished_file_is_seen_to_the_disk_unchanged(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"\x00words")
    synced.sync_file(path)
    synced.sync_folder(tmp_path)
    assert path.read_bytes() == b"\x00words"


def test_a_file_that_is_not_there_is_an_error_and_is_not_made(tmp_path):
    with pytest.raises(FileNotFoundError):
        synced.sync_file(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_opened_is_left_to_the_system(tmp_path):
    synced.sync_folder(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


def test_the_disk_is_asked_for_the_file_itself(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(synced, "flushed", lambda handle: asked.append(os.fstat(handle).st_ino))
    path = tmp_path / "file"
    path.write_bytes(b"x")
    synced.sync_file(path)
    synced.sync_folder(tmp_path)
    assert asked == [path.stat().st_ino, tmp_path.stat().st_ino] or os.name == "nt"
