"""`spegla saturation`: whether further interviews of a group still bring anything new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.domain.comparing.saturation import Rule
from toolkit.messages import decimal, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.comparing.saturation import GroupSaturation, Judged

USUAL = Rule()


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("saturation", help=tr("Say for each group whether its later interviews still bring anything new."))(
        saturation
    )


def saturation(
    themes: Annotated[bool, typer.Option("--themes", help=tr("Look for new themes instead of new codes."))] = False,
    base: Annotated[
        int, typer.Option("--base", metavar="N", help=tr("How many interviews are the base."))
    ] = USUAL.base,
    run: Annotated[
        int, typer.Option("--run", metavar="N", help=tr("How many interviews in a row must bring nothing new."))
    ] = USUAL.run,
    threshold: Annotated[
        float,
        typer.Option(
            "--threshold", metavar="0–1", help=tr("What share of the base still counts as nothing new (0–1).")
        ),
    ] = USUAL.threshold,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say for each group whether its later interviews still bring anything new."""
    from toolkit.services.comparing import saturation as saturations

    news = saturations.News.THEMES if themes else saturations.News.CODES
    opened = open_for(project)
    judged = saturations.of_groups(opened, news, Rule(base, run, threshold))
    output.answer(_document(judged), _lines(judged), json_wanted=json_wanted)


def _document(judged: Judged) -> dict[str, object]:
    rule = judged.rule
    return {
        "news": judged.news.value,
        "base": rule.base,
        "run": rule.run,
        "threshold": rule.threshold,
        "machine": judged.machine,
        "groups": [_record(one, rule) for one in judged.groups],
    }


def _record(one: GroupSaturation, rule: Rule) -> dict[str, object]:
    found = one.judged
    return {
        "key": one.group,
        "title": one.title,
        "interviews": one.interviews,
        "new": found.added,
        "found": found.found,
        "reason": tr(found.reason, needed=rule.least) if found.reason else None,
        "saturated_after": found.after,
        "last_run": found.last,
        "orders": found.orders,
    }


def _lines(judged: Judged) -> Iterator[str]:
    from toolkit.services.comparing.saturation import verdict

    rule = judged.rule
    share = decimal(rule.threshold * 100, None)
    yield tr(
        "Base {base} interviews, run {run}, threshold {share} % of what the base held.",
        base=rule.base,
        run=rule.run,
        share=share,
    )
    if judged.machine:
        yield tr("Some of the themes rest on the machine's suggestions alone.")
    for one in judged.groups:
        yield ""
        yield f"{one.title}: " + ntr("{n} interview", "{n} interviews", one.interviews)
        yield "  " + tr("New in each: {counts}", counts=", ".join(map(str, one.judged.added)))
        yield from ("  " + line for line in verdict(one, rule))
    yield ""
    yield tr("It says when codes stopped being new, not that a group has nothing more to tell.")
