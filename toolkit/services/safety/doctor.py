"""The doctor: what is wrong, doubtful or well with a project and what lies around it; nothing is changed."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from toolkit.errors import NotAProject, SpeglaError
from toolkit.messages import N_, decimal, ntr, tr
from toolkit.services.projects.project import DATABASE, SETTINGS, Project
from toolkit.services.safety import doctor_files, surroundings
from toolkit.services.safety.surroundings import Place

OLD = timedelta(days=7)
LITTLE = 500_000_000
NAMED = 5
PLACES = {
    Place.ONEDRIVE: "OneDrive",
    Place.DROPBOX: "Dropbox",
    Place.ICLOUD: "iCloud",
    Place.GOOGLE_DRIVE: "Google Drive",
    Place.NEXTCLOUD: "Nextcloud",
    Place.OWNCLOUD: "ownCloud",
    Place.BOX: "Box",
    Place.SYNCTHING: "Syncthing",
}
SEE_ENCRYPTION = {
    "Windows": N_(
        "See it under Settings → Privacy & security → Device encryption, or BitLocker; ask your IT department."
    ),
    "Darwin": N_("See it under System Settings → Privacy & Security → FileVault."),
    "Linux": N_("No LUKS was found under this folder: ask whoever installed the computer."),
}


class Level(StrEnum):
    """How a check ended."""

    WRONG = "wrong"  # damage, or something promised that is not so
    DOUBTFUL = "doubtful"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `check` is its stable name."""

    check: str
    level: Level
    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What was found, in the current language."""
        return tr(self.message, **self.values)

    @property
    def next_step(self) -> str:
        """What to do; empty when there is nothing to do."""
        return tr(self.hint, **self.values) if self.hint else ""


Found = Iterator[Finding]


def examine(project: Project) -> list[Finding]:
    """All checks on a project's folder, which may be damaged in any way; NotAProject when it is none at all."""
    if not any((project.folder / name).exists() for name in (SETTINGS, DATABASE, "backups")):
        raise NotAProject(
            N_("{folder} holds no Spegla project."),
            hint=N_("Go to the project's folder or name it with --project."),
            folder=project.folder.resolve(),
        )
    return [finding for name, check in CHECKS.items() for finding in _done(name, check, project)]


def warnings(project: Project) -> list[Finding]:
    """What the start screen tells: surroundings in which work may be lost or read by others; quick."""
    checks = {"folder": _folder, "space": _space, "log": _log_writable, "withdrawals": _withdrawals}
    found = (finding for name, check in checks.items() for finding in _done(name, check, project))
    return [one for one in found if one.level is not Level.WELL]


def _done(name: str, check: Callable[[Project], Found], project: Project) -> list[Finding]:
    """What a check finds; that it cannot be made is told."""
    found: list[Finding] = []
    try:
        found.extend(check(project))
    except SpeglaError as error:
        found.append(Finding(name, Level.WRONG, error.message, error.hint_message, error.values))
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        found.append(Finding(name, Level.WRONG, N_("This could not be looked at: {check}."), values={"check": name}))
    return found


def _programs(_: Project) -> Found:
    from toolkit.storage.projects import health

    told = health.versions_told()
    yield Finding("python", Level.WELL, "Python {version}", values={"version": platform.python_version()})
    if told["mended"]:
        yield Finding("sqlite", Level.WELL, "SQLite {version}", values=told)
    else:
        yield Finding(
            "sqlite",
            Level.WELL,
            N_(
                "SQLite {version}: older than 3.51.3, which mended a rare fault of two writers at once. Spegla lets "
                "only one process write; keep other programs from writing in the project."
            ),
            values=told,
        )
    message = (
        N_("Full-text search of SQLite (FTS5): there.") if told["fts5"] else N_("No FTS5; Spegla does not need it.")
    )
    yield Finding("fts5", Level.WELL, message)
    yield Finding(
        "network", Level.WELL, N_("Network: off. Spegla opens no connection; the workbench listens on 127.0.0.1 only.")
    )


def _folder(project: Project) -> Found:
    places = surroundings.places(project.folder)
    synced = [PLACES[one] for one in places if one in surroundings.SYNCED]
    if synced:
        yield Finding(
            "folder",
            Level.DOUBTFUL,
            N_("The project lies in a folder that {programs} copies to other computers."),
            N_("Close Spegla, move the folder to this computer's own disk, and make backups elsewhere by hand."),
            {"programs": ", ".join(synced)},
        )
    for place, (message, hint) in _OTHER_PLACES.items():
        if place in places:
            yield Finding("folder", Level.DOUBTFUL, message, hint)
    if not places:
        yield Finding("folder", Level.WELL, N_("The folder lies on this computer's own disk."))


_MOVE = N_("Move the project to this computer's own disk, and make backups there with spegla backup --to.")
_OTHER_PLACES = {
    Place.NETWORK: (N_("The project lies on a network drive, where a database can be damaged."), _MOVE),
    Place.REMOVABLE: (N_("The project lies on a drive that can be taken out, and be lost."), _MOVE),
    Place.WITHOUT_RIGHTS: (N_("The drive knows no permissions: whoever has it can read everything."), _MOVE),
    Place.TEMPORARY: (N_("The project lies in memory only and is gone when the computer is restarted."), _MOVE),
}


def _permissions(project: Project) -> Found:
    lax = surroundings.open_to_others(project.folder)
    if not lax:
        yield Finding("permissions", Level.WELL, N_("Only you can read the project's folder and files."))
        return
    yield Finding(
        "permissions",
        Level.DOUBTFUL,
        N_("Others on this computer may use {n} files and folders of the project, among them {some}."),
        N_("Let only yourself use them: spegla doctor --mend"),
        {"n": len(lax), "some": ", ".join(_short(project, one) for one in lax[:NAMED])},
    )


def _short(project: Project, path: Path) -> str:
    return path.relative_to(project.folder).as_posix()


def _encryption(project: Project) -> Found:
    if surroundings.encrypted(project.folder):
        yield Finding("encryption", Level.WELL, N_("The disk is encrypted (LUKS)."))
        return
    hint = SEE_ENCRYPTION.get(platform.system(), N_("Ask whoever installed the computer."))
    yield Finding("encryption", Level.DOUBTFUL, N_("Is the disk encrypted? Spegla cannot see it here."), hint)


def _space(project: Project) -> Found:
    free = surroundings.free_bytes(project.folder)
    if free is None:
        return
    database = project.folder / DATABASE
    needed = max(LITTLE, 3 * database.stat().st_size if database.is_file() else 0)
    level = Level.WELL if free > needed else Level.DOUBTFUL
    hint = N_("Free some space: a full disk keeps work from being saved.") if level is Level.DOUBTFUL else ""
    yield Finding("space", level, N_("{free} GB are free on the disk."), hint, {"free": decimal(free / 1e9, 1)})


def _database(project: Project) -> Found:
    from toolkit.storage.projects import health

    faults = health.faults(project.folder / DATABASE)
    for fault in faults:
        yield Finding("database", Level.WRONG, "{fault}", values={"fault": fault})
    if faults:
        yield Finding(
            "database",
            Level.WRONG,
            N_("The database is not as it should be; nothing was changed."),
            N_("Leave the folder as it is, make a copy of it, and restore the newest backup: spegla backup list"),
        )
    else:
        yield Finding(
            "database", Level.WELL, N_("The database is whole: structure, references, journal, every coding's words.")
        )


def _texts(project: Project) -> Found:
    """Each text still holds the words that were packed for searching when it came in."""
    for name in doctor_files.other_words(project):
        yield Finding(
            "texts",
            Level.WRONG,
            N_("The text of {name}, or the words kept of it for searching, is not what was stored."),
            N_("Compare it with the newest backup: spegla restore NAME --as NEWFOLDER"),
            {"name": name},
        )


def _access_log(project: Project) -> Found:
    from toolkit.services.projects import access_log

    line = access_log.broken(project)
    if line is None:
        yield Finding("access_log", Level.WELL, N_("The access log is as it was written."))
    else:
        yield Finding(
            "access_log",
            Level.WRONG,
            N_("Line {line} of the access log is not as it was written, or lines are missing."),
            N_("Keep the file, and tell whoever answers for data protection; new lines go on being written."),
            {"line": line},
        )


def _log_writable(project: Project) -> Found:
    from toolkit.services.projects import access_log

    if not access_log.writable(project):
        yield Finding(
            "access_log",
            Level.WRONG,
            N_("The access log cannot be written, so what is opened is not recorded."),
            N_("Check the permissions of access.jsonl and the space on the disk."),
        )


def _withdrawals(project: Project) -> Found:
    from toolkit.services.projects import withdrawal_ledger

    if withdrawal_ledger.pending(project.folder):
        yield Finding(
            "withdrawals",
            Level.WRONG,
            N_("A withdrawal was begun and is not finished."),
            N_("It is finished when the project is next opened: spegla status"),
        )


def _backups(project: Project) -> Found:
    from toolkit.services.projects import backups

    bad = backups.unsound(project)
    for name in bad:
        yield Finding(
            "backups",
            Level.WRONG,
            N_("The backup {name} is not as it was written."),
            N_("Do not rely on it; make a new one: spegla backup"),
            {"name": name},
        )
    age = backups.age(project)
    if age is None:
        yield Finding("backups", Level.DOUBTFUL, N_("There is no backup."), N_("Make one: spegla backup"))
        return
    old = age > OLD
    yield Finding(
        "backups",
        Level.DOUBTFUL if old else Level.WELL,
        N_("The newest backup is {age} old."),
        N_("Make a new one: spegla backup") if old else "",
        {"age": told_age(age)},
    )


def told_age(age: timedelta) -> str:
    """An age in words."""
    hours = int(age.total_seconds() // 3600)
    if age.days >= 1:
        return ntr("{n} day", "{n} days", age.days)
    return ntr("{n} hour", "{n} hours", hours) if hours else tr("less than an hour")


def _files(project: Project) -> Found:
    for check, message, hint, values in doctor_files.torn(project):
        yield Finding(check, Level.WRONG, message, hint, values)


def _leftovers(project: Project) -> Found:
    left = doctor_files.left_over(project)
    if left:
        yield Finding(
            "left_overs",
            Level.DOUBTFUL,
            N_("{n} files or folders are left of commands that did not end: {some}."),
            N_("The next command takes away what nobody uses any more; the rest can be deleted when Spegla is closed."),
            {"n": len(left), "some": ", ".join(_short(project, one) for one in left[:NAMED])},
        )


def _lock(project: Project) -> Found:
    message, values = doctor_files.lock(project)
    yield Finding("lock", Level.WELL, message, values=values)


CHECKS: Mapping[str, Callable[[Project], Found]] = {
    "programs": _programs,
    "folder": _folder,
    "permissions": _permissions,
    "encryption": _encryption,
    "space": _space,
    "files": _files,
    "database": _database,
    "texts": _texts,
    "lock": _lock,
    "left_overs": _leftovers,
    "access_log": _access_log,
    "log": _log_writable,
    "withdrawals": _withdrawals,
    "backups": _backups,
}


def mend(project: Project) -> tuple[int, list[Path]]:
    """Let only their owner use the project's folder and files; how many were mended, and for which it failed."""
    lax = surroundings.open_to_others(project.folder)
    failed = surroundings.keep_to_owner(lax)
    return len(lax) - len(failed), failed
