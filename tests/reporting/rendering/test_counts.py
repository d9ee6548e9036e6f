"""Counts and numbers as all files print them."""

import pytest

from toolkit.domain.reports.report import Reference, Sentence, Table
from toolkit.reporting.rendering.counts import bound, cells, numeric, parts, unparted


def shown(text):
    return text.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (Sentence("Flera väntar.", count="3 av 4"), ("Flera väntar", "3_av_4", ".")),
        (Sentence("Varför väntar flera?", count="3 av 4"), ("Varför väntar flera?", "3_av_4", "")),
        (Sentence("Flera väntar (3 av 4)."), ("Flera väntar", "3_av_4", ".")),
        (Sentence("Several wait (team 3 of 4, 1 of 2)."), ("Several wait", "team_3_of_4, 1_of_2", ".")),
        (Sentence("Flera (3 av 4) väntar."), ("Flera (3_av_4) väntar.", "", "")),
        (Sentence("Flera väntar (se kapitel 4)."), ("Flera väntar (se kapitel 4).", "", "")),
    ],
    ids=["beside", "after a question", "among the words", "of groups", "in the middle", "no count"],
)
def test_a_count_is_told_apart_from_its_sentence(sentence, told):
    assert parts(sentence) == tuple(map(shown, told))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("38 av 52 har svarat (73 %).", "38_av_52 har svarat (73_%)."),
        ("Minst 30 procent går vidare.", "Minst 30_procent går vidare."),
        ("Minst 30 procentare.", "Minst 30 procentare."),
        ("19 timmar och 8 minuter", "19_timmar och 8_minuter"),
        ("3 of 4", "3_of_4"),
        ("en av 4 deltagare", "en av 4 deltagare"),
    ],
)
def test_a_number_stands_on_the_line_of_its_unit(text, told):
    assert bound(text) == shown(told)


def test_a_bracket_of_several_groups_may_break_after_a_comma():
    assert unparted("ett 4 av 8, två 1 av 4") == shown("ett_4_av_8, två_1_av_4")


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("12", "–", "3"), True),
        (("28\u00a0441", "3 204"), True),
        (("36,8 %", "12.5%"), True),
        (("7 (78 %)", "9 (64)"), True),
        (("14", "12", "redovisas inte"), True),
        (("9 av 9", "37 % (15 av 41)"), True),
        (("60 personer", "30 %", "80 %"), False),
        (("2023", "2024", "2023, några senare"), False),
        (("14", "inte räknat", "redovisas inte"), False),
        (("14 juni 2025", "3 maj 2025"), False),
        (("–", ""), False),
    ],
    ids=[
        "counts",
        "thousands",
        "shares",
        "with a share",
        "one withheld",
        "of so many",
        "with a noun",
        "years",
        "mostly words",
        "days",
        "nothing",
    ],
)
def test_a_column_of_numbers_is_known_by_its_cells(cells, wanted):
    table = Table("C", ("Namn", "Tal"), tuple(("1", cell) for cell in cells), "t")
    assert numeric(table) == (False, wanted)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (("1522", "28_441", "57"), ("1_522", "28_441", "57")),
        (("1522", "12,500"), ("1,522", "12,500")),
        (("1522", "9999"), ("1522", "9999")),
        (("37 %", "3 av 4"), ("37_%", "3_av_4")),
    ],
    ids=["with longer ones", "in English", "alone", "with units"],
)
def test_thousands_of_four_digits_are_parted_beside_longer_numbers_alone(given, printed):
    table = Table("C", ("Tal",), tuple((shown(cell),) for cell in given), "t")
    assert cells(table) == [(shown(cell),) for cell in printed]


def test_a_cell_that_refers_to_a_part_still_does():
    [(cell,)] = cells(Table("C", ("Var",), ((Reference.to("h", "Kapitel 4"),),), "t"))
    assert (cell, cell.anchor) == ("Kapitel 4", "h")


def test_a_table_without_rows_has_no_column_of_numbers():
    empty = Table("C", ("Namn", "Tal"), (), "t")
    assert numeric(empty) == (False, False)
    assert cells(empty) == []
