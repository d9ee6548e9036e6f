"""The board of themes: the cards of an area by group, as the themes stand and as people decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import AREA
from toolkit.domain.codings.segments import place_of
from toolkit.domain.texts.text import to_utf16
from toolkit.domain.themes import theme_board
from toolkit.domain.themes.themes import Theme, unstructured, version_of
from toolkit.errors import NotFound
from toolkit.messages import N_, current_language
from toolkit.services.coding import passages
from toolkit.services.material import sources
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.themes.told_names import is_told_by_code

if TYPE_CHECKING:
    from toolkit.storage.findings.themes import Cell, PlacedPassage
    from toolkit.storage.projects.store import Connection

Joined = tuple[str, str, str]  # area, group and the key of a passage
FIRST = 3  # passages that a card shows at once


@dataclass(frozen=True, slots=True)
class CardPassage:
    """A passage on a card; `start` and `end` count UTF-16 units within its turn, as the reading screen does."""

    key: str
    source: int
    respondent: str
    text: str
    turn: int
    start: int
    end: int
    new: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A theme on the board with its first passages, and how many of all are new since somebody looked; `loose` is the
    place of single passages that were set aside; `by_code`: reports call it by its code."""

    theme: Theme
    version: str
    passages: tuple[CardPassage, ...]
    loose: bool
    new: int = 0
    by_code: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The themes of one area and group; `asked` is how many of the group were asked about the area or raised it."""

    area: str
    group: str
    area_title: str
    group_title: str
    asked: int
    cards: tuple[Card, ...]
    aside: tuple[Card, ...]

    @property
    def machine(self) -> bool:
        """Whether the themes rest on suggestions alone."""
        return any(card.theme.machine for card in (*self.cards, *self.aside))

    @property
    def new(self) -> int:
        """How many passages are new since somebody looked."""
        return sum(card.new for card in (*self.cards, *self.aside))

    @property
    def themes(self) -> int:
        """How many themes there are, a pile of new material not counted."""
        return sum(not card.theme.pile for card in self.cards)

    @property
    def unstructured(self) -> bool:
        """Whether none of the themes is surely more than chance."""
        return unstructured(card.theme for card in self.cards)


@dataclass(frozen=True, slots=True)
class Place:
    """An area that has themes, with how many; `number` is its place in the scheme, from 1."""

    number: int
    area: str
    title: str
    themes: int


def areas(project: Project) -> list[Place]:
    """The areas of the scheme with how many themes each has; an area that only themes name stands last."""
    from toolkit.storage.findings import themes as stored

    with project.store() as store, store.reading() as connection:
        counts: dict[str, int] = {}
        for area, _, n in stored.cells(connection):
            counts[area] = counts.get(area, 0) + n
    titles = {code.path: code.titled(current_language()) for code in project.scheme_file.active(AREA, top=True)}
    every = [*titles, *(area for area in counts if area not in titles)]
    return [Place(n, area, titles.get(area, area), counts.get(area, 0)) for n, area in enumerate(every, start=1)]


def columns(project: Project, area: str, *, group: str | None = None) -> list[Column]:
    """The themes of an area, a column for each group in the project's order, or of one group only."""
    from toolkit.storage.findings import themes as stored

    sources.place(project)
    at = stored.Cell(area, group)
    with project.store() as store, store.reading() as connection:
        themes = bent_at(connection, at, _voices(project, connection, at))
        joined = stored.joined(connection)
        spoken = _spoken(connection, (key for theme in themes for key in first(theme)))
        asked = passages.asked_areas(project, connection, project.scheme_file)
    by_group: dict[str, list[Card]] = {}
    for theme in themes:
        by_group.setdefault(theme.group, []).append(_card(project, theme, spoken, joined))
    order = [key for key in (*project.settings.groups, "") if key in by_group]
    order += [key for key in by_group if key not in order]
    return [_column(project, area, key, by_group[key], asked) for key in order]


def all_passages(project: Project, place: Place, group: str, theme_id: str) -> tuple[CardPassage, ...]:
    """Every passage of a theme; NotFound when it is not there any more."""
    from toolkit.storage.findings import themes as stored

    sources.place(project)
    at = stored.Cell(place.area, group)
    with project.store() as store, store.reading() as connection:
        themes = bent_at(connection, at, _voices(project, connection, at))
        keys = next((theme.passages for theme in themes if theme.id == theme_id), None)
        if keys is None:
            raise NotFound(N_("This theme is no longer there."), hint=N_("Look at the themes as they are now."))
        spoken, joined = _spoken(connection, keys), stored.joined(connection)
    return tuple(_passage(spoken[key], new=(place.area, group, key) in joined) for key in keys)


def first(theme: Theme) -> tuple[str, ...]:
    """The passages that a card shows at once: all of a pile, else the most typical."""
    return theme.passages if theme.pile else theme.passages[:FIRST]


def _voices(project: Project, connection: Connection, at: Cell) -> dict[str, str]:
    """Who speaks in each passage of the themes there, of those whose words may be used."""
    from toolkit.storage.findings import themes as stored

    usable, closed = project.register.usable, passages.closed_records(project, connection)
    every = stored.voices(connection, at).items()
    return {key: who for key, who in every if usable(who) and place_of(key)[0] not in closed}


def _spoken(connection: Connection, keys: Iterable[str]) -> dict[str, PlacedPassage]:
    from toolkit.storage.findings import themes as stored

    return {one.key: one for one in stored.placed(connection, keys)}


def bent_at(connection: Connection, at: Cell, voices: Mapping[str, str]) -> list[Theme]:
    """The themes there as people decided; a passage that `voices` does not know is left out."""
    from toolkit.storage.findings import themes as stored

    return theme_board.bent(stored.each(connection, at), stored.decisions(connection, at), voices)


def _card(project: Project, theme: Theme, spoken: Mapping[str, PlacedPassage], joined: Collection[Joined]) -> Card:
    new = {key for key in theme.passages if (theme.area, theme.group, key) in joined}
    shown = tuple(_passage(spoken[key], new=key in new) for key in first(theme))
    loose = theme_board.is_loose(theme.area, theme.group, theme.id)
    return Card(theme, version_of(theme), shown, loose, len(new), is_told_by_code(project, theme))


def _passage(one: PlacedPassage, *, new: bool) -> CardPassage:
    start = to_utf16(one.before, len(one.before))
    end = start + to_utf16(one.text, len(one.text))
    return CardPassage(one.key, one.source_id, one.respondent, one.text, one.turn, start, end, new)


def _column(
    project: Project, area: str, group: str, cards: Sequence[Card], asked: Mapping[str, frozenset[str]]
) -> Column:
    code = project.scheme_file.codes.get(area)
    people = {one for one, put in asked.items() if area in put and (project.register.get(one).group or "") == group}
    people.update(one for card in cards for one in card.theme.people)
    return Column(
        area=area,
        group=group,
        area_title=code.titled(current_language()) if code else area,
        group_title=names.group(project, group),
        asked=len(people),
        cards=tuple(card for card in cards if not card.theme.aside),
        aside=tuple(card for card in cards if card.theme.aside),
    )
