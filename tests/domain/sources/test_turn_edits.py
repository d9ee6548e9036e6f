"""Corrections of turns: only what differs is an edit, and every other turn keeps its words, label and time."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.sources.revisions import Edit
from toolkit.domain.sources.sources import RawTurn, Role, Source, Turn
from toolkit.domain.sources.turn_edits import (
    Correction,
    cut,
    edited,
    joined,
    label_for,
    places,
    replaced,
    split,
    spoken,
    turn_at,
    worded,
)
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError

SAID = (
    ("I", "Hur var det?", Role.INTERVIEWER, None),
    ("SA", "Det var bra. Sen blev det sämre.", Role.RESPONDENT, "D10"),
    ("I", "Bra?", Role.INTERVIEWER, None),
    ("SA", "Ja, mycket bra.", Role.RESPONDENT, "D10"),
)


def made(*said: tuple[str | None, str, Role, str | None]) -> Source:
    text, turns = "Samtal\n\n", []
    for number, (label, words, role, who) in enumerate(said, 1):
        text += f"{label}: " if label else ""
        turns.append(Turn(number, Span(len(text), len(text) + len(words)), role, label, who, float(number)))
        text += f"{words}\n\n"
    return Source("d10.txt", "", text, tuple(turns), {}, datetime(2026, 3, 1, tzinfo=UTC))


SOURCE = made(*SAID)


def after(correction: Correction, source: Source = SOURCE) -> list[tuple[str | None, str]]:
    """Who says what once it is corrected."""
    text = correction.text(source.text)
    return [(turn.label, turn.span.of(text)) for turn in correction.turns]


WORDS = [(label, words) for label, words, _, _ in SAID]


def test_turns_are_cut_as_they_stand_without_who_was_found_to_speak() -> None:
    assert cut(SOURCE)[1] == RawTurn(SOURCE.turns[1].span, "SA", 2.0)


def test_a_turn_is_found_by_its_number_and_another_is_told_with_how_many_there_are() -> None:
    assert turn_at(SOURCE, 3) is SOURCE.turns[2]
    for number in (0, 5, -1):
        with pytest.raises(NotFound) as caught:
            turn_at(SOURCE, number)
        assert "d10.txt" in caught.value.sentence
        assert "4" in caught.value.hint


def test_other_words_for_a_turn_are_an_edit_of_what_differs_only() -> None:
    correction = worded(SOURCE, 2, "  Det var bra. Sedan blev det sämre. ")
    assert after(correction) == [WORDS[0], ("SA", "Det var bra. Sedan blev det sämre."), *WORDS[2:]]
    [edit] = correction.edits
    assert SOURCE.text[edit.start : edit.end] in ("Sen", "n", "Sen ")
    assert [turn.time for turn in correction.turns] == [1.0, 2.0, 3.0, 4.0]
    assert correction.verb == "correct"


def test_the_same_words_are_no_edit_also_when_they_are_composed_otherwise() -> None:
    assert worded(SOURCE, 2, "Det var bra. Sen blev det sa\u0308mre.").edits == ()


@pytest.mark.parametrize("words", ["", "  \n", "\ufeff"])
def test_a_turn_is_never_left_without_words(words: str) -> None:
    with pytest.raises(UsageError) as caught:
        worded(SOURCE, 2, words)
    assert caught.value.hint


@settings(max_examples=40)
@given(st.text(alphabet="aå b.\n🙂e\u0301", min_size=1, max_size=30), st.integers(1, 4))
def test_whatever_words_are_given_stand_there_and_all_others_are_as_they_were(words: str, number: int) -> None:
    if not words.strip():
        return
    correction = worded(SOURCE, number, words)
    text = correction.text(SOURCE.text)
    told = [turn.span.of(text) for turn in correction.turns]
    assert told[number - 1] == unicodedata.normalize("NFC", words).strip()
    assert told[: number - 1] + told[number:] == [said for at, (_, said) in enumerate(WORDS, 1) if at != number]


def test_a_turn_whose_words_are_all_taken_out_goes() -> None:
    span = SOURCE.turns[2].span
    correction = edited(SOURCE, [Edit(span.start, span.end, " ")], verb="clean")
    assert [said for _, said in after(correction)] == [WORDS[0][1], WORDS[1][1], WORDS[3][1]]


@pytest.mark.parametrize(
    ("word", "number", "found"),
    [
        ("bra", None, ["bra", "Bra", "bra"]),
        ("Bra", None, ["bra", "Bra", "bra"]),
        ("bra", 2, ["bra"]),
        ("bra", 1, []),
        ("br", None, []),
        ("det var", None, ["Det var"]),
        ("var  \n bra", None, ["var bra"]),
        ("I", None, []),  # the label is not what is said
        ("ja,", None, ["Ja,"]),
        (" sämre ", None, ["sämre"]),
        ("sa\u0308mre", None, ["sämre"]),
        ("BRA", None, []),
    ],
)
def test_a_word_is_found_whole_in_what_is_said(word: str, number: int | None, found: list[str]) -> None:
    assert [span.of(SOURCE.text) for span in places(SOURCE, word, number=number)] == found


def test_signs_of_a_pattern_are_looked_for_as_they_stand() -> None:
    source = made(("SA", "Det (typ) kostar 3.5 eller 3x5.", Role.RESPONDENT, "D10"))
    assert [span.of(source.text) for span in places(source, "(typ)")] == ["(typ)"]
    assert [span.of(source.text) for span in places(source, "3.5")] == ["3.5"]


def test_nothing_is_not_looked_for() -> None:
    with pytest.raises(UsageError):
        places(SOURCE, " \n")


def test_a_capital_that_stood_there_is_kept() -> None:
    correction = replaced(SOURCE, places(SOURCE, "bra"), "fint")
    assert [said for _, said in after(correction)] == [
        "Hur var det?",
        "Det var fint. Sen blev det sämre.",
        "Fint?",
        "Ja, mycket fint.",
    ]
    name = replaced(SOURCE, places(SOURCE, "bra", number=3), "Åby")
    assert after(name)[2] == ("I", "Åby?")
    assert replaced(SOURCE, [], "fint").edits == ()


def test_words_replaced_by_nothing_are_taken_out() -> None:
    assert after(replaced(SOURCE, places(SOURCE, "mycket"), ""))[3] == ("SA", "Ja,  bra.")


def test_a_turn_is_cut_in_two_before_a_word() -> None:
    correction = split(SOURCE, 2, 13, "I")
    assert after(correction) == [
        WORDS[0], ("SA", "Det var bra."), ("I", "Sen blev det sämre."), *WORDS[2:],
    ]  # fmt: skip
    assert [turn.time for turn in correction.turns] == [1.0, 2.0, None, 3.0, 4.0]
    assert "Det var bra.\n\nI: Sen blev" in correction.text(SOURCE.text)


def test_the_second_half_may_be_said_by_somebody_without_a_label() -> None:
    correction = split(SOURCE, 4, 4, None)
    assert after(correction)[3:] == [("SA", "Ja,"), (None, "mycket bra.")]
    assert "Ja,\n\nmycket bra." in correction.text(SOURCE.text)


@pytest.mark.parametrize("offset", [0, -1, 32, 99])
def test_a_turn_is_not_split_at_its_edge(offset: int) -> None:
    with pytest.raises(Refused):
        split(SOURCE, 2, offset, "I")


def test_a_turn_and_the_next_are_made_one() -> None:
    correction = joined(SOURCE, 2)
    assert after(correction) == [WORDS[0], ("SA", "Det var bra. Sen blev det sämre. Bra?"), WORDS[3]]
    assert [turn.time for turn in correction.turns] == [1.0, 2.0, 4.0]


def test_the_last_turn_has_none_after_it() -> None:
    with pytest.raises(Refused):
        joined(SOURCE, 4)


@given(st.integers(1, 31))
def test_a_turn_that_is_split_and_joined_says_what_it_said(offset: int) -> None:
    try:
        correction = split(SOURCE, 2, offset, "I")
    except Refused:
        return
    text = correction.text(SOURCE.text)
    turns = tuple(Turn(at, one.span, Role.UNKNOWN, one.label) for at, one in enumerate(correction.turns, 1))
    again = Source("d10.txt", "", text, turns, {}, SOURCE.added)
    whole = after(joined(again, 2), again)[1][1]
    assert "".join(whole.split()) == "".join(SAID[1][1].split())


def test_turns_are_said_by_another_and_the_label_is_changed_where_it_is_printed() -> None:
    correction = spoken(SOURCE, [1, 3], "KL")
    assert after(correction) == [("KL", said) if label == "I" else (label, said) for label, said in WORDS]
    assert correction.text(SOURCE.text).startswith("Samtal\n\nKL: Hur")
    assert spoken(SOURCE, [2], "SA").edits == ()
    with pytest.raises(NotFound):
        spoken(SOURCE, [9], "KL")


def test_a_turn_without_a_printed_label_gets_one_without_an_edit() -> None:
    source = made((None, "Ja.", Role.UNKNOWN, None), ("SA", "Nej.", Role.RESPONDENT, "D10"))
    correction = spoken(source, [1], "SA")
    assert correction.edits == ()
    assert after(correction, source) == [("SA", "Ja."), ("SA", "Nej.")]


@pytest.mark.parametrize(
    ("who", "label"),
    [
        ("SA", "SA"),
        ("D10", "Sara"),
        ("interviewer", "I"),
        ("Interviewer", "I"),
        ("several", "Flera"),
        ("unknown", "Okänd"),
        ("D99", "D99"),
        ("respondent", "respondent"),
    ],
)
def test_the_label_under_which_somebody_speaks(who: str, label: str) -> None:
    more = (
        ("Sara", "Ja.", Role.RESPONDENT, "D10"),
        ("Sara", "Jo.", Role.RESPONDENT, "D10"),
        ("Sara", "Nä.", Role.RESPONDENT, "D10"),
    )
    assert label_for(made(*SAID, *more), who) == label
