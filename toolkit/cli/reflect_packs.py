"""`spegla reflect prepare`, `disclose`, `packs`, `shown`: feedback packs, their way past the gate, who saw them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.disclose import SHORT_KEY, How, Keys, Reason, StandIn, finding_lines, finding_record
from toolkit.cli.options import HERE, Json, Language, LanguageName, ProjectFolder, Spoken
from toolkit.domain.texts.days import day_given
from toolkit.errors import BadFile, UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.domain.reflection.packs import Pack, Piece, Wish
    from toolkit.services.packs.packs import PackView, Prepared

Audience = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar=tr("AUDIENCE"),
        help=tr("For whom: team, steering, network, participants, employers, or one of project.toml."),
    ),
]
Themes = Annotated[
    list[str] | None,
    typer.Option("--themes", "--theme", metavar=tr("THEME"), help=tr("Ids of themes, with commas or several times.")),
]
Claims = Annotated[
    list[str] | None,
    typer.Option("--claims", "--claim", metavar="ID", help=tr("Numbers of claims, with commas or several times.")),
]
Title = Annotated[str, typer.Option("--title", metavar=tr("WORDS"), help=tr("The pack's title."))]
Questions = Annotated[
    Path | None,
    typer.Option(
        "--questions", metavar=tr("FILE"), help=tr("A text file with your own questions, one a line, in place of ours.")
    ),
]
PackLanguage = Annotated[
    Spoken | None,
    typer.Option("--language", help=tr("The language of the pack, and of messages."), show_default=False),
]
KINDS = {
    "see": N_("What we see"),
    "quote": N_("Quote"),
    "uncertain": N_("What is uncertain"),
    "differ": N_("Where perspectives differ"),
    "missing": N_("What is missing"),
    "question": N_("Question"),
}
STATES = {"changed": N_("changed since it was let out"), "gone": N_("no longer there")}


def register_reflect(group: typer.Typer) -> None:
    """Add the commands of packs to the group."""
    group.command("prepare", help=tr("Prepare a feedback pack for an audience, past the disclosure gate."))(prepare)
    group.command("disclose", help=tr("Answer what the disclosure gate found in a pack: keep, mask or omit."))(disclose)
    group.command("packs", help=tr("List the packs: what was prepared, and what was shown to whom."))(packs)
    group.command("shown", help=tr("Note that a pack was shown at a meeting."))(shown)


def prepare(
    audience: Audience,
    themes: Themes = None,
    claims: Claims = None,
    title: Title = "",
    questions: Questions = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar=tr("FORMAT"), help=tr("docx, html or md; may be given several times.")),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=tr("Only say what the pack would hold."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: PackLanguage = None,
) -> None:
    """Prepare a feedback pack: nothing is written while anything in it points somebody out."""
    from toolkit.services.packs import packs as services

    opened = open_for(project, coder)
    wish = _wish(audience, themes, claims, title, language, _questions(questions))
    made = services.prepare(opened, wish)
    if made.open or dry_run:
        output.answer(_prepared_record(made, None), list(_prepared_lines(made)), json_wanted=json_wanted)
        if made.open:
            raise typer.Exit(1)
        return
    pack = services.write(opened, wish, tuple(formats or services.FORMS), hand=hand_of(opened, coder))
    lines = [*(tr("Written: {file}", file=name) for name in services.paths(opened, pack)), *_told(made, pack)]
    output.answer(_prepared_record(made, pack), lines, json_wanted=json_wanted)


def disclose(
    keys: Keys,
    how: How,
    audience: Audience,
    reason: Reason = "",
    stand_in: StandIn = "",
    themes: Themes = None,
    claims: Claims = None,
    title: Title = "",
    questions: Questions = None,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: PackLanguage = None,
) -> None:
    """Answer findings in the pack that these options give."""
    from toolkit.services.packs import packs as services
    from toolkit.services.reports import disclosure_answers

    opened = open_for(project, coder)
    wish = _wish(audience, themes, claims, title, language, _questions(questions))
    looked = services.prepare(opened, wish).looked
    given = disclosure_answers.Given(how, reason, stand_in)
    done = disclosure_answers.answer(opened, looked, keys, given, hand=hand_of(opened, coder))
    document = {"audience": audience, "answered": [{"key": one.key, "done": one.told} for one in done]}
    output.answer(document, [f"{one.key[:SHORT_KEY]}  {one.told}" for one in done], json_wanted=json_wanted)


def packs(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """List the packs, and say where a file is not what was let out."""
    from toolkit.services.packs import packs as services

    opened = open_for(project)
    views = [services.pack(opened, each.id) for each in services.packs(opened)]
    lines = [line for each in views for line in _lines(each)] or [
        tr("There is no pack yet. Prepare one with: spegla reflect prepare --audience team")
    ]
    output.answer({"packs": [_record(each) for each in views]}, lines, json_wanted=json_wanted)


def shown(
    pack: Annotated[int, typer.Argument(metavar=tr("PACK"), help=tr("The pack's number."))],
    at: Annotated[str, typer.Option("--at", metavar=tr("DAY"), help=tr("The day, as in 2025-05-12."))],
    meeting: Annotated[
        str, typer.Option("--meeting", metavar=tr("WORDS"), help=tr("At which meeting; name no persons."))
    ] = "",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Note that a pack was shown, and in which version."""
    from toolkit.services.packs import packs as services

    opened = open_for(project, coder)
    services.shown(opened, pack, day_given(at), meeting, hand=hand_of(opened, coder))
    view = services.pack(opened, pack)
    output.answer({"packs": [_record(view)]}, list(_lines(view)), json_wanted=json_wanted)


def _wish(
    audience: str,
    themes: list[str] | None,
    claims: list[str] | None,
    title: str,
    language: LanguageName | None,
    questions: tuple[str, ...] | None,
) -> Wish:
    from toolkit.domain.reflection.packs import Wish

    numbers = _parted(claims)
    if not all(each.isdecimal() for each in numbers):
        raise UsageError(N_("Claims are named by their numbers: --claims 4,7"))
    spoken = language.value if language else ""
    return Wish(audience, tuple(_parted(themes)), tuple(map(int, numbers)), title.strip(), spoken, questions)


def _parted(given: list[str] | None) -> list[str]:
    return [part.strip() for each in given or () for part in each.split(",") if part.strip()]


def _questions(path: Path | None) -> tuple[str, ...] | None:
    from toolkit.services.projects.files import read_file

    if path is None:
        return None
    try:
        lines = read_file(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BadFile(N_("The file with questions is not text in UTF-8."), hint=N_("Save it as UTF-8.")) from None
    return tuple(line.strip() for line in lines if line.strip())


def _told(made: Prepared, pack: Pack) -> Iterator[str]:
    from toolkit.services.reports.disclosure_view import readers

    quotes = sum(each.kind.value == "quote" for each in made.pieces)
    points = sum(each.kind.value == "see" for each in made.pieces)
    yield tr(
        "Pack {id} for {audience}. Findings: {points}. Quotes: {quotes}. Pages: about {pages}.",
        id=pack.id,
        audience=readers(pack.audience),
        points=points,
        quotes=quotes,
        pages=made.pages,
    )
    yield from made.notes
    yield tr(
        "Hold a meeting with it: spegla reflect open --pack {id} --audience {audience} --format recognise --title “…”",
        id=pack.id,
        audience=pack.audience,
    )
    yield tr("Shown in another way: spegla reflect shown {id} --at DAY --meeting “…”", id=pack.id)


def _quoted(text: str) -> str:
    """A quote with who says it, as a pack has it, in quotation marks around the words alone."""
    words, bracket, who = text.rpartition(" (") if text.endswith(")") else (text, "", "")
    return f"{output.quoted(words)}{bracket}{who}"


def _prepared_lines(made: Prepared) -> Iterator[str]:
    before = ""
    for each in made.pieces:
        if each.kind.value not in (before, "quote"):
            before = each.kind.value
            yield f"{tr(KINDS[before])}:"
        yield "  " + (_quoted(each.text) if each.kind.value == "quote" else each.line)
    yield ""
    yield from made.notes
    if made.open:
        yield tr("Nothing was written: this points somebody out.")
        for risk in made.looked.verdict.open:
            yield from finding_lines(made.looked, risk)
        command = f"spegla reflect disclose KEY keep --reason “…” --audience {made.wish.audience} …"
        yield tr("To answer: {command}, or open the workbench.", command=command)


def _lines(view: PackView) -> Iterator[str]:
    from toolkit.services.reports.disclosure_view import title

    pack = view.pack
    state = "" if pack.let_out else f" ({tr('in preparation')})"
    yield f"{pack.id}. {pack.title} [{title(pack.audience)}]{state}, {pack.at:%Y-%m-%d}"
    for each in view.files:
        told = f": {tr(STATES[each.state])}" if each.state in STATES else ""
        yield f"   {each.name}{told}"
    for one in pack.shown:
        yield "   " + tr("shown on {day}: {meeting}", day=one.day.isoformat(), meeting=one.meeting or "–")
    if pack.let_out and not pack.shown:
        yield "   " + tr("not shown yet")
    n = len(view.pieces)
    yield "   " + ntr("{n} piece, version {mark}", "{n} pieces, version {mark}", n, mark=pack.digest[:10] or "–")


def _prepared_record(made: Prepared, pack: Pack | None) -> dict[str, object]:
    return {
        "pack": pack.id if pack else None,
        "title": made.report.title,
        "audience": made.wish.audience,
        "version": pack.digest if pack else None,
        "files": [each.name for each in pack.files] if pack else [],
        "pages": made.pages,
        "passed_over": made.passed_over,
        "notes": list(made.notes),
        "pieces": [_piece(each) for each in made.pieces],
        "open": [finding_record(made.looked, risk) for risk in made.looked.verdict.open],
    }


def _piece(each: Piece) -> dict[str, object]:
    return {
        "kind": each.kind.value,
        "title": each.title,
        "text": each.text,
        "claim": each.claim,
        "theme": each.theme,
    }


def _record(view: PackView) -> dict[str, object]:
    pack = view.pack
    return {
        "pack": pack.id,
        "title": pack.title,
        "audience": pack.audience,
        "version": pack.digest or None,
        "at": pack.at.isoformat(),
        "coder": pack.coder,
        "files": [{"name": each.name, "state": each.state} for each in view.files],
        "shown": [
            {"day": one.day.isoformat(), "meeting": one.meeting, "version": one.digest, "coder": one.coder}
            for one in pack.shown
        ],
        "pieces": [_piece(each) for each in view.pieces],
    }
