"""Themes and what people decided of them, in the store; passage keys become rows at this edge."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from toolkit.domain.claims.claims import Claim
from toolkit.domain.codings.segments import place_of
from toolkit.domain.reflection.obstacles import Obstacle
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import Theme, ThemeDecision
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.rows import DECISION
from toolkit.storage.database.steps import Step
from toolkit.storage.sources import sources
from toolkit.storage.suggesting import runs
from toolkit.storage.tables.schema import (
    run,
    source,
    theme,
    theme_decision,
    theme_decision_passage,
    theme_passage,
    turn,
)

RUN = "themes"
_VOICE = case((turn.c.role == Role.RECORD.value, ""), else_=turn.c.respondent)  # nobody says a record
_Place = tuple[int, int, int]  # source id, start, end
_Keys = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where themes stand: an area and, unless it is None, a group in it; without an area everywhere."""

    area: str | None = None
    group: str | None = None

    def of(self, table: Table) -> list[ColumnElement[bool]]:
        """The conditions that a row of themes or decisions must meet."""
        wanted = {"area": self.area, "group": self.group}
        return [table.c[name] == value for name, value in wanted.items() if value is not None]


EVERYWHERE = Cell()


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A passage of a kept theme: its words, whose they are, and where they stand.

    `turn` is the number of its turn, `before` the words of the turn that stand before it.
    """

    key: str
    source_id: int
    respondent: str
    text: str
    turn: int
    before: str


def replace_all(connection: Connection, themes: Sequence[Theme], *, run: int) -> None:
    """Put these themes, made by the run with this id, in the place of all there were; their order is kept."""
    known = sources.ids(connection)
    rows = [_theme_row(each_theme, run, position) for position, each_theme in enumerate(themes)]
    passages = [
        (each_theme.id, *_place(key, known), rank)
        for each_theme in themes
        for rank, key in enumerate(each_theme.passages)
    ]
    connection.execute(delete(theme_passage))
    connection.execute(delete(theme))
    _insert(connection, theme, rows)
    if passages:  # whole rows, columns in the table's order, past the types' conversions
        connection.exec_driver_sql(str(insert(theme_passage).compile(connection)), passages)


def _theme_row(one: Theme, run: int, position: int) -> dict[str, object]:
    return {
        "id": one.id,
        "run_id": run,
        "area": one.area,
        "group": one.group,
        "name": one.name,
        "named": one.named,
        "words": list(one.words),
        "spread": dict(one.spread),
        "stability": one.stability,
        "machine": one.machine,
        "position": position,
        "chance": one.chance,
        "pile": one.pile,
    }


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _place(key: str, known: dict[str, int]) -> _Place:
    name, _, span = key.rpartition(":")
    start, _, end = span.partition("-")
    if name not in known or not (start.isdecimal() and end.isdecimal()):
        raise NotFound(
            N_("There is no passage {key} in the project."), hint=N_("Make the themes again: `spegla themes`."), key=key
        )
    return known[name], int(start), int(end)


def _passages(connection: Connection, table: Table, order: Sequence[str], whose: Table, at: Cell) -> _Keys:
    """Passage keys by the id in the table's first column, which names a row of `whose`."""
    owner = table.columns[0]
    query = (
        select(owner, source.c.name, table.c.start, table.c.end)
        .join_from(table, source, table.c.source_id == source.c.id)
        .order_by(owner, *(table.c[name] for name in order))
    )
    if at.area is not None:
        query = query.join(whose, whose.c.id == owner).where(*at.of(whose))
    found: dict[str, list[str]] = defaultdict(list)
    for key, name, start, end in connection.execute(query):
        found[key].append(f"{name}:{start}-{end}")
    return found


def each(connection: Connection, at: Cell = EVERYWHERE) -> list[Theme]:
    """The themes there, or all, in the order in which they were stored."""
    passages = _passages(connection, theme_passage, ("rank",), theme, at)
    rows = connection.execute(select(theme).where(*at.of(theme)).order_by(theme.c.position))
    return [_theme(row, tuple(passages.get(row.id, ()))) for row in rows]


def _theme(row: Row[Any], passages: tuple[str, ...]) -> Theme:
    return Theme(
        row.id,
        row.area,
        row.group,
        row.name,
        tuple(row.words),
        passages,
        row.spread,
        named=row.named,
        stability=row.stability,
        machine=row.machine,
        chance=row.chance,
        pile=row.pile,
    )


def holding(connection: Connection, at: Cell, key: str) -> str | None:
    """The id of the kept theme there that holds this passage."""
    name, span = place_of(key)
    here = and_(source.c.name == name, theme_passage.c.start == span.start, theme_passage.c.end == span.end)
    query = (
        select(theme.c.id)
        .join(theme_passage, theme_passage.c.theme_id == theme.c.id)
        .join(source, source.c.id == theme_passage.c.source_id)
        .where(here, *at.of(theme))
    )
    return connection.execute(query).scalar()


def one(connection: Connection, theme_id: str) -> Theme:
    """The kept theme with this id, without its passages."""
    return _theme(connection.execute(select(theme).where(theme.c.id == theme_id)).one(), ())


def decided(connection: Connection, at: Cell) -> bool:
    """Whether people have decided anything of the themes there."""
    return connection.execute(select(theme_decision.c.id).where(*at.of(theme_decision)).limit(1)).first() is not None


def decisions(connection: Connection, at: Cell = EVERYWHERE) -> list[ThemeDecision]:
    """The decisions there, or all, in the order in which they were first taken."""
    passages = _passages(connection, theme_decision_passage, ("source_id", "start", "end"), theme_decision, at)
    rows = connection.execute(select(theme_decision).where(*at.of(theme_decision)).order_by(theme_decision.c.position))
    return [
        ThemeDecision(row.id, row.area, row.group, frozenset(passages.get(row.id, ())), row.name, row.aside)
        for row in rows
    ]


def cells(connection: Connection) -> list[tuple[str, str, int]]:
    """The areas and groups that have themes, and how many; piles of new material are none."""
    counted = select(theme.c.area, theme.c.group, func.count()).where(theme.c.pile.is_(False))
    query = counted.group_by(theme.c.area, theme.c.group)
    return [(area, group, n) for area, group, n in connection.execute(query)]


def cells_at(connection: Connection, source_id: int, span: Span) -> list[Cell]:
    """Where themes hold any of these words."""
    shared = and_(theme_passage.c.start < span.end, theme_passage.c.end > span.start)
    query = (
        select(theme.c.area, theme.c.group)
        .join_from(theme_passage, theme)
        .where(theme_passage.c.source_id == source_id, shared)
        .distinct()
    )
    return [Cell(row.area, row.group) for row in connection.execute(query)]


def voices(connection: Connection, at: Cell) -> Mapping[str, str]:
    """Who speaks in each passage of the themes there, "" in a record, by the passage's key."""
    query = select(source.c.name, theme_passage.c.start, theme_passage.c.end, _VOICE)
    rows = connection.execute(_spoken(query, at))
    return {f"{name}:{start}-{end}": who for name, start, end, who in rows}


def placed(connection: Connection, keys: Iterable[str]) -> list[PlacedPassage]:
    """These passages of kept themes with their words, by source: reading each text once is what takes time."""
    by_source: dict[str, list[Span]] = defaultdict(list)
    for key in keys:
        name, span = place_of(key)
        by_source[name].append(span)
    known = sources.ids(connection, by_source)
    return [one for name, spans in by_source.items() for one in _placed_in(connection, (known[name], name), spans)]


def _placed_in(connection: Connection, of: tuple[int, str], spans: Iterable[Span]) -> Iterator[PlacedPassage]:
    number, name = of
    text = sources.text_of(connection, number)
    query = select(turn.c.start, turn.c.end, _VOICE.label("respondent"), turn.c.number)
    turns = connection.execute(query.where(turn.c.source_id == number).order_by(turn.c.start)).all()
    starts = [row.start for row in turns]
    for span in spans:
        said = turns[bisect_right(starts, span.start) - 1]
        words, before = span.of(text), text[said.start : span.start]
        yield PlacedPassage(f"{name}:{span.start}-{span.end}", number, said.respondent, words, said.number, before)


def _spoken(query: Select[Any], at: Cell) -> Select[Any]:
    """The query over the passages of the themes there and the respondents' turns that they begin in."""
    begins = and_(
        turn.c.source_id == theme_passage.c.source_id,
        turn.c.start <= theme_passage.c.start,
        turn.c.end > theme_passage.c.start,
        or_(turn.c.role == Role.RECORD.value, turn.c.respondent.is_not(None)),
    )
    return (
        query.select_from(theme)
        .join(theme_passage, theme_passage.c.theme_id == theme.c.id)
        .join(source, source.c.id == theme_passage.c.source_id)
        .join(turn, begins)
        .where(*at.of(theme))
    )


def decide(step: Step, act: Decided) -> None:
    """Keep what an act decided, as changes of the step; NotFound for a passage of an unknown source."""
    connection = step.connection
    rows = connection.execute(select(theme_decision.c.id, theme_decision.c.position))
    standing = {row.id: row.position for row in rows}
    for id_ in act.forgotten:
        if id_ in standing:
            step.delete(DECISION, id_)
    last = max(standing.values(), default=0)
    known = sources.ids(connection)
    for number, decision in enumerate(act.kept, start=1):
        values = _decision_values(decision, known)
        if decision.id in standing:
            step.update(DECISION, decision.id, values)
        else:
            step.insert(DECISION, {"id": decision.id, "position": last + number, **values})


def _decision_values(decision: ThemeDecision, known: dict[str, int]) -> dict[str, object]:
    return {
        "area": decision.area,
        "group": decision.group,
        "name": decision.name,
        "aside": decision.aside,
        "passages": [list(place) for place in sorted(_place(key, known) for key in decision.passages)],
    }


def parameters(
    connection: Connection, joined: Collection[tuple[str, str, str]], counts: Mapping[tuple[str, str], int]
) -> dict[str, object]:
    """What a run of themes keeps beside them: passages (area, group, key) that are new, by number and place, and how
    many themes people wanted in a cell."""
    known = sources.ids(connection)
    new = sorted([area, group, *_place(key, known)] for area, group, key in joined)
    return {"joined": new, "counts": sorted([*cell, count] for cell, count in counts.items())}


def joined(connection: Connection) -> frozenset[tuple[str, str, str]]:
    """The passages (area, group, key) that came to themes since somebody looked, in sources that are still there."""
    names = {number: name for name, number in sources.ids(connection).items()}
    rows = _told(connection).get("joined", ())
    return frozenset(
        (area, group, f"{names[number]}:{start}-{end}") for area, group, number, start, end in rows if number in names
    )


def counts(connection: Connection) -> dict[tuple[str, str], int]:
    """How many themes people wanted in a cell (area and group)."""
    return {(area, group): count for area, group, count in _told(connection).get("counts", ())}


def look(connection: Connection, at: Cell) -> bool:
    """Nothing is new there any more; whether anything was."""
    latest = runs.latest(connection, RUN)
    rows = latest.parameters.get("joined", ()) if latest else ()
    here = [at.area in (None, row[0]) and at.group in (None, row[1]) for row in _rows(rows)]
    if latest is None or not any(here):
        return False
    left = [row for row, seen in zip(_rows(rows), here, strict=True) if not seen]
    change = update(run).where(run.c.id == latest.id)
    connection.execute(change.values(parameters={**latest.parameters, "joined": left}))
    return True


def _rows(found: object) -> list[list[Any]]:
    return found if isinstance(found, list) else []


def _told(connection: Connection) -> dict[str, list[list[Any]]]:
    latest = runs.latest(connection, RUN)
    return {name: _rows(found) for name, found in latest.parameters.items()} if latest else {}


def follow(step: Step, kind: str, rows: Iterable[Claim | Obstacle], gone: Iterable[str], into: str) -> None:
    """Let rows of a kind that rest on the themes gone rest on the one that they were merged into."""
    lost = frozenset(gone)
    for one in rows:
        if lost.intersection(one.themes):
            themes = dict.fromkeys(into if theme in lost else theme for theme in one.themes)
            step.update(kind, one.id or 0, {"themes": list(themes)})
