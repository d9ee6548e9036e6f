"""What a person can wish of the sorting: all of it anew, finer or coarser; and what that would change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from toolkit.domain.themes import theme_continuing
from toolkit.domain.themes.theme_board import is_loose
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_, ntr, tr
from toolkit.services.coding import schemes
from toolkit.services.projects.project import Project
from toolkit.services.themes import theme_material, theme_renewal
from toolkit.services.themes.theme_renewal import Progress, Wish

if TYPE_CHECKING:
    from toolkit.domain.themes.themes import Theme
    from toolkit.services.themes.theme_material import Material
    from toolkit.storage.projects.store import Store

STEP = 1 / 3  # more or fewer themes at a time, one at least


class Granularity(StrEnum):
    """How finely everything is parted."""

    FEW = "few"
    MIDDLE = "middle"
    MANY = "many"


class Direction(StrEnum):
    """Which way one area and group is parted otherwise."""

    FINER = "finer"
    COARSER = "coarser"


@dataclass(frozen=True, slots=True)
class Change:
    """What a wish would change: the passages that come to stand in another theme, those that wait in a pile and would
    be sorted, how many themes there are and would be, and whether they rest on suggestions."""

    moved: int
    sorted_in: int
    before: int
    after: int
    machine: bool = False

    def told(self) -> str:
        """It in words."""
        parts = [
            ntr("{n} passage moves to another theme.", "{n} passages move to other themes.", self.moved),
            tr("Themes now: {before}; then: {after}.", before=self.before, after=self.after),
        ]
        if self.sorted_in:
            parts.insert(1, ntr("{n} new passage is sorted.", "{n} new passages are sorted.", self.sorted_in))
        return " ".join([*parts, tr("What you decided stays as it is.")])


def all_of(project: Project, granularity: Granularity | None) -> Wish:
    """Sort everything anew, as finely as said or as it was."""
    if granularity is None:
        return Wish(anew=True)
    from toolkit.analysis.themes.themes import finest, most_themes

    with project.store() as store:
        material = _read(project, store)
    counts: dict[tuple[str, str], int | None] = {}
    for cell, keys in theme_continuing.cell_keys(material.passages).items():
        usual = most_themes(len(keys))
        many = min(finest(len(keys)), 2 * usual)
        counts[cell] = {Granularity.FEW: max(1, usual // 2), Granularity.MANY: many}.get(granularity)
    return Wish(anew=True, counts=counts)


def parted(project: Project, area: str, group: str, direction: Direction) -> Wish:
    """Part one area and group into a third more themes, or fewer; NotFound when there are none."""
    with project.store() as store:
        material = _read(project, store)
    here = [theme for theme in _standing(material) if (theme.area, theme.group) == (area, group)]
    now = len(here)
    if not now:
        raise NotFound(
            N_("There are no themes of that area and group."), hint=N_("See the themes as they are now: spegla themes")
        )
    from toolkit.analysis.themes.themes import finest

    step = max(1, round(now * STEP))
    passages = theme_continuing.cell_keys(material.passages).get((area, group), [])
    count = min(now + step, finest(len(passages))) if direction is Direction.FINER else max(1, now - step)
    return Wish(counts={(area, group): count})


def of_words(project: Project, how: str, area: str, group: str) -> Wish:
    """The wish that a command says; UsageError when it says none."""
    if how in list(Direction) and area:
        return parted(project, area, group, Direction(how))
    if how in list(Granularity) and not area:
        return all_of(project, Granularity(how))
    raise UsageError(
        N_("Say finer or coarser with an area and a group, or few, middle or many for everything."),
        hint=N_("For example: spegla themes part finer needs participants"),
    )


def change(project: Project, wish: Wish, *, progress: Progress | None = None) -> Change:
    """What the wish would change beside what is new, without changing it."""
    with project.store() as store:
        material = _read(project, store, anew=wish.anew)
    made = theme_renewal.made(project, material, wish, progress=progress)
    before = material.findings(material.kept).themes
    after = material.findings(made.themes).themes
    piled = {(theme.area, theme.group, key) for theme in before if theme.pile for key in theme.passages}
    left = {(theme.area, theme.group, key) for theme in after if theme.pile for key in theme.passages}
    moved = theme_continuing.moved([theme for theme in before if not theme.pile], after)
    now, then = (sum(not theme.pile for theme in each) for each in (before, after))
    return Change(moved, len(piled - left), now, then, material.machine)


def machine(project: Project, *, anew: bool = False) -> bool:
    """Whether themes are made of suggestions alone: as those kept, but anew of codings as soon as there are any."""
    with project.store() as store:
        return _machine(store, anew=anew)


def _machine(store: Store, *, anew: bool) -> bool:
    return theme_material.kept_from_suggestions(store) and not (anew and theme_material.superseded(store))


def _read(project: Project, store: Store, *, anew: bool = False) -> Material:
    machine = _machine(store, anew=anew)
    return theme_material.read(project, store, schemes.current(project, store), from_suggestions=machine)


def _standing(material: Material) -> list[Theme]:
    """The themes of the kept ones that count as such: neither a pile nor single passages set aside."""
    found = material.findings(material.kept).themes
    return [theme for theme in found if not theme.pile and not is_loose(theme.area, theme.group, theme.id)]
