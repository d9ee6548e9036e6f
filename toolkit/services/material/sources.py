"""The sources of the project: how a file's bytes become one, who speaks in each, listed, placed anew, removed."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.analysis.engines import PLACING
from toolkit.domain.exchange.ports import Importer
from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.decisions import laid_over
from toolkit.domain.sources.records import recast
from toolkit.domain.sources.source_kinds import Kind, kind_of, nobody_speaks
from toolkit.domain.sources.sources import EXCHANGED, SESSION, SURVEY, RawTurn, Role, Source, Transcript, Turn
from toolkit.domain.sources.speaker_labels import folded
from toolkit.domain.sources.speakers import in_doubt, known_labels, placed, speaker_pairs
from toolkit.domain.texts.days import day_in
from toolkit.errors import NotSaved, Problem, ProjectBusy, SpeglaError
from toolkit.messages import N_
from toolkit.services.material import importing_apart, unlearning
from toolkit.services.projects.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store
    from toolkit.storage.sources.source_settings import Setting

SHOWN_DATE = 40  # characters of what could not be read as a date
LEARNING = "learning"  # the area that what is said at a reflection session is of, where the scheme has it
READING = "reading/6"  # raised when the same bytes would be cut into other turns: every source is then read anew


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read: the source, the bytes that are kept of it, what was taken and left, what to look at.

    `columns` lists those of a survey's table (letter, title, kind) as JSON.
    """

    source: Source
    original: bytes
    notes: tuple[Problem, ...]
    counts: Mapping[str, int]
    columns: str = ""


def source_of(
    project: Project, importer: Importer, data: bytes, *, name: str, decided: Mapping[str, str] | None = None
) -> Taken:
    """Read one file's bytes, with what a person decided of it laid over what it says: its speakers are placed."""
    told = decided or {}
    transcript = _read(importer, data, name, known=_known(project) | known_labels(told), decided=told)
    own = dict(transcript.facts)
    columns = own.pop("columns", "") if SURVEY in own else ""
    transcript = replace(transcript, facts=laid_over(own, told))
    turns, notes = _placed(project, transcript, name, told)
    original = data if transcript.kept is None else transcript.kept
    sha = hashlib.sha256(original).hexdigest()
    source = Source(name, sha, transcript.text, turns, transcript.facts, project.now)
    source = replace(source, turns=recast(source, project.register))
    said = (*transcript.notes, *notes, *_undated(source), *_voiceless(source), *_unnamed(source))
    said = (*said, *_withheld(source, project.register))
    return Taken(source, original, said, transcript.counts, columns)


def _placed(
    project: Project, transcript: Transcript, name: str, decided: Mapping[str, str]
) -> tuple[tuple[Turn, ...], tuple[Problem, ...]]:
    """The transcript's turns with their speakers, as project and person say."""
    return placed(
        transcript,
        name=name,
        register=project.register,
        interviewers=project.settings.interviewers,
        decided=speaker_pairs(decided),
    )


def _known(project: Project) -> frozenset[str]:
    """The labels, folded, of the register and of the project's interviewers."""
    people = project.register.respondents.values()
    labels = (label for one in people for label in (one.id, *one.labels))
    return frozenset(map(folded, (*labels, *project.settings.interviewers)))


def _read(
    importer: Importer, data: bytes, name: str, *, known: frozenset[str], decided: Mapping[str, str] | None = None
) -> Transcript:
    """Read with the known labels and what was decided, each by an importer whose `read` takes it."""
    told = decided or {}
    offered = {"known": known, "settings": dict(told), "encoding": told.get("encoding", "")}
    parameters = inspect.signature(importer.read).parameters
    every = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters.values())
    read: Callable[..., Transcript] = importer.read
    return read(data, name, **{key: value for key, value in offered.items() if every or key in parameters})


def _undated(source: Source) -> Iterator[Problem]:
    told = source.facts.get("date", "").strip()
    if told and day_in(told) is None:
        yield Problem(
            source.name,
            N_("{source}: “{text}” could not be read as a date."),
            N_("Write it like this: Datum: 2026-03-21"),
            {"source": source.name, "text": told if len(told) <= SHOWN_DATE else told[: SHOWN_DATE - 1] + "…"},
            serious=False,
        )


def _voiceless(source: Source) -> Iterator[Problem]:
    if not source.respondents() and not nobody_speaks(source.facts):
        yield Problem(
            source.name,
            N_("No respondent speaks in {source}: there is nothing to code in it."),
            N_("Look at the speakers' labels in the file; spegla sources shows what was found."),
            {"source": source.name},
            serious=False,
        )


def _unnamed(source: Source) -> Iterator[Problem]:
    """A note on a case description that does not say whom it is about: no consent and no withdrawal reaches it."""
    if kind_of(source.facts) is Kind.CASE and not any(turn.respondent for turn in source.turns):
        yield Problem(
            source.name,
            N_("It is not said whom {source} is about, so that person's consent does not reach it."),
            N_("Name the person when you add it: --respondent D07"),
            {"source": source.name},
            serious=False,
        )


def _withheld(source: Source, register: Register) -> Iterator[Problem]:
    for respondent in source.respondents():
        if not register.usable(respondent):
            yield Problem(
                source.name,
                N_("The words of {respondent} may not be used (withdrawn, refused, ended or restricted)."),
                N_("Remove the source if it should not be kept: spegla sources remove {source}"),
                {"respondent": respondent, "source": source.name},
                serious=False,
            )


def matched(project: Project, source: Source) -> tuple[Turn, ...]:
    """The source's turns with the guide's question that each asks or answers; of a session all are of learning."""
    if kind_of(source.facts) is Kind.REFLECTION:
        area = LEARNING if project.scheme_file.area_of(LEARNING) else None
        return tuple(replace(turn, area=area) for turn in source.turns)
    groups = [project.register.get(respondent).group for respondent in source.respondents()]
    group = next((group for group in groups if group in project.guides), None)
    if group is None:
        return source.turns
    from toolkit.analysis.texts.language import language
    from toolkit.analysis.texts.questioning import asked

    turns = asked(source.turns, source.text, project.guides[group], language(project.spoken))
    return tuple(_answering(turns)) if SURVEY in source.facts else turns


def _answering(turns: Sequence[Turn]) -> Iterator[Turn]:
    """The turns of a survey: an answer belongs to the question right before it, and to no earlier one."""
    asked: Turn | None = None
    for turn in turns:
        if turn.role is Role.INTERVIEWER:
            asked = turn
            yield turn
        else:
            told = (asked.question, asked.area, asked.phase) if asked else (None, None, None)
            yield replace(turn, question=told[0], area=told[1], phase=told[2])


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
    kind: Kind = Kind.INTERVIEW


def overview(project: Project) -> list[SourceView]:
    """The sources of the project in order of name, without their texts."""
    from toolkit.storage.sources import sources

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
            kind=row.kind,
        )
        for row in rows
    ]


def names(project: Project) -> Mapping[int, str]:
    """The name of every source by its number."""
    from toolkit.storage.suggesting import progress

    with project.store() as store, store.reading() as connection:
        return progress.source_names(connection)


def codings_in(project: Project, name: str) -> int:
    """How many codings lie in a source."""
    from toolkit.storage.codings import codings

    with project.store() as store, store.reading() as connection:
        return len(codings.each(connection, source=name))


def session_of(project: Project, name: str) -> str:
    """The title of the reflection session that a source was made of; empty for every other source."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        facts = next((row.facts for row in sources.overview(connection) if row.name == name), {})
    return facts.get("title", "") if SESSION in facts else ""


def remove(project: Project, name: str) -> int:
    """Remove a source and all that was coded in it; returns how many codings went with it."""
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import sources

    with project.store(write=True) as store, store.writing("sources remove", now=project.now) as change:
        gone = len(codings.each(change.connection, source=name))
        sources.remove(change.connection, name)
        change.note(sources=1, codings=gone)
    return gone


def placing(project: Project) -> str:
    """A fingerprint of what decides who speaks and which question is answered: register, guides, labels, language."""
    people = [
        (one.id, one.group, one.labels, in_doubt(one, project.today)) for one in project.register.respondents.values()
    ]
    guides = sorted(project.guides.items())
    return fingerprint(PLACING, READING, people, guides, tuple(project.settings.interviewers), project.spoken)


def is_placed(project: Project, connection: Connection) -> bool:
    """Whether every source's speakers are placed as register, guides and interviewers say now."""
    from toolkit.storage.sources import sources
    from toolkit.storage.suggesting import runs

    latest = runs.latest(connection, "placing")
    current = latest is not None and latest.fingerprint == placing(project)
    return current or not sources.names(connection)


def place(project: Project) -> None:
    """Place speakers and questions anew if they are out of date: needed before words are shown to anyone.

    What was learned from words of somebody who has withdrawn since is forgotten.
    """
    project = project.asking(Purpose.INTERVIEW)  # what is kept does not depend on what is asked for at the moment
    with project.store() as store, store.reading() as connection:
        current = is_placed(project, connection)
        of_withheld = unlearning.is_of_withheld(project, connection)
    if not current:
        with project.store(write=True) as store:
            refresh(project, store)
    if of_withheld:
        unlearning.forget(project)


def refresh(project: Project, store: Store) -> bool:
    """Place speakers and questions anew in every source when register or guides changed; True when they had."""
    from toolkit.storage.sources import sources
    from toolkit.storage.suggesting import runs

    wanted = placing(project)
    with store.reading() as connection:
        latest = runs.latest(connection, "placing")
    if latest is not None and latest.fingerprint == wanted:
        return False
    importers = importing_apart.importers()
    with store.writing("placing", now=project.now) as change:
        latest = runs.latest(change.connection, "placing")
        if latest is not None and latest.fingerprint == wanted:  # others did it while this waited for its turn
            change.idle = True
            return True
        for name in sources.names(change.connection):
            place_one(project, change.connection, name, importers)
        runs.record(change.connection, runs.Run("placing", PLACING, {}, project.now, wanted))
    return True


def place_one(project: Project, connection: Connection, name: str, importers: Mapping[str, Importer]) -> None:
    """Place the speakers and questions of one source anew, as its file and what was decided of it say."""
    from toolkit.storage.sources import source_settings, sources

    source, original = sources.get(connection, name), sources.original(connection, name)
    source_id = sources.id_of(connection, name)
    setting = source_settings.of(connection, source_id)
    turns = _placed_anew(project, source, original, importers, setting)
    if turns != source.turns:
        sources.replace_turns(connection, name, turns)
    placed_now = replace(source, turns=turns, facts=laid_over(source.facts, setting.decided))
    sources.keep_kind(connection, source_id, placed_now)


def placed_here(project: Project, source: Source, original: bytes, setting: Setting | None = None) -> Source:
    """The source of another project, as it was set there, with its speakers placed by this project's register."""
    return replace(source, turns=_placed_anew(project, source, original, importing_apart.importers(), setting))


def restated(project: Project, source: Source, turns: Iterable[RawTurn], setting: Setting) -> tuple[Turn, ...]:
    """The turns of a source whose text is no longer its file's, placed by register, guides and what was decided."""
    cut = tuple(Turn(n, raw.span, Role.UNKNOWN, raw.label, None, raw.time) for n, raw in enumerate(turns, 1))
    revised = replace(setting, revision=max(1, setting.revision))
    return _placed_anew(project, replace(source, turns=cut), b"", {}, revised)


def _placed_anew(
    project: Project,
    source: Source,
    original: bytes,
    importers: Mapping[str, Importer],
    setting: Setting | None = None,
) -> tuple[Turn, ...]:
    """The source's turns as they are placed now; without a setting it is taken as its file is read."""
    decided, as_read = (setting.decided, setting.as_read) if setting else ({}, True)
    transcript = _read_anew(project, source, original, importers, decided=decided, as_read=as_read)
    turns, _ = _placed(project, transcript, source.name, decided)
    found = replace(source, turns=turns, facts=transcript.facts)
    return matched(project, replace(found, turns=recast(found, project.register, whole=as_read)))


def _read_anew(
    project: Project,
    source: Source,
    original: bytes,
    importers: Mapping[str, Importer],
    *,
    decided: Mapping[str, str],
    as_read: bool,
) -> Transcript:
    """The source's turns as its file is cut with the labels known now; as stored when that gives another text."""
    raw = tuple(RawTurn(turn.span, turn.label, turn.time) for turn in source.turns)
    stored = Transcript(source.text, raw, laid_over(source.facts, decided))
    if not as_read or SESSION in source.facts:
        return stored
    exchanged = EXCHANGED in source.facts
    try:
        suffix = ".txt" if exchanged else Path(source.name).suffix
        known = _known(project) | known_labels(decided)
        found = _read(importers[suffix], original, source.name, known=known, decided=decided)
    except SpeglaError:
        return stored
    if found.text != source.text:
        return stored
    return replace(found, facts=laid_over(source.facts if exchanged else found.facts, decided))
