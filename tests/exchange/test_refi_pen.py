"""Pieces of XML: any words survive, signs that XML cannot hold are counted, identities are as the schema wants them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.exchange.elements import guid
from toolkit.domain.exchange.interchange import Form, Unit
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_pen import Pen
from toolkit.exchange.refi_values import GUID, ILLEGAL, cleaned


def pen(**form):
    ledger = Ledger()
    return Pen(Form(**form), ledger), lambda: {loss.kind: loss.n for loss in ledger.losses()}


signs = st.text(st.one_of(st.characters(), st.sampled_from("&<>\"'\r\n\t\x00\x0b\ud800\uffff😀")))


@given(signs)
def test_any_words_come_back_from_attributes_and_texts(words):
    own, counted = pen()
    one = etree.fromstring(f'<a b="{own.attribute(words)}">{own.text(words)}</a>'.encode())
    assert one.get("b") == cleaned(words)
    assert (one.text or "") == cleaned(words)
    illegal = len(ILLEGAL.findall(words))
    assert counted() == ({"illegal_characters": 2 * illegal} if illegal else {})


def test_plain_words_stay_as_they_are_and_an_element_without_words_is_none():
    own, _ = pen()
    assert own.attribute("Åsa 😀 'x'") == own.text("Åsa 😀 'x'") == "Åsa 😀 'x'"
    assert own.element("D", "") == ""
    assert own.element("D", 'a<b\n"c"') == '<D>a&lt;b\n"c"</D>'


@pytest.mark.parametrize("raw", [guid("x"), f"{{{guid('x').upper()}}}", "any words", ""])
def test_an_identity_is_always_one(raw):
    assert GUID.fullmatch(Pen.guid(raw))
    assert Pen.guid(raw) == Pen.guid(Pen.guid(raw))


def test_who_and_when_are_said_where_they_are_known():
    own, counted = pen()
    at = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)
    users = {"eva": guid("eva")}
    assert own.made("eva", at, users) == f' creatingUser="{guid("eva")}" creationDateTime="2024-02-03T04:05:06Z"'
    assert own.made(None, None, users) == ' creationDateTime="1970-01-01T00:00:00Z"'
    assert counted() == {}
    assert own.user("per", users) == ""
    assert counted() == {"unknown_user": 1}
    assert own.references("R", [guid("a"), guid("b")]) == f'<R targetGUID="{guid("a")}"/><R targetGUID="{guid("b")}"/>'


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ({}, "å\n😀\n"),
        ({"line_end": "\r\n"}, "å\r\n😀\r\n"),
        ({"mark": True}, "\ufeffå\n😀\n"),
        ({"line_end": "\r\n", "mark": True}, "\ufeffå\r\n😀\r\n"),
    ],
)
def test_a_text_file_has_the_line_ends_and_mark_of_its_form(form, data):
    own, counted = pen(**form)
    assert own.file("å\n😀\n") == data.encode()
    assert counted() == {}
    assert own.file("a\ud800b\udfff").decode().removeprefix("\ufeff") == "a\ufffdb\ufffd"
    assert counted() == {"illegal_characters": 2}


@pytest.mark.parametrize(
    ("form", "longer"),
    [
        ({}, []),
        ({"unit": Unit.UTF16}, [2, 4]),
        ({"line_end": "\r\n"}, [1, 5]),
        ({"unit": Unit.UTF16, "line_end": "\r\n"}, [1, 2, 4, 5]),
    ],
)
def test_signs_that_count_one_more_in_the_file_are_told_by_their_place(form, longer):
    assert pen(**form)[0].counted("a\n😀b😀\n") == longer


@given(st.text("aå\n😀\U0010ffff", max_size=12))
def test_the_units_of_a_file_are_those_of_our_text_and_the_longer_signs(text):
    own, _ = pen(unit=Unit.UTF16, line_end="\r\n")
    data = own.file(text).decode()
    assert len(data.encode("utf-16-le")) // 2 == len(text) + len(own.counted(text))
