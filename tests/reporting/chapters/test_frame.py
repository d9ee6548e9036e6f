"""Each part that is written from registers is found by its name, in both languages, and an outline may name it."""

from __future__ import annotations

import pytest

from toolkit.domain.reports.report import Heading
from toolkit.reporting.chapters import compose
from toolkit.reporting.chapters.frame import PARTS, blocks
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.outline import Outline

OUTLINE = Outline("own", PARTS, ("group", "phase"))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_part_is_written_and_begins_with_its_heading(invented, wording_of, part, language):
    material = invented()
    found = list(blocks(part, material, wording_of(language), found=findings(material), outline=OUTLINE))
    headings = [block for block in found if isinstance(block, Heading)]
    assert not found or isinstance(found[0], Heading)
    assert len({block.anchor for block in headings}) == len(headings)


def test_the_three_that_rest_on_findings_are_told_apart(invented, wording_of):
    material = invented()
    first = {
        part: next(iter(blocks(part, material, wording_of("sv"), found=findings(material), outline=OUTLINE))).anchor
        for part in ("method", "method_chapter", "checklist")
    }
    assert first["method"] == "method"
    assert len(set(first.values())) == 3


def test_no_part_stands_twice_and_an_outline_may_name_each():
    assert len(set(PARTS)) == len(PARTS)
    assert set(PARTS) <= set(compose.PARTS)
