"""The texts that people consented to: kept for good, never changed, and told when their file is."""

import io

import pytest
from docx import Document

from tests.services.met import NOW
from tests.services.registers_told import told
from toolkit.errors import BadFile, ConflictError, UsageError
from toolkit.services.privacy import consent_texts
from toolkit.services.projects.project import init
from toolkit.storage.sources import consent_texts as stored

WORDS = "Du får sluta när du vill. 👩\n"


@pytest.fixture
def project(tmp_path):
    return init(tmp_path / "project", language="en", now=NOW)


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "blad.txt"
    path.write_text(WORDS, "utf-8")
    return path


def kept(project):
    with project.store() as store, store.reading() as connection:
        return stored.each(connection)


def files(project):
    folder = project.folder / "consent_texts"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def word_file(path):
    out = io.BytesIO()
    made = Document()
    made.add_paragraph("Du får sluta när du vill.")
    made.save(out)
    path.write_bytes(out.getvalue())


def test_a_text_is_kept_with_its_words_beside_a_copy_of_its_file(project, sheet):
    view = consent_texts.add(project, sheet, "2026-1")
    assert (view.version, view.kept, view.people, view.changed) == ("2026-1", NOW, 0, False)
    assert view.file == "consent_texts/2026-1.txt"
    assert files(project) == {"2026-1.txt": sheet.read_bytes()}
    assert [(one.version, one.content) for one in kept(project)] == [("2026-1", WORDS)]


def test_the_words_of_a_word_file_can_be_read_later(project, tmp_path):
    word_file(tmp_path / "sheet.docx")
    view = consent_texts.add(project, tmp_path / "sheet.docx", "3")
    assert view.file == "consent_texts/3.docx"
    assert "Du får sluta när du vill." in kept(project)[0].content


def test_the_same_text_again_is_no_second_one(project, sheet):
    first = consent_texts.add(project, sheet, "1")
    assert consent_texts.add(project, sheet, "1") == first
    assert len(kept(project)) == 1


def test_a_version_never_changes_and_nothing_is_done(project, sheet):
    consent_texts.add(project, sheet, "1")
    before = files(project)
    sheet.write_text("Something else.", "utf-8")
    with pytest.raises(ConflictError) as refused:
        consent_texts.add(project, sheet, "1")
    assert "1" in refused.value.sentence
    assert "--version" in refused.value.hint
    assert files(project) == before
    assert kept(project)[0].content == WORDS


@pytest.mark.parametrize("version", ["", " 2", "2 3", "-2", "../2", "a/b", "å" * 41, ".hidden", "2\n"])
def test_a_version_is_a_short_name_that_can_name_a_file(project, sheet, version):
    with pytest.raises(UsageError):
        consent_texts.add(project, sheet, version)
    assert (files(project), kept(project)) == ({}, [])


@pytest.mark.parametrize("version", ["2", "2026-1", "å", "v1.2+b", "x" * 40])
def test_such_versions_are_kept(project, sheet, version):
    assert consent_texts.add(project, sheet, version).version == version


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet", "sheet.txt.exe"])
def test_other_files_are_refused_by_their_kind(project, tmp_path, name):
    (tmp_path / name).write_text("words", "utf-8")
    with pytest.raises(UsageError) as refused:
        consent_texts.add(project, tmp_path / name, "1")
    assert ".docx" in refused.value.sentence
    assert "words" not in refused.value.sentence
    assert files(project) == {}


def test_a_file_that_is_not_there_is_refused(project, tmp_path):
    with pytest.raises(BadFile):
        consent_texts.add(project, tmp_path / "none.txt", "1")
    assert (files(project), kept(project)) == ({}, [])


def test_a_file_that_was_changed_or_is_gone_is_told_and_can_be_brought_back(project, sheet):
    consent_texts.add(project, sheet, "1")
    place = project.folder / "consent_texts" / "1.txt"
    assert list(consent_texts.problems(project)) == []
    place.write_text("Something else.", "utf-8")
    [changed] = consent_texts.problems(project)
    assert (changed.where, changed.serious) == ("consent_texts/1.txt", False)
    assert "The consent text 1 is not as it was" in changed.sentence
    assert "spegla privacy consent texts add" in changed.next_step
    place.unlink()
    [gone] = consent_texts.problems(project)
    assert gone.where == "consent_texts"
    assert consent_texts.add(project, sheet, "1").changed is False
    assert place.read_bytes() == sheet.read_bytes()
    assert len(kept(project)) == 1


def test_versions_that_only_the_register_names_are_told_with_how_many_consented(small, sheet):
    both = {"consent_text": "1"}
    project = told(small, NOW, P01=both, P02=both, P03={"consent_text": "0"}, P04={"consent_text": "9"})
    consent_texts.add(project, sheet, "1")
    (small / "consent_texts" / "9.pdf").write_bytes(b"no text of ours")
    found = [(one.version, one.people, bool(one.kept), one.file) for one in consent_texts.texts(project)]
    assert found == [("1", 2, True, "consent_texts/1.txt"), ("0", 1, False, ""), ("9", 1, False, "")]
    assert list(consent_texts.problems(project)) == []


def test_a_register_that_cannot_be_read_is_told_elsewhere(project, sheet):
    consent_texts.add(project, sheet, "1")
    (project.folder / "consent_texts" / "1.txt").unlink()
    (project.folder / "interviews" / "respondents.csv").write_bytes(b"no,columns\n")
    from toolkit.services.projects.project import open_project

    assert list(consent_texts.problems(open_project(project.folder, now=NOW))) == []
