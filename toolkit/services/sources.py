"""Sources into the project: files are read, their speakers placed, their turns matched to the guides, and stored."""

from __future__ import annotations

import hashlib
import inspect
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import plugins
from toolkit.analysis.engines import PLACING
from toolkit.domain.cases import Register
from toolkit.domain.ports import Importer
from toolkit.domain.sources import RawTurn, Role, Source, Transcript, Turn
from toolkit.domain.speaker_labels import folded
from toolkit.domain.speakers import in_doubt, placed
from toolkit.domain.text import words
from toolkit.errors import NotSaved, Problem, ProjectBusy, SpeglaError
from toolkit.messages import N_
from toolkit.services.files import read_file
from toolkit.services.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.storage.store import Connection, Store

Progress = Callable[[int, int], None]
SECONDS_PER_COMMIT = 1.0
READING = "reading/2"  # raised when the same bytes would be cut into other turns: every source is then read anew
NO_MATERIAL = ("readme", "läsmig", ".", "respondents.csv")  # what a folder of interviews holds beside them


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What was taken from one file."""

    name: str
    turns: int
    words: int
    respondent_words: int
    respondents: tuple[str, ...]
    speakers: tuple[str, ...]
    questions: int


@dataclass(slots=True)
class AddResult:
    """What `add` did with each file; `problems` holds serious ones (file not taken) and notes (taken, but look)."""

    added: list[AddedSource] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    not_in_register: set[str] = field(default_factory=set)

    @property
    def failed(self) -> list[Problem]:
        """The problems for which a file was left out."""
        return [problem for problem in self.problems if problem.serious]


def add(project: Project, files: Sequence[Path], *, progress: Progress | None = None) -> AddResult:
    """Read the files into the project; a folder stands for the transcripts in it. What is stored is stored for good,
    so an interrupted run goes on where it was when it is given the same files again."""
    paths = list(_expanded(files))
    result = AddResult()
    with project.store(write=True) as store:
        refresh(project, store)
        reader = _Reader(project, store, result)
        for batch in _batches(paths, reader.read):
            with store.writing("add", now=project.now) as change:
                for source, original in batch:
                    reader.save(change.connection, source, original)
                change.note(sources=len(batch))
            if progress:
                progress(reader.seen, len(paths))
    return result


def _expanded(files: Iterable[Path]) -> Iterator[Path]:
    """The files meant: those in a folder, those that fit a pattern (a Windows shell leaves patterns to the program)."""
    for path in files:
        if path.is_dir():
            inside = (inner for inner in path.iterdir() if not inner.is_dir())
            yield from sorted(inner for inner in inside if not inner.name.lower().startswith(NO_MATERIAL))
        elif not path.exists() and any(mark in path.name for mark in "*?["):
            yield from sorted(path.parent.glob(path.name)) or [path]
        else:
            yield path


def _batches(
    paths: Sequence[Path], read: Callable[[Path], tuple[Source, bytes] | None]
) -> Iterator[list[tuple[Source, bytes]]]:
    batch: list[tuple[Source, bytes]] = []
    started = time.monotonic()
    for path in paths:
        taken = read(path)
        if taken:
            batch.append(taken)
        if time.monotonic() - started > SECONDS_PER_COMMIT:
            yield batch
            batch, started = [], time.monotonic()
    yield batch


class _Reader:
    """Reads files one by one, keeping what is known so far: content already stored and names in use."""

    def __init__(self, project: Project, store: Store, result: AddResult) -> None:
        from toolkit.storage import sources

        self.project = project
        self.result = result
        self.seen = 0
        with store.reading() as connection:
            self.known = sources.shas(connection)
        self.importers = plugins.importers()
        self.names = {name.casefold() for name in self.known.values()}

    def read(self, path: Path) -> tuple[Source, bytes] | None:
        """The source in one file; None when it is known already or a problem, which is then noted."""
        self.seen += 1
        try:
            return self._read(path)
        except SpeglaError as error:
            self.result.problems.append(Problem.of(path.name, error))
        return None

    def _read(self, path: Path) -> tuple[Source, bytes] | None:
        data = read_file(path)
        sha = hashlib.sha256(data).hexdigest()
        if sha in self.known:
            self.result.known.append((path.name, self.known[sha]))
            return None
        importer = self.importers[path.suffix]
        source, notes = source_of(self.project, importer, data, name=self._free_name(path.name), sha256=sha)
        self.result.problems.extend((*notes, *self._same_name(path.name, source.name)))
        self.known[sha] = source.name
        self.names.add(source.name.casefold())
        return replace(source, turns=matched(self.project, source)), data

    def _free_name(self, name: str) -> str:
        stem, suffix = Path(name).stem, Path(name).suffix
        candidate, number = name, 2
        while candidate.casefold() in self.names:
            candidate, number = f"{stem} ({number}){suffix}", number + 1
        return candidate

    def _same_name(self, file: str, name: str) -> Iterator[Problem]:
        """A note when another source has the file's name: a corrected file counts its people's words twice."""
        if name.casefold() != file.casefold():
            older = next(known for known in self.known.values() if known.casefold() == file.casefold())
            yield Problem(
                name,
                N_("{source} is in the project with other content, so this file was added beside it as {name}."),
                N_("If it is the same interview, each word counts twice: spegla sources remove {source}"),
                {"source": older, "name": name},
                serious=False,
            )

    def save(self, connection: Connection, source: Source, original: bytes) -> None:
        """Store one source and count it."""
        from toolkit.storage import sources

        spoken = {turn.number: words(turn.span.of(source.text)) for turn in source.turns}
        counted = _counted(source, spoken)
        sources.add(connection, source, original=original, words=counted.words, spoken=spoken)
        self.result.added.append(counted)
        register = self.project.register
        self.result.not_in_register.update(one for one in counted.respondents if one not in register.respondents)


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
    from toolkit.analysis.language import language
    from toolkit.analysis.questioning import asked

    groups = [project.register.get(respondent).group for respondent in source.respondents()]
    group = next((group for group in groups if group in project.guides), None)
    if group is None:
        return source.turns
    return asked(source.turns, source.text, project.guides[group], language(project.spoken))


def _counted(source: Source, spoken: Mapping[int, int]) -> AddedSource:
    return AddedSource(
        name=source.name,
        turns=len(source.turns),
        words=sum(spoken.values()),
        respondent_words=sum(spoken[turn.number] for turn in source.turns if turn.role is Role.RESPONDENT),
        respondents=source.respondents(),
        speakers=tuple(dict.fromkeys(turn.label for turn in source.turns if turn.label)),
        questions=len({turn.question for turn in source.turns if turn.question}),
    )


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
    """Place speakers and questions anew if they are out of date: needed before words are shown to anyone."""
    with project.store() as store, store.reading() as connection:
        current = is_placed(project, connection)
    if not current:
        with project.store(write=True) as store:
            refresh(project, store)


def refresh(project: Project, store: Store) -> bool:
    """Place speakers and questions anew in every source when register or guides changed; True when they had."""
    from toolkit.storage import runs, sources

    wanted = placing(project)
    with store.reading() as connection:
        latest = runs.latest(connection, "placing")
        stored = list(sources.names(connection))
    if latest is not None and latest.fingerprint == wanted:
        return False
    importers = plugins.importers()
    with store.writing("placing", now=project.now) as change:
        for name in stored:
            source = sources.get(change.connection, name)
            original = sources.original(change.connection, name)
            turns = _placed_anew(project, source, original, importers)
            if turns != source.turns:
                sources.replace_turns(change.connection, name, turns)
        runs.record(change.connection, runs.Run("placing", PLACING, {}, project.now, wanted))
    return True


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
    try:
        found = _read(importers[Path(source.name).suffix], original, source.name, known=_known(project))
    except SpeglaError:
        return stored
    return found if found.text == source.text else stored
