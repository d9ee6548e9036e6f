"""A Word file written anew: changed parts are the new ones, all others are byte for byte what they were."""

from __future__ import annotations

import io
import zipfile

import pytest

from toolkit.errors import BadFile
from toolkit.reporting.word import word_files
from toolkit.reporting.word.word_files import rewritten

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": "å😀".encode(), "word/media/a.png": b"\x89PNG\0\1"}


def container(parts=PARTS, day=(2024, 5, 6, 7, 8, 10)):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as made:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, day)
            info.external_attr = 0o600 << 16
            made.writestr(info, content)
    return zipfile.ZipFile(io.BytesIO(data.getvalue()))


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def contents(data):
    file = opened(data)
    return {name: file.read(name) for name in file.namelist()}


def test_with_nothing_changed_every_part_is_as_it_was_and_in_its_place():
    again = rewritten(container(), {}, name="r.docx")
    assert list(contents(again).items()) == list(PARTS.items())
    info = opened(again).getinfo("word/media/a.png")
    assert (info.date_time, info.external_attr, info.compress_type) == (
        (2024, 5, 6, 7, 8, 10),
        0o600 << 16,
        zipfile.ZIP_DEFLATED,
    )


def test_changed_parts_stand_in_their_places_and_new_ones_at_the_end():
    again = rewritten(container(), {"word/new.xml": b"n", "word/document.xml": b"d"}, name="r.docx")
    assert contents(again) == {**PARTS, "word/document.xml": b"d", "word/new.xml": b"n"}
    assert opened(again).namelist() == [*PARTS, "word/new.xml"]
    assert opened(again).testzip() is None


def test_the_same_change_gives_the_same_file():
    changed = {"word/new.xml": b"n", "word/document.xml": b"d"}
    assert rewritten(container(), changed, name="a") == rewritten(container(), changed, name="b")


def test_a_part_of_several_chunks_is_copied_whole(monkeypatch):
    monkeypatch.setattr(word_files, "_CHUNK", 4)
    big = {"word/document.xml": bytes(range(11))}
    assert contents(rewritten(container(big), {}, name="r.docx")) == big


@pytest.mark.parametrize(
    ("parts", "room", "refused"),
    [
        ({"a": b"x" * 10}, 10, False),
        ({"a": b"x" * 11}, 10, True),
        ({"a": b"x" * 6, "b": b"x" * 4}, 10, False),
        ({"a": b"x" * 6, "b": b"x" * 5}, 10, True),
        ({"a": b"x" * 50, "word/document.xml": b""}, 49, True),
    ],
)
def test_a_file_that_unpacks_to_more_than_a_report_can_be_is_refused(monkeypatch, parts, room, refused):
    monkeypatch.setattr(word_files, "LARGEST", room)
    if not refused:
        assert contents(rewritten(container(parts), {}, name="r.docx")) == parts
        return
    with pytest.raises(BadFile) as caught:
        rewritten(container(parts), {}, name="rapport.docx")
    assert caught.value.sentence == "rapport.docx is refused: unpacked, it is far larger than a report can be."
    assert caught.value.hint


def test_what_is_written_anew_is_not_counted(monkeypatch):
    monkeypatch.setattr(word_files, "LARGEST", 10)
    assert contents(rewritten(container({"a": b"x" * 90}), {"a": b"y" * 90}, name="r.docx")) == {"a": b"y" * 90}
