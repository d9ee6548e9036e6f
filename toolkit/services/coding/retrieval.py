"""Retrieval: the coded passages that a person asks for by codes, groups, phases and people, as a reading list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.codings.code_algebra import Condition, How, Line
from toolkit.domain.codings.matrices import sides
from toolkit.domain.codings.schemes import PHASE
from toolkit.domain.texts import saved_tables
from toolkit.domain.texts.text import Span
from toolkit.errors import UsageError
from toolkit.exchange import passage_tables
from toolkit.exchange.tables import csv_of
from toolkit.messages import N_
from toolkit.services.coding.gathered import Gathered, Piece
from toolkit.services.material import source_kinds
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a matrix: its two sides and the keys of its row and column."""

    by: tuple[str, str]
    keys: tuple[str, str]

    def holds(self, piece: Piece) -> bool:
        """Whether the passage is counted in the cell."""
        passage = piece.passage
        return bool(passage.areas) and all(
            key in sides(passage, side) for side, key in zip(self.by, self.keys, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which passages; what is empty limits nothing.

    `codes` must all lie on the words or share some with them, `without` must not; each stands for the codes under it
    too. `phase` is that of a coding, else of the question answered. `variable` is a name and a value of the register.
    `also` is what must hold of other passages of the source or person.
    """

    codes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    group: str = ""
    phase: str = ""
    respondent: str = ""
    source_id: int | None = None
    variable: tuple[str, str] = ("", "")
    cell: Cell | None = None
    also: Condition | None = None


Item = tuple[Piece, ...]  # one passage, or several that share words and are read as one


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage of the list as it is read: its words, who said them, and what it was coded by whom.

    `codes` holds each code with the coders who gave it, `codings` the ids behind them. `quotable`: whether a report
    may quote it. `memos` is how many notes lie on the words.
    """

    source_id: int
    source: str
    turn: int
    span: Span
    text: str
    respondent: str
    group: str | None
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    codings: tuple[int, ...]
    asked_area: str | None
    asked_phase: str | None
    quotable: bool
    memos: int


def chosen(project: Project, material: Gathered, wanted: Wanted) -> list[Item]:
    """The passages wanted, in order of source and place.

    With several codes, passages that share words are one: where one coder's stretch begins before another's.
    """
    found = [piece for piece in material.pieces if _is_wanted(project, piece, wanted)]
    if wanted.also is not None:
        found = list(filter(_holding(material, wanted.also), found))
    return list(joined(found)) if len(wanted.codes) > 1 else [(piece,) for piece in found]


def matching(material: Gathered, line: Line) -> list[Item]:
    """The passages that a line of codes and conditions asks for, in order of source and place.

    UsageError for a code that the scheme has not.
    """
    paths = (*line.codes, *(one.code for one in line.conditions))
    for path in paths:
        if path not in material.scheme.codes:
            raise UsageError(
                N_("The scheme has no code {key}."), hint=N_("spegla scheme lists the codes in use."), key=path
            )
    found = [piece for piece in material.pieces if any(code in piece.held for code in line.codes)]
    for condition in line.conditions:
        holds = _holding(material, condition)
        found = [piece for piece in found if holds(piece) is not condition.negated]
    return [(piece,) for piece in found]


def narrowed(project: Project, items: Iterable[Item], *, group: str = "", phase: str = "") -> list[Item]:
    """Those of this group and phase."""
    wanted = Wanted(group=group, phase=phase)
    return [item for item in items if _by_person(project, item[0], wanted)]


def _holding(material: Gathered, condition: Condition) -> Callable[[Piece], bool]:
    """Whether a condition, but for its `negated`, holds for a passage."""
    if condition.how is How.AND:
        return lambda piece: condition.code in piece.touching
    others = [piece for piece in material.pieces if condition.code in piece.held]
    if condition.how is How.CASE:
        cases = {_case(piece) for piece in others}
        return lambda piece: _case(piece) in cases
    if condition.how is How.NEAR:
        turns = {(piece.source_id, piece.stretch.turn) for piece in others}
        return lambda piece: (piece.source_id, piece.stretch.turn) in turns
    later = _Later(others)
    return lambda piece: later.follows(piece, condition.reach)


def _case(piece: Piece) -> tuple[str, int]:
    """Whose case a passage belongs to: the person who says it, else the source where nobody does."""
    return piece.passage.respondent, piece.source_id if piece.passage.record else 0


class _Later:
    """Where passages begin, by source: what comes after one is found at once."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._places: dict[int, list[tuple[int, int]]] = {}
        for piece in pieces:
            place = piece.passage.span.start, piece.stretch.turn
            self._places.setdefault(piece.source_id, []).append(place)

    def follows(self, piece: Piece, reach: int) -> bool:
        """Whether one begins after this passage has ended, at most so many turns later."""
        places = self._places.get(piece.source_id, [])
        at = bisect_left(places, (piece.passage.span.end, 0))
        return at < len(places) and places[at][1] - piece.stretch.turn <= reach


def _is_wanted(project: Project, piece: Piece, wanted: Wanted) -> bool:
    codes = wanted.codes
    if codes and not (any(code in piece.held for code in codes) and all(code in piece.touching for code in codes)):
        return False
    if any(code in piece.touching for code in wanted.without):
        return False
    return _by_person(project, piece, wanted) and (wanted.cell is None or wanted.cell.holds(piece))


def _by_person(project: Project, piece: Piece, wanted: Wanted) -> bool:
    passage = piece.passage
    name, value = wanted.variable
    return (
        (not wanted.group or passage.group == wanted.group)
        and (not wanted.respondent or passage.respondent == wanted.respondent)
        and (wanted.source_id is None or piece.source_id == wanted.source_id)
        and (not wanted.phase or wanted.phase in (passage.of_facet(PHASE) or {passage.asked_phase}))
        and (not name or variables(project, passage.respondent).get(name) == value)
    )


def variables(project: Project, respondent: str) -> Mapping[str, str]:
    """What the register says of a person beside group and consent."""
    one = project.register.get(respondent)
    return {**one.variables, **({ORGANISATION: one.organisation} if one.organisation else {})}


def joined(pieces: Iterable[Piece]) -> Iterator[Item]:
    """Passages in order of place, those that share words as one."""
    gathered: list[Piece] = []
    end = 0
    for piece in pieces:
        if gathered and (piece.source_id != gathered[-1].source_id or piece.passage.span.start >= end):
            yield tuple(gathered)
            gathered, end = [], 0
        gathered.append(piece)
        end = max(end, piece.passage.span.end)
    if gathered:
        yield tuple(gathered)


def people(items: Iterable[Item]) -> int:
    """How many different people say the passages."""
    return len({piece.passage.respondent for item in items for piece in item} - {""})


def by_group(project: Project, items: Sequence[Item]) -> list[Item]:
    """The passages in the groups' order instead of the sources'."""
    place = {group: number for number, group in enumerate(project.settings.groups)}
    return sorted(items, key=lambda item: place.get(item[0].passage.group or "", len(place)))


def shown(project: Project, items: Sequence[Item]) -> list[Reading]:
    """These passages as they are read."""
    from toolkit.storage.sources import searching

    with project.store() as store, store.reading() as connection:
        texts = _texts(connection, [item for item in items if len(item) > 1])
        notes = searching.memo_spans(connection, {item[0].source_id for item in items})
        closed = source_kinds.unquoted(connection)
    found = [_reading(project, item, texts, notes.get(item[0].source_id, ())) for item in items]
    return [replace(one, quotable=False) if one.source in closed else one for one in found]


def _texts(connection: Connection, items: Iterable[Item]) -> dict[int, str]:
    from toolkit.storage.sources import searching

    wanted = {item[0].source_id for item in items}
    return {key: text for each in wanted for key, _, text in searching.texts(connection, source_id=each)}


def _reading(project: Project, item: Item, texts: Mapping[int, str], notes: Iterable[tuple[int, int]]) -> Reading:
    first, passage = item[0], item[0].passage
    span = Span(passage.span.start, max(piece.passage.span.end for piece in item))
    given = {(one.id or 0): (one.code, one.coder) for piece in item for one in piece.stretch.codings}
    return Reading(
        source_id=first.source_id,
        source=passage.source,
        turn=first.stretch.turn,
        span=span,
        text=passage.text if len(item) == 1 else span.of(texts[first.source_id]),
        respondent=passage.respondent,
        group=passage.group,
        codes=_given(given.values()),
        codings=tuple(sorted(given)),
        asked_area=passage.asked_area,
        asked_phase=passage.asked_phase,
        quotable=project.register.quotable(passage.respondent),
        memos=sum(start < span.end and end > span.start for start, end in notes),
    )


def _given(codings: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, set[str]] = {}
    for code, coder in codings:
        found.setdefault(code, set()).add(coder)
    return tuple((code, tuple(sorted(found[code]))) for code in sorted(found))


def as_csv(project: Project, items: Sequence[Item]) -> bytes:
    """The reading list as a table that Excel opens."""
    return csv_of(passage_tables.as_table(rows(project, items)), saved_tables.delimiter(project.language))


def rows(project: Project, items: Sequence[Item]) -> Iterator[passage_tables.PassageRow]:
    """The reading list as rows of a table, which may leave: without case descriptions."""
    kinds = source_kinds.of_names(project)
    for one in shown(project, [item for item in items if kinds[item[0].passage.source].rules.goes_out]):
        yield passage_tables.PassageRow(
            source=one.source,
            start=one.span.start,
            end=one.span.end,
            respondent=one.respondent,
            group=one.group or "",
            codes=tuple(code for code, _ in one.codes),
            coders=tuple(sorted({coder for _, coders in one.codes for coder in coders})),
            quotable=one.quotable,
            words=one.text,
        )
