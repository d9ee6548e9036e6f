"""Where pages of a report begin, and whether it has contents."""

import pytest

from toolkit.domain.reports.report import Heading, Notice, Paragraph, Report, Sentence
from toolkit.reporting.rendering.layout import ENOUGH, LISTED, has_contents, leads, page_starts


def chapter(anchor, blocks):
    """A chapter of so many blocks, its heading among them."""
    return (Heading(1, anchor, anchor), *(Notice("Ja.") for _ in range(blocks - 1)))


def report(*chapters, brief=False):
    return Report("T", "s", "sv", tuple(block for each in chapters for block in each), brief=brief)


MANY = [chapter(f"c{n}", 1) for n in range(LISTED + 1)]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (report(*MANY), True),
        (report(*MANY[1:]), False),
        (report(*MANY, brief=True), False),
        (report(*((Heading(3, "h", f"h{n}"),) for n in range(LISTED + 1))), False),
    ],
    ids=["many chapters", "few chapters", "brief", "only headings that contents leave out"],
)
def test_a_draft_of_many_chapters_and_sections_has_contents(made, wanted):
    assert has_contents(made) is wanted


def test_long_chapters_begin_a_page_when_enough_has_come_since_the_last_that_did():
    long = [chapter(name, ENOUGH) for name in ("first", "second", "last")]
    made = report(long[0], long[1], chapter("short", ENOUGH - 1), long[2])
    assert page_starts(made) == {"second", "last"}


def test_after_contents_the_first_chapter_begins_a_page_however_short_it_is():
    made = report(*MANY, chapter("long", ENOUGH))
    assert page_starts(made) == {"c0", "long"}


def test_a_long_chapter_soon_after_the_first_follows_on():
    assert page_starts(report(MANY[0], chapter("long", ENOUGH), *MANY[1:])) == {"c0"}


@pytest.mark.parametrize(
    ("before", "text", "led"),
    [
        (Heading(1, "H", "h"), "Kapitlet bygger på samtal med fem.", True),
        (Heading(1, "H", "h"), "Kapitlet bygger på samtal med fem. " * 9, False),
        (Heading(2, "H", "h"), "Kapitlet bygger på samtal med fem.", False),
        (None, "Kapitlet bygger på samtal med fem.", False),
    ],
    ids=["short", "long", "of a section", "elsewhere"],
)
def test_a_chapters_short_first_text_stands_on_the_page_of_what_follows(before, text, led):
    assert leads(before, Paragraph((Sentence(text),)), Paragraph((Sentence("Sedan."),))) is led


def test_nothing_begins_a_page_in_a_brief_report():
    assert page_starts(report(chapter("a", ENOUGH), chapter("b", ENOUGH), brief=True)) == frozenset()
