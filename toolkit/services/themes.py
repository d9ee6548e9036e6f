"""Themes of the project: proposed from codings or suggestions, kept, and bent to what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.themes import Theme
from toolkit.errors import SpeglaError
from toolkit.services import names, schemes, suggestions, theme_material
from toolkit.services.project import Project
from toolkit.services.schemes import SchemeInUse
from toolkit.services.theme_material import SEED, Findings, Material

if TYPE_CHECKING:
    from toolkit.storage.store import Store

__all__ = ["SEED", "Findings", "Shown", "ThemeView", "current", "outdated", "record", "themes"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme with the names of its place, and the words of up to three typical passages."""

    theme: Theme
    area_title: str
    group_title: str
    typical: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The themes as they are listed."""

    shown: tuple[Shown, ...]
    machine: bool


def themes(project: Project, *, from_suggestions: bool = False, progress: Progress | None = None) -> ThemeView:
    """Find the themes anew if anything they rest on has changed, keep them, and show them."""
    if from_suggestions:
        suggestions.suggest(project, progress=progress)
    with project.store(write=True) as store:
        found = current(project, store, from_suggestions=from_suggestions, keep=True, progress=progress)
    place = {group: number for number, group in enumerate(project.settings.groups)}
    ordered = sorted(found.themes, key=lambda theme: place.get(theme.group, len(place)))
    return ThemeView(tuple(_shown(project, found, theme) for theme in ordered), found.machine)


def current(
    project: Project, store: Store, *, from_suggestions: bool, keep: bool, progress: Progress | None = None
) -> Findings:
    """The themes as they stand: those kept when nothing they rest on has changed, else proposed anew."""
    material = theme_material.fresh(project, store, from_suggestions=from_suggestions)
    if material.is_current(project):
        return material.findings(material.kept)
    made = _proposed(project, material, progress)
    if keep:
        _keep(project, store, made, material)
    return material.findings(made)


def as_kept(project: Project, store: Store) -> tuple[Findings, bool]:
    """The themes that are kept, bent to what people decided, and whether they are up to date; nothing is made anew.

    Refused, with the next step, when there is nothing to find themes in.
    """
    used = schemes.current(project, store)
    machine = theme_material.kept_from_suggestions(store)
    material = theme_material.read(project, store, used, from_suggestions=machine)
    return material.findings(material.kept), material.is_current(project)


_judged: dict[Path, tuple[tuple[object, ...], bool]] = {}


def outdated(project: Project, store: Store) -> bool:
    """Whether the themes kept are not those that the codings, or suggestions, would give now; judged once.

    Where none can be given it is not for this to say; what hinders is told when they are asked for.
    """
    used = schemes.current(project, store)
    if store.eyes:  # blind eyes do not see all that the themes were made from
        return False
    now = (store.mark(), used.sha256, used.scheme.version, project.settings, project.register)
    known, told = _judged.get(project.folder, ((), False))
    if known != now:
        told = _outdated(project, store, used)
        _judged[project.folder] = now, told
    return told


def _outdated(project: Project, store: Store, used: SchemeInUse) -> bool:
    machine = theme_material.kept_from_suggestions(store)
    try:
        material = theme_material.read(project, store, used, from_suggestions=machine)
    except SpeglaError:
        return False
    return material.made_from != material.fingerprint(project)


def _proposed(project: Project, material: Material, progress: Progress | None = None) -> list[Theme]:
    """The machine's themes under its own names; people's names come in when the themes are bent."""
    from toolkit.analysis.language import Language
    from toolkit.analysis.themes import propose_all

    return propose_all(
        material.passages,
        language=Language(project.spoken),
        scheme=material.used.scheme,
        decisions=[replace(one, name=None) for one in material.standing()],
        seed=SEED,
        progress=progress,
    )


def _keep(project: Project, store: Store, made: Sequence[Theme], material: Material) -> None:
    from toolkit.storage import runs
    from toolkit.storage import themes as stored

    with store.writing("themes", now=project.now) as change:
        run = runs.record(change.connection, material.run(project))
        stored.replace_all(change.connection, made, run=run)
        change.note(themes=len(made))


def _shown(project: Project, found: Findings, theme: Theme) -> Shown:
    code = found.scheme.codes.get(theme.area)
    return Shown(
        theme=theme,
        area_title=code.titled(project.language) if code else theme.area,
        group_title=names.group(project, theme.group),
        typical=tuple(found.passages[key].text for key in theme.passages[:3] if key in found.passages),
    )


def record(shown: Shown) -> dict[str, object]:
    """A theme as a flat record for JSON."""
    theme = shown.theme
    return {
        "id": theme.id,
        "area": theme.area,
        "group": theme.group,
        "name": theme.name,
        "named_by_person": theme.named,
        "words": theme.words,
        "passages": theme.passages,
        "typical": shown.typical,
        "respondents": theme.spread,
        "one_respondent": theme.one_voice,
        "stability": theme.stability,
        "machine": theme.machine,
        "aside": theme.aside,
    }
