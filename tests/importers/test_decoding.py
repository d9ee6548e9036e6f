"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile
from toolkit.importers.decoding import MAX_BYTES, MAX_LINES, check_runs, decode, doubts
from toolkit.importers.plain import PlainImporter

TALK = "I: Hur går det på åkern?\r\nD01: Sådär, ärligt talat. Öh, 😀 – ja.\r\n"
READ = normalise(TALK)
MARKS = {"utf-8-sig": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


@pytest.mark.parametrize(
    ("codec", "told"), [("utf-8", "utf-8"), *MARKS.items(), ("utf-16-le", "utf-16"), ("utf-16-be", "utf-16")]
)
def test_each_unicode_encoding_gives_the_same_text_and_is_told(codec, told):
    decoded = decode(TALK.encode(codec), "d01.txt")
    assert (decoded.text, decoded.encoding) == (READ, told)
    assert not doubts(decoded, "d01.txt")


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\x00\x00\xfe\xff"])
def test_big_endian_text_with_a_mark_is_read(mark):
    codec = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    assert decode(mark + TALK.encode(codec), "d01.txt").text == READ


def test_what_is_not_utf8_is_read_as_windows_1252():
    decoded = decode("R3:\tDet är ”så” – på åkern…".encode("cp1252"), "r3.txt")
    assert decoded.text == "R3:\tDet är ”så” – på åkern…"
    assert decoded.encoding == "windows-1252"


def test_letters_encoded_twice_are_told_and_left_as_they_are():
    twice = "I: Går det bra på åkern?".encode().decode("cp1252")
    decoded = decode(twice.encode(), "d01.txt")
    assert decoded.text == twice
    (note,) = doubts(decoded, "d01.txt")
    assert not note.serious
    assert note.values == {"count": 3}


def test_bytes_without_meaning_are_counted_never_dropped():
    decoded = decode(b"I: Hej p\xe5 dig \x81 du\x90", "d01.txt")
    assert decoded.text == "I: Hej på dig \ufffd du\ufffd"
    assert doubts(decoded, "d01.txt")[0].values == {"count": 2}


def test_a_stray_nul_becomes_a_visible_sign():
    decoded = decode(b"I: Hej\x00 du", "d01.txt")
    assert decoded.text == "I: Hej\ufffd du"
    assert decoded.encoding == "utf-8"


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\u200b\n".encode()])
def test_a_file_without_a_character_is_refused_as_empty(data):
    with pytest.raises(BadFile, match=r"tom\.txt is empty"):
        decode(data, "tom.txt")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4 text", b"PK\x03\x04 text", b"{\\rtf1 text}", b"\x89PNG\r\n", bytes(range(256)) * 4]
)
def test_a_binary_file_is_refused(data):
    with pytest.raises(BadFile, match="not a text file"):
        decode(data, "bild.txt")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfI: p\xe5", b"\xff\xfeI\x00:\x00\x00\xd8", b"\xff\xfe\x00"])
def test_a_file_that_breaks_its_own_mark_is_refused(data):
    with pytest.raises(BadFile, match="damaged"):
        decode(data, "d01.txt")


@pytest.mark.parametrize("data", [b"a" * (MAX_BYTES + 1), b"\n" * (MAX_LINES + 1), b"a\r" * (MAX_LINES + 1)])
def test_a_file_beyond_the_limits_is_refused(data):
    with pytest.raises(BadFile, match="larger than a transcript"):
        decode(data, "stor.txt")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        decoded = decode(data, "x.txt")
    except BadFile:
        return
    assert decoded.text == normalise(decoded.text)
    assert decoded.text.strip("\ufeff\u200b \n\t") or decoded.text


@pytest.mark.parametrize("run", ["(" * 1001, "ab" * 5001])
def test_a_run_of_signs_that_is_no_language_is_refused(run):
    with pytest.raises(BadFile, match=str(len(run))):
        check_runs(f"I: Hej {run} hej", "x.txt")
    with pytest.raises(BadFile):
        PlainImporter().read(f"I: Hej?\nD01: {run}".encode(), "x.txt")
    check_runs(f"I: Hej {run[:1000]} hej {run[:1000]}", "x.txt")
