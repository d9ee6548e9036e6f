"""What has changed under the last draft: exactly the sentences that rest on it, with the reason."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from toolkit.domain.reports.changed_sentences import Why, numbers
from toolkit.services.coding.coding import remove
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.reports import changed_sentences, composing, draft_records, drafts
from toolkit.services.themes import themes
from toolkit.storage.codings import codings
from toolkit.storage.findings import drafts as kept

NOW = datetime(2025, 10, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    drafts.draft(project, drafts.Wanted(formats=("docx",)))
    return project


def rows_of(project):
    """The sentences of the last draft, and those that the draft would have now."""
    with project.store() as store:
        with store.reading() as connection:
            last = kept.latest(connection)
            before = kept.sentences(connection, last.id)
        found, _ = themes.as_kept(project, store)
        report, _ = composing.composed(project, store, found, last.outline)
    return before, list(draft_records.sentence_rows(report))


def remove_coding(project, coding_id):
    with project.store() as store, store.reading() as connection:
        (coding,) = codings.by_ids(connection, [coding_id])
    remove(project, {coding_id: coding.revision}, hand=Hand(coding.coder, f"take {coding_id} {project.now}"))


def dependent(before, now, evidence):
    """The sentences that held a piece of evidence, and those that count otherwise now, found without pairing any."""
    said = {}
    for row in now:
        said.setdefault((row.block, row.facts["kind"]), []).append(row)
    return {
        row.position
        for row in before
        if evidence in row.evidence or counts_otherwise(row, said.get((row.block, row.facts["kind"]), []))
    }


def counts_otherwise(row, others):
    kind, count = row.facts["kind"], row.facts.get("count")
    if kind == "quote" or any((row.digest, count) == (each.digest, each.facts.get("count")) for each in others):
        return False
    if kind in ("table", "figure"):
        return True
    about = [each for each in others if each.digest == row.digest or set(row.evidence) & set(each.evidence)]
    if row.evidence or about:
        return (count, set(row.evidence)) not in [(each.facts.get("count"), set(each.evidence)) for each in about]
    return numbers(row.text) not in {numbers(each.text) for each in others}


def test_nothing_has_changed_right_after_a_draft(project):
    found = changed_sentences.changes(project)
    assert (found.known, found.sentences, found.claims) == (True, (), ())


def test_there_is_nothing_to_tell_before_the_first_draft(small):
    assert changed_sentences.changes(open_project(small, now=NOW)) is None


def test_a_removed_coding_flags_what_rested_on_it_and_says_who_took_it(project):
    before, _ = rows_of(project)
    evidence = next(row.evidence[0] for row in before if row.evidence)
    remove_coding(project, int(evidence[1:]))
    found = changed_sentences.changes(project)
    flagged = {each.position for each in found.sentences if Why.NEW not in each.why}
    assert flagged >= {row.position for row in before if evidence in row.evidence}
    told = next(each for each in found.sentences if evidence in each.lost)
    assert Why.REMOVED in told.why
    assert told.by
    assert "coding" in told.reasons()


def test_a_theme_s_new_name_flags_the_sentences_that_name_it(project, spegla):
    theme = spegla("themes", "-p", project.folder, "--json").json["themes"][0]["id"]
    assert spegla("themes", "rename", "--coder", "KL", theme, "Another name", "-p", project.folder).code == 0
    found = changed_sentences.changes(project)
    assert found.sentences
    drawn = {each.position for each in found.sentences if each.kind in ("table", "figure")}
    assert {why for each in found.sentences if each.position not in drawn for why in each.why} == {Why.RENAMED}
    assert any(each.kind == "name" for each in found.sentences)


def test_withdrawn_consent_flags_what_rested_on_that_person(project):
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    found = changed_sentences.changes(open_project(project.folder, now=NOW))
    withdrawn = [each for each in found.sentences if Why.WITHDRAWN in each.why]
    assert withdrawn
    assert any(each.kind == "quote" for each in withdrawn)


def test_a_quote_is_told_without_its_words(project):
    before, _ = rows_of(project)
    quotes = [row for row in before if row.facts["kind"] == "quote"]
    assert quotes
    assert all(row.text == "" and row.source for row in quotes)


def test_status_names_the_first_sentences_and_all_on_request(project, spegla):
    answer = spegla("status", "-p", project.folder, "--json").json
    assert answer["changed"]["count"] == 0
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    told = spegla("status", "-p", project.folder, "--json").json["changed"]
    whole = spegla("status", "-p", project.folder, "--sentences", "--json").json["changed"]
    assert told["count"] == whole["count"] == len(whole["sentences"]) > len(told["sentences"]) == 5
    assert "no longer hold" in spegla("status", "-p", project.folder).out


@pytest.mark.slow
@pytest.mark.parametrize("codings_tried", [10, pytest.param(100, marks=pytest.mark.soak)])
def test_one_coding_of_the_sample_flags_exactly_the_sentences_that_depend_on_it(own_sample, codings_tried):
    project = open_project(own_sample, now=NOW)
    themes.themes(project)
    drafts.draft(project, drafts.Wanted(formats=("docx",)))
    before, _ = rows_of(project)
    used = sorted({id_ for row in before for id_ in row.evidence})
    chosen = random.Random(30).sample(used, codings_tried)
    for number, evidence in enumerate(chosen, 1):
        later = open_project(own_sample, now=NOW + timedelta(seconds=number))
        remove_coding(later, int(evidence[1:]))
        found = changed_sentences.changes(later)
        _, now = rows_of(later)
        flagged = {each.position for each in found.sentences if Why.NEW not in each.why}
        assert flagged == dependent(before, now, evidence), evidence
        steps.undo(later, coder="A")
