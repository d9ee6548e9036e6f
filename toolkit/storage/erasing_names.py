"""Names of sources that hold words to be erased: the source gets a number for a name, and who speaks stays known."""

from __future__ import annotations

from pathlib import PurePath

from sqlalchemy import Connection, select, update

from toolkit.domain.remains import Marks
from toolkit.domain.sources import Role
from toolkit.storage import source_settings
from toolkit.storage.schema import source, turn

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
