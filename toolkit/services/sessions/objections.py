"""Objections: open until a stance or a claim was changed, or somebody said why nothing was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.claims.claims import Judged, Stance
from toolkit.domain.reflection.learning import Answer, Outcome, Told
from toolkit.domain.reflection.reflection import Sort, State
from toolkit.domain.texts.text import readable
from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.claims.claims import Ground
from toolkit.services.material import sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.sessions import learning_log

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step

LONGEST = 2000
STANCES = {
    Stance.AFFIRMS: N_("affirms"),
    Stance.CONTRADICTS: N_("contradicts"),
    Stance.QUALIFIES: N_("qualifies"),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What becomes of an objection, and why; `claim` (0: the one that it concerns), and `stance` where one changes."""

    outcome: Outcome
    reason: str
    claim: int = 0
    stance: Stance | None = None


def answer(project: Project, response_id: int, reply: Reply, *, hand: Hand) -> Answer:
    """Say what becomes of an objection, in one step with the stance that changes.

    Refused without a reason; for a claim that nobody has changed since; for the stance of nobody in the register.
    """
    from toolkit.storage.sessions import learning

    refuse_blind(project)
    hand.check()
    sources.place(project)
    if not readable(reply.reason):
        raise Refused(N_("An answer needs a reason."), hint=N_("Say in a few words what was done, or why nothing was."))
    with project.store(write=True) as store:
        ground = claims.ground_of(project, store)
        with steps.stepping(store, "answer objection", project, coder=hand.coder, command=hand.command) as step:
            if not step.repeated:
                told = _objection(project, step, response_id)
                claim = _change(step, ground, told, reply)
                _keep(step, response_id, reply, claim)
            found = learning.answer_to(step.connection, response_id)
    if found is None:
        raise learning_log.no_response(response_id)
    return found


def withdraw(project: Project, response_id: int, *, hand: Hand) -> None:
    """Take an answer back: the objection is open again. A stance that was changed for it stays as it is."""
    from toolkit.storage.database.rows import ANSWER
    from toolkit.storage.sessions import learning

    refuse_blind(project)
    hand.check()
    with (
        project.store(write=True) as store,
        steps.stepping(store, "take answer back", project, coder=hand.coder, command=hand.command) as step,
    ):
        known = learning.answer_to(step.connection, response_id)
        if known is not None and not step.repeated:
            step.delete(ANSWER, known.id, revision=known.revision)


def _keep(step: Step, response_id: int, reply: Reply, claim: int | None) -> None:
    from toolkit.storage.sessions import learning

    values = {"outcome": reply.outcome.value, "reason": readable(reply.reason)[:LONGEST], "claim_id": claim}
    learning.answered(step, response_id, values, known=learning.answer_to(step.connection, response_id))


def _objection(project: Project, step: Step, response_id: int) -> Told:
    """The objection under this number at a closed session; Refused for what is none."""
    found = next(
        (
            one
            for each in learning_log.within(project, step.connection)
            for one in each.told
            if one.response.id == response_id
        ),
        None,
    )
    if found is None:
        raise learning_log.no_response(response_id)
    if found.sort is not Sort.OBJECTION:
        raise Refused(
            N_("Response {id} is no objection."), hint=N_("See what waits: spegla reflect log"), id=response_id
        )
    if found.session.state is not State.CLOSED:
        raise Refused(
            N_("The session is still open."),
            hint=N_("Close it first: spegla reflect close {id}"),
            id=found.session.id,
        )
    return found


def _change(step: Step, ground: Ground, told: Told, reply: Reply) -> int | None:
    """Change the stance, or see that the claim was changed; give the claim."""
    claim = reply.claim or told.response.claim
    if reply.outcome is Outcome.ANSWERED:
        return claim
    if claim is None:
        raise Refused(N_("The objection concerns no claim."), hint=N_("Say which claim was changed: --claim NUMBER"))
    if reply.outcome is Outcome.CLAIM:
        _check_changed(step, told, claim)
    else:
        claim_deeds.judge_within(step, ground, _judged(step, ground, told, reply, claim))
    return claim


def _check_changed(step: Step, told: Told, claim: int) -> None:
    from toolkit.storage.findings import claims as stored
    from toolkit.storage.sessions import learning

    stored.by_id(step.connection, claim)
    changed = learning.claim_changed(step.connection, claim)
    if changed is None or changed < told.response.at:
        raise Refused(
            N_("Nobody has changed claim {id} since this was said."),
            hint=N_("Change it first (spegla claims change {id}), or answer with a reason: --outcome answered"),
            id=claim,
        )


def _judged(step: Step, ground: Ground, told: Told, reply: Reply, claim: int) -> Judged:
    """The stance of who objected, resting on what was said; Refused where nobody in the register said it."""
    if reply.stance is None:
        raise Refused(
            N_("Say where the person stands now."), hint=N_("With --stance affirms, contradicts or qualifies")
        )
    key, person = _coded(step, ground, told)
    known = (one.revision for one in _known(step, claim) if one.respondent == person)
    reason = readable(reply.reason)[:LONGEST]
    return Judged(claim, person, reply.stance, reason, (key,), revision=next(known, 0))


def _known(step: Step, claim: int) -> list[Judged]:
    from toolkit.storage.findings import claims as stored

    return stored.judged(step.connection).get(claim, [])


def _coded(step: Step, ground: Ground, told: Told) -> tuple[str, str]:
    """The place of what was said, and who of the register said it; Refused where it is not coded, or nobody's."""
    from toolkit.storage.sources import sources as stored

    if not told.response.who:
        raise Refused(
            N_("What is said anonymously is nobody's stance."),
            hint=N_("Change the claim (--outcome claim), or answer with a reason (--outcome answered)."),
        )
    if told.session.source is not None and told.response.start is not None:
        name = stored.name_of(step.connection, told.session.source)
        key = f"{name}:{told.response.start}-{told.response.end}"
        people = (ground.findings.passages[one].respondent for one in ground.places.now(key))
        person = next(filter(None, people), "")
        if person:
            return key, person
    raise Refused(
        N_("What was said is not coded, or by nobody whom the register has."),
        hint=N_("Code it in the session's source first: a stance rests on coded words of a person."),
    )
