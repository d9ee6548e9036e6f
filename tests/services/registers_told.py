"""Registers of the small project that say something else of somebody: a column given, a consent ended."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from toolkit.services.projects.project import Project, open_project

NOW = datetime(2025, 10, 20, 9, 30, tzinfo=UTC)


def told(folder: Path, now: datetime = NOW, **people: dict[str, str] | None) -> Project:
    """Say these columns of these people in the register, None to leave somebody out; gives the project as it is then.

    Somebody whom the register lacks is written last.
    """
    path = folder / "interviews" / "respondents.csv"
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(path.read_text("utf-8")))}
    for person, columns in people.items():
        if columns is None:
            del rows[person]
        else:
            rows[person] = {**rows.get(person, {"id": person}), **columns}
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(rows.values())
    path.write_text(out.getvalue(), "utf-8")
    return open_project(folder, now=now)
