"""Coders and what they are to code blind: who has coded what, sources chosen or drawn at random, and who is through."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.comparing.assignments import Assignment, drawn
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.domain.texts.worded_keys import wrong_key
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.projects import names
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

LONGEST_NAME = 60
SEEDS = 1_000_000


@dataclass(frozen=True, slots=True)
class CoderRow:
    """A coder: how many codings in how many sources, and the sources that are to be coded blind."""

    name: str
    codings: int
    sources: int
    assignments: tuple[Assignment, ...]

    @property
    def left(self) -> tuple[Assignment, ...]:
        """What the coder has still to code blind."""
        return tuple(one for one in self.assignments if one.open)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment gave the coder: sources that are new, sources that were the coder's already, and the seed.

    `begun` are sources among the new ones in which the coder has codings already.
    """

    coder: str
    new: tuple[str, ...]
    known: tuple[str, ...]
    begun: tuple[str, ...] = ()
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """A random subset: how many sources, drawn with which seed (None: one is made up), of which group's (None: all)."""

    count: int
    seed: int | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A source to choose from: its number and name, its groups' titles, and who is assigned to it."""

    id: int
    name: str
    groups: tuple[str, ...]
    coders: tuple[str, ...]


def coders(project: Project) -> list[CoderRow]:
    """Everyone who has coded or is to code, in order of name."""
    from toolkit.storage.codings import assignments, comparing

    with project.store() as store, store.reading() as connection:
        made = {name: (codings, sources) for name, codings, sources in comparing.coders(connection)}
        given = assignments.each(connection)
    every = sorted({*made, *(one.coder for one in given)}, key=alphabetical)
    return [CoderRow(name, *made.get(name, (0, 0)), tuple(one for one in given if one.coder == name)) for name in every]


def choices(project: Project) -> list[Choice]:
    """The sources that can be assigned: those in which anybody speaks whose words may be used."""
    from toolkit.storage.codings import assignments
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        usable, ids = _usable(project, connection), stored.ids(connection)
        given = assignments.each(connection)
    return [
        Choice(
            ids[name],
            name,
            tuple(names.group(project, group) for group in groups),
            tuple(one.coder for one in given if one.source == name),
        )
        for name, groups in usable.items()
    ]


def assign(project: Project, coder: str, wanted: Sequence[str] | Draw) -> Assigned:
    """Let the coder code these sources blind, or as many drawn at random; the seed stands in the journal.

    A draw is stratified over actor groups, and takes none that the coder has coded in or is assigned already.
    """
    from toolkit.storage.codings import assignments
    from toolkit.storage.sources import sources as stored

    coder = checked(coder)
    seed = _seed(wanted) if isinstance(wanted, Draw) else None
    details = {} if seed is None else {"seed": seed}
    with project.store(write=True) as store, store.writing("assign", now=project.now, **details) as change:
        connection = change.connection
        own = {one.source for one in assignments.each(connection) if one.coder == coder}
        begun = _begun(connection, coder)
        if isinstance(wanted, Draw):
            chosen = _drawn(_free(project, connection, own | begun), project, wanted, seed or 0)
        else:
            chosen = list(dict.fromkeys(wanted))
        ids = stored.ids(connection, chosen)
        _refuse_mute(project, connection, chosen)
        change.note(sources=assignments.assign(connection, ids.values(), coder, now=project.now))
    new = tuple(name for name in ids if name not in own)
    known = tuple(name for name in ids if name in own)
    return Assigned(coder, new, known, tuple(name for name in new if name in begun), seed)


def checked(coder: str) -> str:
    """The name as it is kept; UsageError for one that is no line of letters."""
    name = " ".join(coder.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(
            N_("A coder's name is a line of at most {n} letters."), hint=N_("Give a name or initials."), n=LONGEST_NAME
        )
    return name


def _seed(wanted: Draw) -> int:
    if wanted.count < 1:
        raise UsageError(N_("Say how many interviews are to be drawn: at least one."))
    return secrets.randbelow(SEEDS) if wanted.seed is None else wanted.seed


def _begun(connection: Connection, coder: str) -> set[str]:
    from toolkit.storage.codings import comparing

    return set(comparing.sources_of(connection, [coder]))


def _usable(project: Project, connection: Connection) -> dict[str, tuple[str, ...]]:
    """The groups of those who speak in each source and whose words may be used; sources without such are left out."""
    from toolkit.storage.sources import reading
    from toolkit.storage.sources import sources as stored

    voices, found = reading.voices(connection), {}
    for name, number in stored.ids(connection).items():
        heard = [one for one in voices.get(number, ()) if project.register.usable(one)]
        if heard:
            found[name] = tuple(dict.fromkeys(project.register.get(one).group or "" for one in heard))
    return found


def _free(project: Project, connection: Connection, taken: Iterable[str]) -> dict[str, tuple[str, ...]]:
    busy = set(taken)
    return {name: groups for name, groups in _usable(project, connection).items() if name not in busy}


def _drawn(free: Mapping[str, tuple[str, ...]], project: Project, wanted: Draw, seed: int) -> list[str]:
    if wanted.group is not None and wanted.group not in project.settings.groups:
        raise NotFound(
            N_("There is no group {group}."),
            group=wanted.group,
            **wrong_key(wanted.group, project.settings.groups, names.groups(project)),
        )
    strata: dict[str, list[str]] = {}
    for name, groups in free.items():
        if wanted.group is None or wanted.group in groups:
            strata.setdefault(groups[0] if wanted.group is None else wanted.group, []).append(name)
    if not strata:
        raise Refused(
            N_("There is no interview left to draw: the coder has all of them, or has coded in them."),
            hint=N_("Name interviews with --sources, or choose another coder."),
        )
    return drawn(strata, wanted.count, seed=seed)


def _refuse_mute(project: Project, connection: Connection, chosen: Iterable[str]) -> None:
    usable = _usable(project, connection)
    for name in chosen:
        if name not in usable:
            raise Refused(
                N_("In {source} nobody speaks whose words may be used: there is nothing to code."), source=name
            )


def done(project: Project, coder: str, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The coder is through with these sources, or with all: from now on they are seen as they are; gives their names.

    NotFound when the coder has none such open.
    """
    from toolkit.storage.codings import assignments

    with project.store(write=True) as store, store.writing("assignment done", now=project.now) as change:
        open_ = _open(change.connection, coder, wanted)
        change.note(sources=assignments.finish(change.connection, open_.values(), coder, now=project.now))
    return tuple(open_)


def take_back(project: Project, coder: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """Take these sources back from the coder, as if they had never been assigned; gives their names."""
    from toolkit.storage.codings import assignments

    with project.store(write=True) as store, store.writing("assignment taken back", now=project.now) as change:
        open_ = _open(change.connection, coder, wanted)
        change.note(sources=assignments.withdraw(change.connection, open_.values(), coder))
    return tuple(open_)


def _open(connection: Connection, coder: str, wanted: Sequence[str]) -> dict[str, int]:
    from toolkit.storage.codings import assignments

    own = {one.source: one.source_id for one in assignments.each(connection) if one.coder == coder and one.open}
    chosen = {name: own[name] for name in own if not wanted or name in wanted}
    if not chosen or any(name not in own for name in wanted):
        raise NotFound(
            N_("{coder} has no such interview left to code blind."),
            hint=N_("See who has what with: spegla coders"),
            coder=coder,
        )
    return chosen


def named(project: Project, numbers: Iterable[int]) -> list[str]:
    """The names of the sources with these numbers."""
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return [stored.name_of(connection, number) for number in numbers]
