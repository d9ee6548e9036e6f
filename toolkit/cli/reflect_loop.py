"""`spegla reflect answer, agree, follow, log`: what became of what was said at sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SessionNumber
from toolkit.domain.claims.claims import Stance
from toolkit.domain.reflection.learning import LOOPS, OUTCOMES, STATUSES, Commitment, Held, Loop, Outcome, Status, Told
from toolkit.domain.reflection.reflection import Sort
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.material.hands import Hand
    from toolkit.services.projects.project import Project
    from toolkit.services.sessions.follow_up import Since
    from toolkit.services.sessions.learning_log import Log

Response = Annotated[
    int, typer.Argument(metavar=tr("RESPONSE"), help=tr("The number of what was said: spegla reflect log"))
]
Reason = Annotated[str, typer.Option("--reason", metavar=tr("TEXT"), help=tr("What was done, or why nothing was."))]
Claim = Annotated[int, typer.Option("--claim", metavar="ID", help=tr("The claim that it concerns."))]
Text = Annotated[str, typer.Argument(metavar=tr("TEXT"), help=tr("What will be done, in one sentence."))]
Owner = Annotated[str, typer.Option("--owner", metavar=tr("NAME"), help=tr("Who sees to it: a role or a name."))]
Due = Annotated[str, typer.Option("--due", metavar=tr("DAY"), help=tr("Until when, as 2025-11-03."))]
Number = Annotated[int, typer.Argument(metavar=tr("NUMBER"), help=tr("The number of what was agreed."))]
NewStatus = Annotated[Status | None, typer.Option("--status", help=tr("What became of it."), show_default=False)]
Told_ = Annotated[str, typer.Option("--outcome", metavar=tr("TEXT"), help=tr("What came of it, in a sentence."))]
Stances = Annotated[
    Stance | None,
    typer.Option("--stance", help=tr("Where the person stands now, for --outcome stance."), show_default=False),
]


def register_reflect(group: typer.Typer) -> None:
    """Add the commands to `spegla reflect`."""
    group.command("answer", help=tr("Say what became of an objection."))(answer)
    group.command("agree", help=tr("Write down what was agreed at a session."))(agree)
    group.command("follow", help=tr("What was agreed and what changed since; or say what became of one thing."))(follow)
    group.command("log", help=tr("The learning log: sessions, objections, what was agreed."))(log)


def answer(
    response: Response,
    outcome: Annotated[Outcome, typer.Option("--outcome", help=tr("What was done."))],
    reason: Reason = "",
    claim: Claim = 0,
    stance: Stances = None,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say what became of an objection."""
    from toolkit.services.sessions import learning_log, objections

    opened, hand = _opened(project, coder)
    objections.answer(opened, response, objections.Reply(outcome, reason, claim, stance), hand=hand)
    told = learning_log.log(opened).of(response)
    output.answer({"response": _said(told)}, _said_lines(told), json_wanted=json_wanted)


def agree(
    session: SessionNumber,
    text: Text,
    owner: Owner = "",
    due: Due = "",
    loop: Annotated[Loop, typer.Option("--loop", help=tr("Which question it answers."))] = Loop.SINGLE,
    claim: Claim = 0,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write down what was agreed at a session."""
    from toolkit.services.sessions import commitments

    opened, hand = _opened(project, coder)
    wanted = commitments.Wanted(text, owner, due, loop, claim or None)
    made = commitments.agree(opened, session, wanted, hand=hand)
    output.answer({"agreed": _agreed(made)}, [_agreed_line(made, opened.today)], json_wanted=json_wanted)


def follow(
    number: Number = 0,
    status: NewStatus = None,
    outcome: Told_ = "",
    session: Annotated[int, typer.Option("--session", metavar="ID", help=tr("What this session starts with."))] = 0,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """What was agreed and what changed since the last session, or what became of one thing agreed."""
    from toolkit.services.sessions import commitments, follow_up

    if number and status is None:
        raise UsageError(N_("Say what became of it: --status done, dropped, changed or open"))
    if number and status is not None:
        opened, hand = _opened(project, coder)
        made = commitments.follow(opened, number, status, outcome, hand=hand)
        output.answer({"agreed": _agreed(made)}, [_agreed_line(made, opened.today)], json_wanted=json_wanted)
        return
    seen = open_for(project, coder)
    found = follow_up.since(seen, session or None)
    output.answer(_since(found), list(_since_lines(found, seen.today)), json_wanted=json_wanted)


def log(coder: Coder = "", project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """The learning log."""
    from toolkit.services.sessions import learning_log

    found = learning_log.log(open_for(project, coder))
    output.answer(_log(found), list(_log_lines(found)), json_wanted=json_wanted)


def _opened(folder: ProjectFolder, coder: str) -> tuple[Project, Hand]:
    opened = open_for(folder, coder)
    return opened, hand_of(opened, coder)


def _said(told: Told) -> dict[str, object]:
    one, given = told.response, told.answer
    return {
        "id": one.id,
        "session": one.session,
        "step": one.step,
        "sort": told.sort,
        "text": one.text,
        "who": one.who,
        "claim": one.claim,
        "theme": one.theme,
        "open": told.open,
        "outcome": given.outcome if given else None,
        "reason": given.reason if given else None,
        "changed_claim": given.claim if given else None,
    }


def _agreed(one: Commitment) -> dict[str, object]:
    return {
        "id": one.id,
        "session": one.session,
        "text": one.text,
        "owner": one.owner,
        "due": one.due,
        "status": one.status,
        "outcome": one.outcome,
        "loop": one.loop,
        "claim": one.claim,
        "followed": one.followed,
    }


def _log(found: Log) -> dict[str, object]:
    sessions = [
        {
            "id": one.session.id,
            "title": one.session.title,
            "day": one.session.day,
            "audience": one.session.audience,
            "format": one.session.format,
            "state": one.session.state,
            "source": one.session.source,
            "responses": [_said(each) for each in one.told],
            "agreed": [_agreed(each) for each in one.agreed],
        }
        for one in found.held
    ]
    return {
        "sessions": sessions,
        "open_objections": [one.response.id for one in found.open],
        "overdue": [one.id for one in found.overdue],
    }


def _since(found: Since) -> dict[str, object]:
    return {
        "before": found.before.id if found.before else None,
        "from": found.day or None,
        "agreed": [_agreed(one) for one in found.agreed],
        "answered": [_said(one) for one in found.answered],
        "new_interviews": [{"group": group, "sources": count} for group, count in found.new_interviews],
        "changed_claims": [{"id": one.id, "text": one.text} for one in found.changed_claims],
        "new_themes": list(found.new_themes),
    }


def _log_lines(found: Log) -> Iterator[str]:
    if not found.held:
        yield tr("No session has been held. Open one with: spegla reflect open")
    for one in found.held:
        yield f"{one.session.id}. {one.session.day} {one.session.title} · {tr(one.session.form.title)}"
        yield f"   {_counts(one)}"
        for told in one.of(Sort.OBJECTION):
            yield from (f"   {line}" for line in _said_lines(told))
        yield from (f"   {_agreed_line(each, found.today)}" for each in one.agreed)


def _counts(one: Held) -> str:
    said = ntr("{n} response", "{n} responses", len(one.told))
    agreed = ntr("{n} thing agreed", "{n} things agreed", len(one.agreed))
    return f"{said} · {agreed}"


def _said_lines(told: Told) -> Iterator[str]:
    claim = f" [{tr('claim {id}', id=told.response.claim)}]" if told.response.claim else ""
    yield f"({told.response.id}) {told.response.text}{claim}"
    if told.open:
        yield "    " + tr("waits for an answer")
    elif told.answer:
        yield f"    {tr(OUTCOMES[told.answer.outcome])}: {told.answer.reason}"


def _agreed_line(one: Commitment, today: date) -> str:
    owner = f" · {one.owner}" if one.owner else ""
    due = f" · {one.due}" if one.due else ""
    late = f" · {tr('overdue')}" if one.overdue(today) else ""
    came = f": {one.outcome}" if one.outcome else ""
    return f"{one.id}. {one.text}{owner}{due} · {tr(STATUSES[one.status])}{came}{late}"


def _since_lines(found: Since, today: date) -> Iterator[str]:
    from toolkit.services.claims import claim_names
    from toolkit.services.sessions.follow_up import QUESTIONS

    if found.before is None:
        yield tr("No session was held before.")
        return
    yield tr("Since {day}, {title}:", day=found.before.day, title=found.before.title)
    if found.late:
        yield "  " + tr("What is new is counted from {day}, when that session was written down here.", day=found.day)
    yield from (f"  {_agreed_line(one, today)}" for one in found.agreed)
    for group, count in found.new_interviews:
        yield "  " + ntr("{n} new interview: {group}", "{n} new interviews: {group}", count, group=group)
    for claim in found.changed_claims:
        yield "  " + tr("Claim {id} was written or changed: {text}", id=claim.id, text=claim_names.short(claim.text))
    for theme in found.new_themes:
        yield "  " + tr("New theme: {name}", name=theme)
    for told in found.answered:
        yield from (f"  {line}" for line in _said_lines(told))
    for loop, question in QUESTIONS.items():
        yield f"{tr(LOOPS[loop]).partition(':')[0]}: {tr(question)}"
