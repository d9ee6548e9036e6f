"""What is recorded and what is not: an evaluator's sentences as written, and the calm line where nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Paragraph, Sentence, Table
from toolkit.domain.reports.report_facts import NEEDED, ReportFacts, lacking
from toolkit.reporting.material.wording import Wording

_ENDS = '.!?:…”"'


def ended(text: str) -> str:
    """The text as a sentence: with a capital letter, and a full stop where it has none."""
    told = text.strip()
    told = told[:1].upper() + told[1:]
    return told if not told or told[-1] in _ENDS else f"{told}."


def sentences(*texts: str) -> tuple[Sentence, ...]:
    """A sentence for each text that is not empty."""
    return tuple(Sentence(ended(text)) for text in texts if text.strip())


def paragraph(*texts: str) -> Iterator[Block]:
    """A paragraph of the texts that are not empty; nothing when all are."""
    found = sentences(*texts)
    if found:
        yield Paragraph(found)


def section(heading: Heading, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks under a heading; nothing, not even the heading, when there are none."""
    inside = tuple(blocks)
    if inside:
        yield heading
        yield from inside


def points(texts: Iterable[str], *, ordered: bool = False) -> Iterator[Block]:
    """A list of the texts; nothing when there are none."""
    items = sentences(*texts)
    if items:
        yield Bullets(items, ordered=ordered)


def cell(text: str, wording: Wording) -> str:
    """The text of a cell, or the words that nothing is recorded."""
    return text.strip() or str(wording.at("frame.lacking.cell"))


def table(caption: str, header: Iterable[str], rows: Iterable[Iterable[str]], *, anchor: str, note: str = "") -> Table:
    """The table without the columns in which no row says anything."""
    heads, lines = tuple(header), [tuple(row) for row in rows]
    kept = [at for at in range(len(heads)) if not at or any(line[at].strip() for line in lines)]
    cells = tuple(tuple(line[at] for at in kept) for line in lines)
    return Table(caption, tuple(heads[at] for at in kept), cells, anchor, note)


def unrecorded(facts: ReportFacts, part: str, wording: Wording, *, told: bool = False) -> Iterator[Block]:
    """What the part needs and nobody has recorded, as a notice to the evaluator.

    The reader is told in a line when that is all of it, and always if `told`.
    """
    missing = lacking(facts, part)
    if not missing:
        return
    what = wording.listed(str(wording.at("frame.fields")[name]) for name in missing)
    if told or len(missing) == len(NEEDED[part]):
        yield Paragraph((Sentence(wording.say("frame.lacking.line", what=what)),))
    yield Notice(wording.say("frame.lacking.notice", what=", ".join(missing)), inner=True)
