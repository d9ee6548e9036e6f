"""What of the sessions waits: objections without an answer, and what was agreed and should be done by now."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.reflection.reflection import State
from toolkit.errors import Problem
from toolkit.messages import N_
from toolkit.services.projects.blinding import blindness
from toolkit.services.projects.project import Project
from toolkit.services.sessions import learning_log


def notes(project: Project) -> Iterator[Problem]:
    """The notes; none where no session was held, or for who codes blind."""
    with project.store() as store, store.reading() as connection:
        if not learning_log.any_held(connection):
            return
    if blindness(project):
        return
    found = learning_log.log(project)
    waiting = sum(one.session.state is State.CLOSED for one in found.open)
    if waiting:
        message = N_("Objections from reflection sessions that wait for an answer: {n}.")
        yield _note(project, message, N_("See them and answer: spegla reflect log"), waiting)
    if found.overdue:
        message = N_("Agreed at reflection sessions, and should be done by now: {n}.")
        yield _note(project, message, N_("Say what became of them: spegla reflect follow"), len(found.overdue))


def _note(project: Project, message: str, hint: str, n: int) -> Problem:
    return Problem(project.settings.name, message, hint, {"n": n}, serious=False)
