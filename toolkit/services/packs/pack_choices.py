"""What a feedback pack can be made of: themes and claims, each with how many bear it out, for one audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.domain.claims.claims import Standing
from toolkit.domain.themes.themes import Theme
from toolkit.messages import N_, current_language, tr
from toolkit.services.claims import claim_names
from toolkit.services.claims.claim_sentences import Speech, speech
from toolkit.services.claims.claims import Claims, claims
from toolkit.services.projects import audiences, names
from toolkit.services.projects.project import Project

MAY_SEE = {
    "team": N_(
        "The team knows the participants and one another: what its own people said is told without counts and"
        " quotes while they are few, and others are quoted only where several could have said it."
    ),
    "steering": N_(
        "The steering group's members know one another: what they said themselves is told without counts and "
        "quotes while they are few, and others are quoted only where several could have said it."
    ),
    "network": N_(
        "Those in the network know one another and some of the participants: people are quoted only where "
        "several could have said it, and small groups are not counted."
    ),
    "participants": N_(
        "The participants know one another: none of them is quoted where the others would know who said it, "
        "and small groups are not counted."
    ),
    "employers": N_(
        "The employers know the participants they have met: people are quoted only where several could have "
        "said it, and small groups are not counted."
    ),
}


@dataclass(frozen=True, slots=True)
class ClaimChoice:
    """A claim that a pack can tell: `k` of the `n` asked affirm it, `against` say otherwise or both."""

    id: int
    text: str
    group: str
    k: int
    n: int
    against: int
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme that a pack can tell: so many people carry it. `machine`: it rests on suggestions alone."""

    id: str
    name: str
    group: str
    people: int
    machine: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that may be chosen, themes by area."""

    claims: tuple[ClaimChoice, ...]
    areas: tuple[tuple[str, tuple[ThemeChoice, ...]], ...]


def choices(project: Project, audience: str) -> Choices:
    """What a pack for this audience can be made of; counts leave out whose words it may not hear."""
    shown = audiences.told(project, audience)
    found, spoken = claims(shown), speech(shown)
    told = tuple(_claim(shown, spoken, one) for one in found.standings)
    return Choices(told, tuple(_areas(shown, found)))


def may_see(audience: str) -> str:
    """What these readers may see said, in one sentence."""
    return tr(MAY_SEE.get(audience, MAY_SEE["team"]))


def insiders(project: Project) -> list[tuple[int, str]]:
    """The audiences that a pack can be for: their number among the project's, and their key."""
    every = enumerate(project.settings.audiences.values(), 1)
    return [(number, each.key) for number, each in every if each.insiders]


def _claim(project: Project, spoken: Speech, one: Standing) -> ClaimChoice:
    told, claim = spoken.of(one), one.claim
    counts = one.tally_of(claim.group) if claim.group else one.together()
    text = told.sentence or claim_names.short(claim.text)
    against = counts.contradicts + counts.qualifies
    return ClaimChoice(claim.id or 0, text, names.group(project, claim.group), told.k, told.n, against, claim.themes)


def _areas(project: Project, found: Claims) -> Iterator[tuple[str, tuple[ThemeChoice, ...]]]:
    by_area: dict[str, list[Theme]] = {}
    for theme in found.ground.findings.themes:
        if theme.told and theme.people:
            by_area.setdefault(theme.area, []).append(theme)
    codes = project.scheme_file.codes
    order = [path for path in codes if path in by_area] + [area for area in by_area if area not in codes]
    for area in order:
        title = codes[area].titled(current_language()) if area in codes else area
        yield title, tuple(_theme(project, theme) for theme in by_area[area])


def _theme(project: Project, theme: Theme) -> ThemeChoice:
    return ThemeChoice(theme.id, theme.name, names.group(project, theme.group), len(theme.people), theme.machine)
