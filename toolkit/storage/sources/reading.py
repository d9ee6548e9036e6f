"""One source by its number, and what one page of reading needs of it: never rows of other sources.

What each coding asks for is built once: building a statement takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, func, select

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.prepared import Prepared
from toolkit.storage.sources import source_settings
from toolkit.storage.tables.columns import Json
from toolkit.storage.tables.schema import coding, memo, segment, suggestion, turn
from toolkit.storage.tables.schema import source as source_table


@dataclass(frozen=True, slots=True)
class Head:
    """What names a source and its words: `text` numbers its texts, `state` is another with each of them."""

    id: int
    name: str
    state: str
    words: int
    text: int


_HEAD = Prepared(
    select(
        source_table.c.id, source_table.c.name, source_settings.WORDS, source_table.c.words, source_settings.TEXT
    ).where(source_table.c.id == bindparam("source"))
)


def head(connection: Connection, source_id: int) -> Head:
    """The source with this number; NotFound when there is none."""
    row = _HEAD.first(connection, {"source": source_id})
    if row is None:
        raise NotFound(N_("There is no such source any more."), hint=N_("Go back to the list of sources."))
    return Head(*row)


def neighbours(connection: Connection, name: str) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    """Number and name of the sources before and after this one in order of name; None at the ends."""
    s = source_table.c
    before = select(s.id, s.name).where(s.name < name).order_by(s.name.desc()).limit(1)
    after = select(s.id, s.name).where(s.name > name).order_by(s.name).limit(1)
    return _pair(connection, before), _pair(connection, after)


def _pair(connection: Connection, query: Select[Any]) -> tuple[int, str] | None:
    row = connection.execute(query).first()
    return None if row is None else (row[0], row[1])


_COLUMNS = (
    coding.c.id,
    coding.c.start,
    coding.c.end,
    coding.c.quote,
    coding.c.code,
    coding.c.coder,
    coding.c.time,
    coding.c.scheme_version,
    coding.c.revision,
)


_OWN = Prepared(  # unsorted: to sort by id SQLite would go through all that the coder ever made
    select(*_COLUMNS).where(
        coding.c.source_id == bindparam("source"),
        coding.c.start == bindparam("first"),
        coding.c.end == bindparam("last"),
        coding.c.coder == bindparam("coder"),
    )
)
_IDS = func.json_each(bindparam("ids", type_=Json)).table_valued("value")
_SOME = Prepared(
    select(coding.c.source_id, source_table.c.name, *_COLUMNS)
    .join_from(coding, source_table)
    .where(coding.c.id.in_(select(_IDS.c.value)))
)
_WITHIN = Prepared(
    select(segment.c.id)
    .where(
        segment.c.source_id == bindparam("source"),
        segment.c.start < bindparam("last"),
        segment.c.end > bindparam("first"),
    )
    .order_by(segment.c.start)
)


def _coding(name: str, row: Sequence[Any]) -> Coding:
    key, start, end, quote, code, coder, time, version, revision = row
    return Coding(name, Span(start, end), quote, code, coder, time, version, key, revision)


def own(connection: Connection, source: Head, span: Span, coder: str) -> list[Coding]:
    """The coder's codings on exactly this span."""
    here = {"source": source.id, "first": span.start, "last": span.end, "coder": coder}
    return [_coding(source.name, row) for row in sorted(_OWN.rows(connection, here))]


def some(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, Coding]]:
    """The source's number and the coding, by the coding's number, of those of these codings that are there."""
    if not ids:
        return {}
    rows = _SOME.rows(connection, {"ids": list(ids)})
    return {row[2]: (row[0], _coding(row[1], row[2:])) for row in rows}


def memos(connection: Connection, ids: Sequence[int]) -> list[tuple[int | None, Memo]]:
    """The source's number, if it has one, and the memo, of those of these memos that are there."""
    if not ids:
        return []
    m = memo.c
    columns = (m.source_id, m.text, m.author, m.time, source_table.c.name, m.start, m.end, m.code, m.revision, m.id)
    query = select(*columns).join_from(memo, source_table, isouter=True).where(m.id.in_(ids))
    return [
        (source_id, Memo(text, author, time, name, None if start is None else Span(start, end), code, revision, key))
        for source_id, text, author, time, name, start, end, code, revision, key in connection.execute(query)
    ]


def segments_within(connection: Connection, source_id: int, span: Span) -> list[int]:
    """The numbers of the segments that share words with the span."""
    here = {"source": source_id, "first": span.start, "last": span.end}
    return [key for (key,) in _WITHIN.rows(connection, here)]


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as the list of what there is to read shows it.

    `segments` are what suggestions are made for; of them `coded` have somebody's coding, `suggested` only suggestions.
    """

    id: int
    name: str
    words: int
    turns: int
    codings: int
    own: int
    segments: int
    coded: int
    suggested: int

    @property
    def untouched(self) -> int:
        """How many segments have neither."""
        return self.segments - self.coded - self.suggested


def listed(connection: Connection, *, coder: str, withheld: Sequence[str] = ()) -> list[Listed]:
    """All sources in order of name with what is coded in them, counted without reading a text.

    The segments of withheld people are not counted.
    """
    g, c, s = segment.c, coding.c, source_table.c
    near = (c.start < g.end, c.start > g.start - longest(connection), c.end > g.start)
    touched = exists().where(c.source_id == g.source_id, *near, _half())
    proposed = exists().where(suggestion.c.segment_id == g.id)
    usable = g.respondent.not_in(withheld)
    counts = [
        _counted(connection, turn.c.source_id),
        _counted(connection, c.source_id),
        _counted(connection, c.source_id, c.coder == coder),
        _counted(connection, g.source_id, usable),
        _counted(connection, g.source_id, usable, touched),
        _counted(connection, g.source_id, usable, proposed, ~touched),
    ]
    return [
        Listed(key, name, words, *(count.get(key, 0) for count in counts))
        for key, name, words in connection.execute(select(s.id, s.name, s.words).order_by(s.name))
    ]


def longest(connection: Connection) -> int:
    """How long the longest coding is: what begins further back reaches no word, and need not be looked at."""
    return connection.execute(select(func.max(coding.c.end - coding.c.start))).scalar() or 0


def _half() -> ColumnElement[bool]:
    """Whether segment and coding share at least half of the shorter."""
    g, c = segment.c, coding.c
    shared = func.min(c.end, g.end) - func.max(c.start, g.start)
    return 2 * shared >= func.min(c.end - c.start, g.end - g.start)


def _counted(connection: Connection, by: ColumnElement[int], *where: ColumnElement[bool]) -> dict[int, int]:
    return dict(connection.execute(select(by, func.count()).where(*where).group_by(by)).all())


def voices(connection: Connection) -> dict[int, list[str]]:
    """Who speaks as a respondent in each source, by the source's number, in order of first turn."""
    t = turn.c
    spoken = (t.role == Role.RESPONDENT.value, t.respondent.is_not(None))
    query = select(t.source_id, t.respondent).where(*spoken).group_by(t.source_id, t.respondent)
    found: dict[int, list[str]] = {}
    for key, respondent in connection.execute(query.order_by(t.source_id, func.min(t.number))):
        found.setdefault(key, []).append(respondent)
    return found
