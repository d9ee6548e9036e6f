"""Where in the draft a coding is used: read from its source and its theme, without composing the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.themes import Theme
from toolkit.services.coding import passages, schemes
from toolkit.services.material import sources
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.themes.theme_board import bent_at

if TYPE_CHECKING:
    from toolkit.domain.codings.schemes import Scheme
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True, slots=True)
class Use:
    """A finding that rests on a coding: its theme's name, area and group, and its anchor on the draft's page."""

    finding: str
    title: str
    place: str
    anchor: str


def used_in(project: Project, coding_id: int) -> tuple[Use, ...]:
    """The findings of the draft that rest on this coding, as the themes stand; none for a coding that is gone.

    Reads one source, and of the themes those that hold its passage. Where people have decided of themes in the same
    area and group, all of these are read.
    """
    from toolkit.storage.codings import codings

    sources.place(project)
    with project.store() as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            known = codings.by_ids(connection, [coding_id])
            return tuple(_uses(_Reading(project, connection, used.scheme), known[0])) if known else ()


class _Reading:
    """The project while it is read."""

    def __init__(self, project: Project, connection: Connection, scheme: Scheme) -> None:
        self.project, self.connection, self.scheme = project, connection, scheme

    def passages(self, source: str) -> Iterator[Passage]:
        """The passages of a source, as the draft has them."""
        from toolkit.storage.codings import codings, settlements
        from toolkit.storage.sources import sources as stored

        coders = codings.coders(self.connection)
        own = sorted(
            codings.each(self.connection, source=source),
            key=lambda one: (-coders[one.coder], one.coder, one.span, one.code),
        )
        settled = settlements.of_source(self.connection, stored.id_of(self.connection, source))
        (text,) = stored.each(self.connection, [source])
        for stretch in passages.stretches(self.project, text, own, self.scheme, settled=settled):
            yield stretch.passage

    def themes(self, passage: Passage) -> Iterator[Theme]:
        """The themes that hold a passage, those of suggestions and those set aside left out."""
        for area in sorted(passage.areas, key=self._order.__getitem__):
            theme = self._theme(area, passage)
            if theme is not None and not theme.machine and theme.told:
                yield theme

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {path: place for place, path in enumerate(self.scheme.codes)}

    def _theme(self, area: str, passage: Passage) -> Theme | None:
        from toolkit.storage.findings import themes

        at = themes.Cell(area, passage.group or "")
        theme_id = themes.holding(self.connection, at, passage.key)
        if theme_id is None:
            return None
        if not themes.decided(self.connection, at):
            return themes.one(self.connection, theme_id)
        found = bent_at(self.connection, at, themes.voices(self.connection, at))
        return next((theme for theme in found if passage.key in theme.passages), None)

    def title(self, theme: Theme) -> str:
        """The theme's name; its area alone when the machine's name can only hold words of people not to be quoted."""
        if theme.named or any(map(self.project.register.quotable, theme.spread)):
            return theme.name
        return self.area(theme)

    def area(self, theme: Theme) -> str:
        """The title of the theme's area."""
        return self.scheme.codes[theme.area].titled(self.project.language)


def _uses(reading: _Reading, coding: Coding) -> Iterator[Use]:
    from toolkit.reporting.rendering.clean import slug

    for passage in _holding(reading.passages(coding.source), f"c{coding.id}"):
        for theme in reading.themes(passage):
            place = f"{reading.area(theme)} · {names.group(reading.project, theme.group)}"
            yield Use(f"f-{theme.id}", reading.title(theme), place, slug(f"f-{theme.id}"))


def _holding(found: Iterable[Passage], evidence: str) -> Iterator[Passage]:
    return (passage for passage in found if evidence in passage.evidence)
