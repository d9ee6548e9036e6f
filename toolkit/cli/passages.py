"""`spegla passages`: the coded passages that a line of codes and conditions asks for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, OfGroup, OfPhase, ProjectFolder
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.coding.retrieval import Item, Reading

SHOWN = 50
WIDTH = 96


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("passages", help=tr("List coded passages: codes joined by and, not, or, near, case, then."))(passages)


def passages(
    line: Annotated[
        list[str],
        typer.Argument(metavar=tr("CODE [and|not|near|case|then CODE] …"), help=tr("Read from left to right.")),
    ],
    group: OfGroup = "",
    phase: OfPhase = "",
    coder: Annotated[
        str, typer.Option("--coder", metavar=tr("NAME"), help=tr("As if only this person had coded."))
    ] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help=tr("How many passages to show."))] = SHOWN,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """List the coded passages that a line of codes and conditions asks for."""
    from toolkit.domain.codings.code_algebra import parsed
    from toolkit.services.coding import gathered, retrieval
    from toolkit.services.coding.finding import Limits, check
    from toolkit.services.projects import progress

    wanted = parsed(" ".join(line))
    opened = open_for(project, coder)
    check(opened, Limits(group=group, phase=phase))
    if coder:
        progress.known_coder(opened, coder)
    material = gathered.gathered(opened, coder=coder)
    found = retrieval.narrowed(opened, retrieval.matching(material, wanted), group=group, phase=phase)
    shown = retrieval.shown(opened, found[:limit])
    document = {
        "passages": len(found),
        "people": retrieval.people(found),
        "sources": len({item[0].source_id for item in found}),
        "shown": [_record(one) for one in shown],
    }
    lines = _lines(found, shown) if progress.coders(opened) else [tr("Nothing is coded yet.")]
    output.answer(document, lines, json_wanted=json_wanted)


def _lines(found: Sequence[Item], shown: Sequence[Reading]) -> Iterator[str]:
    from toolkit.services.coding import retrieval

    if not found:
        yield tr("No passage is coded like that. Choose fewer conditions, or other codes.")
        return
    people, sources = retrieval.people(found), len({item[0].source_id for item in found})
    yield ", ".join(
        (
            ntr("{n} passage", "{n} passages", len(found)),
            ntr("of {n} person", "of {n} people", people),
            ntr("in {n} source", "in {n} sources", sources),
        )
    )
    for one in shown:
        yield ""
        yield from textwrap.wrap(" ".join(one.text.split()), WIDTH, initial_indent="  ", subsequent_indent="  ")
        said = f"{one.respondent} · {one.source} · {', '.join(code for code, _ in one.codes)}"
        yield f"    {said}" if one.quotable else f"    {said} · {tr('may not be quoted')}"
    if len(found) > len(shown) > 0:
        yield ""
        yield tr("{shown} of {all} are shown.", shown=len(shown), all=len(found))


def _record(one: Reading) -> dict[str, object]:
    return {
        "source": one.source,
        "turn": one.turn,
        "start": one.span.start,
        "end": one.span.end,
        "words": one.text,
        "respondent": one.respondent,
        "group": one.group,
        "codes": [{"code": code, "coders": list(coders)} for code, coders in one.codes],
        "quotable": one.quotable,
    }
