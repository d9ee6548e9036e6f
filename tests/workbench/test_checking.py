"""A report is checked in the browser: findings with their places, nothing stored, nothing for blind eyes."""

import shutil
from io import BytesIO

import pytest
from docx import Document

from tests.conftest import run
from tests.services.keeping.test_archive import tables
from toolkit.services.projects.project import open_project
from toolkit.workbench.desk import moment


@pytest.fixture(scope="module")
def drafted(small_coded, tmp_path_factory):
    folder = tmp_path_factory.mktemp("checked") / "project"
    shutil.copytree(small_coded, folder)
    assert run(["draft", "-p", str(folder), "--format", "docx"]) == 0
    return folder, next((folder / "drafts").glob("*.docx")).read_bytes()


def edited(data, change):
    document = Document(BytesIO(data))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def sent(client, data, name="report.docx"):
    return client.post("/api/check", files={"file": (name, data)})


def test_the_page_offers_to_choose_a_report(desk_on, drafted):
    assert 'type="file"' in desk_on(drafted[0]).get("/check").text
    assert "/check" in desk_on(drafted[0]).get("/draft").text


def test_nothing_is_to_be_mended_in_a_draft_as_it_is(desk_on, drafted):
    folder, data = drafted
    before = tables(open_project(folder, now=moment()))
    answer = sent(desk_on(folder), data)
    assert answer.status_code == 200, answer.text
    assert "Nothing to mend" in answer.text
    assert tables(open_project(folder, now=moment())) == before


def test_what_is_wrong_stands_with_its_place(desk_on, drafted):
    folder, data = drafted
    wrong = edited(data, lambda document: document.add_paragraph("See chapter 99. <script>alert(1)</script>"))
    answer = sent(desk_on(folder, read_only=True), wrong)
    assert "1 thing to mend" in answer.text
    assert "The report has no “chapter 99”." in answer.text
    assert "paragraph" in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(("name", "data"), [("r.docx", b"no zip"), ("r.odt", b"PK\x03\x04"), ("", b"")])
def test_what_is_no_word_file_is_refused_in_words(desk_on, drafted, name, data):
    answer = sent(desk_on(drafted[0]), data, name or "x")
    assert answer.status_code in (409, 422)
    assert answer.json()["error"]
