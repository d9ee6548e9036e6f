"""Real Word files are checked: edited by python-docx, saved by LibreOffice, or written by somebody else altogether."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document

from tests.services.reports.test_changed_sentences import remove_coding
from toolkit.domain.report_rules.found import Found, Kind
from toolkit.errors import BadFile
from toolkit.services.projects.project import open_project
from toolkit.services.reports import checking, composing, drafts, word_reports
from toolkit.services.reports.checking import Place
from toolkit.services.themes import themes

NOW = datetime(2025, 10, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


@pytest.fixture
def file(project):
    return drafts.draft(project, drafts.Wanted(formats=("docx",))).files[0]


def later(project):
    return open_project(project.folder, now=NOW + timedelta(hours=1))


def edited(file, change):
    document = Document(BytesIO(file.read_bytes()))
    change(document)
    document.save(file)
    return file


def serious(checked, kind=None):
    return [each.found for each in checked.findings if each.found.serious and kind in (None, each.found.kind)]


def quotes_of(document):
    return [each for each in document.paragraphs if each.style.name == "Quote"]


def said(paragraph):
    return next(run for run in paragraph.runs if len(run.text) > 10)


@pytest.mark.parametrize("outline", ["perspectives", "areas", "questions", "full", "partial"])
def test_a_draft_in_any_outline_is_left_alone(project, outline):
    made = drafts.draft(project, drafts.Wanted(outline, ("docx",))).files[0]
    found = checking.check_file(project, made)
    assert [(each.kind, each.words) for each in serious(found)] == []
    assert found.skipped == ()


def test_a_letter_in_a_quote_and_words_put_in_are_found_with_their_places(project, file):
    def change(document):
        run = said(quotes_of(document)[0])
        run.text = run.text[:3] + "x" + run.text[3:]
        document.add_heading("Afterwards", 1)
        document.add_paragraph("See appendix 7.")

    found = checking.check_file(project, edited(file, change))
    assert [each.kind for each in serious(found)] == [Kind.QUOTE, Kind.REFERENCE]
    first, last = (each for each in found.findings if each.found.serious)
    assert first.place.paragraph > 0
    assert last.place.heading == "Afterwards"
    assert last.place.paragraph == 1


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (None, "the report as a whole"),
        (Place(0, 3, ""), "before the first heading, paragraph 3"),
        (Place(2, 3, "Results", title="Results"), "under “Results”, paragraph 3"),
        (Place(2, 1, "Summary", title="Results"), "under “Summary” in “Results”, paragraph 1"),
        (Place(2, 0, "Summary", title="Results"), "under “Summary” in “Results”"),
        (Place(2, 0, "Results", 9, row=4, title="Results"), "under “Results”, table, row 4"),
        (Place(0, 0, "", note=True), "in a note"),
    ],
)
def test_a_place_is_told_by_the_headings_that_a_reader_finds_it_under(place, told):
    found = Found(Kind.MARKS, None, "x", "y")
    assert checking.where(checking.Placed(found, place)) == told


def test_the_words_of_somebody_who_has_withdrawn_since_are_found(project, file):
    found = checking.check_file(project, file)
    assert serious(found) == []
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace("P02,participants,,given", "P02,participants,,withdrawn"), "utf-8"
    )
    again = checking.check_file(later(project), file)
    assert serious(again, Kind.QUOTE)


def test_a_coding_that_is_taken_away_is_told_at_the_sentences_that_rested_on_it(project, file):
    evidence = next(ids for ids in drafts.evidence_of(report_of(project)).values() if ids)
    remove_coding(later(project), int(evidence[0][1:]))
    found = checking.check_file(later(project), file)
    assert serious(found, Kind.EVIDENCE)
    assert "coding" in serious(found, Kind.EVIDENCE)[0].reason


def report_of(project):
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
        return composing.composed(project, store, found, project.settings.outline)[0]


def test_a_report_of_somebody_else_is_checked_as_far_as_can_be(project, file, tmp_path):
    words = said(quotes_of(Document(BytesIO(file.read_bytes())))[0]).text.strip("“”")
    document = Document()
    document.add_heading("Results", 1)
    document.add_paragraph(f"One of them says: “{words}”")
    document.add_paragraph(f"One of them says: “{words[:10]}xx{words[10:]}”")
    document.add_paragraph("Nobody ever said this: “I would have liked a purple elephant on the roof.”")
    document.add_paragraph("Twelve of 13 participants are happy.")
    document.save(tmp_path / "theirs.docx")
    found = checking.check_file(project, tmp_path / "theirs.docx")
    assert found.draft is None
    assert len(found.skipped) == 1
    assert [each.kind for each in serious(found)] == [Kind.QUOTE, Kind.QUOTE, Kind.NUMBER]


def test_what_is_no_word_file_is_refused(project, tmp_path):
    for name, data in (("a.docx", b"PK\x03\x04nothing"), ("a.pdf", b"%PDF"), ("b.docx", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadFile):
            checking.check_file(project, tmp_path / name)


def test_the_command_ends_with_one_when_something_is_to_be_mended(spegla, project, file):
    answer = spegla("check", file, "-p", project.folder, "--json")
    assert (answer.code, answer.json["serious"]) == (0, 0)
    assert answer.json["notes"] == len(answer.json["findings"]) > 0
    edited(file, lambda document: document.add_paragraph("See appendix 7. “Lone mark."))
    answer = spegla("check", file, "-p", project.folder, "--json")
    assert answer.code == 1
    assert {each["kind"] for each in answer.json["findings"] if each["serious"]} == {"reference", "marks"}
    only = spegla("check", file, "-p", project.folder, "--only", "marks")
    assert only.code == 1
    assert "partner" in only.out
    assert "appendix 7." in only.out
    assert "The report has no" not in only.out
    assert spegla("check", project.folder / "none.docx", "-p", project.folder).code != 0


@pytest.mark.slow
def test_after_libreoffice_has_saved_it(project, file, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    kept = tmp_path / "one" / "report.docx"
    kept.parent.mkdir()
    kept.write_bytes(file.read_bytes())
    for place, kind in ((kept, "odt"), (tmp_path / "two" / "report.odt", "docx")):
        command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(tmp_path / "two"), str(place)], check=True, capture_output=True)
    saved = tmp_path / "two" / "report.docx"
    assert serious(checking.check_file(project, saved)) == []

    def change(document):
        run = said(quotes_of(document)[0])
        run.text = run.text[:3] + "x" + run.text[3:]

    assert [each.kind for each in serious(checking.check_file(project, edited(saved, change)))] == [Kind.QUOTE]


def test_the_words_of_whoever_withdrew_are_not_repeated(project, file):
    before = [one.text for one in word_reports.read(file.read_bytes(), "x.docx").paragraphs if one.style == "Quote"]
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace("P02,participants,,given", "P02,participants,,withdrawn"), "utf-8"
    )
    quotes = serious(checking.check_file(later(project), file), Kind.QUOTE)
    assert before
    assert {each.words for each in quotes} == {"…"}
