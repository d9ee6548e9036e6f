"""Which way of counting positions a file uses: by quotes that selections repeat, by its producer, by cut words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.domain.exchange.interchange import ORIGIN, Unit, UnitFound
from toolkit.exchange.refi_positions import Counting, Places, counted_as, countings, nearest
from toolkit.exchange.refi_raw import RawSelection, RawSource
from toolkit.exchange.refi_values import cleaned, folded_space

UTF16_MARK = " (UTF-16)"  # how our own files say their unit
_SURE = 0.95  # share of quotes that the right way reproduces; people rename a few
_BETTER = 0.1  # share of selections by which another way must cut fewer words
_ENOUGH = 5  # selections without which cut words say nothing
_CUT_OFF = ("…", "...")


@dataclass(slots=True)
class Tally:
    """How well a way of counting fits: quotes that names repeat, selections that cut no word, of how many."""

    quotes: int = 0
    clean: int = 0
    selections: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.quotes += other.quotes
        self.clean += other.clean
        self.selections += other.selections
        return self

    @property
    def share(self) -> float:
        """The share of selections that cut no word."""
        return self.clean / self.selections if self.selections else 0.0


@dataclass(slots=True)
class Evidence:
    """A source's tallies by way of counting, and how many names are quotes in any of them."""

    places: dict[Counting, Places]
    tallies: dict[Counting, Tally]
    quotes: int


def usual(origin: str) -> Counting:
    """How a producer counts, as far as it was measured or could be read; the standard's way for all others."""
    name = origin.casefold()
    if name == (ORIGIN + UTF16_MARK).casefold() or ("nvivo" in name and "mac" not in name):
        return Counting(Unit.UTF16, 2)
    return Counting(Unit.CODE_POINTS, 1 if "atlas" in name else 2)


def certain(origin: str) -> bool:
    """Whether the file says how it counts: it is our own."""
    return origin in (ORIGIN, ORIGIN + UTF16_MARK)


def evidence(source: RawSource) -> Evidence:
    """What a source says about the ways to count that can differ in it."""
    possible = countings(source.text.text, marked=source.text.marked)
    places = {counting: counted_as(source.text.text, counting) for counting in possible}
    if len(possible) == 1:
        return Evidence(places, {}, 0)
    names = [said(selection.name) for selection in source.selections]
    tallies, hits = {}, set[int]()
    for counting, place in places.items():
        tally, found = _tally(place, source.selections, names)
        tallies[counting] = tally
        hits |= found
    return Evidence(places, tallies, len(hits))


def project_wide(evidences: Iterable[Evidence], origin: str) -> tuple[Counting, str]:
    """The way of counting of a whole file, and what decided."""
    base = usual(origin)
    if certain(origin):
        return base, "producer"
    told = [each for each in evidences if each.tallies]
    ways = {counting for each in told for counting in each.tallies} | {base}
    sums = {way: Tally() for way in sorted(ways, key=str)}
    for each in told:
        for way in ways:
            sums[way] += each.tallies[nearest(way, list(each.tallies))]
    return decided(sums, sum(each.quotes for each in told), base)


def decided(tallies: Mapping[Counting, Tally], quotes: int, base: Counting) -> tuple[Counting, str]:
    """The way that fits, `base` where nothing speaks clearly against it, and what decided."""
    best = max(tallies, key=lambda way: (tallies[way].quotes, way == base, tallies[way].clean))
    if quotes and tallies[best].quotes >= _SURE * quotes:
        return best, "quotes"
    best = max(tallies, key=lambda way: (tallies[way].clean, way == base))
    if tallies[base].selections >= _ENOUGH and tallies[best].share - tallies[base].share >= _BETTER:
        return best, "edges"
    return base, "producer"


def of_source(found: Evidence, way: Counting, by: str, *, fixed: bool) -> tuple[Places, UnitFound]:
    """The places of a source and how they were found: by the file's `way` unless the source itself says otherwise."""
    if not found.tallies:
        ((counting, places),) = found.places.items()
        return places, UnitFound(counting.unit, counting.line_ends, counting.mark)
    base = nearest(way, list(found.tallies))
    own, own_by = (base, by) if fixed else decided(found.tallies, found.quotes, base)
    if own_by == "producer":
        own_by = by
    tally = found.tallies[own]
    return found.places[own], UnitFound(own.unit, own.line_ends, own.mark, own_by, tally.selections, tally.clean)


def said(words: str) -> str:
    """Words as an attribute can hold them, in one line."""
    return folded_space(unicodedata.normalize("NFC", cleaned(words))) if words else ""


def _tally(places: Places, selections: list[RawSelection], names: list[str]) -> tuple[Tally, set[int]]:
    tally, found = Tally(selections=len(selections)), set()
    for index, (selection, name) in enumerate(zip(selections, names, strict=True)):
        span = stretch(places, selection)
        if span is None:
            continue
        tally.clean += _clean(places.kept, *span)
        if name and repeats(name, places.kept[span[0] : span[1]]):
            tally.quotes += 1
            found.add(index)
    return tally, found


def stretch(places: Places, selection: RawSelection) -> tuple[int, int] | None:
    """Where a selection stands in the kept text; None when it is empty, reversed or outside."""
    if selection.start is None or selection.end is None:
        return None
    start, end = places.start(selection.start), places.end(selection.end)
    if start is None or end is None or start >= end:
        return None
    return start, end


def repeats(name: str, quote: str) -> bool:
    """Whether a selection's name is its words, or their beginning with a sign that it was cut off."""
    words = said(quote)
    if name == words:
        return True
    beginnings = (name[: -len(sign)].rstrip() for sign in _CUT_OFF if name.endswith(sign))
    return any(beginning and words.startswith(beginning) for beginning in beginnings)


def _clean(text: str, start: int, end: int) -> bool:
    return not (_inside(text, start) or _inside(text, end))


def _inside(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
