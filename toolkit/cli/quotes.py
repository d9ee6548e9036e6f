"""`spegla quotes`: the ledger of quotes, one entered or decided, and whose voices the report carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output, quote_lines
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down
from toolkit.domain.quotes.quote_edits import EditKind
from toolkit.domain.quotes.quote_ledger import Use
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.texts.text import Span
from toolkit.errors import UsageError
from toolkit.messages import N_, tr

if TYPE_CHECKING:
    from toolkit.domain.quotes.quote_ledger import Entry
    from toolkit.services.projects.project import Project
    from toolkit.services.quotes.quote_balance import Shown
    from toolkit.services.quotes.quote_entering import Change

group = typer.Typer(
    help=tr("Quotes: which words are printed and how, what was decided of them, and who is quoted how much."),
    rich_markup_mode=None,
)
Number = Annotated[int, typer.Argument(metavar="ID", help=tr("The quote's number."))]
Changes = list[str]
NONE: list[str] = []
_SPAN = re.compile(r"(\d+)[-–](\d+)")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="quotes")


@group.callback(invoke_without_command=True)
def quotes(
    context: typer.Context, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """List the quotes by theme."""
    if handed_down(context):
        return
    from toolkit.services.quotes import quote_balance

    shown = quote_balance.shown(open_for(project))
    output.answer(quote_lines.ledger_record(shown), quote_lines.ledger(shown), json_wanted=json_wanted)


@group.command("show", help=tr("Show a quote beside the words as they were said."))
def show(quote: Number, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """Show a quote beside the words as they were said."""
    _show(open_for(project), quote, json_wanted=json_wanted)


def _seen(opened: Project, quote: int) -> tuple[Entry, Shown]:
    """The quote as it may be shown; NotFound for one that is not there or is somebody's who has withdrawn."""
    from toolkit.errors import NotFound
    from toolkit.services.quotes import quote_balance

    shown = quote_balance.shown(opened)
    entry = shown.ledger.by_id.get(quote)
    if entry is None:
        raise NotFound(N_("There is no quote {id}."), hint=N_("See the quotes: spegla quotes"), id=quote)
    return entry, shown


def _show(opened: Project, quote: int, *, json_wanted: bool) -> None:
    from toolkit.services.quotes.quote_sentences import record

    entry, shown = _seen(opened, quote)
    document = {**record(entry), "spoken": entry.spoken, "in_draft": entry.id in shown.in_draft}
    output.answer(document, quote_lines.whole(entry, shown), json_wanted=json_wanted)


@group.command("add", help=tr("Enter a quote: words of one respondent, with what is masked or left out."))
def add(
    source: Annotated[str, typer.Argument(metavar=tr("SOURCE"), help=tr("The name of the source."))],
    place: Annotated[
        str | None, typer.Argument(metavar=tr("START-END"), help=tr("Where it stands, in letters of the text."))
    ] = None,
    words: Annotated[
        str | None,
        typer.Option("--words", metavar=tr("WORDS"), help=tr("The words as printed, with [ ] and (...) as they are.")),
    ] = None,
    mask: Annotated[
        Changes, typer.Option("--mask", metavar=tr("WORDS=ROLE"), help=tr("Words that point somebody out."))
    ] = NONE,
    clarify: Annotated[
        Changes, typer.Option("--clarify", metavar=tr("WORDS=WHAT"), help=tr("Words that stay, and what is meant."))
    ] = NONE,
    refer: Annotated[
        Changes, typer.Option("--refer", metavar=tr("WORDS=WHAT"), help=tr("Words that only point, and to what."))
    ] = NONE,
    omit: Annotated[Changes, typer.Option("--omit", metavar=tr("WORDS"), help=tr("Words that are left out."))] = NONE,
    theme: Annotated[str, typer.Option("--theme", metavar=tr("THEME"), help=tr("The theme that it shows."))] = "",
    claim: Annotated[int | None, typer.Option("--claim", metavar="ID", help=tr("The claim that it shows."))] = None,
    why: Annotated[Why, typer.Option("--why", help=tr("Why it was chosen."))] = Why.TYPICAL,
    use: Annotated[Use, typer.Option("--use", help=tr("Whether it is to be printed."))] = Use.WANTED,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Enter a quote."""
    from toolkit.services.quotes import quote_entering

    opened = open_for(project, coder)
    hand = hand_of(opened, coder)
    named = {EditKind.MASK: mask, EditKind.CLARIFY: clarify, EditKind.REFER: refer, EditKind.OMIT: omit}
    changes = list(_changes(named, opened.settings.omission))
    entry = quote_entering.Entering(source, _where(place, words), tuple(changes), why, use, theme, claim)
    _show(opened, quote_entering.enter(opened, entry, hand=hand), json_wanted=json_wanted)


def _where(place: str | None, words: str | None) -> str | Span:
    found = _SPAN.fullmatch(place) if place else None
    if words and not place:
        return words
    if words or found is None or int(found[1]) >= int(found[2]):
        raise UsageError(
            N_("Say which words: either where they stand (START-END) or --words."),
            hint=N_("spegla quotes add d01.txt 120-240"),
        )
    return Span(int(found[1]), int(found[2]))


def _changes(named: dict[EditKind, Changes], omission: str) -> Iterator[Change]:
    from toolkit.services.quotes.quote_entering import Change

    for kind, given in named.items():
        for each in given:
            words, there, says = each.partition("=")
            if kind is EditKind.OMIT:
                yield Change(kind, each, "" if omission == "(...)" else omission)
            elif not there or not says.strip():
                raise UsageError(N_('Say what stands in brackets: --mask "words=role"'))
            else:
                yield Change(kind, words, says)


@group.command("use", help=tr("Decide of a quote: wanted, allowed or never printed."))
def use(
    quote: Number,
    decided: Annotated[Use, typer.Argument(metavar="wanted|allowed|never", help=tr("Whether it is to be printed."))],
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Decide of a quote."""
    from toolkit.services.quotes import quote_deeds

    opened = open_for(project, coder)
    _seen(opened, quote)
    quote_deeds.decide(opened, quote, quote_deeds.Decision(use=decided), hand=hand_of(opened, coder))
    _show(opened, quote, json_wanted=json_wanted)


@group.command("remove", help=tr("Take a quote out of the ledger."))
def remove(
    quote: Number,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take a quote out of the ledger."""
    from toolkit.services.quotes import quote_deeds

    opened = open_for(project, coder)
    hand = hand_of(opened, coder)
    _seen(opened, quote)
    quote_deeds.remove(opened, quote, hand=hand)
    output.answer({"removed": quote}, [tr("Quote {id} was taken out.", id=quote)], json_wanted=json_wanted)


@group.command("find", help=tr("Say where words that are printed as a quote stand, and how they differ."))
def find(
    words: Annotated[str, typer.Argument(metavar=tr("WORDS"), help=tr("The words between the quotation marks."))],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say where printed words stand."""
    from toolkit.services.projects import blinding
    from toolkit.services.quotes import quote_lookup

    opened = open_for(project)
    blinding.refuse_blind(opened)
    looked = quote_lookup.lookup(opened).find(words)
    output.answer(quote_lines.looked_record(looked), quote_lines.looked(looked), json_wanted=json_wanted)
    if looked.entry is None and looked.place is None:
        raise typer.Exit(1)


@group.command("person", help=tr("Show how a person is quoted, with the words round each quote."))
def person(
    respondent: Annotated[str, typer.Argument(metavar=tr("RESPONDENT"), help=tr("The respondent's pseudonym."))],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Show how a person is quoted."""
    from toolkit.services.quotes import quote_balance

    found = quote_balance.of_person(open_for(project), respondent)
    output.answer(quote_lines.person_record(respondent, found), quote_lines.person(found), json_wanted=json_wanted)


@group.command("stats", help=tr("Say who is quoted how much beside how much they say, and who is not and why."))
def stats(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """Say who is quoted how much."""
    from toolkit.services.quotes import quote_balance

    opened = open_for(project)
    found = quote_balance.balance(opened)
    output.answer(quote_lines.balance_record(found), quote_lines.balance(opened, found), json_wanted=json_wanted)
