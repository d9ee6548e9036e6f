"""The sources of the project: how a file's bytes become one, who speaks in each, listed, placed anew, removed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import plugins
from toolkit.analysis.engines import PLACING
from toolkit.domain.cases import Register
from toolkit.domain.ports import Importer
from toolkit.domain.sources import EXCHANGED, RawTurn, Source, Transcript, Turn
from toolkit.domain.speaker_labels import folded
from toolkit.domain.speakers import in_doubt, placed
from toolkit.errors import NotSaved, Problem, ProjectBusy, SpeglaError
from toolkit.messages import N_
from toolkit.services import teaching
from toolkit.services.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.storage.store import Connection, Store

READING = "reading/3"  # raised when the same bytes would be cut into other turns: every source is then read anew


def source_of(
    project: Project, importer: Importer, data: bytes, *, name: str, sha256: str
) -> tuple[Source, tuple[Problem, ...]]:
    """Read one file's bytes: the source with its speakers placed, and notes on what to look at."""
    transcript = _read(importer, data, name, known=_known(project))
    turns, notes = placed(transcript, name=name, register=project.register, interviewers=project.settings.interviewers)
    source = Source(name, sha256, transcript.text, turns, transcript.facts, project.now)
    return source, (*transcript.notes, *notes, *_voiceless(source), *_withheld(source, project.register))


def _known(project: Project) -> frozenset[str]:
    """The labels, folded, of the register and of the project's interviewers."""
    people = project.register.respondents.values()
    labels = (label for one in people for label in (one.id, *one.labels))
    return frozenset(map(folded, (*labels, *project.settings.interviewers)))


def _read(importer: Importer, data: bytes, name: str, *, known: frozenset[str]) -> Transcript:
    """Read with the known labels, or without by an importer that was written before there were any."""
    parameters = inspect.signature(importer.read).parameters.values()
    takes = any(each.name == "known" or each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters)
    return importer.read(data, name, known=known) if takes else importer.read(data, name)


def _voiceless(source: Source) -> Iterator[Problem]:
    if not source.respondents():
        yield Problem(
            source.name,
            N_("No respondent speaks in {source}: there is nothing to code in it."),
            N_("Look at the speakers' labels in the file; spegla sources shows what was found."),
            {"source": source.name},
            serious=False,
        )


def _withheld(source: Source, register: Register) -> Iterator[Problem]:
    for respondent in source.respondents():
        if not register.usable(respondent):
            yield Problem(
                source.name,
                N_("{respondent} has withdrawn or refused consent, so nothing the person said is used."),
                N_("Remove the source if it should not be kept: spegla sources remove {source}"),
                {"respondent": respondent, "source": source.name},
                serious=False,
            )


def matched(project: Project, source: Source) -> tuple[Turn, ...]:
    """The source's turns with the guide's question that each asks or answers."""
    groups = [project.register.get(respondent).group for respondent in source.respondents()]
    group = next((group for group in groups if group in project.guides), None)
    if group is None:
        return source.turns
    from toolkit.analysis.language import language
    from toolkit.analysis.questioning import asked

    return asked(source.turns, source.text, project.guides[group], language(project.spoken))


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it is listed; people who withdrew or refused are counted as withheld."""

    name: str
    turns: int
    words: int
    respondent_words: int
    respondents: tuple[str, ...]
    withheld: tuple[str, ...]
    facts: dict[str, str]


def overview(project: Project) -> list[SourceView]:
    """The sources of the project in order of name, without their texts."""
    from toolkit.storage import sources

    with suppress(NotSaved, ProjectBusy):  # a list holds no words: it is shown as stored
        place(project)
    with project.store() as store, store.reading() as connection:
        rows = sources.overview(connection)
    usable = project.register.usable
    return [
        SourceView(
            name=row.name,
            turns=row.turns,
            words=row.words,
            respondent_words=row.respondent_words,
            respondents=row.respondents,
            withheld=tuple(one for one in row.respondents if not usable(one)),
            facts=dict(row.facts),
        )
        for row in rows
    ]


def remove(project: Project, name: str) -> int:
    """Remove a source and all that was coded in it; returns how many codings went with it."""
    from toolkit.storage import codings, sources

    with project.store(write=True) as store, store.writing("sources remove", now=project.now) as change:
        gone = len(codings.each(change.connection, source=name))
        sources.remove(change.connection, name)
        change.note(sources=1, codings=gone)
    return gone


def placing(project: Project) -> str:
    """A fingerprint of what decides who speaks and which question is answered: register, guides, labels, language."""
    people = [(one.id, one.group, one.labels, in_doubt(one)) for one in project.register.respondents.values()]
    guides = sorted(project.guides.items())
    return fingerprint(PLACING, READING, people, guides, tuple(project.settings.interviewers), project.spoken)


def is_placed(project: Project, connection: Connection) -> bool:
    """Whether every source's speakers are placed as register, guides and interviewers say now."""
    from toolkit.storage import runs, sources

    latest = runs.latest(connection, "placing")
    current = latest is not None and latest.fingerprint == placing(project)
    return current or not sources.names(connection)


def place(project: Project) -> None:
    """Place speakers and questions anew if they are out of date: needed before words are shown to anyone.

    What was learned from words of somebody who has withdrawn since is forgotten.
    """
    with project.store() as store, store.reading() as connection:
        current = is_placed(project, connection)
        of_withheld = teaching.is_of_withheld(project, connection)
    if not current:
        with project.store(write=True) as store:
            refresh(project, store)
    if of_withheld:
        teaching.forget(project)


def refresh(project: Project, store: Store) -> bool:
    """Place speakers and questions anew in every source when register or guides changed; True when they had."""
    from toolkit.storage import runs, sources

    wanted = placing(project)
    with store.reading() as connection:
        latest = runs.latest(connection, "placing")
    if latest is not None and latest.fingerprint == wanted:
        return False
    importers = plugins.importers()
    with store.writing("placing", now=project.now) as change:
        latest = runs.latest(change.connection, "placing")
        if latest is not None and latest.fingerprint == wanted:  # others did it while this waited for its turn
            change.idle = True
            return True
        for name in sources.names(change.connection):
            source = sources.get(change.connection, name)
            original = sources.original(change.connection, name)
            turns = _placed_anew(project, source, original, importers)
            if turns != source.turns:
                sources.replace_turns(change.connection, name, turns)
        runs.record(change.connection, runs.Run("placing", PLACING, {}, project.now, wanted))
    return True


def placed_here(project: Project, source: Source, original: bytes) -> Source:
    """The source of another project with its speakers placed by this project's register and guides."""
    return replace(source, turns=_placed_anew(project, source, original, plugins.importers()))


def _placed_anew(
    project: Project, source: Source, original: bytes, importers: Mapping[str, Importer]
) -> tuple[Turn, ...]:
    transcript = _read_anew(project, source, original, importers)
    turns, _ = placed(
        transcript, name=source.name, register=project.register, interviewers=project.settings.interviewers
    )
    return matched(project, replace(source, turns=turns))


def _read_anew(project: Project, source: Source, original: bytes, importers: Mapping[str, Importer]) -> Transcript:
    """The source's turns as its file is cut with the labels known now; as stored when it gives another text."""
    raw = tuple(RawTurn(turn.span, turn.label, turn.time) for turn in source.turns)
    stored = Transcript(source.text, raw, source.facts)
    exchanged = EXCHANGED in source.facts
    try:
        suffix = ".txt" if exchanged else Path(source.name).suffix
        found = _read(importers[suffix], original, source.name, known=_known(project))
    except SpeglaError:
        return stored
    if found.text != source.text:
        return stored
    return replace(found, facts=source.facts) if exchanged else found
