"""A file's name or a speaker's label that tells what must be gone is another; who speaks is still known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import put_source
from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.sources.sources import Role
from toolkit.storage.erasing.erasing_names import relabelled, renamed
from toolkit.storage.sources import source_settings, sources

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


@pytest.mark.parametrize(
    ("label", "respondent", "after"),
    [
        ("Åsa Öberg", "D01", "D01"),
        ("åsa öberg (chef)", "D01", "D01"),
        ("Åsa Öberg", None, "I"),  # the interviewer's
        ("?", None, "?"),
        ("Åsa", "D01", "Åsa"),
        ("D01", "Åsa Öberg", "D01"),
        ("Åsa Öberg 2", "Åsa Öberg", "[…] 2"),
    ],
)
def test_a_label_with_the_words_is_another_by_which_the_speaker_is_known(connection, label, respondent, after):
    key = put_source(connection, rows=((label, respondent, "Hej."), ("D02", "D02", "Ja.")))
    assert relabelled(connection, MARKS) == (after != label)
    assert [one.label for one in sources.by_id(connection, key).turns] == [after, "D02"]
    assert relabelled(connection, MARKS) == 0


def test_the_label_of_somebody_nobody_could_place_loses_the_words_and_a_turn_without_one_stays(connection):
    key = put_source(connection, rows=(("A", "D01", "Hej."), ("B", "D02", "Ja.")))
    first, second = sources.by_id(connection, key).turns
    unknown = replace(first, label="Åsa Öberg?", role=Role.UNKNOWN, respondent=None)
    sources.replace_turns(connection, "d01.txt", (unknown, replace(second, label=None)))
    assert relabelled(connection, MARKS) == 1
    assert [one.label for one in sources.by_id(connection, key).turns] == ["[…]?", None]
