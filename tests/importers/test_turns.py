"""Turns in every layout that people and programs print."""

import time
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.text import normalise
from toolkit.errors import BadFile
from toolkit.importers.turns import Split, split_turns


def said(text, **options):
    text = dedent(text).lstrip("\n")
    return [(turn.label, turn.span.of(text)) for turn in split_turns(text, **options).turns]


def times(text):
    return [turn.time for turn in split_turns(dedent(text).lstrip("\n")).turns]


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


ASIDES = {
    "D21 (suckar): Ja.": "D21",
    "D21 [skratt]: Ja.": "D21",
    "D21, fortsätter: Ja.": "D21",
    "Björn (skrattar): Ja.": "Björn",
    "IP2 (suckar):\tJa.": "IP2",
    "RESPONDENT (kvinna, 43 år): Ja.": "RESPONDENT",
    "Intervjuaren (avbryter D21): Ja.": "Intervjuaren",
    "**Björn (skrattar högt och länge åt det):** Ja.": "Björn",
    "D21 (00:21) [skratt]: Ja.": "D21",
}


@pytest.mark.parametrize("line", ASIDES, ids=ASIDES.values())
def test_an_aside_after_a_label_is_no_part_of_it(line):
    text = f"I: Hur?\nBjörn: Bra.\nBjörn: Jo.\nI: Jaså?\n{line}\nI: Tack."
    assert said(text)[4] == (ASIDES[line], "Ja.")


def test_an_aside_that_tells_persons_apart_stays():
    text = "I: Hur?\nDeltagare (man): Bra.\nDeltagare (kvinna): Jo.\nDeltagare (man): Ja.\nDeltagare (Cilla): Nej."
    found = [label for label, _ in said(text, known={"cilla"})]
    assert found == ["I", "Deltagare (man)", "Deltagare (kvinna)", "Deltagare (man)", "Deltagare (Cilla)"]


@pytest.mark.parametrize("joint", ["Anna och Björn", "Anna & Björn", "Anna + Björn", "Anna/Björn"])
def test_a_label_of_several_accepted_speakers_begins_a_turn(joint):
    text = f"I: Hur?\nAnna: Bra.\nBjörn: Jo.\nAnna: Ja.\nBjörn: Nej.\n{joint}: Precis!"
    assert said(text)[-1] == (joint, "Precis!")
    assert said("I: Hur?\nDeltagare 1: A.\nDeltagare 2: B.\nDeltagare 1 + 2: Ja!")[-1] == ("Deltagare 1 + 2", "Ja!")


def test_a_recorders_name_with_a_bar_is_the_name_before_it():
    text = (
        "Lindqvist, Karin (KL)   0:03\nHej?\n\nÅsa von Öhman | Region Syd   0:10\nJag är med.\n\n"
        "Lindqvist, Karin (KL)   1:02:03\nJaha?\n\nÅsa von Öhman | Region Syd   1:02:10\nJa.\n"
    )
    assert [label for label, _ in said(text)] == ["Lindqvist, Karin (KL)", "Åsa von Öhman"] * 2


def test_lines_that_end_in_a_time_as_the_speakers_do_are_told():
    text = "Karin   0:03\nHej?\n\n3:e rösten i rummet!   0:10\nMm.\n\nKarin   0:20\nJaha?\nVi ses 12:30\n"
    split = split_turns(text)
    assert split.timed == (4,)
    assert "line 4" in split.notes("x.txt")[-1].sentence


def test_a_label_alone_beside_its_time_is_taken_once():
    text = "I: Hur?\nR: Bra.\nI: Mer?\n\n[00:00:19] Respondent\nJag vill ha en samordnare.\n\nI: Tack."
    assert ("Respondent", "Jag vill ha en samordnare.") in said(text)


def test_case_and_missing_blanks_do_not_hide_a_label_taken_already():
    text = "I: Hur?\nLisa: Bra.\nLISA: Jo.\nLisa:Jag vet inte.\nlisa (tyst): Nej.\nD01:s mamma: hon.\nI: Jaså?"
    found = said(text)
    assert [label for label, _ in found] == ["I", "Lisa", "Lisa", "Lisa", "Lisa", "I"]
    assert found[3] == ("Lisa", "Jag vet inte.")


def test_what_somebody_is_told_to_have_said_is_no_speaker():
    text = (
        "I: Hur?\nA12: Chefen skrek.\nHan sa: gå hem.\nJag sa: nej.\nHan sa: jo.\nJag sa: jaha.\nChefen frågade: va?"
        "\nChefen frågade: va?\nResultatet:\njag blev sjuk.\nI: Jaså?"
    )
    assert [label for label, _ in said(text)] == ["I", "A12", "I"]
    assert [label for label, _ in said("De Geer: Hur?\nI: Bra.\nDe Geer: Jo.")] == ["De Geer", "I", "De Geer"]


def test_lines_before_the_first_turn_are_told_as_left_out():
    split = split_turns("Hej alla.\nLisa: jag kom först.\n\nI: Hur?\nD01: Bra.")
    assert (split.doubtful, split.left_out) == ((), (2,))
    assert "left out" in split.notes("x.txt")[0].sentence


def test_a_table_row_with_a_time_and_no_speaker_goes_on_with_the_turn():
    text = "Tid\tTalare\tText\n00:01\tI\tHur?\n00:05\tA12\tBra.\n00:20\t\tOch sen.\n00:30\tI\tTack"
    assert said(text) == [("I", "Hur?"), ("A12", "Bra."), ("A12", "Och sen."), ("I", "Tack")]
    assert times(text) == [1.0, 5.0, 20.0, 30.0]
    assert split_turns(text).broken == 0


def test_a_clock_time_on_a_line_of_its_own_is_no_turn_of_the_interviewer_kl():
    text = (
        "Karin 00:00:03\nHur?\nYusuf 00:00:10\nHan kom\nkl 9:15\nvarje dag.\nKarin 00:01:02\nFint.\nYusuf 00:02:00\nJa."
    )
    assert said(text, known={"kl"})[1] == ("Yusuf", "Han kom\nkl 9:15\nvarje dag.")
