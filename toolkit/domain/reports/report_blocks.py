"""Names of a report's blocks: each block a key that is the same in every draft; digests of their paragraphs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Prompt,
    QuoteBlock,
    Report,
    Table,
)
from toolkit.domain.reports.written_report import Mark

LONGEST = 32  # of a key: Word's bookmark names end at 40 signs
_MARKED = 9  # `_` and eight signs of a digest
_PREFIX = "s"
_NAME = re.compile(rf"{_PREFIX}_(\w{{1,{LONGEST}}})_([1-9]\d{{0,4}})", re.ASCII)
_COPIED = re.compile(r"(?:[ _]Copy[ _]?\d*)+$")
_KINDS: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    QuoteBlock: "quote",
    Bullets: "list",
    Notice: "notice",
    Prompt: "prompt",
    Table: "table",
    Figure: "figure",
}


@dataclass(frozen=True, slots=True)
class Keyed:
    """A block with its key, and the number of its first paragraph under that key.

    Quotes that stand together are one block, in which each has a number; any other block begins with 1.
    """

    key: str
    first: int
    block: Block

    @property
    def kind(self) -> str:
        """What the block is: "heading", "paragraph", "quote", "list", "notice", "prompt", "table" or "figure"."""
        return _KINDS[type(self.block)]


def keyed(report: Report) -> Iterator[Keyed]:
    """The blocks of a report with their keys: after the claim, finding or anchor they have, else their heading."""
    names = _Names()
    for block in report.blocks:
        yield names.named(block)


@dataclass(slots=True)
class _Names:
    """Keys given so far."""

    chapter: str = ""
    heading: str = "top"
    before: str = ""
    _quotes: tuple[str, int] = ("", 0)
    _given: Counter[str] = field(default_factory=Counter)

    def named(self, block: Block) -> Keyed:
        """The block with its key."""
        if isinstance(block, QuoteBlock):
            return self._quote(block)
        self._quotes = ("", 0)
        self.before = self._once(self._key(block))
        return Keyed(self.before, 1, block)

    def _quote(self, block: QuoteBlock) -> Keyed:
        key, last = self._quotes
        if not key:
            key = self._once(short(f"{self.before or block.finding or self.heading}-q"))
        self._quotes = key, last + 1
        return Keyed(key, last + 1, block)

    def _key(self, block: Block) -> str:
        if isinstance(block, Heading):
            self.heading = block.anchor
            self.chapter = block.anchor if block.level == 1 else self.chapter
            return short(f"h-{block.anchor}")
        if isinstance(block, Table | Figure):
            return short(f"t-{block.anchor}")
        if isinstance(block, Paragraph):
            claim, *others = {each.claim: None for each in block.sentences if each.claim is not None} or [None]
            if claim is not None and not others:  # of several, as in the summary, now one comes first and now another
                return short(f"claim-{claim}-{self.chapter}")  # a claim may be told in several chapters
            if block.finding:
                return short(block.finding)
        return short(f"{self.heading}-{_KINDS[type(block)]}")

    def _once(self, key: str) -> str:
        """The key; with a number where blocks before have it."""
        self._given[key] += 1
        again = self._given[key]
        return key if again == 1 else short(f"{key}-{again}")


def short(name: str) -> str:
    """A key of at most 32 ASCII letters, digits and `_`, with a mark of its own where anything had to be changed."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    if plain == name and len(name) <= LONGEST:
        return name
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[: _MARKED - 1]
    return f"{plain[: LONGEST - _MARKED].strip('_')}_{mark}"


def bookmark(mark: Mark) -> str:
    """The name of the bookmark round a generated paragraph."""
    return f"{_PREFIX}_{mark.block}_{mark.number}"


def marked(name: str) -> Mark | None:
    """The generated paragraph that a bookmark of this name stands round; None for any other bookmark.

    LibreOffice names the bookmarks of what was copied `…_Copy_1`.
    """
    found = _NAME.fullmatch(_COPIED.sub("", name))
    return Mark(found.group(1), int(found.group(2))) if found else None


def folded(text: str) -> str:
    """The text composed, with each white space one blank and none at the edges: what a digest is made of."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest(text: str) -> str:
    """The digest of a text, the same however its white space is set."""
    return hashlib.sha256(folded(text).encode("utf-8", "surrogatepass")).hexdigest()
