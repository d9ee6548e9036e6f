"""The register of processing: what article 30 asks for under each letter, and what is missing said to be missing."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.services.withdrawn import opened
from toolkit.errors import Refused, UsageError
from toolkit.services.privacy import processing_register

LAW = """
[law]
legal_basis = "6.1 e"
art9_ground = "9.2 g"
dpia_ref = "2026/17"
is_research = true
ethics_ref = "Dnr 2026-1"
ethics_date = 2026-02-03
controller = "The municipal board"
dpo = "The officer, dpo@example.org"
recipients = "The steering group"
third_countries = "None"

[retention]
audio = 2026-12-31
"""


@pytest.fixture
def filled(small):
    path = small / "project.toml"
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("law."))
    path.write_text(text + LAW, encoding="utf-8")
    return small


def section(folder, letter):
    found = {one.letter: one for one in processing_register.register(opened(folder))}
    assert list(found) == list("abcdefg")
    return {one.what: one for one in found[letter].entries}


def told(folder, letter):
    return " ".join(one.told for one in section(folder, letter).values())


@pytest.mark.parametrize(
    ("letter", "asked"),
    [
        ("a", ("The municipal board", "The officer")),
        ("b", ("6.1 e", "9.2 g", "2026/17", "Dnr 2026-1 2026-02-03")),
        ("c", ("Participants: 10", "Interview: ", "age", "given: 11", "withdrawn: 1")),
        ("d", ("The steering group", "1 person")),
        ("e", ("None", "sends nothing")),
        ("f", ("until 2026-12-31", "backups")),
        ("g", ("scrypt", "chained", "small groups")),
    ],
)
def test_each_letter_is_filled_from_the_project(filled, letter, asked):
    text = told(filled, letter)
    assert all(words in text for words in asked), text


@pytest.mark.parametrize("letter", ["a", "d", "e", "f"])
def test_what_the_project_does_not_say_is_missing_with_the_place_to_write_it(small, letter):
    missing = [one for one in section(small, letter).values() if not one.told]
    assert missing
    assert all("not recorded: " in one.shown and "project.toml" in one.shown for one in missing)


def test_it_is_written_as_word_and_excel_in_the_projects_language(filled, tmp_path):
    for name in ("register.docx", "register.xlsx"):
        processing_register.write(opened(filled), tmp_path / name)
    document = Document(io.BytesIO((tmp_path / "register.docx").read_bytes()))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert [one[0] for one in headings] == list("abcdefg")
    sheet = load_workbook(tmp_path / "register.xlsx").active
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == set("abcdefg")
    with pytest.raises(Refused):
        processing_register.write(opened(filled), tmp_path / "register.docx")
    with pytest.raises(UsageError):
        processing_register.write(opened(filled), tmp_path / "register.pdf")
