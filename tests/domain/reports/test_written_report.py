"""Whether a Word file, or a paragraph of it, stems from this program."""

from __future__ import annotations

import pytest

from toolkit.domain.reports.written_report import DraftMark, Mark, WrittenParagraph, WrittenReport

OWN, MADE = WrittenParagraph("Eget."), WrittenParagraph("", marks=(Mark("f1", 1),))


@pytest.mark.parametrize(
    ("paragraphs", "draft", "ours"),
    [((), None, False), ((OWN,), None, False), ((OWN, MADE), None, True), ((OWN,), DraftMark(4, "d"), True)],
)
def test_a_file_is_ours_by_what_it_says_or_by_a_paragraph(
    paragraphs: tuple[WrittenParagraph, ...], draft: DraftMark | None, ours: bool
) -> None:
    assert WrittenReport("r.docx", paragraphs, draft=draft).ours is ours


def test_marks_stand_in_the_order_of_block_and_number() -> None:
    marks = [Mark("f2", 1), Mark("f1", 10), Mark("f1", 9)]
    assert sorted(marks) == [Mark("f1", 9), Mark("f1", 10), Mark("f2", 1)]
