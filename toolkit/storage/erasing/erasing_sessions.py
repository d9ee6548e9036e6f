"""What somebody said at reflection sessions, is named as present at, or has agreed to: told, and taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, select, update

from toolkit.domain.identifiers.remains import Marks
from toolkit.storage.tables.schema_reflection import commitment, response, session


def is_named(person: str, marks: Marks, who: str) -> bool:
    """Whether a name that was written down is this person's, or has it in it."""
    return who.strip().casefold() == person.casefold() or bool(marks.name_spans(who))


def said(connection: Connection, person: str, marks: Marks) -> list[str]:
    """What the person said at sessions under a name."""
    return [text for _, who, text in _responses(connection) if is_named(person, marks, who)]


def said_by_others(connection: Connection, person: str, marks: Marks, *, told: Iterable[str]) -> list[str]:
    """What others, or nobody in particular, said at sessions; without what repeats the person's `told` words."""
    repeated = Marks.of(marks.key, told, ())
    return [repeated.cut(text) for _, who, text in _responses(connection) if not is_named(person, marks, who)]


def remove(connection: Connection, person: str, marks: Marks) -> Counter[str]:
    """Take the person's responses out, with what was answered, and the name wherever somebody was present or owns."""
    own = [key for key, who, _ in _responses(connection) if is_named(person, marks, who)]
    connection.execute(delete(response).where(response.c.id.in_(own)))
    return Counter(responses=len(own)) + Counter(present=_absent(connection, person, marks))


def _responses(connection: Connection) -> Iterator[tuple[int, str, str]]:
    rows = connection.execute(select(response.c.id, response.c.who, response.c.text).order_by(response.c.id)).all()
    yield from (tuple(row) for row in rows)


def _absent(connection: Connection, person: str, marks: Marks) -> int:
    """Take the name from those present and from owners; give how often it stood."""
    gone = 0
    for key, present in connection.execute(select(session.c.id, session.c.present)).all():
        kept = [who for who in present if not is_named(person, marks, who)]
        if len(kept) < len(present):
            gone += len(present) - len(kept)
            connection.execute(update(session).where(session.c.id == key).values(present=kept))
    for key, owner in connection.execute(select(commitment.c.id, commitment.c.owner)).all():
        if owner and is_named(person, marks, owner):
            gone += 1
            connection.execute(update(commitment).where(commitment.c.id == key).values(owner=""))
    return gone
