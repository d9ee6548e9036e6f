"""Two drafts compared sentence by sentence: which sentences no longer say, or rest on, what they did, and why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

HALF = 0.5


class Why(StrEnum):
    """Why a sentence is no longer as it was."""

    WITHDRAWN = "withdrawn"  # it rests on words that may not be used any more
    REMOVED = "removed"  # a coding it rests on is gone
    MOVED = "moved"  # what it rests on counts elsewhere now
    ADDED = "added"  # codings came that belong to it
    COUNTS = "counts"  # it counts otherwise
    RENAMED = "renamed"  # its theme has another name
    CLAIM = "claim"  # the claim was written anew
    CORRECTED = "corrected"  # the text it quotes was corrected
    FIGURES = "figures"  # a table or figure shows something else
    GONE = "gone"  # the draft would not say it any more
    NEW = "new"  # the draft would say it now


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, quote, table or figure of a draft as far as it is compared.

    `counts` are what it says in numbers, `claimed` is a digest of its claim's text as it then was.
    """

    position: int
    block: str
    chapter: str
    kind: str
    text: str
    digest: str
    finding: str = ""
    counts: tuple[object, ...] = ()
    claim: int | None = None
    evidence: tuple[str, ...] = ()
    claimed: str = ""


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line that is no longer as it was; `now` is what the draft would say, None when it says nothing any more.

    `lost` and `gained` are the ids of evidence. For a line that came (Why.NEW) `line` is the new one.
    """

    line: Line
    now: Line | None
    why: tuple[Why, ...]
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


@dataclass(slots=True)
class _Block:
    """The lines of a block, old and new, as they are paired."""

    old: list[Line] = field(default_factory=list)
    new: list[Line] = field(default_factory=list)

    def pairs(self) -> Iterator[tuple[Line, Line]]:
        """Lines that are each other's, the surest first; what is left over stays in `old` and `new`."""
        for alike in _ALIKE:
            for one in list(self.old):
                other = max(self.new, key=lambda each, one=one, alike=alike: alike(one, each), default=None)  # type: ignore[misc]
                if other is not None and one.kind == other.kind and alike(one, other) > 0:
                    self.old.remove(one)
                    self.new.remove(other)
                    yield one, other


def _same(one: Line, other: Line) -> float:
    return float(one.digest == other.digest and one.evidence == other.evidence)


def _same_claim(one: Line, other: Line) -> float:
    return float(one.claim is not None and one.claim == other.claim)


def _same_grounds(one: Line, other: Line) -> float:
    """How much of what they rest on is the same, from half of it."""
    if not one.evidence or not other.evidence or one.kind == "quote":
        return 0.0
    mine, theirs = frozenset(one.evidence), frozenset(other.evidence)
    share = len(mine & theirs) / len(mine | theirs)
    likely = 0.001 / (1 + abs(one.position - other.position)) + 0.01 * (one.counts == other.counts)
    return share + likely if share >= HALF else 0.0


def _same_kind(one: Line, other: Line) -> float:
    """Lines that rest on nothing, and names: those that stand in the same order."""
    loose = not one.evidence and not other.evidence
    return 1 / (1 + abs(one.position - other.position)) if loose and one.kind == other.kind else 0.0


_ALIKE: tuple[Callable[[Line, Line], float], ...] = (_same, _same_claim, _same_grounds, _same_kind)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What has become of evidence: which may not be used any more, and which is still there.

    `claims` are the texts of claims as they read now; of `corrected` evidence the words are others by now.
    """

    withheld: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()
    claims: Mapping[int, str] = field(default_factory=dict)
    corrected: frozenset[str] = frozenset()

    def rewritten(self, one: Line, other: Line) -> bool:
        """Whether the second sentence says a claim that was another when the first said it.

        How many say it makes no other claim, and what is only said beside it, of others, is not the claim.
        """
        text = self.claims.get(one.claim, "") if one.claim is not None else ""
        said = all(part.strip(" .").casefold() in other.text.casefold() for part in _PLACE.split(text))
        return said and one.claimed != other.claimed

    def whys(self, rested_on: Iterable[str], lost: Iterable[str]) -> Iterator[Why]:
        """Why what rested on this evidence, and has lost some of it, is no longer as it was."""
        if self.withheld.intersection(rested_on):
            yield Why.WITHDRAWN
        others = [id_ for id_ in lost if id_ not in self.withheld]
        if any(id_ not in self.there for id_ in others):
            yield Why.REMOVED
        elif others:
            yield Why.MOVED


def changed(old: Iterable[Line], new: Iterable[Line], grounds: Grounds) -> list[ChangedLine]:
    """The lines that are no longer as they were, in the old draft's order; then those that came.

    A sentence that only says the same in other words, as wordings take turns, is not changed; nor is a quote whose
    words still stand where they did, although the draft would take another now.
    """
    blocks: dict[str, _Block] = defaultdict(_Block)
    for one in old:
        blocks[one.block].old.append(one)
    for one in new:
        blocks[one.block].new.append(one)
    by_finding = _by_finding(block.new for block in blocks.values())
    renamed = dict(_renamed(blocks))
    found: list[ChangedLine] = []
    came: list[ChangedLine] = []
    for block in blocks.values():
        whole = not block.old
        found += [each for one, other in block.pairs() if (each := _compared(one, other, grounds, renamed))]
        found += [each for one in block.old if (each := _left(one, grounds, by_finding))]
        came += [ChangedLine(one, one, (Why.NEW,), (), one.evidence) for one in block.new if _tells(one, whole=whole)]
    return [*sorted(found, key=lambda each: each.line.position), *sorted(came, key=lambda each: each.line.position)]


def _by_finding(blocks: Iterable[Sequence[Line]]) -> Mapping[str, frozenset[str]]:
    """What each finding rests on now."""
    found: dict[str, set[str]] = defaultdict(set)
    for lines in blocks:
        for one in lines:
            found[one.finding].update(one.evidence)
    return {finding: frozenset(ids) for finding, ids in found.items()}


def _tells(one: Line, *, whole: bool) -> bool:
    """Whether a line that came is worth telling: a new theme's, or one that counts something."""
    return one.kind == "sentence" and bool(one.evidence) and (whole or bool(one.counts))


def _renamed(blocks: Mapping[str, _Block]) -> Iterator[tuple[str, str]]:
    """Old and new names of themes that have another name now."""
    for block in blocks.values():
        before = next((one.text for one in block.old if one.kind == "name"), "")
        now = next((one.text for one in block.new if one.kind == "name"), "")
        if before and now and before != now:
            yield before, now


def _compared(one: Line, other: Line, grounds: Grounds, renamed: Mapping[str, str]) -> ChangedLine | None:
    lost = _without(one.evidence, other.evidence)
    gained = _without(other.evidence, one.evidence)
    why = [
        *grounds.whys(one.evidence, lost),
        *([Why.ADDED] if gained else []),
        *([Why.COUNTS] if one.counts != other.counts else []),
        *_reworded(one, other, renamed, grounds),
    ]
    return ChangedLine(one, other, tuple(why), lost, gained) if why else None


def _without(ids: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The ids that the others lack, in their order; a sentence may rest on tens of thousands."""
    known = frozenset(others)
    return tuple(id_ for id_ in ids if id_ not in known)


def _reworded(one: Line, other: Line, renamed: Mapping[str, str], grounds: Grounds) -> Iterator[Why]:
    if one.digest == other.digest:
        return
    if one.kind in ("table", "figure"):
        yield Why.FIGURES
    elif one.kind == "name" or any(name.casefold() in one.text.casefold() for name in renamed):
        yield Why.RENAMED
    elif one.text == other.text and grounds.corrected.intersection(one.evidence):
        yield Why.CORRECTED  # what differs are a person's words, which the text kept leaves out
    elif one.claim is not None:
        yield from [Why.CLAIM] if grounds.rewritten(one, other) else []
    elif not one.evidence and one.counts == other.counts and numbers(one.text) != numbers(other.text):
        yield Why.COUNTS


_PLACE = re.compile(r"\{[^}]*\}")


def _left(one: Line, grounds: Grounds, by_finding: Mapping[str, frozenset[str]]) -> ChangedLine | None:
    """A line that the draft would not have any more.

    A quote that it would not take again is changed only when what it was taken from is.
    """
    standing = by_finding.get(one.finding, frozenset())
    lost = _without(one.evidence, standing)
    why = tuple(grounds.whys(one.evidence, lost))
    if one.kind == "quote" and grounds.corrected.intersection(one.evidence):
        why = (*why, Why.CORRECTED)
    if one.kind != "quote" and (one.evidence or numbers(one.text)):
        why = (*why, Why.GONE)
    return ChangedLine(one, None, why, lost) if why else None


_NUMBER_WORDS = (
    "noll en ett två tre fyra fem sex sju åtta nio tio elva tolv zero one two three four five six seven eight nine ten"
    " eleven twelve"
)
_NUMBERS = frozenset(_NUMBER_WORDS.split()) - {"en", "ett", "one"}  # these are articles more often than numbers
_WORD = re.compile(r"\d+(?:[  .,]\d+)*|[^\W\d_]+")


def numbers(text: str) -> tuple[str, ...]:
    """The numbers in a text, in order: figures, and number words from two to twelve."""
    return tuple(word for word in _WORD.findall(text.casefold()) if word[0].isdigit() or word in _NUMBERS)
