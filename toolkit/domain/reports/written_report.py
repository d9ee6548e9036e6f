"""A report as somebody's Word file has it: its paragraphs in order, each with its place and what it stems from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """What a paragraph stands in."""

    BODY = "body"
    TABLE = "table"
    BOX = "box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A generated paragraph's name: the block's key, which is the same in every draft, and its number in the block."""

    block: str
    number: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell, all counted from 1."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WrittenParagraph:
    """A paragraph as Word shows it with every tracked change accepted.

    `text` is NFC; a tab is "\\t", a line break "\\n". `chapter` counts headings of level 1 (0: before the first).
    `heading` is the nearest heading above, and `number` counts the paragraphs under it as a reader does: those that
    hold text, outside tables and the list of contents (0 for all others). `style` is the style's name as English Word
    has it ("Heading 1", "Quote"), `level` that of a heading, else 0. `marks` are the generated paragraphs that begin
    here, `anchors` the names of all other bookmarks. `original` is the text before tracked changes, where there are
    any. `digest` is that of the text without what fields show, whose numbers Word counts anew.
    """

    text: str
    chapter: int = 0
    number: int = 0
    heading: str = ""
    style: str = "Normal"
    level: int = 0
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()
    where: Where = Where.BODY
    cell: Cell | None = None
    original: str | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class WrittenComment:
    """A comment in the margin; `paragraph` is the place of the paragraph that it begins in (None: in none)."""

    author: str
    text: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class DraftMark:
    """Which draft a file says it is of: the id, and a digest of the blocks as they were written."""

    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A Word file that was read: the paragraphs of body, tables and boxes in order, notes and comments apart.

    `draft` is what the file itself says of the draft it was made from; None when it says nothing.
    """

    name: str
    paragraphs: tuple[WrittenParagraph, ...]
    notes: tuple[WrittenParagraph, ...] = ()
    comments: tuple[WrittenComment, ...] = ()
    draft: DraftMark | None = None
    insertions: int = 0
    deletions: int = 0

    @property
    def ours(self) -> bool:
        """Whether anything in the file was written by this program."""
        return self.draft is not None or any(each.marks for each in self.paragraphs)
