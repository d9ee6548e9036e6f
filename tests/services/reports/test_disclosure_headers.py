"""Names and small groups in the headers of tables: found in a composed draft as in the Word file that is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.services.met import NOW as DAY
from toolkit.domain.identifiers.gate import Answer, Answered, Kind, Verdict
from toolkit.domain.identifiers.gate_applying import LEFT_OUT, MASKED, applied
from toolkit.domain.identifiers.gate_rules import Ground, risks
from toolkit.domain.identifiers.identifiers import Names
from toolkit.domain.reports.printed import Form
from toolkit.domain.reports.report import Block, Figure, Heading, Paragraph, Report, Sentence, Table
from toolkit.domain.sources.audiences import Audience
from toolkit.reporting.word.render_docx import DocxRenderer
from toolkit.resources.disclosure_words import word_lists
from toolkit.services.material import sources
from toolkit.services.projects.project import Project, open_project
from toolkit.services.reports import disclosure, disclosure_pieces, word_reports

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HEAD = Heading(1, "Results", "results")
CLEAN = Table("Who came", ("Part", "Came", "Stayed"), (("North", "8", "9"), ("South", "7", "6")), "table-came")
NAMED = replace(CLEAN, header=("Part", "Came with MB", "Stayed"))


@pytest.fixture(scope="module")
def project(small_coded) -> Project:
    found = open_project(small_coded, now=DAY)
    sources.place(found)
    return found


@pytest.fixture(scope="module")
def ground(project: Project) -> Ground:
    people = {"P10": {"group": "participants"}, "T1": {"group": "team"}}
    return Ground(Audience("external"), people, Names(["MB", "P10", "T1"]), word_lists(project.spoken))


def report(*blocks: Block) -> Report:
    return Report("Report", "Draft", "en", (HEAD, Paragraph((Sentence("Most of them came."),)), *blocks))


@pytest.fixture(scope="module")
def roads(project: Project, ground: Ground) -> Callable[[Report], list[dict[str, tuple[str, str]]]]:
    """The findings of a report by both roads, each by its key: the kind and the words that tell."""

    def walked(made: Report) -> list[dict[str, tuple[str, str]]]:
        written = word_reports.read(DocxRenderer(bare=True).render(made, resources={}), "report.docx")
        both = (disclosure_pieces.of_report(project, made), disclosure_pieces.of_file(project, written, {}))
        return [{risk.key: (risk.kind.value, risk.leak) for risk in risks(pieces, ground)} for pieces in both]

    return walked


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (("Part", "Came with MB", "Stayed"), [("identifier", "MB")]),
        (("MB", "Came", "Stayed"), [("identifier", "MB")]),
        (("Part", "T1", "P10"), [("identifier", "P10"), ("identifier", "T1")]),
        (("Part", "070-123 45 67", "Stayed"), [("identifier", "070-123 45 67")]),
        (("Part", "Came", "Stayed"), []),
        (("", "1", "2"), []),
    ],
)
def test_what_a_header_tells_is_found_by_both_roads(
    roads, header: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    composed, read_back = roads(report(replace(CLEAN, header=header)))
    assert composed == read_back
    assert sorted(composed.values()) == found


def test_a_number_of_a_telephone_is_found_in_a_cell_that_holds_nothing_else(roads) -> None:
    composed, read_back = roads(report(replace(CLEAN, rows=(("North", "070-123 45 67", "9"), ("South", "7", "6")))))
    assert composed == read_back
    assert list(composed.values()) == [("identifier", "070-123 45 67")]


def test_small_counts_under_a_header_are_found_by_both_roads(roads) -> None:
    composed, read_back = roads(report(replace(CLEAN, rows=(("North", "8", "2"), ("South", "7", "6")))))
    assert composed == read_back
    assert [kind for kind, _ in composed.values()] == ["cell"]


def test_a_name_in_the_header_cells_and_note_of_a_table_is_one_finding_with_all_its_places(
    project: Project, ground: Ground
) -> None:
    table = replace(NAMED, caption="What MB saw", rows=(("MB", "8", "9"), ("South", "7", "6")), note="MB counted.")
    [found] = risks(disclosure_pieces.of_report(project, report(table)), ground)
    assert found.places == ("2.c0", "2.c1", "2.h1", "2.r0.0")


def test_how_many_of_a_group_a_header_says_is_known(project: Project) -> None:
    table = replace(CLEAN, header=("Part", "Two of the participants", "Several of the participants"))
    found = {each.place: each for each in disclosure_pieces.of_report(project, report(table))}
    assert (found["2.h1"].form, found["2.h1"].counted) == (Form.CAPTION, "participants")
    assert found["2.h2"].counted == ""


@pytest.mark.parametrize(("answer", "shown"), [(Answer.MASK, f"Came with {MASKED}"), (Answer.OMIT, LEFT_OUT)])
def test_what_was_answered_of_a_header_is_done_and_nothing_is_found_after(
    project: Project, ground: Ground, roads, answer: Answer, shown: str
) -> None:
    made = report(NAMED)
    found = risks(disclosure_pieces.of_report(project, made), ground)
    given = {risk.key: Answered(risk.key, "external", Kind.IDENTIFIER, answer, "", "KL", NOW) for risk in found}
    done = applied(made, Verdict(tuple(found), given), least=5)
    assert done.blocks[-1] == replace(NAMED, header=("Part", shown, "Stayed"))
    assert roads(done) == [{}, {}]


def test_the_columns_panels_and_axis_of_a_figure_are_looked_at(project: Project, ground: Ground) -> None:
    drawn = Figure("Ways", ("North",), ("With MB", "Alone"), ((8, 9),), "alt", "figure-ways", "T1 counted", ("P10",))
    found = risks(disclosure_pieces.of_report(project, report(drawn)), ground)
    assert {risk.leak: risk.places for risk in found} == {"MB": ("2.h1",), "T1": ("2.axis",), "P10": ("2.p0",)}


def test_a_draft_with_a_name_in_a_header_is_held_back_as_its_word_file_is(project: Project) -> None:
    made = report(NAMED)
    chosen = Audience("external")
    with project.store() as store:
        composed = disclosure.judged(project, store, made, chosen)
    data = DocxRenderer(bare=True).render(made, resources={})
    read_back = disclosure.look_bytes(project, "external", "report.docx", data)
    keys = [{risk.key for risk in each.verdict.open if risk.kind is Kind.IDENTIFIER} for each in (composed, read_back)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 1
