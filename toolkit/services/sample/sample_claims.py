"""The sample's claims: coder A's named themes, the invented claims on them and what was judged."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.domain.claims.claims import VOICED, Claim, ClaimKind, Judged, Stance
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import ThemeDecision, theme_id
from toolkit.services.claims import claims
from toolkit.services.projects.project import Project
from toolkit.services.projects.steps import stepping

THEMES = Path("themes") / "coder_a_themes.csv"
CLAIMS = Path("claims") / "claims.csv"
SETTINGS = Path("claims") / "settings.csv"
STANCES = Path("claims") / "stances.csv"
BETWEEN = " | "  # between the names, or passages, of one cell
Row = Mapping[str, str]


def in_language(settings: str, folder: Path, language: str) -> str:
    """The sample's settings with its description and evaluation questions in the report's language."""
    for row in rows(folder / SETTINGS):
        settings = settings.replace(row["sv"], row[language])
    return settings


def sort(project: Project, folder: Path, *, coder: str) -> int:
    """Take in how the coder sorted the sample in `folder` into named themes; give their number."""
    from toolkit.storage.findings import themes

    decided = tuple(_decided(rows(folder / THEMES)))
    with project.store(write=True) as store, stepping(store, "theme split", project, coder=coder) as step:
        themes.decide(step, Decided(decided))
    return len(decided)


def write(project: Project, folder: Path, *, coder: str) -> int:
    """Take in the claims and what was judged of them, in the project's language; the themes must have been made."""
    from toolkit.storage.findings import claims as stored

    with project.store(write=True) as store:
        ground = claims.ground_of(project, store)
        ids = {theme.name: theme.id for theme in ground.findings.themes if theme.named}
        with stepping(store, "write claim", project, coder=coder) as step:
            written = {}
            for row in rows(folder / CLAIMS):
                claim = _claim(row, ids, project)
                written[row["number"]] = replace(claim, id=stored.write(step, claim))
            for row in rows(folder / STANCES):
                claim = written[row["claim"]]
                stored.judge(step, _judged(row, claim, ground, reason=row[f"reason_{project.language}"]))
    return len(written)


def rows(path: Path) -> list[Row]:
    """The rows of one of the sample's tables."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _decided(every: list[Row]) -> Iterator[ThemeDecision]:
    """The themes that the coder sorted passages into, in the order of first mention."""
    cells: dict[tuple[str, str, str], list[str]] = {}
    for row in every:
        key = f"{row['source']}:{row['start']}-{row['end']}"
        cells.setdefault((row["area"], row["group"], row["theme"]), []).append(key)
    for (area, group, name), keys in cells.items():
        yield ThemeDecision(theme_id(area, group, keys[0]), area, group, frozenset(keys), name)


def _claim(row: Row, ids: Mapping[str, str], project: Project) -> Claim:
    return Claim(
        row[f"text_{project.language}"],
        row["group"],
        ClaimKind(row["kind"]),
        area=row["area"] or None,
        valence=row["valence"] or None,
        themes=tuple(ids[name] for name in row["themes"].split(BETWEEN)),
        questions=tuple(row["questions"].split()),
    )


def _judged(row: Row, claim: Claim, ground: claims.Ground, *, reason: str) -> Judged:
    """The judgement; where the person says nothing of it, with all of the person's passages that were looked at."""
    stance, person = Stance(row["stance"]), row["respondent"]
    said = tuple(key for key in row["passages"].split(BETWEEN) if key)
    seen = tuple(each.key for each in ground.passages_of(claim) if each.respondent == person)
    return Judged(claim.id or 0, person, stance, reason, said if stance in VOICED else seen, revision=0)
