"""Word files of reports: opened within limits, marked with their draft, and known again whatever became of the mark."""

import io
import shutil
import zipfile
from dataclasses import replace

import pytest

from tests.services.registers_told import NOW
from toolkit.domain.reports.report import Heading, Paragraph, Report, Sentence
from toolkit.domain.reports.written_report import DraftMark, Mark
from toolkit.errors import BadFile
from toolkit.reporting.word.draft_mark import blocks_digest
from toolkit.reporting.word.render_docx import DocxRenderer
from toolkit.services.projects.project import init, open_project
from toolkit.services.reports import drafts, word_reports

BLOCKS = (Heading(1, "Resultat", "results"), Paragraph((Sentence("Bussen går för sällan 👩."),), finding="f-d1"))
MARKED = [(Mark("f-d1", 1), "a" * 16), (Mark("f-d2", 1), "b" * 16)]


@pytest.fixture(scope="module")
def data():
    return bytes(DocxRenderer(bare=True).render(Report("Å", "", "sv", BLOCKS), resources={}))


@pytest.fixture(scope="module")
def drafted(small_coded, tmp_path_factory):
    """A project with a draft in Word; and its file."""
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("written") / "small")
    drafts.draft(open_project(folder, now=NOW), drafts.Wanted(formats=("docx",)))
    (file,) = (folder / "drafts").glob("*.docx")
    return open_project(folder, now=NOW), word_reports.read(file.read_bytes(), file.name)


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def test_a_file_of_our_own_and_one_of_somebody_else_are_read_alike(data):
    own, foreign = word_reports.own(data), word_reports.foreign(data, "rapport å.docx")
    assert (own.name, foreign.name) == ("draft.docx", "rapport å.docx")
    assert own.names == foreign.names == tuple(parts(data))
    for name, content in parts(data).items():
        assert own.bytes(name) == foreign.bytes(name) == content
    for file in (own, foreign):
        first, second = (file.xml("word/document.xml") for _ in range(2))
        assert first is not second
        assert "Bussen går för sällan 👩." in "".join(first.itertext())
        assert (file.xml("word/none.xml"), file.bytes("word/none.xml")) == (None, b"")


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, content in files.items():
            container.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"no zip", b"PK\x03\x04 torn", packed(), packed(a="b"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 80]
)
def test_what_is_no_word_file_is_refused_in_words(content):
    with pytest.raises(BadFile) as refused:
        word_reports.read(content, "rapport.docx")
    assert refused.value.sentence


def test_a_file_cut_off_is_refused(data):
    for end in (len(data) // 2, len(data) - 10):
        with pytest.raises(BadFile):
            word_reports.read(data[:end], "rapport.docx")


def test_a_mark_says_which_draft_a_file_is_and_leaves_what_it_says(data):
    assert word_reports.read(data, "a.docx").draft is None
    marked = word_reports.marked(data, 7, MARKED)
    read = word_reports.read(marked, "a.docx")
    assert read.draft == DraftMark(7, blocks_digest(MARKED))
    assert [one.text for one in read.paragraphs] == [one.text for one in word_reports.read(data, "a.docx").paragraphs]
    same = {name for name, content in parts(data).items() if parts(marked).get(name) == content}
    assert {"word/document.xml", "word/styles.xml"} <= same
    again = word_reports.marked(marked, 8, MARKED[:1])
    assert word_reports.read(again, "a.docx").draft == DraftMark(8, blocks_digest(MARKED[:1]))
    assert len(parts(again)) == len(parts(marked))


def test_parts_that_are_changed_anyway_are_marked_as_changed(data):
    own = word_reports.own(data)
    name = "word/_rels/document.xml.rels"
    changed = own.bytes(name).replace(b"</Relationships>", b"<!-- changed --></Relationships>")
    told = word_reports.mark_of(own, 7, MARKED, changed={name: changed})
    assert b"changed" in told[name]
    assert b"changed" not in word_reports.mark_of(own, 7, MARKED)[name]
    assert "word/styles.xml" not in told


def test_a_file_is_of_the_draft_that_it_was_made_from(drafted):
    project, written = drafted
    assert written.draft is not None
    assert word_reports.draft_of(project, written) == written.draft.draft == 1
    with project.store() as store, store.reading() as connection:
        assert word_reports.draft_in(connection, written) == 1


def test_without_its_mark_or_with_a_wrong_one_the_draft_is_known_by_its_paragraphs(drafted):
    project, written = drafted
    for mark in (None, DraftMark(99, written.draft.digest), DraftMark(1, "0" * 64)):
        assert word_reports.draft_of(project, replace(written, draft=mark)) == 1


def test_a_file_of_nobody_s_draft_is_of_none(drafted, data, tmp_path):
    project, written = drafted
    assert word_reports.draft_of(project, word_reports.read(data, "a.docx")) is None
    empty = init(tmp_path / "empty", language="en", now=NOW)
    assert word_reports.draft_of(empty, written) is None
    assert word_reports.draft_of(project, replace(written, draft=None, paragraphs=())) is None
