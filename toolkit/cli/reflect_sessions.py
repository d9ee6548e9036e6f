"""`spegla reflect open`, `respond`, `close` …: reflection sessions held, and what is said at them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SessionNumber
from toolkit.domain.reflection.reflection import FORMATS, Agreed, Format, State
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.domain.reflection.reflection import Finding, Response, Session
    from toolkit.services.material.hands import Hand
    from toolkit.services.projects.project import Project
    from toolkit.services.sessions.sessions import SessionView

ResponseNumber = Annotated[int, typer.Argument(metavar=tr("RESPONSE"), help=tr("The response's number."))]
Coder = Annotated[str, typer.Option("--coder", metavar=tr("NAME"), help=tr("Who takes notes."))]
STATES = {State.OPEN: N_("going on"), State.CLOSED: N_("closed")}
NONE: list[str] = []


def register_reflect(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command("formats", help=tr("List the ways to hold a session, with their steps."))(formats)
    group.command("open", help=tr("Open a session: from now on responses are taken."))(open_session)
    group.command("sessions", help=tr("List the sessions."))(sessions)
    group.command("session", help=tr("Show a session with what was said."))(session)
    group.command("respond", help=tr("Take down what was said at a step."))(respond)
    group.command("change", help=tr("Give a response other words, say who said it, hide it, or let it through."))(
        change
    )
    group.command("dots", help=tr("Write down how many dots a response was given."))(dots)
    group.command("close", help=tr("Close a session: what was said becomes a source."))(close)


def formats(json_wanted: Json = False, language: Language = None) -> None:
    """List the formats."""
    document = {
        "formats": [
            {
                "key": form.key,
                "title": tr(form.title),
                "about_findings": form.about_findings,
                "steps": [
                    {"key": one.key, "title": tr(one.title), "prompt": tr(one.prompt), "dots": one.dots}
                    for one in form.steps
                ],
            }
            for form in FORMATS.values()
        ]
    }
    output.answer(document, _format_lines(), json_wanted=json_wanted)


def _format_lines() -> Iterator[str]:
    for form in FORMATS.values():
        yield f"{form.key}: {tr(form.title)}"
        yield from _step_lines(form)


def _step_lines(form: Format) -> Iterator[str]:
    yield from (f"  {one.key}: {tr(one.prompt)}" for one in form.steps)


def open_session(
    form: Annotated[str, typer.Option("--format", metavar=tr("KEY"), help=tr("See: spegla reflect formats"))],
    audience: Annotated[str, typer.Option("--audience", metavar=tr("KEY"), help=tr("Who meets."))],
    title: Annotated[str, typer.Option("--title", metavar=tr("TEXT"), help=tr("Which meeting it is."))],
    pack: Annotated[
        int | None,
        typer.Option("--pack", metavar="ID", help=tr("The pack that is talked about."), show_default=False),
    ] = None,
    day: Annotated[
        str, typer.Option("--day", metavar=tr("DATE"), help=tr("The day of the session; today unless said."))
    ] = "",
    present: Annotated[
        list[str], typer.Option("--present", metavar=tr("WHO"), help=tr("Somebody present, as a role; repeat it."))
    ] = NONE,
    named: Annotated[bool, typer.Option("--named", help=tr("Responses may carry names."))] = False,
    quotable: Annotated[bool, typer.Option("--quotable", help=tr("Those present let their words be quoted."))] = False,
    unreported: Annotated[
        bool, typer.Option("--unreported", help=tr("What is said is not used in the report, and makes no source."))
    ] = False,
    told: Annotated[
        str, typer.Option("--told", metavar=tr("TEXT"), help=tr("What was read out to them of this."))
    ] = "",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Open a session."""
    from toolkit.services.sessions import sessions as services

    opened = open_for(project, coder)
    agreed = Agreed(report=not unreported, quote=quotable, told=told)
    wish = services.Wish(form, audience, title, day, pack, not named, tuple(present), agreed)
    made = services.open_session(opened, wish, hand=_hand(opened, coder))
    take_down = tr('Take down what is said with: spegla reflect respond {id} --step KEY "…"', id=made.id)
    findings = services.view(opened, made.id).findings
    lines = [_line(made), take_down, *_step_lines(FORMATS[form]), *_finding_lines(findings)]
    output.answer({"session": _record(made)}, lines, json_wanted=json_wanted)


def sessions(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """List the sessions."""
    from toolkit.services.sessions import sessions as services

    found = services.sessions(open_for(project))
    lines = [*map(_line, found)] or [tr("No reflection session has been held. Open one with: spegla reflect open")]
    output.answer({"sessions": [_record(one) for one in found]}, lines, json_wanted=json_wanted)


def session(
    session: SessionNumber, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """Show a session with what was said."""
    from toolkit.services.sessions import sessions as services

    found = services.view(open_for(project), session)
    document = {"session": _record(found.session), "responses": [_response(one) for one in found.responses]}
    output.answer(document, _lines(found), json_wanted=json_wanted)


def respond(
    session: SessionNumber,
    text: Annotated[str, typer.Argument(metavar=tr("TEXT"), help=tr("What was said."))],
    step: Annotated[str, typer.Option("--step", metavar=tr("KEY"), help=tr("The step of the format."))],
    claim: Annotated[
        int | None, typer.Option("--claim", metavar="ID", help=tr("The claim that it is of."), show_default=False)
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option("--theme", metavar=tr("THEME"), help=tr("The theme that it is of."), show_default=False),
    ] = None,
    who: Annotated[str, typer.Option("--who", metavar=tr("NAME"), help=tr("Who said it, in a named session."))] = "",
    command: Annotated[
        str, typer.Option("--command", metavar="ID", help=tr("An id of your own: sent again it is no second response."))
    ] = "",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take down what was said at a step."""
    from toolkit.services.sessions import responses

    opened = open_for(project, coder)
    said = responses.Said(step, text, who, claim, theme, command=command or uuid.uuid4().hex)
    made = responses.respond(opened, session, said, hand=_hand(opened, coder))
    output.answer({"response": _response(made)}, [_said(made)], json_wanted=json_wanted)


def change(
    response: ResponseNumber,
    text: Annotated[str, typer.Option("--text", metavar=tr("TEXT"), help=tr("Its new words."))] = "",
    who: Annotated[
        str | None, typer.Option("--who", metavar=tr("NAME"), help=tr('Who said it; "" for nobody in particular.'))
    ] = None,
    hidden: Annotated[
        bool | None,
        typer.Option("--hide/--show", help=tr("Take it from the wall, or let it through."), show_default=False),
    ] = None,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Give a response other words, say who said it, hide it, or let it through."""
    from toolkit.services.sessions import responses

    if not text and who is None and hidden is None:
        raise UsageError(N_("Name one of these: --text TEXT, --who NAME, --hide or --show"))
    opened = open_for(project, coder)
    made = responses.one(opened, response)
    if text:
        made = responses.revise(opened, response, text, seen=made.revision, hand=_hand(opened, coder))
    if who is not None:
        made = responses.name(opened, response, who, seen=made.revision, hand=_hand(opened, coder))
    if hidden is not None:
        made = responses.hide(opened, response, hidden=hidden, seen=made.revision, hand=_hand(opened, coder))
    output.answer({"response": _response(made)}, [_said(made)], json_wanted=json_wanted)


def dots(
    response: ResponseNumber,
    n: Annotated[int, typer.Argument(metavar="N", help=tr("How many."))],
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write down how many dots a response was given in the room."""
    from toolkit.services.sessions import responses

    opened = open_for(project, coder)
    made = responses.count_dots(opened, response, n, hand=_hand(opened, coder))
    output.answer({"response": _response(made)}, [_said(made)], json_wanted=json_wanted)


def close(
    session: SessionNumber,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Close a session."""
    from toolkit.services.sessions import sessions as services

    opened = open_for(project, coder)
    made = services.close(opened, session, hand=_hand(opened, coder))
    output.answer({"session": _record(made)}, list(_closed_lines(made)), json_wanted=json_wanted)


def _closed_lines(made: Session) -> Iterator[str]:
    """What comes next when a session is over."""
    yield _line(made)
    if made.source:
        yield tr("What was said is a source now. Code it as you code an interview: spegla serve")
    yield tr("Answer what was seen differently: spegla reflect log")
    yield tr("Write down what was agreed: spegla reflect agree {id} “…” --owner NAME --due DAY", id=made.id)


def _finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """What a response may be of, by the numbers that a command takes."""
    if findings:
        yield tr("What its pack tells; --claim or --theme says which of it a response is of:")
    for one in findings:
        named = tr("claim {id}", id=one.claim) if one.claim else tr("theme {id}", id=one.theme)
        yield f"  {named}: {one.sentence}"


def _hand(project: Project, coder: str) -> Hand:
    return hand_of(project, coder, hint=N_("Say who takes notes: --coder NAME"))


def _record(one: Session) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "day": one.day,
        "audience": one.audience,
        "format": one.format,
        "state": one.state.value,
        "anonymous": one.anonymous,
        "present": list(one.present),
        "report": one.agreed.report,
        "quotable": one.agreed.quote,
        "told": one.agreed.told,
        "pack": one.pack,
        "source": one.source,
    }


def _response(one: Response) -> dict[str, object]:
    return {
        "id": one.id,
        "session": one.session,
        "step": one.step,
        "text": one.text,
        "who": one.who,
        "claim": one.claim,
        "theme": one.theme,
        "hidden": one.hidden,
        "dots": one.dots,
        "device": bool(one.device),
        "revision": one.revision,
    }


def _line(one: Session) -> str:
    return f"{one.id}. {one.day} {one.title} · {tr(one.form.title)} · {tr(STATES[one.state])}"


def _lines(found: SessionView) -> Iterable[str]:
    yield _line(found.session)
    for each in found.steps:
        yield tr(each.step.title)
        yield from (f"  {_said(one)}" for one in each.responses)


def _said(one: Response) -> str:
    marks = [tr("not on the wall")] if one.hidden else []
    marks += [ntr("{n} dot", "{n} dots", one.dots)] if one.dots else []
    marks += [one.who] if one.who else []
    claim = f" [{tr('claim {id}', id=one.claim)}]" if one.claim else ""
    return f"{one.id}. {one.text}" + (f" ({', '.join(marks)})" if marks else "") + claim
