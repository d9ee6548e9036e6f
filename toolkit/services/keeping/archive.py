"""The whole project as plain files, and back: nothing that a person made is lost, and no program of ours is needed.

Left out is what the program makes anew: suggestions, the index of words, the day's steps of undo.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile, NotSaved, Refused, SpeglaError
from toolkit.exchange import json_lines, plain_files
from toolkit.exchange.plain_files import Archive, Facts, Files
from toolkit.messages import N_
from toolkit.resources import project_files
from toolkit.resources.report_files import REPORT
from toolkit.services.keeping.archive_leaving import USUAL, Wish, Written, closed_sources, readme
from toolkit.services.material import source_kinds
from toolkit.services.material import sources as current
from toolkit.services.projects import access_log, blinding, leftovers
from toolkit.services.projects.files import make_folder, refuse_existing
from toolkit.services.projects.project import (
    CONSENT_TEXT_FILES,
    CONSENT_TEXTS,
    DATABASE,
    FOLDERS,
    REGISTER,
    SETTINGS,
    Project,
    keep_out_of_git,
    open_project,
)

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store

__all__ = ["USUAL", "Wish", "Written", "as_zip", "read", "to_stream", "write"]
FORMAT, VERSION = "spegla-project", 1
MASK = "mask"
OWN, TEXTS, ORIGINALS, TABLES = "project", "transcripts", "originals", "tables"
_TEXT_FILE, _ORIGINAL_FILE = "text_file", "original_file"
_KEPT = (  # the files that people write, by folder and ending
    ("", (SETTINGS, REPORT)),
    ("coding_schemes/", (".yaml", ".yml", ".json")),
    ("interviews/", (REGISTER,)),
    (f"{CONSENT_TEXTS}/", CONSENT_TEXT_FILES),
    ("interviews/guides/", (".yaml", ".yml")),
    ("templates/", (".toml", ".docx", ".css", ".j2", ".html", ".yaml")),
)
_PLAIN_NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f.][^/\\:*?\"<>|\x00-\x1f]*")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNFIT = re.compile(r"[^\w.()+ -]+")
_LONGEST_NAME = 80


def write(project: Project, place: Path, *, force: bool = False, wish: Wish = USUAL) -> Written:
    """Write the project to a new folder or a `.zip` file: all of it or nothing.

    Case descriptions and sources with people whose words may not leave stay behind with all that stands on them, but
    for what the `wish` names.

    Refused for a folder that holds anything, for a file that is there already (unless `force`), and while the viewer
    has something left to code blind.
    """
    if place.suffix.lower() == ".zip":
        refuse_existing(place, force=force)
    elif place.exists() and (place.is_file() or any(place.iterdir())):
        raise Refused(
            N_("{folder} is there already and not empty."),
            hint=N_("Choose a new folder, or a file that ends in .zip."),
            folder=place,
        )
    make_folder(place.parent)
    leftovers.clear(place.parent, now=project.now)
    try:
        with leftovers.passing(place.parent, leftovers.ARCHIVE, now=project.now) as folder:
            return _written(project, place, folder / "made", wish)
    except OSError:
        raise _no_room(place) from None


def _written(project: Project, place: Path, beside: Path, wish: Wish) -> Written:
    if place.suffix.lower() == ".zip":
        with beside.open("wb") as stream:
            written = to_stream(project, stream, wish)
    else:
        written = _gather(project, wish, lambda files, facts: plain_files.to_folder(beside, files, facts))
        if place.exists():
            place.rmdir()
    beside.replace(place)
    return written


def as_zip(project: Project) -> bytes:
    """The project as the bytes of a zip file."""
    stream = io.BytesIO()
    to_stream(project, stream)
    return stream.getvalue()


def to_stream(project: Project, stream: IO[bytes], wish: Wish = USUAL) -> Written:
    """Write the project as a zip to a stream."""
    return _gather(project, wish, lambda files, facts: plain_files.to_zip(stream, files, facts))


def _gather(project: Project, wish: Wish, pour: Callable[[Files, Facts], int]) -> Written:
    """Give all files to `pour`, as one snapshot of the database says they are."""
    from toolkit.storage.revisions import archiving, revisions

    blinding.refuse_blind(project)
    current.place(project)
    written = Written()
    with project.store() as store, store.reading() as connection:
        numbers = archiving.numbers(connection)
        cases = frozenset(source_kinds.staying(connection, wish.include))
        closed = closed_sources(project, connection, written, leave=wish.withheld) - cases
        written.staying, written.closed = len(cases), len(closed)
        written.masked = len(revisions.sources_with(connection, MASK) - cases - closed)

        def facts() -> Mapping[str, Any]:
            return {
                "format": FORMAT,
                "version": VERSION,
                "schema": archiving.HEAD,
                "written": plain_files.stamp(project.now),
                "rows": written.rows,
                "numbers": numbers,
            }

        written.files = pour(_files(project, connection, written, cases | closed), facts)
    access_log.note(project, "archive")
    return written


def _files(
    project: Project, connection: Connection, written: Written, staying: frozenset[int]
) -> Iterator[tuple[str, bytes]]:
    from toolkit.storage.revisions import archiving

    yield "README.txt", readme(project, written).encode()
    for path in _own_files(project):
        yield f"{OWN}/{path.relative_to(project.folder).as_posix()}", path.read_bytes()
    if not project.scheme_path.is_relative_to(project.folder):
        yield f"{OWN}/coding_schemes/{project.scheme_path.name}", project.scheme_path.read_bytes()
    names: dict[int, dict[str, str]] = {}
    for one in archiving.originals(connection, staying):
        stem, suffix = _fit(Path(one.name).stem), _UNFIT.sub("_", Path(one.name).suffix)
        paths = {
            _TEXT_FILE: f"{TEXTS}/{one.id:04} {stem}.txt",
            _ORIGINAL_FILE: f"{ORIGINALS}/{one.id:04} {stem}{suffix}",
        }
        names[one.id] = paths
        yield paths[_TEXT_FILE], one.text.encode()
        yield paths[_ORIGINAL_FILE], one.data
    for table in archiving.TABLES:
        rows = list(archiving.rows(connection, table, staying))
        written.rows[table] = len(rows)
        if table == "source":
            rows = [{**row, **names[row["id"]]} for row in rows]
        yield f"{TABLES}/{table}.jsonl", json_lines.written(rows)


def _own_files(project: Project) -> Iterator[Path]:
    for folder, endings in _KEPT:
        place = project.folder / folder
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            kept = path.name in endings or path.suffix.lower() in endings
            if kept and path.is_file() and not path.is_symlink() and _is_plain(path.name):
                yield path


def _fit(stem: str) -> str:
    return _UNFIT.sub("_", stem)[:_LONGEST_NAME].strip(" .") or "_"


def _is_plain(name: str) -> bool:
    return bool(_PLAIN_NAME.fullmatch(name)) and not _DEVICE.fullmatch(name) and name == name.rstrip(". ")


def read(place: Path, folder: Path, *, now: datetime, language: str | None = None) -> tuple[Project, Mapping[str, int]]:
    """Make a project in a new or empty folder from what `write` wrote; give it and the rows of each table.

    Its reports are in the language in which they were, unless another one is named.
    BadFile when it cannot be read whole, Refused when it was written by a newer program; nothing is then made.
    """
    archive = plain_files.opened(place)
    _check_kind(archive)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            N_("{folder} is there already and not empty."), hint=N_("Choose a folder that is new."), folder=folder
        )
    whole = folder.absolute()
    make_folder(whole.parent)
    leftovers.clear(whole.parent, now=now)
    try:
        with leftovers.passing(whole.parent, leftovers.ARCHIVE, now=now) as passing:
            beside = passing / "made"
            make_folder(beside)
            rows = _restored(archive, beside, now)
            if language:
                _speak(beside / SETTINGS, language)
            if whole.exists():
                whole.rmdir()
            beside.replace(whole)
    except OSError:
        raise _no_room(folder) from None
    return open_project(whole, now=now), rows


def _speak(path: Path, language: str) -> None:
    path.write_bytes(project_files.in_language(path.read_bytes().decode("utf-8-sig"), language).encode())


def _no_room(place: Path) -> NotSaved:
    return NotSaved(
        N_("The disk is full, or {place} may not be written."),
        hint=N_("Check the folder and the space on the disk, or choose another place."),
        place=place,
    )


def _check_kind(archive: Archive) -> None:
    from toolkit.storage.revisions import archiving

    facts = archive.facts
    if facts.get("format") != FORMAT or not isinstance(facts.get("version"), int):
        raise _misfit(archive, plain_files.LIST)
    if facts["version"] > VERSION or str(facts.get("schema", "")) > archiving.HEAD:
        raise Refused(
            N_("{file} was written by a newer Spegla."),
            hint=N_("Install the newest Spegla and try again."),
            file=archive.name,
        )
    if facts.get("schema") not in (archiving.HEAD, *archiving.OLDER):
        raise Refused(
            N_("{file} was written by an older Spegla, which kept its tables in another way."),
            hint=N_("Open the project itself, which is brought up to date by that, and export it again."),
            file=archive.name,
        )


def _restored(archive: Archive, beside: Path, now: datetime) -> dict[str, int]:
    """Make the project beside its place; give the rows of each table."""
    from toolkit.storage.projects.store import Store

    for name in FOLDERS:
        make_folder(beside / name)
    keep_out_of_git(beside / ".gitignore")
    _put_own_files(archive, beside)
    with Store.create(beside / DATABASE, now=now) as store:
        try:
            rows = _put_tables(archive, store, now)
        except SpeglaError as error:
            raise error if isinstance(error, BadFile) else _misfit(archive, TABLES) from None
        if store.check() or not _is_readable(store):
            raise _misfit(archive, TABLES)
    _read_settings(archive, beside, now)
    return rows


def _is_readable(store: Store) -> bool:
    """Whether the program can read every row: a value may fit its column and be none that the program writes."""
    from toolkit.storage.revisions import archiving

    try:
        with store.reading() as connection:
            archiving.read_through(connection)
    except (SpeglaError, ValueError, TypeError, LookupError, AttributeError):
        return False
    return True


def _read_settings(archive: Archive, beside: Path, now: datetime) -> None:
    """Refuse settings and a register that no project could have been written with."""
    try:
        project = open_project(beside, now=now)
        _ = project.settings, project.register
    except SpeglaError:
        raise _misfit(archive, OWN) from None


def _put_own_files(archive: Archive, beside: Path) -> None:
    allowed = dict(_KEPT)
    for path in sorted(archive.paths):
        top, _, inner = path.partition("/")
        if top != OWN:
            continue
        folder, _, name = inner.rpartition("/")
        endings: Sequence[str] = allowed.get(f"{folder}/" if folder else "", ())
        if not _is_plain(name) or not (name in endings or Path(name).suffix.lower() in endings):
            raise _misfit(archive, path)
        (beside / inner).write_bytes(archive.read(path))
    if not (beside / SETTINGS).is_file():
        raise _misfit(archive, f"{OWN}/{SETTINGS}")


def _put_tables(archive: Archive, store: Store, now: datetime) -> dict[str, int]:
    from toolkit.storage.revisions import archiving

    numbers = archive.facts.get("numbers")
    if not isinstance(numbers, dict) or not all(type(each) is int and 0 <= each < 2**63 for each in numbers.values()):
        raise _misfit(archive, plain_files.LIST)
    older = archive.facts.get("schema") in archiving.OLDER
    rows: dict[str, int] = {}
    with store.writing("read plain files", now=now) as change:
        archiving.clear(change.connection)
        for table in _tables(archive, older=older):
            path = f"{TABLES}/{table}.jsonl"
            try:
                rows[table] = archiving.put(change.connection, table, _rows(archive, path), older=older)
            except archiving.WrongValue:
                raise _misfit(archive, path) from None
        archiving.set_numbers(change.connection, numbers)
        change.note(rows=sum(rows.values()))
    return rows


def _tables(archive: Archive, *, older: bool) -> Sequence[str]:
    """The tables that the files must hold: of an older archive those that there were then."""
    from toolkit.storage.revisions import archiving

    if not older:
        return archiving.TABLES
    told = archive.facts.get("rows")
    there = frozenset(told if isinstance(told, dict) else ())
    if not there >= archiving.OLDEST or there - set(archiving.TABLES):
        raise _misfit(archive, plain_files.LIST)
    return tuple(table for table in archiving.TABLES if table in there)


def _rows(archive: Archive, path: str) -> Iterator[dict[str, Any]]:
    if path not in archive.paths:
        raise _misfit(archive, path)
    for _, row in json_lines.read(archive.read(path), path):
        yield _with_files(archive, row, path) if path == f"{TABLES}/source.jsonl" else row


def _with_files(archive: Archive, row: dict[str, Any], path: str) -> dict[str, Any]:
    """The row of a source with its text and its original."""
    files = [row.pop(name, None) for name in (_TEXT_FILE, _ORIGINAL_FILE)]
    if not all(isinstance(one, str) and one in archive.paths for one in files):
        raise _misfit(archive, path)
    try:
        text = archive.read(str(files[0])).decode()
    except UnicodeDecodeError:
        raise _misfit(archive, str(files[0])) from None
    if normalise(text) != text:
        raise _misfit(archive, str(files[0]))
    return {**row, "text": text, "original": archive.read(str(files[1]))}


def _misfit(archive: Archive, path: str) -> BadFile:
    return BadFile(
        N_("{file}: {path} is not what Spegla writes, or does not fit the other files."),
        hint=plain_files.AGAIN,
        file=archive.name,
        path=path,
    )
