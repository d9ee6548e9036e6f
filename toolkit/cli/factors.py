"""`spegla factors`: the team's own lists, word for word, and which findings bear each factor out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down
from toolkit.domain.claims.factors import Held
from toolkit.errors import UsageError
from toolkit.messages import N_, tr

if TYPE_CHECKING:
    from toolkit.domain.claims.factors import Held
    from toolkit.services.factors.factor_views import FactorViews, Named
    from toolkit.services.factors.factors import FactorList, Support
    from toolkit.services.material.hands import Hand
    from toolkit.services.projects.project import Project

group = typer.Typer(
    help=tr("The team's own lists of factors: each word for word, linked to what bears it out."), rich_markup_mode=None
)
Source = Annotated[str, typer.Argument(metavar=tr("SOURCE"), help=tr("The source that holds the list."))]
Number = Annotated[int, typer.Argument(metavar=tr("NUMBER"), help=tr("The factor's number in its list."))]
Theme = Annotated[str, typer.Option("--theme", metavar=tr("THEME"), help=tr("A theme that bears it out."))]
Claim = Annotated[int, typer.Option("--claim", metavar="ID", help=tr("A claim that bears it out."))]
Unsupported = Annotated[
    bool, typer.Option("--unsupported", help=tr("Nothing in the material bears it out: the report says so."))
]
SIDES = {"promotes": N_("furthers"), "hinders": N_("hinders")}


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="factors")


@group.callback(invoke_without_command=True)
def factors(
    context: typer.Context, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """List the factors with what bears each out."""
    if handed_down(context):
        return
    _show(open_for(project), json_wanted=json_wanted)


@group.command("link", help=tr("Say which theme or claim bears a factor out, or that nothing does."))
def link(
    source: Source,
    number: Number,
    theme: Theme = "",
    claim: Claim = 0,
    unsupported: Unsupported = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say what bears a factor out."""
    from toolkit.services.factors import factors as services

    support = _support(theme, claim, unsupported=unsupported)
    _change(
        project,
        coder,
        lambda opened, hand: services.link(opened, source, number, support, hand),
        json_wanted=json_wanted,
    )


@group.command("unlink", help=tr("Take back what was said of a factor."))
def unlink(
    source: Source,
    number: Number,
    theme: Theme = "",
    claim: Claim = 0,
    unsupported: Unsupported = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take back what was said of a factor."""
    from toolkit.services.factors import factors as services

    support = _support(theme, claim, unsupported=unsupported)
    _change(
        project,
        coder,
        lambda opened, hand: services.unlink(opened, source, number, support, hand),
        json_wanted=json_wanted,
    )


def _support(theme: str, claim: int, *, unsupported: bool) -> Support:
    from toolkit.services.factors.factors import Support

    if sum((bool(theme), bool(claim), unsupported)) != 1:
        raise UsageError(N_("Name one of these: --theme THEME, --claim ID or --unsupported"))
    return Support(theme or None, claim or None)


def _change(folder: ProjectFolder, coder: str, deed: Callable[[Project, Hand], None], *, json_wanted: bool) -> None:
    opened = open_for(folder, coder)
    deed(opened, hand_of(opened, coder))
    _show(opened, json_wanted=json_wanted)


def _show(project: Project, *, json_wanted: bool) -> None:
    from toolkit.services.factors import factor_views

    found = factor_views.views(project)
    document = {"lists": [_record(one) for one in found.lists]}
    output.answer(document, list(_lines(found)), json_wanted=json_wanted)


def _record(one: FactorList) -> dict[str, object]:
    items = [
        {
            "number": each.number,
            "text": each.factor.text,
            "side": each.factor.side,
            "themes": each.themes,
            "claims": each.claims,
            "looked_at": each.looked_at,
            "supported": bool(each.themes or each.claims),
        }
        for each in one.factors
    ]
    return {"source": one.source, "factors": items}


def _lines(found: FactorViews) -> Iterator[str]:
    if not found.lists:
        yield tr("There is no factor list. Add one with: spegla add FILE --kind factors")
    for one in found.lists:
        yield one.source
        for each in one.factors:
            side = f" [{tr(SIDES[each.factor.side])}]" if each.factor.side else ""
            yield f"  {each.number}. {each.factor.text}{side}"
            yield f"     {_borne(each, found)}"


def _named(kind: str, each: Named) -> str:
    if kind == "claim":
        return tr("claim {id}", id=each.key)
    return f"{each.title} [{each.key}]" if each.title else each.key


def _borne(one: Held, found: FactorViews) -> str:
    if not one.looked_at:
        return tr("not held against the material yet")
    if not (one.themes or one.claims):
        return tr("not borne out by the material")
    named = (_named(kind, each) for kind, each in found.borne_by(one))
    return tr("borne out by: {what}", what=", ".join(named))
