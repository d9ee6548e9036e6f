"""Partners and ties in the store.

A tie whose effect is `DECLINED` is a person's no to what the machine proposed there: it is no tie, it is kept so that
the proposal does not come back, and it moves, merges and goes with its words like any tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from toolkit.domain.networks.partners import Alias, Effect, Partner, PartnerKind, Tie, Time
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.domain.texts.text import Span
from toolkit.storage.database.rows import PARTNER, TIE
from toolkit.storage.database.steps import Step
from toolkit.storage.tables.schema import source
from toolkit.storage.tables.schema_reflection import partner, tie

DECLINED = "declined"


def partners(connection: Connection) -> tuple[Partner, ...]:
    """All partners in order of name."""
    p = partner.c
    rows = connection.execute(select(p.id, p.name, p.kind, p.names, p.revision)).all()
    return tuple(
        Partner(key, name, PartnerKind(kind), tuple(map(Alias.read, names)), revision)
        for key, name, kind, names, revision in sorted(rows, key=lambda row: alphabetical(row.name))
    )


_COLUMNS = (
    tie.c.id,
    tie.c.source_id,
    tie.c.start,
    tie.c.end,
    tie.c.partner_id,
    tie.c.respondent,
    tie.c.need,
    tie.c.phase,
    tie.c.effect,
    tie.c.time,
    tie.c.coder,
    tie.c.at,
    tie.c.revision,
)
_ORDER = (tie.c.source_id, tie.c.start, tie.c.end, tie.c.id)


def ties(connection: Connection, *, source_id: int | None = None, partner_id: int | None = None) -> tuple[Tie, ...]:
    """All ties, or those of a source or partner, in order of place."""
    query = select(*_COLUMNS).where(tie.c.effect != DECLINED).order_by(*_ORDER)
    if source_id is not None:
        query = query.where(tie.c.source_id == source_id)
    if partner_id is not None:
        query = query.where(tie.c.partner_id == partner_id)
    return tuple(_tie(row) for row in connection.execute(query))


def by_ids(connection: Connection, ids: Sequence[int]) -> dict[int, Tie]:
    """Those of these ties that are there."""
    rows = connection.execute(select(*_COLUMNS).where(tie.c.id.in_(list(ids)), tie.c.effect != DECLINED))
    return {row[0]: _tie(row) for row in rows}


def _tie(row: Sequence[Any]) -> Tie:
    key, source_id, start, end, of, who, need, phase, effect, time, coder, at, revision = row
    said = {"effect": Effect(effect), "time": Time(time), "coder": coder, "at": at, "revision": revision}
    return Tie(key, source_id, start, end, of, who, need, phase, **said)


@dataclass(frozen=True, slots=True)
class Held:
    """A row as it lies on a passage: a tie, or a no to one."""

    id: int
    span: Span
    partner: int
    coder: str
    declined: bool
    revision: int


def held(connection: Connection, *, source_id: int | None = None, partner_id: int | None = None) -> tuple[Held, ...]:
    """All rows of a source or partner, the noes too."""
    t = tie.c
    query = select(t.id, t.start, t.end, t.partner_id, t.coder, t.effect, t.revision).order_by(*_ORDER)
    if source_id is not None:
        query = query.where(t.source_id == source_id)
    if partner_id is not None:
        query = query.where(t.partner_id == partner_id)
    return tuple(
        Held(key, Span(start, end), of, coder, effect == DECLINED, revision)
        for key, start, end, of, coder, effect, revision in connection.execute(query)
    )


def places(connection: Connection, partner_id: int) -> dict[tuple[int, int, int, str], tuple[int, int, bool]]:
    """Of each row of a partner its id, revision and whether it is a no, by source, place and coder."""
    t = tie.c
    query = select(t.source_id, t.start, t.end, t.coder, t.id, t.revision, t.effect)
    rows = connection.execute(query.where(t.partner_id == partner_id).order_by(t.id))
    return {tuple(row[:4]): (row[4], row[5], row[6] == DECLINED) for row in rows}


def used(connection: Connection) -> dict[int, int]:
    """How many ties each partner has."""
    query = select(tie.c.partner_id, func.count()).where(tie.c.effect != DECLINED).group_by(tie.c.partner_id)
    return dict(connection.execute(query).all())


def add(step: Step, name: str, kind: PartnerKind, names: Sequence[Alias]) -> int:
    """Keep a partner; give its id."""
    values = {"name": name, "kind": kind.value, "names": [one.stored() for one in names]}
    return int(step.insert(PARTNER, {**values, "coder": step.coder, "at": step.now}))


def change(step: Step, one: Partner, values: Mapping[str, Any]) -> None:
    """Give a partner these values; ConflictError when it was changed since."""
    kept = dict(values)
    if "names" in kept:
        kept["names"] = [alias.stored() for alias in kept["names"]]
    step.update(PARTNER, one.id, kept, revision=one.revision)


def remove(step: Step, one: Partner) -> None:
    """Take a partner away with its ties, row by row, so that all can come back."""
    for row in held(step.connection, partner_id=one.id):
        step.delete(TIE, row.id, revision=row.revision)
    step.delete(PARTNER, one.id, revision=one.revision)


def moved(step: Step, away: Partner, into: Partner) -> int:
    """Move a partner's rows to another and take it away; give how many ties moved.

    Where both lie on the same words by the same coder, one stays: a tie before a no, else the other's own.
    """
    there, count = places(step.connection, into.id), 0
    for place, (key, revision, declined) in places(step.connection, away.id).items():
        other = there.get(place)
        if other is not None and (declined or not other[2]):
            step.delete(TIE, key, revision=revision)
            continue
        if other is not None:
            step.delete(TIE, other[0], revision=other[1])
        step.update(TIE, key, {"partner_id": into.id}, revision=revision)
        count += not declined
    step.delete(PARTNER, away.id, revision=away.revision)
    return count


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as two projects compare it: by the source's name; `effect` may be a no."""

    id: int
    source: str
    span: Span
    partner: int
    coder: str
    respondent: str
    need: str
    phase: str
    effect: str
    time: str
    at: datetime
    revision: int


def kept(connection: Connection) -> tuple[Kept, ...]:
    """All rows, noes too, in order of place."""
    t = tie.c
    columns = (t.id, source.c.name, t.start, t.end, t.partner_id, t.coder, t.respondent, t.need, t.phase)
    query = select(*columns, t.effect, t.time, t.at, t.revision).join_from(tie, source).order_by(*_ORDER)
    return tuple(Kept(key, name, Span(start, end), *rest) for key, name, start, end, *rest in connection.execute(query))


def put_tie(connection: Connection, values: Mapping[str, Any]) -> None:
    """Insert a row with all it says."""
    connection.execute(insert(tie), dict(values))


def change_tie(connection: Connection, row_id: int, values: Mapping[str, Any]) -> None:
    """Give a row these values and a revision that it never had."""
    connection.execute(update(tie).where(tie.c.id == row_id).values({**values, "revision": tie.c.revision + 1}))


def put_partner(connection: Connection, one: Partner, *, coder: str, at: datetime) -> int:
    """Insert a partner with its names; give its id."""
    said = {"name": one.name, "kind": one.kind.value, "names": [alias.stored() for alias in one.names]}
    made: int = connection.execute(insert(partner), {**said, "coder": coder, "at": at}).lastrowid
    return made
