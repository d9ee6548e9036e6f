"""Files of a project that a power cut or a killed command left torn, and what they left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from toolkit.errors import SpeglaError
from toolkit.messages import N_
from toolkit.resources import report_files
from toolkit.services.projects import leftovers
from toolkit.services.projects.project import DATABASE, REGISTER, SETTINGS, Project

Torn = tuple[str, str, str, Mapping[str, object]]
_RESTORE = N_("Take it from the newest backup: it lies in backups/, in a folder for each.")


def torn(project: Project) -> Iterator[Torn]:
    """Files that people write and that cannot be read as what they should be: check, message, hint, values."""
    for name, read in _READ.items():
        path = project.folder / name
        if not path.is_file():
            if name in _NEEDED:
                yield "files", N_("{file} is missing."), _RESTORE, {"file": name}
        elif _is_blank(path):
            yield (
                "files",
                N_("{file} holds nothing that can be read: a power cut may have torn it."),
                _RESTORE,
                {"file": name},
            )
        else:
            yield from _refused(name, read, project)


def _refused(name: str, read: Callable[[Project], object], project: Project) -> Iterator[Torn]:
    try:
        read(project)
    except SpeglaError as error:
        yield "files", error.message, error.hint_message, error.values
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        yield "files", N_("{file} cannot be read."), _RESTORE, {"file": name}


def _is_blank(path: Path) -> bool:
    """Whether a file is empty, or has NUL where words should be, and is no UTF-16 text."""
    data = path.read_bytes()
    return not data.strip(b"\0 \r\n\t") or (b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"))


def _report(project: Project) -> object:
    return report_files.read_report_facts(project.folder / report_files.REPORT)


_NEEDED = (SETTINGS, f"interviews/{REGISTER}")
_READ: Mapping[str, Callable[[Project], object]] = {
    SETTINGS: lambda project: project.settings,
    f"interviews/{REGISTER}": lambda project: project.register,
    report_files.REPORT: _report,
}


def other_words(project: Project) -> Iterator[str]:
    """The names of sources whose text and packed words do not fit together; nothing for a database that is refused."""
    from toolkit.services.material.word_index import fingerprint
    from toolkit.storage.projects import health
    from toolkit.storage.projects.store import Store
    from toolkit.storage.sources import sources, word_indexes

    if not health.is_current(project.folder / DATABASE):  # told by the look at the database
        return
    with Store(project.folder / DATABASE, lock=None) as store, store.reading() as connection:
        for source_id, (name, state, kept) in word_indexes.fingerprints(connection).items():
            if kept == fingerprint(project, state):
                text, words = sources.text_of(connection, source_id), word_indexes.words(connection, source_id)
                if not _fits(text, words):
                    yield name


def _fits(text: str, packed: bytes) -> bool:
    from toolkit.analysis.searching import word_index

    try:
        kept = word_index.unpack(packed)
    except ValueError:
        return False
    made = word_index.read(text)
    places = kept.ids.tolist() == made.ids.tolist() and kept.starts.tolist() == made.starts.tolist()
    return places and list(kept.vocabulary) == list(made.vocabulary) and kept.bent == made.bent


def left_over(project: Project) -> list[Path]:
    """Files and folders under a passing name, and such of backups; those in use by a running command too."""
    from toolkit.storage.database import backups

    folder = project.folder
    found = {*folder.glob(".*.part"), *folder.glob("interviews/.*.part"), *folder.glob(f"{DATABASE}.new*")}
    return sorted({*found, *leftovers.each(folder), *backups.left_over(folder / backups.FOLDER)})


def lock(project: Project) -> tuple[str, Mapping[str, object]]:
    """Who works in the project just now, as a message and its values."""
    from toolkit.storage.database.lock import holder, lock_path

    database = project.folder / DATABASE
    if not lock_path(database).is_file():
        return N_("Nobody works in the project just now."), {}
    held, pid = holder(database)
    if held:
        return N_("Process {pid} works in the project just now."), {"pid": pid}
    return N_("Nobody works in the project just now; the lock file of process {pid} holds nothing up."), {"pid": pid}
