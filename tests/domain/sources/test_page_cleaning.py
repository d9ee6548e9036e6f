"""Cleaning of printed pages: what is furniture, which lines and words are joined, and that nothing else changes."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.domain.sources.page_cleaning import cleaning, turns_after
from toolkit.domain.sources.page_furniture import Kind
from toolkit.domain.sources.revisions import applied, inverse
from toolkit.domain.sources.sources import RawTurn
from toolkit.domain.texts.text import Span
from toolkit.importers.turns import split_turns

HEAD = "Utvärdering av ledarutbildningen"
FILL = "Det här är en lång rad som fyller ut sidan så att raderna blir breda"


def printed(*pages):
    return "\n\f".join("\n".join(page) for page in pages)


def cleaned(text, turns=None):
    found = cleaning(text, split_turns(text).turns if turns is None else turns)
    return applied(text, found.edits), found


def document(*lines):
    """What becomes of the lines of a page that nobody speaks."""
    return cleaned("\n".join((FILL, *lines)), ())[0].removeprefix(FILL)


def test_heads_feet_and_numbers_go_and_a_broken_turn_is_one_again():
    text = printed(
        [HEAD, "I: Hur gick det?", "D01: Det gick bra och jag lärde mig", "väldigt mycket om hur man", "Sida 1 av 3"],
        [HEAD, "leder andra i köket.", "I: Och", "Sida 2 av 3"],
        [HEAD, "sedan då?", "D01: Bra.", "Sida 3 av 3"],
    )
    turns = split_turns(text).turns
    new, found = cleaned(text)
    assert new == (
        "I: Hur gick det?\nD01: Det gick bra och jag lärde mig väldigt mycket om hur man leder andra i köket.\n\f"
        "I: Och sedan då?\n\fD01: Bra.\n"
    )
    assert found.counts == {Kind.HEADS: 3, Kind.PAGE_NUMBERS: 3, Kind.LINES: 3}
    assert found.removed[Kind.HEADS] == (HEAD,)
    spoken = [(turn.label, turn.span.of(new)) for turn in turns_after(turns, text, found.edits)]
    assert [label for label, _ in spoken] == ["I", "D01", "I", "D01"]
    assert spoken[2] == ("I", "Och sedan då?")
    assert applied(new, inverse(text, found.edits)) == text


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("vi var på ar-", "betsplatsen"), "vi var på arbetsplatsen"),
        (("vi var på ar\u00ad", "betsplatsen"), "vi var på arbetsplatsen"),
        (("in-", "och utgående samtal"), "in- och utgående samtal"),
        (("på IT-", "avdelningen"), "på IT-avdelningen"),
        (("Anna-", "Karin sa"), "Anna-Karin sa"),
        (("en e-post kom, sedan e-", "post igen"), "en e-post kom, sedan e-post igen"),
        (("för att söka, men för-", "söka gick"), "för att söka, men för-söka gick"),
        (("att försöka söka för-", "söka"), "att försöka söka försöka"),
    ],
)
def test_words_broken_at_a_lines_end(lines, joined):
    assert document(*lines) == " " + joined


@pytest.mark.parametrize(
    "lines",
    [
        ("Kort slut.", "Ett nytt stycke"),
        ("som en lista", "• första"),
        ("som en lista", "2. Andra"),
        ("och så vidare", "[00:01:02] sedan"),
        ("en rad", "", "ett nytt stycke"),
        ("brödtext som slutar här", "1 Se bilaga 3, s. 4."),
    ],
)
def test_lines_that_stay(lines):
    assert document(*lines).endswith("\n".join(lines))


def test_footnotes_at_a_pages_foot_stay():
    text = printed(*[[HEAD, FILL[page:], f"{page} Se bilaga {page * 7}.", f"{page}"] for page in range(1, 5)])
    new, found = cleaned(text, ())
    assert all(f"{page} Se bilaga {page * 7}." in new for page in range(1, 5))
    assert found.counts[Kind.PAGE_NUMBERS] == 4


def test_short_turns_that_come_back_at_the_pages_edge_are_speech():
    text = printed(*[["I: Mm.", "D01: Ja."]] * 4)
    assert cleaned(text)[0] == text


def test_numbers_that_do_not_count_the_pages_are_speech():
    text = printed(["D01: Hur många?", "7"], ["D01: Hur många?", "12"], ["D01: Hur många?", "3"])
    new, found = cleaned(text, ())
    assert set(found.counts) == {Kind.LINES}
    assert all(number in new for number in ("7", "12", "3"))


def test_ligatures_are_written_as_two():
    new, found = cleaned("I: Finns det ﬁna ﬂoder?\nD01: Oﬃciellt.\nI: Ja?\nD01: Jo.")
    assert new == "I: Finns det fina floder?\nD01: Officiellt.\nI: Ja?\nD01: Jo."
    assert found.counts == {Kind.LIGATURES: 3}


def test_lines_of_different_speakers_are_never_joined():
    text = "I: och då så\nD01: ja men\nI: just det\nD01: precis så"
    assert cleaned(text)[0] == text


def test_a_text_of_nothing_but_furniture_is_left():
    assert cleaned("", ())[0] == ""
    assert cleaned("1\n\f2\n\f3", ())[0] == "1\n\f2\n\f3"


WORDS = st.lists(
    st.sampled_from(["ord", "å-", "Ö.", "I:", "D01:", "3", "ﬁn", "", "\u00ad", "👩‍🚀", "e\u0301", "•"]), max_size=5
)
PAGES = st.lists(st.lists(WORDS.map(" ".join), max_size=6), max_size=5)


@example([["ord ord ord", "ord ﬁn ord ord ord"] * 2] * 2, False)
@given(PAGES, st.booleans())
@settings(deadline=None)
def test_any_text_loses_no_word_but_those_that_are_told(pages, spoken):
    from toolkit.domain.texts.text import normalise

    text = normalise(printed(*pages))
    turns = split_turns(text).turns if spoken else ()
    new, found = cleaned(text, turns)
    letters = [sign for sign in new if sign.isalnum()]
    if found.edits and not found.removed:  # a text of nothing but furniture is left as it is
        before = [sign for sign in text.replace("ﬁ", "fi") if sign.isalnum()]
        assert letters == before
    assert applied(new, inverse(text, found.edits)) == text
    after = turns_after(turns, text, found.edits)
    assert all(one.span.of(new).strip() for one in after)


def test_the_cost_grows_with_the_text():
    dice = random.Random(1)
    said = [
        [" ".join(dice.choices(("ord", "för-", "sedan", "å", "det."), k=12)) for _ in range(40)] for _ in range(300)
    ]
    text = printed(*[[HEAD, *lines, str(page)] for page, lines in enumerate(said)])
    turns = (RawTurn(Span(0, len(text)), "D01"),)
    new, found = cleaned(text, turns)
    assert found.counts[Kind.HEADS] == 300
    assert HEAD not in new
