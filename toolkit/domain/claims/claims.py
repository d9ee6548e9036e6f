"""Claims and stances: what each respondent asked says of a theme; silence is neither yes nor no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain, combinations


class Stance(StrEnum):
    """Where one respondent stands on a claim."""

    AFFIRMS = "affirms"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"  # both sides in the same person's words
    DID_NOT_RAISE = "did_not_raise"
    NOT_ASKED = "not_asked"


VOICED = (Stance.AFFIRMS, Stance.CONTRADICTS, Stance.QUALIFIES)


@dataclass(frozen=True, slots=True)
class Position:
    """One respondent's stance and the evidence ids it rests on."""

    respondent: str
    stance: Stance
    evidence: tuple[str, ...] = ()


class ClaimKind(StrEnum):
    """What a claim is to the report: what was found, what somebody needs, what is proposed."""

    FINDING = "finding"
    NEED = "need"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that an evaluator claims of a group ("" = across groups), resting on themes and passages.

    Where `text` holds {vem} or {who}, the quantity word and its noun stand there ("nearly all participants"). `valence`
    is the side of its themes that affirms it; None: whatever is said there affirms it. `themes` are theme ids,
    `passages` keys of passages put to it beside theirs, `questions` keys of the evaluation questions it answers.
    """

    text: str
    group: str = ""
    kind: ClaimKind = ClaimKind.FINDING
    area: str | None = None
    valence: str | None = None
    themes: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    coder: str = ""
    position: int = 0
    revision: int = 1
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A stance that a person decided `at` a moment, with its reason and the passages it rests on (none: all of the
    person's)."""

    claim: int
    respondent: str
    stance: Stance
    reason: str = ""
    passages: tuple[str, ...] = ()
    coder: str = ""
    revision: int = 1
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim and where everyone of its groups stands: positions by group, in the project's order of groups.

    `passages` are the keys of all passages it rests on, most typical first. `decided` are the respondents whose stance
    a person judged; the others' are proposed from codings. `doubtful` are those of whom somebody judged on passages
    that are no longer so: what the codings say counts for them until somebody looks again. `questioned` are those whose
    decided stance counts, and of whom something was coded since that says otherwise. `proposed` is what the
    codings alone say of each. `lost` are themes it rested on that are no longer there, `unknown` counts its passages
    by speakers whom nobody could place, `records` are keys of its passages that nobody says. `machine` says that it
    rests on suggestions alone. `raising` are those who affirm only because they raise it: their passages take no side
    that the claim asks for, and nobody judged them.
    """

    claim: Claim
    positions: Mapping[str, tuple[Position, ...]]
    passages: tuple[str, ...]
    decided: frozenset[str] = frozenset()
    machine: bool = False
    doubtful: frozenset[str] = frozenset()
    questioned: frozenset[str] = frozenset()
    proposed: Mapping[str, Stance] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    unknown: int = 0
    records: tuple[str, ...] = ()
    raising: frozenset[str] = frozenset()

    @property
    def look_again(self) -> frozenset[str]:
        """Whose decided stance somebody should look at again."""
        return self.doubtful | self.questioned

    def tally_of(self, group: str) -> Tally:
        """How many of a group stand where."""
        return tally(self.positions.get(group, ()))

    def together(self) -> Tally:
        """How many of all its groups stand where."""
        return tally(tuple(chain.from_iterable(self.positions.values())))

    def sided(self, group: str) -> Tally:
        """How many of a group stand where, without those who take no side that the claim asks for."""
        return tally(tuple(one for one in self.positions.get(group, ()) if one.respondent not in self.raising))

    def evidence(self) -> tuple[str, ...]:
        """The ids that all positions rest on."""
        every = chain.from_iterable(self.positions.values())
        return tuple(dict.fromkeys(chain.from_iterable(one.evidence for one in every)))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand where; `asked` (n) are those who were asked or raised it unasked, never those not asked."""

    affirms: int = 0
    contradicts: int = 0
    qualifies: int = 0
    did_not_raise: int = 0
    not_asked: int = 0

    @property
    def everyone(self) -> int:
        """All of the group, asked or not."""
        return self.asked + self.not_asked

    @property
    def asked(self) -> int:
        """n: everyone but those never asked."""
        return self.affirms + self.contradicts + self.qualifies + self.did_not_raise

    @property
    def raised(self) -> int:
        """How many say something of it at all."""
        return self.affirms + self.contradicts + self.qualifies


def tally(positions: tuple[Position, ...]) -> Tally:
    """Count the positions; each respondent must stand there once."""
    counts: Mapping[Stance, int] = Counter(position.stance for position in positions)
    return Tally(**{stance.value: counts.get(stance, 0) for stance in Stance})


class Side(StrEnum):
    """Where a group as a whole stands on a claim."""

    AGREE = "agree"
    QUALIFY = "qualify"
    CONTRADICT = "contradict"
    SILENT = "silent"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Cell:
    """A group's side on a claim: `k` of the `n` asked bear it out (for qualify, everyone who raised it)."""

    side: Side
    k: int
    n: int
    tally: Tally

    @property
    def voiced(self) -> bool:
        """Whether anybody of the group raised it."""
        return self.tally.raised > 0


@dataclass(frozen=True, slots=True)
class Row:
    """A claim's cells by group, in the matrix' order; a group that the claim says nothing of has none."""

    standing: Standing
    cells: Mapping[str, Cell]

    @property
    def voiced(self) -> tuple[str, ...]:
        """The groups of which somebody raised it."""
        return tuple(group for group, cell in self.cells.items() if cell.voiced)

    @property
    def shared(self) -> bool:
        """Whether two groups or more have evidence, so that perspectives can be compared."""
        return len(self.voiced) > 1

    @property
    def one_sided(self) -> str | None:
        """The only group that raised it, where another was asked and is silent; else None."""
        silent = any(cell.side is Side.SILENT for cell in self.cells.values())
        return self.voiced[0] if silent and len(self.voiced) == 1 else None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, each of one group, about the same area or the same evaluation question: they may be compared."""

    first: Claim
    second: Claim
    area: str | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Claims by group: rows in the claims' order, and pairs of single-group claims to compare by hand."""

    groups: tuple[str, ...]
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]

    @property
    def shared(self) -> tuple[Row, ...]:
        """The rows in which two groups or more have evidence: these carry a discussion."""
        return tuple(row for row in self.rows if row.shared)

    @property
    def comparable(self) -> tuple[tuple[str | None, tuple[Claim, ...]], ...]:
        """The claims of the pairs gathered by area (None: they share an evaluation question), in the claims' order."""
        found: dict[str | None, dict[int | None, Claim]] = {}
        for pair in self.pairs:
            found.setdefault(pair.area, {}).update({one.id: one for one in (pair.first, pair.second)})
        order = {row.standing.claim.id: place for place, row in enumerate(self.rows)}
        return tuple(
            (area, tuple(sorted(each.values(), key=lambda one: order[one.id]))) for area, each in found.items()
        )

    @property
    def one_sided(self) -> tuple[Row, ...]:
        """The rows that only one group raised though another was asked."""
        return tuple(row for row in self.rows if row.one_sided is not None)


def matrix(standings: Sequence[Standing], groups: Sequence[str]) -> Matrix:
    """Claim by group; groups that no claim has a cell for are left out."""
    rows = tuple(Row(one, {group: cell(one, group) for group in groups if group in one.positions}) for one in standings)
    used = tuple(group for group in groups if any(group in row.cells for row in rows))
    return Matrix(used, rows, tuple(_pairs(rows)))


def cell(one: Standing, group: str) -> Cell:
    """Where the group as a whole stands: with more than half of those who raised it, else it is divided."""
    counts = one.tally_of(group)
    side, k = _side(counts)
    return Cell(side, k, counts.asked, counts)


def _side(counts: Tally) -> tuple[Side, int]:
    if not counts.asked:
        return Side.NOT_ASKED, 0
    if not counts.raised:
        return Side.SILENT, 0
    if counts.affirms * 2 > counts.raised:
        return Side.AGREE, counts.affirms
    if counts.contradicts * 2 > counts.raised:
        return Side.CONTRADICT, counts.contradicts
    return Side.QUALIFY, counts.raised


def _pairs(rows: Sequence[Row]) -> Iterator[Pair]:
    single = [row.standing.claim for row in rows if row.standing.claim.group and row.voiced]
    for first, second in combinations(single, 2):
        area = first.area if first.area and first.area == second.area else None
        apart = first.area and second.area  # two areas of one question are seldom the same matter
        shared = () if apart and not area else tuple(one for one in first.questions if one in second.questions)
        if first.group != second.group and first.kind is second.kind and (area or shared):
            yield Pair(first, second, area, shared)
