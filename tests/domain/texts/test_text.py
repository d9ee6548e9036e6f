"""Text and positions: one normal form, spans in code points, quotes checked and found again."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.domain.texts.text import (
    Span,
    check_quote,
    find_quote,
    folded,
    from_utf16,
    normalise,
    to_utf16,
    trimmed,
    words,
)
from toolkit.errors import MisplacedQuote

FAMILY = "👩‍👩‍👧‍👦"
PIECES = st.sampled_from(
    [
        "I: ",
        "hej",
        "å",
        "a\u030a",
        "e\u0301",
        FAMILY,
        "😀",
        "🇸🇪",
        "\r\n",
        "\r",
        "\n",
        "\ufeff",
        "\x00",
        "\u00ad",
        "\u2028",
        "\x0c",
        "\u202e",
        " ",
    ]
)
raw_texts = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=20).map("".join)
texts = raw_texts.map(normalise).filter(bool)


@st.composite
def texts_with_spans(draw):
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


def test_normalising_takes_every_leading_mark_off():
    assert normalise(normalise("\ufeff\ufeff\ufeffhej")) == normalise("\ufeff\ufeff\ufeffhej")


@given(raw_texts)
@example("\ufeff\ufeffhej")
@example("\r\r\n\n")
@example("\ufeff\u030a")
def test_normalising_twice_is_normalising_once(raw):
    text = normalise(raw)
    assert normalise(text) == text
    assert "\r" not in text
    assert "\x00" not in text
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffI: Hej\r\nD01: Jo\rSlut\n", "I: Hej\nD01: Jo\nSlut\n"),
        ("a\u030a e\u0301", "å é"),
        (f"{FAMILY}\r\n", f"{FAMILY}\n"),
        ("a\x85b\u2028c\x0cd\x0be\u00adf", "a\x85b\u2028c\x0cd\x0be\u00adf"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_the_normal_form(raw, text):
    assert normalise(raw) == text


@given(raw_texts)
def test_the_kind_of_newline_does_not_move_a_position(raw):
    plain = raw.replace("\r\n", "\n").replace("\r", "\n")
    assert normalise(plain.replace("\n", "\r\n")) == normalise(plain)


@given(texts_with_spans())
def test_a_quote_stands_at_its_span_and_is_found_there(placed):
    text, span = placed
    quote = span.of(text)
    assert len(quote) == len(span)
    check_quote(text, span, quote)
    if quote.strip():
        assert find_quote(text, quote, near=span.start) == span


@given(texts_with_spans(), st.sampled_from([FAMILY, "å", "😀\n"]))
def test_a_quote_that_moved_is_misplaced_and_found_again(placed, before):
    text, span = placed
    quote, moved = span.of(text), before + text
    found = find_quote(moved, quote, near=span.start + len(before))
    if quote.strip():
        assert found == Span(span.start + len(before), span.end + len(before))
    if moved[span.start : span.end] != quote:
        with pytest.raises(MisplacedQuote):
            check_quote(moved, span, quote)


def test_a_quote_beyond_the_end_or_of_other_words_is_misplaced():
    for span, quote in ((Span(0, 9), "hej"), (Span(0, 3), "Hej"), (Span(1, 3), "hej")):
        with pytest.raises(MisplacedQuote) as caught:
            check_quote("hej", span, quote)
        assert "hej" not in caught.value.sentence.casefold()


def test_the_nearest_of_several_places_is_found():
    text = "jo jo jo"
    assert [find_quote(text, "jo", near=near) for near in (0, 4, 99)] == [Span(0, 2), Span(3, 5), Span(6, 8)]
    assert find_quote("aaa", "aa", near=1) == Span(1, 3)


def test_white_space_may_differ_in_a_quote_and_nothing_else_may():
    text = f"I: Jag var\n    rädd {FAMILY}, ärligt."
    assert find_quote(text, f"var rädd  {FAMILY}") == Span(7, text.index(","))
    assert find_quote(text, "var radd") is None
    assert find_quote(text, " \n") is None


def test_exact_words_win_over_near_ones_with_other_white_space():
    assert find_quote("jag  var. jag var.", "jag var", near=0) == Span(10, 17)


@given(texts, st.data())
def test_utf16_positions_go_there_and_back(text, data):
    position = data.draw(st.integers(0, len(text)))
    offset = to_utf16(text, position)
    assert from_utf16(text, offset) == position
    assert offset == len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def test_an_offset_inside_a_pair_is_the_position_before_it():
    assert [from_utf16("a😀b", offset) for offset in range(5)] == [0, 1, 1, 2, 3]
    assert to_utf16(FAMILY + "å", 7) == 11


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2)])
def test_a_span_is_never_empty_reversed_or_negative(start, end):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


spans = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(spans, spans)
def test_overlap_is_the_shared_part_of_the_shorter(first, second):
    shared = len(set(range(first.start, first.end)) & set(range(second.start, second.end)))
    assert first.shared(second) == second.shared(first) == shared
    assert first.overlap(second) == second.overlap(first) == shared / min(len(first), len(second))
    assert first.contains(second) == (shared == len(second))


@given(texts_with_spans())
def test_trimming_leaves_only_white_space_out(placed):
    text, span = placed
    found = trimmed(text, span.start, span.end)
    if found is None:
        assert not span.of(text).strip()
    else:
        assert span.contains(found)
        assert found.of(text) == span.of(text).strip()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Af:s beslut", 2),
        ("t.ex. så", 3),
        ("arbets- och", 2),
        ("it-frågor", 1),
        ("te't", 1),
        ("😀 – …", 0),
        ("År 2025", 2),
        ("snake_case", 2),
    ],
)
def test_words_are_counted_as_people_do(text, count):
    assert words(text) == count


def test_words_are_compared_without_capitals_and_wide_blanks():
    assert folded("  Så \u00a0LÄNGE\tinskriven ") == "så länge inskriven"
