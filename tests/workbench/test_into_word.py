"""New results into a Word file on the workbench: looked at first, then fetched; and what has changed since."""

from __future__ import annotations

import pytest

from toolkit.services.reports import word_reports

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def folder(spegla, small):
    assert spegla("themes", "-p", small).code == 0
    assert spegla("draft", "--format", "docx", "-p", small).code == 0
    return small


@pytest.fixture
def written(folder):
    return next((folder / "drafts").glob("*.docx"))


def sent(path):
    return {"file": (path.name, path.read_bytes(), WORD)}


def withdraw(folder):
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))


def test_what_would_happen_is_told_before_the_file_is_fetched(desk_on, folder, written):
    desk = desk_on(folder)
    assert "/draft/into" in desk.get("/draft").text
    assert desk.get("/draft/into").status_code == 200
    before = written.read_bytes()
    shown = desk.post("/api/draft/into", files=sent(written)).text
    assert "say the same as before" in shown
    answer = desk.post("/draft/into", files=sent(written))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="draft.docx"'
    assert word_reports.read(answer.content, "x").draft.draft == 2
    assert written.read_bytes() == before


def test_a_file_that_is_no_draft_is_refused(desk_on, folder, written, tmp_path):
    (tmp_path / "x.docx").write_bytes(b"nothing")
    assert desk_on(folder).post("/api/draft/into", files=sent(tmp_path / "x.docx")).status_code == 422


def test_the_draft_s_page_lists_the_sentences_that_no_longer_hold(desk_on, folder):
    desk = desk_on(folder)
    assert desk.get("/draft/changed").text.strip() == ""
    withdraw(folder)
    told = desk_on(folder).get("/draft/changed").text
    assert "no longer hold as they were written" in told
    assert "consent or material was taken back" in told


def test_nothing_is_written_in_read_only_mode(desk_on, folder, written):
    desk = desk_on(folder, read_only=True)
    assert desk.post("/draft/into", files=sent(written)).status_code in (403, 409, 422)
