import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.quotes.quote_comparing import Difference, Located, _whole, difference, located, nearly
from toolkit.domain.quotes.quote_edits import Edit, EditKind, faults, folded, printed
from toolkit.domain.quotes.quote_words import Kind, tokens
from toolkit.domain.texts.text import Span

K = EditKind
SAID = (
    "ja alltså Karin ringde [skratt] till mig på morgonen, det var ju bra. Sen så, jag vet inte... "
    "Men pappren var svåra – och då hjälpte hon mig, i 3,5 veckor. Vad skulle jag gjort annars?"
)
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


def kinds(edits):
    return [edit.kind for edit in edits]


def edits_between(said, shown):
    """The edits that make all of the printed words of all that was said; None where none do."""
    found = _whole(said, shown, 0)
    return None if isinstance(found, Difference) else found.edits


@pytest.mark.parametrize(
    ("said", "shown", "wanted"),
    [
        ("Karin ringde mig.", "[Handledaren] ringde mig.", [K.MASK]),
        ("och det var svårt.", "Och [pappersarbetet] var svårt.", [K.CASE, K.REFER]),
        ("Det var svårt för henne.", "Det var svårt [för mig] för henne.", [K.CLARIFY]),
        ("Det var, alltså, jag menar, bra.", "Det var (...) bra.", [K.OMIT]),
        ("Det var, alltså, jag menar, bra.", "Det var […] bra.", [K.OMIT]),
        ("Det var [skratt] bra", "Det var bra.", [K.REMARK, K.PUNCTUATION]),
        ("det var bra, sen slutade det.", "Det var bra. Sen slutade det.", [K.CASE, K.PUNCTUATION, K.CASE]),
        ("Det var bra – ja", "Det var bra ja", [K.PUNCTUATION]),
        ("Det var bra...", "Det var bra…", []),
    ],
)  # fmt: skip
def test_named_edits_are_found_and_print_the_same_again(said, shown, wanted):
    edits = edits_between(said, shown)
    assert kinds(edits) == wanted
    assert printed(said, Span(0, len(said)), edits) == shown.replace("…", "..." if "..." in said else "…")


@pytest.mark.parametrize(
    ("said", "shown", "word"),
    [
        ("Det var bra.", "Det vore bra.", "vore"),
        ("Det var bra.", "Det var inte bra.", "inte"),
        ("Det var inte bra.", "Det var bra.", "bra"),
        ("Det var bra.", "det Var bra.", "Var"),
        ("Är det bra?", "Är det bra.", ""),
        ("Det är bra.", "Det är bra!", "!"),
        ("Det tog 3,5 år.", "Det tog 35 år.", "35"),
        ("Det tog -5 år.", "Det tog 5 år.", "5"),
        ("Det var bra sen.", "Det var bra", ""),
        ("Jag var i dag där.", "Jag var idag där.", "idag"),
    ],
)
def test_any_other_difference_is_refused_and_told_where(said, shown, word):
    assert edits_between(said, shown) is None
    found = difference(said, shown)
    assert found.printed == word
    assert shown[found.at :].startswith(word)


def test_words_are_found_anywhere_in_a_turn_and_the_place_is_told():
    found = located(SAID, "[Handledaren] ringde till mig (...) det var ju bra", offset=100)
    assert isinstance(found, Located)
    assert SAID[found.span.start - 100 :].startswith("Karin")
    assert printed(SAID, found.span, found.edits, offset=100) == "[Handledaren] ringde till mig (...) det var ju bra"


def test_the_nearest_words_are_found_when_one_letter_is_another():
    near = nearly(SAID, "Mem pappren var svåra och då hjälpte hon mig")
    assert near.share > 0.7
    assert (near.difference.printed, near.difference.spoken) == ("Mem", "Men")
    assert nearly(SAID, "xyz") is None


def test_two_glued_quotes_are_none_of_one_place():
    assert isinstance(located(SAID, "Karin ringde till mig” ”pappren var svåra"), Difference)


PIECES = st.lists(
    st.sampled_from(["Karin", "jag", "det", "svårt", ",", ".", " –", "...", "[skratt]", "3,5", "Af:s", "e-post", "?"]),
    min_size=4,
    max_size=40,
)  # fmt: skip


@st.composite
def edited(draw):
    """A spoken text and edits of it of every kind, none over another."""
    said = " ".join(draw(PIECES))
    found, at = [], 0
    for token in tokens(said):
        if token.span.start < at or not draw(st.booleans()):
            continue
        kind = draw(st.sampled_from([K.MASK, K.REFER, K.CLARIFY, K.OMIT, K.REMARK, K.PUNCTUATION]))
        says = {K.OMIT: "", K.REMARK: "", K.PUNCTUATION: draw(st.sampled_from(["", ",", "."]))}.get(kind, "rollen")
        edit = Edit(kind, token.span, says)
        if (token.kind is Kind.WORD or kind in (K.REMARK, K.PUNCTUATION)) and not faults(
            said, Span(0, len(said)), [edit]
        ):
            found.append(edit)
            at = token.span.end + 1
    return said, found


@settings(max_examples=300, deadline=None)
@given(edited())
def test_whatever_edits_print_comparing_finds_edits_that_print_the_same(case):
    said, edits = case
    shown = printed(said, Span(0, len(said)), edits)
    found = edits_between(said, shown)
    assert found is not None
    assert not faults(said, Span(0, len(said)), found)
    assert folded(printed(said, Span(0, len(said)), found)) == folded(shown)


def test_a_thousand_changes_of_one_letter_are_all_refused():
    chance = random.Random(5)
    shown = printed(SAID, Span(0, len(SAID)), edits_between(SAID, SAID.replace("[skratt] ", "")))
    words = [at for at, letter in enumerate(shown) if letter.isalpha()]
    for _ in range(1000):
        at = chance.choice(words)
        other = chance.choice([letter for letter in LETTERS if letter != shown[at].lower()])
        changed = {
            0: shown[:at] + other + shown[at + 1 :],
            1: shown[:at] + shown[at + 1 :],
            2: shown[:at] + other + shown[at:],
        }
        mutated = changed[chance.randrange(3)]
        assert mutated == shown or edits_between(SAID, mutated) is None, mutated


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Karin kom hem.", K.MASK),
        ("Hon kom hem.", K.REFER),
        ("Där kom hem.", K.REFER),
        ("They kom hem.", K.REFER),
        ("then Karin kom hem.", K.MASK),
        ("sen då kom hem.", K.REFER),
    ],
)
def test_a_bracket_stands_for_a_name_where_a_capital_tells_of_one(said, kind):
    edits = edits_between(said, "[ någon ] kom hem.")
    assert (kinds(edits), edits[0].text) == ([kind], "någon")


@pytest.mark.parametrize(("number", "kind"), [(14, K.REFER), (15, None)])
def test_a_bracket_stands_for_fourteen_words_at_most(number, kind):
    said = f"Jag {'gick ' * number}hem."
    assert kinds(edits_between(said, "Jag [promenerade] hem.") or []) == ([kind] if kind else [])
    assert kinds(edits_between(said, "Jag (...) hem.")) == [K.OMIT]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Det var, bra.", "Det var (...) bra."),  # no word is left out
        ("Det var bra.", "Det var [] bra."),
        ("Det [ohörbart] bra.", "Det [var] bra."),  # what nobody heard is not known
        ("", "Det var bra."),
        ("Det var bra.", ""),
        ("Det var bra.", "Det var bra. Det var bra."),
        ("jag vet", "jag Vet"),
    ],
)
def test_brackets_and_marks_make_nothing_of_what_was_not_said(said, shown):
    assert edits_between(said, shown) is None


def test_of_two_places_the_one_with_fewest_edits_is_found():
    text = "Det var alltså bra. Sen igen: det var bra. Det var, alltså, bra."
    found = located(text, "Det var bra", offset=10)
    assert found.span.of("x" * 10 + text) == "det var bra"
    assert kinds(found.edits) == [K.CASE]
    assert located(text, "det var bra") == Located(Span(text.index("det"), text.index("det") + 11), ())


@pytest.mark.parametrize(
    ("said", "shown", "span"),
    [
        ("Det var bra sen kom hon.", "Det var bra, sen kom hon.", Span(11, 12)),  # before the blank
        ("Det var bra sen", "Det var bra sen.", Span(14, 15)),  # after the last letter
    ],
)
def test_a_mark_is_put_before_the_blank_or_after_the_last_letter(said, shown, span):
    (edit,) = edits_between(said, shown)
    assert (edit.kind, edit.span) == (K.PUNCTUATION, span)
    assert printed(said, Span(0, len(said)), [edit]) == shown


def test_words_that_come_close_are_told_with_the_share_that_is_there():
    near = nearly("Jag gick hem till henne igår.", "Jag gick bort till henne igår.", offset=5)
    assert near.share == pytest.approx(6 / 7)
    assert (near.span, near.difference.spoken, near.difference.spoken_at) == (Span(5, 34), "hem", 14)
    assert nearly("Jag gick hem.", "Jag gick hem.") is None
