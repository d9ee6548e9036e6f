"""What the lines before the first turn say about the interview, and what is no heading but talk."""

from __future__ import annotations

import pytest

from toolkit.importers.headings import (
    fact_key,
    facts_of,
    is_block,
    is_code,
    is_date,
    is_key,
    is_name,
    is_name_too,
    side_by_side,
    speaking_key,
)


def facts(*lines, sure=100):
    return facts_of(lines, sure=sure)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Datum", "date"),
        (" INTERVJUDATUM ", "date"),
        ("Plats", "place"),
        ("Utvärderare", "interviewer"),
        ("Längd", "minutes"),
        ("Målgrupp", "målgrupp"),
        ("Anteckning", "note"),
        ("", ""),
    ],
)
def test_a_key_has_its_english_name_and_an_unknown_one_its_own(written, key):
    assert fact_key(written) == key


@pytest.mark.parametrize(
    ("label", "key", "speaking", "name"),
    [
        ("Datum", True, False, False),
        ("DAG", True, False, True),
        ("Respondent", False, True, False),
        ("Intervjuare", False, True, False),
        ("Åsa", False, False, False),
        ("Deltagare", False, True, False),
    ],
)
def test_what_only_a_heading_has_is_told_from_what_speakers_are_called_too(label, key, speaking, name):
    assert (is_key(label), speaking_key(label), is_name_too(label)) == (key, speaking, name)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-12", True),
        (" 12 mars", True),
        ("onsdag 12 mars 2025", True),
        ("onsdag", False),
        ("Jag tänkte på det där hela året 2025, faktiskt.", False),
        ("", False),
    ],
)
def test_a_day_is_told_from_what_a_person_called_dag_says(value, expected):
    assert is_date(value) is expected


@pytest.mark.parametrize(
    ("value", "code", "name"),
    [
        ("D10", True, True),
        ("KL, MB", True, True),
        ("ÅÖ7", True, True),
        ("Karin Lund", False, True),
        ("Lund, Karin", False, True),
        ("d10", False, True),
        ("Jag heter Karin Lund och kommer från Norrberga idag", False, False),
        ("Hur går det?", False, False),
        ("", False, False),
    ],
)
def test_codes_and_names_are_no_sentences(value, code, name):
    assert (is_code(value), is_name(value)) == (code, name)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Intervju om vägen tillbaka", "Datum: 2025-03-12", "Plats: Norrberga"], True),
        (["**Datum:** 2025-03-12", "## Respondent: D10"], True),
        (["Projekt: Vävstolen", "Kod: D10"], True),  # a code shows the heading
        (["Projekt: Vävstolen", "Ort: Norrberga"], True),  # a key does
        (["Projekt: Vävstolen", "Färg: röd"], False),  # neither
        (["Respondent: Karin Lund", "Datum: 2025-03-12"], True),
        (["Respondent: Jag tycker att det gick bra till slut.", "Datum: 2025-03-12"], False),
        (["Åsa: Hur går det?", "Datum: 2025-03-12"], False),  # a question
        (["D01: bra", "Datum: 2025-03-12"], False),  # a speaker of the register
        (["Datum: 2025-03-12", "och sedan något annat"], False),
        (["Bara en rubrik"], False),
        ([], False),
    ],
)
def test_a_block_of_keys_and_values_is_told_from_talk(lines, expected):
    assert is_block(lines) is expected


def test_a_whole_heading_says_when_where_how_and_with_whom():
    assert facts(
        "# Intervju med D07",
        "",
        "**Datum:** 12 mars 2025",
        "Plats:  Norrberga",
        "Metod: enskild, på plats",
        "Längd: 47 minuter",
        "Intervjuare: KL",
        "---",
    ) == {
        "title": "Intervju med D07",
        "respondent": "D07",
        "date": "12 mars 2025",
        "place": "Norrberga",
        "method": "enskild, på plats",
        "minutes": "47",
        "interviewer": "KL",
    }


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Datum 12 mars", {"date": "12 mars"}),
        ("2025-03-12", {"date": "2025-03-12"}),
        ("Samtal med åä12, 2025-03-12", {"title": "Samtal med åä12, 2025-03-12", "date": "2025-03-12"}),
        ("Fokusgrupp med teamet, 3 juni 2026", {"title": "Fokusgrupp med teamet, 3 juni 2026", "date": "3 juni 2026"}),
        ("Mellan 3 juni 2026 och 4 juni 2026", {"title": "Mellan 3 juni 2026 och 4 juni 2026"}),
        ("Date of interview: 14 May 2026", {"date": "14 May 2026"}),
        ("Interviewee: P01", {"respondent": "P01"}),
        ("interview with d7", {"title": "interview with d7", "respondent": "D7"}),
        ("Intervju: D07 2025-03-12", {"intervju": "D07 2025-03-12", "respondent": "D07", "date": "2025-03-12"}),
        ("Längd: drygt en timme", {"minutes": "drygt en timme"}),
        ("Respondenter: D01, D02", {"speakers": "D01, D02"}),
        ("Respondent: D01", {"respondent": "D01"}),
        ("Talare\tText", {}),
        ("Talare\tVäder", {"title": "Talare\tVäder"}),
        ("- - -", {}),
        ("12345", {}),
        ("x" * 301, {}),
        ("x" * 300, {"title": "x" * 300}),
        ("", {}),
    ],
)
def test_each_kind_of_line(line, found):
    if line.startswith("Samtal"):
        found = {**found, "respondent": "ÅÄ12"}
    assert facts(line) == found


def test_the_first_line_that_says_a_thing_is_the_one_that_counts():
    assert facts("Vägen tillbaka", "Delrapport", "Datum: 2025-03-12", "Datum: 2025-04-01") == {
        "title": "Vägen tillbaka",
        "date": "2025-03-12",
    }


def test_after_the_sure_lines_only_keys_that_headings_have_are_facts():
    lines = ["Projekt: Vävstolen", "Färg: röd", "Plats: Norrberga"]
    assert facts(*lines, sure=1) == {"projekt": "Vävstolen", "place": "Norrberga"}
    assert facts(*lines, sure=0) == {"place": "Norrberga"}
    assert facts(*lines, sure=3) == {"projekt": "Vävstolen", "färg": "röd", "place": "Norrberga"}


def test_four_words_before_a_colon_are_no_key():
    assert facts("Ett två tre: värde") == {"ett två tre": "värde"}
    assert facts("Ett två tre fyra: värde") == {"title": "Ett två tre fyra: värde"}


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("Intervjuare: Karin   Datum: 3 april 2026", ["Intervjuare: Karin", "Datum: 3 april 2026"]),
        ("Intervjuare: Karin Datum: 2026-04-03", ["Intervjuare: Karin", "Datum: 2026-04-03"]),
        (
            "Datum: 2026-04-03\tPlats: Fabriken | Längd: 45 min",
            ["Datum: 2026-04-03", "Plats: Fabriken", "Längd: 45 min"],
        ),
        ("Respondent: D10, Datum: 2026-04-03", ["Respondent: D10", "Datum: 2026-04-03"]),
        ("Datum: 2026-04-03", []),
        ("Intervjuare: Vad tänkte du? Plats: var det viktigt?", []),
        ("D10: Ja. Datum: det minns jag inte", []),
        ("Plats: Huset, plats: kvar i tiden", []),
        ("Datum: " + " " * 400 + "Plats: Fabriken", []),
    ],
)
def test_pairs_side_by_side_are_told_from_speech(line, pairs):
    assert side_by_side(line) == pairs


def test_each_pair_of_a_line_is_a_fact():
    facts = facts_of(["Intervjuare: Karin   Datum: 3 april 2026"], sure=1)
    assert facts == {"interviewer": "Karin", "date": "3 april 2026"}
