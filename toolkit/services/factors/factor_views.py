"""The factor lists as a screen shows them: each factor with what bears it out, and what could."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.claims.factors import Held
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.domain.themes.themes import Theme
from toolkit.services.claims.claim_names import short
from toolkit.services.claims.claims import claims
from toolkit.services.factors import factors
from toolkit.services.factors.factors import FactorList
from toolkit.services.projects import names
from toolkit.services.projects.project import Project


@dataclass(frozen=True, slots=True)
class Named:
    """A theme or claim by the words that tell it; a theme that is no longer there has none."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class FactorViews:
    """All lists, and the themes and claims that may bear a factor out."""

    lists: tuple[FactorList, ...]
    themes: tuple[Named, ...]
    claims: tuple[Named, ...]

    def borne_by(self, one: Held) -> tuple[tuple[str, Named], ...]:
        """What bears a factor out, each with its kind: "theme" or "claim"."""
        themes, said = ({each.key: each for each in every} for every in (self.themes, self.claims))
        return (
            *(("theme", themes.get(key, Named(key, ""))) for key in one.themes),
            *(("claim", said.get(str(key), Named(str(key), ""))) for key in one.claims),
        )


def views(project: Project) -> FactorViews:
    """The lists as they stand on today's themes and claims; refused to who codes blind."""
    found = factors.lists(project)
    if not found:
        return FactorViews((), (), ())
    known = claims(project)
    themes = (one for one in known.ground.themes.values() if one.told)
    return FactorViews(
        tuple(found),
        tuple(_theme(project, one) for one in sorted(themes, key=lambda one: (one.group, alphabetical(one.name)))),
        tuple(Named(str(each.claim.id), short(each.claim.text)) for each in known.standings),
    )


def _theme(project: Project, one: Theme) -> Named:
    return Named(one.id, f"{one.name} · {names.group(project, one.group)}")
