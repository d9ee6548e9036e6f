"""`spegla claims`: sentences that an evaluator claims of a group, who stands where on each, and what answers what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import claim_lines, output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, Passages, ProjectFolder, handed_down
from toolkit.domain.claims.claims import Claim, ClaimKind, Judged, Stance
from toolkit.errors import Refused
from toolkit.messages import N_, tr
from toolkit.services.claims.claim_names import place

if TYPE_CHECKING:
    from toolkit.services.claims.claim_sides import Side
    from toolkit.services.claims.claims import Claims
    from toolkit.services.projects.project import Project

group = typer.Typer(
    help=tr("Claims: one sentence about a theme, where everyone stands on it, and the word that the count bears."),
    rich_markup_mode=None,
)
Number = Annotated[int, typer.Argument(metavar="ID", help=tr("The claim's number."))]
Themes = Annotated[list[str], typer.Option("--theme", metavar=tr("THEME"), help=tr("A theme it rests on; repeat it."))]
Questions = Annotated[
    list[str], typer.Option("--question", metavar=tr("KEY"), help=tr("An evaluation question it answers; repeat it."))
]
Valence = Annotated[
    str | None,
    typer.Option(
        "--valence",
        metavar=tr("SIDE"),
        help=tr("What affirms it: promotes, hinders, proposes; “any”: whatever is said there."),
        show_default=False,
    ),
]
NONE: list[str] = []


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="claims")


@group.callback(invoke_without_command=True)
def claims(
    context: typer.Context, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """List the claims with how many bear each out."""
    if handed_down(context):
        return
    from toolkit.services.claims.claim_sentences import speech

    opened, found = _found(project)
    spoken = speech(opened)
    document = {
        "claims": [claim_lines.record(opened, one, spoken) for one in found.standings],
        "unanswered": [each.question.key for each in found.questions if not each.answered],
    }
    output.answer(document, claim_lines.lines(opened, found, spoken), json_wanted=json_wanted)


def _found(folder: Path, coder: str = "") -> tuple[Project, Claims]:
    from toolkit.services.claims import claims as services

    opened = open_for(folder, coder)
    return opened, services.claims(opened)


@group.command(
    "add", help=tr("Write a claim. Where its text holds {place}, the quantity word stands there.", place=place())
)
def add(
    text: Annotated[
        str,
        typer.Argument(metavar=tr("TEXT"), help=tr("One sentence, for example: {place} miss the bus.", place=place())),
    ],
    theme: Themes = NONE,
    passage: Passages = NONE,
    of: Annotated[
        str | None,
        typer.Option(
            "--group", metavar=tr("GROUP"), help=tr("The actor group; “all” is across groups."), show_default=False
        ),
    ] = None,
    question: Questions = NONE,
    kind: Annotated[ClaimKind, typer.Option("--kind", help=tr("What it is to the report."))] = ClaimKind.FINDING,
    valence: Valence = None,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write a claim; group and area are those of its first theme unless said, the side that of all its passages."""
    from toolkit.services.claims import claim_deeds
    from toolkit.services.claims.claim_sides import side_of

    opened, found = _found(project, coder)
    start = _start(opened, found, theme)
    wanted = replace(
        start,
        text=text,
        kind=kind,
        group=start.group if of is None else "" if of == "all" else of,
        valence=_side(valence),
        themes=tuple(dict.fromkeys(theme)),
        passages=tuple(passage),
        questions=tuple(dict.fromkeys(question)),
    )
    side = side_of(found.ground, wanted) if valence is None else None
    made = claim_deeds.write(opened, replace(wanted, valence=side.valence) if side else wanted, hand_of(opened, coder))
    _tell(project, made, json_wanted=json_wanted, told=_told(side, made) if side else ())


def _side(valence: str | None) -> str | None:
    return None if valence in (None, "any") else valence


def _told(side: Side, claim: int) -> tuple[str, ...]:
    said = f"spegla claims change {claim} --valence promotes|hinders|any"
    return (f"    {side.told()}", "    " + tr("If it is another: {command}", command=said))


def _start(project: Project, found: Claims, themes: list[str]) -> Claim:
    """What the first theme proposes."""
    from toolkit.services.claims import claims as services

    return services.proposed(project, found.ground, themes[0]) if themes else Claim("")


def _tell(folder: Path, claim_id: int, *, json_wanted: bool, told: Sequence[str] = ()) -> None:
    """One claim as it stands now, and what else there is to say."""
    from toolkit.services.claims.claim_sentences import speech

    opened, found = _found(folder)
    one, spoken = found.of(claim_id), speech(opened)
    lines = [*claim_lines.short(opened, one, spoken), *told]
    output.answer({"claim": claim_lines.record(opened, one, spoken)}, lines, json_wanted=json_wanted)


@group.command(
    "change", help=tr("Change a claim's text, or put themes, passages and questions to it or take them away.")
)
def change(
    claim: Number,
    text: Annotated[str, typer.Option("--text", metavar=tr("TEXT"), help=tr("Its new sentence."))] = "",
    theme: Themes = NONE,
    passage: Passages = NONE,
    question: Questions = NONE,
    valence: Valence = None,
    without: Annotated[
        list[str],
        typer.Option("--without", metavar=tr("WHAT"), help=tr("A theme, passage or question to take away; repeat it.")),
    ] = NONE,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Change a claim."""
    from toolkit.services.claims import claim_deeds

    opened = open_for(project, coder)
    before = claim_deeds.claim_of(opened, claim)

    def left(there: tuple[str, ...], new: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for one in (*there, *new) if one not in without))

    wanted = replace(
        before,
        text=text or before.text,
        themes=left(before.themes, theme),
        passages=left(before.passages, passage),
        questions=left(before.questions, question),
        valence=before.valence if valence is None else _side(valence),
    )
    claim_deeds.change(opened, wanted, hand_of(opened, coder))
    _tell(project, claim, json_wanted=json_wanted)


@group.command("show", help=tr("Show who stands where on a claim, with their words."))
def show(claim: Number, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """Show who stands where on a claim."""
    from toolkit.services.claims.claim_sentences import speech

    opened, found = _found(project)
    one, spoken = found.of(claim), speech(opened)
    people = list(claim_lines.position_records(one, found.ground))
    document = {"claim": claim_lines.record(opened, one, spoken), "positions": people}
    output.answer(document, claim_lines.whole(opened, one, spoken, found.ground), json_wanted=json_wanted)


@group.command(
    "stance", help=tr("Decide where a person stands on a claim, with the reason; --back lets the codings say it.")
)
def stance(
    claim: Number,
    respondent: Annotated[str, typer.Argument(metavar=tr("RESPONDENT"), help=tr("The person's pseudonym."))],
    where: Annotated[
        Stance | None,
        typer.Argument(metavar=tr("STANCE"), help=tr("affirms, contradicts, qualifies, did_not_raise, not_asked")),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar=tr("WHY"), help=tr("Why the person stands there."))] = "",
    passage: Passages = NONE,
    back: Annotated[bool, typer.Option("--back", help=tr("Take the decision back."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Decide where a person stands."""
    from toolkit.services.claims import claim_deeds

    opened = open_for(project, coder)
    revision = claim_deeds.judged_at(opened, claim, respondent)
    hand = hand_of(opened, coder)
    if back:
        claim_deeds.take_back(opened, claim, respondent, revision, hand)
    elif where is None:
        raise Refused(N_("Say where the person stands, or --back."), hint=N_("See: spegla claims stance --help"))
    else:
        claim_deeds.judge(opened, Judged(claim, respondent, where, reason, tuple(passage), revision=revision), hand)
    _tell(project, claim, json_wanted=json_wanted)


@group.command("remove", help=tr("Remove a claim and what was decided about it; the codings stay."))
def remove(
    claim: Number,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Remove a claim."""
    from toolkit.services.claims import claim_deeds

    opened = open_for(project, coder)
    hand = hand_of(opened, coder)
    claim_deeds.remove(opened, claim, claim_deeds.claim_of(opened, claim).revision, hand)
    told = tr("The claim is removed. To take it back: spegla undo --coder {coder}", coder=hand.coder)
    output.answer({"removed": claim}, [told], json_wanted=json_wanted)


@group.command(
    "matrix", help=tr("Show claim by group: who agrees, is divided, contradicts, is silent or was not asked.")
)
def matrix(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """Show claim by group."""
    opened, found = _found(project)
    lines = claim_lines.matrix_lines(opened, found.matrix)
    output.answer(claim_lines.matrix_record(found.matrix), lines, json_wanted=json_wanted)


@group.command("questions", help=tr("Show which claims answer which evaluation question, and which has none."))
def questions(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """Show which claims answer which evaluation question."""
    _, found = _found(project)
    document = {
        "questions": [
            {"key": each.question.key, "text": each.question.text, "claims": [one.id for one in each.claims]}
            for each in found.questions
        ],
        "without_question": [one.id for one in found.loose],
    }
    output.answer(document, claim_lines.question_lines(found), json_wanted=json_wanted)
