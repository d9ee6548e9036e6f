"""The impact assessment: what is recorded and found today under each letter, and what people must judge left open."""

import io

import pytest
from docx import Document

from tests.services.privacy.test_processing_register import LAW, filled  # noqa: F401
from tests.services.withdrawn import opened
from toolkit.errors import UsageError
from toolkit.services.privacy import impact_assessment


def entries(folder, letter):
    found = {one.letter: one for one in impact_assessment.assessment(opened(folder))}
    assert list(found) == list("abcd")
    return {one.what: one.told for one in found[letter].entries}


def test_it_is_filled_from_the_records_and_says_what_people_must_judge(filled):  # noqa: F811
    assert "The municipal board" in entries(filled, "a").values()
    needed = entries(filled, "b")
    assert needed["Legal basis (art. 6)"] == "6.1 e"
    assert needed["the recordings"] == "until 2026-12-31"
    assert needed["Why it cannot be done with less"] == ""
    risks = entries(filled, "c")
    assert "1 person" in risks["Words are used that may not be"]
    assert risks["How likely and how grave for people"] == ""
    assert "6.1 e" in LAW
    assert entries(filled, "d")["Who decided, and when"] == ""


def test_it_counts_names_and_holds_none(small, tmp_path):
    project = opened(small)
    impact_assessment.write(project, tmp_path / "dpia.docx")
    document = Document(io.BytesIO((tmp_path / "dpia.docx").read_bytes()))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Other words with a capital letter: " in text or "names and numbers not settled" in text
    from toolkit.services.privacy import identifiers

    words = {group.shown for group in identifiers.scan(project, storing=False).open} - {"Interview"}
    assert not [word for word in words if word in text]
    with pytest.raises(UsageError):
        impact_assessment.write(project, tmp_path / "dpia.pdf")
