"""Which way a file counts positions is decided by its quotes, its producer, and words that would be cut."""

from __future__ import annotations

import pytest

from toolkit.domain.exchange.interchange import ORIGIN, Unit, UnitFound
from toolkit.exchange.refi_positions import Counting, Places
from toolkit.exchange.refi_raw import RawSelection, RawSource, RawText
from toolkit.exchange.refi_units import (
    UTF16_MARK,
    Tally,
    certain,
    decided,
    evidence,
    of_source,
    project_wide,
    repeats,
    said,
    stretch,
    usual,
)

CODE, UTF = Counting(Unit.CODE_POINTS, 1), Counting(Unit.UTF16, 1)
TEXT = "😀 ett två tre fyra fem sex"


def source(*selections, text=TEXT):
    return RawSource(
        "g", "d01", RawText(text), selections=[RawSelection(str(n), *one) for n, one in enumerate(selections)]
    )


@pytest.mark.parametrize(
    ("origin", "counting"),
    [
        (f"{ORIGIN}{UTF16_MARK}", Counting(Unit.UTF16, 2)),
        (ORIGIN, Counting(Unit.CODE_POINTS, 2)),
        ("NVivo 12.6.0", Counting(Unit.UTF16, 2)),
        ("NVivo Mac 15.0", Counting(Unit.CODE_POINTS, 2)),
        ("ATLAS.ti Windows 23", Counting(Unit.CODE_POINTS, 1)),
        ("", Counting(Unit.CODE_POINTS, 2)),
        ("MAXQDA 24", Counting(Unit.CODE_POINTS, 2)),
    ],
)
def test_each_producer_counts_as_it_was_seen_to(origin, counting):
    assert usual(origin) == counting
    assert certain(origin) is origin.startswith(ORIGIN)


def test_a_text_that_counts_the_same_in_every_way_gives_no_evidence():
    found = evidence(source((0, 3, "ett"), text="ett två"))
    assert (found.tallies, found.quotes, len(found.places)) == ({}, 0, 1)
    places, unit = of_source(found, UTF, "quotes", fixed=False)
    assert places.kept == "ett två"
    assert unit.by == "same"


def test_quotes_and_cut_words_are_tallied_for_each_way():
    # in code points: "ett" at 2, "två" at 6; in UTF-16 units one further on
    found = evidence(source((3, 6, "ett"), (7, 10, "två"), (7, 10, "Eget namn"), (900, 901, "x")))
    assert found.quotes == 2
    assert found.tallies[UTF] == Tally(quotes=2, clean=3, selections=4)
    assert found.tallies[CODE] == Tally(quotes=0, clean=0, selections=4)
    assert Tally().share == 0.0
    assert found.tallies[UTF].share == 0.75


def test_quotes_decide_for_the_whole_file_against_its_producer():
    told = [evidence(source((3, 6, "ett"))), evidence(source((0, 3, ""), text="abc"))]
    way, by = project_wide(told, "MAXQDA")
    assert (way.unit, by) == (Unit.UTF16, "quotes")
    assert project_wide(told, ORIGIN) == (Counting(Unit.CODE_POINTS, 2), "producer")
    assert project_wide([], "NVivo 12") == (Counting(Unit.UTF16, 2), "producer")


@pytest.mark.parametrize(
    ("tallies", "quotes", "way", "by"),
    [
        ({CODE: Tally(19, 0, 20), UTF: Tally(1, 20, 20)}, 20, CODE, "quotes"),
        ({CODE: Tally(18, 0, 20), UTF: Tally(2, 20, 20)}, 20, UTF, "edges"),
        ({CODE: Tally(0, 17, 20), UTF: Tally(0, 20, 20)}, 0, UTF, "edges"),
        ({CODE: Tally(0, 19, 20), UTF: Tally(0, 20, 20)}, 0, CODE, "producer"),
        ({CODE: Tally(0, 0, 4), UTF: Tally(0, 4, 4)}, 0, CODE, "producer"),
        ({CODE: Tally(0, 0, 5), UTF: Tally(0, 5, 5)}, 0, UTF, "edges"),
        ({CODE: Tally(3, 0, 3), UTF: Tally(3, 3, 3)}, 3, CODE, "quotes"),
        ({CODE: Tally(), UTF: Tally()}, 0, CODE, "producer"),
    ],
)
def test_what_decides(tallies, quotes, way, by):
    assert decided(tallies, quotes, CODE) == (way, by)


def test_a_source_goes_with_its_file_unless_it_says_otherwise_itself():
    plain = evidence(source((2, 5, "")))
    assert of_source(plain, UTF, "quotes", fixed=False)[1] == UnitFound(Unit.UTF16, 1, 0, "quotes", 1, 0)
    against = evidence(source((2, 5, "ett")))
    assert of_source(against, UTF, "quotes", fixed=False)[1] == UnitFound(Unit.CODE_POINTS, 1, 0, "quotes", 1, 1)
    assert of_source(against, UTF, "producer", fixed=True)[1] == UnitFound(Unit.UTF16, 1, 0, "producer", 1, 0)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (2, 5, (2, 5)),
        (0, 26, (0, 26)),
        (None, 5, None),
        (2, None, None),
        (5, 5, None),
        (5, 2, None),
        (-1, 3, None),
        (0, 99, None),
    ],
)
def test_a_selection_that_is_empty_reversed_or_outside_stands_nowhere(start, end, found):
    places = Places(TEXT, Unit.CODE_POINTS, 0)
    assert len(TEXT) == 26
    assert stretch(places, RawSelection("g", start, end)) == found


@pytest.mark.parametrize(
    ("name", "quote", "same"),
    [
        ("ett två", "ett två", True),
        ("ett två", "ett\n två ", True),
        ("ett…", "ett två", True),
        ("ett t...", "ett två", True),
        ("ett …", "ett två", True),
        ("två…", "ett två", False),
        ("…", "ett två", False),
        ("ett", "ett två", False),
        ("å", "a\u030a", True),
        ("a\ufffdb", "a\x00b", True),
    ],
)
def test_a_name_repeats_its_words_or_their_beginning(name, quote, same):
    assert repeats(name, quote) is same


def test_words_are_said_as_an_attribute_can_hold_them():
    assert said("a\u030a\n b\t\x0b\ud800") == "å b \ufffd\ufffd"
    assert said("") == ""
