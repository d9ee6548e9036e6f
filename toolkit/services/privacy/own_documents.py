"""Word files of our own beside reports: headings, lines and tables in the report's styles, nobody's name in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, Report, Sentence, Table


@dataclass
class Document:
    """A document as it grows."""

    title: str
    subtitle: str
    language: str
    day: date
    blocks: list[Block] = field(default_factory=list)
    _anchors: count[int] = field(default_factory=lambda: count(1), repr=False)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading."""
        self.blocks.append(Heading(level, text, f"part-{next(self._anchors)}"))

    def line(self, text: str, run_in: str = "") -> None:
        """A paragraph, after a few words that stand out if there are any."""
        self.blocks.append(Paragraph((Sentence(text),), run_in))

    def points(self, texts: Iterable[str]) -> None:
        """A list; nothing for none."""
        items = tuple(map(Sentence, texts))
        if items:
            self.blocks.append(Bullets(items))

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table; nothing without rows."""
        cells = tuple(tuple(map(str, row)) for row in rows)
        if cells:
            self.blocks.append(Table(caption, tuple(header), cells, f"table-{next(self._anchors)}"))

    def docx(self) -> bytes:
        """The Word file; the same document gives the same bytes."""
        from toolkit.reporting.word.render_docx import DocxRenderer

        report = Report(self.title, self.subtitle, self.language, tuple(self.blocks), day=self.day)
        return DocxRenderer().render(report, resources={})
