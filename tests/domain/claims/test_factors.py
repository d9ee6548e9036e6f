"""Factors of a list: items, the headings over them, and the side that either says."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.claims.factors import listed
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span


def factors(*lines):
    text, turns, at = "\n".join(lines), [], 0
    for number, line in enumerate(lines, 1):
        turns.append(Turn(number, Span(at, at + len(line)), Role.UNKNOWN, None, None))
        at += len(line) + 1
    source = Source("factors.txt", "0" * 64, text, tuple(turns), {}, datetime(2026, 1, 1, tzinfo=UTC))
    return [(one.text, one.side) for one in listed(source)]


def test_a_side_before_a_colon_is_of_that_line_alone():
    found = factors("Främjande: Att handledarna fick tid", "Hindrande: Sena anvisningar", "En fast kontaktperson")
    assert found == [
        ("Att handledarna fick tid", "promotes"),
        ("Sena anvisningar", "hinders"),
        ("En fast kontaktperson", ""),
    ]


@pytest.mark.parametrize("heading", ["Framgångsfaktorer", "Det som främjade arbetet", "What helped", "Framgång:"])
def test_a_heading_says_the_side_of_what_follows(heading):
    assert factors(heading, "Tid för handledning", "Bra lokaler") == [
        ("Tid för handledning", "promotes"),
        ("Bra lokaler", "promotes"),
    ]


@pytest.mark.parametrize("line", ["Lyckad matchning", "Framgångsrik samverkan mellan kommun och AF"])
def test_a_short_factor_is_not_taken_for_a_heading(line):
    assert factors("Tid för handledning", line)[1][0] == line


def test_where_items_are_marked_all_else_is_a_heading():
    assert factors("Success factors", "- time", "Obstacles", "- too late") == [
        ("time", "promotes"),
        ("too late", "hinders"),
    ]
