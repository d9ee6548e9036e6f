"""`spegla disclose`: what a report says of each person, and the answers that let it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down
from toolkit.domain.identifiers.gate import FIX_TITLES, KIND_TITLES, Answer, Kind
from toolkit.messages import tr

if TYPE_CHECKING:
    from toolkit.domain.identifiers.gate import Risk
    from toolkit.services.projects.project import Project
    from toolkit.services.reports.disclosure import Looked

group = typer.Typer(
    help=tr("The disclosure gate: what a report says of each person, all of it taken together."), rich_markup_mode=None
)
Audience = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar=tr("AUDIENCE"),
        help=tr("For whom: external, team, steering, network, participants, employers, or one of project.toml."),
    ),
]
File = Annotated[
    Path | None,
    typer.Option("--file", metavar=tr("FILE"), help=tr("A report as it stands in Word, instead of the draft.")),
]
Outline = Annotated[str, typer.Option("--outline", metavar=tr("OUTLINE"), help=tr("The outline of the draft."))]
Keys = Annotated[
    list[str],
    typer.Argument(metavar=tr("KEY") + " …", help=tr("The findings' keys, their beginnings, or the name of a kind.")),
]
How = Annotated[Answer, typer.Argument(metavar=tr("ANSWER"), help=tr("keep, mask or omit."))]
Reason = Annotated[str, typer.Option("--reason", metavar=tr("WORDS"), help=tr("Why it may stand."))]
StandIn = Annotated[
    str, typer.Option("--as", metavar=tr("WORDS"), help=tr("What stands in the bracket for masked words."))
]
SHOWN = 90  # letters of a quote
SHORT_KEY = 10


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="disclose")


@group.callback(invoke_without_command=True)
def disclose(
    context: typer.Context,
    audience: Audience = "external",
    file: File = None,
    outline: Outline = "",
    only: Annotated[
        list[Kind] | None,
        typer.Option("--only", metavar=tr("KIND"), help=tr("Only findings of this kind; may be given several times.")),
    ] = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """List what a draft, or a report in Word, says of single persons."""
    if handed_down(context):
        return
    looked = _looked(open_for(project), audience, file, outline)
    shown = [risk for risk in looked.verdict.risks if not only or risk.kind in only]
    output.answer(_record(looked, shown), _lines(looked, shown), json_wanted=json_wanted)
    if looked.verdict.open:
        raise typer.Exit(1)


def _looked(opened: Project, audience: str, file: Path | None, outline: str) -> Looked:
    from toolkit.services.reports import disclosure

    if file is not None:
        return disclosure.look_file(opened, audience, file)
    return disclosure.look(opened, audience, outline=outline)


@group.command("answer", help=tr("Answer findings: keep, mask or omit."))
def answer(
    keys: Keys,
    how: How,
    reason: Reason = "",
    stand_in: StandIn = "",
    audience: Audience = "external",
    file: File = None,
    outline: Outline = "",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Answer findings: keep, mask or omit."""
    from toolkit.services.reports import disclosure_answers

    opened = open_for(project, coder)
    looked = _looked(opened, audience, file, outline)
    given = disclosure_answers.Given(how, reason, stand_in)
    done = disclosure_answers.answer(opened, looked, keys, given, hand=hand_of(opened, coder))
    document = {"audience": audience, "answered": [{"key": one.key, "done": one.told} for one in done]}
    output.answer(document, [f"{one.key[:SHORT_KEY]}  {one.told}" for one in done], json_wanted=json_wanted)


@group.command("reopen", help=tr("Take answers back."))
def reopen(
    keys: Annotated[
        list[str], typer.Argument(metavar=tr("KEY") + " …", help=tr("The findings' keys, or their beginnings."))
    ],
    audience: Audience = "external",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take answers back."""
    from toolkit.services.reports import disclosure_answers

    opened = open_for(project, coder)
    gone = disclosure_answers.take_back(opened, audience, keys, hand=hand_of(opened, coder))
    output.answer({"audience": audience, "taken_back": gone}, [tr("Taken back: {n}.", n=gone)], json_wanted=json_wanted)


def _record(looked: Looked, shown: list[Risk]) -> dict[str, object]:
    verdict = looked.verdict
    return {
        "audience": looked.audience.key,
        "k": looked.audience.k,
        "file": looked.name or None,
        "open": len(verdict.open),
        "findings": [finding_record(looked, risk) for risk in shown],
        "idle": [{"key": one.key, "kind": one.kind.value, "answer": one.answer.value} for one in verdict.idle],
    }


def finding_record(looked: Looked, risk: Risk) -> dict[str, object]:
    """A finding as a JSON document tells it."""
    given = looked.verdict.answers.get(risk.key)
    piece = looked.piece(risk)
    return {
        "key": risk.key,
        "kind": risk.kind.value,
        "reason": risk.reason,
        "heading": piece.heading if piece else "",
        "words": risk.words,
        "places": len(risk.places),
        "candidates": risk.candidates,
        "fixes": [fix.value for fix in risk.fixes],
        "answer": given.answer.value if given else None,
        "open": not looked.verdict.kept(risk),
    }


def _lines(looked: Looked, shown: list[Risk]) -> Iterator[str]:
    from toolkit.services.reports.disclosure import summary

    verdict = looked.verdict
    for kind, own in verdict.by_kind(shown).items():
        yield f"{tr(KIND_TITLES[kind])}: {len(own)}"
        for risk in own:
            yield from finding_lines(looked, risk)
        yield ""
    yield summary(looked)
    if verdict.idle:
        yield tr("Answers to what is found no more: {n}.", n=len(verdict.idle))
    if verdict.open:
        command = "spegla disclose answer KEY keep --reason “…”"
        yield tr("To answer: {command}, or open the workbench.", command=command)


def finding_lines(looked: Looked, risk: Risk) -> Iterator[str]:
    """A finding as it is printed."""
    given = looked.verdict.answers.get(risk.key)
    piece = looked.piece(risk)
    mark = "✓" if looked.verdict.kept(risk) else "✗"
    where = tr("under “{heading}”", heading=piece.heading) if piece and piece.heading else ""
    yield f"  {mark} {risk.key[:SHORT_KEY]}  {risk.reason} {where}".rstrip()
    if risk.words:
        yield f"      {risk.words[:SHOWN]}{'…' if len(risk.words) > SHOWN else ''}"
    if given is None:
        yield "      → " + "; ".join(tr(FIX_TITLES[fix]) for fix in risk.fixes)
    elif mark == "✗":
        yield "      → " + tr("Answered, but the words still stand there.")
