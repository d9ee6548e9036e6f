"""Restoring a backup: built and checked apart, withdrawals carried out again in it, and only then put in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.consents import Consent, Purpose
from toolkit.errors import BadFile, DamagedProject, NotAProject, NotFound, NotSaved, Refused, SpeglaError
from toolkit.messages import N_
from toolkit.services.privacy import withdrawing
from toolkit.services.projects import access_log, backups, leftovers, withdrawal_ledger
from toolkit.services.projects.files import make_folder, read_file, write_file
from toolkit.services.projects.project import DATABASE, REGISTER, SETTINGS, Project, keep_out_of_git

PEOPLE = Path("interviews", REGISTER)
_BUILT = "project"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did, or with `dry_run` would do, in rows by table.

    `counts` is what the backup holds, `lost` what the project has now and the backup lacks, `back` the other way
    round. `before` is the backup of the state that was there; None when there was none that could be read: then
    `damaged` is where it was put. `kept_register`: the register of today was kept, because somebody's consent is
    narrower in it.
    """

    backup: backups.Backup
    folder: Path
    counts: Mapping[str, int]
    lost: Mapping[str, int]
    back: Mapping[str, int]
    withdrawn: tuple[str, ...] = ()
    kept_register: bool = False
    before: backups.Backup | None = None
    damaged: Path | None = None
    dry_run: bool = False


def find(name: str, folder: Path | None = None) -> Path:
    """The folder of the backup of this name in the project, or at this path; NotFound says what to do.

    Part of a name is enough when only one has it.
    """
    from toolkit.storage.database import backups as stored

    path = Path(name)
    if (path / stored.MANIFEST).is_file():
        return path.resolve()
    own = stored.each(folder / stored.FOLDER) if folder else []
    fitting = [one for one in own if one.name == name] or [one for one in own if name and name in one.name]
    if len(fitting) == 1:
        return fitting[0]
    raise NotFound(
        N_("There is no backup, or more than one, called {name}."),
        hint=N_("See which there are: spegla backup list"),
        name=name,
    )


def restore(project: Project, name: str, *, dry_run: bool = False) -> Restored:
    """Put the project back to a backup; what was there is itself backed up first.

    ProjectBusy while a workbench or another command has the project. Raises, and changes nothing, when the backup is
    not as it was written, damaged, or a newer program's.
    """
    backup = find(name, project.folder)
    with _built(backup, project, project.folder) as made, _nobody_else(project):
        restored = _compared(backup, project, made)
        if dry_run:
            return restored
        before, damaged = _put_aside(project)
        _put_in_place(made, project.folder)
    access_log.note(project, "restore")
    return _with(restored, before=before, damaged=damaged)


def restore_as(name: str, folder: Path, *, here: Project) -> Restored:
    """Make a new project in `folder` of a backup; withdrawals told in the project `here` are carried out in it."""
    backup = find(name, here.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            N_("{folder} is there already and not empty."), hint=N_("Name a folder that does not exist."), folder=folder
        )
    above = folder.absolute().parent
    make_folder(above)
    with _built(backup, here, above) as made:
        _tidied(made.project.folder)
        if folder.exists():
            folder.rmdir()
        made.project.folder.rename(folder)
    keep_out_of_git(folder / ".gitignore")
    if here.folder.is_dir():
        access_log.note(here, "restore", file=str(folder))
    told = backups.told(backup)
    return Restored(told, folder, told.counts, {}, {}, made.withdrawn, made.kept_register)


def _tidied(folder: Path) -> None:
    """Take away what only the building left there; the list of withdrawals stays."""
    from toolkit.storage.database import backups as stored

    shutil.rmtree(folder / stored.FOLDER, ignore_errors=True)
    for left in folder.glob(f"{DATABASE}.*"):
        left.unlink()


@dataclass(frozen=True, slots=True)
class _Made:
    """The project as the backup has it, with the withdrawals carried out, in a folder of its own."""

    project: Project
    files: frozenset[str]
    withdrawn: tuple[str, ...]
    kept_register: bool


@contextmanager
def _built(backup: Path, here: Project, beside: Path) -> Iterator[_Made]:
    try:
        with leftovers.passing(beside, leftovers.RESTORE, now=here.now) as place:
            folder = place / _BUILT
            _refuse_altered(backup)
            files = _take(backup, folder)
            made = Project(folder, here.now)
            kept = _of_today(here, made, in_place=beside == here.folder)
            _checked(made)
            yield _Made(made, files, withdrawing.reapply(made).respondents, kept)
    except OSError:
        raise NotSaved(
            N_("The disk could not be read or written; nothing was restored."),
            hint=N_("Check disk and permissions, and try again."),
        ) from None


def _refuse_altered(backup: Path) -> None:
    from toolkit.storage.database import backups as stored

    altered = stored.altered(backup)
    if altered:
        raise DamagedProject(
            N_("The backup {name} is not as it was written: {files}."),
            hint=N_("Nothing was changed. Restore another one: spegla backup list"),
            name=backup.name,
            files=", ".join(altered),
        )


def _take(backup: Path, folder: Path) -> frozenset[str]:
    """Copy the backup's files, and give their names; its database is open nowhere."""
    from toolkit.storage.database import backups as stored

    files = frozenset(stored.manifest(backup).files)
    for name in sorted(files):
        place = folder / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if name == DATABASE:
            stored.taken(backup, place)
        else:
            write_file(place, read_file(backup / name))
    return files


def _of_today(here: Project, made: Project, *, in_place: bool) -> bool:
    """Bring what must be as it is today: the list of withdrawals, and narrower consents; say whether the register was.

    Refused when the backup is another project's, and `in_place` says that it shall take this one's place.
    """
    from toolkit.storage.database import backups as stored

    ours, theirs = stored.origin(here.folder / DATABASE), stored.origin(made.folder / DATABASE)
    if ours and ours != theirs:
        if in_place:
            raise Refused(
                N_("The backup is another project's."),
                hint=N_("Make a project of its own of it: spegla restore NAME --as NEWFOLDER"),
            )
        return False
    _completed(here, made.folder)
    withdrawal_ledger.copied(here.folder, made.folder)
    return _keep_narrower(here, made.folder)


def _completed(here: Project, folder: Path) -> None:
    """Give a backup of an earlier version, which holds the database alone, the plain files of today."""
    from toolkit.storage.database import backups as stored

    if (folder / SETTINGS).is_file() or not here.folder.is_dir():
        return
    for path in stored.plain(here.folder):
        write_file(folder / path.relative_to(here.folder), read_file(path))


def _checked(made: Project) -> None:
    """Refuse a backup whose database has faults, or is none of ours."""
    with made.store() as store:
        faults = store.check()
    if faults:
        raise DamagedProject(
            N_("The backup's database is damaged."),
            hint=N_("Nothing was changed. Restore another one: spegla backup list"),
        )


def _keep_narrower(here: Project, folder: Path) -> bool:
    """Keep the register of today, where anybody allows less in it than in the backup's; say whether it was kept.

    Refused where today's cannot be read: nobody can say whether anybody allows less in it.
    """
    path = folder / PEOPLE
    try:
        now = _register(here.folder)
    except SpeglaError as error:
        raise Refused(
            N_("Today's {file} cannot be read, and somebody may allow less in it than in the backup's."),
            hint=N_("Mend it (spegla status says where), or move it out of the project, then restore again."),
            file=REGISTER,
        ) from error
    then = None
    with suppress(SpeglaError):
        then = _register(folder)
    if now is None or then is None:
        return False
    consents = ((now.get(one).consent, then.get(one).consent) for one in now.respondents)
    if not any(_narrower(*both, here.today) for both in consents):
        return False
    write_file(path, read_file(here.folder / PEOPLE))
    return True


def _register(folder: Path) -> Register | None:
    from toolkit.resources import registers

    if not (folder / PEOPLE).is_file():
        return None
    return registers.read_register(folder / PEOPLE)[0]


def _narrower(now: Consent, then: Consent, today: date) -> bool:
    """Whether a consent allows less than the other, today or from a day on that it tells already."""
    days = (today, *(day for day in _ends(now) if day > today))
    return any(not now.allows(purpose, day) and then.allows(purpose, day) for purpose in Purpose for day in days)


def _ends(consent: Consent) -> Iterator[date]:
    """The days from which on a consent allows less than before."""
    if consent.last_day is not None and consent.last_day < date.max:
        yield consent.last_day + timedelta(days=1)
    yield from (day for day in (consent.restricted, consent.withdrawn) if day is not None)


def _compared(backup: Path, project: Project, made: _Made) -> Restored:
    from toolkit.storage.database import backups as stored

    then = stored.keys(made.project.folder / DATABASE)
    try:
        now = stored.keys(project.folder / DATABASE)
    except SpeglaError:
        now = {}
    lost = {table: len(rows - then.get(table, set())) for table, rows in now.items()}
    back = {table: len(rows - now.get(table, set())) for table, rows in then.items()}
    counts = {table: len(rows) for table, rows in then.items()}
    told = backups.told(backup)
    return Restored(told, project.folder, counts, lost, back, made.withdrawn, made.kept_register, dry_run=True)


def _with(one: Restored, *, before: backups.Backup | None, damaged: Path | None) -> Restored:
    return replace(one, before=before, damaged=damaged, dry_run=False)


@contextmanager
def _nobody_else(project: Project) -> Iterator[None]:
    """Hold the project alone: no workbench, no other command; ProjectBusy says who has it."""
    from toolkit.storage.database.lock import os_lock, serve_place

    database = project.folder / DATABASE
    place = serve_place(database, "spegla restore", now=project.now)
    try:
        lock = os_lock(database, now=project.now)
        try:
            yield
        finally:
            lock.release()
    finally:
        place.release()


def _put_aside(project: Project) -> tuple[backups.Backup | None, Path | None]:
    """Back up what is there; a database that cannot be read is put among the backups as it is."""
    from toolkit.storage.database import backups as stored

    database = project.folder / DATABASE
    try:
        made = backups.before(project, "restore")
        stored.one_file(database)
    except (DamagedProject, NotAProject, BadFile):
        return None, stored.put_aside(database, now=project.now)
    return made, None


def _put_in_place(made: _Made, folder: Path) -> None:
    """Move the database in, then the plain files; each is whole or not there.

    The backup itself may be gone by now: the one made of what was there can have been the eleventh.
    """
    from toolkit.storage.database import backups as stored

    built = made.project.folder
    stored.moved(built / DATABASE, folder / DATABASE)
    for name in {*made.files, PEOPLE.as_posix()} - {DATABASE}:
        if (built / name).is_file():
            make_folder((folder / name).parent)
            (built / name).replace(folder / name)
