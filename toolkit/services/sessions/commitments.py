"""What was agreed at a session: written down with owner, date and loop, and followed until it is done or dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.reflection.learning import Commitment, Loop, Status
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.texts.days import day_given
from toolkit.domain.texts.text import readable
from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.sessions import learning_log

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step

LONGEST, LONGEST_OWNER = 600, 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is agreed: who sees to it, until when (a day, or empty), which loop, what it concerns, what it came from."""

    text: str
    owner: str = ""
    due: str = ""
    loop: Loop = Loop.SINGLE
    claim: int | None = None
    theme: str | None = None
    response: int | None = None


def agree(project: Project, session_id: int, wanted: Wanted, *, hand: Hand) -> Commitment:
    """Write down something agreed at a session, open or closed."""
    from toolkit.storage.sessions import learning

    values = {
        "session_id": session_id,
        "response_id": wanted.response,
        "text": _text(wanted.text),
        "owner": _owner(project, wanted.owner),
        "due": day_given(wanted.due).isoformat() if wanted.due else "",
        "status": Status.OPEN.value,
        "outcome": "",
        "loop": wanted.loop.value,
        "claim_id": wanted.claim,
        "theme": wanted.theme,
        "followed_id": None,
    }

    def deed(step: Step) -> int:
        _check(step, session_id, wanted)
        return learning.agree(step, values)

    return _act(project, hand, "agree", deed)


def follow(
    project: Project, commitment_id: int, status: Status, outcome: str = "", *, hand: Hand, seen: int | None = None
) -> Commitment:
    """Say what became of something agreed; it is told at the last session. Refused where that says nothing.

    `seen` is the revision that was looked at: ConflictError when it is another by now.
    """
    from toolkit.storage.database.rows import changed
    from toolkit.storage.sessions import learning

    told = readable(outcome)[:LONGEST]
    if status in (Status.DROPPED, Status.CHANGED) and not told:
        raise Refused(N_("Say why it was dropped or changed."), hint=N_("With: --outcome TEXT"))

    def deed(step: Step) -> int:
        known = learning.commitment_of(step.connection, commitment_id)
        if seen is not None and known.revision != seen:
            raise changed()
        values = {"status": status.value, "outcome": told, "followed_id": _last_session(step, known)}
        learning.follow(step, known, values)
        return commitment_id

    return _act(project, hand, "follow agreed", deed)


def _act(project: Project, hand: Hand, verb: str, deed: Callable[[Step], int]) -> Commitment:
    from toolkit.storage.database.rows import COMMITMENT
    from toolkit.storage.sessions import learning

    refuse_blind(project)
    hand.check()
    with (
        project.store(write=True) as store,
        steps.stepping(store, verb, project, coder=hand.coder, command=hand.command) as step,
    ):
        number = int(step.rows(COMMITMENT)[0]) if step.repeated else deed(step)
        return learning.commitment_of(step.connection, number)


def _last_session(step: Step, known: Commitment) -> int | None:
    """The last session after the one at which it was agreed; None where there was none yet."""
    from toolkit.storage.sessions import sessions as stored

    agreed_at = stored.one(step.connection, known.session)
    later = (
        one for one in stored.sessions(step.connection) if (one.day, one.id) > (agreed_at.day, agreed_at.id)
    )  # the newest first
    return next((one.id for one in later if one.audience == agreed_at.audience), None)


def _check(step: Step, session_id: int, wanted: Wanted) -> None:
    from toolkit.storage.findings import claims
    from toolkit.storage.sessions import sessions

    sessions.one(step.connection, session_id)
    if wanted.claim is not None:
        claims.by_id(step.connection, wanted.claim)
    if wanted.response is not None and sessions.response_of(step.connection, wanted.response).session != session_id:
        raise learning_log.no_response(wanted.response)


def _text(text: str) -> str:
    kept = readable(text)[:LONGEST]
    if not kept:
        raise Refused(N_("What was agreed needs a sentence."), hint=N_("Say in one sentence what will be done."))
    return kept


def _owner(project: Project, owner: str) -> str:
    kept = readable(owner)[:LONGEST_OWNER]
    if not learning_log.usable(project.asking(Purpose.FEEDBACK), kept):  # the log would not name them
        raise Refused(N_("This person's words may not be used."), hint=N_("Name a role, or somebody else."))
    return kept
