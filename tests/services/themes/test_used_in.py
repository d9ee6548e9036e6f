"""Where a coding is used: the same findings as in the composed report, whatever people have decided."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing, draft_view, drafts
from toolkit.services.themes import themes, used_in

NOW = datetime(2025, 10, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


def composed(project):
    """The findings that rest on each coding in the report as it would be written."""
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
        report, _ = composing.composed(project, store, found, project.settings.outline)
    uses = {}
    for finding, evidence in drafts.evidence_of(report).items():
        for id_ in evidence:
            uses.setdefault(int(id_[1:]), set()).add(finding)
    return uses


def told(project):
    from toolkit.storage.codings import codings

    with project.store() as store, store.reading() as connection:
        ids = [one.id for one in codings.each(connection)]
    found = {id_: {one.finding for one in used_in.used_in(project, id_)} for id_ in ids}
    return {id_: uses for id_, uses in found.items() if uses}


def test_a_coding_leads_to_the_findings_that_the_report_rests_on_it(project):
    found = told(project)
    assert found == composed(project)
    assert found


def test_each_use_has_a_name_and_leads_to_its_place_on_the_page(project):
    anchors = {block.get("anchor") for block in draft_view.draft_view(project).page["blocks"]}
    uses = [one for id_ in told(project) for one in used_in.used_in(project, id_)]
    assert all(one.anchor in anchors and one.title and one.place for one in uses)


def test_what_people_decided_is_followed(spegla, project):
    listed = spegla("themes", "-p", project.folder, "--json").json["themes"]
    spegla("themes", "rename", "--coder", "KL", listed[0]["id"], "A name of ours", "-p", project.folder)
    later = open_project(project.folder, now=NOW)
    assert told(later) == composed(later)
    titles = {one.title for id_ in told(later) for one in used_in.used_in(later, id_)}
    assert "A name of ours" in titles


def test_the_words_of_who_withdraws_are_used_nowhere(project):
    before = told(project)
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    later = open_project(project.folder, now=NOW)
    assert told(later) == composed(later)
    assert len(told(later)) < len(before)


def test_a_coding_that_is_gone_or_was_never_made_is_used_nowhere(project):
    assert used_in.used_in(project, 999_999) == ()


def test_nothing_is_used_before_there_are_themes(small):
    assert told(open_project(small, now=NOW)) == {}
