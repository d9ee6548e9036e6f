"""An empty project in which a session is open: nothing is coded, and T1 allows feedback while T2 does not."""

from __future__ import annotations

from pathlib import Path

from tests.services.met import NOW, hand
from tests.services.reading_desk import hand as fresh
from toolkit.domain.reflection.reflection import Agreed, Response, Session
from toolkit.services.projects.project import Project, init
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.responses import Said

PEOPLE = (
    "id,group,consent,consent_until,consent_scope,quote,labels\n"
    'T1,team,given,2027-12-31,"interview, quote, feedback",yes,\n'
    'T2,team,given,2027-12-31,"interview, quote",yes,Åsa\n'
)


def made(folder: Path) -> Project:
    """The project."""
    project = init(folder, language="en", now=NOW)
    (folder / "interviews" / "respondents.csv").write_text(PEOPLE, "utf-8")
    return project


def opened(project: Project, form: str = "recognise", *, anonymous: bool = False, **wish: object) -> Session:
    """A session of the team that is open."""
    wanted = sessions.Wish(form, "team", "Höstmötet", anonymous=anonymous, **{"agreed": Agreed(), **wish})
    return sessions.open_session(project, wanted, hand=fresh("KL"))


def said(project: Project, session: Session, text: str, step: str = "add", **more: object) -> Response:
    """Something that a note-taker has taken down, or a device where one is named."""
    one = Said(step, text, **{"command": fresh().command, **more})
    return responses.respond(project, session.id, one, hand=None if one.device else hand("x" + one.command))


def texts(project: Project, session: Session) -> list[str]:
    """All that was said at a session, step by step."""
    return [one.text for one in sessions.view(project, session.id).responses]
