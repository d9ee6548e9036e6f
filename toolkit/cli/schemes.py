"""`spegla scheme`: the coding scheme in use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit import messages
from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.messages import tr

if TYPE_CHECKING:
    from toolkit.services.coding.schemes import VersionView


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("scheme", help=tr("Check the coding scheme and show its codes."))(scheme)


def scheme(
    history: Annotated[
        bool, typer.Option("--history", help=tr("Show what was changed in the scheme, by whom and why."))
    ] = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Check the coding scheme and show its codes."""
    from toolkit.services.coding import schemes

    opened = open_for(project)
    if history:
        versions = schemes.history(opened)
        output.answer(
            {"versions": versions},
            [line for one in versions for line in _told(one, first=one is versions[-1])],
            json_wanted=json_wanted,
        )
        return
    used, counts = schemes.shown(opened)
    speech = messages.written_language()
    codes = [
        {
            "code": code.path,
            "title": code.titled(speech),
            "definition": code.definition.get(speech, ""),
            "codings": counts.get(code.path, 0),
            "retired": code.retired,
            "merged_into": code.merged_into,
        }
        for code in used.codes.values()
    ]
    rows = [
        (code.path + (" †" if code.retired else ""), code.titled(speech), counts.get(code.path, 0))
        for code in used.codes.values()
    ]
    title = tr("{title}, version {version}", title=used.title.get(speech, used.key), version=used.version)
    lines = [title, "", *output.table((tr("Code"), tr("Title"), tr("Codings")), rows)]
    output.answer({"scheme": used.key, "version": used.version, "codes": codes}, lines, json_wanted=json_wanted)


def _told(one: VersionView, *, first: bool) -> Iterator[str]:
    by = one.coder or (tr("the first that was used") if first else tr("by hand in the file"))
    undone = "" if one.stands else f" ({tr('undone since')})"
    yield tr("Version {n}, {day}, {who}", n=one.version, day=one.at.date().isoformat(), who=by) + undone
    if one.reason:
        yield "  " + tr("Why: {reason}", reason=one.reason)
    for title in one.new:
        yield "  " + tr("New: {code}", code=title)
    for title in one.retired:
        yield "  " + tr("Retired: {code}", code=title)
    for change in one.reworded:
        yield f"  {change.title} – {_what(change.what)}:"
        yield "    − " + (change.before or "–")
        yield "    + " + (change.after or "–")
    yield ""


def _what(text: str) -> str:
    names = {
        "title": tr("title"),
        "definition": tr("definition"),
        "includes": tr("what belongs"),
        "excludes": tr("what does not"),
    }
    return names[text]
