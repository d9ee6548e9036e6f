"""What a session is called, its day and who is present, corrected while it is open; one opened by mistake removed."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.reflection.reflection import Session, State
from toolkit.domain.texts.text import readable
from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.material.hands import Hand
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.sessions import sessions


@dataclass(frozen=True, slots=True)
class Facts:
    """What a session is called, its day, and who is present."""

    title: str
    day: str
    present: tuple[str, ...] = ()


def correct(project: Project, session_id: int, facts: Facts, *, seen: int, hand: Hand) -> Session:
    """Give an open session these facts; ConflictError when it is not at the revision seen."""
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    title = readable(facts.title)[: sessions.LONGEST_NAME]
    if not title:
        raise Refused(N_("A session needs a title."), hint=N_("Say in a few words which meeting it is."))
    columns = {
        "title": title,
        "day": sessions.day_of(project, facts.day),
        "present": sessions.present_of(project, facts.present),
    }
    with project.store(write=True) as store, store.writing("correct session", now=project.now) as change:
        _check_open(stored.one(change.connection, session_id))
        stored.change_session(change.connection, session_id, seen, **columns)
        change.note(session=session_id)
        return stored.one(change.connection, session_id)


def remove(project: Project, session_id: int, *, hand: Hand) -> None:
    """Remove an open session at which nothing has been said or agreed, such as one opened by mistake."""
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    with project.store(write=True) as store, store.writing("remove session", now=project.now) as change:
        _check_open(stored.one(change.connection, session_id))
        if stored.holds(change.connection, session_id):
            raise Refused(
                N_("Something has been said or agreed at this session, so it stays."),
                hint=N_("Undo what was taken down by mistake, or close the session."),
            )
        stored.remove(change.connection, session_id)
        change.note(session=session_id)


def _check_open(found: Session) -> None:
    if found.state is State.CLOSED:
        raise Refused(
            N_("This session is closed, so its title and day stay."),
            hint=N_("Words that were taken down wrong are corrected in its source."),
        )
