"""Retrieval: the coded passages that a person asks for by codes, groups, phases and people, as a reading list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.matrices import Dimension, sides
from toolkit.domain.schemes import PHASE
from toolkit.domain.text import Span
from toolkit.exchange import passage_tables
from toolkit.services.gathered import Gathered, Piece
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.storage.store import Connection

ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a matrix: its two sides and the keys of its row and column."""

    by: tuple[Dimension, Dimension]
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
    """

    codes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    group: str = ""
    phase: str = ""
    respondent: str = ""
    source_id: int | None = None
    variable: tuple[str, str] = ("", "")
    cell: Cell | None = None


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
    return list(joined(found)) if len(wanted.codes) > 1 else [(piece,) for piece in found]


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
    return len({piece.passage.respondent for item in items for piece in item})


def by_group(project: Project, items: Sequence[Item]) -> list[Item]:
    """The passages in the groups' order instead of the sources'."""
    place = {group: number for number, group in enumerate(project.settings.groups)}
    return sorted(items, key=lambda item: place.get(item[0].passage.group or "", len(place)))


def shown(project: Project, items: Sequence[Item]) -> list[Reading]:
    """These passages as they are read."""
    from toolkit.storage import searching

    with project.store() as store, store.reading() as connection:
        texts = _texts(connection, [item for item in items if len(item) > 1])
        notes = searching.memo_spans(connection, {item[0].source_id for item in items})
    return [_reading(project, item, texts, notes.get(item[0].source_id, ())) for item in items]


def _texts(connection: Connection, items: Iterable[Item]) -> dict[int, str]:
    from toolkit.storage import searching

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
        quotable=project.register.get(passage.respondent).consent.quotable(project.now.date()),
        memos=sum(start < span.end and end > span.start for start, end in notes),
    )


def _given(codings: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, set[str]] = {}
    for code, coder in codings:
        found.setdefault(code, set()).add(coder)
    return tuple((code, tuple(sorted(found[code]))) for code in sorted(found))


def csv_of(project: Project, items: Sequence[Item]) -> bytes:
    """The reading list as a table that Excel opens."""
    return passage_tables.write_csv(
        (
            passage_tables.PassageRow(
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
            for one in shown(project, items)
        ),
        delimiter=passage_tables.delimiter(project.language),
    )
