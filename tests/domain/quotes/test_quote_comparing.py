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
