"""Files inside zip files: none is unpacked past its limit, leads out of its folder, or stands there twice."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

from toolkit.domain.texts.zip_members import contents_size, is_locked, leads_elsewhere, standing_twice, unpacked


class TooMuch(Exception):
    """What the caller refuses with."""


def packed(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def read(content: bytes, *, most: int, ratio: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed(a=content))) as archive:
        info = archive.getinfo("a")
        with archive.open(info) as stream:
            return unpacked(stream, info, most=most, ratio=ratio, refusal=TooMuch)


def member(path: str, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.orig_filename = path
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize("size", [0, 1, 99, 100])
def test_a_member_within_its_limit_is_whole(size: int) -> None:
    assert read(b"x" * size, most=100, ratio=1) == b"x" * size


def test_a_member_that_is_larger_than_allowed_is_refused() -> None:
    with pytest.raises(TooMuch):
        read(b"x" * 101, most=100, ratio=1_000_000)


def test_a_large_member_that_was_packed_too_tightly_is_refused() -> None:
    bomb = bytes(1_500_000)  # zeros: packed a thousand times
    with pytest.raises(TooMuch):
        read(bomb, most=10_000_000, ratio=100)
    assert len(read(bomb, most=10_000_000, ratio=10_000)) == len(bomb)


def test_below_a_million_bytes_tightness_is_no_matter() -> None:
    assert len(read(bytes(1_000_000), most=10_000_000, ratio=1)) == 1_000_000


def test_a_size_that_the_header_lies_about_is_counted_while_reading() -> None:
    info = zipfile.ZipInfo("a")
    info.file_size = info.compress_size = 1
    with pytest.raises(TooMuch):
        unpacked(io.BytesIO(b"x" * 101), info, most=100, ratio=10_000, refusal=TooMuch)
    info.compress_size = 0  # which nothing may be divided by
    assert unpacked(io.BytesIO(b"x"), info, most=100, ratio=1, refusal=TooMuch) == b"x"


def test_the_length_of_the_table_of_contents_is_what_the_file_says() -> None:
    data = packed(a=b"x", b=b"y")
    start = data.find(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    assert contents_size(data) == end - start
    commented = data[:-2] + b"\x03\x00abc"
    assert contents_size(commented) == end - start


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all, but long enough to be one", b"PK\x05\x06short"])
def test_a_file_without_a_table_has_no_length_of_one(data: bytes) -> None:
    assert contents_size(data) is None


def test_a_table_whose_length_stands_elsewhere_counts_as_endless() -> None:
    data = packed(a=b"x")
    end = data.rfind(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(16)
    assert contents_size(data[:end] + locator + data[end:]) == 1 << 62


@pytest.mark.parametrize("path", ["a.txt", "sources/a.txt", "a..b/c", "...", "åäö/🙂.txt", ""])
def test_a_path_within_the_folder_is_one(path: str) -> None:
    assert not leads_elsewhere(member(path))
    assert not leads_elsewhere(member(path), of_windows=True)


@pytest.mark.parametrize("path", ["/etc/passwd", "../a", "a/../../b", "..", "a\x00.txt"])
def test_a_path_out_of_the_folder_is_told(path: str) -> None:
    assert leads_elsewhere(member(path))
    assert leads_elsewhere(member(path), of_windows=True)


@pytest.mark.parametrize(
    ("path", "elsewhere", "of_windows"),
    [("a\\b.txt", True, False), ("ab:c.txt", True, False), ("..\\a", True, True), ("\\a", True, True),
     ("C:\\a", True, True), ("c:a", True, True)],
)  # fmt: skip
def test_signs_of_windows_part_folders_only_where_windows_wrote_the_file(
    path: str, elsewhere: bool, of_windows: bool
) -> None:
    assert leads_elsewhere(member(path)) is elsewhere
    assert leads_elsewhere(member(path), of_windows=True) is of_windows


def test_a_link_leads_elsewhere_and_a_file_does_not() -> None:
    assert leads_elsewhere(member("a", stat.S_IFLNK | 0o777))
    assert not leads_elsewhere(member("a", stat.S_IFREG | 0o644))


def test_a_member_with_a_password_is_locked() -> None:
    info = zipfile.ZipInfo("a")
    assert not is_locked(info)
    info.flag_bits = 0b1001
    assert is_locked(info)
    info.flag_bits = 0b1000
    assert not is_locked(info)


@pytest.mark.parametrize(
    ("paths", "twice"),
    [
        ([], None),
        (["a", "b"], None),
        (["a", "A"], "a"),
        (["Å.txt", "A\u030a.TXT"], "å.txt"),
        (["b", "a", "a", "b"], "b"),
    ],
)
def test_paths_that_some_computers_take_for_the_same_are_told(paths: list[str], twice: str | None) -> None:
    assert standing_twice(paths) == twice
