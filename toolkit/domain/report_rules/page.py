"""A report laid out for checking: its paragraphs folded, paired with what was drafted, their quotations found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.domain.report_rules.alignment import aligned
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.quotations import Marked, marked
from toolkit.domain.report_rules.sentences import folded, sentences
from toolkit.domain.reports.written_report import WrittenParagraph, WrittenReport

QUOTES = ("Quote", "Intense Quote", "Block Text")
PROMPT, NOTICE, TABLE_NOTE = "Spegla Prompt", "Spegla Notice", "Spegla Table Note"
CAPTION = "Caption"
HEADS = (CAPTION, "Title", "Subtitle")
_ASKED = re.compile(r"^\[(?:[^\]]{12,}\]\s*|[^\]]*\]$)")


def answer(text: str) -> str:
    """What a person has written in a prompt's paragraph: its text without the prompt, which stands in brackets."""
    return _ASKED.sub("", text)


@dataclass(frozen=True)
class Line:
    """A paragraph of the report: its place, its folded text, and the drafted paragraph that it stems from."""

    at: int
    paragraph: WrittenParagraph
    text: str
    drafted: Drafted | None

    @cached_property
    def marked(self) -> Marked:
        """Its quotations."""
        return marked(self.text)

    @cached_property
    def prose(self) -> str:
        """The text with quoted words out of sight; nothing where the whole of it is a quote."""
        return "" if self.is_quote else self.marked.hidden(self.text)

    @property
    def is_quote(self) -> bool:
        """Whether the paragraph is a quote standing by itself."""
        return self.paragraph.style in QUOTES or (self.drafted is not None and self.drafted.quote)

    @cached_property
    def waits(self) -> bool:
        """Whether it is a prompt of the draft that nobody has answered; who types over one keeps its style."""
        return self.paragraph.style == PROMPT and (self.untouched or not answer(self.text))

    @property
    def is_contents(self) -> bool:
        """Whether it is an entry of the list of contents, which repeats what stands elsewhere."""
        return self.paragraph.style.upper().startswith("TOC")

    @cached_property
    def untouched(self) -> bool:
        """Whether it stands as it was drafted; counts beside sentences may be gone."""
        return self.drafted is not None and self.drafted.stands(self.text, self.paragraph.digest)

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of its prose."""
        return sentences(self.prose)


class Page:
    """The lines of a report that hold text, notes at the end, and what they are checked against."""

    def __init__(self, report: WrittenReport, basis: Basis) -> None:
        self.report, self.basis = report, basis
        paragraphs = (*report.paragraphs, *report.notes)
        texts = [folded(each.text) for each in paragraphs]
        pairs = aligned(paragraphs, texts, basis.drafted)
        self.lines = [
            Line(at, paragraph, text, pair)
            for at, (paragraph, text, pair) in enumerate(zip(paragraphs, texts, pairs, strict=True))
            if text
        ]

    def read(self) -> Iterator[Line]:
        """The lines but those of the list of contents."""
        return (line for line in self.lines if not line.is_contents)

    def own(self) -> Iterator[Line]:
        """The lines that a person wrote or edited."""
        return (line for line in self.read() if not line.untouched)
