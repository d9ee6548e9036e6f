"""What of another project comes in here, is the same, was changed there or removed here, or cannot be placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.exchange.merging import Edition, Found, Placed, Why, covered
from toolkit.domain.texts.text import Span
from toolkit.messages import N_
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.merging import Fork
    from toolkit.storage.projects.store import Connection

LONGEST_NAME = 60
OUT = {"withheld": "withheld", "removed here": "removed_here"}  # told with a count only, by what a part calls it
PLACED = ("", "same", "moved", "edited")
REASONS = {
    "gone": N_("the words do not stand in the text here"),
    "several": N_("the words stand at several places here"),
    "no source": N_("its source is not here"),
    "no code": N_("the scheme here has no such code"),
    "no name": N_("its coder's name is no line of letters"),
    "damaged": N_("its words do not stand at its place in the copy"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two projects: its files, its database in one snapshot, and its scheme."""

    project: Project
    connection: Connection
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class Pair:
    """A source of theirs and the same one here; `kept`: it has been here all the time since the copy was made."""

    theirs: str
    ours: str
    found: Found
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A judgement that could not come in, and why; without its words where these are withheld."""

    kind: str
    why: str
    source: str
    span: Span | None
    code: str
    coder: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was decided otherwise here and there; `both` says that both are kept, else what stands here is."""

    kind: str
    source: str
    span: Span | None
    code: str
    ours: str
    theirs: str
    both: bool = False


@dataclass(slots=True)
class Part:
    """What comes of one kind of thing: rows that are new, rows here that take what was changed there, and counts.

    A row's `source` is the source's name here; who writes it knows its number.
    """

    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[int | str, dict[str, Any]]] = field(default_factory=list)
    same: int = 0
    removed_here: int = 0
    withheld: int = 0
    moved: int = 0
    edited: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        told = {name: getattr(self, name) for name in ("same", "removed_here", "withheld", "moved", "edited")}
        return {"new": len(self.new), "changed": len(self.changed), **told}


KINDS = ("codings", "verdicts", "memos", "settlements", "theme_decisions", "assignments", "ties")


@dataclass(slots=True)
class Plan:
    """All that a merge will do, and what it leaves."""

    fork: Fork
    pairs: dict[str, Pair] = field(default_factory=dict)
    new_sources: dict[str, str] = field(default_factory=dict)  # their name → the name here
    out: dict[str, str] = field(default_factory=dict)  # their name → why it stays out: a key of OUT
    corrected: dict[str, int] = field(default_factory=dict)  # our name → corrections of there that are taken over
    corrected_apart: dict[str, int] = field(default_factory=dict)  # our name → corrections that stay there
    new_codes: list[str] = field(default_factory=list)
    different_codes: list[tuple[str, str, str, str]] = field(default_factory=list)  # path, what, ours, theirs
    parts: dict[str, Part] = field(default_factory=lambda: {kind: Part() for kind in KINDS})
    left: list[Left] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    claims_left: int = 0  # claims and decided stances of theirs that are not here: they stay in the copy
    quotes_left: int = 0  # what people decided of quotes there and not here: it stays in the copy
    stays: dict[str, int] = field(default_factory=dict)  # what else is there and not here, by kind: it stays there

    @property
    def removed_sources(self) -> list[str]:
        """Their sources that were removed here."""
        return [name for name, why in self.out.items() if why == "removed here"]

    @property
    def withheld_sources(self) -> int:
        """How many of their sources stay out because of somebody who withdrew or refused."""
        return sum(why == "withheld" for why in self.out.values())

    @property
    def empty(self) -> bool:
        """Whether nothing comes in."""
        some = any(part.new or part.changed for part in self.parts.values())
        return not (some or self.new_sources or self.new_codes or self.corrected)

    def by_coder(self) -> dict[str, int]:
        """How many new codings each coder has."""
        return dict(sorted(Counter(row["coder"] for row in self.parts["codings"].new).items()))


@dataclass(frozen=True, slots=True)
class Placing:
    """Where something of theirs stands here; without a span, why it does not: a key of REASONS or of OUT."""

    source: str = ""
    span: Span | None = None
    why: str = ""


class Places:
    """Finds the place here of what stands somewhere there, and leaves withheld words alone, of either register."""

    def __init__(self, ours: Side, theirs: Side, plan: Plan) -> None:
        self.ours, self.theirs, self.plan = ours, theirs, plan
        self.withheld_here = _withheld((ours.project, theirs.project), ours.connection)
        self.withheld_there = _withheld((ours.project, theirs.project), theirs.connection)
        self._edition: tuple[str, Edition | str] = ("", "")

    def home(self, source: str) -> str:
        """The name here of a source of theirs; empty when it is not here and does not come."""
        pair = self.plan.pairs.get(source)
        return pair.ours if pair else self.plan.new_sources.get(source, "")

    def kept(self, source: str) -> bool:
        """Whether the source has been here ever since the copy was made, so that what is lacking was removed."""
        pair = self.plan.pairs.get(source)
        return pair is not None and pair.kept

    def whole(self, source: str) -> Placing:
        """The place here of a whole source of theirs."""
        home = self.home(source)
        return Placing(home, why="" if home else self.plan.out.get(source, "no source"))

    def find(self, source: str, span: Span, words: str | None = None) -> Placing:
        """The place of these words here."""
        if covered(span, self.withheld_there.get(source, ())):
            return Placing(why="withheld")
        placing = self.whole(source)
        if placing.why:
            return placing
        home = placing.source
        edition = self._of(source)
        before = edition if isinstance(edition, str) else edition.before
        if span.end > len(before) or (words is not None and span.of(before) != words):
            return Placing(home, why="damaged")
        placed = Placed(span, Why.SAME) if isinstance(edition, str) else edition.place(span)
        if placed.span is not None and covered(placed.span, self.withheld_here.get(home, ())):
            return Placing(why="withheld")
        return Placing(home, placed.span, placed.why.value)

    def _of(self, source: str) -> Edition | str:
        """Their text, with ours beside it where that is another."""
        from toolkit.storage.sources import sources

        if self._edition[0] != source:
            text = sources.text(self.theirs.connection, source)
            pair = self.plan.pairs.get(source)  # the same file may have been corrected after coding, here or there
            differs = pair is not None and pair.found is not Found.TEXT
            ours = sources.text(self.ours.connection, pair.ours) if pair and differs else text
            self._edition = (source, Edition(text, ours) if ours != text else text)
        return self._edition[1]


def _withheld(registers: Sequence[Project], connection: Connection) -> Mapping[str, Sequence[Span]]:
    """Where those speak, or are described, in this database who withdrew or refused, by either register."""
    from toolkit.services.projects.withholding import unusable
    from toolkit.storage.sources import sources

    voices = sources.named(connection)
    return sources.spans_of(connection, frozenset().union(*(unusable(one, voices) for one in registers)))


def is_name(coder: str) -> bool:
    """Whether it can be a coder's name."""
    return bool(coder.strip()) and len(coder) <= LONGEST_NAME and coder.isprintable()
