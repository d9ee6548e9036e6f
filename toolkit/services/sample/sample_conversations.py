"""The sample's conversations as a person would add them, with day, method and length where the files are silent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.services.material import adding
from toolkit.services.material.adding import AddResult
from toolkit.services.projects.project import Project
from toolkit.services.sample import sample_claims

CONVERSATIONS = Path("sources") / "conversations.csv"


def add(project: Project, folder: Path) -> AddResult:
    """Read the sample's interviews, each with what is recorded of it beside its file, in the project's language."""
    rows = sample_claims.rows(folder / CONVERSATIONS)
    files = [(row["source"], (folder / row["source"]).read_bytes(), _told(row, project.language)) for row in rows]
    return adding.add_data(project, files)


def _told(row: Mapping[str, str], language: str) -> dict[str, str]:
    told = {"date": row["date"], "method": row[f"method_{language}"], "minutes": row["minutes"]}
    return {key: value for key, value in told.items() if value}
