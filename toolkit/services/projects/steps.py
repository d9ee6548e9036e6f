"""Steps of a person: each deed is one transaction that can be undone and done again until the day ends.

A day is one of this computer's; steps of earlier days are forgotten when the first of a new day is taken, and when a
workbench begins.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.errors import ConflictError, NotFound
from toolkit.messages import N_
from toolkit.services.projects.overwriting import of_scheme, write_last
from toolkit.services.projects.project import Project, scheme_of

if TYPE_CHECKING:
    from toolkit.storage.database.steps import FileChange, Step, StepRow
    from toolkit.storage.projects.store import Change, Store

LONGEST_COMMAND = 64


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as a list shows it; `verb` says what was done."""

    id: int
    verb: str
    at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was undone or redone, and the names of the sources it touched."""

    step: int
    verb: str
    at: datetime
    sources: tuple[str, ...]


@contextmanager
def stepping(store: Store, verb: str, project: Project, *, coder: str, command: str = "") -> Iterator[Step]:
    """One step of `coder` in one transaction: all changes that go through the step given, or none.

    `command` is an id that the caller made up: a step whose command is known is `repeated`, and nothing may be
    changed in it. A step that changes nothing leaves no trace.
    """
    from toolkit.storage.database import steps

    with store.writing(verb, now=project.now) as change:
        step = steps.begin(change.connection, verb, coder=coder, command=_command(command), now=project.now)
        yield step
        _check_known(project, step)
        change.idle = not step.changed
        if step.id is not None and step.changed:
            change.note(step=step.id)
        write_last(project, change, [of_scheme(project, one.before, one.after) for one in step.files])


def known(store: Store, command: str) -> bool:
    """Whether a step with this command was taken before: what it needs made ready need not be made again."""
    from toolkit.storage.database import steps

    with store.reading() as connection:
        return bool(command) and steps.taken_before(connection, _command(command))


def undo(project: Project, *, coder: str, command: str = "") -> Undone:
    """Undo the coder's last step of today. NotFound when there is none.

    ConflictError, and nothing changed, when somebody has changed a row of it since.
    """
    return _reverse(project, coder, command, undone=False)


def redo(project: Project, *, coder: str, command: str = "") -> Undone:
    """Do again what the coder undid last. NotFound and ConflictError as for `undo`."""
    return _reverse(project, coder, command, undone=True)


def history(project: Project, coder: str) -> list[StepView]:
    """The coder's steps of today, the newest first."""
    from toolkit.storage.database import steps

    with project.store() as store, store.reading() as connection:
        found = steps.taken(connection, coder, now=project.now)
    return [StepView(one.id, one.verb, one.at, one.undone) for one in found]


def mark(project: Project) -> int:
    """A number that grows with every change that anybody makes in the project."""
    with project.store() as store:
        return store.mark()


def _reverse(project: Project, coder: str, command: str, *, undone: bool) -> Undone:
    from toolkit.storage.database import steps
    from toolkit.storage.sessions import packs

    verb, command = "redo" if undone else "undo", _command(command)
    with project.store(write=True) as store, store.writing(verb, now=project.now) as change:
        known = steps.reversed_by(change.connection, command)
        if known is not None:
            change.idle = True
            return _undone(change, known)
        target = steps.last(change.connection, coder, now=project.now, undone=undone)
        if target is None:
            raise _nothing(undone=undone)
        files = steps.reverse(change.connection, target, command=command, now=project.now)
        packs.turn_merge(change.connection, target.id, undone=not undone)
        for one in files:
            _check_unused(project, steps.codes_used(change.connection), one)
        change.note(step=target.id)
        write_last(project, change, [of_scheme(project, one.before, one.after) for one in files])
        return _undone(change, target)


def _check_known(project: Project, step: Step) -> None:
    """ConflictError when the scheme has lost a code between the request and its turn to be stored.

    Codes that the step itself adds to the scheme's file, which is written last, are known.
    """
    codes = step.codes
    if not codes:
        return
    project.forget_scheme()
    codes -= project.scheme_file.codes.keys()
    for one in step.files if codes else ():
        codes -= scheme_of(project.scheme_path.name, one.after).codes.keys()
    if codes:
        raise ConflictError(
            N_("The scheme has been changed meanwhile, and a code is gone. Nothing was changed."),
            hint=N_("Load the page again, and choose another code."),
        )


def _check_unused(project: Project, used: frozenset[str], one: FileChange) -> None:
    """ConflictError when a code that goes with this has been used since: nothing that is coded may lose its code."""
    now, then = (scheme_of(project.scheme_path.name, content).codes for content in (one.before, one.after))
    if used & (now.keys() - then.keys()):
        raise ConflictError(
            N_("The new code has been used since, so the scheme was left as it is now."),
            hint=N_("Retire the code or merge it into another under Scheme."),
        )


def _nothing(*, undone: bool) -> NotFound:
    return NotFound(
        N_("There is nothing to do again.") if undone else N_("There is nothing to undo."),
        hint=N_("Steps can be undone until the day ends. What was read in from a file is no step."),
    )


def _undone(change: Change, target: StepRow) -> Undone:
    from toolkit.storage.database import steps

    return Undone(target.id, target.verb, target.at, steps.sources_of(change.connection, target.id))


def _command(command: str) -> str:
    if len(command) > LONGEST_COMMAND:
        return hashlib.sha256(command.encode()).hexdigest()
    return command or uuid.uuid4().hex
