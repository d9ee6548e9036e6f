"""Words erased from every place that the program manages: database, scheme, register, files, backups; then looked for.

Each step can be done again, so that what was interrupted is finished by doing all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.reflection.packs import Pack
from toolkit.domain.sources.revisions import Edit
from toolkit.errors import ProjectBusy, Refused, SpeglaError
from toolkit.messages import N_
from toolkit.resources.register_reducing import withdrawn
from toolkit.services.privacy import deep_scan, erasing_files, named_by_others
from toolkit.services.privacy.erasing_files import PEOPLE
from toolkit.services.privacy.named_by_others import Elsewhere, Mention
from toolkit.services.projects import access_log, backups, leftovers, withdrawal_ledger
from toolkit.services.projects.files import write_file
from toolkit.services.projects.project import DATABASE, Project
from toolkit.services.projects.withdrawal_ledger import ERASE, WITHDRAW, Errand

if TYPE_CHECKING:
    from toolkit.storage.erasing.erasing import Voiced
    from toolkit.storage.projects.store import Connection

Progress = Callable[[int, int], None]
PACK = "pack "  # begins what the journal calls a feedback pack that had been shown; its number follows


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how much by kind, the files that still hold words, what could not be looked into or cleaned.

    `backups` counts those cleaned, `files` names those deleted, `looked` counts all looked into; `mentions` and
    `elsewhere` are where others name the person.
    """

    errand: Errand
    counts: Mapping[str, int]
    left: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    unclean: tuple[str, ...] = ()
    backups: int = 0
    files: tuple[str, ...] = ()
    looked: int = 0
    certificate: Path | None = None
    mentions: tuple[Mention, ...] = ()
    elsewhere: Elsewhere = field(default_factory=Elsewhere)

    @property
    def taken(self) -> dict[str, int]:
        """How much of what was taken out."""
        return taken(self.counts)

    @property
    def packs(self) -> frozenset[int]:
        """The numbers of the feedback packs that rested on the words and had been shown."""
        return frozenset(int(name.removeprefix(PACK)) for name in self.counts if name.startswith(PACK))

    @property
    def clean(self) -> bool:
        """Whether no file of the project's folder holds any of the words any more, as far as can be seen."""
        return not (self.left or self.unclean)


def erase(
    project: Project,
    cuts: Mapping[str, Sequence[Edit]],
    *,
    words: Iterable[str] = (),
    verb: str = ERASE,
    ground: str = "",
    delete: bool = False,
) -> Erased:
    """Erase these places of sources, and the same words wherever else they stand: gone in every place, for good.

    A name that is erased at one place is so in all texts, memos and backups. Refused (ProjectBusy) while a workbench
    runs. `words` stand in no text any more and are to go from what was kept of earlier ones. `delete`: files in the
    folder that hold the words may go, too.
    """
    refuse_served(project)
    marks, shas = _marks_of(project, cuts, words)
    if not len(marks):
        raise Refused(N_("There are no words in what was to be erased."), hint=N_("Nothing was done."))
    backups.before(project, "erase")
    errand = Errand(verb, "", ground, "", "", parts=shas, delete=delete)
    begun = withdrawal_ledger.begin(project.folder, errand, marks, now=project.now)
    return carry_out(project, begun, edits=cuts)


def _marks_of(
    project: Project, cuts: Mapping[str, Sequence[Edit]], words: Iterable[str] = ()
) -> tuple[Marks, tuple[str, ...]]:
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        sources.ids(connection, cuts)
        texts = {name: sources.text(connection, name) for name in cuts}
        shas = {name: sha for sha, name in sources.shas(connection).items()}
    strings = {texts[name][one.start : one.end] for name, edits in cuts.items() for one in edits}.union(words)
    key = withdrawal_ledger.key(project.folder)
    return Marks.of_strings(key, strings), tuple(sorted(shas[name] for name in cuts))


def refuse_served(project: Project) -> None:
    """Refuse to erase beside a workbench: a window that reads would keep the words in the file."""
    from toolkit.storage.database.lock import is_served

    if project.standing is not None or is_served(project.folder / DATABASE):
        raise ProjectBusy(
            N_("The workbench of this project is open, so nothing can be erased for good."),
            hint=N_("End it (Ctrl-C in its terminal), and do the same again."),
        )


def carry_out(
    project: Project,
    errand: Errand,
    *,
    edits: Mapping[str, Sequence[Edit]] | None = None,
    progress: Progress | None = None,
) -> Erased:
    """Do all of an errand that was begun, whatever part of it was done before; give what was erased.

    ProjectBusy, and the errand stays pending, while somebody else has the project open.
    """
    from toolkit.services.privacy import certificates

    refuse_served(project)
    if errand.act == WITHDRAW:
        _register(project.folder / PEOPLE, project, errand, whole=False)
    marks, seen = _database(project, errand, edits)
    erasing_files.cut_schemes(project.folder, marks)
    cleaned, unclean = _backups(project, errand, marks, seen)
    if errand.act == WITHDRAW:
        _register(project.folder / PEOPLE, project, errand, whole=True)
    deleted = list(erasing_files.copies(project, errand))
    for path in deleted:
        path.unlink(missing_ok=True)
    scan = deep_scan.scan([project.folder], marks, progress=progress)
    left = scan.of(marks)
    for path in [path for path in left if erasing_files.may_go(project, path, errand)]:
        path.unlink(missing_ok=True)
        deleted.append(path)
        del left[path]
    erased = Erased(
        errand,
        _counts(project, errand),
        {_told(project, path): count for path, count in sorted(left.items())},
        tuple(_told(project, path) for path in scan.unread),
        tuple(one.name for one in unclean),
        cleaned,
        tuple(_told(project, path) for path in deleted),
        scan.files,
    )
    if errand.act == WITHDRAW:
        erased = _with_others(project, erased, marks)
    withdrawal_ledger.write_marks(project.folder, errand, marks.thinned())
    done = replace(erased, certificate=certificates.write(project, erased))
    left_over = len(erased.left) + len(erased.unclean)
    withdrawal_ledger.end(project.folder, errand, erased.counts, left=left_over, now=project.now)
    access_log.note(project, errand.act, respondent=errand.respondent or None)
    return done


def taken(counts: Mapping[str, int]) -> dict[str, int]:
    """How much of what was taken out; the rest that the journal counts tells which packs and turns."""
    return {name: count for name, count in counts.items() if " " not in name}


def _with_others(project: Project, erased: Erased, marks: Marks) -> Erased:
    """The same, with where others name the person."""
    with project.store() as store, store.reading() as connection:
        beside = named_by_others.elsewhere(project, connection, marks)
        return replace(erased, mentions=named_by_others.read_back(connection, erased.counts), elsewhere=beside)


def carry_out_again(project: Project, errand: Errand) -> None:
    """Take the words of an errand out of a project that was restored: database, scheme and register."""
    marks, _ = _database(project, errand, None)
    erasing_files.cut_schemes(project.folder, marks)
    if errand.act == WITHDRAW:
        _register(project.folder / PEOPLE, project, errand, whole=True)


def _database(project: Project, errand: Errand, edits: Mapping[str, Sequence[Edit]] | None) -> tuple[Marks, Marks]:
    """Take the words out of the project's own database and its file; give what is to be looked for, and all said."""
    with project.store(write=True) as store:
        with store.writing(errand.act, now=project.now, errand=errand.number) as change:
            kept = withdrawal_ledger.needed_marks(project.folder, errand)
            seen = _said(change.connection, errand, kept)
            marks = completed(change.connection, errand, kept, asked=guides(project))
            told = named_by_others.noted(change.connection, errand.respondent, marks) if errand.act == WITHDRAW else {}
            counts = deed(change.connection, errand, marks, edits)
            change.note(**counts, **told)
            change.idle = not counts
        if not store.compact():
            raise ProjectBusy(
                N_("Somebody still reads in the project, so the words are not yet gone from its file."),
                hint=N_("Close other windows and commands; it is finished when a command is next run."),
            )
    return marks, seen


def guides(project: Project) -> tuple[str, ...]:
    """The question guides: nobody's words, which stay as they are, also where somebody says a question over again."""
    paths = sorted((project.folder / "interviews" / "guides").glob("*.y*ml"))
    return tuple(path.read_text(encoding="utf-8", errors="replace") for path in paths)


def completed(
    connection: Connection, errand: Errand, marks: Marks, *, asked: Iterable[str], seen: Marks | None = None
) -> Marks:
    """The marks, with those of what the person says in this database: it may hold sources that others lack.

    `asked` are texts of nobody, `seen` is what was judged already, in another database of the project.
    """
    from toolkit.storage.erasing import erasing, erasing_sessions

    if errand.act != WITHDRAW:
        return marks
    where = erasing.voiced(connection, errand.respondent, marks)
    told = erasing.said(connection, where)
    said = [*told, *erasing_sessions.said(connection, errand.respondent, marks)]
    own = Marks.of(marks.key, said, ())
    if not said or not own.found_beyond(marks.joined(seen) if seen else marks):
        return marks
    others = erasing_sessions.said_by_others(connection, errand.respondent, marks, told=told)
    return marks.joined(Marks.of(marks.key, said, (*asked, *erasing.said_by_others(connection, where), *others)))


def _said(connection: Connection, errand: Errand, marks: Marks) -> Marks:
    """All that the person says in this database, whether others say it too or not."""
    from toolkit.storage.erasing import erasing, erasing_sessions

    if errand.act != WITHDRAW:
        return Marks.of(marks.key, (), ())
    where = erasing.voiced(connection, errand.respondent, marks)
    met = erasing_sessions.said(connection, errand.respondent, marks)
    return Marks.of(marks.key, [*erasing.said(connection, where), *met], ())


def deed(
    connection: Connection, errand: Errand, marks: Marks, edits: Mapping[str, Sequence[Edit]] | None = None
) -> Counter[str]:
    """Take the words of an errand out of a database; give how much of what was taken."""
    from toolkit.storage.erasing import erasing

    if errand.act == WITHDRAW:
        told = shown_packs(connection, erasing.voiced(connection, errand.respondent, marks))
        return erasing.remove_person(connection, errand.respondent, marks) + Counter(
            f"{PACK}{each.id}" for each in told
        )
    return erasing.remove_strings(connection, marks, edits)


def shown_packs(connection: Connection, where: Sequence[Voiced]) -> tuple[Pack, ...]:
    """The packs that were shown to somebody and rest on what is said in these sources."""
    from toolkit.storage.sessions import packs

    return tuple(each for each in packs.resting(connection, [one.sha256 for one in where]) if each.shown)


def _backup_deed(
    connection: Connection, errand: Errand, marks: Marks, seen: Marks, asked: Iterable[str]
) -> Counter[str]:
    return deed(connection, errand, completed(connection, errand, marks, asked=asked, seen=seen))


def _backups(project: Project, errand: Errand, marks: Marks, seen: Marks) -> tuple[int, list[Path]]:
    """Take the words out of every backup that the program manages; give how many, and which could not be cleaned."""
    from toolkit.storage.erasing.erased_copies import erased

    cleaned, unclean, asked = 0, [], guides(project)
    for folder in backups.folders(project):
        try:
            with leftovers.passing(project.folder, leftovers.ERASING, now=project.now) as room:
                taking = partial(_backup_deed, errand=errand, marks=marks, seen=seen, asked=asked)
                counts = erased(folder / DATABASE, taking, verb=errand.act, room=room, now=project.now)
            changed = erasing_files.cut_schemes(folder, marks)
            if errand.act == WITHDRAW:
                changed |= _register(folder / PEOPLE, project, errand, whole=True)
            if counts or changed or backups_altered(folder):
                backups.remade(folder)
            cleaned += 1
        except SpeglaError:
            unclean.append(folder)
    return cleaned, unclean


def backups_altered(folder: Path) -> bool:
    """Whether a backup's list of contents does not fit it, as when an erasing was interrupted in it."""
    from toolkit.storage.database import backups as stored

    return bool(stored.altered(folder))


def _register(path: Path, project: Project, errand: Errand, *, whole: bool) -> bool:
    """Say in a register that the person has withdrawn; with `whole` take all else about the person out of it."""
    if not path.is_file():
        return False
    before = path.read_bytes()
    on = datetime.fromisoformat(errand.at).astimezone().date()
    after = withdrawn(before, errand.respondent, on=on, language=project.language, whole=whole)
    if after != before:
        write_file(path, after)
        for name in ("register", "_registered", "withheld"):
            project.__dict__.pop(name, None)
    return after != before


def _told(project: Project, path: Path) -> str:
    return path.relative_to(project.folder).as_posix()


def _counts(project: Project, errand: Errand) -> dict[str, int]:
    """What was taken out of the database, also by a first attempt that was interrupted: the journal has it."""
    from toolkit.storage.database import journal

    with project.store() as store, store.reading() as connection:
        lines = journal.details(connection, errand.act)
    counts = Counter[str]()
    for detail in lines:
        if detail.get("errand") == errand.number:
            counts.update({name: int(value) for name, value in detail.items() if name != "errand"})
    return dict(counts)
