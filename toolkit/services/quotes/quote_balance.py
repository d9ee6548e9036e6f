"""Whose voices the report carries: quotes beside words spoken, who is never quoted and why, one person's quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.domain.codings.segments import Passage, place_of
from toolkit.domain.quotes.quote_ledger import Entry, Ledger, Share, Unquoted, barred_by, by_group, shares
from toolkit.domain.quotes.quotes import quote_of
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.coding import passages, schemes
from toolkit.services.material import sources
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.quotes import quotes
from toolkit.services.themes.theme_board import bent_at

if TYPE_CHECKING:
    from toolkit.domain.themes.themes import Theme
    from toolkit.storage.findings.themes import Cell
    from toolkit.storage.projects.store import Connection, Store

CONTEXT = 240  # letters on either side of a quote, for whoever is quoted


@dataclass(frozen=True, slots=True)
class Shown:
    """The ledger with what a reader of it must know.

    `titles` names themes, `drafted` is when the newest draft was written, `in_draft` are the numbers of its quotes.
    """

    ledger: Ledger
    titles: Mapping[str, str] = field(default_factory=dict)
    drafted: datetime | None = None
    in_draft: frozenset[int] = frozenset()

    @property
    def printed(self) -> tuple[Entry, ...]:
        """The quotes of the newest draft; without one, all that may be printed."""
        if self.in_draft:
            return tuple(entry for entry in self.ledger.entries if entry.id in self.in_draft)
        return self.ledger.usable

    def by_theme(self) -> dict[str, list[Entry]]:
        """The entries of each theme, in the order of the themes' titles; "" for those of none that stands."""
        order = sorted(self.titles, key=lambda theme: alphabetical(self.titles[theme]))
        found: dict[str, list[Entry]] = {theme: [] for theme in (*order, "")}
        for entry in self.ledger.entries:
            found[entry.theme if entry.theme in self.titles else ""].append(entry)
        return {theme: own for theme, own in found.items() if own}


def shown(project: Project) -> Shown:
    """The ledger as it is; refused to whoever has interviews left to code blind."""
    refuse_blind(project)
    sources.place(project)
    with project.store() as store, store.reading() as connection:
        return _shown(project, connection)


def _shown(project: Project, connection: Connection) -> Shown:
    from toolkit.storage.findings import quotes as stored

    drafted, in_draft = stored.last_printed(connection)
    return Shown(quotes.read(project, connection), titles(project, connection), drafted, in_draft)


def titles(project: Project, connection: Connection) -> dict[str, str]:
    """The themes' names by their ids, as people decided."""
    from toolkit.storage.findings import themes as stored

    return {theme.id: theme.name for theme in _themes(project, connection, stored.EVERYWHERE)}


def theme_of(project: Project, connection: Connection, source_id: int, span: Span) -> str:
    """The id of the theme that words of this source belong to; "" where there is none, or there are several."""
    from toolkit.storage.findings import themes as stored
    from toolkit.storage.sources import sources as texts

    name = texts.name_of(connection, source_id)
    there = (theme for at in stored.cells_at(connection, source_id, span) for theme in _themes(project, connection, at))
    found = [theme.id for theme in there if not theme.pile and _holds(theme, name, span)]
    return found[0] if len(found) == 1 else ""


def _holds(theme: Theme, source: str, span: Span) -> bool:
    places = (place_of(key) for key in theme.passages if key.startswith(f"{source}:"))
    return any(name == source and own.shared(span) for name, own in places)


def _themes(project: Project, connection: Connection, at: Cell) -> list[Theme]:
    from toolkit.storage.findings import themes as stored

    usable = project.register.usable
    return bent_at(connection, at, {key: who for key, who in stored.voices(connection, at).items() if usable(who)})


@dataclass(frozen=True, slots=True)
class Balance:
    """Shares of words and quotes by person and by group; `of_draft`: of the newest draft, else of the ledger."""

    people: tuple[Share, ...]
    groups: tuple[Share, ...]
    quotes: int
    of_draft: bool
    most: int
    by_theme: Mapping[str, int] = field(default_factory=dict)


def balance(project: Project) -> Balance:
    """Who is quoted how much, beside how much they say; and why somebody is not."""
    refuse_blind(project)
    sources.place(project)
    with project.store() as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            here = _shown(project, connection)
            people = _people(project, connection, here)
            coded = passages.coded(project, connection, used.scheme).passages
    by_person: dict[str, list[Passage]] = {}
    for passage in coded:
        by_person.setdefault(passage.respondent, []).append(passage)
    told = tuple(
        one if one.quotes else replace(one, unquoted=_why(project, one.name, by_person.get(one.name, ())))
        for one in people
    )
    return Balance(
        told,
        tuple(by_group(told)),
        len(here.printed),
        bool(here.in_draft),
        max((one.quotes for one in told), default=0),
        _by_theme(here),
    )


def _by_theme(here: Shown) -> dict[str, int]:
    printed = {entry.id for entry in here.printed}
    counts = {theme: sum(entry.id in printed for entry in own) for theme, own in here.by_theme().items()}
    return {theme: n for theme, n in counts.items() if n}


def _people(project: Project, connection: Connection, here: Shown) -> Sequence[Share]:
    from toolkit.storage.sources import sources as stored

    usable = project.register.usable
    words = {who: count for who, (_, count) in stored.spoken(connection).items() if usable(who)}
    groups = {who: project.register.get(who).group or "" for who in words}
    return shares(words, (entry.respondent for entry in here.printed), groups)


def _why(project: Project, person: str, own: Sequence[Passage]) -> Unquoted:
    if barred_by(project.register.get(person).consent, project.today) is not None:
        return Unquoted.NO_CONSENT
    if not own:
        return Unquoted.NOT_CODED
    fits = any(quote_of(passage) is not None for passage in own)
    return Unquoted.NOT_CHOSEN if fits else Unquoted.NOTHING_FITS


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote of somebody with the words round it, and the title of the theme that it shows."""

    entry: Entry
    before: str
    after: str
    title: str
    in_draft: bool


def of_person(project: Project, respondent: str) -> list[Quoted]:
    """How somebody is quoted: all that may be printed, each with its context in the interview. NotFound when nobody of
    that name speaks, or speaks no more."""
    here = shown(project)
    with project.store() as store:
        _check_person(project, store, respondent)
        person = project.register.get(respondent).id
        own = [entry for entry in here.ledger.of_person(person) if entry.usable]
        with store.reading() as connection:
            return [_quoted(connection, entry, here) for entry in own]


def _check_person(project: Project, store: Store, respondent: str) -> None:
    from toolkit.storage.sources import sources as stored

    with store.reading() as connection:
        known = sorted(who for who in stored.respondents(connection) if project.register.usable(who))
    if respondent not in known:
        raise NotFound(
            N_("Nobody called {name} speaks in the interviews."),
            hint=N_("See them with: spegla quotes stats"),
            name=respondent,
        )


def _quoted(connection: Connection, entry: Entry, here: Shown) -> Quoted:
    from toolkit.storage.sources import searching
    from toolkit.storage.sources import sources as stored

    text = stored.text_of(connection, entry.source_id)
    turn = next(
        each for each in searching.turns(connection, entry.source_id) if each.start <= entry.span.start < each.end
    )
    before = Span(max(turn.start, entry.span.start - CONTEXT), entry.span.end).of(text)[: -len(entry.span)]
    after = text[entry.span.end : min(turn.end, entry.span.end + CONTEXT)]
    title = here.titles.get(entry.theme, "")
    return Quoted(entry, _from_word(before), _to_word(after), title, entry.id in here.in_draft)


def _from_word(text: str) -> str:
    return text if len(text) < CONTEXT else "… " + text.partition(" ")[2]


def _to_word(text: str) -> str:
    return text if len(text) < CONTEXT else text.rpartition(" ")[0] + " …"
