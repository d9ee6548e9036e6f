"""The learning log: sessions with what was said at them, what came of it, and what was agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from toolkit.domain.reflection.learning import Commitment, Held, Told, open_objections, overdue
from toolkit.domain.reflection.reflection import State
from toolkit.domain.sources.consents import Purpose
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.material import sources
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.sessions import sessions

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True, slots=True)
class Log:
    """All sessions, the earliest first, as they may be looked at today."""

    held: tuple[Held, ...]
    today: date

    @property
    def open(self) -> list[Told]:
        """The objections that wait for an answer."""
        return open_objections(self.held)

    @property
    def overdue(self) -> list[Commitment]:
        """What should be done by now and nobody has told of."""
        return overdue(self.held, self.today)

    def of(self, response_id: int) -> Told:
        """What was said under this number; NotFound when there is nothing that may be shown."""
        for each in self.held:
            for one in each.told:
                if one.response.id == response_id:
                    return one
        raise no_response(response_id)


def no_response(response_id: int) -> NotFound:
    """The error for a response that is not there."""
    return NotFound(
        N_("There is no response {id}."),
        hint=N_("See what was said, with numbers: spegla reflect log"),
        id=response_id,
    )


def log(project: Project) -> Log:
    """The log; nothing of a person who does not allow feedback. Refused to who codes blind."""
    refuse_blind(project)
    sources.place(project)
    with project.store() as store, store.reading() as connection:
        return Log(within(project.asking(Purpose.FEEDBACK), connection), project.today)


def within(project: Project, connection: Connection) -> tuple[Held, ...]:
    """All sessions without what was said by, or is in the hands of, people whose words may not be used."""
    from toolkit.storage.sessions import learning

    return tuple(_usable(project, one) for one in learning.held(connection)) if any_held(connection) else ()


def any_held(connection: Connection) -> bool:
    """Whether any session was held or is open."""
    from toolkit.storage.sessions import learning

    return learning.any_session(connection)


def reported(project: Project, connection: Connection) -> tuple[Held, ...]:
    """The closed sessions as a report may tell of them: what was said only where those present agreed to it."""
    closed = (one for one in within(project, connection) if one.session.state is State.CLOSED)
    return tuple(one if one.session.agreed.report else replace(one, told=()) for one in closed)


def _usable(project: Project, held: Held) -> Held:
    said = (one for one in held.told if usable(project, one.response.who) and usable(project, one.response.label))
    session = replace(held.session, present=tuple(one for one in held.session.present if usable(project, one)))
    told = tuple(replace(one, response=sessions.told(one.response), session=session) for one in said)
    agreed = (one if usable(project, one.owner) else replace(one, owner="") for one in held.agreed)
    return Held(session, told, tuple(agreed))


def usable(project: Project, who: str) -> bool:
    """Whether somebody may be named: nobody in particular, or a person who allows what the project is asked for."""
    known = project.register.find(who) if who else None
    return known is None or project.register.usable(known.id)
