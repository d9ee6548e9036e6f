from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.exchange.merging import Edition, Why, alike, likeness, runs
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
