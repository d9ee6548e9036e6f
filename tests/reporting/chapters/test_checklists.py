from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.domain.reports.report import Heading, Paragraph, Reference, Table
from toolkit.domain.reports.report_facts import Recruitment, ReportFacts, Work
from toolkit.reporting.chapters.checklists import COREQ, LISTS, SRQR, blocks
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.material.findings import findings
from toolkit.resources.report_files import read_report_facts

SAMPLE = Path(__file__).parents[3] / "report.toml"


def lists(report):
    return {
        block.anchor: block.rows for block in report.blocks if isinstance(block, Table) and block.anchor[6:] in LISTS
    }


def test_the_lists_have_their_points_in_both_languages(wording_of):
    assert (len(COREQ), len(SRQR)) == (32, 21)
    for language in ("sv", "en"):
        texts = wording_of(language).at("frame.checklist")
        assert (len(texts["coreq"]), len(texts["srqr"])) == (32, 21)


def test_every_point_refers_to_a_heading_of_the_report_or_says_that_it_is_missing(invented, outline_of, wording_of):
    material = replace(invented(), facts=read_report_facts(SAMPLE))
    report = compose(material, outline=outline_of("full"), wording=wording_of("sv"))
    headings = {block.anchor: block.full for block in report.blocks if isinstance(block, Heading)}
    rows = [row for found in lists(report).values() for row in found]
    assert len(rows) == 53
    for _, _, place in rows:
        if isinstance(place, Reference):
            assert headings[place.anchor] == place
        else:
            assert place in {"inte rapporterat", "titelsidan"}
    missing = [int(number) for number, _, place in lists(report)["table-coreq"] if place == "inte rapporterat"]
    assert missing == [4, 15, 21, 22, 24, 27]


def test_what_is_not_recorded_is_not_reported(invented, outline_of, wording_of):
    report = compose(invented(), outline=outline_of("full"), wording=wording_of("en"))
    found = {number: place for number, _, place in lists(report)["table-coreq"]}
    assert {found[number] for number in ("1", "8", "10", "13", "14", "23")} == {"not reported"}
    assert found["12"] == "5.3 Those interviewed"
    asked = replace(invented(), facts=ReportFacts(recruitment=Recruitment(declined=())))
    report = compose(asked, outline=outline_of("full"), wording=wording_of("en"))
    assert isinstance({row[0]: row[2] for row in lists(report)["table-coreq"]}["13"], Reference)


@pytest.mark.parametrize("key", ["perspectives", "areas"])
def test_in_a_report_without_the_chapter_the_point_is_not_part_of_it(invented, outline_of, wording_of, key):
    outline = replace(outline_of(key), appendices=("checklist",))
    material = replace(invented(), facts=read_report_facts(SAMPLE))
    report = compose(material, outline=outline, wording=wording_of("sv"))
    found = {number: place for number, _, place in lists(report)["table-coreq"]}
    assert found["10"] == "ingår inte i rapporten"
    assert isinstance(found["12"], Reference)
    assert isinstance(found["31"], Reference)


def test_reflexive_analysis_has_no_checklist_and_says_why(invented, outline_of, wording_of):
    material = replace(invented(), facts=ReportFacts(work=Work(coders=2, reflexive=True)))
    found = list(blocks(material, findings(material), wording_of("sv"), outline=outline_of("full")))
    assert [type(block) for block in found] == [Heading, Paragraph]
    assert "RTARG" in found[1].sentences[0].text
