"""A container is checked before anything is read from it, and each text is found by its name alone."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from toolkit.errors import BadFile
from toolkit.exchange import refi_container
from toolkit.exchange.refi_container import open_container

PROJECT = b"<Project/>"


def packed(files, *, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as container:
        for name, data in files.items():
            container.writestr(name, data)
    return stream.getvalue()


def opened(files):
    return open_container(packed({"project.qde": PROJECT, **files}), "a.qdpx")


@pytest.mark.parametrize("entry", ["project.qde", "Project.QDE", "Coca Cola studien.qde", "å 😀.qde"])
def test_the_one_description_is_read_whatever_it_is_called(entry):
    container = open_container(packed({entry: PROJECT, "sources/other.qde": b"x", "readme.txt": b"x"}), "a.qdpx")
    assert container.project() == PROJECT
    assert container.name == "a.qdpx"


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ("sources/a.txt", "internal://a.txt"),
        ("Sources/A.TXT", "internal://a.txt"),
        ("SOURCES/å.txt", "internal://A\u030a.txt"),
        ("sources/a\u030a.txt", "å.txt"),
        ("sources/a.txt", "internal://sources/a.txt"),
        ("sources\\a.txt", "a.txt"),
        ("project/sources/a.txt", "x\\a.txt"),
    ],
)
def test_a_text_is_found_by_the_last_part_of_its_name_in_any_case(entry, path):
    container = opened({entry: b"words"})
    assert container.text(path) == b"words"
    assert container.unused() == 0


@pytest.mark.parametrize("entry", ["a.txt", "sources/.root", "sources/.a.txt", "texts/a.txt", "sources/"])
def test_what_lies_elsewhere_or_is_hidden_is_no_text(entry):
    container = opened({entry: b"words" if not entry.endswith("/") else b""})
    assert container.text("a.txt") is None
    assert container.text(entry) is None
    assert container.unused() == 0


def test_files_that_nothing_refers_to_are_counted():
    container = opened({f"sources/{name}": b"x" for name in ("a.txt", "b.txt", "c.png", "d.txt")})
    assert container.unused() == 4
    container.text("a.txt")
    container.touch("internal://C.PNG")
    container.touch("nothing.txt")
    assert container.unused() == 2


@pytest.mark.parametrize("data", [b"", b"words", b"<Project/>", b"%PDF-1.4"])
def test_what_is_no_container_is_told_as_such(data):
    with pytest.raises(BadFile, match="neither an exchanged project"):
        open_container(data, "a.qdpx")


def test_a_container_that_was_cut_off_is_damaged():
    whole = packed({"project.qde": PROJECT, "sources/a.txt": b"words " * 500})
    for length in (4, 30, len(whole) // 2, len(whole) - 1):
        with pytest.raises(BadFile, match="damaged") as caught:
            open_container(whole[:length], "a.qdpx").text("a.txt")
        assert "cut off on its way" in caught.value.hint


def test_a_text_whose_bytes_were_changed_is_damaged():
    data = packed({"project.qde": PROJECT, "sources/a.txt": b"words that stand"}, compression=zipfile.ZIP_STORED)
    container = open_container(data.replace(b"words that stand", b"words that stood"), "a.qdpx")
    assert container.project() == PROJECT
    with pytest.raises(BadFile, match="damaged"):
        container.text("a.txt")


@pytest.mark.parametrize("entry", ["../a.txt", "/a.txt", "sources/../../a.txt", "C:a.txt", "..\\a.txt"])
def test_names_that_lead_outside_are_refused_and_shown(entry):
    with pytest.raises(BadFile, match="under a name that leads outside") as caught:
        opened({entry: b"x"})
    assert entry in str(caught.value)


def test_the_same_name_twice_is_refused():
    with pytest.raises(BadFile, match="twice"):
        opened({"sources/a.txt": b"x", "sources/A.txt": b"y"})


def test_a_long_or_unprintable_name_is_shown_short_and_harmless():
    with pytest.raises(BadFile) as caught:
        opened({"../\x1b[31m" + "x" * 200: b"x"})
    assert "../\ufffd[31mxxx" in str(caught.value)
    assert "x" * 80 not in str(caught.value)


def test_none_or_several_descriptions_are_refused():
    with pytest.raises(BadFile, match="holds no project description"):
        open_container(packed({"sub/project.qde": PROJECT}), "a.qdpx")
    with pytest.raises(BadFile, match=r"several project descriptions \(project.qde, other.qde\)"):
        opened({"other.qde": PROJECT})


def test_a_password_is_told():
    data = bytearray(packed({"project.qde": PROJECT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        struct.pack_into("<H", data, at, 1)
    with pytest.raises(BadFile, match="protected by a password") as caught:
        open_container(bytes(data), "a.qdpx")
    assert "without a password" in caught.value.hint


@pytest.mark.parametrize(
    ("limit", "value", "fits"),
    [
        ("MAX_MEMBERS", 2, True),
        ("MAX_MEMBERS", 1, False),
        ("MAX_PROJECT", len(PROJECT), True),
        ("MAX_PROJECT", len(PROJECT) - 1, False),
        ("MAX_TEXT", 500, True),
        ("MAX_TEXT", 499, False),
        ("MAX_ALL", 500 + len(PROJECT), True),
        ("MAX_ALL", 499 + len(PROJECT), False),
        ("_MAX_DIRECTORY", 10, False),
    ],
)
def test_limits_hold_for_each_file_and_for_all_together(monkeypatch, limit, value, fits):
    monkeypatch.setattr(refi_container, limit, value)

    def read():
        container = opened({"sources/a.txt": bytes(500)})
        return container.project() + (container.text("a.txt") or b"")

    if fits:
        assert read() == PROJECT + bytes(500)
    else:
        with pytest.raises(BadFile, match="far larger"):
            read()
