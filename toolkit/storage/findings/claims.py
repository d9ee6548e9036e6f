"""Claims and the stances that people decided, in the store; they change through steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, func, select

from toolkit.domain.claims.claims import Claim, ClaimKind, Judged, Stance
from toolkit.domain.codings.segments import place_of
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.rows import ANSWER, CLAIM, COMMITMENT, FACTOR, PASSAGES, QUOTE, RESPONSE, STANCE, gone
from toolkit.storage.database.steps import Step
from toolkit.storage.findings import themes
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import coding, source, turn
from toolkit.storage.tables.schema_material import factor_link
from toolkit.storage.tables.schema_reflection import answer, commitment, response
from toolkit.storage.tables.schema_reports import claim, claim_passage, quote, stance, stance_passage


def each(connection: Connection) -> list[Claim]:
    """All claims, in their order."""
    return _found(connection)


def any_written(connection: Connection) -> bool:
    """Whether anybody has written a claim."""
    return connection.execute(select(claim.c.id).limit(1)).first() is not None


def by_id(connection: Connection, claim_id: int) -> Claim:
    """A claim; NotFound when there is none."""
    for found in _found(connection, claim.c.id == claim_id):
        return found
    raise NotFound(
        N_("There is no claim {id}."), hint=N_("See the claims and their numbers with: spegla claims"), id=claim_id
    )


def _found(connection: Connection, *where: ColumnElement[Any]) -> list[Claim]:
    passages = _passages(connection, claim_passage)
    rows = connection.execute(select(claim).where(*where).order_by(claim.c.position, claim.c.id))
    return [_claim(row, passages.get(row.id, ())) for row in rows]


def _claim(row: Row[Any], passages: Sequence[str]) -> Claim:
    return Claim(
        row.text,
        row.group,
        ClaimKind(row.kind),
        row.area,
        row.valence,
        themes=tuple(row.themes),
        passages=tuple(passages),
        questions=tuple(row.questions),
        coder=row.coder,
        position=row.position,
        revision=row.revision,
        id=row.id,
    )


def _passages(connection: Connection, table: Table) -> Mapping[int, list[str]]:
    owner = table.columns[0]
    query = select(owner, source.c.name, table.c.start, table.c.end).join_from(table, source)
    found: dict[int, list[str]] = defaultdict(list)
    for key, name, start, end in connection.execute(query.order_by(owner, source.c.name, table.c.start)):
        found[key].append(f"{name}:{start}-{end}")
    return found


def judged(connection: Connection) -> dict[int, list[Judged]]:
    """What people judged, by the claim's id."""
    passages = _passages(connection, stance_passage)
    found: dict[int, list[Judged]] = defaultdict(list)
    for row in connection.execute(select(stance).order_by(stance.c.id)):
        one = (row.claim_id, row.respondent, Stance(row.stance), row.reason)
        found[row.claim_id].append(Judged(*one, tuple(passages.get(row.id, ())), row.coder, row.revision, row.at))
    return found


def stance_id(connection: Connection, claim_id: int, respondent: str) -> int | None:
    """The row of what was judged of this person; None when nobody judged it."""
    here = (stance.c.claim_id == claim_id, stance.c.respondent == respondent)
    return connection.execute(select(stance.c.id).where(*here)).scalar()


def write(step: Step, one: Claim) -> int:
    """Keep a new claim, the last of all; give its id."""
    last = step.connection.execute(select(func.max(claim.c.position))).scalar() or 0
    return int(step.insert(CLAIM, {**_values(step, one), "position": last + 1, "coder": step.coder, "at": step.now}))


def change(step: Step, one: Claim) -> None:
    """Give a claim its new content; ConflictError when its revision is not the one given."""
    step.update(CLAIM, one.id or 0, {**_values(step, one), "at": step.now}, revision=one.revision)


def place(step: Step, order: Iterable[int]) -> None:
    """Put the claims in this order."""
    now = {one.id: one.position for one in each(step.connection)}
    for number, claim_id in enumerate(order, 1):
        if now.get(claim_id) != number:
            step.update(CLAIM, claim_id, {"position": number})


def remove(step: Step, claim_id: int, revision: int) -> None:
    """Remove a claim with what was judged of it and what it bore out; quotes and what was said of it stay."""
    hanging = ((STANCE, stance), (FACTOR, factor_link))
    beside = ((QUOTE, quote), (RESPONSE, response), (ANSWER, answer), (COMMITMENT, commitment))
    for table, rows in (*hanging, *beside):
        for row_id in step.connection.execute(select(rows.c.id).where(rows.c.claim_id == claim_id)).scalars().all():
            if (table, rows) in hanging:
                step.delete(table, row_id)
            else:
                step.update(table, row_id, {"claim_id": None})
    step.delete(CLAIM, claim_id, revision=revision)


def follow(step: Step, gone: Iterable[str], into: str) -> None:
    """Let claims that rest on the themes gone rest on the one that they were merged into."""
    themes.follow(step, CLAIM, each(step.connection), gone, into)


def judge(step: Step, one: Judged) -> None:
    """Keep what somebody judged of a person; ConflictError when its revision (0: none yet) is not the one given."""
    values = {
        "stance": one.stance.value,
        "reason": one.reason,
        PASSAGES: sources.places_of(step.connection, one.passages),
        "coder": step.coder,
        "at": step.now,
    }
    known = stance_id(step.connection, one.claim, one.respondent)
    if known is None and one.revision:
        raise gone()
    if known is None:
        step.insert(STANCE, {"claim_id": one.claim, "respondent": one.respondent, **values})
    else:
        step.update(STANCE, known, values, revision=one.revision)


def _values(step: Step, one: Claim) -> dict[str, object]:
    return {
        "text": one.text,
        "kind": one.kind.value,
        "area": one.area,
        "group": one.group,
        "valence": one.valence,
        "themes": list(one.themes),
        "questions": list(one.questions),
        PASSAGES: sources.places_of(step.connection, one.passages),
    }


def said(connection: Connection) -> frozenset[tuple[str, ...]]:
    """Every claim and every judged stance by what they say, to be compared with another copy's."""
    claims = select(claim.c.text, claim.c.group, claim.c.kind)
    stances = select(claim.c.text, claim.c.group, stance.c.respondent, stance.c.stance).join_from(stance, claim)
    return frozenset(tuple(row) for query in (claims, stances) for row in connection.execute(query))


def voiceless(connection: Connection, keys: Iterable[str]) -> list[str]:
    """Those of the keys that somebody coded and no placed respondent says: several at once, or nobody knows who."""
    return [key for key in keys if _coded(connection, *place_of(key)) and _nobody(connection, *place_of(key))]


def _coded(connection: Connection, name: str, span: Span) -> bool:
    return _any(connection, coding, name, span)


def _nobody(connection: Connection, name: str, span: Span) -> bool:
    whose = (Role.SEVERAL.value, Role.UNKNOWN.value)
    placed = _any(connection, turn, name, span, turn.c.respondent.is_not(None))
    return not placed and _any(connection, turn, name, span, turn.c.role.in_(whose))


def _any(connection: Connection, table: Table, name: str, span: Span, *where: ColumnElement[bool]) -> bool:
    here = (source.c.name == name, table.c.start < span.end, table.c.end > span.start)
    query = select(table.c.start).join_from(table, source).where(*here, *where).limit(1)
    return connection.execute(query).first() is not None
