"""Which generated blocks a person's file still holds: unchanged, edited, deleted, duplicated or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from toolkit.domain.reports.report_blocks import digest, folded
from toolkit.domain.reports.written_report import WrittenParagraph

LIKE = 0.6  # two texts of which so much is the same are one paragraph, edited; measured as difflib does
SHORT = 40  # letters; shorter texts are alike by chance
_EMPTY = digest("")
_LONGEST = 2_000  # signs of a text that are compared


class State(StrEnum):
    """What a person did with a block."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(slots=True)
class Copy:
    """A block where it stands: its paragraphs' places in the file by their numbers, and all places it takes up."""

    block: str
    at: dict[int, int] = field(default_factory=dict)
    last: int = -1

    @property
    def places(self) -> range:
        """The places from the first to the last of its paragraphs, those a person put between them too."""
        return range(min(self.at.values()), self.last + 1) if self.at else range(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A block of a draft as a file has it; `copies` are where it stands, the first one counts.

    `moved`: it stands in another order than it was written in. `relied`: its bookmark was gone, and it was known by
    its text.
    """

    block: str
    state: State
    copies: tuple[Copy, ...] = ()
    moved: bool = False
    relied: bool = False

    @property
    def duplicated(self) -> bool:
        """Whether it stands there more than once."""
        return len(self.copies) > 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A block as it was written: the digests of its paragraphs by number, and its texts by number where kept.

    A `prompt` asks a person for words.
    """

    digests: Mapping[int, str]
    texts: Mapping[int, str] = field(default_factory=dict)
    prompt: bool = False


def copies(paragraphs: Sequence[WrittenParagraph]) -> list[Copy]:
    """The copies of all blocks, in order.

    A copy ends where a paragraph of another block comes, or one whose number it has already.
    """
    found: list[Copy] = []
    for place, paragraph in enumerate(paragraphs):
        for mark in paragraph.marks:
            last = found[-1] if found else None
            if last is None or last.block != mark.block or mark.number in last.at:
                last = Copy(mark.block)
                found.append(last)
            last.at[mark.number] = last.last = place
    return found


def standings(
    paragraphs: Sequence[WrittenParagraph], written: Mapping[str, Kept], *, order: Iterable[str]
) -> dict[str, Standing]:
    """Every block of a draft as the file has it, in the draft's `order`, then those in the file that it had not."""
    by_block: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies(paragraphs):
        by_block[copy.block].append(copy)
    relied = _by_text(paragraphs, {key: kept for key, kept in written.items() if key not in by_block})
    for key, copy in relied.items():
        by_block[key].append(copy)
    order = list(order)
    for key in [key for key in order if key not in by_block and key in written and written[key].prompt]:
        place = _in_its_place(paragraphs, order[: order.index(key)], by_block)
        if place is not None:
            relied[key] = Copy(key, {1: place}, place)
            by_block[key].append(relied[key])
    sequence = [key for key in order if key in by_block]
    moved = _moved([(by_block[key][0].places.start, key) for key in sequence])
    found = {}
    for key in dict.fromkeys((*order, *written, *by_block)):
        state = _state(paragraphs, by_block.get(key, []), written.get(key))
        found[key] = Standing(key, state, tuple(by_block.get(key, ())), key in moved, key in relied)
    return found


def _state(paragraphs: Sequence[WrittenParagraph], found: Sequence[Copy], kept: Kept | None) -> State:
    if not found or all(not _filled(paragraphs[place]) for place in found[0].places):
        return State.DELETED
    if kept is None:
        return State.EDITED
    copy = found[0]
    same = {number: paragraphs[place].digest for number, place in copy.at.items()} == dict(kept.digests)
    inserted = [place for place in copy.places if place not in copy.at.values() and _filled(paragraphs[place])]
    ordered = sorted(copy.at, key=copy.at.__getitem__) == sorted(copy.at)
    shared = any(mark.block != copy.block for place in copy.at.values() for mark in paragraphs[place].marks)
    return State.UNCHANGED if same and ordered and not inserted and not shared else State.EDITED


def _filled(paragraph: WrittenParagraph) -> bool:
    return bool(paragraph.text.strip()) or paragraph.digest != _EMPTY


def _by_text(paragraphs: Sequence[WrittenParagraph], missing: Mapping[str, Kept]) -> dict[str, Copy]:
    """Blocks whose bookmarks are gone, known by what stands there: word for word, else by what is most alike."""
    free = {place: one for place, one in enumerate(paragraphs) if not one.marks and _told(one)}
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in free.items():
        places[one.digest].append(place)
    found: dict[str, Copy] = {}
    for key, kept in missing.items():
        for number, wanted in sorted(kept.digests.items()):
            if places.get(wanted) and wanted != _EMPTY:
                place = places[wanted].pop(0)
                free.pop(place)
                _put(found, key, number, place)
    for key, kept in missing.items():
        if key not in found:
            for number, place in _alike(free, kept.texts):
                free.pop(place)
                _put(found, key, number, place)
    return found


def _put(found: dict[str, Copy], key: str, number: int, place: int) -> None:
    copy = found.setdefault(key, Copy(key))
    copy.at[number] = place
    copy.last = max(copy.last, place)


def _in_its_place(
    paragraphs: Sequence[WrittenParagraph], before: Sequence[str], by_block: Mapping[str, Sequence[Copy]]
) -> int | None:
    """The first paragraph of a person's own between the block before a prompt and whatever is next of the draft's."""
    last = next((by_block[key][0].last for key in reversed(before) if key in by_block), -1)
    taken = {place for found in by_block.values() for copy in found for place in copy.places}
    for place in range(last + 1, len(paragraphs)):
        one = paragraphs[place]
        if one.marks or one.level or one.cell or place in taken:
            return None
        if _told(one):
            return place
    return None


def _alike(free: Mapping[int, WrittenParagraph], texts: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    taken: set[int] = set()
    for number, text in sorted(texts.items()):
        if len(text) < SHORT:
            continue
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(folded(text)[:_LONGEST])
        best = (LIKE, -1)
        for place, one in free.items():
            matcher.set_seq1(folded(one.text)[:_LONGEST])
            if place not in taken and matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
                best = max(best, (matcher.ratio(), place))
        if best[1] >= 0:
            taken.add(best[1])
            yield number, best[1]


def _moved(sequence: Sequence[tuple[int, str]]) -> frozenset[str]:
    """The blocks that stand out of the order they were written in: all but a longest run that keeps it."""
    tails: list[int] = []
    holders: list[int] = []
    before: dict[int, int | None] = {}
    for at, (place, _) in enumerate(sequence):
        slot = bisect_left(tails, place)
        before[at] = holders[slot - 1] if slot else None
        tails[slot : slot + 1] = [place]
        holders[slot : slot + 1] = [at]
    kept: set[int] = set()
    last = holders[-1] if holders else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return frozenset(key for number, (_, key) in enumerate(sequence) if number not in kept)


def own(paragraphs: Sequence[WrittenParagraph], found: Iterable[Standing]) -> int:
    """How many paragraphs are people's own: they hold text and belong to no block."""
    taken = {place for one in found for copy in one.copies for place in copy.places}
    return sum(_told(one) and place not in taken for place, one in enumerate(paragraphs))


def _told(paragraph: WrittenParagraph) -> bool:
    """Whether a paragraph holds text of its own: contents lists only repeat headings."""
    return bool(paragraph.text.strip()) and not paragraph.style.startswith("TOC")
