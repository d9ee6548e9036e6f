"""A project or codebook of another program taken into ours: looked at first, then stored whole or not at all."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.analysis.engines import PLACING
from toolkit.domain.exchange.interchange import ORIGIN, Exchanged, Loss, Unit
from toolkit.errors import BadFile, Problem, UsageError
from toolkit.messages import N_
from toolkit.services.coding import schemes
from toolkit.services.coding.schemes import SchemeInUse
from toolkit.services.exchange import exchange_codes, exchange_people, exchange_texts
from toolkit.services.exchange.exchange_judged import Judged, JudgedWith, judged
from toolkit.services.exchange.exchange_people import Gathering, Registered
from toolkit.services.material import sources
from toolkit.services.projects import backups
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import read_file
from toolkit.services.projects.overwriting import Overwriting, of_scheme, write_last
from toolkit.services.projects.project import REGISTER, Project

if TYPE_CHECKING:
    from toolkit.services.exchange.exchange_codes import Fitted
    from toolkit.services.exchange.exchange_texts import Texts
    from toolkit.storage.projects.store import Change, Connection, Store

SUFFIXES = (".qdpx", ".qdc")


@dataclass(frozen=True, slots=True)
class Units:
    """In how many sources positions were found to count this unit, and what told so."""

    unit: Unit
    by: str
    sources: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a file brings, or brought: what is new, what the project had already, and what could not be held."""

    origin: str
    sources: tuple[str, ...] = ()
    known_sources: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    codings: int = 0
    known_codings: int = 0
    memos: int = 0
    known_memos: int = 0
    coders: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    units: tuple[Units, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def nothing_new(self) -> bool:
        """Whether all of it was in the project already."""
        return not (self.sources or self.codes or self.respondents or self.columns or self.codings or self.memos)


def read_path(path: Path) -> bytes:
    """The bytes of an exchange file; UsageError for another kind of file, BadFile when they cannot be had."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            N_("Projects and codebooks are exchanged as .qdpx and .qdc, not {suffix}."),
            hint=N_("Tables and Word comments are taken in with spegla codings import, interviews with spegla add."),
            suffix=path.suffix or path.name,
        )
    try:
        return read_file(path)
    except BadFile as error:
        raise BadFile("{file}: {what}", hint=error.hint_message, file=path.name, what=error.sentence) from None


def preview(project: Project, data: bytes, name: str, *, coder: str = "") -> Arrived:
    """What `import_file` would do with this file; nothing is stored. `coder` codes what the file gives to nobody.

    Refused, as `import_file` is, while the viewer codes blind: what is known already would tell what others made.
    """
    from toolkit.exchange.refi_reading import read

    refuse_blind(project)
    exchanged = read(data, name)
    sources.place(project)
    with project.store() as store:
        return _planned(project, store, exchanged, coder).told()


def import_file(project: Project, data: bytes, name: str, *, coder: str = "") -> Arrived:
    """Take the file's sources, codes, people, codings and memos, as far as they are not here; all of it or nothing."""
    from toolkit.exchange.refi_reading import read

    refuse_blind(project)
    brought = [read(data, name)]
    del data  # the file and what was read of it go as soon as they can: they are as large as all that is stored
    with project.store(write=True) as store:
        sources.refresh(project, store)
        plan = _planned(project, store, brought.pop(), coder)
        arrived = plan.told()
        if not arrived.nothing_new:
            backups.before(project, "import")
            with store.writing("exchange import", now=project.now) as change:
                plan.store(project, change)
                write_last(project, change, plan.files(project))
    _forget(project)
    return arrived


def _forget(project: Project) -> None:
    """Read register and scheme again when they are next asked for."""
    project.forget_scheme()
    for name in ("register", "withheld", "_registered"):
        project.__dict__.pop(name, None)


@dataclass(slots=True)
class _Plan:
    """All that a file brings, worked out before anything is stored."""

    origin: str
    units: tuple[Units, ...]
    fitted: Fitted
    before: SchemeInUse
    after: SchemeInUse
    registered: Registered
    future: Project
    texts: Texts
    judged: Judged
    losses: list[Loss] = field(default_factory=list)
    alone: bool = False  # no source was there before

    def told(self) -> Arrived:
        """What a person is told of it."""
        lost = [*self.losses, *self.fitted.losses, *self.texts.losses, *self.judged.losses]
        named = set(self.registered.people)
        noted = [problem for problem in self.texts.problems if problem.values.get("label") not in named]
        return Arrived(
            origin=self.origin,
            sources=tuple(source.name for source, _ in self.texts.new),
            known_sources=tuple(self.texts.known),
            codes=tuple(self.fitted.new),
            matched=tuple(sorted(self.fitted.matched)),
            respondents=self.registered.people,
            columns=self.registered.columns,
            codings=len(self.judged.codings),
            known_codings=self.judged.known_codings,
            memos=len(self.judged.memos),
            known_memos=self.judged.known_memos,
            coders=tuple(sorted(self.judged.coders)),
            losses=tuple(each for each in lost if each.n),
            units=self.units,
            problems=(*noted, *self.judged.problems),
        )

    def store(self, project: Project, change: Change) -> None:
        """Store all of it in one transaction."""
        from toolkit.domain.texts.text import words
        from toolkit.storage.codings import codings, memos
        from toolkit.storage.sources import sources as stored
        from toolkit.storage.suggesting import runs

        connection = change.connection
        for used in (self.before, self.after):
            if used.new:
                version = runs.SchemeVersion(used.scheme.version, used.sha256, used.content, project.now)
                runs.record_scheme(connection, version)
        for source, original in self.texts.new:
            data = original or source.text.encode("utf-8", "replace")
            spoken = {turn.number: words(turn.span.of(source.text)) for turn in source.turns}
            stored.add(connection, source, original=data, words=sum(spoken.values()), spoken=spoken)
        added, _ = codings.add(connection, self.judged.codings)
        memos.add_unknown(connection, self.judged.memos)
        if self.alone:
            placing = runs.Run("placing", PLACING, {}, project.now, sources.placing(self.future))
            runs.record(connection, placing)
        change.note(sources=len(self.texts.new), codes=len(self.fitted.new), codings=added)

    def files(self, project: Project) -> Iterator[Overwriting]:
        """The scheme's and the register's new contents."""
        if self.after is not self.before:
            yield of_scheme(project, self.before.content, self.after.content)
        if self.registered.after != self.registered.before:
            path = project.folder / "interviews" / REGISTER
            yield Overwriting(path, path, self.registered.before, self.registered.after)


def _planned(project: Project, store: Store, exchanged: Exchanged, coder: str) -> _Plan:
    before = schemes.current(project, store)
    fitted = exchange_codes.fitted(exchanged, before.scheme, project.language)
    after = _grown(project, store, before, fitted)
    gathering = Gathering(project)
    people = gathering.cases(exchanged)
    whose = exchange_texts.whose(exchanged, people.ids)
    first = exchange_people.registered(project, people)
    with store.reading() as connection:
        reading = exchange_texts.Reading(_future(project, first, after), connection)
        texts, alone = reading.read(exchanged, whose), not reading.there
        persons = _persons(connection, exchanged, texts)
        for one in exchanged.sources:
            person = persons.get(one.guid) if one.guid not in whose and exchanged.origin != ORIGIN else None
            if one.variables and person and (known := gathering.person(person)):
                gathering.variables(known, one.variables)
        gathering.sets(exchanged.sets, persons)
        registered = exchange_people.registered(project, people)
        future = _future(project, registered, after)
        found = judged(future, connection, exchanged, JudgedWith(fitted.paths, texts, coder))
    losses = [*exchanged.losses, *people.losses, *_not_held(exchanged)]
    kept = alone and first == registered
    told = (exchanged.origin, _units(exchanged))
    return _Plan(*told, fitted, before, after, registered, future, texts, found, losses, kept)


def _units(exchanged: Exchanged) -> tuple[Units, ...]:
    found = Counter((one.unit, one.by) for one in exchanged.units.values())
    return tuple(Units(unit, by, n) for (unit, by), n in sorted(found.items()))


def _grown(project: Project, store: Store, before: SchemeInUse, fitted: Fitted) -> SchemeInUse:
    """The scheme with the codes of the file that it lacks."""
    from toolkit.resources import scheme_writing

    if not fitted.adds:
        return before
    with store.reading() as connection:
        version = schemes.next_version(project, connection, before.scheme)
    content = scheme_writing.grown(before.content, before.scheme, fitted.facets, fitted.adds, version=version)
    return schemes.changed(project, content)


def _future(project: Project, registered: Registered, scheme: SchemeInUse) -> Project:
    """The project as it will be with this register and scheme."""
    future = copy.copy(project)
    for name in ("register", "withheld"):
        future.__dict__.pop(name, None)
    future.__dict__["_registered"] = (registered.register, ())
    future.__dict__["scheme_file"] = scheme.scheme
    return future


def _persons(connection: Connection, exchanged: Exchanged, texts: Texts) -> dict[str, str | None]:
    """The one person who speaks in each source, by its guid; None where it is not one."""
    from toolkit.storage.sources import sources as stored

    if not exchanged.sets and not any(one.variables for one in exchanged.sources):
        return {}
    voices = {row.name: row.respondents for row in stored.overview(connection)}
    voices |= {source.name: source.respondents() for source, _ in texts.new}
    found = {guid: voices.get(name, ()) for guid, name in texts.names.items()}
    return {guid: people[0] if len(people) == 1 else None for guid, people in found.items()}


def _not_held(exchanged: Exchanged) -> Iterator[Loss]:
    """What a file may hold and a project of ours has no place for."""
    if exchanged.memos:
        yield Loss("memos", N_("Notes that hang on no code, text or words: {n}"), len(exchanged.memos))
    if exchanged.description.strip():
        yield Loss("description", N_("The description of the project: {n}"))
