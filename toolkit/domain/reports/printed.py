"""Printed pieces: the quotes, sentences, names and tables of a report, each with what is printed beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.domain.codings.schemes import PHASES
from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Figure,
    Heading,
    Paragraph,
    QuoteBlock,
    Report,
    Sentence,
    Table,
)

TITLE = "title"
"""The place of a report's title."""
_TELLING = re.compile(r"[^\W\d_]|(?:\d\W*){6}")


class Form(StrEnum):
    """What a piece is."""

    QUOTE = "quote"
    SENTENCE = "sentence"
    NAME = "name"  # a heading or a theme's run-in name
    CAPTION = "caption"  # words beside a table or figure
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of a report.

    `place` names it within the report, `heading` is the nearest heading's text. `group` and `phase` are those that the
    reader is told. `who` says a quote, or is the one person whom a sentence counts; empty when nobody knows. `quote` is
    where a quote's words stand, `entry` its number in the ledger, `label` the pseudonym printed with it. `k` of `n` in
    the group `counted` is what a sentence counts, `about` the finding that it states, `sole` the words for the only
    one of a kind that it speaks of; `cells` are a table's rows, the header first.
    """

    place: str
    form: Form
    text: str
    heading: str = ""
    group: str = ""
    phase: str = ""
    who: str = ""
    source: str = ""
    quote: Quote | None = None
    entry: int | None = None
    label: str = ""
    k: int | None = None
    n: int | None = None
    counted: str = ""
    about: str = ""
    sole: str = ""
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Under:
    """What the headings above a piece tell of whom it is about."""

    heading: str = ""
    group: str = ""
    phase: str = ""


def told_by(anchor: str, groups: Iterable[str]) -> tuple[str, str]:
    """The group and the phase that a heading's anchor names; empty where it names none."""
    keys = sorted(groups, key=len, reverse=True)
    group = next((key for key in keys if re.search(rf"(?:^|-)group-{re.escape(key)}(?:-|$)", anchor)), "")
    phase = next((key for key in PHASES if re.search(rf"(?:^|-)phase-{key}(?:-|$)", anchor)), "")
    return group, phase


@dataclass
class Pieces:
    """Cuts a composed report into its pieces; `nouns` gives the group of a noun that a quote is attributed to."""

    report: Report
    groups: Sequence[str]
    nouns: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> Iterator[Printed]:
        """The pieces in order; a place is the block's number and the piece's number in it.

        Somebody words the title of a brief report for its readers; any other report is called as its project is.
        """
        under = Under()
        if self.report.brief:
            yield Printed(TITLE, Form.NAME, self.report.title)
        for number, block in enumerate(self.report.blocks):
            if isinstance(block, Heading):
                under = Under(block.text, *told_by(block.anchor, self.groups))
            yield from self._of(block, f"{number}", under)

    def _of(self, block: Block, place: str, under: Under) -> Iterator[Printed]:
        if isinstance(block, Heading):
            yield Printed(f"{place}.0", Form.NAME, block.text, under.heading, under.group, under.phase)
        elif isinstance(block, Paragraph):
            if block.run_in:
                yield Printed(f"{place}.name", Form.NAME, block.run_in, under.heading, under.group, under.phase)
            yield from self._sentences(block.sentences, place, under, block.finding)
        elif isinstance(block, Bullets):
            yield from self._sentences(block.items, place, under, "")
        elif isinstance(block, QuoteBlock):
            yield self._quote(block, place, under)
        elif isinstance(block, Table | Figure):
            yield from _table(block, place, under)

    def _sentences(self, sentences: Iterable[Sentence], place: str, under: Under, finding: str) -> Iterator[Printed]:
        for number, each in enumerate(sentences):
            stated = each.stated
            about = f"claim-{each.claim}" if each.claim is not None else finding
            group = stated.group if stated and stated.group else under.group
            who, source = self._one(each) if stated and stated.k == 1 else ("", "")
            counts = (stated.k, stated.n) if stated else (None, None)
            yield Printed(
                f"{place}.{number}", Form.SENTENCE, each.text, under.heading, group, under.phase,
                who=who, source=source, k=counts[0], n=counts[1], counted=stated.group if stated else "", about=about,
            )  # fmt: skip

    def _one(self, sentence: Sentence) -> tuple[str, str]:
        """The only person whose words a sentence rests on, and the source; nobody when there are several."""
        known = [self.report.evidence[id_] for id_ in sentence.evidence if id_ in self.report.evidence]
        people = {each.respondent for each in known}
        return (known[0].respondent, known[0].source) if len(people) == 1 else ("", "")

    def _quote(self, block: QuoteBlock, place: str, under: Under) -> Printed:
        known = next((self.report.evidence[each] for each in block.evidence if each in self.report.evidence), None)
        who = block.quote.respondent if block.quote else known.respondent if known else ""
        source = block.quote.source if block.quote else known.source if known else ""
        group = self.nouns.get(block.group.casefold(), "") if block.group else under.group
        return Printed(
            f"{place}.0", Form.QUOTE, block.text, under.heading, group, under.phase,
            who=who, source=source, quote=block.quote, entry=block.entry, about=block.finding,
        )  # fmt: skip


def _table(block: Table | Figure, place: str, under: Under) -> Iterator[Printed]:
    cells = _cells(block)
    yield Printed(f"{place}.table", Form.TABLE, block.caption, under.heading, under.group, under.phase, cells=cells)
    words = [("c0", block.caption), *_beside(block)]
    words += [(f"h{column}", text) for column, text in enumerate(cells[0]) if telling(text)]
    for at, row in enumerate(cells[1:]):
        words += [(f"r{at}.{column}", text) for column, text in enumerate(row) if telling(text)]
    for name, text in words:
        if text:
            yield Printed(f"{place}.{name}", Form.CAPTION, text, under.heading, under.group, under.phase)


def telling(cell: str) -> bool:
    """Whether a cell holds more than a count: words, or as many digits as a number of a telephone has."""
    return bool(_TELLING.search(cell))


def _cells(block: Table | Figure) -> tuple[tuple[str, ...], ...]:
    """The rows of a table or figure, the header first."""
    if isinstance(block, Table):
        return (block.header, *block.rows)
    rows = ((row, *map(str, own)) for row, own in zip(block.rows, block.values, strict=True))
    return (("", *block.columns), *rows)


def _beside(block: Table | Figure) -> list[tuple[str, str]]:
    """What is printed beside the cells and the caption: a table's note, a figure's axis and panels."""
    if isinstance(block, Table):
        return [("c1", block.note)]
    return [("axis", block.axis), *((f"p{at}", panel) for at, panel in enumerate(block.panels))]
