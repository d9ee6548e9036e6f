"""The tables by area and group print the counts that the draft was given."""

from dataclasses import replace

import pytest

from toolkit.domain.codings.matrices import Matrix
from toolkit.domain.reports.report import Table
from toolkit.reporting.chapters.compose import compose


@pytest.fixture(name="tables")
def _tables(outline_of, wording_of):
    def of(material):
        report = compose(material, outline=outline_of("perspectives"), wording=wording_of("en"))
        return {block.anchor: block for block in report.blocks if isinstance(block, Table)}

    return of


def test_a_cell_holds_people_and_passages(tables, invented):
    table = tables(invented())["table-areas"]
    rows = {row[0]: row[1:] for row in table.rows}
    assert table.header[1:] == ("Participants, n\u00a0=\u00a07", "Employers, n\u00a0=\u00a02")
    assert rows["Pre-understanding and preconditions"] == ("5 (5)", "–")
    assert rows["Other actors and resources"] == ("–", "2 (2)")


def test_the_counts_given_are_those_printed(tables, invented):
    material = invented()
    one = Matrix(("needs",), ("employers",), ((7,),))
    counts = replace(material.counts, respondents=one, passages=replace(one, values=((31,),)), reached=one)
    made = tables(replace(material, counts=counts))
    areas = {row[0]: row[1:] for row in made["table-areas"].rows}
    asked = {row[0]: row[1:] for row in made["table-asked"].rows}
    assert areas["Definition of needs"] == ("–", "7 (31)")
    assert asked["Definition of needs"][1].startswith("7 ")


def test_who_was_reached_is_the_same_for_the_annex_as_for_the_chapters(invented):
    material = invented()
    for area in material.areas:
        for group in material.people:
            reached = material.reached.get((area, group), ())
            assert material.counts.reached.at(area, group) == len(reached)
