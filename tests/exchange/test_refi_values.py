"""Identities, times, colours and truth values are read leniently, and always in the same way."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.elements import element, guid
from toolkit.exchange import refi_values
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_values import (
    GUID,
    Guids,
    cleaned,
    color_of,
    folded_space,
    made_guid,
    own_guid,
    time_of,
    time_text,
    truth,
)

NUMBER = "0123abcd-0000-4000-8000-00000000abcd"


def test_an_identity_made_of_words_is_the_same_everywhere_and_no_others():
    assert made_guid("a", "b") == made_guid("a", "b")
    assert len({made_guid(), made_guid(""), made_guid("a", "b"), made_guid("ab"), made_guid("a", "", "b")}) >= 4
    assert GUID.fullmatch(made_guid("å 😀"))


@pytest.mark.parametrize("raw", [NUMBER, NUMBER.upper(), f"{{{NUMBER.upper()}}}", f"  {NUMBER}\n"])
def test_an_identity_is_bare_and_in_lower_case(raw):
    assert own_guid(raw) == NUMBER


@given(st.text())
def test_what_is_no_identity_becomes_one_and_stays_it(raw):
    own = own_guid(raw)
    assert own == "" or GUID.fullmatch(own)
    assert own_guid(own) == own


def test_references_of_projects_and_codebooks_lead_to_the_same():
    for xml in (
        f'<R targetGUID="{NUMBER.upper()}"/>',
        f'<R guid="{NUMBER}"/>',
        f'<R targetGUID="{NUMBER}" guid="{guid("x")}"/>',
    ):
        assert refi_values.target_of(element(xml)) == NUMBER
    assert refi_values.target_of(element("<R/>")) == refi_values.guid_of(element("<R guid=''/>")) == ""
    assert refi_values.guid_of(element('<R creatingUser="Eva"/>'), "creatingUser") == own_guid("eva")


def test_each_thing_of_a_sort_has_an_identity_of_its_own():
    ledger = Ledger()
    own, others = Guids("code", ledger), Guids("source", ledger)
    first = own.own(element(f'<Code guid="{NUMBER}"/>'))
    again = own.own(element(f'<Code guid="{NUMBER.upper()}"/>'))
    without = [own.own(element("<Code/>")) for _ in range(2)]
    assert first == NUMBER
    assert len({first, again, *without}) == 4
    assert all(one in own for one in (first, again, *without))
    assert "x" not in own
    assert others.own(element(f'<Source guid="{NUMBER}"/>')) == NUMBER
    assert {loss.kind: loss.n for loss in ledger.losses()} == {"duplicate_guid": 1, "missing_guid": 2}


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2024-02-03T04:05:06Z", datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)),
        (" 2024-02-03T04:05:06.1234567+02:00 ", datetime(2024, 2, 3, 4, 5, 6, 123456, timezone(timedelta(hours=2)))),
        ("2024-02-03T04:05:06.5", datetime(2024, 2, 3, 4, 5, 6, 500_000)),
        ("2024-02-03", datetime(2024, 2, 3)),
        (refi_values.NO_TIME, None),
        ("", None),
        (None, None),
    ],
)
def test_times_are_read_with_or_without_a_zone(raw, moment):
    ledger = Ledger()
    assert time_of(raw, ledger) == moment
    assert ledger.losses() == ()


@pytest.mark.parametrize("raw", ["yesterday", "2024-13-01T00:00:00", "1"])
def test_what_is_no_time_is_counted(raw):
    ledger = Ledger()
    assert time_of(raw, ledger) is None
    assert [(loss.kind, loss.n) for loss in ledger.losses()] == [("time", 1)]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, "1970-01-01T00:00:00Z"),
        (datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC), "2024-02-03T04:05:06Z"),
        (datetime(2024, 2, 3, 1, 5, 6, 7, timezone(timedelta(hours=2))), "2024-02-02T23:05:06.000007Z"),
        (datetime(2024, 2, 3, 4, 5, 6), "2024-02-03T04:05:06"),
    ],
)
def test_times_are_written_in_utc_where_a_zone_is_known(moment, text):
    assert time_text(moment) == text
    assert time_of(text, Ledger()) == moment


@pytest.mark.parametrize(
    ("raw", "color", "counted"),
    [
        ("#fff", "#fff", 0),
        (" #12aB9F ", "#12aB9F", 0),
        ("", "", 0),
        (None, "", 0),
        ("red", "", 1),
        ("#ffff", "", 1),
        ("#ggg", "", 1),
    ],
)
def test_a_colour_is_kept_as_it_stands_or_counted(raw, color, counted):
    ledger = Ledger()
    assert color_of(raw, ledger) == color
    assert sum(loss.n for loss in ledger.losses()) == counted


@pytest.mark.parametrize(
    ("raw", "default", "value"),
    [
        ("true", False, True),
        (" TRUE ", False, True),
        ("1", False, True),
        ("false", True, False),
        ("0", True, False),
        ("yes", True, False),
        ("", True, True),
        (None, True, True),
        (None, False, False),
    ],
)
def test_truth_is_what_xml_says_and_else_what_is_usual(raw, default, value):
    assert truth(raw, default=default) is value


@given(st.text(st.characters()))
def test_cleaning_keeps_length_and_leaves_nothing_that_xml_cannot_hold(text):
    found = cleaned(text)
    assert len(found) == len(text)
    assert cleaned(found) == found
    assert not refi_values.ILLEGAL.search(found)
    assert cleaned("\t\n\r") == "\t\n\r"
    assert cleaned("a\x00b\ud800c\uffffd") == "a\ufffdb\ufffdc\ufffdd"


@pytest.mark.parametrize(("text", "folded"), [("a\n b\t\u00a0c ", "a b c"), ("", ""), ("  ", "")])
def test_white_space_is_folded_as_in_attributes(text, folded):
    assert folded_space(text) == folded


def test_identities_are_those_of_the_standard_library():
    assert str(uuid.UUID(made_guid("x"))) == made_guid("x")
