"""Reflection sessions in the store: what was held, what was said at each step, and the dots it was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, String, cast, delete, func, insert, or_, select, update

from toolkit.domain.reflection.reflection import Agreed, Finding, Response, Session, State
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.rows import changed
from toolkit.storage.sessions import packs
from toolkit.storage.tables.columns import utc_text
from toolkit.storage.tables.schema import step, step_change, theme
from toolkit.storage.tables.schema_reflection import commitment, dot, pack, pack_item, response, session

TOLD_OF = ("see",)
"""The kinds of a pack's pieces that a response may concern: its findings, by the numbers that the pack gives them."""

DEVICE = "own"
"""What stands for any own device once the session is closed."""


def sessions(connection: Connection) -> tuple[Session, ...]:
    """All sessions, the newest day first."""
    rows = connection.execute(select(session).order_by(session.c.day.desc(), session.c.id.desc()))
    return tuple(map(_session, rows))


def one(connection: Connection, session_id: int) -> Session:
    """A session; NotFound when there is none."""
    row = connection.execute(select(session).where(session.c.id == session_id)).first()
    if row is None:
        raise NotFound(
            N_("There is no reflection session {id}."),
            hint=N_("See the sessions and their numbers with: spegla reflect sessions"),
            id=session_id,
        )
    return _session(row)


def _session(row: Row[Any]) -> Session:
    return Session(
        row.id,
        row.title,
        row.day,
        row.audience,
        row.format,
        State(row.state),
        row.anonymous,
        tuple(row.present),
        Agreed(**row.consent),
        row.pack_id,
        row.source_id,
        row.coder,
        row.at,
        row.revision,
    )


def put_session(connection: Connection, wanted: Mapping[str, object], *, coder: str, at: datetime) -> int:
    """Keep a new session, given by its columns; give its number."""
    made: int = connection.execute(insert(session).values({**wanted, "coder": coder, "at": at})).lastrowid
    return made


def change_session(connection: Connection, session_id: int, revision: int, **columns: object) -> None:
    """Give a session these columns; ConflictError when it is not at the revision seen."""
    seen = (session.c.id == session_id, session.c.revision == revision)
    done = connection.execute(update(session).where(*seen).values({**columns, "revision": revision + 1}))
    if not done.rowcount:
        raise changed()


def holds(connection: Connection, session_id: int) -> bool:
    """Whether anything was said or agreed at a session."""
    held = (select(each.c.id).where(each.c.session_id == session_id) for each in (response, commitment))
    return any(connection.execute(each.limit(1)).first() for each in held)


def remove(connection: Connection, session_id: int) -> None:
    """Take a session away, with all that hangs on it."""
    connection.execute(delete(session).where(session.c.id == session_id))


def responses(connection: Connection, session_id: int) -> tuple[Response, ...]:
    """What was said at a session, in the order in which it came, each with the sum of its dots."""
    return tuple(_responses(connection, response.c.session_id == session_id))


def response_of(connection: Connection, response_id: int) -> Response:
    """A response; NotFound when there is none."""
    for found in _responses(connection, response.c.id == response_id):
        return found
    raise no_response(response_id)


def no_response(response_id: int) -> NotFound:
    """The error for a response that is not there, or that may not be shown."""
    return NotFound(
        N_("There is no response {id}."),
        hint=N_("Load the page again, or see what was said, with numbers: spegla reflect session NUMBER"),
        id=response_id,
    )


def said_by(connection: Connection, command: str) -> Response | None:
    """The response that was made under this command, if any."""
    return next(iter(_responses(connection, response.c.command == command)), None)


def _responses(connection: Connection, *where: ColumnElement[bool]) -> Iterable[Response]:
    total = select(func.sum(dot.c.dots)).where(dot.c.response_id == response.c.id).scalar_subquery()
    rows = connection.execute(select(response, total.label("total")).where(*where).order_by(response.c.id))
    return [_response(row) for row in rows]


def _response(row: Row[Any]) -> Response:
    return Response(
        row.id,
        row.session_id,
        row.step,
        row.text,
        row.who,
        row.claim_id,
        row.theme,
        row.device,
        row.command,
        row.hidden,
        row.start,
        row.end,
        row.coder,
        row.at,
        row.revision,
        dots=row.total or 0,
    )


def put_response(connection: Connection, wanted: Mapping[str, object], *, coder: str, at: datetime) -> Response:
    """Keep a response, given by its columns; one whose command is known is given as it stands."""
    known = said_by(connection, str(wanted["command"]))
    if known is not None:
        return known
    made: int = connection.execute(insert(response).values({**wanted, "coder": coder, "at": at})).lastrowid
    return response_of(connection, made)


def placed(connection: Connection, places: Mapping[int, tuple[int, int]]) -> None:
    """Say where responses stand in their session's source, in code points."""
    for response_id, (start, end) in places.items():
        connection.execute(update(response).where(response.c.id == response_id).values(start=start, end=end))


def dots_of(connection: Connection, session_id: int, device: str) -> dict[int, int]:
    """How many dots a device gave, by response."""
    query = select(dot.c.response_id, dot.c.dots).join_from(dot, response)
    here = (response.c.session_id == session_id, dot.c.device == device)
    return {row.response_id: row.dots for row in connection.execute(query.where(*here))}


def keep_dots(connection: Connection, response_id: int, device: str, dots: int) -> None:
    """Keep how many dots a device gave a response in the place of what it gave before; none for 0."""
    connection.execute(delete(dot).where(dot.c.response_id == response_id, dot.c.device == device))
    if dots:
        connection.execute(insert(dot).values(response_id=response_id, device=device, dots=dots))


def forget_devices(connection: Connection, session_id: int) -> None:
    """Forget which own device sent what: after the session it would only tell which answers are one person's."""
    sent = (response.c.session_id == session_id, response.c.device != "")
    connection.execute(update(response).where(*sent).values(device=DEVICE))
    of_session = select(response.c.id).where(response.c.session_id == session_id)
    given = (dot.c.response_id.in_(of_session), dot.c.device != "")
    rows = connection.execute(select(dot).where(*given).order_by(dot.c.response_id, dot.c.dots, dot.c.device)).all()
    connection.execute(delete(dot).where(*given))
    for number, row in enumerate(rows, 1):
        connection.execute(insert(dot).values(response_id=row.response_id, device=str(number), dots=row.dots))


def forget_steps(connection: Connection, session_id: int) -> None:
    """Forget every step that changed a response of a session: once it is closed none of them is undone."""
    own = select(cast(response.c.id, String)).where(response.c.session_id == session_id)
    held = select(step_change.c.step_id).where(step_change.c.table == response.name, step_change.c.row.in_(own))
    connection.execute(delete(step).where(step.c.id.in_(held)))


def pack_for(connection: Connection, pack_id: int) -> tuple[str, bool]:
    """For which audience a pack is, and whether it was let out; NotFound when there is none."""
    row = connection.execute(select(pack.c.audience, pack.c.digest).where(pack.c.id == pack_id)).first()
    if row is None:
        raise NotFound(
            N_("There is no pack {id}."),
            hint=N_("See the packs and their numbers with: spegla reflect packs"),
            id=pack_id,
        )
    return row.audience, bool(row.digest)


def findings(connection: Connection, pack_id: int) -> tuple[Finding, ...]:
    """What a pack tells of claims and themes, in its order, each once; what it says of the whole material is none.

    A theme that was merged since is the one it went into; the findings keep their numbers.
    """
    c, facts = pack_item.c, packs.facts_of(connection, pack_id)
    of_something = or_(c.claim_id.is_not(None), c.theme.is_not(None))
    chosen = (c.pack_id == pack_id, c.kind.in_(TOLD_OF), of_something)
    told = select(c.claim_id, c.theme, c.text).where(*chosen).order_by(c.position)
    found: dict[int | str, Finding] = {}
    for row in connection.execute(told):
        found.setdefault(
            row.claim_id or row.theme, Finding(row.claim_id, row.theme and packs.followed(facts, row.theme), row.text)
        )
    return tuple(found.values())


def is_theme(connection: Connection, theme_id: str) -> bool:
    """Whether a theme with this id is kept."""
    return connection.execute(select(theme.c.id).where(theme.c.id == theme_id)).first() is not None


def said(connection: Connection) -> frozenset[tuple[str, ...]]:
    """Every session and every response by what tells it from others, to be compared with another copy's."""
    held = connection.execute(select(session.c.title, session.c.day, session.c.at))
    commands = connection.execute(select(response.c.command)).scalars()
    return frozenset((row.title, row.day, utc_text(row.at)) for row in held) | {(one,) for one in commands}
