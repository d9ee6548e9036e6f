"""Headings between turns: which lines are nobody's words."""

from __future__ import annotations

import pytest

from toolkit.importers.subheadings import LONGEST
from toolkit.importers.turns import split_turns

START = ["I: Hur var det?", "D1: Jag var orolig hela helgen."]
END = ["I: Och sedan?", "D1: Det blev bra."]


def split(*between, bold=(), headed=()):
    """The split of a talk with lines between two turns; `bold` and `headed` number these lines from 0."""
    at = len(START)
    return split_turns(
        "\n".join([*START, *between, *END]),
        bold=frozenset(at + line for line in bold),
        headed=frozenset(at + line for line in headed),
    )


def said(found, *between):
    text = "\n".join([*START, *between, *END])
    return [turn.span.of(text) for turn in found.turns if turn.label == "D1"]


@pytest.mark.parametrize(
    ("between", "bold", "told"),
    [
        (["Före"], [0], (3,)),
        (["", "Före", ""], [1], (4,)),
        (["Del 2", "Före"], [0, 1], (3, 4)),
        (["Tema 2: Samverkan"], [0], (3,)),
        (["Före", "---"], [0], (3,)),
    ],
    ids=["alone", "among empty lines", "two of them", "a theme's number", "over a rule"],
)
def test_a_short_bold_line_before_a_turn_is_a_heading(between, bold, told):
    found = split(*between, bold=bold)
    assert found.headings == told
    assert said(found, *between) == ["Jag var orolig hela helgen.", "Det blev bra."]


@pytest.mark.parametrize(
    ("between", "bold"),
    [
        (["Före"], []),
        (["Det var tungt."], [0]),
        (["Vad hände då?"], [0]),
        (["Det var så tungt att jag inte orkade gå dit"], [0]),
        (["det tunga: jag var där"], [0]),
        (["Före", "och så gick jag hem"], [0]),
    ],
    ids=["plain", "full stop", "question", "many words", "a label", "speech after it"],
)
def test_other_lines_stay_the_speakers_words(between, bold):
    found = split(*between, bold=bold)
    assert not found.headings
    assert said(found, *between)[0].endswith(between[-1])


def test_a_bold_answer_below_its_label_and_one_after_bold_words_are_speech():
    text = "I:\nHur var det?\nD1:\nTungt\nI:\nJaha.\nD1:\nJa.\nMycket tungt\nI:\nTack."
    found = split_turns(text, bold=frozenset((3, 7, 8)))
    assert [turn.span.of(text) for turn in found.turns if turn.label == "D1"] == ["Tungt", "Ja.\nMycket tungt"]
    assert not found.headings


def test_a_line_in_a_heading_style_parts_a_turn_wherever_it_stands():
    between = ["Hur gick det sedan?", "Vi gick hem."]
    found = split(*between, headed=[0])
    assert said(found, *between) == ["Jag var orolig hela helgen.", "Vi gick hem.", "Det blev bra."]
    assert found.headings == (3,)
    assert not found.broken  # no page was turned


def test_a_whole_paragraph_in_a_heading_style_is_speech_and_so_is_a_labelled_line():
    long = "ord " * (LONGEST // 4) + "slut."
    assert said(split(long, headed=[0]), long)[0].endswith("slut.")
    labelled = "D1: Vi gick hem"
    found = split(labelled, headed=[0])
    assert said(found, labelled)[1] == "Vi gick hem"
    assert not found.headings


def test_a_heading_that_comes_twice_is_no_speaker_beside_sure_ones():
    between = ["Samverkan", "Vi gick hem.", "Samverkan"]
    found = split(*between, bold=[0, 2], headed=[0, 2])
    assert {turn.label for turn in found.turns} == {"I", "D1"}
    assert found.headings == (3, 5)


@pytest.mark.parametrize(
    "line", ["Part 2: In the programme", "Del 2", "Avsnitt IV – Efteråt", "TEMA 3: SAMVERKAN", "## Del 2: Under tiden"]
)
@pytest.mark.parametrize("headed", [(), (0,)], ids=["plain", "in a heading style"])
def test_a_part_of_the_talk_named_by_its_number_is_nobodys_words(line, headed):
    found = split(line, headed=headed)
    assert {turn.label for turn in found.turns} == {"I", "D1"}
    assert said(found, line) == ["Jag var orolig hela helgen.", "Det blev bra."]


@pytest.mark.parametrize("line", ["Del 2 var svårast.", "Del 2: det var då jag slutade.", "Delen 2: Under tiden"])
def test_a_sentence_about_a_part_stays_its_speakers(line):
    assert said(split(line), line)[0].endswith(line)


def test_labels_that_look_like_parts_stay_labels_where_they_come_again():
    text = "\n".join(["I: Hur var det?", "Part 1: Jag var orolig", "I: Och ni?", "Part 2: Inte jag", "Part 1: Jo"])
    turns = split_turns(text).turns
    assert [turn.label for turn in turns].count("Part 1") == 2
    assert any("Inte jag" in turn.span.of(text) for turn in turns)


def test_headings_are_told_with_their_lines():
    note = split("Före", bold=[0]).notes("x.docx")[0]
    assert (note.values["doubt"], note.values["lines"], note.serious) == ("headings", "3", False)


def test_a_time_alone_above_a_heading_is_that_of_the_next_turn():
    found = split("[00:01:05]", "Före", bold=[1])
    assert found.turns[2].time == 65
