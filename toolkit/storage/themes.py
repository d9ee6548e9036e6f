"""Themes and what people decided of them, in the store; passage keys become rows at this edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from toolkit.domain.themes import Theme, ThemeDecision
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage import sources
from toolkit.storage.schema import source, theme, theme_decision, theme_decision_passage, theme_passage

_Place = tuple[int, int, int]  # source id, start, end


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


def _columns(place: _Place) -> dict[str, object]:
    return dict(zip(("source_id", "start", "end"), place, strict=True))


def _passages(connection: Connection, table: Table, order: Sequence[str]) -> dict[str, list[str]]:
    """Passage keys by the id in the table's first column."""
    owner = table.columns[0]
    query = (
        select(owner, source.c.name, table.c.start, table.c.end)
        .join_from(table, source, table.c.source_id == source.c.id)
        .order_by(owner, *(table.c[name] for name in order))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for key, name, start, end in connection.execute(query):
        found[key].append(f"{name}:{start}-{end}")
    return found


def each(connection: Connection) -> list[Theme]:
    """All themes in the order in which they were stored."""
    passages = _passages(connection, theme_passage, ("rank",))
    return [
        Theme(
            row.id,
            row.area,
            row.group,
            row.name,
            tuple(row.words),
            tuple(passages.get(row.id, ())),
            row.spread,
            named=row.named,
            stability=row.stability,
            machine=row.machine,
        )
        for row in connection.execute(select(theme).order_by(theme.c.position))
    ]


def decisions(connection: Connection) -> list[ThemeDecision]:
    """All decisions in the order in which they were first taken."""
    passages = _passages(connection, theme_decision_passage, ("source_id", "start", "end"))
    rows = connection.execute(select(theme_decision).order_by(theme_decision.c.position))
    return [ThemeDecision(row.id, row.area, row.group, frozenset(passages.get(row.id, ())), row.name) for row in rows]


def save_decision(connection: Connection, decision: ThemeDecision) -> None:
    """Keep a decision, in the place of the earlier one with its id."""
    table = theme_decision
    values = {"area": decision.area, "group": decision.group, "name": decision.name}
    if not connection.execute(update(table).where(table.c.id == decision.id).values(**values)).rowcount:
        last = connection.execute(select(func.max(table.c.position))).scalar() or 0
        connection.execute(insert(table), {"id": decision.id, "position": last + 1, **values})
    _replace_decided(connection, decision.id, decision.passages)


def _replace_decided(connection: Connection, decision_id: str, passages: Iterable[str]) -> None:
    known, table = sources.ids(connection), theme_decision_passage
    connection.execute(delete(table).where(table.c.decision_id == decision_id))
    rows = [{"decision_id": decision_id, **_columns(_place(key, known))} for key in sorted(passages)]
    _insert(connection, table, rows)


def remove_decision(connection: Connection, decision_id: str) -> bool:
    """Forget a decision; say whether there was one."""
    return bool(connection.execute(delete(theme_decision).where(theme_decision.c.id == decision_id)).rowcount)
