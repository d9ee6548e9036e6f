"""Answers to objections and what was agreed at sessions, in the store; they change through steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from toolkit.domain.reflection.learning import Answer, Commitment, Held, Loop, Outcome, Status, Told
from toolkit.domain.reflection.reflection import Response, Session
from toolkit.domain.sources.sources import Role, Turn
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.rows import ANSWER, COMMITMENT, RESPONSE
from toolkit.storage.database.steps import Step
from toolkit.storage.sessions import sessions
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema_reflection import answer, commitment, response, session
from toolkit.storage.tables.schema_reports import claim, draft, stance

SHORT = "partial"  # the one outline that does not tell every theme


def any_session(connection: Connection) -> bool:
    """Whether any session was held or is open."""
    return connection.execute(select(session.c.id).limit(1)).first() is not None


def held(connection: Connection) -> tuple[Held, ...]:
    """All sessions with what was said and agreed, the earliest first."""
    answers = {one.response: one for one in map(_answer, connection.execute(select(answer)))}
    agreed = commitments(connection)
    every = sorted(sessions.sessions(connection), key=lambda one: (one.day, one.id))
    return tuple(
        Held(
            one,
            tuple(Told(said, one, answers.get(said.id)) for said in said_at(connection, one)),
            tuple(each for each in agreed if each.session == one.id),
        )
        for one in every
    )


def said_at(connection: Connection, of: Session) -> tuple[Response, ...]:
    """What was said at a session, as it stands in its source today where it was made one.

    Empty words are told of a response of which nobody can say any more what stands in the source for it.
    """
    every = sessions.responses(connection, of.id)
    if of.source is None:
        return tuple(replace(one, start=None, end=None) for one in every)
    whole = sources.by_id(connection, of.source)
    turns = [each for each in whole.turns if each.role not in (Role.INTERVIEWER, Role.UNKNOWN)]
    known = sorted((one for one in every if one.start is not None), key=lambda one: one.start or 0)
    if len(turns) != len(known):  # turns were joined or taken out: only what stands there word for word is sure
        return tuple(_still_said(one, whole.text) for one in every)
    now = {one.id: turn for one, turn in zip(known, turns, strict=True)}
    return tuple(_standing(one, now.get(one.id), whole.text) for one in every)


def _still_said(said: Response, text: str) -> Response:
    words = said.text if said.start is None or said.text in text else ""
    return replace(said, text=words, start=None, end=None)


def _standing(said: Response, turn: Turn | None, text: str) -> Response:
    if turn is None:
        return said
    label = (turn.label if said.who else "") or ""
    return replace(said, text=turn.span.of(text), label=label, start=turn.span.start, end=turn.span.end)


def commitments(connection: Connection) -> list[Commitment]:
    """All that was agreed, in the order in which it was."""
    return [_commitment(row) for row in connection.execute(select(commitment).order_by(commitment.c.id))]


def commitment_of(connection: Connection, commitment_id: int) -> Commitment:
    """Something agreed; NotFound when there is none with this number."""
    row = connection.execute(select(commitment).where(commitment.c.id == commitment_id)).first()
    if row is None:
        raise NotFound(
            N_("Nothing was agreed under number {id}."),
            hint=N_("See what was agreed, with numbers: spegla reflect follow"),
            id=commitment_id,
        )
    return _commitment(row)


def answer_to(connection: Connection, response_id: int) -> Answer | None:
    """What became of an objection; None while it is open."""
    row = connection.execute(select(answer).where(answer.c.response_id == response_id)).first()
    return _answer(row) if row else None


def claim_changed(connection: Connection, claim_id: int) -> datetime | None:
    """When a claim was last written or changed; None when it is gone."""
    return connection.execute(select(claim.c.at).where(claim.c.id == claim_id)).scalar()


def changed_claims(connection: Connection, since: datetime) -> dict[int, datetime]:
    """The claims that were written or changed, or somebody's stance on them, from a moment on: when last, in order."""
    judged = select(func.max(stance.c.at)).where(stance.c.claim_id == claim.c.id).scalar_subquery()
    rows = connection.execute(select(claim.c.id, claim.c.at, judged.label("judged")).order_by(claim.c.position))
    last = {row.id: max(filter(None, (row.at, row.judged))) for row in rows}
    return {one: at for one, at in last.items() if at >= since}


def answered(step: Step, response_id: int, values: Mapping[str, object], *, known: Answer | None) -> int:
    """Keep what became of an objection, over what was said of it before."""
    own = {**values, "coder": step.coder, "at": step.now}
    if known is not None:
        step.update(ANSWER, known.id, own, revision=known.revision)
        return known.id
    return int(step.insert(ANSWER, {"response_id": response_id, **own}))


def agree(step: Step, values: Mapping[str, object]) -> int:
    """Keep something agreed; give its number."""
    return int(step.insert(COMMITMENT, {**values, "coder": step.coder, "at": step.now}))


def follow(step: Step, known: Commitment, values: Mapping[str, object]) -> None:
    """Say what became of something agreed; ConflictError when it is not at the revision known."""
    step.update(COMMITMENT, known.id, values, revision=known.revision)


def follow_themes(step: Step, gone: Iterable[str], into: str) -> None:
    """Let what was said and agreed of the themes gone be of the one that they were merged into."""
    lost = list(gone)
    for kind, table in ((RESPONSE, response), (COMMITMENT, commitment)):
        for key in step.connection.execute(select(table.c.id).where(table.c.theme.in_(lost))).scalars().all():
            step.update(kind, key, {"theme": into})


def sourced(connection: Connection, of: Session, source_id: int) -> None:
    """Say which source a session's responses became."""
    connection.execute(update(session).where(session.c.id == of.id).values(source_id=source_id))


def _answer(row: Row[Any]) -> Answer:
    outcome = Outcome(row.outcome)
    return Answer(row.id, row.response_id, outcome, row.reason, row.claim_id, row.coder, row.at, row.revision)


def _commitment(row: Row[Any]) -> Commitment:
    return Commitment(
        row.id,
        row.session_id,
        row.response_id,
        row.text,
        row.owner,
        row.due,
        Status(row.status),
        row.outcome,
        Loop(row.loop),
        row.claim_id,
        row.theme,
        row.followed_id,
        row.coder,
        row.at,
        row.revision,
    )


def said(connection: Connection) -> frozenset[tuple[str, ...]]:
    """Every answer and everything agreed by what they say, to be compared with another copy's."""
    agreed = select(commitment.c.text, commitment.c.owner, commitment.c.status, commitment.c.outcome)
    answers = select(answer.c.outcome, answer.c.reason)
    return frozenset(tuple(row) for query in (agreed, answers) for row in connection.execute(query))


def findings_before(connection: Connection, moment: datetime) -> Mapping[str, Sequence[str]] | None:
    """The findings of the last draft of before a moment that told every theme, each with the ids that it rests on.

    None where there was none.
    """
    whole = (draft.c.at <= moment, draft.c.audience.is_(None), draft.c.outline != SHORT)
    query = select(draft.c.findings).where(*whole).order_by(draft.c.id.desc()).limit(1)
    found = connection.execute(query).scalar()
    return None if found is None else dict(found)
