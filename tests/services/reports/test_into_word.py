"""New results into a Word file that people have worked on: it is kept, written whole, and read again next time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.reporting.word_edits import Edits, canonical
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.reports.report import QuoteBlock
from toolkit.errors import BadFile, Refused
from toolkit.services.privacy import withdrawing
from toolkit.services.projects.project import open_project
from toolkit.services.reports import checking, composing, drafts, into_told, into_word, word_reports
from toolkit.services.reports.changed_sentences import shown
from toolkit.services.reports.draft_records import wordless
from toolkit.services.themes import themes

NOW = datetime(2025, 10, 20, 10, 15, tzinfo=UTC)


@pytest.fixture
def project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


@pytest.fixture
def report(project, tmp_path):
    """A draft as a Word file somewhere else."""
    made = drafts.draft(project, drafts.Wanted(formats=("docx",)))
    path = tmp_path / "elsewhere" / "report.docx"
    path.parent.mkdir()
    path.write_bytes(made.files[0].read_bytes())
    return path


def later(project, minutes=1):
    return open_project(project.folder, now=NOW + timedelta(minutes=minutes))


def withdraw(project):
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))


def quotes_of_one(project):
    """What the draft prints of who withdraws later."""
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
        report, _ = composing.composed(project, store, found, "perspectives")
    mine = {id_ for id_, one in report.evidence.items() if one.respondent == "P01"}
    return [one.text for one in report.blocks if isinstance(one, QuoteBlock) and mine.intersection(one.evidence)]


def finding(report):
    """The bookmark of the first finding's paragraph."""
    paragraphs = word_reports.read(report.read_bytes(), "x").paragraphs
    return next(f"s_{p.marks[0].block}_1" for p in paragraphs if p.marks and p.marks[0].block.startswith("f_"))


def test_the_file_before_is_kept_beside_it(project, report):
    before = report.read_bytes()
    done = into_word.into_file(later(project), report, drafts.Wanted())
    assert done.kept.name.startswith("report (before 2025-10-20 ")
    assert done.kept.read_bytes() == before
    assert report.read_bytes() == done.data
    again = into_word.into_file(later(project), report, drafts.Wanted())
    assert again.kept != done.kept
    assert done.of != again.of


def test_a_dry_run_says_it_all_and_writes_nothing(project, report, spegla):
    before, files = report.read_bytes(), sorted(report.parent.iterdir())
    withdraw(project)
    told = spegla("draft", "--into", report, "--dry-run", "-p", project.folder, "--json").json
    assert told["counts"]["replaced"] > 0
    assert (told["written"], told["kept"]) == (False, None)
    assert report.read_bytes() == before
    assert sorted(report.parent.iterdir()) == files


def test_what_a_person_wrote_stays_through_three_drafts(project, report):
    edits = Edits(report.read_bytes())
    name = finding(report)
    edits.written("My own analysis.", after=edits.marked(name))
    report.write_bytes(edits.data)
    own = canonical(edits.saying("My own analysis."))
    for number in range(1, 4):
        if number == 2:
            withdraw(project)
        done = into_word.into_file(later(project, number), report, drafts.Wanted())
        assert into_told.counts(done.merged)["own"] == 1
        assert canonical(Edits(report.read_bytes()).saying("My own analysis.")) == own
        assert not done.merged.edited
        assert bool(done.merged.replaced) == (number == 2)


def test_words_of_who_withdrew_are_gone_from_what_nobody_edited(project, report):
    said = quotes_of_one(project)
    withdraw(project)
    done = into_word.into_file(later(project), report, drafts.Wanted())
    left = "\n".join(p.text for p in word_reports.read(report.read_bytes(), "x").paragraphs)
    assert said
    assert not any(words in left for words in said)
    assert "may not be used" in done.problems[0].sentence


def test_an_edited_quote_of_who_withdrew_is_told_of(project, report):
    edits = Edits(report.read_bytes())
    for each in [p for p in word_reports.read(report.read_bytes(), "x").paragraphs if p.style == "Quote"]:
        paragraph = edits.marked(f"s_{each.marks[0].block}_{each.marks[0].number}")
        edits.written("(in her own words)", after=paragraph)
        edits.tracked(paragraph, each.text[3:9], "xyz")
    report.write_bytes(edits.data)
    withdraw(project)
    done = into_word.into_file(later(project), report, drafts.Wanted())
    assert any(problem.serious for problem in done.problems)


def erased(project):
    """P01 withdraws, and all that P01 said leaves the project with the rows that held it."""
    withdrawing.withdraw(later(project), "P01", withdrawing.Wish())


def test_words_that_left_the_project_leave_what_nobody_edited(project, report):
    said = quotes_of_one(project)
    erased(project)
    done = into_word.into_file(later(project, 2), report, drafts.Wanted())
    left = "\n".join(p.text for p in word_reports.read(report.read_bytes(), "x").paragraphs)
    assert said
    assert not any(words in left for words in said)
    assert "may not be used" in done.problems[0].sentence
    again = into_word.into_file(later(project, 3), report, drafts.Wanted())
    assert (again.merged.taken, again.problems) == ([], [])


def test_an_edited_quote_of_words_that_left_the_project_is_never_held_against_anothers(project, report):
    edits = Edits(report.read_bytes())
    said = quotes_of_one(project)
    mine = [
        p for p in word_reports.read(report.read_bytes(), "x").paragraphs if p.style == "Quote" and said[0] in p.text
    ]
    for each in mine:
        edits.tracked(edits.marked(f"s_{each.marks[0].block}_{each.marks[0].number}"), each.text[3:9], "xyz")
    report.write_bytes(edits.data)
    erased(project)
    told = [each.found for each in checking.check_file(later(project), report).findings]
    found = [one for one in told if one.kind is Kind.QUOTE and one.serious]
    assert {one.reason for one in found} == {
        "The words of this quote, drafted from the material, may not be used any more."
    }
    done = into_word.into_file(later(project, 2), report, drafts.Wanted())
    assert any(problem.serious for problem in done.problems)


@pytest.mark.parametrize("mark", ["~$report.docx", "~$port.docx", ".~lock.report.docx#"])
def test_a_file_that_is_open_is_refused(project, report, mark):
    report.with_name(mark).write_bytes(b"")
    before = report.read_bytes()
    with pytest.raises(Refused, match="open in Word"):
        into_word.into_file(later(project), report, drafts.Wanted())
    assert report.read_bytes() == before


def test_a_file_that_is_no_draft_of_the_project_is_refused(project, report, tmp_path):
    edits = Edits(report.read_bytes())
    for start in list(edits.body.iter("{*}bookmarkStart")):
        start.getparent().remove(start)
    edits.parts = {name: data for name, data in edits.parts.items() if b"x-spegla" not in data}
    report.write_bytes(edits.data)
    with pytest.raises(Refused, match="not made from a draft"):
        into_word.into_file(later(project), report, drafts.Wanted())
    (tmp_path / "no.docx").write_bytes(b"no Word file")
    with pytest.raises(BadFile):
        into_word.into_file(later(project), tmp_path / "no.docx", drafts.Wanted())


def test_a_file_that_says_nothing_of_its_draft_is_known_by_its_paragraphs(project, report):
    edits = Edits(report.read_bytes())
    edits.parts = {name: data for name, data in edits.parts.items() if b"x-spegla" not in data}
    report.write_bytes(edits.data)
    done = into_word.into_file(later(project), report, drafts.Wanted())
    assert len(done.merged.same) > 10


def test_the_same_outline_is_taken_unless_another_is_asked_for(project, tmp_path):
    made = drafts.draft(project, drafts.Wanted("areas", ("docx",))).files[0]
    assert into_word.into_file(later(project), made, drafts.Wanted()).outline == "areas"
    done = into_word.into_file(later(project, 2), made, drafts.Wanted("perspectives"))
    assert done.outline == "perspectives"
    assert done.merged.new
    assert done.merged.gone


def test_bytes_in_and_bytes_out(project, report):
    done = into_word.into_bytes(later(project), report.read_bytes(), drafts.Wanted(), dry_run=False)
    assert word_reports.read(done.data, "x").draft.draft > done.of
    assert done.kept is None


def test_nothing_is_recorded_when_the_file_cannot_be_written(project, report):
    from toolkit.storage.findings import drafts as stored

    def last():
        with project.store() as store, store.reading() as connection:
            return stored.latest(connection).id

    before, data = last(), report.read_bytes()
    report.parent.chmod(0o500)
    try:
        if not _writable(report.parent):
            with pytest.raises(BadFile):
                into_word.into_file(later(project), report, drafts.Wanted())
            assert last() == before
    finally:
        report.parent.chmod(0o700)
    assert report.read_bytes() == data


def _writable(folder):
    try:
        (folder / "try").write_bytes(b"")
    except OSError:
        return False
    (folder / "try").unlink()
    return True


def test_words_of_people_are_kept_with_no_sentence():
    spoken = "De föreslår mer (en deltagare): ”Jag vill ha en film på svenska.”"
    kept = wordless(spoken)
    assert len(kept) == len(spoken)
    assert shown(kept) == "De föreslår mer (en deltagare): ”…”"
    assert wordless("Teamet är ”spindeln i nätet”.") == "Teamet är ”spindeln i nätet”."
