"""Reports as somebody wrote them, laid out for one rule: paragraphs, headings, quotes and the cells of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.found import Found
from toolkit.domain.report_rules.page import Page
from toolkit.domain.reports.written_report import Cell, Mark, WrittenParagraph, WrittenReport

BARE = Basis("sv")
Said = WrittenParagraph | str
Rule = Callable[[Page], Iterator[Found]]


def head(text: str, level: int = 1) -> WrittenParagraph:
    return WrittenParagraph(text, style=f"Heading {level}", level=level)


def styled(text: str, style: str, *marks: Mark) -> WrittenParagraph:
    return WrittenParagraph(text, style=style, marks=marks)


def cell(text: str, table: int = 1, row: int = 1, column: int = 1) -> WrittenParagraph:
    return WrittenParagraph(text, cell=Cell(table, row, column))


def page(*said: Said, basis: Basis = BARE, notes: tuple[str, ...] = ()) -> Page:
    """A report of these paragraphs; a text is one of a person's own."""
    paragraphs = tuple(WrittenParagraph(each) if isinstance(each, str) else each for each in said)
    return Page(WrittenReport("r.docx", paragraphs, tuple(map(WrittenParagraph, notes))), basis)


def found(rule: Rule, *said: Said, basis: Basis = BARE) -> list[tuple[int | None, str, bool]]:
    """Where a rule finds something, what it says of it, and whether it is an alarm."""
    return [(each.paragraph, each.reason, each.serious) for each in rule(page(*said, basis=basis))]
