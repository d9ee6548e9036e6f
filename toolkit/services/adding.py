"""Files into the project: read, looked at before they are taken, and stored; from the command line and the browser."""

from __future__ import annotations

import hashlib
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import plugins
from toolkit.domain.sources import Role, Source
from toolkit.domain.text import words
from toolkit.errors import BadFile, Problem, SpeglaError
from toolkit.messages import N_, tr
from toolkit.services import sources, word_index
from toolkit.services.files import LARGEST, read_file
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.storage.store import Connection, Store

Progress = Callable[[int, int], None]
Offered = tuple[str, Callable[[], bytes]]  # the name to show, and what gives the bytes or says why there are none
SECONDS_PER_COMMIT = 1.0
NO_MATERIAL = ("readme", "läsmig", ".", "respondents.csv")  # what a folder of interviews holds beside them
LONGEST_NAME = 120
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # kinds of characters that have no place in a shown name


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


@dataclass(frozen=True, slots=True)
class Voice:
    """One label in a file: who it stands for, in which role, and how much is said under it."""

    label: str
    role: Role
    respondent: str | None
    turns: int
    words: int


@dataclass(slots=True)
class AddResult:
    """What `add` did with each file; `problems` holds serious ones (file not taken) and notes (taken, but look)."""

    added: list[AddedSource] = field(default_factory=list)
    voices: dict[str, tuple[Voice, ...]] = field(default_factory=dict)
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
    offered = [(shown_name(path.name), partial(read_file, path)) for path in _expanded(files)]
    return _added(project, offered, progress)


def add_data(project: Project, files: Sequence[tuple[str, bytes]], *, progress: Progress | None = None) -> AddResult:
    """`add` for files that are in memory already, each with the name that somebody's computer gives it."""
    return _added(project, _in_memory(files), progress)


def preview(project: Project, files: Sequence[tuple[str, bytes]]) -> AddResult:
    """What `add_data` would do with these files; nothing is stored."""
    result = AddResult()
    with project.store() as store:
        reader = _Reader(project, store, result)
    for one in _in_memory(files):
        taken = reader.read(one)
        if taken:
            reader.count(taken[0])
    return result


def suffixes() -> tuple[str, ...]:
    """The suffixes of the files that can be added, also those that installed plug-ins read (".docx", ".txt", …)."""
    return tuple(sorted(plugins.importers()))


def shown_name(raw: str) -> str:
    """The last part of a file's name as it may be shown and stored: composed letters, nothing unseen, not long."""
    last = unicodedata.normalize("NFC", raw.replace("\\", "/").rstrip("/").rpartition("/")[2])
    kept = "".join(" " if letter.isspace() else letter for letter in last if _seen(letter)).strip(". ")
    stem, suffix = Path(kept).stem, Path(kept).suffix[:20]
    return (stem[: LONGEST_NAME - len(suffix)] + suffix) or tr("file")


def _seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in UNSEEN


def _in_memory(files: Iterable[tuple[str, bytes]]) -> list[Offered]:
    return [(shown_name(name), partial(_not_too_large, data)) for name, data in files]


def _not_too_large(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise BadFile(N_("The file is larger than 100 MB."), hint=N_("Split it, or save it as text."))
    return data


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


def _added(project: Project, offered: Sequence[Offered], progress: Progress | None) -> AddResult:
    result = AddResult()
    with project.store(write=True) as store:
        sources.refresh(project, store)
        reader = _Reader(project, store, result)
        for batch in _batches(offered, reader.read):
            with store.writing("add", now=project.now) as change:
                for source, original in batch:
                    reader.save(change.connection, source, original)
                change.note(sources=len(batch))
            if progress:
                progress(reader.seen, len(offered))
    return result


def _batches(
    offered: Sequence[Offered], read: Callable[[Offered], tuple[Source, bytes] | None]
) -> Iterator[list[tuple[Source, bytes]]]:
    batch: list[tuple[Source, bytes]] = []
    started = time.monotonic()
    for one in offered:
        taken = read(one)
        if taken:
            batch.append(taken)
        if time.monotonic() - started > SECONDS_PER_COMMIT:
            yield batch
            batch, started = [], time.monotonic()
    yield batch


class _Reader:
    """Reads files one by one, keeping what is known so far: content already stored and names in use."""

    def __init__(self, project: Project, store: Store, result: AddResult) -> None:
        from toolkit.storage import sources as stored

        self.project = project
        self.result = result
        self.seen = 0
        with store.reading() as connection:
            self.known = stored.shas(connection)
        self.importers = plugins.importers()
        self.names = {name.casefold() for name in self.known.values()}

    def read(self, offered: Offered) -> tuple[Source, bytes] | None:
        """The source in one file; None when it is known already or a problem, which is then noted."""
        self.seen += 1
        name, data = offered
        try:
            return self._read(name, data())
        except SpeglaError as error:
            self.result.problems.append(Problem.of(name, error))
        return None

    def _read(self, file: str, data: bytes) -> tuple[Source, bytes] | None:
        sha = hashlib.sha256(data).hexdigest()
        if sha in self.known:
            self.result.known.append((file, self.known[sha]))
            return None
        importer = self.importers[Path(file).suffix]
        name = self._free_name(file)
        source, notes = sources.source_of(self.project, importer, data, name=name, sha256=sha)
        self.result.problems.extend((*notes, *self._same_name(file, source.name)))
        self.known[sha] = source.name
        self.names.add(source.name.casefold())
        return replace(source, turns=sources.matched(self.project, source)), data

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
        from toolkit.storage import sources as stored

        spoken = self.count(source)
        key = stored.add(connection, source, original=original, words=sum(spoken.values()), spoken=spoken)
        word_index.keep(connection, key, self.project, source)

    def count(self, source: Source) -> dict[int, int]:
        """Note what is in one source; gives the words of each turn by its number."""
        spoken = {turn.number: words(turn.span.of(source.text)) for turn in source.turns}
        counted = _counted(source, spoken)
        self.result.added.append(counted)
        self.result.voices[source.name] = _voices(source, spoken)
        register = self.project.register
        self.result.not_in_register.update(one for one in counted.respondents if one not in register.respondents)
        return spoken


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


def _voices(source: Source, spoken: Mapping[int, int]) -> tuple[Voice, ...]:
    found: dict[tuple[str, Role, str | None], list[int]] = {}
    for turn in source.turns:
        found.setdefault((turn.label or "", turn.role, turn.respondent), []).append(spoken[turn.number])
    return tuple(Voice(*key, len(counts), sum(counts)) for key, counts in found.items())
