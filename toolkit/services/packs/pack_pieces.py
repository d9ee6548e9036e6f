"""A pack's report as pieces: each finding, quote, item and question, as its readers get it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.domain.reflection.packs import Piece, PieceKind
from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, QuoteBlock, Report

CLAIM, THEME, PACK = "claim-", "f-", "pack-"


def pieces(report: Report, sources: Mapping[str, int]) -> tuple[Piece, ...]:
    """The pieces of a report in order, numbered; `sources` are the numbers of sources by name."""
    found: list[Piece] = []
    kind = PieceKind.SEE
    for block in report.blocks:
        if isinstance(block, Heading):
            kind = PieceKind(block.anchor.removeprefix(PACK))
        found += _of(block, kind, sources)
    return tuple(replace(each, position=number) for number, each in enumerate(found, 1))


def _of(block: Block, kind: PieceKind, sources: Mapping[str, int]) -> Iterator[Piece]:
    if isinstance(block, Paragraph) and block.finding:
        text = " ".join(each.text for each in block.sentences)
        yield Piece(0, kind, text, _claim(block.finding), _theme(block.theme or block.finding), title=block.run_in)
    elif isinstance(block, Bullets):
        yield from (Piece(0, kind, each.text, each.claim) for each in block.items)
    elif isinstance(block, QuoteBlock):
        quote = block.quote
        source = sources.get(quote.source) if quote else None
        text = f"{block.text} ({block.group})" if block.group else block.text
        theme = (quote.theme if quote else "") or None
        yield Piece(0, PieceKind.QUOTE, text, _claim(block.finding), theme, block.entry, source)


def _claim(finding: str) -> int | None:
    return int(finding.removeprefix(CLAIM)) if finding.startswith(CLAIM) else None


def _theme(finding: str) -> str | None:
    return finding.removeprefix(THEME) if finding.startswith(THEME) else None
