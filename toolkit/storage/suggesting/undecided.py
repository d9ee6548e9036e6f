"""What one coder has still to decide: suggestions neither coded nor answered by that coder nor settled, found by SQL.

A coding counts for a suggestion of its code, or of one above it, and a verdict for one of its code, when they share at
least half of the shorter's words. None that begins further back than the longest is long reaches a segment, which
spares looking at all of a long source. The statements are built once: building one takes longer than running it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    type_coerce,
    union,
)

from toolkit.domain.codings.codings import Decision, Suggestion
from toolkit.domain.codings.undecided import Undecided
from toolkit.domain.texts.text import Span
from toolkit.storage.tables.schema import coding, segment, settlement, source, suggestion, verdict

SCOPES = {
    "source": segment.c.source_id == bindparam("source"),
    "segments": segment.c.id.in_(bindparam("segments", expanding=True)),
}


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom it is found: the coder, the codes in use, and the people whose words are withheld.

    `merged` gives, for each code that another has taken over, that other: what was judged under the one is judged.
    """

    coder: str
    codes: tuple[str, ...]
    withheld: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()

    def values(self) -> dict[str, Any]:
        """The values of a statement's places."""
        merged = json.dumps(dict(self.merged), ensure_ascii=False)
        return {"coder": self.coder, "codes": self.codes, "withheld": self.withheld, "merged": merged}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: of one source, in which order (text, uncertain, certain), from where in the text, how many."""

    order: str = "text"
    source_id: int | None = None
    after: tuple[str, int] | None = None
    limit: int = 10


def _half(judged: FromClause) -> ColumnElement[bool]:
    """Whether the row of `judged` and the segment share at least half of the shorter, in the same source."""
    j, g = judged.c, segment.c
    shared = func.min(j.end, g.end) - func.max(j.start, g.start)
    shorter = func.min(j.end - j.start, g.end - g.start)
    near = and_(j.start < g.end, j.start > g.start - bindparam("longest"), j.end > g.start)
    return and_(j.source_id == g.source_id, near, 2 * shared >= shorter)


@cache
def _lengths(*, one: bool) -> Select[Any]:
    longest = [
        select(func.max(each.c.end - each.c.start).label("n")).where(
            *((each.c.source_id == bindparam("source"),) if one else ())
        )
        for each in (coding, verdict, settlement)
    ]
    every = union(*longest).subquery()
    return select(func.coalesce(func.max(every.c.n), 0))


def _longest(connection: Connection, source_id: int | None) -> int:
    """How long the longest words are that anybody judged, in this source or in all."""
    one = source_id is not None
    return int(connection.execute(_lengths(one=one), {"source": source_id} if one else {}).scalar_one())


def _means(code: ColumnElement[str]) -> ColumnElement[str]:
    """The code that a code means today."""
    place = literal('$."').concat(code).concat('"')
    return func.coalesce(func.json_extract(bindparam("merged"), place), code)


def _open(*, fresh: bool) -> ColumnElement[bool]:
    """Whether a suggestion is open; `fresh` looks first for sources in which the coder has done nothing."""
    c, v, proposed = coding.c, verdict.c, suggestion.c.code
    meant = _means(c.code)
    below = func.substr(meant, 1, func.length(proposed) + 1) == proposed + "/"
    coded = exists().where(_half(coding), c.coder == bindparam("coder"), or_(meant == proposed, below))
    final = v.decision != Decision.SKIPPED.value
    answered = exists().where(_half(verdict), v.coder == bindparam("coder"), _means(v.code) == proposed, final)
    settled = exists().where(_half(settlement), _means(settlement.c.code) == proposed)
    in_use = proposed.in_(bindparam("codes", expanding=True))
    usable = segment.c.respondent.not_in(bindparam("withheld", expanding=True))
    undone = and_(~coded, ~answered)
    return and_(in_use, usable, ~settled, or_(_fresh(), undone) if fresh else undone)


def _fresh() -> ColumnElement[bool]:
    """Whether the coder has done nothing in the source: there is then nothing to compare with (most of a project)."""
    done = (select(each.c.source_id).where(each.c.coder == bindparam("coder")) for each in (coding, verdict))
    return segment.c.source_id.not_in(union(*done))


def _skipped(*, fresh: bool) -> ColumnElement[Any]:
    """When the suggestion was last put off; empty when never."""
    v = verdict.c
    put_off = (v.coder == bindparam("coder"), v.code == suggestion.c.code, v.decision == Decision.SKIPPED.value)
    last = select(func.max(type_coerce(v.time, String))).where(_half(verdict), *put_off)
    put = func.coalesce(last.scalar_subquery(), "")
    return case((_fresh(), ""), else_=put) if fresh else put


@lru_cache(maxsize=8)
def _rows(scopes: tuple[str, ...]) -> Select[Any]:
    g, s = segment.c, suggestion.c
    columns = (g.id, g.source_id, source.c.name, g.start, g.end, s.id, s.code, s.score, s.because, s.suggester)
    return (
        select(*columns, _skipped(fresh=False))
        .join_from(segment, suggestion)
        .join(source, source.c.id == g.source_id)
        .where(*(SCOPES[scope] for scope in scopes), _open(fresh=False))
        .order_by(g.source_id, g.start, g.id, s.score.desc(), s.id)
    )


def of_source(
    connection: Connection, asker: Asker, source_id: int, segments: Iterable[int] | None = None
) -> list[Undecided]:
    """The open suggestions of one source, or of some of its segments, in order of position."""
    values: dict[str, Any] = {"source": source_id}
    if segments is not None:
        values["segments"] = list(segments)
    return _gathered(connection, asker, values, longest=_longest(connection, source_id))


def _gathered(connection: Connection, asker: Asker, values: dict[str, Any], *, longest: int) -> list[Undecided]:
    found: dict[int, _Gathering] = {}
    rows = connection.execute(_rows(tuple(values)), {**asker.values(), **values, "longest": longest})
    for key, source_id, name, start, end, number, code, score, because, suggester, skipped in rows:
        place = found.setdefault(key, _Gathering(key, source_id, name, Span(start, end)))
        place.suggestions.append(Suggestion(name, place.span, code, score, because, suggester, number))
        place.skipped = place.skipped and bool(skipped)
    return [one.done() for one in found.values()]


@dataclass(slots=True)
class _Gathering:
    id: int
    source_id: int
    source: str
    span: Span
    skipped: bool = True
    suggestions: list[Suggestion] = field(default_factory=list)

    def done(self) -> Undecided:
        return Undecided(self.id, self.source_id, self.source, self.span, tuple(self.suggestions), self.skipped)


def first(connection: Connection, asker: Asker, wanted: Wanted) -> tuple[list[Undecided], int]:
    """The first open segments in the wanted order, those put off last, and how many there are in all."""
    longest = _longest(connection, wanted.source_id)
    values = {**asker.values(), "limit": wanted.limit, "longest": longest}
    if wanted.source_id is not None:
        values["source"] = wanted.source_id
    if wanted.after is not None:
        values["after_name"], values["after_start"] = wanted.after
    query = _first(wanted.order, one="source" in values, onward="after_name" in values)
    rows = connection.execute(query, values).all()
    places = {key: place for place, (key, _) in enumerate(rows)}
    found = _gathered(connection, asker, {"segments": list(places)}, longest=longest) if places else []
    return sorted(found, key=lambda one: places[one.id]), rows[0][1] if rows else 0


@lru_cache(maxsize=16)
def _first(order: str, *, one: bool, onward: bool) -> Select[Any]:
    g, s = segment.c, suggestion.c
    here = (source.c.name, g.start)
    orders: dict[str, tuple[ColumnElement[Any], ...]] = {
        "uncertain": (func.min(func.abs(s.score - 0.5)),),
        "certain": (func.max(s.score).desc(),),
        "text": (tuple_(*here) <= tuple_(bindparam("after_name"), bindparam("after_start")),) if onward else (),
    }
    return (
        select(g.id, func.count().over())
        .join_from(suggestion, segment)
        .join(source, source.c.id == g.source_id)
        .where(_open(fresh=not one), *((SCOPES["source"],) if one else ()))
        .group_by(g.id)
        .order_by(func.min(_skipped(fresh=not one)), *orders[order], *here)
        .limit(bindparam("limit"))
    )


def place_of(connection: Connection, segment_id: int) -> tuple[str, int] | None:
    """The source's name and the start of a segment; None when there is none of this number."""
    query = select(source.c.name, segment.c.start).join_from(segment, source).where(segment.c.id == segment_id)
    row = connection.execute(query).first()
    return None if row is None else (row[0], row[1])


def texts(connection: Connection, segments: Iterable[int]) -> dict[int, str]:
    """The words of these segments."""
    g = segment.c
    words = func.substr(source.c.text, g.start + 1, g.end - g.start)
    query = select(g.id, words).join_from(segment, source).where(g.id.in_(list(segments)))
    return dict(connection.execute(query).all())


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much one source has to decide: open segments, those with a doubtful suggestion, and those with a sure one."""

    source_id: int
    segments: int
    doubtful: int
    sure: int


def waiting(connection: Connection, asker: Asker, *, doubt: float, sure: float) -> list[Waiting]:
    """How much waits in each source: doubtful is a score nearer to a half than `doubt`, sure one of at least `sure`."""
    values = {**asker.values(), "longest": _longest(connection, None), "doubt": doubt, "sure": sure}
    return [Waiting(*row) for row in connection.execute(_waiting(), values)]


@cache
def _waiting() -> Select[Any]:
    g, s = segment.c, suggestion.c
    each = (
        select(g.source_id, func.min(func.abs(s.score - 0.5)).label("near"), func.max(s.score).label("best"))
        .join_from(suggestion, segment)
        .where(_open(fresh=True))
        .group_by(g.id)
        .subquery()
    )
    doubtful = func.sum(case((each.c.near < bindparam("doubt"), 1), else_=0))
    sure = func.sum(case((each.c.best >= bindparam("sure"), 1), else_=0))
    return select(each.c.source_id, func.count(), doubtful, sure).group_by(each.c.source_id)


def answered(connection: Connection, coder: str) -> dict[str, int]:
    """How many answers the coder has given for each code."""
    query = select(verdict.c.code, func.count()).where(verdict.c.coder == coder).group_by(verdict.c.code)
    return dict(connection.execute(query).all())


def by_id(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[int, Suggestion]]:
    """The source's number and the suggestion, by the suggestion's number, of those of these that are there."""
    g, s = segment.c, suggestion.c
    columns = (s.id, g.source_id, source.c.name, g.start, g.end, s.code, s.score, s.because, s.suggester)
    query = (
        select(*columns)
        .join_from(suggestion, segment)
        .join(source, source.c.id == g.source_id)
        .where(s.id.in_(list(ids)))
    )
    return {
        key: (source_id, Suggestion(name, Span(start, end), code, score, because, suggester, key))
        for key, source_id, name, start, end, code, score, because, suggester in connection.execute(query)
    }


def verdicts_on(connection: Connection, source_id: int, span: Span, coder: str) -> list[tuple[str, str, Span]]:
    """Code, decision and span of the coder's answers that share words with the span, the oldest first."""
    v = verdict.c
    here = (v.source_id == source_id, v.start < span.end, v.end > span.start, v.coder == coder)
    rows = connection.execute(select(v.code, v.decision, v.start, v.end).where(*here).order_by(v.time, v.id))
    return [(code, decision, Span(start, end)) for code, decision, start, end in rows]
