"""Passages sorted into named themes: the machine's three best for each, with what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.theme_board import is_loose
from toolkit.domain.themes.themes import Theme
from toolkit.messages import tr
from toolkit.services.coding import schemes
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.themes import theme_material

if TYPE_CHECKING:
    from toolkit.analysis.themes.theme_material import Material as Words
    from toolkit.analysis.themes.theme_words import Meanings

BEST = 3
MOSTLY = 0.5  # share of a theme's passages from which a code is the theme's
MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Best:
    """A theme that a passage may belong to, and what the two have in common, in words."""

    theme: str
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The themes for one passage that waits to be sorted, the likest first."""

    key: str
    area: str
    group: str
    best: tuple[Best, ...]


def best(project: Project, area: str, group: str, keys: Sequence[str]) -> dict[str, tuple[Best, ...]]:
    """The three likest themes of the area and group for each of these passages, the one it stands in left out."""
    found, meanings = _findings(project)
    return _Sorter(project, found.scheme, (area, group), meanings).best(found.themes, found.passages, keys)


def apart(project: Project, area: str, group: str) -> list[str]:
    """The passages of the area and group that are less like the rest of their theme than like another theme."""
    found, meanings = _findings(project)
    return _Sorter(project, found.scheme, (area, group), meanings).apart(found.themes, found.passages)


def waiting(project: Project) -> list[Proposal]:
    """The passages in piles of new material with their three best themes."""
    found, meanings = _findings(project)
    proposals = []
    for pile in (theme for theme in found.themes if theme.pile):
        sorter = _Sorter(project, found.scheme, (pile.area, pile.group), meanings)
        ranked = sorter.best(found.themes, found.passages, pile.passages)
        proposals += [Proposal(key, pile.area, pile.group, ranked.get(key, ())) for key in pile.passages]
    return proposals


def record(project: Project, proposal: Proposal) -> dict[str, object]:
    """A proposal as a flat record for JSON."""
    return {
        "passage": proposal.key,
        "area": proposal.area,
        "group": proposal.group,
        "group_title": names.group(project, proposal.group),
        "best": [{"theme": one.theme, "name": one.name, "because": one.because} for one in proposal.best],
    }


def _findings(project: Project) -> tuple[theme_material.Findings, Meanings | None]:
    with project.store() as store:
        theme_material.refuse_none(store)
        machine = theme_material.kept_from_suggestions(store)
        used = schemes.current(project, store)
        material = theme_material.read(project, store, used, from_suggestions=machine)
        return material.findings(material.kept), material.meanings()


@dataclass(frozen=True, slots=True)
class _Sorter:
    """Ranks the themes of one cell."""

    project: Project
    scheme: Scheme
    cell: tuple[str, str]
    meanings: Meanings | None

    def best(
        self, themes: Sequence[Theme], passages: dict[str, Passage], keys: Sequence[str]
    ) -> dict[str, tuple[Best, ...]]:
        from toolkit.analysis.themes.theme_likeness import Held

        own = self._own(themes)
        here = [key for key in keys if key in passages and self._holds(passages[key])]
        if not own or not here:
            return {}
        words = self._words(passages)
        ranked = Held(words, self.cell, own).ranked(here)
        common = [_Common.of(theme, passages) for theme in own]
        row = {passage.key: number for number, passage in enumerate(words.passages)}
        found: dict[str, tuple[Best, ...]] = {}
        for key, order in zip(here, ranked, strict=True):
            others = [at for at in order if key not in own[at].passages][:BEST]
            said = [[word for word in own[at].words if words.says(row[key], word)] for at in others]
            found[key] = tuple(
                Best(own[at].id, own[at].name, self._because(passages[key], common[at], same))
                for at, same in zip(others, said, strict=True)
            )
        return found

    def apart(self, themes: Sequence[Theme], passages: dict[str, Passage]) -> list[str]:
        from toolkit.analysis.themes.theme_likeness import Held

        own = self._own(themes)
        return Held(self._words(passages), self.cell, own).apart() if len(own) > 1 else []

    def _own(self, themes: Sequence[Theme]) -> list[Theme]:
        """The themes of the cell that passages can be sorted into."""
        return [
            theme
            for theme in themes
            if (theme.area, theme.group) == self.cell and theme.told and not is_loose(*self.cell, theme.id)
        ]

    def _holds(self, passage: Passage) -> bool:
        return self.cell[0] in passage.areas and (passage.group or "") == self.cell[1]

    def _words(self, passages: dict[str, Passage]) -> Words:
        from toolkit.analysis.texts.language import Language
        from toolkit.analysis.themes.theme_material import Material as Words

        return Words.of(
            (one for one in passages.values() if self._holds(one)),
            language=Language(self.project.spoken),
            scheme=self.scheme,
            seed=theme_material.SEED,
            meanings=self.meanings,
        )

    def _because(self, passage: Passage, common: _Common, said: Sequence[str]) -> str:
        within = f"{self.cell[0]}/"
        codes = sorted(passage.codes & common.codes - {self.cell[0]}, key=lambda code: (within not in code, code))
        titles = [self.scheme.codes[code].titled(self.project.language) for code in codes]
        parts = [tr("same codes: {codes}", codes=", ".join(titles))] if titles else []
        parts += [tr("same words: {words}", words=", ".join(said[:MOST_WORDS]))] if said else []
        if not parts and passage.asked_area and passage.asked_area in common.asked:
            parts = [tr("answers to the same question area")]
        return "; ".join(parts) or tr("is written like the passages there")


@dataclass(frozen=True, slots=True)
class _Common:
    """What most passages of a theme have."""

    codes: frozenset[str]
    asked: frozenset[str]

    @classmethod
    def of(cls, theme: Theme, passages: dict[str, Passage]) -> _Common:
        own = [passages[key] for key in theme.passages if key in passages]
        least = MOSTLY * len(own)
        codes = Counter(code for one in own for code in one.codes)
        asked = Counter(one.asked_area for one in own if one.asked_area)
        return cls(
            frozenset(code for code, n in codes.items() if n >= least),
            frozenset(area for area, n in asked.items() if n >= least),
        )
