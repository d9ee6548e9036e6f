"""`spegla check`: an edited report held against the project; exit 1 only for what must be mended."""

from __future__ import annotations

import pytest
from docx import Document

from tests.cli.unchanged import unchanged


@pytest.fixture(scope="module")
def edited(drafted_once, tmp_path_factory):
    """The draft with a chapter named that it does not have, and a quote that nobody said."""
    (draft,) = (drafted_once / "drafts").glob("*.docx")
    document = Document(str(draft))
    document.add_paragraph("See chapter 99. One of them says: ”I have never in my life seen such a large green bus.”")
    path = tmp_path_factory.mktemp("edited") / "rapport.docx"
    document.save(str(path))
    return path


def test_a_draft_as_it_is_has_nothing_to_mend(spegla, drafted_once):
    (draft,) = (drafted_once / "drafts").glob("*.docx")
    with unchanged(drafted_once):
        answer = spegla("check", draft, "-p", drafted_once)
    assert answer.code == 0
    assert " 0 things to mend, " in answer.out.splitlines()[-1]
    document = spegla("check", draft, "-p", drafted_once, "--json").json
    assert (document["serious"], document["file"]) == (0, draft.name)
    assert document["notes"] == len(document["findings"])
    assert answer.out.splitlines()[-1].startswith(f"{document['paragraphs']} paragraphs read.")
    (note,) = document["problems"]
    assert "have not been looked for" in note["message"]
    assert note["message"] in answer.err


def test_each_thing_to_mend_has_its_place_its_words_and_a_next_step(spegla, drafted_once, edited):
    answer = spegla("check", edited, "-p", drafted_once)
    assert answer.code == 1
    assert "The report has no “chapter 99”." in answer.out
    lines = answer.out.splitlines()
    at = next(n for n, line in enumerate(lines) if "chapter 99”." in line)
    assert lines[at].startswith("  ✗ ")
    assert lines[at + 1].startswith("      ")
    document = spegla("check", edited, "-p", drafted_once, "--json").json
    serious = [one for one in document["findings"] if one["serious"]]
    assert len(serious) == document["serious"] >= 2
    assert f" {document['serious']} things to mend, " in lines[-1]
    assert any("green bus" in one["words"] for one in serious)
    heads = [line.rpartition(": ") for line in lines if line and line[0] not in " 0123456789" and line[-1].isdigit()]
    assert sum(int(n) for _, _, n in heads) == len(document["findings"])


def test_who_looks_like_a_person_in_what_was_written_is_a_note(spegla, drafted_once, tmp_path):
    (draft,) = (drafted_once / "drafts").glob("*.docx")
    document = Document(str(draft))
    document.add_paragraph("Then Margaret took consent back.")
    document.save(str(tmp_path / "r.docx"))
    (one,) = spegla("check", tmp_path / "r.docx", "--only", "people", "-p", drafted_once, "--json").json["findings"]
    assert (one["reason"].partition(":")[0], one["serious"]) == ("“Margaret” looks like somebody's name", False)


def test_only_the_kinds_asked_for_are_told(spegla, drafted_once, edited):
    document = spegla("check", edited, "-p", drafted_once, "--json").json
    kinds = {one["kind"] for one in document["findings"] if one["serious"]}
    for kind in kinds:
        only = spegla("check", edited, "--only", kind, "-p", drafted_once, "--json").json["findings"]
        assert {one["kind"] for one in only} == {kind}
    assert spegla("check", edited, "--only", "spelling", "-p", drafted_once).code == 2


@pytest.mark.parametrize(("name", "data"), [("r.docx", b"no zip"), ("r.odt", b"PK"), ("none.docx", None)])
def test_what_is_no_report_in_word_is_refused(spegla, drafted_once, tmp_path, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with unchanged(drafted_once):
        answer = spegla("check", tmp_path / name, "-p", drafted_once)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err
