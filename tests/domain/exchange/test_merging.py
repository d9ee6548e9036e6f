import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.exchange.merging import Edition, Why, alike, covered, likeness, runs
from toolkit.domain.texts.text import Span

TALK = (
    "I: What was it like?\nP1: The bus was late every morning, and nobody waited for me at the stop.\n"
    "I: Mm.\nP1: So I walked. It is five kilometres, and in winter it is dark when you start.\nI: Mm.\nP1: Yes.\n"
)


def place(after, words, before=TALK):
    start = before.index(words)
    found = Edition(before, after).place(Span(start, start + len(words)))
    return found.why, found.span and found.span.of(after)


def test_the_same_words_are_found_where_they_stand_now():
    assert place(TALK, "nobody waited") == (Why.SAME, "nobody waited")
    assert place("Interview 1\n" + TALK, "nobody waited") == (Why.MOVED, "nobody waited")
    assert place(TALK.replace(" and nobody", "\nand  nobody"), "and nobody") == (Why.MOVED, "and  nobody")


def test_half_a_word_stays_half_a_word():
    assert place("Well. " + TALK, "bus was la") == (Why.MOVED, "bus was la")


def test_a_passage_that_was_moved_is_known_by_its_words():
    after = TALK.replace("So I walked. It is five kilometres, ", "") + "P1: So I walked. It is five kilometres, then.\n"
    assert place(after, "So I walked. It is five kilometres,") == (Why.MOVED, "So I walked. It is five kilometres,")


def test_an_edited_passage_keeps_its_edges():
    after = TALK.replace("late every morning", "very late each morning")
    words = "The bus was late every morning, and nobody waited for me at the stop."
    assert place(after, words) == (
        Why.EDITED,
        "The bus was very late each morning, and nobody waited for me at the stop.",
    )


def test_what_is_gone_or_stands_twice_is_not_guessed():
    assert place(TALK.replace("So I walked. ", ""), "So I walked.") == (Why.GONE, None)
    assert place(TALK.replace("P1: Yes.\n", ""), "Yes.") == (Why.GONE, None)
    twice = TALK.replace("So I walked. It is five", "So I ran. It is nine") + 2 * "P1: So I walked. It is five today.\n"
    assert place(twice, "So I walked. It is five") == (Why.SEVERAL, None)


def test_a_short_quote_elsewhere_proves_nothing():
    after = TALK.replace("P1: Yes.\n", "") + "I: Did you say it is dark, yes. Thanks.\n"
    assert place(after, "Yes.") == (Why.GONE, None)


def test_places_beyond_the_text_or_without_words():
    assert Edition(TALK, TALK).place(Span(len(TALK) - 1, len(TALK) + 5)).span is None
    assert Edition("a   b", "a   b").place(Span(1, 3)).span is None
    assert Edition("", "x").place(Span(0, 1)).span is None


words = st.lists(st.sampled_from(["och", "jag", "bussen", "å", "🙂", "e\u0301t", "kom", "sen."]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(old=words, new=words, data=st.data())
def test_what_is_placed_unedited_holds_the_very_words(old, new, data):
    before, after = " ".join(old), "\n".join(new)
    if not before:
        return
    start = data.draw(st.integers(0, len(before) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(before))))
    found = Edition(before, after).place(span)
    if found.span is not None and found.why is not Why.EDITED:
        assert found.span.of(after).split() == span.of(before).split()


def test_versions_of_a_text_are_alike_and_other_interviews_are_not():
    other = "I: What was it like?\nP2: We had a car, so that was never a question for us out there.\nI: Mm.\nP2: No.\n"
    ours = {"a": runs(TALK * 3), "b": runs(other * 3)}
    edited = runs((TALK * 3).replace("five kilometres", "six kilometres", 1))
    assert alike({"x": edited, "y": runs("Nothing of all this was said here, by nobody at all.")}, ours) == {"x": "a"}
    assert likeness(frozenset(), frozenset()) == 0


def test_two_versions_of_one_text_are_no_sure_match():
    assert alike({"x": runs(TALK)}, {"a": runs(TALK), "b": runs(TALK + "I: One more thing, if you have time.\n")}) == {}


@pytest.mark.parametrize(("n", "count"), [(0, 1), (1, 1), (4, 1), (5, 1), (6, 2), (25, 21)])
def test_a_text_has_a_run_of_five_words_from_each_word_on(n, count):
    assert len(runs(" ".join(f"ord{at}" for at in range(n)))) == count


@pytest.mark.parametrize(
    "same",
    [TALK.upper(), TALK.replace("\n", "  \n\n"), TALK.replace(",", "").replace(".", ";"), f"\n{TALK}\n"],
    ids=["capitals", "lines", "marks", "edges"],
)
def test_only_words_tell_texts_apart(same):
    assert likeness(runs(TALK), runs(same)) == 1


numbered = st.frozensets(st.integers(0, 30), max_size=20)


@given(numbered, numbered)
def test_likeness_is_a_share_that_looks_the_same_from_both_sides(one, other):
    share = likeness(one, other)
    assert 0 <= share <= 1
    assert share == likeness(other, one)
    assert (share == 1) == (one == other != frozenset())
    assert (share == 0) == one.isdisjoint(other)


def span(start, end):
    """Runs by number: as large a part of a text as a test needs."""
    return frozenset(range(start, end))


@pytest.mark.parametrize(
    ("ours", "match"),
    [
        ({"a": span(0, 5)}, {"x": "a"}),  # half of all runs of both
        ({"a": span(0, 5) | span(20, 21)}, {}),  # a little less than half
        ({"a": span(0, 9), "b": span(0, 6)}, {"x": "a"}),  # 0.9 is exactly one and a half times 0.6
        ({"a": span(0, 9), "b": span(0, 7)}, {}),
        ({"a": span(0, 10) | span(20, 110), "b": span(0, 9)}, {"x": "b"}),  # shares more runs, but is far longer
        ({"a": span(0, 9), "b": span(0, 1), "c": span(0, 5)}, {"x": "a"}),
        ({"a": span(30, 40)}, {}),
        ({}, {}),
    ],
    ids=["half", "less", "clearly", "unclear", "longer", "third", "other", "none"],
)
def test_a_version_shares_half_of_the_runs_and_clearly_more_than_the_next(ours, match):
    assert alike({"x": span(0, 10)}, ours) == match


def test_each_of_ours_is_matched_once_and_by_the_text_that_is_clearly_most_like_it():
    assert alike({"x": span(0, 10), "y": span(0, 10)}, {"a": span(0, 10)}) == {}
    assert alike({"x": span(0, 10), "y": span(0, 5)}, {"a": span(0, 10)}) == {"x": "a"}
    both = {"a": span(0, 10), "b": span(50, 60)}
    assert alike({"y": span(50, 59), "x": span(0, 9)}, both) == {"x": "a", "y": "b"}


@pytest.mark.parametrize(("texts", "match"), [(20, {"x": "0"}), (21, {})])
def test_what_stands_in_more_than_twenty_texts_does_not_tell_which_one_it_is(texts, match):
    """The guide's questions: alone in the first of ours, among much else in the others."""
    ours = {str(at): span(0, 10) | (span(100 * at, 100 * at + 90) if at else span(0, 0)) for at in range(texts)}
    assert alike({"x": span(0, 10)}, ours) == match


def test_a_single_word_and_the_very_last_one_have_their_place():
    assert place(TALK, "morning,") == (Why.SAME, "morning,")
    assert Edition("ett två", "noll ett två").place(Span(4, 7)).span == Span(9, 12)
    assert Edition("ett två", "ett två").place(Span(0, 7)).why is Why.SAME
    assert Edition("ett två", "ett två").place(Span(0, 8)).why is Why.GONE


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ("b b b b b b w1 w2 w3 w4", Why.MOVED),  # four words are known away from their place
        ("b b b b b b w1 w2 w3", Why.GONE),
        ("b b b b b b w1 w2 w3 w4 c w1 w2 w3 w4", Why.SEVERAL),
    ],
)
def test_words_away_from_their_place_are_known_from_four_on_and_where_they_stand_once(after, why):
    words = "w1 w2 w3 w4" if "w4" in after else "w1 w2 w3"
    placed = Edition(f"{words} b b b b b b", after).place(Span(0, len(words)))
    assert (placed.why, placed.span is not None) == (why, why is Why.MOVED)


def test_a_short_quote_that_stands_twice_elsewhere_is_in_several_places():
    assert Edition("w1 b b b b", "b b b b w1 c w1").place(Span(0, 2)).why is Why.SEVERAL
    assert Edition("w1 b b b b", "b b b b w1").place(Span(0, 2)).why is Why.GONE


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("a b c d", "a x c d", True),  # three words of four are there
        ("a b c d", "a x y d", False),  # two of four
        ("a b c d", "x b c d", False),  # not its first word
        ("a b c d", "a b c x", False),  # not its last
        ("a b c", "a x b c", True),
        ("a b c", "a x y b c", False),  # five words for three: much else stands there now
        ("a b c d e f", "a x b c y d e f", True),  # eight for six
        ("a b c d e f", "a x b c y d z e f", False),  # nine for six
    ],
)
def test_an_edited_passage_keeps_its_first_and_last_word_and_three_quarters(before, after, found):
    edition = Edition(f"P {before} Q", f"P {after} Q")
    placed = edition.place(Span(2, 2 + len(before)))
    assert (placed.why, placed.span and placed.span.of(f"P {after} Q")) == (
        (Why.EDITED, after) if found else (Why.GONE, None)
    )


def test_a_passage_that_begins_and_ends_within_words_is_cut_there_after_an_edit_too():
    before, after = "Sen kom bussen väldigt sent igen idag", "Sen kom bussen mycket väldigt sent igen idag"
    placed = Edition(before, after).place(Span(5, len(before) - 2))
    assert (placed.why, placed.span.of(after)) == (Why.EDITED, "om bussen mycket väldigt sent igen id")


@pytest.mark.parametrize(
    ("withheld", "holds"),
    [
        ([], False),
        ([Span(0, 5)], False),
        ([Span(0, 6)], True),
        ([Span(10, 12)], False),
        ([Span(20, 30), Span(9, 12)], True),
    ],
)
def test_a_span_is_covered_when_it_holds_a_letter_of_what_is_withheld(withheld, holds):
    assert covered(Span(5, 10), withheld) is holds
