"""The evidence beside a text: which sentences share it, how many pieces are told, how a piece is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.quotes.quotes import Why
from toolkit.domain.reports.report import Bullets, Evidence, Paragraph, QuoteBlock, Report, Sentence


def passages(pieces: Iterable[Evidence]) -> list[tuple[Evidence, ...]]:
    """The pieces by passage, in order of first mention: a passage with several codes is several pieces."""
    found: dict[tuple[object, ...], list[Evidence]] = {}
    for piece in pieces:
        found.setdefault((piece.source, piece.span, piece.quote, piece.machine), []).append(piece)
    return [tuple(each) for each in found.values()]


def place(passage: Sequence[Evidence]) -> str:
    """Where a passage stands and how it was coded, without its words: `c12–c14 d01.txt:120–340 (needs)`.

    What nobody says is named: `c12 notes.txt:120–340 (observation; needs)`.
    """
    told = "; ".join(filter(None, (passage[0].kind, ", ".join(codes(passage)))))
    return f"{ids(passage)} {where(passage)}{f' ({told})' if told else ''}"


def ids(passage: Iterable[Evidence]) -> str:
    """The ids of a passage's pieces, those in a row as a range: `c12–c14, c20`."""
    return ", ".join(run for run, _ in runs(piece.id for piece in passage))


def runs(named: Iterable[str]) -> list[tuple[str, int]]:
    """Ids in ascending order, those in a row as one range, each with how many ids it holds: `c12–c14`, 3."""
    numbers: dict[str, list[int]] = {}
    for id_ in named:
        numbers.setdefault(id_[:1], []).append(int(id_[1:]))
    return [(_run(a, b, mark), b - a + 1) for mark, own in numbers.items() for a, b in _spans(own)]


def where(passage: Sequence[Evidence]) -> str:
    """The source and span of a passage: `d01.txt:120–340`."""
    return f"{passage[0].source}:{passage[0].span.start}–{passage[0].span.end}"


def codes(passage: Iterable[Evidence]) -> list[str]:
    """All that a passage is coded with, in order of first mention."""
    return list(dict.fromkeys(code for piece in passage for code in piece.codes))


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
    return ", ".join(_run(a, b) for a, b in _spans(numbers))


def _spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def _run(first: int, last: int, mark: str = "") -> str:
    return f"{mark}{first}" if first == last else f"{mark}{first}–{mark}{last}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The evidence of one finding by passage, in order of first mention; `finding` is "" for what none names."""

    finding: str
    title: str
    passages: tuple[tuple[Evidence, ...], ...]

    @property
    def ids(self) -> Iterator[str]:
        """The ids of all pieces."""
        return (piece.id for passage in self.passages for piece in passage)


def shelves(report: Report) -> list[Shelf]:
    """All evidence of a report by finding, what only lists name at the end."""
    titles: dict[str, str] = {}
    named: dict[str, dict[str, None]] = {}
    for finding, title, mentioned in _mentions(report):
        if title:
            titles.setdefault(finding, title)
        named.setdefault(finding, {}).update(dict.fromkeys(mentioned))
    loose = named.pop("", {})
    found = [Shelf(key, titles.get(key, key), _known(report, each)) for key, each in named.items()]
    shelved = {id_ for shelf in found for id_ in shelf.ids}
    rest = Shelf("", "", _known(report, (id_ for id_ in loose if id_ not in shelved)))
    return [shelf for shelf in (*found, rest) if shelf.passages]


def _known(report: Report, named: Iterable[str]) -> tuple[tuple[Evidence, ...], ...]:
    return tuple(passages(report.evidence[id_] for id_ in named if id_ in report.evidence))


def _opening(block: Paragraph) -> str:
    """What a finding without a name is called: its first words, as a heading."""
    return block.sentences[0].text.removesuffix(".") if block.finding else ""


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
