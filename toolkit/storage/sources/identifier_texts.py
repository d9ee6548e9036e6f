"""The short texts of a project beside its sources, column by column, in which names may stand; and words put there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from toolkit.domain.texts.short_texts import Path, Short, Where
from toolkit.domain.texts.text import Span
from toolkit.storage.database import rows
from toolkit.storage.database.steps import Step
from toolkit.storage.tables.schema import METADATA, theme

_COLUMNS: Mapping[str, tuple[Where, tuple[str, ...]]] = {
    "memo": (Where.MEMO, ("text",)),
    "settlement": (Where.SETTLEMENT, ("reason",)),
    "theme_decision": (Where.THEME, ("name",)),
    "theme": (Where.THEME, ("name", "words")),
    "claim": (Where.CLAIM, ("text",)),
    "stance": (Where.STANCE, ("reason",)),
    "quote": (Where.QUOTE, ("edits",)),
    "session": (Where.SESSION, ("title", "present", "consent")),
    "response": (Where.RESPONSE, ("text", "who")),
    "answer": (Where.ANSWER, ("reason",)),
    "commitment": (Where.COMMITMENT, ("text", "owner", "outcome")),
    "obstacle": (Where.OBSTACLE, ("text", "owner", "forum", "change", "steps")),
    "partner": (Where.PARTNER, ("name", "names")),
    "gate_answer": (Where.GATE, ("reason",)),
    "pack": (Where.PACK, ("title", "shown")),
    "pack_item": (Where.PACK, ("text",)),
    "draft_sentence": (Where.DRAFT, ("chapter", "text")),
}
_JSON_TEXTS = {"edits": 3}  # of a quote's edit only the words in its bracket are anybody's
_WHOSE = ("respondent", "who", "owner")  # columns that say who said it, or whom it is about
_NAMED = {"pack_item": "pack_id", "draft_sentence": "draft_id", "gate_answer": "source_id"}
_MADE = "theme"  # made anew from the texts: no person's, so in no step
_LEFT = (Where.QUOTE, Where.PARTNER)  # what follows from other columns, or must be one of its kind


def each(connection: Connection) -> Iterator[Short]:
    """All of them, table by table."""
    for name, (where, columns) in _COLUMNS.items():
        changeable = name == _MADE or (name in rows.KINDS and where not in _LEFT)
        for place, row in enumerate(connection.execute(select(METADATA.tables[name])).mappings(), 1):
            number = row.get(_NAMED.get(name, "id"))
            blank = Short(
                where,
                number if isinstance(number, int) else place,
                name,
                row.get("id", ""),
                (),
                "",
                row.get("source_id"),
                _span(row),
                next((row[one] for one in _WHOSE if row.get(one)), ""),
                changeable,
            )
            for column in columns:
                for path, text in _leaves(row[column], (column,)):
                    yield replace(blank, path=path, text=text)


def _span(row: RowMapping) -> Span | None:
    start, end = row.get("start"), row.get("end")
    return Span(start, end) if start is not None and end is not None and end > start else None


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if value.strip() and _JSON_TEXTS.get(str(path[0]), path[-1]) == path[-1]:
            yield path, value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _leaves(one, (*path, name))
    elif isinstance(value, Sequence):
        for at, one in enumerate(value):
            yield from _leaves(one, (*path, at))


def put(step: Step, short: Short, text: str) -> None:
    """Put another text where this one stands; ConflictError when it is another by now."""
    table, column = METADATA.tables[short.table], str(short.path[0])
    before = step.connection.execute(select(table.c[column]).where(table.c.id == short.row)).scalar()
    if before is None or _at(before, short.path[1:]) != short.text:
        raise rows.changed()
    values = {column: _with(before, short.path[1:], text)}
    if short.table == _MADE:
        step.connection.execute(update(theme).where(theme.c.id == short.row).values(values))
    else:
        step.update(short.table, short.row, values)


def _at(value: Any, path: Path) -> object:  # noqa: ANN401 (what a column of JSON holds)
    for one in path:
        value = value[one]
    return value


def _with(value: Any, path: Path, text: str) -> Any:  # noqa: ANN401 (what a column of JSON holds)
    if not path:
        return text
    copy = dict(value) if isinstance(value, Mapping) else list(value)
    copy[path[0]] = _with(copy[path[0]], path[1:], text)  # type: ignore[index]
    return copy
