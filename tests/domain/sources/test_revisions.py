"""Spans follow their words through edits: exactly, also among emoji, joiners and letters in pieces."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.sources.revisions import Edit, Moves, Placed, applied, inverse, settled
from toolkit.domain.texts.text import Span, normalise

TEXT = "Jag var rädd, men de lyssnade på mig."
PIECES = (
    "a",
    "ö",
    " ",
    "\n",
    "o\u0308",
    "\u0308",
    "😀",
    "👩\u200d👧",
    "🇸🇪",
    "\u200d",
    "ord",
    "👍🏽",
    "ᄀ",
    "ᅡ",
    "é",
    ".",
)
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = normalise(draw(texts))
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    return text, [Edit(start, end, draw(texts)) for start, end in pairs]


def at(words: str, *, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def moved(span: Span, *edits: Edit) -> tuple[str, Placed | None]:
    made = settled(TEXT, edits)
    return applied(TEXT, made), Moves(made).place(span)


def test_a_span_before_or_after_an_edit_keeps_its_words() -> None:
    edit = Edit.at(at("rädd"), "mycket rädd")
    for words in ("Jag", "lyssnade"):
        text, placed = moved(at(words), edit)
        assert placed is not None
        assert placed.span.of(text) == words
        assert not placed.touched


def test_an_edit_within_a_span_changes_its_length() -> None:
    text, placed = moved(at("var rädd, men de"), Edit.at(at("rädd"), "glad och lugn"))
    assert placed is not None
    assert placed.span.of(text) == "var glad och lugn, men de"
    assert (placed.touched, placed.widened) == (True, False)


@pytest.mark.parametrize("words", ["rädd", "dd, men", "var rä"])
def test_an_edit_that_crosses_or_covers_widens_to_all_the_new_words(words: str) -> None:
    text, placed = moved(at(words), Edit.at(at("rädd"), "glad"))
    assert placed is not None
    assert "glad" in placed.span.of(text)
    assert placed.widened


def test_what_is_put_in_at_a_border_stays_outside() -> None:
    span = at("rädd")
    text, placed = moved(span, Edit(span.start, span.start, "mycket "), Edit(span.end, span.end, " då"))
    assert text == "Jag var mycket rädd då, men de lyssnade på mig."
    assert placed is not None
    assert placed.span.of(text) == "rädd"
    assert not placed.touched


def test_nothing_left_is_nowhere() -> None:
    assert moved(at("rädd"), Edit.at(at("var rädd,"), ""))[1] is None
    made = settled(TEXT, [Edit.at(at("rädd"), "")])
    assert Moves(made).landed(Span(7, 12), applied(TEXT, made)) is None  # a blank and the word: the blank is left


def test_edits_that_overlap_or_reach_beyond_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        settled(TEXT, [Edit(0, 4, "a"), Edit(3, 5, "b")])
    with pytest.raises(ValueError, match="beyond"):
        settled(TEXT, [Edit(0, 400, "a")])


def test_an_idle_edit_is_none() -> None:
    assert settled(TEXT, [Edit.at(at("rädd"), "ra\u0308dd")]) == ()


def test_a_letter_and_its_mark_and_a_family_are_not_parted() -> None:
    family = "👩\u200d👧"
    text = f"x{family}y"
    (edit,) = settled(text, [Edit(2, 3, " ")])
    assert family in text[edit.start : edit.end]
    assert settled("ax", [Edit(1, 1, "\u030a")]) == (Edit(0, 1, "å"),)


@given(edited())
@settings(max_examples=300, deadline=None)
def test_the_edited_text_is_composed_and_can_be_taken_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    made = settled(text, edits)
    new = applied(text, made)
    assert unicodedata.is_normalized("NFC", new)
    assert applied(new, inverse(text, made)) == text


@given(edited(), st.integers(0, 80), st.integers(1, 40))
@settings(max_examples=300, deadline=None)
def test_words_that_no_edit_touches_stand_at_the_moved_span(
    case: tuple[str, list[Edit]], start: int, length: int
) -> None:
    text, edits = case
    made = settled(text, edits)
    new, moves = applied(text, made), Moves(made)
    if start + length > len(text):
        return
    span = Span(start, start + length)
    placed = moves.place(span)
    if placed is None:
        assert any(one.start <= span.start and one.end >= span.end for one in made) or len(made) > 1
    elif not placed.touched:
        assert placed.span.of(new) == span.of(text)
        back = Moves(inverse(text, made)).place(placed.span)
        assert back is not None
        assert back.span == span
    else:
        assert placed.span.end <= len(new)


def test_ten_thousand_spans_among_a_thousand_edits_are_placed_at_once() -> None:
    chance = random.Random(6)
    text = " ".join(chance.choice(("ett", "två", "tre", "fyra")) for _ in range(20_000))
    cuts = sorted(chance.sample(range(len(text)), 2_000))
    made = settled(text, [Edit(a, b, "x") for a, b in zip(cuts[::2], cuts[1::2], strict=True)])
    moves, new = Moves(made), applied(text, made)
    for _ in range(10_000):
        start = chance.randrange(len(text) - 50)
        placed = moves.place(Span(start, start + 40))
        assert placed is not None
        assert placed.span.end <= len(new)
