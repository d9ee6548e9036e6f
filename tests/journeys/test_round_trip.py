"""A report goes to LibreOffice and back three times, edited each time in every way, with new results put into it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from tests.reporting.word_edits import Edits, canonical, comments_of, text_of
from toolkit.reporting.word.word_grafting import w
from toolkit.services.coding.coding import remove
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.reports import drafts, into_told, into_word, word_reports
from toolkit.services.themes import themes
from toolkit.storage.codings import codings

NOW = datetime(2025, 10, 20, 10, 15, tzinfo=UTC)
SOFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


@pytest.fixture(name="through_office", scope="module")
def _through_office(tmp_path_factory):
    """Saves a Word file anew with LibreOffice."""
    profile = tmp_path_factory.mktemp("profile").as_uri()
    out = tmp_path_factory.mktemp("saved")

    def saved(path):
        call = [
            SOFFICE,
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            "docx",
            "--outdir",
            out,
            path,
        ]
        subprocess.run([str(each) for each in call], check=True, capture_output=True, timeout=120)
        shutil.copy(out / path.name, path)

    return saved


@pytest.fixture(name="project")
def _project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


@pytest.fixture(name="report")
def _report(project, tmp_path):
    made = drafts.draft(project, drafts.Wanted(formats=("docx",))).files[0]
    return shutil.copy(made, tmp_path / "report.docx")


def paragraphs(path):
    return word_reports.read(path.read_bytes(), path.name).paragraphs


def findings(path):
    """The bookmarks of generated paragraphs that nobody has edited yet, in order, those of findings first."""
    styles = ("Normal", "List Bullet")
    found = [p for p in paragraphs(path) if p.marks and p.style in styles and len(p.text) > 40 and "edit" not in p.text]
    found.sort(key=lambda p: not p.marks[0].block.startswith("f_"))
    return [f"s_{p.marks[0].block}_{p.marks[0].number}" for p in found]


def fewer_codings(project, trip):
    """Somebody takes away half of a person's codings, which changes what many sentences count."""
    with project.store() as store, store.reading() as connection:
        mine = [one for one in codings.each(connection) if one.source.startswith(f"p0{trip}")][::2]
    later = open_project(project.folder, now=NOW + timedelta(minutes=trip))
    for one in mine:
        remove(later, {one.id: one.revision}, hand=Hand(one.coder, f"take {one.id}"))
    return later


def edited(path, trip):
    """Edits of every kind; gives what must be there afterwards and what must not."""
    edits, names = Edits(path.read_bytes()), findings(path)
    own = f"Our own analysis, trip {trip}: <å> & “quoted”."
    edits.written(own, after=edits.marked(names[0]))
    changed = edits.marked(names[1])
    word = next(each.text for each in changed.iter(w("t")) if len(each.text or "") > 25)[5:12]
    edits.tracked(changed, word, f"edit{trip}x")
    gone = text_of(edits.marked(names[2]))
    edits.deleted(edits.marked(names[2])) if trip % 2 else edits.emptied(edits.marked(names[2]))
    edits.marked(names[0]).addprevious(edits.marked(names[3]))
    table = next(edits.body.iter(w("tbl")))
    middle = edits.written(f"Between the tables {trip}.", after=table)
    edits.copied(table, after=middle)
    cell = next(each for each in table.iter(w("t")) if (each.text or "").strip())
    cell.text = f"cell{trip}"
    edits.commented(edits.marked(names[-1]), f"Is this right? {trip}", id_=str(7000 + trip))
    path.write_bytes(edits.data)
    return (own, f"edit{trip}x", f"Between the tables {trip}.", f"cell{trip}"), gone


def test_three_trips_with_edits_of_every_kind_lose_nothing(project, report, through_office):
    kept, remarks, done_with = [], [], set()
    for trip in (1, 2, 3):
        through_office(report)
        there, gone = edited(report, trip)
        kept += there
        remarks.append(("Eva", f"Is this right? {trip}"))
        through_office(report)
        before = Edits(report.read_bytes())
        own = [canonical(before.saying(words)) for words in kept if words.startswith(("Our own", "Between"))]
        later = fewer_codings(project, trip)
        done = into_word.into_file(later, report, drafts.Wanted())
        after = Edits(report.read_bytes())
        told = "\n".join(p.text for p in paragraphs(report))
        assert not [words for words in kept if words not in told]
        assert gone not in told
        assert own == [canonical(after.saying(words)) for words in kept if words.startswith(("Our own", "Between"))]
        assert set(remarks) <= set(comments_of(report.read_bytes()))
        done_with |= {name for name, n in into_told.counts(done.merged).items() if n}
    assert done_with >= {"replaced", "proposed", "deleted", "moved", "duplicated", "own"}
    through_office(report)
    assert not [words for words in kept if words not in "\n".join(p.text for p in paragraphs(report))]


def test_what_nobody_edited_says_after_office_what_a_new_draft_says(project, report, through_office):
    through_office(report)
    later = fewer_codings(project, 1)
    into_word.into_file(later, report, drafts.Wanted())
    fresh = drafts.draft(open_project(project.folder, now=NOW + timedelta(minutes=9)), drafts.Wanted(formats=("docx",)))
    now = {mark: p.text for p in paragraphs(report) for mark in p.marks}
    new = {mark: p.text for p in paragraphs(fresh.files[0]) for mark in p.marks}
    assert {mark: now.get(mark) for mark in new} == new
