import unicodedata

import pytest

from toolkit.domain.quotes.quote_edits import (
    Edit,
    EditKind,
    faults,
    folded,
    in_bracket,
    printed,
    remarks,
    swapped,
    without_remarks,
)
from toolkit.domain.texts.text import Span

SAID = "Ja, Karin ringde [skratt] till mig – och det hjälpte, 3,5 timmar i veckan. Sen slutade det."
K = EditKind


def at(words, text=SAID):
    start = text.index(words)
    return Span(start, start + len(words))


def edit(kind, words, says="", text=SAID):
    return Edit(kind, at(words, text), says)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (edit(K.MASK, "Karin", "handledaren"), "Ja, [handledaren] ringde"),
        (edit(K.REFER, "det hjälpte", "stödet hjälpte"), "och [stödet hjälpte], 3,5"),
        (edit(K.CLARIFY, "ringde", "på morgonen"), "Karin ringde [på morgonen]"),
        (edit(K.OMIT, "och det hjälpte,"), "till mig – (...) 3,5 timmar"),
        (edit(K.OMIT, "och det hjälpte,", "[…]"), "till mig – […] 3,5 timmar"),
        (edit(K.REMARK, "[skratt]"), "ringde till mig"),
        (edit(K.CASE, "S"), "veckan. sen slutade"),
        (edit(K.PUNCTUATION, "–"), "till mig och det"),
        (edit(K.PUNCTUATION, "n. ", ","), "i veckan, Sen slutade"),
    ],
)
def test_each_kind_prints_what_it_names_and_nothing_else(made, shown):
    assert not faults(SAID, Span(0, len(SAID)), [made])
    assert shown in printed(SAID, Span(0, len(SAID)), [made])


@pytest.mark.parametrize(
    "made",
    [
        edit(K.MASK, "Kari", "handledaren"),  # cuts a word
        edit(K.MASK, "Karin", ""),
        edit(K.MASK, "Karin", "x]["),
        edit(K.MASK, "Karin", "x\x1b[2J"),
        edit(K.MASK, "Karin", "\ud800"),
        edit(K.OMIT, "det", "..."),
        edit(K.REMARK, "ringde"),
        edit(K.CASE, "ringde"),
        edit(K.CASE, "ingde"[:1]),
        edit(K.PUNCTUATION, "ringde"),
        edit(K.PUNCTUATION, "mig", "!"),
        Edit(K.PUNCTUATION, Span(at("3,5").start + 1, at("3,5").start + 2), "."),  # the comma of a number
        edit(K.PUNCTUATION, ". ", "?"),
    ],
)
def test_what_an_edit_may_not_touch_is_named(made):
    assert faults(SAID, Span(0, len(SAID)), [made]) == [made]


def test_a_letter_is_not_parted_from_its_accent():
    said = unicodedata.normalize("NFD", "Åsa gick.")
    made = Edit(K.MASK, Span(0, 1), "hon")
    assert faults(said, Span(0, len(said)), [made]) == [made]


def test_edits_over_each_other_or_outside_are_refused():
    for made in ([edit(K.OMIT, "det hjälpte"), edit(K.MASK, "hjälpte", "x")], [Edit(K.OMIT, Span(80, 900))]):
        with pytest.raises(ValueError, match="outside"):
            printed(SAID, Span(0, len(SAID)), made)


def test_a_bracket_that_begins_a_sentence_has_a_capital():
    text = "Det gick. Karin ringde, och Karin kom."
    assert in_bracket(text, text.index("Karin"), "handledaren") == "Handledaren"
    assert in_bracket(text, text.rindex("Karin"), "handledaren") == "handledaren"
    assert in_bracket(text, 0, "handledaren") == "Handledaren"


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("jag vet inte...", "jag  vet\ninte…"),
        ("hon sa ”ja”", "hon sa 'ja'"),
        ("det är Af:s – ja", "det är Af:s — ja"),
        ("it's e-post", "it’s e‑post"),
        ("bort\u00advald (...) nu", "bortvald […] nu"),
        ("Åsa håller på, à la café", unicodedata.normalize("NFD", "Åsa håller på, à la café")),
    ],
)
def test_typography_alone_is_no_difference(one, same):
    assert folded(one) == folded(same)


@pytest.mark.parametrize(
    ("one", "other"), [("Jag", "jag"), ("i dag", "idag"), ("3,5", "3.5"), ("bra?", "bra"), ("-5", "5")]
)
def test_letters_figures_and_marks_are_never_folded_away(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(("length", "fits"), [(1, True), (80, True), (81, False)])
def test_a_bracket_says_something_short(length, fits):
    assert (not faults(SAID, Span(0, len(SAID)), [edit(K.MASK, "Karin", "x" * length)])) is fits
    assert faults(SAID, Span(0, len(SAID)), [edit(K.CLARIFY, "Karin", " ")])


@pytest.mark.parametrize("mark", ["", ",", ".", ";", ":", "…", "...", " –"])
def test_soft_marks_may_be_put_for_each_other(mark):
    made = Edit(K.PUNCTUATION, Span(at("hjälpte,").end - 1, at("hjälpte,").end), mark)
    assert not faults(SAID, Span(0, len(SAID)), [made])
    assert f"hjälpte{mark} 3,5" in printed(SAID, Span(0, len(SAID)), [made])


@pytest.mark.parametrize(
    "remark",
    ["[skratt]", "(lång paus)", "[00:12]", "#00:12:31.5#", "[host och harkling]", "(laughs)", "[suckar]",
     "[flera talar samtidigt]", "[telefonen ringer]", "(mummel)", "[interrupts]"],
)  # fmt: skip
def test_a_transcribers_remark_is_no_speech(remark):
    text = f"Jag gick {remark} hem."
    (found,) = remarks(text, offset=7)
    assert found.span.of("x" * 7 + text) == remark
    assert printed(text, Span(0, len(text)), remarks(text)) == "Jag gick hem."
    assert without_remarks(text).split() == ["Jag", "gick", "hem."]


@pytest.mark.parametrize("kept", ["[handledaren]", "(AF)", "(1914)", "[12]", "[skolan", "[telefonnummer]"])
def test_other_brackets_are_kept(kept):
    assert remarks(f"Jag gick {kept} hem.") == ()


@pytest.mark.parametrize(("word", "other"), [("åsa", "Åsa"), ("Åsa", "åsa"), ("é", "É"), ("5", "5"), ("", "")])
def test_a_first_letter_is_raised_or_lowered(word, other):
    assert swapped(word) == other


@pytest.mark.parametrize(
    ("before", "says"),
    [("Ja. ", "Hon"), ("Ja? ”", "Hon"), ("Ja, ", "hon"), ("", "Hon"), ("– ", "Hon"), ("ja … ", "Hon"), ("ja: ", "hon")],
)
def test_a_bracket_has_a_capital_where_a_sentence_begins(before, says):
    assert in_bracket(before + "Karin kom.", len(before), "hon") == says
    assert in_bracket(before + "Karin kom.", len(before), "AF") == "AF"
