"""The network as files: the table of partners in numbers of people, and the map as a picture for print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.networks.network_maps import View
from toolkit.domain.networks.networks import EFFECTS
from toolkit.domain.networks.partners import Effect
from toolkit.domain.reports.report import Report
from toolkit.domain.reports.report import Table as Printed
from toolkit.errors import Refused, UsageError
from toolkit.exchange import table_files
from toolkit.exchange.tables import Cell, Table
from toolkit.messages import N_, ntr, tr
from toolkit.services.network.network import EFFECT_TITLES, TIME_TITLES, Count, Seen
from toolkit.services.network.network_maps import Drawing, drawing
from toolkit.services.projects import access_log
from toolkit.services.projects.files import refuse_existing, write_file

if TYPE_CHECKING:
    from toolkit.reporting.rendering.network_figure import Plan

LEFT_OUT = "–"
TABLES, PICTURES = (".csv", ".xlsx"), (".png", ".svg")


def write_table(seen: Seen, path: Path, *, force: bool = False) -> None:
    """Write the table to a `.csv` or `.xlsx` file; UsageError for another kind of file."""
    suffix = _suffix(path, TABLES, N_("The table is written as .csv or .xlsx, not {suffix}."))
    refuse_existing(path, force=force)
    seen = let_out(seen)
    project = seen.project
    data, _ = table_files.written([table(seen)], suffix, now=project.now, language=project.language)
    write_file(path, data)
    _noted(seen, path)


def write_figure(seen: Seen, path: Path, view: View, *, force: bool = False) -> str:
    """Draw the map to a `.png` or `.svg` file and give its words for who cannot see it; refused when it is empty."""
    from toolkit.reporting.rendering import network_figure

    suffix = _suffix(path, PICTURES, N_("The map is drawn as .png or .svg, not {suffix}."))
    refuse_existing(path, force=force)
    seen = let_out(seen)
    made = drawing(seen, view)
    if not made.lines:
        raise Refused(N_("There is nothing to draw: no lines are left."), hint=N_("Choose fewer conditions."))
    words = in_words(made)
    write_file(path, network_figure.drawn(_plan(made, words), suffix[1:]))
    _noted(seen, path)
    return words


def let_out(seen: Seen) -> Seen:
    """The network with its partners' names as the disclosure gate lets them out; Refused while it asks about one."""
    from toolkit.services.reports import disclosure

    if not seen.audience:
        return seen
    told = [seen.partners[row.partner] for row in seen.rows if row.partner in seen.partners]
    names = Printed("", ("",), tuple((one.name,) for one in told), "partners")
    report = Report("", "", seen.project.language, (names,))
    with seen.project.store() as store:
        passed = disclosure.released(seen.project, store, report, seen.audience).bare
    rows = next((block.rows for block in passed.blocks if isinstance(block, Printed)), ((LEFT_OUT,),) * len(told))
    renamed = {one.id: replace(one, name=name) for one, (name,) in zip(told, rows, strict=True)}
    return replace(seen, partners={**seen.partners, **renamed})


def table(seen: Seen) -> Table:
    """The partners in numbers of people; a number left out because it is small is a dash."""
    effects = tuple(f"people_{effect.value}" for effect in EFFECTS)
    times = tuple(f"people_{time.value}" for time in TIME_TITLES)
    groups = tuple(f"people_in_{group}" for group in seen.groups)
    columns = ("partner", "kind", "people", *groups, *effects, *times, "needs")
    return Table("network", columns, list(_rows(seen)))


def _rows(seen: Seen) -> Iterator[tuple[Cell, ...]]:
    for row in seen.rows:
        counts = (row.people, *row.groups.values(), *row.effects.values(), *row.times.values())
        kind = seen.kind(row.partner).value if row.partner in seen.partners else ""
        yield (seen.name(row.partner), kind, *map(_cell, counts), row.needs)


def _cell(count: Count) -> Cell:
    return LEFT_OUT if count is None else count


def in_words(made: Drawing) -> str:
    """The map in words: each line, those of most people first."""
    lines = sorted(made.lines, key=lambda line: (-line.people, line.one, line.other))
    told = (
        tr("{one} – {other}", one=made.nodes[line.one].title, other=made.nodes[line.other].title)
        + f" ({', '.join(_said(line.people, line.effect, made.view))})"
        for line in lines
    )
    return tr("Map of the network: {lines}.", lines="; ".join(told))


def _said(people: int, effect: Effect, view: View) -> Iterator[str]:
    if view is not View.PEOPLE:
        yield ntr("{n} person", "{n} people", people)
    if view is not View.PARTNERS:
        yield tr(EFFECT_TITLES[effect])


def _plan(made: Drawing, words: str) -> Plan:
    from toolkit.reporting.rendering.network_figure import Dot, Plan, Stroke

    dots = tuple(Dot(each.title, each.node.kind, each.node.people, each.x, each.y) for each in made.nodes)
    strokes = tuple(Stroke(line.one, line.other, line.effect, line.people) for line in made.lines)
    used = dict.fromkeys(line.effect for line in made.lines) if made.view is not View.PARTNERS else {}
    legend = tuple((effect, tr(EFFECT_TITLES[effect])) for effect in EFFECTS if effect in used)
    return Plan(dots, strokes, legend, words, made.rows)


def _suffix(path: Path, allowed: tuple[str, ...], sentence: str) -> str:
    suffix = path.suffix.lower()
    if suffix not in allowed:
        raise UsageError(sentence, suffix=suffix or path.name)
    return suffix


def _noted(seen: Seen, path: Path) -> None:
    access_log.note(seen.project, "disclose" if seen.least else "export", file=path.name)
