"""What `spegla agreement` says to people: disagreements first, figures second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.cli import output
from toolkit.cli.agreement_records import code_title
from toolkit.domain.comparing.agreement import Measure
from toolkit.domain.comparing.measures import ALPHA, MEASURES, PERCENT, shown
from toolkit.messages import current_language, decimal, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.comparing.agenda import Item, Place
    from toolkit.services.comparing.agreement import Compared
    from toolkit.services.comparing.agreement_tables import Figures, Row, Table
    from toolkit.services.comparing.rating_tables import Rated, TableAgreement


def head(found: Compared) -> Iterator[str]:
    """Whom is compared, in how many sources."""
    shared = ntr("{n} source in common", "{n} sources in common", len(found.read))
    yield tr("{coders}: {shared}.", coders=" · ".join(found.coders), shared=shared)
    if found.lone:
        yield (
            ntr("{n} source only one has coded is left out", "{n} sources only one has coded are left out", found.lone)
            + "."
        )


def agenda_lines(
    found: Compared, items: Sequence[Item], shown: Sequence[tuple[Item, Sequence[Place]]]
) -> Iterator[str]:
    """Where they disagree: a table by code, then places in context."""
    yield ""
    if not any(one.marks for one in found.read):
        yield from _nothing_to_compare(found)
        return
    if not items:
        yield tr("There is nothing to settle: the coders agree everywhere.")
        return
    yield tr("Where they disagree")
    header = (tr("Code"), tr("To settle"), tr("Only some have it"), tr("Another code there"), tr("Other limits"))
    rows = [
        (item.meaning.title, item.left, *(item.kinds.get(kind, 0) for kind in ("one", "other", "extent")))  # type: ignore[call-overload]
        for item in items
    ]
    yield from output.table(header, rows)
    for item, places in shown:
        yield from _item_lines(item, places)


def _nothing_to_compare(found: Compared) -> Iterator[str]:
    if found.read:
        yield tr("Nothing that these coders have coded in the same sources may be used just now.")
        yield "  → " + tr("See whose words may be used: spegla privacy consent")
    else:
        yield tr("These coders have no source in common.")
        yield "  → " + tr("Let one of them code some of the other’s interviews blind: spegla coders assign")


def _item_lines(item: Item, places: Sequence[Place]) -> Iterator[str]:
    if not places:
        return
    yield ""
    yield f"{item.meaning.title} ({item.meaning.code})"
    yield "  " + (item.meaning.definition or tr("No definition yet."))
    for place in places:
        yield from _place_lines(place)
    if len(item.places) > len(places):
        yield "  " + tr(
            "… and {n} more; see them with --code {code} --limit 0",
            n=len(item.places) - len(places),
            code=item.meaning.code,
        )


def _place_lines(place: Place) -> Iterator[str]:
    yield ""
    yield "  " + tr("{source}, turn {n}", source=place.at.source, n=place.turn)
    for side in place.sides:
        marked = " … ".join(" ".join(text.split()) for turn in side.turns for text, held in turn.pieces if held)
        instead = ", ".join(one.title for one in place.others if one.code in place.at.others.get(side.coder, ()))
        told = output.quoted(marked) if marked else tr("not there") + (f"; {instead}" if instead else "")
        yield f"    {side.coder}: {told}"
    for other in place.others:
        yield f"    {other.title}: {other.definition or tr('No definition yet.')}"
    if place.at.settled is not None:
        settled = place.at.settled
        who = (
            tr("Settled by {coder}: it applies.", coder=settled.coder)
            if settled.applies
            else tr("Settled by {coder}: it does not apply.", coder=settled.coder)
        )
        yield f"    {who} {settled.reason}".rstrip()


def figure_lines(found: Compared, figures: Table) -> Iterator[str]:
    """How far they agree."""
    if not figures.units:
        return
    yield ""
    units = {"segment": tr("segments"), "turn": tr("turns"), "character": tr("characters")}[figures.unit.value]
    yield tr("How far they agree, on {n} {units}", n=figures.units, units=units)
    alone = len(found.coders) == len(("one", "other"))
    yield from output.table(
        _header(alone=alone),
        [
            _line(code_title(found.scheme, row.code, indented=True), row.figures, row, alone=alone)
            for row in figures.codes
        ],
    )
    yield from _apart_lines(found, figures, units)
    yield ""
    yield tr("Sets of codes of a facet (alpha with MASI distance)")
    facets = {facet.key: facet for facet in found.scheme.facets}
    speech = current_language()
    titles = {key: facet.title.get(speech) or next(iter(facet.title.values()), key) for key, facet in facets.items()}
    yield from output.table(
        _header(alone=alone)[:-1], [_line(titles[row.facet], row.figures, alone=alone) for row in figures.facets]
    )
    if len(figures.pairs) > 1:
        yield ""
        yield tr("Each pair of coders, all codes together")
        yield from output.table(
            _header(alone=True)[:-1],
            [_line(" · ".join(pair.coders), pair.figures, alone=True) for pair in figures.pairs],
        )
    yield ""
    yield tr("Read the disagreements before the figures: a figure says how often, not why.")
    yield tr("No interval is given for a code that stands in the words of fewer than five people.")


def _apart_lines(found: Compared, figures: Table, units: str) -> Iterator[str]:
    """Where coders count as agreed though they marked other words."""
    rows = [row for row in figures.codes if row.apart]
    if not rows:
        return
    yield ""
    yield tr("Counted as agreement, though the coders marked other words in it:")
    for row in rows:
        title = code_title(found.scheme, row.code)
        yield "  " + tr("{code}: {n} of {both} {units}", code=title, n=row.apart, both=row.both, units=units)


def _header(*, alone: bool) -> tuple[str, ...]:
    measures = (tr(told.heading) for told in shown(two=alone).values())
    return (tr("Code"), *measures, tr("95 % interval"), tr("Unitizing alpha"))


def _line(title: str, figures: Figures, row: Row | None = None, *, alone: bool) -> tuple[str, ...]:
    bounds = figures.interval(ALPHA)
    cells = (
        title,
        *(_number(figures[name], share=name == PERCENT) for name in shown(two=alone)),
        f"{decimal(bounds[0])} … {decimal(bounds[1])}" if bounds else "–",
    )
    return (*cells, _number(row.unitizing)) if row else cells


def _number(one: Measure, *, share: bool = False) -> str:
    if one.value is None:
        return "–"
    return f"{one.value * 100:.0f}" if share else decimal(one.value)


def table_lines(made: TableAgreement) -> Iterator[str]:
    """How far the coders of a table of ratings agree."""
    yield tr(
        "{n} units, of which {shared} were rated by two or more; {coders}.",
        n=made.units,
        shared=made.shared,
        coders=" · ".join(made.together.coders),
    )
    yield from _rated_lines(made.together)
    for pair in made.pairs:
        yield ""
        yield " · ".join(pair.coders)
        yield from _rated_lines(pair)


def _rated_lines(rated: Rated) -> Iterator[str]:
    for name, one in rated.measures.items():
        value = tr(one.reason) if one.value is None else decimal(one.value, 4)
        yield f"  {tr(MEASURES[name].title)}: {value}"
