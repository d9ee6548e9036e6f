"""The evidence beside a text: which sentences share it, how many pieces are told, how a piece is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.quotes.quotes import Why
from toolkit.domain.reports.report import Bullets, Evidence, Paragraph, QuoteBlock, Report, Sentence


def place(piece: Evidence) -> str:
    """Where a piece of evidence stands and how it was coded, without its words: `c12 d01.txt:120–340 (needs)`.

    What nobody says is named: `c12 notes.txt:120–340 (observation; needs)`.
    """
    told = "; ".join(filter(None, (piece.kind, ", ".join(piece.codes))))
    return f"{piece.id} {piece.source}:{piece.span.start}–{piece.span.end}{f' ({told})' if told else ''}"


def said_by(quote: QuoteBlock, words: Mapping[str, str]) -> str:
    """What stands in brackets after a quote: its group where the chapter does not say it, and a deviating voice."""
    told = {Why.DEVIATING.value: words["deviating_voice"], Why.QUALIFYING.value: words["qualifying_voice"]}
    return ", ".join(each for each in (quote.group, told.get(quote.why, "")) if each)


def shared(sentences: Sequence[Sentence]) -> dict[tuple[str, ...], list[int]]:
    """The numbers (from 1) of the sentences that rest on the same evidence, by that evidence."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, sentence in enumerate(sentences, 1):
        if sentence.evidence:
            found.setdefault(sentence.evidence, []).append(number)
    return found


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers as text: 1–4, 7."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The evidence of one finding in order of first mention; `finding` is "" for what no finding names."""

    finding: str
    title: str
    ids: tuple[str, ...]


def shelves(report: Report) -> list[Shelf]:
    """All evidence of a report by finding, what only lists name at the end."""
    titles: dict[str, str] = {}
    ids: dict[str, dict[str, None]] = {}
    for finding, title, named in _mentions(report):
        if title:
            titles.setdefault(finding, title)
        ids.setdefault(finding, {}).update(dict.fromkeys(named))
    loose = ids.pop("", {})
    found = [Shelf(finding, titles.get(finding, finding), tuple(each)) for finding, each in ids.items() if each]
    shelved = {id_ for shelf in found for id_ in shelf.ids}
    rest = tuple(id_ for id_ in loose if id_ not in shelved)
    return [*found, Shelf("", "", rest)] if rest else found


def _opening(block: Paragraph) -> str:
    return block.sentences[0].text if block.finding else ""


def _mentions(report: Report) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for block in report.blocks:
        if isinstance(block, QuoteBlock):
            yield block.finding, "", block.evidence
        elif isinstance(block, Paragraph):
            for sentence in block.sentences:
                yield block.finding, block.run_in or _opening(block), sentence.evidence
        elif isinstance(block, Bullets):
            for sentence in block.items:
                yield "", "", sentence.evidence
