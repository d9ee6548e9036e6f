"""Tables saved as CSV: one way to their text and their separator, for codings, ratings and the register."""

from __future__ import annotations

import pytest

from toolkit.domain.texts.saved_tables import decoded, delimiter, separated

TABLE = "id;not\r\nÅ1;”så” é\r\n"
READ = "id;not\nÅ1;”så” é\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_in_whatever_encoding_it_was_saved(encoding):
    assert decoded(TABLE.encode(encoding)) == READ


def test_text_is_read_from_the_other_byte_order_and_with_letters_composed():
    assert decoded(b"\xfe\xff" + TABLE.encode("utf-16-be")) == READ
    assert decoded("A\u030a".encode()) == "Å"


def test_a_byte_that_is_no_letter_is_a_sign_of_its_own():
    assert decoded(b"\x81 \xe5") == "\ufffd å"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04rest", b"%PDF-1.4", b"\xd0\xcf\x11\xe0rest", b"id\x00\n", b"\xff\xfe\x00", "id".encode("utf-16-le")],
    ids=["zip", "pdf", "old Excel", "NUL", "half a letter", "UTF-16 without its mark"],
)
def test_what_is_no_text_is_none(data):
    assert decoded(data) is None


SEPARATED = {
    "semicolons": ("id;grupp\n", ("id;grupp\n", 0, ";")),
    "commas": ("id,grupp\n", ("id,grupp\n", 0, ",")),
    "tabs": ("id\tgrupp\n", ("id\tgrupp\n", 0, "\t")),
    "what stands most": ("id,a,b;c\n", ("id,a,b;c\n", 0, ",")),
    "blank lines first": ("\n  \n;;\nid,a,b;c\n", ("id,a,b;c\n", 3, ",")),
    "told": ("sep=,\nid;a,b\n", ("id;a,b\n", 1, ",")),
    "told in capitals": ("SEP=|\nid\n", ("id\n", 1, "|")),
    "told between quotation marks": ('"sep=;"\nid\n', ("id\n", 1, ";")),
    "told as Excel saves it anew": ("sep=;;;;\nid\n", ("id\n", 1, ";")),
    "told, then blank lines": ("sep=;\n\n;;\nid\n", ("id\n", 3, ";")),
    "one column": ("id\n", ("id\n", 0, ";")),
    "a first cell that is empty": (",A,B\n1,x,y\n", (",A,B\n1,x,y\n", 0, ",")),
    "nothing": ("", ("", 0, ";")),
}


@pytest.mark.parametrize(("text", "parted"), SEPARATED.values(), ids=SEPARATED)
def test_the_separator_is_told_or_seen_in_the_first_row_that_holds_anything(text, parted):
    assert separated(text) == parted


@pytest.mark.parametrize(("language", "sign"), [("sv", ";"), ("en", ","), ("de", ",")])
def test_a_swedish_excel_expects_semicolons(language, sign):
    assert delimiter(language) == sign
