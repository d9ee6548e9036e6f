from dataclasses import replace
from datetime import date

import pytest

from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, Table
from toolkit.domain.reports.report_facts import Document, Partner, ReportFacts, Tool
from toolkit.reporting.chapters.appendices import documents, literature, partners, tools


def table(part, material, wording):
    (found,) = (block for block in part(material, wording) if isinstance(block, Table))
    return found


def test_registers_become_tables_without_empty_columns(invented, wording_of):
    sv = wording_of("sv")
    facts = ReportFacts(
        tools=(Tool("Plan", "planera"), Tool("Kort")),
        partners=(Partner("Af", "anvisar", "2023", "möten"),),
        partners_as_of=date(2014, 9, 12),
        documents=(Document("Avtal", date(2023, 1, 20), "AMN 1"), Document("Rapport")),
    )
    material = replace(invented(), facts=facts)
    assert table(tools, material, sv).rows == (("Plan", "planera"), ("Kort", ""))
    assert table(partners, material, sv).note == "Uppgifterna avser 12 september 2014."
    assert table(documents, material, sv).rows == (
        ("Avtal", "20 januari 2023", "AMN 1"),
        ("Rapport", "uppgift saknas", ""),
    )


def test_partners_without_a_day_say_so(invented, wording_of):
    material = replace(invented(), facts=ReportFacts(partners=(Partner("Af"),)))
    assert table(partners, material, wording_of("sv")).note == "Vilken dag uppgifterna avser är inte antecknat."


def test_literature_stands_by_name(invented, wording_of):
    material = replace(invented(), facts=ReportFacts(literature=("Öman, B.", "Ask, C.", "berg, A.")))
    (listed,) = (block for block in literature(material, wording_of("sv")) if isinstance(block, Bullets))
    assert [item.text for item in listed.items] == ["Ask, C.", "Berg, A.", "Öman, B."]


@pytest.mark.parametrize("part", [tools, partners, documents])
def test_nothing_recorded_is_one_line_and_one_notice(invented, wording_of, part):
    found = list(part(invented(), wording_of("sv")))
    assert [type(block) for block in found] == [Heading, Paragraph, Notice]
