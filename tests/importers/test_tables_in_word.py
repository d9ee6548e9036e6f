"""Tables of a Word file in which nobody speaks are nobody's words; those in which turns stand are read as turns."""

import io

import docx
import pytest

from toolkit.importers.word import WordImporter

TALK = ("I: Hur gick det till?", "A01: Det var en kollega som ringde.", "I: Och sedan?", "A01: Sedan sa vi ja.")
FACTS = (("Bransch", "Anställda", "Mottagna"), ("avfall", "23", "7"))


def file_of(*parts):
    """A Word file of paragraphs (str) and tables (rows of cells)."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=len(part[0]))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def read(*parts):
    found = WordImporter().read(file_of(*parts), "a.docx")
    said = [turn.span.of(found.text) for turn in found.turns]
    told = [(note.values["doubt"], note.values["every"]) for note in found.notes if "doubt" in note.values]
    return said, told


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ((*TALK, FACTS), "5"),
        ((*TALK[:2], FACTS, *TALK[2:]), "3"),
        ((FACTS, *TALK), "1"),
        ((FACTS, *TALK, FACTS), "1 7"),
    ],
    ids=["at the end", "between turns", "at the top", "both"],
)
def test_a_table_in_which_nobody_speaks_is_left_out_and_told(parts, lines):
    said, told = read(*parts)
    assert said == [turn.partition(": ")[2] for turn in TALK]
    assert told == [("tables", lines)]


def test_a_table_of_turns_is_read_as_turns():
    said, told = read([turn.split(": ") for turn in TALK])
    assert said == [turn.partition(": ")[2] for turn in TALK]
    assert told == []


def test_a_table_above_the_talk_that_tells_its_facts_is_heading():
    _, told = read((("Datum: 2025-03-11", "Metod: enskild intervju"),), *TALK)
    assert told == []


def test_a_frame_of_one_cell_is_no_table():
    said, told = read(*TALK, (("Det var allt.",),))
    assert (said[-1], told) == ("Sedan sa vi ja.\nDet var allt.", [])
