"""The register of obstacles in the store; it changes through steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from toolkit.domain.reflection.obstacles import Done, Level, Obstacle, Status
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.rows import OBSTACLE, PASSAGES
from toolkit.storage.database.steps import Step
from toolkit.storage.findings import themes
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import source
from toolkit.storage.tables.schema_reflection import commitment, obstacle, obstacle_passage


def each(connection: Connection) -> list[Obstacle]:
    """All obstacles, in order of priority across levels."""
    return _found(connection)


def by_id(connection: Connection, obstacle_id: int) -> Obstacle:
    """An obstacle; NotFound when there is none."""
    for found in _found(connection, obstacle.c.id == obstacle_id):
        return found
    raise NotFound(
        N_("There is no obstacle {id}."),
        hint=N_("See the obstacles and their numbers with: spegla obstacles"),
        id=obstacle_id,
    )


def any_kept(connection: Connection) -> bool:
    """Whether anybody has written an obstacle."""
    return connection.execute(select(obstacle.c.id).limit(1)).first() is not None


def _found(connection: Connection, *where: ColumnElement[Any]) -> list[Obstacle]:
    passages = _passages(connection)
    rows = connection.execute(select(obstacle).where(*where).order_by(obstacle.c.position, obstacle.c.id))
    return [_obstacle(row, passages.get(row.id, ())) for row in rows]


def _passages(connection: Connection) -> Mapping[int, list[str]]:
    p = obstacle_passage.c
    query = select(p.obstacle_id, source.c.name, p.start, p.end).join_from(obstacle_passage, source)
    found: dict[int, list[str]] = defaultdict(list)
    for key, name, start, end in connection.execute(query.order_by(p.obstacle_id, source.c.name, p.start)):
        found[key].append(f"{name}:{start}-{end}")
    return found


def _obstacle(row: Row[Any], passages: Sequence[str]) -> Obstacle:
    return Obstacle(
        row.text,
        Level(row.level),
        row.owner,
        row.forum,
        row.lifted,
        Status(row.status),
        row.change,
        steps=tuple(Done(one["day"], one["text"], bool(one.get("answer"))) for one in row.steps),
        claims=tuple(row.claims),
        themes=tuple(row.themes),
        passages=tuple(passages),
        position=row.position,
        coder=row.coder,
        revision=row.revision,
        id=row.id,
    )


def write(step: Step, one: Obstacle) -> int:
    """Keep a new obstacle, the last of all; give its id."""
    values = {**_values(step, one), "position": _last(step.connection) + 1, "coder": step.coder, "at": step.now}
    return int(step.insert(OBSTACLE, values))


def change(step: Step, one: Obstacle) -> None:
    """Give an obstacle its new content; ConflictError when its revision is not the one given.

    One that comes to another level is the last there.
    """
    known = by_id(step.connection, one.id or 0)
    last = {"position": _last(step.connection) + 1} if known.level is not one.level else {}
    step.update(OBSTACLE, one.id or 0, {**_values(step, one), **last, "at": step.now}, revision=one.revision)


def place(step: Step, order: Iterable[int]) -> None:
    """Put these obstacles in this order, in the places that they have together."""
    positions = {one.id: one.position for one in each(step.connection)}
    wanted = list(order)
    for obstacle_id, position in zip(wanted, sorted(positions[one] for one in wanted), strict=True):
        if positions[obstacle_id] != position:
            step.update(OBSTACLE, obstacle_id, {"position": position})


def remove(step: Step, obstacle_id: int, revision: int) -> None:
    """Remove an obstacle with its evidence; ConflictError when its revision is not the one given."""
    step.delete(OBSTACLE, obstacle_id, revision=revision)


def follow(step: Step, gone: Iterable[str], into: str) -> None:
    """Let obstacles that rest on the themes gone rest on the one that they were merged into."""
    themes.follow(step, OBSTACLE, each(step.connection), gone, into)


def said(connection: Connection) -> frozenset[tuple[str, str]]:
    """Every obstacle by level and words, to be compared with another copy's."""
    return frozenset((row.level, row.text) for row in connection.execute(select(obstacle.c.level, obstacle.c.text)))


def promised(connection: Connection) -> list[tuple[str, str, int | None, str | None]]:
    """What was agreed at sessions, as far as it concerns a claim or theme: words, status, claim, theme."""
    c = commitment.c
    about = c.claim_id.is_not(None) | c.theme.is_not(None)
    query = select(c.text, c.status, c.claim_id, c.theme).where(about).order_by(c.id)
    return [(row.text, row.status, row.claim_id, row.theme) for row in connection.execute(query)]


def _last(connection: Connection) -> int:
    return connection.execute(select(func.max(obstacle.c.position))).scalar() or 0


def _values(step: Step, one: Obstacle) -> dict[str, object]:
    return {
        "text": one.text,
        "level": one.level.value,
        "owner": one.owner,
        "forum": one.forum,
        "lifted": one.lifted,
        "status": one.status.value,
        "change": one.change,
        "steps": [{"day": each.day, "text": each.text, "answer": each.answer} for each in one.steps],
        "claims": list(one.claims),
        "themes": list(one.themes),
        PASSAGES: sources.places_of(step.connection, one.passages),
    }
