"""A new draft put into the Word file that people have worked on: what they wrote stays, what they left alone is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from toolkit.domain.report_rules.page import PROMPT, answer
from toolkit.domain.reports.report_blocks import bookmark
from toolkit.domain.reports.written_blocks import Copy, Kept, Standing, State, own, standings
from toolkit.domain.reports.written_report import Mark, WrittenParagraph
from toolkit.errors import BadFile
from toolkit.messages import N_
from toolkit.reporting.rendering.labels import labels
from toolkit.reporting.word.read_docx import Opened, Package, opened
from toolkit.reporting.word.word_grafting import Grafting, containers
from toolkit.reporting.word.word_paragraphs import STRICT, Element, child, local, removed

TOLD = 12  # paragraphs of a proposal that a comment repeats


@dataclass(frozen=True, slots=True)
class Was:
    """The draft that a file was made from: its blocks in order, and those that were gone from it already.

    `barred` are the blocks that quote words which may not be used any more, `renamed` the keys that blocks have now
    where they are others than in the file.
    """

    blocks: Mapping[str, Kept]
    gone: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def under_new_keys(self) -> Was:
        """The same with the keys that the blocks have now."""

        def now(key: str) -> str:
            return self.renamed.get(key, key)

        blocks = {now(key): kept for key, kept in self.blocks.items()}
        return Was(blocks, frozenset(map(now, self.gone)), frozenset(map(now, self.barred)))


@dataclass(frozen=True, slots=True)
class Told:
    """What was done with a block: which, and where; `chapter` and `heading` are those above it."""

    block: str
    heading: str = ""
    chapter: int = 0
    paragraph: int = 0


@dataclass(slots=True)
class Merged:
    """What was done with each block, and the parts of the file to be written anew.

    replaced: new text; same: left alone, the text is the same; filled: a prompt in whose place people have written;
    proposed: edited by people, the new text in a comment; edited: edited by people, nothing new to propose; deleted:
    by people; new: put in; unplaced: new, but people have deleted where it belongs; gone: no longer in the draft, kept
    with a comment; taken: no longer in the draft, and taken out, since it quotes words that may not be used; moved,
    duplicated: by people. `order` is that of the blocks in the file as it is now.
    """

    parts: dict[str, bytes] = field(default_factory=dict)
    replaced: list[Told] = field(default_factory=list)
    same: list[Told] = field(default_factory=list)
    filled: list[Told] = field(default_factory=list)
    proposed: list[Told] = field(default_factory=list)
    edited: list[Told] = field(default_factory=list)
    deleted: list[Told] = field(default_factory=list)
    new: list[Told] = field(default_factory=list)
    unplaced: list[Told] = field(default_factory=list)
    gone: list[Told] = field(default_factory=list)
    taken: list[Told] = field(default_factory=list)
    moved: list[Told] = field(default_factory=list)
    duplicated: list[Told] = field(default_factory=list)
    own: int = 0
    still_gone: tuple[str, ...] = ()
    order: Mapping[str, int] = field(default_factory=dict)

    @property
    def headings(self) -> bool:
        """Whether the contents list may be out of date."""
        return any(each.block.startswith("h_") for each in (*self.replaced, *self.new))


def merged(package: Package, draft: Package, was: Was, *, language: str, day: date) -> Merged:
    """Put a draft into a file that was made from an earlier one; BadFile for a file that cannot be written into."""
    base = opened(package, renamed=was.renamed)
    if base.document.tag.startswith(f"{{{STRICT}}}"):
        raise BadFile(
            N_("{name} is saved as a strict Open XML document, which cannot be written into."),
            hint=N_("Save it as a Word document (.docx) and try again."),
            name=package.name,
        )
    new = opened(draft)
    merge = _Merge(base, new, was.under_new_keys(), Grafting(base, package, new, draft))
    merge.day = day
    merge.words = {key: text.replace("{day}", day.isoformat()) for key, text in labels(language).items()}
    return merge.done()


class _Merge:
    def __init__(self, base: Opened, new: Opened, was: Was, grafting: Grafting) -> None:
        self.base, self.new, self.was, self.grafting = base, new, was, grafting
        self.body = base.body
        self.blocks = _blocks(new.report.paragraphs)
        written = {key: replace(kept, prompt=self._asks(key)) for key, kept in was.blocks.items()}
        self.found = standings(base.report.paragraphs, written, order=list(written))
        self.result = Merged(own=own(base.report.paragraphs, self.found.values()))
        self.after: dict[str, Element] = {}  # the last element of a block that was put in
        self.words: Mapping[str, str] = {}
        self.day = date.min

    def done(self) -> Merged:
        """Go through all blocks, those of the new draft in its order."""
        for key in self.blocks:
            if key in self.found:
                self._known(key, self.found[key])
            else:
                self._put_in(key)
        self._gone()
        self._anchored()
        for one in self.found.values():
            if one.moved and one.state is not State.DELETED:
                self.result.moved.append(self._told(one.block))
            if one.duplicated:
                self.result.duplicated.append(self._told(one.block))
        self.result.parts = self.grafting.finish()
        self.result.order = self.grafting.order()
        return self.result

    def _anchored(self) -> None:
        """Give back the places that references lead to, where a person typed over a heading or a caption."""
        there = self.grafting.names()
        for key, numbers in self.blocks.items():
            standing = self.found.get(key)
            for number, place in standing.copies[0].at.items() if standing and standing.copies else ():
                wanted = self.new.report.paragraphs[numbers[number]].anchors if number in numbers else ()
                element = self._element(place)
                if element.getparent() is not None:
                    for name in [each for each in wanted if each not in there]:
                        self.grafting.bookmarked(element, name, empty=True)

    def _gone(self) -> None:
        """Deal with the blocks that the draft no longer has."""
        left = [key for key in self.was.blocks if key not in self.blocks]
        gone = [key for key in left if self.found[key].state is not State.DELETED]
        for key in gone:
            if key in self.was.barred and self.found[key].state is State.UNCHANGED:
                self.result.taken.append(self._told(key))
                for place in self.found[key].copies[0].at.values():
                    self._remove(self._element(place))
            elif key not in self.was.gone:
                self._comment(key, [self.words["gone"]])
                self.result.gone.append(self._told(key))
        taken = {each.block for each in self.result.taken}
        self.result.still_gone = tuple(key for key in gone if key not in taken)

    def _known(self, key: str, standing: Standing) -> None:
        if standing.state is State.DELETED:
            self.result.deleted.append(self._told_new(key))
        elif standing.state is State.UNCHANGED:
            done = self.result.replaced if self._renew(key, standing.copies[0]) else self.result.same
            done.append(self._told(key))
        elif self._asks(key) and self._answered(standing.copies[0]):
            self.result.filled.append(self._told(key))
        elif self._differs(key):
            self._keep_known(key, standing)
            self._comment(key, self._proposal(key))
            self.result.proposed.append(self._told(key))
        else:
            self.result.edited.append(self._told(key))

    def _asks(self, key: str) -> bool:
        """Whether a block of the draft is a prompt."""
        return any(self.new.report.paragraphs[place].style == PROMPT for place in self.blocks.get(key, {}).values())

    def _answered(self, copy: Copy) -> bool:
        return any(answer(self.base.report.paragraphs[place].text.strip()) for place in copy.places)

    def _keep_known(self, key: str, standing: Standing) -> None:
        """A block that was known by its text alone gets its bookmark back."""
        if standing.relied:
            for number, place in standing.copies[0].at.items():
                self.grafting.bookmarked(self._element(place), bookmark(Mark(key, number)))

    def _differs(self, key: str) -> bool:
        """Whether the draft says anything else of this block than the one that the file was made from."""
        before = self.was.blocks.get(key)
        now = {number: self.new.report.paragraphs[place].digest for number, place in self.blocks[key].items()}
        return before is None or dict(before.digests) != now

    def _proposal(self, key: str) -> Iterator[str]:
        yield self.words["proposal"]
        texts = [self.new.report.paragraphs[place].text for place in self.blocks[key].values()]
        yield from texts[:TOLD]
        if len(texts) > TOLD:
            yield self.words["more"].format(number=len(texts) - TOLD)

    def _comment(self, key: str, lines: Iterator[str] | list[str]) -> None:
        copy = self.found[key].copies[0]
        places = [place for place in copy.places if self.base.report.paragraphs[place].text.strip()]
        self.grafting.comment(self._element((places or list(copy.places))[0]), lines, day=self.day)

    def _element(self, place: int) -> Element:
        return self.base.placed[place].element

    def _renew(self, key: str, copy: Copy) -> bool:
        """Put the new paragraphs in the place of those nobody has changed; says whether anything was different."""
        now = self.blocks[key]
        if self._tabular(copy) and now.keys() != copy.at.keys():
            self._exchange(key, copy)
            return True
        changed = [number for number in now if number in copy.at and self._is_new(now[number], copy.at[number])]
        for number in changed:
            self._refill(copy.at[number], now[number])
        last = self._element(copy.last)
        for number in [each for each in now if each not in copy.at]:
            last.addnext(made := self.grafting.copied(self.new.placed[now[number]].element))
            last = made
        surplus = [place for number, place in copy.at.items() if number not in now]
        for place in surplus:
            self._remove(self._element(place))
        self.after[key] = last if last.getparent() is not None else self._element(copy.places.start)
        return bool(changed or surplus or now.keys() != copy.at.keys())

    def _tabular(self, copy: Copy) -> bool:
        return any(self.base.report.paragraphs[place].cell for place in copy.at.values())

    def _is_new(self, now: int, before: int) -> bool:
        """Whether a paragraph says something else than it did, or rests on something else."""
        if self.new.report.paragraphs[now].digest != self.base.report.paragraphs[before].digest:
            return True
        ours = self.grafting.remarks(self.new.placed[now].element, new=True)
        return bool(ours) and ours != self.grafting.remarks(self._element(before))

    def _refill(self, place: int, new: int) -> None:
        for each in self.base.placed[place].before:
            removed(each)
        self.grafting.refilled(self._element(place), self.new.placed[new].element)

    def _exchange(self, key: str, copy: Copy) -> None:
        """Put a whole block in the place of another, where a table has other rows than before."""
        old = list(containers((self._element(place) for place in copy.places), self.body))
        made = list(self._copies(key))
        for each in made:
            old[0].addprevious(each)
            self.after[key] = each
        self.grafting.carried(old, made[0])
        for each in old:
            self._remove(each)

    def _copies(self, key: str) -> Iterator[Element]:
        elements = (self.new.placed[place].element for place in self.blocks[key].values())
        for top in containers(elements, self.new.body):
            yield self.grafting.copied(top)

    def _remove(self, element: Element) -> None:
        """Take an element out; a paragraph that ends a section, or that people comment on, stays as an empty one."""
        kept = child(element, "pPr", "sectPr") is not None or self.grafting.remarked(element)
        self.grafting.forget_ours(element)
        if local(element.tag) == "p" and kept:
            self.grafting.emptied(element)
        else:
            removed(element)

    def _put_in(self, key: str) -> None:
        """Put a new block after the nearest one before it in the outline that is there."""
        place = self._place_for(key)
        if place is None:
            self.result.unplaced.append(self._told_new(key))
            return
        for each in self._copies(key):
            if place is self.body:
                place.insert(0, each)
            else:
                place.addnext(each)
            place = self.after[key] = each
        self.result.new.append(self._told_new(key))

    def _place_for(self, key: str) -> Element | None:
        order = list(self.blocks)
        before = order[: order.index(key)]
        heading = next((each for each in reversed(before) if each.startswith("h_")), None)
        for each in reversed(before):
            at = self._last_of(each)
            if at is not None:
                return at
            if each == heading and not key.startswith("h_") and self._cleared(heading):
                return None
        return self.body

    def _cleared(self, heading: str) -> bool:
        """Whether people have deleted a heading that the file had."""
        return heading in self.found and self.found[heading].state is State.DELETED

    def _last_of(self, key: str) -> Element | None:
        """The last child of the body that a block takes up in the file; None when it is not there."""
        if key in self.after and self.after[key].getparent() is not None:
            return next(containers([self.after[key]], self.body))
        standing = self.found.get(key)
        if standing is None or standing.state is State.DELETED:
            return None
        found = list(containers((self._element(place) for place in standing.copies[0].places), self.body))
        return found[-1] if found and found[-1].getparent() is self.body else None

    def _told(self, key: str) -> Told:
        copy = self.found[key].copies[0]
        return _at(key, self.base.report.paragraphs[copy.places.start])

    def _told_new(self, key: str) -> Told:
        return _at(key, self.new.report.paragraphs[next(iter(self.blocks[key].values()))])


def _at(key: str, paragraph: WrittenParagraph) -> Told:
    return Told(key, paragraph.heading, paragraph.chapter, paragraph.number)


def _blocks(paragraphs: tuple[WrittenParagraph, ...]) -> dict[str, dict[int, int]]:
    """The places of each block's paragraphs by their numbers, in the order in which the blocks stand."""
    found: dict[str, dict[int, int]] = {}
    for place, paragraph in enumerate(paragraphs):
        for mark in paragraph.marks:
            found.setdefault(mark.block, {})[mark.number] = place
    return found
