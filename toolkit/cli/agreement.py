"""`spegla agreement`: where coders disagree, and then how far they agree; or how far any table of ratings does."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.agreement_lines import agenda_lines, figure_lines, head, table_lines
from toolkit.cli.agreement_records import item_record, measures_record, table_record
from toolkit.cli.deciding import open_for, open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.messages import tr

if TYPE_CHECKING:
    from toolkit.services.comparing.agenda import Item, Place
    from toolkit.services.comparing.agreement import Compared
    from toolkit.services.projects.project import Project

PLACES = 2


class UnitName(StrEnum):
    """What is counted as one judgement."""

    SEGMENT = "segment"
    TURN = "turn"
    CHARACTER = "character"


class LevelName(StrEnum):
    """What the ratings of a table are."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("agreement", help=tr("Show where coders disagree, code by code, and then how far they agree."))(
        agreement
    )


def agreement(
    coders: Annotated[
        str, typer.Option("--coders", metavar=tr("A,B"), help=tr("Whom to compare; all who have coded when not said."))
    ] = "",
    unit: Annotated[UnitName, typer.Option("--unit", help=tr("What counts as one judgement."))] = UnitName.SEGMENT,
    code: Annotated[
        str, typer.Option("--code", metavar=tr("CODE"), help=tr("Only the disagreements on this code."))
    ] = "",
    limit: Annotated[
        int,
        typer.Option(
            "--limit", metavar="N", min=0, help=tr("How many disagreements to show for each code; 0 shows all.")
        ),
    ] = PLACES,
    table: Annotated[
        Path | None,
        typer.Option(
            "--table", metavar=tr("FILE"), help=tr("Reckon a table of ratings (.csv) instead of the project.")
        ),
    ] = None,
    level: Annotated[
        LevelName, typer.Option("--level", help=tr("What the ratings of the table are."))
    ] = LevelName.NOMINAL,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Show where coders disagree, code by code, and then how far they agree."""
    if table is not None:
        _of_table(table, level, project, json_wanted=json_wanted)
        return
    from toolkit.services.comparing import agenda, agreement, agreement_tables
    from toolkit.services.comparing.agreement_units import Unit

    opened = open_for(project)
    found = agreement.compared(
        opened, agreement.chosen(opened, [name.strip() for name in coders.split(",") if name.strip()])
    )
    items = agenda.agenda(opened, found)
    shown = _shown(opened, found, [item for item in items if code in ("", item.meaning.code)], limit)
    figures = None if opened.settings.reflexive else agreement_tables.table(opened, found, Unit(unit.value))
    document = {
        "coders": found.coders,
        "sources": len(found.read),
        "left_out": found.lone,
        "mode": "measured" if figures else "reflexive",
        "disagreements": [item_record(item, places) for item, places in shown],
        "note": None if figures else tr(agreement.REFLEXIVE),
        **(table_record(found, figures) if figures else {}),
    }
    told = figure_lines(found, figures) if figures else ["", tr(agreement.REFLEXIVE)]
    lines = [*head(found), *agenda_lines(found, items, shown), *told]
    output.answer(document, lines, json_wanted=json_wanted)


def _shown(project: Project, found: Compared, items: Sequence[Item], limit: int) -> list[tuple[Item, list[Place]]]:
    from toolkit.services.comparing import agenda

    chosen = [one for item in items for one in item.places[: limit or None]]
    told = {id(one.at): one for one in agenda.in_context(project, found, chosen)}
    return [(item, [told[id(one)] for one in item.places[: limit or None]]) for item in items]


def _of_table(file: Path, level: LevelName, project: Path, *, json_wanted: bool) -> None:
    from toolkit.domain.comparing.alphas import Level
    from toolkit.services.comparing import agreement, rating_tables
    from toolkit.services.projects.project import SETTINGS

    if (project / SETTINGS).is_file():
        agreement.refuse_in_reflexive_mode(open_whole(project))
    made = rating_tables.agreement(file, Level(level.value))
    document = {
        "table": file,
        "level": made.level.value,
        "coders": made.together.coders,
        "units": made.units,
        "shared": made.shared,
        **measures_record(made.together.measures),
        "pairs": [{"coders": pair.coders, **measures_record(pair.measures)} for pair in made.pairs],
    }
    output.answer(document, table_lines(made), json_wanted=json_wanted)
