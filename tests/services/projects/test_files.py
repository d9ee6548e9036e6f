"""Files that people name: read whole, written whole or not at all, and never written over unasked."""

from __future__ import annotations

import pytest

from toolkit.errors import BadFile, NotSaved, Refused
from toolkit.messages import use_language
from toolkit.services.projects import files
from toolkit.services.projects.files import LARGEST, make_folder, read_file, refuse_existing, take_away, write_file


@pytest.mark.parametrize("data", [b"", b"a", "å 👩\r\n".encode(), b"\0\xff" * 1000])
def test_what_is_written_is_what_is_read_and_nothing_else_lies_there(tmp_path, data):
    path = tmp_path / "under" / "ännu ett" / "fil.txt"
    write_file(path, data)
    assert read_file(path) == data
    assert list(path.parent.iterdir()) == [path]
    write_file(path, data + b"!")
    assert read_file(path) == data + b"!"


def test_a_file_that_is_not_there_or_is_a_folder_is_told_in_words(tmp_path):
    with pytest.raises(BadFile, match="no such file") as gone:
        read_file(tmp_path / "gone.txt")
    assert "name and the folder" in gone.value.hint
    with pytest.raises(BadFile, match="is a folder"):
        read_file(tmp_path)
    use_language("sv")
    assert "file" not in gone.value.sentence


def test_a_name_that_no_disk_can_hold_is_told_and_not_as_a_fault_of_ours(tmp_path):
    with pytest.raises(BadFile, match="could not be read from the disk"):
        read_file(tmp_path / ("x" * 300))
    with pytest.raises(BadFile, match="could not be read from the disk"):
        read_file(link_to_itself(tmp_path))


def link_to_itself(folder):
    link = folder / "round"
    link.symlink_to(link)
    return link


@pytest.mark.parametrize(("size", "refused"), [(0, False), (10, False), (11, True)])
def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch, size, refused):
    monkeypatch.setattr(files, "LARGEST", 10)
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * size)
    if not refused:
        assert read_file(path) == b"x" * size
        return
    with pytest.raises(BadFile, match="larger than 100 MB"):
        read_file(path)


def test_the_sentence_about_size_says_the_size_that_holds():
    assert LARGEST == 100 * 1024 * 1024


def test_a_write_that_fails_leaves_what_was_there_and_nothing_beside_it(tmp_path):
    folder = tmp_path / "folder.txt"
    (folder / "kept").mkdir(parents=True)
    with pytest.raises(NotSaved, match=r"folder\.txt could not be written"):
        write_file(folder, b"new")
    assert [path.name for path in tmp_path.rglob("*")] == ["folder.txt", "kept"]
    blocked = tmp_path / "file"
    blocked.write_bytes(b"old")
    with pytest.raises(NotSaved, match="could not be written"):
        write_file(blocked / "below.txt", b"new")
    assert blocked.read_bytes() == b"old"


def test_a_link_is_replaced_and_what_it_led_to_is_left(tmp_path):
    kept, link = tmp_path / "kept.txt", tmp_path / "link.txt"
    kept.write_bytes(b"kept")
    link.symlink_to(kept)
    write_file(link, b"new")
    assert (kept.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"kept", b"new", False)


def test_folders_are_made_with_those_above_them_and_a_file_in_the_way_is_told(tmp_path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_bytes(b"old")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(NotSaved) as refused:
            make_folder(folder)
        assert str(folder) in str(refused.value)
        assert refused.value.hint
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_file_that_is_there_already_is_only_written_over_by_force(tmp_path):
    path = tmp_path / "report.docx"
    refuse_existing(path, force=False)
    path.write_bytes(b"mine")
    refuse_existing(path, force=True)
    with pytest.raises(Refused, match=r"report\.docx is there already") as refused:
        refuse_existing(path, force=False)
    assert "--force" in refused.value.hint
    assert str(tmp_path) not in str(refused.value)
    assert path.read_bytes() == b"mine"


def test_taking_a_file_away_says_nothing_of_one_that_is_not_there(tmp_path):
    path = tmp_path / "new.txt"
    path.write_bytes(b"new")
    take_away(path)
    assert not path.exists()
    take_away(path)
    take_away(tmp_path)
    assert tmp_path.is_dir()
