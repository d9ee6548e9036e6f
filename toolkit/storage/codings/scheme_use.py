"""How the codes of the scheme are used: who coded with a code, on whose words, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.storage.tables.schema import coding, source, turn

_AT_ONCE = 500  # SQLite takes 999 parameters in its older builds


@dataclass(frozen=True, slots=True)
class Use:
    """A coding with the first respondent's turn that it lies on, and every respondent whose words it holds."""

    id: int
    revision: int
    coder: str
    source_id: int
    source: str
    span: Span
    quote: str
    turn: int
    respondents: tuple[str, ...]


def by_coder(connection: Connection, paths: Iterable[str]) -> dict[str, int]:
    """How many codings of these codes each coder has made, by name."""
    query = (
        select(coding.c.coder, func.count())
        .where(coding.c.code.in_(list(paths)))
        .group_by(coding.c.coder)
        .order_by(coding.c.coder)
    )
    return dict(connection.execute(query).all())


_ON_IT = and_(turn.c.source_id == coding.c.source_id, turn.c.start < coding.c.end, turn.c.end > coding.c.start)
_SAID = and_(turn.c.role == Role.RESPONDENT.value, turn.c.respondent.is_not(None))


def uses(connection: Connection, paths: Sequence[str], *, source_id: int | None = None) -> list[Use]:
    """The codings of these codes (in a source) that lie on respondents' words, in order of source name and position."""
    c = coding.c
    query = (
        select(c.id, c.revision, c.coder, c.source_id, source.c.name, c.start, c.end, c.quote, turn.c.number)
        .add_columns(turn.c.respondent)
        .select_from(coding.join(source).join(turn, _ON_IT))
        .where(c.code.in_(paths), _SAID)
        .order_by(source.c.name, c.start, c.end, c.id, turn.c.number)
    )
    if source_id is not None:
        query = query.where(c.source_id == source_id)
    found: dict[int, Use] = {}
    for key, revision, coder, source_id_, name, start, end, quote, number, said in connection.execute(query):
        voices = found[key].respondents if key in found else ()
        first = found[key].turn if key in found else number
        everyone = tuple(dict.fromkeys((*voices, said)))
        found[key] = Use(key, revision, coder, source_id_, name, Span(start, end), quote, first, everyone)
    return list(found.values())


def spoken(connection: Connection, paths: Sequence[str]) -> dict[tuple[str, tuple[str, ...]], int]:
    """How many codings of these codes each coder has laid on the words of these respondents, one or several."""
    voices = func.json_group_array(turn.c.respondent.distinct()).label("voices")
    each = select(coding.c.coder, voices).select_from(coding.join(turn, _ON_IT)).where(coding.c.code.in_(paths), _SAID)
    one = each.group_by(coding.c.id).subquery()
    query = select(one.c.coder, one.c.voices, func.count()).group_by(one.c.coder, one.c.voices)
    return {(coder, tuple(json.loads(said))): n for coder, said, n in connection.execute(query)}


def sources_of(connection: Connection, paths: Sequence[str]) -> list[int]:
    """The sources in which these codes are used, in order of name."""
    used = select(coding.c.source_id).where(coding.c.code.in_(paths))
    return list(connection.execute(select(source.c.id).where(source.c.id.in_(used)).order_by(source.c.name)).scalars())


@dataclass(frozen=True, slots=True)
class Held:
    """A coding by its place, without its words."""

    id: int
    source_id: int
    start: int
    end: int
    code: str
    coder: str


def held(connection: Connection, ids: Sequence[int]) -> dict[int, Held]:
    """The codings with these ids, by id."""
    parts = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
    return {one.id: one for part in parts for one in _held(connection, coding.c.id.in_(part))}


def held_of(connection: Connection, code: str, coder: str) -> dict[tuple[int, int, int], int]:
    """The ids of a coder's codings of a code, by source id, start and end."""
    own = and_(coding.c.code == code, coding.c.coder == coder)
    return {(one.source_id, one.start, one.end): one.id for one in _held(connection, own)}


def _held(connection: Connection, where: object) -> list[Held]:
    c = coding.c
    query = select(c.id, c.source_id, c.start, c.end, c.code, c.coder).where(where)  # type: ignore[arg-type]
    return [Held(*row) for row in connection.execute(query)]
