"""What a written report is checked against: counts of people and interviews, names, terms, figures, and its draft."""

import shutil
import tomllib
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.conftest import REPOSITORY
from tests.services.registers_told import NOW, told
from toolkit.domain.claims.claims import Claim
from toolkit.domain.reports.report import Stated
from toolkit.domain.reports.written_report import WrittenReport
from toolkit.domain.sources.projects import EvaluationQuestion
from toolkit.domain.texts.head_nouns import ANYBODY
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import init, open_project
from toolkit.services.reports import drafts, report_basis, word_reports

NOTHING = WrittenReport("report.docx", ())


def basis(project, written=NOTHING, draft=None):
    with project.store() as store:
        return report_basis.basis(project, store, written, draft=draft)


@pytest.fixture(scope="module")
def drafted(small_coded, tmp_path_factory):
    """The small project with a draft, and the draft as its Word file has it."""
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("basis") / "small")
    drafts.draft(open_project(folder, now=NOW), drafts.Wanted(formats=("docx",)))
    (file,) = (folder / "drafts").glob("*.docx")
    return folder, word_reports.read(file.read_bytes(), file.name)


@pytest.fixture(scope="module")
def found(drafted):
    folder, written = drafted
    return basis(open_project(folder, now=NOW), written, 1)


def test_who_took_part_is_counted_by_group_without_whoever_withdrew(found):
    assert found.sizes == {"participants": 9, "team": 3, ANYBODY: 12}
    assert found.everyone() == 12
    assert {9} <= found.bases["participants"]
    assert {3, 9, 12} <= found.bases[ANYBODY]
    assert all(n <= 12 for every in found.bases.values() for n in every)


def test_interviews_sources_and_areas_are_counted_in_the_data(found):
    assert {10, 9, 1} <= found.counts["interviews"]  # nine with participants, one with the team; not that of P07
    assert 10 in found.counts["sources"]
    assert {12, 9, 3} <= found.counts["people"]
    assert 6 in found.counts["areas"]
    assert 0 in found.counts["questions"]
    assert {4, 3, 1} <= found.counts["themes"]


def test_names_of_the_register_are_known_with_whether_their_words_are_withheld(found, drafted, tmp_path):
    everyone = {*(f"P{n:02}" for n in range(1, 11)), "MB", "T1", "T2", "T3"}
    assert found.people == {name: name == "P07" for name in everyone}
    folder = shutil.copytree(drafted[0], tmp_path / "small")
    changed = told(folder, P01={"labels": "deltagare; Åsa; sven"}, P02={"consent": "refused"})
    people = basis(changed).people
    assert (people["Åsa"], people["P02"], people["P01"]) == (False, True, False)
    assert "sven" not in people  # no name begins so
    assert not {name for name in people if name.casefold() == "participants"}


def test_a_draft_as_it_was_written_stands_paragraph_by_paragraph(found, drafted):
    texts = [one.text for one in drafted[1].paragraphs if one.text.strip()]
    assert found.drafted
    drafts_own = {each.mark: each for each in found.drafted if each.mark}
    assert dict(found.current).items() <= drafts_own.items()
    assert {drafts_own[mark].text for mark in drafts_own.keys() - found.current.keys()} <= {""}  # pictures
    paragraphs = [one for one in drafted[1].paragraphs if one.marks]
    assert len(texts) >= len(paragraphs) > 10
    assert all(drafts_own[one.marks[0]].digest == one.digest for one in paragraphs if one.marks[0] in drafts_own)


def test_what_is_stated_of_a_finding_is_a_part_of_its_people(found):
    assert found.facts
    for stated in found.facts.values():
        assert len(set(stated)) == len(stated)
        assert all(0 <= one.k <= one.n <= found.sizes[one.group] for one in stated)


def test_what_may_stand_between_quotation_marks_is_no_quote(found, drafted):
    name = open_project(drafted[0], now=NOW).settings.name
    assert {name.casefold(), "definition of needs", "work and occupation"} <= found.terms
    assert not any("SECRET" in term.upper() for term in found.terms)
    assert not any(term.endswith(".") for term in found.terms)


def test_whatever_changed_since_the_draft_is_held_against_the_draft_as_it_was(drafted, tmp_path):
    folder = shutil.copytree(drafted[0], tmp_path / "small")
    project = told(folder, P01={"consent": "withdrawn"})
    later = basis(project, drafted[1], 1)
    assert later.sizes == {"participants": 8, "team": 3, ANYBODY: 11}
    there = {mark: one for one in drafted[1].paragraphs for mark in one.marks}
    then = {each.mark: each for each in later.drafted if each.mark in there}
    assert all(each.digest == there[mark].digest for mark, each in then.items())
    other = [mark for mark, each in later.current.items() if mark in then and each.text != then[mark].text]
    assert other  # what would be said now is another thing
    assert basis(project, drafted[1]).drafted == tuple(basis(project).drafted)  # of no draft: as it would be now


def test_of_a_project_in_which_nothing_is_coded_people_and_questions_are_known(tmp_path):
    project = init(tmp_path / "empty", language="sv", now=NOW)
    asked = (EvaluationQuestion("q", "Är  modellen “relevant”?"),)
    settings = project.settings
    again = told(project.folder, P1={"grupp": "deltagare"})
    again.__dict__["settings"] = replace(settings, evaluation_questions=asked)
    bare = basis(again)
    assert (bare.language, bare.drafted, bare.sizes) == ("sv", (), {ANYBODY: 0})
    assert bare.people == {"P1": False}
    assert len(bare.questions) == 1
    assert bare.title("participants") == "Deltagare"


def test_every_number_of_report_toml_may_be_told(drafted, tmp_path):
    folder = shutil.copytree(drafted[0], tmp_path / "small")
    assert basis(open_project(folder, now=NOW)).values <= {0}  # of the empty report.toml
    shutil.copy(REPOSITORY / "report.toml", folder / "report.toml")

    def numbers(value):
        if isinstance(value, dict):
            return {n for each in value.values() for n in numbers(each)}
        if isinstance(value, list):
            return {n for each in value for n in numbers(each)}
        return {Fraction(str(value))} if isinstance(value, int | float) and not isinstance(value, bool) else set()

    told_of = numbers(tomllib.loads((folder / "report.toml").read_text("utf-8")))
    assert told_of
    assert told_of <= basis(open_project(folder, now=NOW)).values


def test_groups_are_called_as_the_project_calls_them_in_the_language_asked_for(small):
    project = open_project(small, now=NOW)
    groups = {**project.settings.groups, "team": {"en": "The crew", "sv": "Laget"}}
    project.__dict__["settings"] = replace(project.settings, groups=groups)
    assert report_basis.wording(project).group("team") == "The crew"
    assert report_basis.wording(project, "sv").group("team") == "Laget"
    assert report_basis.wording(project, "sv").group("participants") == "Deltagare"
    assert report_basis.grammar(project) != report_basis.grammar(project, "sv")


def test_claims_without_a_place_for_the_quantity_word_stand_with_what_their_stances_say(drafted, tmp_path):
    project = open_project(shutil.copytree(drafted[0], tmp_path / "small"), now=NOW)
    theme = next(one for one in claims.claims(project).ground.themes.values() if one.group == "participants")
    for text in ("All participants wait", "{who} wait too"):
        claim_deeds.write(project, Claim(text, "participants", themes=(theme.id,)), Hand("KL", f"write {text}"))
    counts = claims.claims(project).of(1).tally_of("participants")
    assert basis(project).typed == {"All participants wait.": (Stated(counts.affirms, counts.asked, "participants"),)}
