"""SubRip: cues by their times whatever is wrong with numbers and blank lines, and different speakers by dashes."""

from __future__ import annotations

import pytest

from toolkit.errors import BadFile
from toolkit.importers.subrip import SrtImporter

FIRST = "1\n00:00:01,000 --> 00:00:02,000\n"


def read(text):
    return SrtImporter().read(text.encode(), "d01.srt")


def said(text):
    found = read(text)
    return [(turn.time, turn.span.of(found.text)) for turn in found.turns]


@pytest.mark.parametrize(
    "times",
    [
        "00:01:01,500 --> 00:01:03,000",
        "0:1:1.5-->0:1:3",
        "  01:01,500  ->  01:03,000  X1:40 Y1:20",
        "00:01:01,5 --> 00:01:03,0",
    ],
)
def test_times_are_read_however_a_program_writes_them(times):
    assert said(f"1\n{times}\nHej.\n") == [(61.5, "Hej.")]


@pytest.mark.parametrize("times", ["-->", "00:01 --> ", "-00:00:01,000 --> 00:00:02,000", "00:61:01,0 --> 00:62:00,0"])
def test_words_under_a_time_that_is_none_are_kept_without_one(times):
    assert said(f"1\n{times}\nHej.\n") == [(None, "Hej.")]


@pytest.mark.parametrize(
    "text",
    [
        FIRST + "Ett.\n\n2\n00:00:05,000 --> 00:00:06,000\nTvå.\n",
        FIRST + "Ett.\n\n2\n\n00:00:05,000 --> 00:00:06,000\nTvå.\n",
        FIRST + "Ett.\n2\n00:00:05,000 --> 00:00:06,000\nTvå.\n",
        FIRST + "Ett.\n00:00:05,000 --> 00:00:06,000\nTvå.\n",
        FIRST + "\nEtt.\n\n\n1\n00:00:05,000 --> 00:00:06,000\n\nTvå.",
        "Inledning\n" + FIRST + "Ett.\n\n7\n00:00:05,000 --> 00:00:06,000\nTvå.\n",
        FIRST.replace("\n", "\r\n") + "Ett.\r\n\r\n2\r\n00:00:05,000 --> 00:00:06,000\r\nTvå.\r\n",
    ],
    ids=[
        "as it should be",
        "a blank line after the number",
        "no blank line",
        "no number",
        "blank lines within",
        "words before",
        "line ends",
    ],
)
def test_numbers_and_blank_lines_decide_nothing(text):
    assert said(text) == [(1.0, "Ett."), (5.0, "Två.")]


def test_a_number_that_is_said_last_of_all_is_speech():
    assert said(FIRST + "Hur många var ni?\n12") == [(1.0, "Hur många var ni? 12")]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<i>Hej</i> <font color=\"#fff\">då</font>", "Hej då"),
        ("{\\an8}Hej <B>då</B>", "Hej då"),
        ("3 < 5 &amp; 7 > 2", "3 < 5 & 7 > 2"),
        ("<åh>", "<åh>"),
    ],
)  # fmt: skip
def test_marks_of_type_are_left_out_and_other_signs_are_words(words, shown):
    assert said(FIRST + words) == [(1.0, shown)]


@pytest.mark.parametrize(
    ("lines", "turns"),
    [
        ("- Hur?\n- Så.", ["Hur?", "Så."]),
        ("Hur?\n– Så.\nJo.\n— Nej.", ["Hur?", "Så. Jo.", "Nej."]),
        ("- Bara en.", ["- Bara en."]),
        ("-\nJa.", ["- Ja."]),
    ],
)
def test_lines_that_begin_with_dashes_are_different_speakers_when_there_are_several(lines, turns):
    following = "\n\n2\n00:00:09,000 --> 00:00:10,000\nSlut.\n"
    assert [words for _, words in said(FIRST + lines + following)] == [*turns, "Slut."]


@pytest.mark.parametrize("text", ["Hej.\n", "1\n\nHej.\n", "tid -> sedan\n"])
def test_a_file_without_times_is_refused_with_the_way_on(text):
    with pytest.raises(BadFile) as caught:
        read(text)
    assert caught.value.sentence == "d01.srt holds no lines with a time and what was said then."
    assert caught.value.hint == "Fetch the transcript again from the program that made it."


def test_times_without_words_are_refused():
    with pytest.raises(BadFile) as caught:
        read(FIRST + "\n2\n00:00:05,000 --> 00:00:06,000\n<i> </i>\n")
    assert caught.value.sentence == "d01.srt holds no spoken words."
