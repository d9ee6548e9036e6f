"""What coder A decided of the sample's themes after the machine's proposal: names given, passages moved, set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.themes import theme_board
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import Theme
from toolkit.services.projects.project import Project
from toolkit.services.projects.steps import stepping
from toolkit.services.sample import sample_claims
from toolkit.services.sample.sample_claims import Row
from toolkit.services.themes import themes
from toolkit.services.themes.theme_board import bent_at

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step

LOOKED_THROUGH = Path("themes") / "coder_a_looked_through.csv"
ASIDE = ""  # in the place of a theme's name: these passages are set aside


@dataclass(frozen=True, slots=True)
class Looked:
    """How many themes bore the machine's names, how many still do, and how many themes there are then."""

    before: int
    left: int
    themes: int


def through(project: Project, folder: Path, *, coder: str) -> Looked:
    """Take in how the coder looked through the proposed themes of the sample in `folder`, as one step."""
    before = _kept(project)
    with project.store(write=True) as store, stepping(store, "theme move", project, coder=coder) as step:
        for place, keys in _wanted(sample_claims.rows(folder / LOOKED_THROUGH)).items():
            _decide(project, step, place, keys)
    after = _kept(project)
    return Looked(_machine_named(before), _machine_named(after), len(after))


def _kept(project: Project) -> list[Theme]:
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
    return [theme for theme in found.themes if theme.told]


def _machine_named(every: Sequence[Theme]) -> int:
    return sum(not theme.named for theme in every)


def _wanted(rows: Sequence[Row]) -> Mapping[tuple[str, str, str], list[str]]:
    """The passages by area, group and the name of the theme that they are to stand in."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        key = f"{row['source']}:{row['start']}-{row['end']}"
        found.setdefault((row["area"], row["group"], row["theme"]), []).append(key)
    return found


def _decide(project: Project, step: Step, place: tuple[str, str, str], keys: Sequence[str]) -> None:
    """Bring the passages where they are wanted, on the themes as they stand within the step."""
    from toolkit.storage.findings import themes as stored

    area, group, name = place
    at = stored.Cell(area, group)
    voices = {key: who for key, who in stored.voices(step.connection, at).items() if project.register.usable(who)}
    stored.decide(step, _deed(bent_at(step.connection, at, voices), keys, name))


def _deed(every: Sequence[Theme], keys: Sequence[str], name: str) -> Decided:
    """A theme of just these passages gets the name; else they are moved to the theme of that name, old or new."""
    holding = [theme for theme in every if set(keys).intersection(theme.passages)]
    target = next((theme for theme in every if name and theme.named and theme.name == name), None)
    if target is not None:
        return theme_board.moved(holding, keys, target)
    if name == ASIDE:
        loose = next((one for one in every if theme_board.is_loose(one.area, one.group, one.id)), None)
        return theme_board.loosened(holding, keys, loose)
    if len(holding) == 1 and set(holding[0].passages) == set(keys) and not holding[0].named:
        return theme_board.renamed(holding[0], name)
    return theme_board.new_theme(holding, keys, name=name)
