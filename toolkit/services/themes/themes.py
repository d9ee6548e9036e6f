"""Themes of the project: proposed from codings or suggestions, kept, and bent to what a person decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import PHASE
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.themes import Theme
from toolkit.errors import SpeglaError
from toolkit.services.coding import schemes
from toolkit.services.coding.schemes import SchemeInUse
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.suggesting import suggestions
from toolkit.services.themes import theme_material, theme_renewal
from toolkit.services.themes.theme_material import SEED, Findings, Material
from toolkit.services.themes.theme_renewal import Joined, Made, Wish
from toolkit.services.themes.told_names import is_told_by_code

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Store

__all__ = ["SEED", "Findings", "Shown", "ThemeView", "Wish", "current", "outdated", "record", "themes"]
Progress = Callable[[int, int], None]
NOTHING = Wish()


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme with the names of its place, the words of up to three typical passages, those new in it, and how many are
    of each phase (coded, else asked about). `by_code`: reports call it by its code."""

    theme: Theme
    area_title: str
    group_title: str
    typical: tuple[str, ...]
    new: tuple[str, ...] = ()
    phases: Mapping[str, int] = field(default_factory=dict)
    by_code: bool = False


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The themes as they are listed."""

    shown: tuple[Shown, ...]
    machine: bool


def themes(
    project: Project, *, from_suggestions: bool = False, wish: Wish | None = None, progress: Progress | None = None
) -> ThemeView:
    """Bring the themes up to date if anything they rest on has changed, or as somebody wishes, and show them."""
    if from_suggestions:
        suggestions.suggest(project, progress=progress)
    with project.store(write=True) as store:
        found = current(
            project, store, from_suggestions=from_suggestions, keep=True, wish=wish or Wish(), progress=progress
        )
        joined = theme_material.joined(store)
    place = {group: number for number, group in enumerate(project.settings.groups)}
    ordered = sorted(found.themes, key=lambda theme: place.get(theme.group, len(place)))
    return ThemeView(tuple(_shown(project, found, theme, joined) for theme in ordered), found.machine)


def current(
    project: Project,
    store: Store,
    *,
    from_suggestions: bool,
    keep: bool,
    wish: Wish = NOTHING,
    progress: Progress | None = None,
) -> Findings:
    """The themes as they stand: those kept when nothing they rest on has changed, else with what is new in them.

    Nothing that is kept is moved but where `wish` says so.
    """
    material = theme_material.fresh(project, store, from_suggestions=from_suggestions)
    if material.is_current(project) and wish == NOTHING:
        return material.findings(material.kept)
    made = theme_renewal.made(project, material, wish, progress=progress)
    if keep:
        _keep(project, store, made, material)
    return material.findings(made.themes)


def as_kept(project: Project, store: Store) -> tuple[Findings, bool]:
    """The themes that are kept, bent to what people decided, and whether they are up to date; nothing is made anew.

    Refused, with the next step, when there is nothing to find themes in.
    """
    used = schemes.current(project, store)
    machine = theme_material.kept_from_suggestions(store)
    material = theme_material.read(project, store, used, from_suggestions=machine)
    current = material.is_current(project) and not theme_material.superseded(store)
    return material.findings(material.kept), current


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


def superseded(project: Project) -> bool:
    """Whether the themes kept rest on suggestions alone though people have coded."""
    with project.store() as store:
        return theme_material.superseded(store)


def _outdated(project: Project, store: Store, used: SchemeInUse) -> bool:
    if theme_material.superseded(store):
        return True
    machine = theme_material.kept_from_suggestions(store)
    try:
        material = theme_material.read(project, store, used, from_suggestions=machine)
    except SpeglaError:
        return False
    return material.made_from != material.fingerprint(project)


def _keep(project: Project, store: Store, made: Made, material: Material) -> None:
    from toolkit.storage.findings import themes as stored
    from toolkit.storage.suggesting import runs

    with store.writing("themes", now=project.now) as change:
        told = stored.parameters(change.connection, made.joined, made.counts)
        run = runs.record(change.connection, material.run(project, told))
        stored.replace_all(change.connection, made.themes, run=run)
        change.note(themes=sum(not theme.pile for theme in made.themes))


def _shown(project: Project, found: Findings, theme: Theme, joined: Collection[Joined]) -> Shown:
    code = found.scheme.codes.get(theme.area)
    return Shown(
        theme=theme,
        area_title=code.titled(project.language) if code else theme.area,
        group_title=names.group(project, theme.group),
        typical=tuple(found.passages[key].text for key in theme.passages[:3] if key in found.passages),
        new=tuple(key for key in theme.passages if (theme.area, theme.group, key) in joined),
        phases=Counter(
            phase for key in theme.passages if key in found.passages for phase in _phases(found.passages[key])
        ),
        by_code=is_told_by_code(project, theme),
    )


def _phases(passage: Passage) -> Iterable[str]:
    return passage.of_facet(PHASE) or ([passage.asked_phase] if passage.asked_phase else ())


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
        "respondents": {who: n for who, n in theme.spread.items() if who},
        "one_respondent": theme.one_voice,
        "phases": dict(sorted(shown.phases.items())),
        "voices": round(theme.voices, 2),
        "stability": theme.stability,
        "chance": theme.chance,
        "hold": theme.hold.value,
        "new": shown.new,
        "pile": theme.pile,
        "machine": theme.machine,
        "aside": theme.aside,
    }
