"""Pages of a report: which chapters begin one, whether the contents have one, what stands on the page of the next."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.domain.reports.report import Block, Bullets, Figure, Heading, Paragraph, Prompt, QuoteBlock, Report, Table

ENOUGH = 12
"""A chapter of at least so many blocks begins on a new page when as many have come since the last one that did."""
LISTED = 20
"""A draft of more chapters and sections than these has a page of contents, and its title a page of its own."""
SHORT = 180
"""A paragraph of fewer letters takes two lines at most."""

_LEADING = (Paragraph, Prompt)
_LED = (Figure, Table, Bullets, QuoteBlock)


def has_contents(report: Report) -> bool:
    """Whether the report is long enough for a page of contents."""
    listed = sum(isinstance(block, Heading) and block.level in (1, 2) for block in report.blocks)
    return not report.brief and listed > LISTED


def page_starts(report: Report) -> frozenset[str]:
    """The anchors of the chapters that begin on a new page: long ones, and the first one after the contents."""
    if report.brief:
        return frozenset()
    titled = has_contents(report)
    long = _long_chapters(report.blocks, first=titled)
    found, since = set[str](), ENOUGH if titled else 0
    for at, block in enumerate(report.blocks):
        if isinstance(block, Heading) and at in long and since >= ENOUGH:
            found.add(block.anchor)
            since = 0
        since += 1
    return frozenset(found)


def _long_chapters(blocks: Sequence[Block], *, first: bool) -> set[int]:
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    ends = [*starts[1:], len(blocks)]
    return {start for start, end in zip(starts, ends, strict=False) if end - start >= ENOUGH} | {
        *(starts[:1] if first else ())
    }


def leads(before: Block | None, block: Block, following: Block | None) -> bool:
    """Whether a text introduces what comes next, and so stands on the same page; a chapter's short first one does."""
    opens = isinstance(before, Heading) and before.level == 1 and isinstance(block, Paragraph) and _is_short(block)
    return isinstance(block, _LEADING) and (opens or isinstance(following, _LED))


def _is_short(block: Paragraph) -> bool:
    return sum(len(sentence.text) for sentence in block.sentences) < SHORT
