"""Files into the project: read, looked at before they are taken, and stored; from the command line and the browser."""

from __future__ import annotations

import hashlib
import threading
import time
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import plugins
from toolkit.domain.sources.decisions import checked
from toolkit.domain.texts.text import words
from toolkit.errors import BadFile, Problem, SpeglaError
from toolkit.importers.split import SILENT
from toolkit.messages import N_, tr
from toolkit.services.material import file_views, importing_apart, same_texts, sources, surveys, word_index
from toolkit.services.material.file_views import AddedSource, FileSeen, LeftOut, Read, Voice
from toolkit.services.material.reading_ahead import ahead
from toolkit.services.material.sources import Taken
from toolkit.services.projects import withdrawal_ledger
from toolkit.services.projects.files import LARGEST, read_file
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store

Progress = Callable[[int, int], None]
File = tuple[str, bytes] | tuple[str, bytes, Mapping[str, str]]  # name, bytes, and what a person corrected
SECONDS_PER_COMMIT = 1.0
NO_MATERIAL = ("readme", "läsmig", ".", "respondents.csv")  # what a folder of interviews holds beside them
LONGEST_NAME = 120
LONGEST_ENDING = 20  # what is longer is words behind a full stop
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # kinds of characters that have no place in a shown name


@dataclass(frozen=True, slots=True)
class Offered:
    """A file: the name to show, what gives the bytes or says why there are none, what a person corrected of it."""

    name: str
    data: Callable[[], bytes]
    decided: Mapping[str, str]


@dataclass(slots=True)
class AddResult:
    """What `add` did with each file; `problems` holds serious ones (file not taken) and notes (taken, but look)."""

    added: list[AddedSource] = field(default_factory=list)
    voices: dict[str, tuple[Voice, ...]] = field(default_factory=dict)
    seen: list[FileSeen] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    not_in_register: set[str] = field(default_factory=set)

    @property
    def failed(self) -> list[Problem]:
        """The problems for which a file was left out."""
        return [problem for problem in self.problems if problem.serious]


def add(
    project: Project,
    files: Sequence[Path],
    *,
    progress: Progress | None = None,
    decided: Mapping[str, str] | None = None,
) -> AddResult:
    """Read the files into the project; a folder stands for the transcripts in it. What is stored is stored for good,
    so an interrupted run goes on where it was when it is given the same files again. `decided` is what a person
    corrected of all of them."""
    return _added(project, _on_disk(files, decided), progress)


def look(project: Project, files: Sequence[Path], *, decided: Mapping[str, str] | None = None) -> AddResult:
    """What `add` would do with these files; nothing is stored."""
    return _looked(project, _on_disk(files, decided))


def add_data(project: Project, files: Sequence[File], *, progress: Progress | None = None) -> AddResult:
    """`add` for files that are in memory already, each with the name that somebody's computer gives it."""
    return _added(project, _in_memory(files), progress)


def preview(project: Project, files: Sequence[File]) -> AddResult:
    """What `add_data` would do with these files; nothing is stored."""
    return _looked(project, _in_memory(files))


def suffixes() -> tuple[str, ...]:
    """The suffixes of the files that can be added, also those that installed plug-ins read (".docx", ".txt", …)."""
    return tuple(sorted(plugins.importers()))


def shown_name(raw: str) -> str:
    """The last part of a file's name as it may be shown and stored: composed letters, nothing unseen, not long."""
    last = unicodedata.normalize("NFC", raw.replace("\\", "/").rstrip("/").rpartition("/")[2])
    kept = "".join(" " if letter.isspace() else letter for letter in last if _seen(letter)).rstrip(". ")
    ending = Path(kept).suffix if len(Path(kept).suffix) <= LONGEST_ENDING else ""
    stem = kept.removesuffix(ending).strip(". ") or tr("file")
    return stem[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def _seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in UNSEEN


def _on_disk(files: Sequence[Path], decided: Mapping[str, str] | None) -> list[Offered]:
    every = list(_expanded(files))
    told = checked(decided or {}, alone=len(every) == 1)
    return [Offered(shown_name(path.name), partial(read_file, path), told) for path in every]


def _in_memory(files: Iterable[File]) -> list[Offered]:
    return [
        Offered(shown_name(name), partial(_not_too_large, data), checked(decided[0] if decided else {}))
        for name, data, *decided in files
    ]


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


def _looked(project: Project, offered: Sequence[Offered]) -> AddResult:
    result = AddResult()
    with project.store() as store:
        reader = _Reader(project, store, result)
        with closing(reader.read(offered)) as reads:
            for found in filter(None, reads):
                reader.count(found)
    return result


def _added(project: Project, offered: Sequence[Offered], progress: Progress | None) -> AddResult:
    result = AddResult()
    with project.store(write=True) as store:
        sources.refresh(project, store)
        reader = _Reader(project, store, result)
        with closing(reader.read(offered)) as reads:
            for batch in _batches(reads):
                surveys.enter(project, {who: group for one in batch for who, group in reader.groups(one).items()})
                with store.writing("add", now=project.now) as change:
                    for one in batch:
                        reader.save(change.connection, one)
                    change.note(sources=len(batch))
                if progress:
                    progress(reader.seen, len(offered))
    return result


def _batches(reads: Iterable[Read | None]) -> Iterator[list[Read]]:
    batch: list[Read] = []
    started = time.monotonic()
    for taken in reads:
        if taken:
            batch.append(taken)
        if time.monotonic() - started > SECONDS_PER_COMMIT:
            yield batch
            batch, started = [], time.monotonic()
    yield batch


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as far as it can be read before the one ahead of it is stored; not `taken` when it is known already."""

    data: bytes
    sha: str
    name: str
    taken: Taken | None


class _Reader:
    """Reads files one by one, keeping what is known so far: content already stored and names in use."""

    def __init__(self, project: Project, store: Store, result: AddResult) -> None:
        from toolkit.storage.sources import sources as stored

        self.project = project
        self.register = project.register  # what is wrong there is told once, not of each file
        self.result = result
        self.seen = 0
        self.thread = 0  # in which files are opened
        with store.reading() as connection:
            self.known = stored.shas(connection)
        self.gone = withdrawal_ledger.removed(project.folder)
        self.texts = same_texts.Texts(store)
        self.importers = importing_apart.importers()
        self.names = {name.casefold() for name in self.known.values()}

    def read(self, offered: Iterable[Offered]) -> Generator[Read | None]:
        """What each file holds; None for one that is known already or a problem, which is then noted.

        The next file is opened while the caller stores the one before.
        """
        with closing(ahead(offered, self._opened, stop=lambda: importing_apart.give_up(self.thread))) as opened:
            for one, found in opened:
                self.seen += 1
                try:
                    yield self._read(one, found())
                except SpeglaError as error:
                    problem = Problem.of(one.name, error)
                    self.result.problems.append(problem)
                    silent = error.message == SILENT
                    self.result.left_out.append(LeftOut(self.seen - 1, problem, one.decided, silent))
                    yield None

    def _opened(self, offered: Offered) -> _Opened:
        self.thread = threading.get_ident()
        data = offered.data()
        sha = hashlib.sha256(data).hexdigest()
        withdrawal_ledger.refuse_removed(self.gone, sha)
        name = self._free_name(offered.name)
        return _Opened(data, sha, name, None if sha in self.known else self._taken(offered, data, name))

    def _taken(self, offered: Offered, data: bytes, name: str) -> Taken:
        importer = self.importers[Path(offered.name).suffix]
        return sources.source_of(self.project, importer, data, name=name, decided=offered.decided)

    def _read(self, offered: Offered, opened: _Opened) -> Read | None:
        file, name, taken = offered.name, self._free_name(offered.name), opened.taken
        if self._is_known(file, opened.sha):
            return None
        if taken is None or opened.name != name:  # the file before took the name
            taken = self._taken(offered, opened.data, name)
        withdrawal_ledger.refuse_removed(self.gone, taken.source.sha256)
        if self._is_known(file, taken.source.sha256):  # of a table only a part is kept
            return None
        source = replace(taken.source, turns=sources.matched(self.project, taken.source))
        told = (*taken.notes, *self._same_name(file, name), *self.texts.told(source))
        self.result.problems.extend(told)
        self.known[source.sha256] = name
        self.names.add(name.casefold())
        return Read(self.seen - 1, file, offered.decided, replace(taken, source=source))

    def _is_known(self, file: str, sha: str) -> bool:
        if sha in self.known:
            self.result.known.append((file, self.known[sha]))
        return sha in self.known

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
                N_("{source} is in the project with other content, so this file is taken in beside it, as {name}."),
                N_("If it is the same interview, each word counts twice: spegla sources remove {source}"),
                {"source": older, "name": name},
                serious=False,
            )

    def groups(self, one: Read) -> dict[str, str]:
        """The groups that a survey gives people who have none."""
        return surveys.grouped(self.project, one.source, one.taken.original)

    def save(self, connection: Connection, one: Read) -> None:
        """Store one source and count it."""
        from toolkit.storage.sources import source_settings
        from toolkit.storage.sources import sources as stored

        source, spoken = one.source, self.count(one)
        words_said = sum(spoken.values())
        key = stored.add(connection, source, original=one.taken.original, words=words_said, spoken=spoken)
        if one.decided:
            source_settings.put(connection, key, decided=one.decided)
        stored.keep_kind(connection, key, source)
        word_index.keep(connection, key, self.project, source)

    def count(self, one: Read) -> dict[int, int]:
        """Note what is in one source; gives the words of each turn by its number."""
        source, result, register = one.source, self.result, self.register
        spoken = {turn.number: words(turn.span.of(source.text)) for turn in source.turns}
        result.added.append(file_views.counted(source, spoken))
        result.voices[source.name] = file_views.voices(source, spoken)
        result.seen.append(file_views.seen(one, spoken, register))
        known = {*register.respondents, *surveys.unlinked(source)}
        result.not_in_register.update(one for one in source.respondents() if one not in known)
        return spoken
