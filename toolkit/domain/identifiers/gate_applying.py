"""Answers carried out on a composed report: sentences, quotes and tables left out, words and small cells masked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from toolkit.domain.identifiers.gate import Answer, Answered, Kind, Risk, Verdict
from toolkit.domain.quantities.printed_tables import grid
from toolkit.domain.reports.printed import TITLE
from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Evidence,
    Figure,
    Heading,
    Notice,
    Paragraph,
    QuoteBlock,
    Report,
    Sentence,
    Table,
)

MASKED = "[…]"
LEFT_OUT = "–"


@dataclass
class _Changes:
    """What is to be done at each place of the report."""

    gone: set[str] = field(default_factory=set)
    masked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    cells: set[str] = field(default_factory=set)


def applied(report: Report, verdict: Verdict, *, least: int) -> Report:
    """The report with every answer that is not "keep" carried out.

    A quote is masked in the ledger alone, so that it stays the same words wherever it is printed.
    """
    changes = _Changes()
    for risk in verdict.risks:
        answer = verdict.answers.get(risk.key)
        if answer is not None:
            _note(changes, risk, answer)
    made = [_changed(block, number, changes, least) for number, block in enumerate(report.blocks)]
    kept = tuple(block for block in made if block is not None)
    return replace(report, title=_masked(report.title, TITLE, changes), blocks=kept)


def _note(changes: _Changes, risk: Risk, answer: Answered) -> None:
    for place in risk.places:
        if answer.answer is Answer.OMIT:
            changes.gone.add(place)
        elif answer.answer is Answer.MASK and risk.kind is Kind.CELL:
            changes.cells.add(place)
        elif answer.answer is Answer.MASK and risk.leak:
            changes.masked[place].append(risk.leak)


def _changed(block: Block, number: int, changes: _Changes, least: int) -> Block | None:
    if isinstance(block, Paragraph | Bullets):
        return _prose(block, number, changes)
    if isinstance(block, Table):
        return _table(block, number, changes, least)
    if isinstance(block, QuoteBlock):
        return None if f"{number}.0" in changes.gone else block
    if isinstance(block, Figure):
        return _figure(block, number, changes)
    return replace(block, text=_masked(block.text, f"{number}.0", changes)) if isinstance(block, Heading) else block


def _prose(block: Paragraph | Bullets, number: int, changes: _Changes) -> Block | None:
    if isinstance(block, Bullets):
        items = _sentences(block.items, number, changes)
        return replace(block, items=items) if items else None
    sentences = _sentences(block.sentences, number, changes)
    name = "" if f"{number}.name" in changes.gone else _masked(block.run_in, f"{number}.name", changes)
    return replace(block, sentences=sentences, run_in=name) if sentences else None


def _sentences(sentences: tuple[Sentence, ...], number: int, changes: _Changes) -> tuple[Sentence, ...]:
    return tuple(
        replace(each, text=_masked(each.text, f"{number}.{at}", changes))
        for at, each in enumerate(sentences)
        if f"{number}.{at}" not in changes.gone
    )


def _masked(text: str, place: str, changes: _Changes) -> str:
    for words in changes.masked.get(place, ()):
        text = text.replace(words, MASKED)
    return text


def _table(block: Table, number: int, changes: _Changes, least: int) -> Table | None:
    if f"{number}.table" in changes.gone:
        return None
    rows = [
        [_cell(text, f"{number}.r{r}.{c}", changes) for c, text in enumerate(row)] for r, row in enumerate(block.rows)
    ]
    if f"{number}.table" in changes.cells:
        counts = grid((block.header, *block.rows))
        for r, c in counts.placed(counts.to_leave_out(least)) if counts else ():
            rows[r - 1][c] = LEFT_OUT
    header = tuple(_cell(text, f"{number}.h{c}", changes) for c, text in enumerate(block.header))
    caption, note = (_masked(text, f"{number}.c{at}", changes) for at, text in enumerate((block.caption, block.note)))
    return replace(block, caption=caption, note=note, header=header, rows=tuple(map(tuple, rows)))


def _figure(block: Figure, number: int, changes: _Changes) -> Figure | None:
    if f"{number}.table" in changes.gone | changes.cells:
        return None
    rows = tuple(_cell(text, f"{number}.r{at}.0", changes) for at, text in enumerate(block.rows))
    columns = tuple(_cell(text, f"{number}.h{at}", changes) for at, text in enumerate(block.columns, 1))
    panels = tuple(_cell(text, f"{number}.p{at}", changes) for at, text in enumerate(block.panels))
    axis = _cell(block.axis, f"{number}.axis", changes)
    caption, alt = (_masked(text, f"{number}.c0", changes) for text in (block.caption, block.alt))
    made = replace(block, caption=caption, rows=rows, columns=columns, panels=panels, axis=axis)
    for before, now in zip(_names(block), _names(made), strict=True):
        alt = _again(alt, before, now) if before != now else alt
    return replace(made, alt=alt)


def _again(alt: str, before: str, now: str) -> str:
    return re.sub(re.escape(before), now.replace("\\", r"\\"), alt, flags=re.I)


def _names(figure: Figure) -> tuple[str, ...]:
    """The words of a figure that its description in words says again, in lower case too."""
    return (*figure.rows, *figure.columns, *figure.panels)


def _cell(text: str, place: str, changes: _Changes) -> str:
    return LEFT_OUT if place in changes.gone else _masked(text, place, changes)


def bare(report: Report, *, notices: tuple[str, ...]) -> Report:
    """The report as it is handed out: without evidence, pseudonyms and what is the evaluator's, counts and notices."""
    nothing: Mapping[str, Evidence] = {}
    kept = (block for block in report.blocks if not (isinstance(block, Notice) and block.inner))
    return replace(report, blocks=tuple(map(_bare, kept)), evidence=nothing, notices=notices, quotes=())


def _bare(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, sentences=tuple(map(_plain, block.sentences)))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(map(_plain, block.items)))
    return replace(block, evidence=(), why="") if isinstance(block, QuoteBlock) else block


def _plain(sentence: Sentence) -> Sentence:
    return replace(sentence, evidence=(), count="")
