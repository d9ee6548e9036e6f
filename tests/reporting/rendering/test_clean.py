"""What XML forbids becomes visible, and names become anchors and bookmarks that never fall together."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolkit.reporting.rendering.clean import bookmark, slug, visible

NAMES = st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Åsa sade:\n\t”ja” 😀", "Åsa sade:\n\t”ja” 😀"),
        ("a\x00b\x0bc\x1fd", "a␀b␋c␟d"),
        ("a\x08b\x0cc\x0ed", "a␈b␌c␎d"),
        ("\ud83d|\ufffe|\uffff|\udfff", "\ufffd|\ufffd|\ufffd|\ufffd"),
        ("a\x7f\x85\r", "a\x7f\x85\r"),
        ("\ue000\ufffd", "\ue000\ufffd"),
    ],
)
def test_what_xml_forbids_is_shown_by_a_sign_and_all_else_stays(text, shown):
    assert visible(text) == shown


@given(st.text(st.characters(), max_size=40))
def test_every_text_can_stand_in_xml_has_its_length_and_is_made_visible_once(text):
    shown = visible(text)
    assert len(shown) == len(text)
    assert visible(shown) == shown
    etree.Element("t").text = shown


@pytest.mark.parametrize("name", ["f-t1", "abc", "A-1-b"])
def test_a_name_that_can_be_an_anchor_is_one(name):
    assert slug(name) == name


@pytest.mark.parametrize(
    ("name", "begins"),
    [("Väntan på besked", "Vantan-pa-besked-"), ("a b", "a-b-"), ("日本", "-"), ("", ""), ("å", "a-")],
)
def test_any_other_name_is_put_into_ascii_and_marked(name, begins):
    made = slug(name)
    assert made.startswith(begins)
    assert re.fullmatch(r"[A-Za-z0-9-]*", made)
    if name:
        assert re.fullmatch(r"[0-9a-f]{8}", made.removeprefix(begins))


@pytest.mark.parametrize(
    ("one", "other"),
    [("a b", "a-b"), ("å", "a"), ("å", "a\u030a"), ("日", "本"), ("a b", "a  b"), ("x" * 90, "x" * 91)],
)
def test_names_that_look_alike_in_ascii_have_anchors_of_their_own(one, other):
    assert slug(one) != slug(other)
    assert bookmark(one) != bookmark(other)


@given(NAMES, st.one_of(st.none(), st.integers(0, 10**9)))
def test_a_bookmark_is_one_that_word_takes_and_lasts(name, number):
    made = bookmark(name, number)
    assert re.fullmatch(r"f_[A-Za-z0-9_]{1,38}", made)
    assert made == bookmark(name, number)
    assert bookmark(name, number, prefix="s") == f"s{made[1:]}"


def test_a_bookmark_ends_in_its_number_and_keeps_it_however_long_the_name():
    assert bookmark("väntan", 12).endswith("_12")
    assert bookmark("väntan").startswith("f_vantan_")
    long = bookmark("x" * 200, 123456789)
    assert (len(long), long[-10:]) == (40, "_123456789")
    assert bookmark("väntan", 1) != bookmark("väntan", 2)


def test_nfd_and_half_characters_have_anchors_too():
    assert slug(unicodedata.normalize("NFD", "ö")).startswith("o-")
    assert slug("\ud83d").startswith("-")
    assert len(bookmark("\ud83d")) <= 40
