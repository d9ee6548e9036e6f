"""A project in which one person's words stand in every place where words can stand, and how they are looked for."""

import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select, update

from tests.material import SAID
from toolkit.cli.main import run
from toolkit.domain.identifiers.remains import Marks
from toolkit.services.privacy import deep_scan
from toolkit.services.projects.project import Project, open_project
from toolkit.storage.erasing.erasing_places import PLACES
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources
from toolkit.storage.tables.columns import Json
from toolkit.storage.tables.schema import METADATA

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
KEY = b"look" * 4


def said_by(person: str) -> str:
    """The first answer of a person of the small material."""
    return next(one.words for one in SAID if one.person == person)


def filled(folder: Path, phrase: str, *, into: str) -> None:
    """Put a phrase into every place of the closed list, in rows that belong to the source `into` or to none."""
    with Store.open(folder / "project.db", now=NOW, write=True) as store, store.writing("fill", now=NOW) as change:
        connection = change.connection
        key = sources.ids(connection)[into]
        for name, columns in PLACES.items():
            table = METADATA.tables[name]
            where = table.c.source_id == key if "source_id" in table.c else True
            row = connection.execute(select(table.c[next(iter(table.primary_key.columns)).name]).where(where)).first()
            if row is None:
                connection.execute(insert(table).values(_row(table, key)))
            values = {column: _worded(table.c[column], phrase) for column in columns}
            if name == "scheme_version":
                del values["content"]
            connection.execute(update(table).where(where).values(values))


def _worded(column, phrase):
    if not isinstance(column.type, Json):
        return f"They said {phrase} there."
    if column.table.name in ("theme", "claim"):
        return ["word", phrase]
    return [["x", 0, 1, phrase]] if column.name == "edits" else {"note": phrase}


def _row(table, key):
    """A row of a table, whatever its columns."""
    kinds = {"INTEGER": 1, "FLOAT": 0.5, "BOOLEAN": False, "BLOB": b""}
    row = {}
    for column in table.c:
        kind = str(column.type).partition("(")[0]
        row[column.name] = kinds.get(kind, "x")
        if isinstance(column.type, Json):
            row[column.name] = {}
        if type(column.type).__name__ == "UtcDateTime":
            row[column.name] = NOW
        if column.nullable or (column.primary_key and kind == "INTEGER" and column.name == "id"):
            row.pop(column.name)
    if "position" in row:
        row["position"] = 999
    if table.name == "source_setting":
        row["kind"] = "interview"
    return row | ({"source_id": key} if "source_id" in table.c else {}) | ({"end": 2} if "end" in row else {})


def project_full(folder: Path) -> Path:
    """Give a coded project all that can be made of it: suggestions, themes, drafts, exports, a copy within a copy."""
    p = str(folder)
    for command in (["suggest"], ["themes"], ["draft", "--format", "docx", "--format", "html", "--format", "md"]):
        assert run([*command, "-p", p]) == 0
    assert run(["export", "project", str(folder / "whole.zip"), "-p", p]) == 0
    assert run(["exchange", "export", str(folder / "out.qdpx"), "-p", p]) == 0
    assert run(["export", "codings", str(folder / "codings.xlsx"), "-p", p]) == 0
    with zipfile.ZipFile(folder / "sent.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "whole.zip", "inner.zip")
    (folder / "log.json").write_text(json.dumps([one.words for one in SAID]), encoding="utf-16")
    assert run(["backup", "-p", p]) == 0
    return folder


def opened(folder: Path) -> Project:
    """The project as of now."""
    return open_project(folder, now=datetime.now(UTC).replace(microsecond=0))


def marks_of(*texts: str) -> Marks:
    """What to look for: the words of these texts."""
    return Marks.of(KEY, texts, ())


def lying(folder: Path, marks: Marks) -> dict[str, int]:
    """The files of a folder that hold the words."""
    found = deep_scan.scan([folder], marks).of(marks)
    return {path.relative_to(folder).as_posix(): count for path, count in found.items()}


def copied(folder: Path, to: Path) -> Path:
    """A copy of a project, with its files' times."""
    return Path(shutil.copytree(folder, to))
