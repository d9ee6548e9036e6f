"""Interviews are counted apart from surveys, observations and documents, and anonymous answers ask for no register."""

from datetime import UTC, datetime

from tests.services.recorded import with_records
from toolkit.reporting.chapters.summary import _sources
from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing, report_basis
from toolkit.services.status import status
from toolkit.services.themes import themes

NOW = datetime.now(UTC)
ANSWERS = "Submitted,What was best about the programme?\n" + "".join(
    f"2025-03-0{n} 10:00,The best of it was that the coach had time for me every week number {n}.\n"
    for n in range(1, 8)
)


def with_everything(small, spegla):
    with_records(small, spegla)
    (small.parent / "answers.csv").write_text(ANSWERS, "utf-8")
    assert spegla("add", small.parent / "answers.csv", "-p", small).code == 0
    assert spegla("themes", "-p", small).code == 0
    return open_project(small, now=NOW)


def test_a_report_is_held_against_the_number_of_interviews_alone(small, spegla):
    project = with_everything(small, spegla)
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
        counts = report_basis._counts(project, store, found, [], "en")
        material = composing.material(project, store, found)
    assert 10 in counts["interviews"]  # eleven sources are talks, one of them of somebody who has withdrawn
    assert not counts["interviews"] & {11, 15, 16}
    assert counts["sources"] == {10, 11}
    wording = report_basis.wording(project)
    assert _sources(material, wording) == "eleven sources"


def test_anonymous_answers_are_not_asked_into_the_register(small, spegla):
    project = with_everything(small, spegla)
    told = [one for one in status.status(project).problems if "respondents.csv" in one.message]
    assert not any("Svar" in one.where for one in told)
