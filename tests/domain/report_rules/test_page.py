"""A report laid out for checking: which lines are read, which are a person's own, and what is prose."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import head, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.quotations import HIDDEN
from toolkit.domain.reports.written_report import Mark, WrittenParagraph

MARK = Mark("f1", 1)
DRAFTED = Drafted("Flera väntade länge (3 av 7).", MARK, "f1", digest="d1")
BASIS = Basis("sv", drafted=(DRAFTED,))


def test_lines_keep_their_place_in_the_report_and_empty_ones_are_none() -> None:
    told = page("Ett.", " \u00a0\n", "A\u030aby\u00a0är litet.", notes=("Fotnot.", ""))
    assert [(line.at, line.text) for line in told.lines] == [(0, "Ett."), (2, "Åby är litet."), (3, "Fotnot.")]


def test_the_list_of_contents_is_not_read() -> None:
    told = page(styled("Inledning 4", "TOC 1"), styled("Metod 5", "toc 2"), head("Inledning"), "Ett.")
    assert [line.text for line in told.read()] == ["Inledning", "Ett."]
    assert [line.is_contents for line in told.lines] == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "digest", "untouched"),
    [
        ("Flera väntade länge (3 av 7).", "", True),
        ("Flera  väntade länge.", "", True),
        ("Något helt annat.", "d1", True),
        ("Många väntade länge (3 av 7).", "", False),
        ("Många väntade länge.", "d2", False),
    ],
)
def test_a_line_is_a_persons_own_unless_it_stands_as_it_was_drafted(text: str, digest: str, untouched: bool) -> None:
    told = page(WrittenParagraph(text, marks=(MARK,), digest=digest), basis=BASIS)
    [line] = told.lines
    assert line.drafted is DRAFTED
    assert line.untouched is untouched
    assert list(told.own()) == ([] if untouched else [line])


def test_what_nobody_drafted_is_a_persons_own() -> None:
    [line] = page("Jag skrev det här.", basis=BASIS).own()
    assert line.drafted is None
    assert not line.untouched


@pytest.mark.parametrize("style", ["Quote", "Intense Quote", "Block Text"])
def test_a_quote_standing_by_itself_is_no_prose(style: str) -> None:
    [line] = page(styled("Jag fick vänta. Länge.", style)).lines
    assert line.is_quote
    assert (line.prose, line.sentences) == ("", [])


def test_a_paragraph_that_was_drafted_as_a_quote_is_one_whatever_its_style() -> None:
    quote = Drafted("Jag fick vänta.", MARK, quote=True)
    [line] = page(WrittenParagraph("Jag fick vänta.", marks=(MARK,)), basis=Basis("sv", drafted=(quote,))).lines
    assert line.is_quote


def test_quoted_words_are_out_of_sight_in_prose() -> None:
    [line] = page("Hon sa ”ja då” och gick. Sen kom hon.").lines
    assert line.prose == f"Hon sa ”{HIDDEN * 5}” och gick. Sen kom hon."
    assert line.sentences == [f"Hon sa ”{HIDDEN * 5}” och gick.", "Sen kom hon."]
    assert [each.text for each in line.marked.quotations] == ["ja då"]
