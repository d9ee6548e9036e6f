"""A chat that Zoom saved: each message is a turn of who wrote it; a text that is no chat gives none."""

from __future__ import annotations

import pytest

from toolkit.importers.chat import chat_turns


def said(text, start=0):
    return [(turn.label, turn.time, turn.span.of(text)) for turn in chat_turns(text, start)]


@pytest.mark.parametrize(
    "text",
    [
        "09:01:02\t From Åsa Öberg to Everyone:\tHej!\n09:01:30\t From Bo Ek to Everyone:\tHej hej.\n",
        "09:01:02 From Åsa Öberg To Everyone:\n\tHej!\n\n09:01:30 From Bo Ek To Everyone:\n\tHej hej.\n",
        "9:01:02 Från Åsa  Öberg till Alla:\tHej!\n9:01:30 Från Bo Ek till Åsa (direktmeddelande): Hej hej.",
        "\n \n09:01:02 from Åsa Öberg to everyone: Hej!\n09:01:30 FROM Bo Ek TO everyone: Hej hej.",
    ],
)
def test_every_layout_that_zoom_writes_gives_who_when_and_what(text):
    assert said(text) == [("Åsa Öberg", 32_462.0, "Hej!"), ("Bo Ek", 32_490.0, "Hej hej.")]


def test_a_message_reaches_to_the_next_over_its_empty_lines():
    text = "00:00:01 From A to Alla:\tett\n\ntvå 😀\n00:00:02 From B to Alla:\ttre"
    assert said(text) == [("A", 1.0, "ett\n\ntvå 😀"), ("B", 2.0, "tre")]


def test_a_message_without_words_is_no_turn():
    assert said("00:00:01 From A to Alla:\t\n00:00:02 From B to Alla:\thej\n") == [("B", 2.0, "hej")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Intervju med D01\n00:00:01 From A to Alla:\thej\n",
        "I: Hur?\nD01: Jo, From A to B: så.\n",
        "00:00:01 From A\n",
        "00:01 From A to Alla: hej\n",
    ],
)
def test_a_text_that_does_not_begin_like_a_chat_gives_no_turns(text):
    assert chat_turns(text) == ()


def test_what_stands_before_the_start_is_not_looked_at():
    head = "---\nrespondent: D01\n---\n"
    assert said(head + "00:00:01 From A to Alla: hej", len(head)) == [("A", 1.0, "hej")]


def test_a_time_that_no_clock_shows_is_none_and_the_words_stay():
    assert said("00:61:00 From A to Alla: hej") == [("A", None, "hej")]
