"""A file's name that tells what must be gone is a number afterwards; who speaks in it is still known."""

from __future__ import annotations

import pytest

from tests.storage.material import put_source
from toolkit.domain.remains import Marks
from toolkit.storage import source_settings, sources
from toolkit.storage.erasing_names import renamed

MARKS = Marks.of_strings(b"key", ["Åsa Öberg", "0701234567"])


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("Åsa Öberg.docx", ".docx"),
        ("intervju_åsa_öberg_2.txt", ".txt"),
        ("A\u030asa_O\u0308berg.vtt", ".vtt"),
        ("0701234567", ""),
        ("Åsa Öberg.tar.gz", ".gz"),
    ],
)
def test_a_name_with_the_words_becomes_a_number_and_keeps_its_kind_of_file(connection, name, suffix):
    key = put_source(connection, name)
    assert renamed(connection, MARKS) == 1
    assert sources.names(connection) == [f"source-{key}{suffix}"]
    assert renamed(connection, MARKS) == 0


@pytest.mark.parametrize("name", ["Åsa.txt", "Öberg Åsa.txt", "ÅsaÖberg.txt", "d01.txt"])
def test_other_names_stay(connection, name):
    put_source(connection, name)
    assert renamed(connection, MARKS) == 0
    assert sources.names(connection) == [name]


def test_every_file_named_so_is_renamed_apart(connection):
    first = put_source(connection, "Åsa Öberg.txt")
    second = put_source(connection, "Åsa Öberg 2.txt")
    put_source(connection, "d01.txt")
    assert renamed(connection, MARKS) == 2
    assert sources.names(connection) == ["d01.txt", f"source-{first}.txt", f"source-{second}.txt"]


@pytest.mark.parametrize(
    ("rows", "decided", "kept"),
    [
        ((("A", "D01", "Ja."), ("A", "D01", "Nej.")), {}, {"respondent": "D01"}),
        ((("A", "D01", "Ja."),), {"respondent": "D09", "day": "2026"}, {"respondent": "D09", "day": "2026"}),
        ((("A", "D01", "Ja."),), {"day": "2026"}, {"day": "2026", "respondent": "D01"}),
        ((("A", "D01", "Ja."), ("B", "D02", "Nej.")), {}, {}),
        ((("I", None, "Ja?"),), {}, {}),
    ],
)
def test_the_one_who_speaks_is_kept_as_what_was_decided(connection, rows, decided, kept):
    key = put_source(connection, "Åsa Öberg.txt", rows)
    if decided:
        source_settings.put(connection, key, decided=decided)
    renamed(connection, MARKS)
    assert source_settings.of(connection, key).decided == kept
