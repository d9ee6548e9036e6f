"""What each column of a survey is taken as; above all, that what tells who answered is never an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.importers.columns import Column, Kind, chosen, columns_of, dated, kind_of, letter

ANSWERS = ["Det gick bra till slut för mig.", "Jag vet inte riktigt hur det blev."]


@pytest.mark.parametrize(
    ("place", "shown"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_a_column_has_the_letter_that_a_spreadsheet_shows(place, shown):
    assert letter(place) == shown


@given(st.sets(st.integers(0, 20_000), min_size=2, max_size=2))
def test_no_two_columns_have_one_letter_and_letters_keep_their_order(places):
    first, second = sorted(places)
    one, other = letter(first), letter(second)
    assert (len(one), one) < (len(other), other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("A=id, C=open", {"A": Kind.ID, "C": Kind.OPEN}),
        (" a = ID ,aa=Closed", {"A": Kind.ID, "AA": Kind.CLOSED}),
        ("A=leave,A=group", {"A": Kind.GROUP}),
        ("A=bomb, B, =, ", {}),
        ("", {}),
    ],
)
def test_what_a_person_chose_is_read_and_what_is_not_understood_is_left_out(written, meant):
    assert chosen({"columns": written}) == meant
    assert chosen({}) == {}


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("E-post", ANSWERS),
        (" FÖRNAMN: ", ANSWERS),
        ("Namn *", ["x"]),
        ("Start time", ["igår"]),
        ("Övrigt", ["Anna Berg", "Bo Ek", "Cia Dahl von Öhman", "Dan Ås", "Eva O’Hara"]),
        ("Övrigt", ["R_3nGf8sKq01Zx", "R_1aaaaaaaaaaa"]),
        ("Löpnr", ["7", "3"]),
        ("Övrigt", ["11", "12", "13", "14", "15", "16"]),
        ("Övrigt", ["2d1a1f3c-1111-4222-8333-abcdefabcdef"]),
        ("Övrigt", ["fe80:0:0:0:1:2:3:4"]),
        ("Övrigt", ["10:11:12", "09:00:01,5"]),
        ("Övrigt", ["070-123 45 67", "08-12 34 56"]),
        ("Övrigt", ["a@b.se", "Det gick bra till slut."]),
        ("Id", ["a@b.se", "c@d.se"]),
        ("Deltagare", ["1", "2", "3"]),
        ("Deltagare", ["19121212-1212", "20000101-2384"]),
    ],
)
def test_what_tells_who_answered_or_when_is_not_taken_in(title, values):
    assert kind_of(title, values, frozenset()) is Kind.LEAVE


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["Anna Berg", "Bo Ek", *ANSWERS], Kind.OPEN),
        (["Anna Berg", "Anna Berg", "Bo Ek", "Cia Ås", "Dan Öst"], Kind.CLOSED),  # one in five comes back
        (["Anna Berg", "Anna Berg", "Anna Berg", "Anna Berg"], Kind.CLOSED),  # one value for all is a choice
        (["Ärende 2024/17 tog väldigt lång tid.", *ANSWERS], Kind.OPEN),
        (["a@b.se", *ANSWERS], Kind.OPEN),  # one address in three: a person answered with it
    ],
)
def test_a_few_telling_values_do_not_make_the_column_telling(values, kind):
    assert kind_of("Fråga", values, frozenset()) is kind


@pytest.mark.parametrize(
    ("title", "values", "known", "kind"),
    [
        ("Respondent", ["D01", "D02", "D03", "D04", "fem"], (), Kind.ID),
        ("KOD", ["Björk7", "Ek2"], (), Kind.ID),
        ("Respondent-ID", ["d01", "D99"], {"d01"}, Kind.ID),  # half are the project's own
        ("Respondent-ID", ["17", "18", "19"], {"17"}, Kind.LEAVE),  # a third is not
        ("Deltagare", ["D01", "1", "2", "3"], (), Kind.LEAVE),  # running numbers
        ("Hur?", ["D01", "D02"], {"d01", "d02"}, Kind.CLOSED),  # the heading must say so
        ("Målgrupp", ["team"], (), Kind.GROUP),
        ("Actor group", ["team"], (), Kind.GROUP),
        ("Grupp", [], (), Kind.EMPTY),
        ("Id", [], (), Kind.EMPTY),
    ],
)
def test_pseudonyms_and_groups_are_told_by_heading_and_values(title, values, known, kind):
    assert kind_of(title, values, frozenset(known)) is kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "2,5", "-3", "40 %", "1 000"], Kind.CLOSED),
        (["1", "2", "3", "4", "Det gick faktiskt riktigt bra."], Kind.CLOSED),
        (["2025-03-01", "1/3 2025", "1.3.2025", "12/11/25"], Kind.CLOSED),
        (["Ja", "Nej"], Kind.CLOSED),
        (["Instämmer helt", "Instämmer delvis"], Kind.CLOSED),
        (["Ja", "Nej då inte alls"], Kind.OPEN),  # all differ, and one is more than two words
        (["Ja", "Ja", "Nej då inte alls"], Kind.CLOSED),
        (["Ja", "Ja", "Nej då inte alls så"], Kind.OPEN),
        ([f"val {n}" for n in range(12)], Kind.CLOSED),
        ([f"val {n}" for n in range(13)], Kind.OPEN),
        (["A b c d e", "A b c d e; F g h i j"] * 3, Kind.CLOSED),  # two options in nine ticks
        (["A b c d e", "F g h i j"] * 2, Kind.OPEN),  # four answers are too few to show a list
        ([" ".join("abcdefghijklm")] * 6, Kind.OPEN),  # thirteen words are written by hand
        (ANSWERS, Kind.OPEN),
    ],
)
def test_numbers_dates_and_choices_are_closed_and_words_of_ones_own_open(values, kind):
    assert kind_of("Hur gick det?", values, frozenset()) is kind


def kinds(header, *rows, known=(), choice=None):
    found = columns_of(header, rows, known=frozenset(known), choice=choice or {})
    return [column.kind for column in found]


def test_each_column_has_its_letter_and_its_heading_or_else_its_letter_twice():
    found = columns_of([" Id ", "", "Tom"], [["D01", "ja"], ["D02", "nej", " "]], known=(), choice={})
    assert found == [Column("A", "Id", Kind.ID), Column("B", "B", Kind.CLOSED), Column("C", "Tom", Kind.EMPTY)]


def test_only_one_column_says_who_answered():
    rows = [["D01", "X7", "Å1"], ["D02", "X8", "Å2"]]
    assert kinds(["Id", "Kod", "Person"], *rows) == [Kind.ID, Kind.LEAVE, Kind.LEAVE]


def test_the_column_that_a_person_chose_says_who_answered():
    rows = [["D01", "Ek", "Å1"], ["D02", "Al", "Å2"]]
    assert kinds(["Id", "Träd", "Person"], *rows, choice={"B": Kind.ID}) == [Kind.LEAVE, Kind.ID, Kind.LEAVE]
    assert kinds(["Id", "Träd"], *rows, choice={"A": Kind.LEAVE}) == [Kind.LEAVE, Kind.CLOSED]
    assert kinds(["Namn"], ["Anna"], choice={"A": Kind.OPEN}) == [Kind.OPEN]


def test_short_rows_and_blank_cells_are_no_values():
    assert kinds(["Vad?", "Betyg"], [ANSWERS[0]], [ANSWERS[1], " "], []) == [Kind.OPEN, Kind.EMPTY]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2025-03-01", " 1/3 2025 "], True),
        (["2025-03-01", "igår"], True),
        (["2025-03-01", "igår", "då"], False),
        (["2025-03-01", "", " "], True),
        (["1825-03-01"], False),
        ([], False),
        ([" "], False),
    ],
)
def test_a_column_is_dated_when_half_of_what_is_given_are_days(values, expected):
    assert dated(values) is expected
