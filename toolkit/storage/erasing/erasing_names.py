"""Names of sources, and labels before turns, that hold words to be erased; who speaks stays known."""

from __future__ import annotations

from pathlib import PurePath

from sqlalchemy import Connection, select, update

from toolkit.domain.identifiers.remains import TURN, Marks
from toolkit.domain.sources.sources import ASKING, Role
from toolkit.storage.sources.source_names import rename
from toolkit.storage.tables.schema import source, turn

STEM = "source"


def renamed(connection: Connection, marks: Marks) -> int:
    """Give every source whose file was named with these words another name; give how many."""
    count = 0
    for key, name in connection.execute(select(source.c.id, source.c.name).order_by(source.c.id)).all():
        if marks.spans(name.replace("_", " ")):
            new = f"{STEM}-{key}{PurePath(name).suffix}"
            rename(connection, key, new)
            count += 1
    return count


def relabelled(connection: Connection, marks: Marks) -> int:
    """Give every turn whose label has these words another label; give how many.

    A respondent is labelled with the pseudonym, the interviewer with a sign, so that consent and roles go on to hold.
    """
    t = turn.c
    columns = (t.source_id, t.number, t.role, t.label, t.respondent)
    count = 0
    for key, number, role, label, respondent in connection.execute(select(*columns).where(t.label.is_not(None))).all():
        if marks.spans(label):
            known = ASKING if role == Role.INTERVIEWER.value else respondent
            new = known if known and not marks.spans(known) else marks.cut(label, TURN)
            connection.execute(update(turn).where(t.source_id == key, t.number == number).values(label=new))
            count += 1
    return count
