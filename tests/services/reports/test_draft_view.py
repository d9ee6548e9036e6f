"""The draft as a page: what a sentence rests on, what rests on a coding, and what is out of date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.domain.reports.report import Paragraph, QuoteBlock
from toolkit.errors import NotFound, Refused
from toolkit.services.material import sources
from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing, draft_view
from toolkit.services.themes import themes

NOW = datetime(2025, 10, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


def test_every_claim_leads_to_the_passages_it_rests_on(project):
    view = draft_view.draft_view(project)
    with project.store(write=True) as store:
        found = themes.current(project, store, from_suggestions=False, keep=False)
        report, _ = composing.composed(project, store, found, project.settings.outline)
    sentences = [one for block in report.blocks if isinstance(block, Paragraph) for one in block.sentences]
    quotes = [block for block in report.blocks if isinstance(block, QuoteBlock)]
    assert {one.evidence for one in (*sentences, *quotes) if one.evidence} <= set(view.claims)
    for number, ids in enumerate(view.claims):
        shown, more = draft_view.rests_on(project, view, number)
        assert {one.respondent for one in shown} == {view.evidence[id_].respondent for id_ in ids}
        assert (len(shown) > 0, more) == (True, 0)


def test_nobody_who_may_not_be_quoted_is_quoted_and_nobody_withdrawn_is_there(project):
    view = draft_view.draft_view(project)
    shown = [one for number in range(len(view.claims)) for one in draft_view.rests_on(project, view, number)[0]]
    assert {one.respondent for one in shown if not one.quote} == {"P05", "P06"}
    assert "P07" not in {one.respondent for one in shown}
    assert not any("SECRET" in one.quote for one in shown)


def test_who_withdraws_is_gone_from_a_page_that_was_loaded_before(project):
    view = draft_view.draft_view(project)
    register = project.folder / "interviews" / "respondents.csv"
    text = register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn")
    register.write_text(text.replace("P02,participants,,given,2027-12-31,yes", "P02,participants,,given,2027-12-31,no"))
    later = open_project(project.folder, now=NOW)
    shown = [one for number in range(len(view.claims)) for one in draft_view.rests_on(later, view, number)[0]]
    assert "P01" not in {one.respondent for one in shown}
    assert {one.quote for one in shown if one.respondent == "P02"} == {""}


def test_the_draft_is_composed_anew_when_anything_it_rests_on_changes(spegla, project):
    first = draft_view.draft_view(project)
    assert draft_view.draft_view(project) is first
    listed = spegla("themes", "-p", project.folder, "--json").json["themes"]
    assert draft_view.draft_view(project) is first
    spegla("themes", "rename", "--coder", "KL", listed[0]["id"], "A name of ours", "-p", project.folder)
    later = draft_view.draft_view(project)
    assert "A name of ours" in {block.get("run_in") for block in later.page["blocks"]}
    assert (first.outdated, later.outdated) == (False, False)
    spegla("codings", "import", project.folder / "codings.csv", "--coder", "B", "-p", project.folder)
    assert draft_view.draft_view(project).outdated


def test_a_written_draft_is_out_of_date_when_something_was_changed(spegla, project):
    assert draft_view.last_written(project) is None
    spegla("draft", "--format", "html", "-p", project.folder)
    written = draft_view.last_written(project)
    assert (written.stale, len(written.files)) == (False, 1)
    name, data = draft_view.written_file(project, written.id, 0)
    assert (name, data[:9]) == ("draft.html", b"<!DOCTYPE")
    spegla("codings", "import", project.folder / "codings.csv", "--coder", "B", "-p", project.folder)
    assert draft_view.last_written(project).stale


def test_only_files_of_the_last_draft_are_given(spegla, project):
    spegla("draft", "--format", "md", "-p", project.folder)
    written = draft_view.last_written(project)
    for draft, number in ((written.id + 1, 0), (written.id, 1), (written.id, -1)):
        with pytest.raises(NotFound):
            draft_view.written_file(project, draft, number)
    next((project.folder / "drafts").glob("*.md")).unlink()
    with pytest.raises(NotFound):
        draft_view.written_file(project, written.id, 0)


def withdrawn(project, person):
    register = project.folder / "interviews" / "respondents.csv"
    before = register.read_text("utf-8")
    register.write_text(before.replace(f"{person},participants,,given", f"{person},participants,,withdrawn"))
    assert register.read_text("utf-8") != before
    return open_project(project.folder, now=NOW)


def test_a_file_that_quotes_somebody_who_withdrew_since_is_not_given(spegla, project):
    spegla("draft", "--format", "md", "-p", project.folder)
    written = draft_view.last_written(project)
    assert draft_view.written_file(project, written.id, 0)
    with pytest.raises(Refused, match="may not be used"):
        draft_view.written_file(withdrawn(project, "P01"), written.id, 0)


def test_a_file_that_rests_on_a_source_that_was_removed_is_not_given(spegla, project):
    spegla("draft", "--format", "md", "-p", project.folder)
    written = draft_view.last_written(project)
    sources.remove(project, "p01.txt")
    with pytest.raises(Refused):
        draft_view.written_file(project, written.id, 0)


def test_a_sentence_that_is_not_there_is_told(project):
    view = draft_view.draft_view(project)
    for number in (-1, len(view.claims)):
        with pytest.raises(NotFound):
            draft_view.rests_on(project, view, number)


def test_an_outline_of_ones_own_is_followed(project):
    own = project.folder / "templates" / "ours.toml"
    own.write_text('key = "ours"\nparts = ["chapters"]\nchapters = ["area", "group"]\n', "utf-8")
    assert draft_view.draft_view(project, outline="ours").outline == "ours"
