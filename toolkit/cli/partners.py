"""`spegla partners`: the list of those whom people tell of, with their names and the days each name held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down
from toolkit.domain.networks.partners import Alias, Partner, PartnerKind
from toolkit.domain.texts.days import day_given
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.projects.project import Project

group = typer.Typer(
    help=tr("People in a role, organisations and measures that people tell of, with all their names."),
    rich_markup_mode=None,
)
KIND_NAMES = {
    PartnerKind.PERSON: N_("person"),
    PartnerKind.ORGANISATION: N_("organisation"),
    PartnerKind.MEASURE: N_("measure"),
}
Name = Annotated[
    str, typer.Argument(metavar=tr("PARTNER"), help=tr("A partner, by its name or by another name of it."))
]
Kind = Annotated[PartnerKind, typer.Option("--kind", help=tr("What it is."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="partners")


@group.callback(invoke_without_command=True)
def listing(
    context: typer.Context, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """List the partners with their names and how many passages tell of each."""
    if handed_down(context):
        return
    _show(open_for(project), json_wanted=json_wanted)


@group.command("list", help=tr("List the partners with their names and how many passages tell of each."))
def again(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """List the partners."""
    _show(open_for(project), json_wanted=json_wanted)


@group.command("start", help=tr("Take the list to start from into the project; --look only shows it."))
def start(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar=tr("PARTNER …"), help=tr("Only these of the list."), show_default=False),
    ] = None,
    look: Annotated[bool, typer.Option("--look", "--dry-run", help=tr("Show the list and change nothing."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take the list to start from into the project."""
    from toolkit.services.network import partners as services

    at = open_for(project, coder)
    found = services.offered(at.spoken)
    offered = {"offered": [_record(one) for one in found]}
    if look:
        output.answer({**offered, "added": []}, list(_lines(found, {})), json_wanted=json_wanted)
        return
    new = services.start(at, names or None, hand=hand_of(at, coder))
    told = ntr("{n} partner was added.", "{n} partners were added.", len(new))
    output.answer(
        {**offered, "added": [_record(one) for one in new]}, [told, *_lines(new, {})], json_wanted=json_wanted
    )


@group.command("add", help=tr("Add a partner."))
def add(
    name: Annotated[str, typer.Argument(metavar=tr("NAME"), help=tr("What it is called today."))],
    kind: Kind = PartnerKind.ORGANISATION,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Add a partner."""
    from toolkit.services.network import partners as services

    at = open_for(project, coder)
    _told(services.add(at, name, kind, hand=hand_of(at, coder)), json_wanted=json_wanted)


@group.command("alias", help=tr("Give a partner another name, with the days on which it held; --drop takes it away."))
def alias(
    name: Name,
    other: Annotated[str, typer.Argument(metavar=tr("OTHER"), help=tr("The other name."))],
    since: Annotated[str, typer.Option("--since", metavar=tr("DAY"), help=tr("The first day it held."))] = "",
    until: Annotated[str, typer.Option("--until", metavar=tr("DAY"), help=tr("The last day it held."))] = "",
    common: Annotated[bool, typer.Option("--common", help=tr("The word means other things too."))] = False,
    drop: Annotated[bool, typer.Option("--drop", help=tr("Take the name away."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Give a partner another name, or take one away."""
    from toolkit.services.network import partners as services

    at = open_for(project, coder)
    hand = hand_of(at, coder)
    if drop:
        one = services.unalias(at, name, other, hand=hand)
    else:
        one = services.alias(at, name, Alias(other, _day(since), _day(until), common), hand=hand)
    _told(one, json_wanted=json_wanted)


@group.command("rename", help=tr("Give a partner another name of today; the old one stays as another name of it."))
def rename(
    name: Name,
    new: Annotated[str, typer.Argument(metavar=tr("NAME"), help=tr("What it is called today."))],
    until: Annotated[str, typer.Option("--until", metavar=tr("DAY"), help=tr("The old name's last day."))] = "",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Give a partner another name of today."""
    from toolkit.services.network import partners as services

    at = open_for(project, coder)
    _told(services.rename(at, name, new, until=_day(until), hand=hand_of(at, coder)), json_wanted=json_wanted)


@group.command("kind", help=tr("Say whether a partner is a person, an organisation or a measure."))
def kind(
    name: Name,
    kind: Annotated[PartnerKind, typer.Argument(metavar=tr("KIND"), help=tr("What it is."))],
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say what a partner is."""
    from toolkit.services.network import partners as services

    at = open_for(project, coder)
    _told(services.set_kind(at, name, kind, hand=hand_of(at, coder)), json_wanted=json_wanted)


@group.command("merge", help=tr("Make two partners one: names and marks of the first go to the second."))
def merge(
    name: Name,
    into: Annotated[str, typer.Argument(metavar=tr("INTO"), help=tr("The partner that stays."))],
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Make two partners one."""
    from toolkit.services.network import partners as services

    at = open_for(project, coder)
    done = services.merge(at, name, into, hand=hand_of(at, coder))
    moved = ntr("{n} mark came along.", "{n} marks came along.", done.ties)
    document = {"partner": _record(done.partner), "ties": done.ties}
    output.answer(document, [*_lines([done.partner], {}), moved], json_wanted=json_wanted)


@group.command("remove", help=tr("Take a partner off the list."))
def remove(
    name: Name,
    with_ties: Annotated[bool, typer.Option("--with-ties", help=tr("With the marks of its passages."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take a partner off the list."""
    from toolkit.services.network import partners as services

    at = open_for(project, coder)
    gone = services.remove(at, name, with_ties=with_ties, hand=hand_of(at, coder))
    told = tr("The partner was removed. Take it back with: spegla undo")
    output.answer({"removed": _record(gone)}, [told], json_wanted=json_wanted)


def _day(text: str) -> date | None:
    return day_given(text) if text else None


def _told(one: Partner, *, json_wanted: bool) -> None:
    output.answer({"partner": _record(one)}, list(_lines([one], {})), json_wanted=json_wanted)


def _show(project: Project, *, json_wanted: bool) -> None:
    from toolkit.services.network import partners as services
    from toolkit.services.network import ties

    found, counts = services.partners(project), ties.counts(project)
    day = project.today.isoformat()
    document = {"as_of": day, "partners": [_record(one) | {"ties": counts.get(one.id, 0)} for one in found]}
    output.answer(document, list(_listed(found, counts, day)), json_wanted=json_wanted)


def _listed(found: Sequence[Partner], counts: Mapping[int, int], day: str) -> Iterator[str]:
    if not found:
        yield tr("There are no partners yet. See a list to start from: spegla partners start --look")
        return
    yield tr("Partners, under their names as of {day}:", day=day)
    yield from _lines(found, counts)


def _lines(found: Sequence[Partner], counts: Mapping[int, int]) -> Iterator[str]:
    for one in found:
        count = counts.get(one.id, 0)
        told = f": {ntr('{n} passage', '{n} passages', count)}" if count else ""
        yield f"{one.name} [{tr(KIND_NAMES[one.kind])}]{told}"
        for each in one.names:
            yield f"    {each.name}{_days(each)}"


def _days(one: Alias) -> str:
    told = [
        tr("since {day}", day=one.since) if one.since else "",
        tr("until {day}", day=one.until) if one.until else "",
        tr("means other things too") if one.common else "",
    ]
    said = ", ".join(filter(None, told))
    return f" ({said})" if said else ""


def _record(one: Partner) -> dict[str, object]:
    names = [{"name": each.name, "since": each.since, "until": each.until, "common": each.common} for each in one.names]
    return {"name": one.name, "kind": one.kind.value, "names": names}
