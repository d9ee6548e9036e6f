"""Records beside people: what reports tell of observations and documents, taken apart from what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.domain.codings.segments import RECORDS, Passage
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.themes.themes import Theme
from toolkit.services.themes.theme_material import Findings

if TYPE_CHECKING:
    from toolkit.services.factors.factors import FactorList


@dataclass(frozen=True, slots=True)
class Apart:
    """The passages that nobody says and a report may tell of, by key, and the themes among them."""

    passages: Mapping[str, Passage] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()


def parted(found: Findings, kinds: Mapping[str, Kind]) -> tuple[Findings, Apart]:
    """The findings of people alone, and what of the records a report may tell: case descriptions never."""
    people = {key: each for key, each in found.passages.items() if not each.record}
    told = {
        key: each
        for key, each in found.passages.items()
        if each.record and kinds.get(each.source, Kind.CASE).rules.told
    }
    themes = (_within(theme, told) for theme in found.themes if theme.group == RECORDS and theme.told)
    rest = tuple(theme for theme in found.themes if theme.group != RECORDS)
    return replace(found, themes=rest, passages=people), Apart(told, tuple(one for one in themes if one.passages))


def _within(theme: Theme, told: Mapping[str, Passage]) -> Theme:
    return replace(theme, passages=tuple(key for key in theme.passages if key in told))


def title(one: FactorList) -> str:
    """What a team's list is called in a report: what its file says, else its name without suffix."""
    return one.facts.get("title") or one.source.rpartition(".")[0] or one.source
