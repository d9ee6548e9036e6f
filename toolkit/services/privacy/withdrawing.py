"""A person withdraws: begun in the ledger, carried out to the end whatever interrupts it, again after every restore."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.remains import Marks
from toolkit.errors import NotFound, Refused, SpeglaError, UsageError
from toolkit.messages import N_
from toolkit.services.material import sources
from toolkit.services.privacy import deep_scan, erasing
from toolkit.services.privacy.certificates import DECISION, GROUNDS
from toolkit.services.privacy.deep_scan import Progress, Scan
from toolkit.services.privacy.erasing import Erased
from toolkit.services.projects import backups, withdrawal_ledger
from toolkit.services.projects.project import Project
from toolkit.services.projects.withdrawal_ledger import WITHDRAW, Errand

if TYPE_CHECKING:
    from toolkit.storage.erasing.erasing import Voiced
    from toolkit.storage.projects.store import Connection

LONGEST_DECISION = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: on which ground, and whether files in the folder that hold words may be deleted too."""

    ground: str = "consent"
    decision: str = ""
    delete: bool = False


@dataclass(frozen=True, slots=True)
class Reapplied:
    """Whose withdrawals were carried out again, and the numbers of all errands that were."""

    respondents: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of an errand that had been interrupted: done, or `waits` with the reason why it could not be."""

    errand: Errand
    erased: Erased | None = None
    waits: SpeglaError | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look through the folders gave: for each errand the files with its words; and what could not be read."""

    found: Sequence[tuple[Errand, dict[Path, int]]]
    scan: Scan


def withdraw(project: Project, respondent: str, wish: Wish, *, progress: Progress | None = None) -> Erased:
    """Take everything that a person said out of the project, for good; a certificate says what was done.

    NotFound for somebody whom neither register nor sources know; ProjectBusy while a workbench runs: nothing is begun
    then. Whatever interrupts it later: it is finished when a command is next run.
    """
    check(wish)
    erasing.refuse_served(project)
    sources.place(project)
    who = known(project, respondent)
    with project.store() as store, store.reading() as connection:
        marks, where = marks_of(project, connection, who)
    backups.before(project, "withdraw")
    errand = Errand(
        WITHDRAW,
        who,
        wish.ground,
        wish.decision,
        "",
        tuple(sorted(one.sha256 for one in where if one.whole)),
        tuple(sorted(one.sha256 for one in where if not one.whole)),
        wish.delete,
    )
    begun = withdrawal_ledger.begin(project.folder, errand, marks, now=project.now)
    return erasing.carry_out(project, begun, progress=progress)


def check(wish: Wish) -> None:
    """UsageError for a ground that is none, or a decision without a number."""
    if wish.ground not in GROUNDS:
        raise UsageError(N_("The ground must be consent, decision or working-material."))
    if (wish.ground == DECISION) != bool(wish.decision):
        raise UsageError(
            N_("A decision has a number, and only a decision has one."),
            hint=N_("For example: --ground decision --decision 2026-117"),
        )
    if len(wish.decision) > LONGEST_DECISION or not wish.decision.isprintable():
        raise UsageError(N_("The decision's number is too long."))


def known(project: Project, respondent: str) -> str:
    """The pseudonym as register or sources write it; NotFound when neither knows it, Refused when it is done."""
    from toolkit.storage.erasing import erasing as stored

    person = project.register.find(respondent)
    name = person.id if person else respondent
    marks = Marks(b"", {})
    with project.store() as store, store.reading() as connection:
        speaks = stored.voiced(connection, name, marks)
    if person is None and not speaks:
        raise NotFound(
            N_("Nobody is called {respondent}, in the register or in any source."),
            hint=N_("See who there is: spegla sources"),
            respondent=respondent,
        )
    done = [one for one in withdrawal_ledger.errands(project.folder) if one.respondent.casefold() == name.casefold()]
    if done and not speaks:
        raise Refused(
            N_("{respondent} has withdrawn already, and nothing of the person's is left in the sources."),
            hint=N_("Look through all files: spegla privacy verify {respondent}"),
            respondent=name,
        )
    return name


def marks_of(project: Project, connection: Connection, respondent: str) -> tuple[Marks, list[Voiced]]:
    """The digests of what only this person says, and where the person speaks."""
    from toolkit.storage.erasing import erasing as stored
    from toolkit.storage.erasing import erasing_sessions as met

    person = project.register.get(respondent)
    key = withdrawal_ledger.key(project.folder)
    named = Marks.of(key, (), (), names=(person.id, *person.labels))
    where = stored.voiced(connection, respondent, named)
    told = stored.said(connection, where)
    others = (
        *erasing.guides(project),
        *stored.said_by_others(connection, where),
        *met.said_by_others(connection, respondent, named, told=told),
    )
    own = [*told, *met.said(connection, respondent, named)]
    return Marks.of(key, own, others, names=(person.id, *person.labels)), where


def finish_pending(project: Project) -> tuple[Finished, ...]:
    """Finish what was interrupted; what cannot be finished now stays pending, and the reason is given."""
    found = tuple(_finished(project, errand) for errand in withdrawal_ledger.pending(project.folder))
    withdrawal_ledger.settled(project.folder)
    return found


def _finished(project: Project, errand: Errand) -> Finished:
    try:
        return Finished(errand, erasing.carry_out(project, errand))
    except SpeglaError as reason:
        return Finished(errand, waits=reason)


def reapply(project: Project) -> Reapplied:
    """Carry out every errand of the ledger again, in what was restored just now; its files are left as they are."""
    again = [replace(one, delete=False) for one in withdrawal_ledger.errands(project.folder)]
    for errand in again:
        erasing.carry_out_again(project, errand)
    people = dict.fromkeys(one.respondent for one in again if one.act == WITHDRAW)
    return Reapplied(tuple(people), tuple(one.number for one in again))


def verify(
    project: Project, respondent: str = "", *, also: Iterable[Path] = (), progress: Progress | None = None
) -> Verified:
    """Look through every file of the project's folder, and of others, for words that must be gone.

    With somebody who has not withdrawn it tells where the person's words lie.
    """
    wanted = [
        (errand, withdrawal_ledger.needed_marks(project.folder, errand)) for errand in _asked(project, respondent)
    ]
    if not wanted and respondent:
        wanted = [_present(project, respondent)]
    whole = Marks(secrets.token_bytes(1), {}) if not wanted else wanted[0][1]
    for _, marks in wanted[1:]:
        whole = whole.joined(marks)
    scan = deep_scan.scan([project.folder, *also], whole, progress=progress)
    return Verified([(errand, scan.of(marks)) for errand, marks in wanted], scan)


def _asked(project: Project, respondent: str) -> list[Errand]:
    every = withdrawal_ledger.errands(project.folder)
    return [one for one in every if not respondent or one.respondent.casefold() == respondent.casefold()]


def _present(project: Project, respondent: str) -> tuple[Errand, Marks]:
    sources.place(project)
    who = known(project, respondent)
    with project.store() as store, store.reading() as connection:
        marks, _ = marks_of(project, connection, who)
    return Errand("present", who, "", "", ""), marks
