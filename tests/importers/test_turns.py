"""Turns in every layout that people and programs print."""

import time
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.spoken import said, times
from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile
from toolkit.importers.split import Split
from toolkit.importers.turns import split_turns

TWO = [("I", "Hur går det?"), ("D01", "Bra, tack.")]
LAYOUTS = {
    "label and text on one line": "I: Hur går det?\nD01: Bra, tack.",
    "with empty lines": "I: Hur går det?\n\n\nD01: Bra, tack.\n",
    "no blank after the colon": "I:Hur går det?\nD01:Bra, tack.",
    "blank before the colon": "I : Hur går det?\nD01 : Bra, tack.",
    "hard and zero-width blanks": "I:\u00a0Hur går det?\n\u200bD01\u00a0: Bra, tack.",
    "label with colon alone": "I:\nHur går det?\n\nD01:\nBra, tack.",
    "label alone in capitals": "I\nHur går det?\n\nD01\nBra, tack.\n\nI\n",
    "label, tab, text": "I\tHur går det?\nD01\tBra, tack.",
    "label, colon, tab, text": "I:\tHur går det?\nD01:\tBra, tack.",
    "bold label": "**I:** Hur går det?\n\n**D01:** Bra, tack.",
    "bold label, colon outside": "**I**: Hur går det?\n\n__D01__: Bra, tack.",
    "whole line bold": "**I: Hur går det?**\n\n*D01: Bra, tack.*",
    "italic speech": "I: *Hur går det?*\nD01: Bra, tack.",
    "time before in brackets": "[00:01:12] I: Hur går det?\n[00:01:20] D01: Bra, tack.",
    "time before": "00:01:12 I: Hur går det?\n1:20 D01: Bra, tack.",
    "time after the label": "I (00:21): Hur går det?\nD01 [00:00:27]: Bra, tack.",
    "time after the colon": "I: [00:21] Hur går det?\nD01: (00:27) Bra, tack.",
    "time at the end": "I: Hur går det? #00:00:21-4#\n\nD01: Bra, tack. #00:01:16-8#",
    "time alone between": "[00:00:01]\nI: Hur går det?\n00:01:00\nD01: Bra, tack.",
    "time on the label's line": "I  0:12\nHur går det?\n\nD01  1:02:03\nBra, tack.",
    "table rows with a header": "Talare\tText\nI\tHur går det?\nD01\tBra, tack.",
    "table with times": "Tid\tTalare\tText\n00:12\tI\tHur går det?\n00:20\tD01\tBra, tack.",
    "table with time in the middle": "Talare\tTid\tText\nI\t00:12\tHur går det?\nD01\t00:20\tBra, tack.",
    "table with numbers": "Nr\tTalare\tText\n1\tI\tHur går det?\n2\tD01\tBra, tack.",
    "numbered lines": "1\n     Interview\n2    I: Hur går det?\n\n3    D01: Bra, tack.\n",
    "remarks between": "I: Hur går det?\n\n[telefonen ringer]\n\nD01: Bra, tack.\n(skratt)\n[Slut på inspelningen]",
    "headings and rules between": "I: Hur går det?\n\n## Tema 2\n\n---\n\nD01: Bra, tack.\n\n***\n",
    "two layouts in one file": "I: Hur går det?\n\nD01\nBra, tack.",
    "a label that says nothing": "I: Hur går det?\nI:\nD01: Bra, tack.",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_each_layout_gives_the_same_two_turns(text):
    assert said(text) == TWO


@pytest.mark.parametrize(
    ("stamped", "expected"),
    [
        ("[00:01:12] I: Hej?\n[01:00:00.5] D01: Hej.", [72.0, 3600.5]),
        ("I (00:14): Hej?\nD01: Hej.", [14.0, None]),
        ("I: Hej? #00:00:21-4#\n\nD01: Hej.\n\nJa. #00:01:16-8#", [21.4, 76.8]),
        ("[00:00:01]\nI: Hej?\n[00:00:09]\nD01: Hej.", [1.0, 9.0]),
        ("I  0:12\nHej?\n\nD01  1:02:03\nHej.", [12.0, 3723.0]),
    ],
)
def test_times_are_seconds_from_the_start(stamped, expected):
    assert times(stamped) == pytest.approx(expected)


def test_a_turn_reaches_over_its_paragraphs():
    text = """
        I: Hur var det?

        D02: Jo, först så.

        Sen var det paus.
        Och sen: inget.

        I: Jaha?
    """
    assert said(text)[1] == ("D02", "Jo, först så.\n\nSen var det paus.\nOch sen: inget.")


def test_colons_and_clock_times_in_speech_are_no_speakers():
    text = """
        I: När kom du?
        D01: Jag minns inte.
        Klockan 12:30 var jag: trött.
        då sa hon: nej
        Nej: så var det inte.
        Nej: inte alls.
        Och hon sa: gå hem. Vi ses 12:30
        I: Och sen?
    """
    assert [label for label, _ in said(text)] == ["I", "D01", "I"]


def test_names_and_initials_that_come_back_are_speakers():
    text = "KL: Hur är det?\nÅSA: Bra.\nMB: Jo.\nAf:s Anna: Hej.\nKL: Säkert?\nÅSA: Ja.\nMB: Mm.\nAf:s Anna: Jo."
    assert [label for label, _ in said(text)][:4] == ["KL", "ÅSA", "MB", "Af:s Anna"]


def test_a_single_turn_of_a_register_like_label_is_found():
    assert said("I: Och du?\nT1: Nej.\nT2: Jo.\nT1: Ja.\nT4: Jag kom sent.\nFlera: [skratt]")[-2:] == [
        ("T4", "Jag kom sent."),
        ("Flera", "[skratt]"),
    ]


def test_a_name_that_comes_once_is_told_by_line_and_taken_when_it_is_known():
    text = "I: Och du?\nD01: Nej.\nLisa: jag kom sent.\nD01: Ja."
    split = split_turns(text)
    assert split.doubtful == (3,)
    assert [turn.label for turn in split.turns] == ["I", "D01", "D01"]
    (note,) = split.notes("d01.txt")
    assert "line" in note.sentence
    assert "Lisa" not in note.sentence + note.next_step
    known = split_turns(text, known={"lisa"})
    assert [turn.label for turn in known.turns] == ["I", "D01", "Lisa", "D01"]
    assert not known.notes("d01.txt")


def test_a_recorders_lines_of_name_and_time_are_speakers_even_once():
    text = """
        Anna Berg  0:03
        Hej, hur är det?

        Bo  0:09
        Bra. Jag slutar 12:30

        Anna Berg  0:13
        Jaså?

        Unknown Speaker  0:15
        Hej hej.

        Transcribed by https://otter.ai
    """
    assert said(text) == [
        ("Anna Berg", "Hej, hur är det?"),
        ("Bo", "Bra. Jag slutar 12:30"),
        ("Anna Berg", "Jaså?"),
        ("Unknown Speaker", "Hej hej."),
    ]


def test_a_bold_line_of_its_own_is_a_speaker():
    text = "Anna\nHur är det?\nBo\nBra.\nAnna\nJaså?\nBo\nJa."
    assert not split_turns(text).turns
    assert said(text, bold=frozenset((0, 2, 4, 6)))[:2] == [("Anna", "Hur är det?"), ("Bo", "Bra.")]


def test_heading_lines_are_facts_and_no_turns():
    text = """
        Intervju med D03, 2025-03-18
        Plats: Folkets hus
        Metod: enskild samtalsintervju
        Intervjuare: Karin Lund
        Längd: 62 min
        Kommun: Vidarsjö

        Intervjuare: Hur går det?
        D03: Bra.
    """
    split = split_turns(dedent(text).lstrip())
    assert split.facts == {
        "title": "Intervju med D03, 2025-03-18",
        "date": "2025-03-18",
        "respondent": "D03",
        "place": "Folkets hus",
        "method": "enskild samtalsintervju",
        "interviewer": "Karin Lund",
        "minutes": "62",
        "kommun": "Vidarsjö",
    }
    assert [turn.label for turn in split.turns] == ["Intervjuare", "D03"]


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            "Respondent: D10\nDatum: 2025-05-06\nIntervjuare: KL",
            {"respondent": "D10", "date": "2025-05-06", "interviewer": "KL"},
        ),
        ("2025-04-08", {"date": "2025-04-08"}),
        ("Date 2025-03-01", {"date": "2025-03-01"}),
        (
            "# Intervju D06\n\n**Datum:** 2025-01-02",
            {"title": "Intervju D06", "respondent": "D06", "date": "2025-01-02"},
        ),
        ("Fokusgrupp med teamet\nDeltagare: T1, T2", {"title": "Fokusgrupp med teamet", "speakers": "T1, T2"}),
        ("1\n     Interview", {"title": "Interview"}),
        ("", {}),
    ],
)
def test_each_kind_of_heading_is_understood(head, facts):
    split = split_turns(f"{head}\n\nKL: Hur går det?\nMB: Bra.\nKL: Jaså?\nMB: Jo.")
    assert split.facts == facts
    assert [turn.label for turn in split.turns] == ["KL", "MB", "KL", "MB"]


def test_a_page_foot_parts_a_turn_and_is_no_speech():
    page = " " * 60 + "1/2"
    text = (
        f"2    Dan: Hi?\n\n3    Participant: One line,\n     the second line\n\n{page}\n4\n"
        f"\f     the second line\n     and a third.\n\n4    Dan: Why?\n\n{page}\n5\n"
        f"\f5    Participant: Well.\n\n{page}\n\f"
    )
    split = split_turns(text)
    assert [(turn.label, turn.span.of(text)) for turn in split.turns] == [
        ("Dan", "Hi?"),
        ("Participant", "One line,"),
        ("Participant", "the second line\n     and a third."),
        ("Dan", "Why?"),
        ("Participant", "Well."),
    ]
    assert split.broken == 1


NO_TALK = {
    "a shopping list": "Mjölk: 2 liter\nBröd: 1\nÄgg\nSmör\n",
    "a letter": "Hej Anna!\n\nJag skriver för att berätta: det går bra.\n\nPS: vi ses.\n\nHälsningar\nBo",
    "a settings file": "name: x\nversion: 3\nItems:\n  - Name: Bo\n  - Name: Eva\nDate: 2020-01-01\n",
    "a register with semicolons": "id;group;consent\nD01;participants;given\nD02;participants;given\n",
    "a register with tabs": "id\tgroup\torg\nD01\tparticipants\tVidarsjö\nD02\tparticipants\tVidarsjö\nD01\tx\ty\n",
    "a short register": "id\tgroup\nD01\tparticipants\nD02\tparticipants\n",
    "minutes of a meeting": "Beslut: vi gör så i år\nAnsvarig: Bo Ek\nBeslut: vi köper bil\nAnsvarig: Eva Ek\n",
    "a poem": "ROSOR\n\nRosor är röda\n\nVIOLER\n\nVioler är blå",
    "one word": "hej",
}


@pytest.mark.parametrize("text", NO_TALK.values(), ids=NO_TALK)
def test_what_is_no_transcript_is_refused(text):
    with pytest.raises(BadFile, match=r"x\.txt: no speaker turns found"):
        split_turns(text).refuse_silence("x.txt")


def test_positions_count_from_the_top_of_the_file():
    text = "---\ndate: 1\n---\nI: Hej?\nD01: Hej.\nLisa: jag."
    split = split_turns(text, start=16)
    assert [turn.span.of(text) for turn in split.turns] == ["Hej?", "Hej.\nLisa: jag."]
    assert split.doubtful == (6,)


lines = st.lists(
    st.one_of(
        st.sampled_from(
            ["I: ", "D01:", "D01", "**KL:** ", "[00:01] I: ", "\f", "2   Dan: ", "3/4", "#00:00:01-2#", "Lisa\t", ""]
        ),
        st.text(max_size=12),
    ),
    max_size=12,
)


@settings(max_examples=150)
@given(lines, st.booleans())
def test_any_text_gives_turns_in_order_with_words(parts, apart):
    text = normalise(("\n" if apart else "").join(parts))
    split = split_turns(text)
    assert isinstance(split, Split)
    end = 0
    for turn in split.turns:
        words = turn.span.of(text)
        assert end <= turn.span.start < turn.span.end <= len(text)
        assert words == words.strip()
        end = turn.span.end


@pytest.mark.parametrize(
    "text", ["I" + " " * 200_000 + "x", "I: " + "*_" * 100_000, "I: hej\n" + "[x]\n" * 20_000, "1 " * 100_000]
)
def test_the_cost_does_not_grow_faster_than_the_text(text):
    began = time.process_time()
    split_turns(text)
    assert time.process_time() - began < 2


def test_a_known_label_is_taken_once_in_small_letters_and_as_a_word_of_headings_or_speech():
    text = "Moderator: Hur?\nCilla: Jag vet.\nDag: Svårt är det.\nja: Så är det.\nModerator: Tack."
    assert [label for label, _ in said(text)] == ["Moderator", "Moderator"]
    found = said(text, known={"cilla", "dag", "ja"})
    assert [label for label, _ in found] == ["Moderator", "Cilla", "Dag", "ja", "Moderator"]
    assert said("i: hur?\nd21: bra.\ni: jaha?", known={"d21"})[1] == ("d21", "bra.")


def test_a_known_label_of_any_signs_is_taken():
    text = "I: Hur?\n1001: Bra.\nP_02: Jo.\nkvinna nr 3:\tJa."
    assert [label for label, _ in said(text, known={"1001", "p_02", "kvinna nr 3"})] == [
        "I",
        "1001",
        "P_02",
        "kvinna nr 3",
    ]


def test_dag_is_a_person_where_no_date_follows():
    text = "**Moderator:** Hur?\n\n**Dag:** Svårt är det.\n\n**Moderator:** Tack."
    assert said(text)[1] == ("Dag", "Svårt är det.")
    split = split_turns("Dag: 2025-03-01\n\nI: Hur?\nD01: Bra.", known={"dag"})
    assert split.facts == {"date": "2025-03-01"}


def test_a_known_label_that_begins_no_turn_is_told():
    for line in ("Cilla", "Cilla, som kom sent: hej", "Cilla – hej", "**Cilla** hej", "Cilla; hej"):
        split = split_turns(f"I: Hur?\nD01: Bra.\n{line}\nI: Jaha?", known={"cilla"})
        assert (line, split.doubtful) == (line, (3,))
    assert not split_turns("I: Hur?\nD01: Bra.\nCilla är snäll.\nI: Jaha?", known={"cilla"}).doubtful
