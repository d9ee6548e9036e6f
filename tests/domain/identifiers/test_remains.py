"""Runs of words as keyed numbers: found in any dress, cut out whole, and telling nothing by themselves."""

import unicodedata

import pytest

from toolkit.domain.identifiers.remains import CUT, RUN, TURN, Marks

KEY = b"k" * 16
SAID = "Jag gick hem tidigt den dagen, för bussen var försenad och läraren väntade inte på mig."


def marks(*said, others=(), names=()):
    return Marks.of(KEY, said, others, names=names)


@pytest.mark.parametrize(
    "dressed",
    [
        SAID.upper(),
        unicodedata.normalize("NFD", SAID),
        SAID.replace(" ", "\n  "),
        SAID.replace("för", "f\u00adör"),
        f"x {SAID} y",
        "den dagen, för bussen var",
        "den–dagen//för: bussen_var",
    ],
)
def test_words_are_found_in_any_dress(dressed):
    assert marks(SAID).found(dressed)


def test_what_others_say_too_is_not_marked():
    assert not marks(SAID, others=[SAID.lower()]).found(SAID)
    assert not marks(SAID).found("Bussen kom, och läraren var där hela dagen utan att säga något.")


def test_a_cut_takes_the_whole_stretch_and_nothing_else():
    assert marks(SAID).cut(f"Hon sade: {SAID} Sedan teg hon.") == f"Hon sade: {CUT}. Sedan teg hon."
    assert marks(SAID).cut("Hon sade inget alls.") == "Hon sade inget alls."


def test_a_few_words_between_two_runs_go_with_them():
    shared = " ".join(SAID.split()[5:10])
    assert marks(SAID, others=[shared]).cut(SAID) == f"{CUT}."


def test_values_within_values_are_cut():
    kept = {"a": [SAID, 3, None], SAID: "b"}
    assert marks(SAID).cut_all(kept) == {"a": [f"{CUT}.", 3, None], f"{CUT}.": "b"}


def test_strings_are_found_as_words_of_their_own():
    found = Marks.of_strings(KEY, ["Anna Berg", "19620101-1234", "Bo"])
    assert found.cut("anna berg och Bo, 19620101-1234; Bosse", TURN) == "[…] och […], […]; Bosse"


def test_names_are_known_without_being_kept():
    named = marks(names=["SA", "Anna Berg"])
    assert named.names_it("sa")
    assert not named.names_it(None)
    assert not named.names_it("SAM")
    assert [span.of("Anna Berg (SA): hej") for span in named.name_spans("Anna Berg (SA): hej")] == ["Anna Berg", "SA"]


def test_thinned_marks_still_find_what_is_long():
    words = [f"ord{number}" for number in range(4000)]
    thin = marks(" ".join(words)).thinned(500)
    assert len(thin) <= 500
    assert thin.found(" ".join(words[1000:1300]))


def test_the_key_decides_the_numbers():
    assert not marks(SAID).runs[RUN] & Marks.of(b"other", [SAID], ()).runs[RUN]
