"""Labels with asides, of several people, in other cases, and what only looks like a label."""

import pytest

from tests.importers.spoken import said, times
from toolkit.importers.labels import seconds
from toolkit.importers.turns import split_turns

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


@pytest.mark.parametrize(
    ("stamp", "meant"),
    [
        ("[00:01:12]", 72.0),
        ("[0:12]\N{NO-BREAK SPACE}", 12.0),
        ("#00:00:00-0#**", 0.0),
        ("#00:01:12-3#", 72.3),
        ("(01:02,5)", 62.5),
        ("[12.30]", 750.0),
        ("", None),
        (None, None),
    ],
)
def test_a_time_stamp_means_seconds_whatever_stands_around_it(stamp, meant):
    assert seconds(stamp) == meant


@pytest.mark.parametrize("tail", ["\N{NO-BREAK SPACE}", "**", "\N{IDEOGRAPHIC SPACE}", "_"])
def test_marks_around_a_stamp_do_not_spoil_a_file(tail):
    text = f"[00:12]{tail}\nI: Hur gick det?\nD21: Det gick bra. #00:00:20-0#{tail}\n"
    assert "Det gick bra." in "".join(words for _, words in said(text))
