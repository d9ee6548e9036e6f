"""Positions in any way of counting lead to the right words, and the way is found by what speaks for it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.producers import HEAD, SPACE, coding, guid, packed, selection, units
from tests.exchange.projects import TEXTS
from toolkit.domain.exchange.interchange import Unit
from toolkit.domain.texts.text import normalise
from toolkit.exchange.refi_positions import Counting, counted_as, countings, nearest
from toolkit.exchange.refi_reading import read


@pytest.mark.parametrize("raw", ["\r\r\n", "a\r\r\nb\r", "\r\n\r"])
def test_a_return_before_a_line_end_is_a_line_end_of_its_own(raw):
    assert {counted_as(raw, way).kept for way in countings(raw, marked=True)} == {normalise(raw)}


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_every_way_of_counting_keeps_the_text_and_finds_its_words(raw, data):
    for way in countings(raw, marked=True):
        places = counted_as(raw, way)
        assert places.kept == normalise(raw)
        counted = raw if way.line_ends == 2 else raw.replace("\r\n", "\n")
        cut = data.draw(st.integers(0, len(counted)))
        size = units(counted[:cut]) if way.unit is Unit.UTF16 else cut
        end = places.end(size + way.mark)
        assert end is not None
        # words before a cut at a place where nothing joins are the words before it, normalised
        before, after = counted[:cut], counted[cut:]
        if after and unicodedata.combining(after[0]):
            continue
        if normalise(before) + unicodedata.normalize("NFC", after).replace("\r", "\n") == places.kept:
            assert places.kept[:end].replace("\x00", "\ufffd") == normalise(before)


@pytest.mark.parametrize(
    ("raw", "start", "end", "words"),
    [
        ("a\u030angra", 0, 2, "å"),
        ("a\u030angra", 1, 3, "ån"),  # a cut inside a letter takes the whole letter
        ("\r\n\u1112\u1161\u11abx", 2, 5, "한"),
        ("\u1112\u1161\u11ab x", 4, 5, "x"),
        ("\u0344\u0344x", 2, 3, "x"),
        ("e\u0301 \u2126m", 3, 5, "Ωm"),
        ("a\r\nb", 1, 3, "\n"),
        ("a\r\nb", 2, 4, "\nb"),
        ("\ufeff\ufeffab", 3, 4, "b"),
    ],
)
def test_composed_letters_and_line_ends(raw, start, end, words):
    places = counted_as(raw, Counting(line_ends=2))
    assert places.kept[places.start(start) : places.end(end)] == words


def test_a_position_between_two_units_of_one_sign_is_none():
    places = counted_as("a😀b", Counting(Unit.UTF16))
    assert (places.start(2), places.end(3), places.start(4), places.start(5)) == (None, 2, 3, None)


def test_the_ways_that_can_differ():
    assert countings("abc", marked=False) == [Counting()]
    assert len(countings("a\r\n😀", marked=True)) == 8
    assert nearest(Counting(Unit.UTF16, 2, 1), countings("a\r\nb", marked=False)) == Counting(line_ends=2)


WORDS = "😀 ".join(f"ord{n} och några till" for n in range(30))


def project(origin, places, *, names=False, text=WORDS):
    inside = "".join(
        selection(f"s{n}", start, end, coding(f"c{n}", "k"), name=words if names else "")
        for n, (start, end, words) in enumerate(places)
    )
    xml = f"""{HEAD}<Project {SPACE} name="P" origin="{origin}">
    <CodeBook><Codes><Code guid="{guid("k")}" name="K"/></Codes></CodeBook>
    <Sources><TextSource guid="{guid("t")}" name="d01" plainTextPath="internal://t.txt">{inside}</TextSource></Sources></Project>"""
    found = read(packed(xml, {"sources/t.txt": text.encode()}), "x.qdpx")
    return found, found.units[guid("t")], [each.span.of(found.sources[0].text) for each in found.sources[0].selections]


def places(unit, count=20):
    found = []
    for n in range(count):
        word = f"ord{n} och"
        start = WORDS.index(word)
        begin = units(WORDS[:start]) if unit is Unit.UTF16 else start
        found.append((begin, begin + len(word), word))
    return found


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("origin", ["NVivo 12", "ATLAS.ti", "QualCoder 4", "Något nytt", ""])
def test_quotes_in_names_decide_against_any_producer(unit, origin):
    _, found, quotes = project(origin, places(unit), names=True)
    assert (found.unit, found.by) == (unit, "quotes")
    assert quotes == [f"ord{n} och" for n in range(20)]


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("origin", ["NVivo 12", "QualCoder 4", "Något nytt"])
def test_cut_words_decide_where_no_name_does(unit, origin):
    whole, found, quotes = project(origin, places(unit))
    usual = Unit.UTF16 if "NVivo" in origin else Unit.CODE_POINTS
    assert (found.unit, found.by) == (unit, "producer" if unit is usual else "edges")
    assert quotes == [f"ord{n} och" for n in range(20)]
    assert (found.selections, found.checked) == (20, 20)
    assert [loss.kind for loss in whole.losses] == ([] if unit is usual else ["unit_edges"])


def test_too_few_selections_leave_it_to_the_producer():
    _, found, quotes = project("NVivo 12", places(Unit.UTF16, 3)[2:])
    assert (found.unit, found.by, quotes) == (Unit.UTF16, "producer", ["ord2 och"])


def test_a_text_in_which_all_ways_agree_needs_no_evidence():
    _, found, quotes = project("NVivo 12", [(0, 3, "Hej")], text="Hej på dig")
    assert (found.by, quotes) == ("same", ["Hej"])
