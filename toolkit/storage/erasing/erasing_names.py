"""Names of sources, and labels before turns, that hold words to be erased; who speaks stays known."""

from __future__ import annotations

from pathlib import PurePath

from sqlalchemy import Connection, select, update

from toolkit.domain.identifiers.remains import TURN, Marks
from toolkit.domain.sources.sources import ASKING, Role
from toolkit.storage.sources import source_settings
from toolkit.storage.tables.schema import source, turn

STEM = "source"


def renamed(connection: Connection, marks: Marks) -> int:
    """Give every source whose file was named with these words another name; give how many.

    Who speaks may have been told by the file's name alone, so it is kept as what was decided of the source.
    """
    count = 0
    for key, name in connection.execute(select(source.c.id, source.c.name).order_by(source.c.id)).all():
        if marks.spans(name.replace("_", " ")):
            new = f"{STEM}-{key}{PurePath(name).suffix}"
            connection.execute(update(source).where(source.c.id == key).values(name=new))
            _keep_speaker(connection, key)
            count += 1
    return count


def _keep_speaker(connection: Connection, key: int) -> None:
    said = select(turn.c.respondent).where(turn.c.source_id == key, turn.c.role == Role.RESPONDENT.value).distinct()
    people = connection.execute(said).scalars().all()
    decided = source_settings.of(connection, key).decided
    if len(people) == 1 and people[0] and "respondent" not in decided:
        source_settings.put(connection, key, decided={**decided, "respondent": people[0]})


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
