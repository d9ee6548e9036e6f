"""What `spegla agreement --json` holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.domain.comparing.agreement import Measure
from toolkit.messages import current_language, tr

if TYPE_CHECKING:
    from toolkit.domain.codings.schemes import Scheme
    from toolkit.services.comparing.agenda import Definition, Item, Place
    from toolkit.services.comparing.agreement import Compared
    from toolkit.services.comparing.agreement_tables import Figures, Row, Table


def code_title(scheme: Scheme, path: str, *, indented: bool = False) -> str:
    """A code's title in the current language; `indented` under the code above it."""
    code = scheme.codes[path]
    return ("  " if indented and code.parent else "") + code.titled(current_language())


def item_record(item: Item, places: Sequence[Place]) -> dict[str, Any]:
    """The disagreements on a code."""
    return {
        **_definition(item.meaning),
        "count": len(item.places),
        "left": item.left,
        "kinds": {kind.value: n for kind, n in sorted(item.kinds.items())},
        "places": [_place_record(place) for place in places],
    }


def _definition(one: Definition) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "definition": one.definition,
        "includes": one.includes,
        "excludes": one.excludes,
    }


def _place_record(place: Place) -> dict[str, Any]:
    at = place.at
    return {
        "source": at.source,
        "turn": place.turn,
        "start": at.span.start,
        "end": at.span.end,
        "kind": at.kind.value,
        "coders": [
            {
                "coder": side.coder,
                "codes": side.codes,
                "marked": [text for turn in side.turns for text, held in turn.pieces if held],
                "context": "".join(text for turn in side.turns if not turn.interviewer for text, _ in turn.pieces),
            }
            for side in place.sides
        ],
        "definitions": [_definition(one) for one in place.others],
        "settled": None
        if at.settled is None
        else {"applies": at.settled.applies, "reason": at.settled.reason, "coder": at.settled.coder},
    }


def table_record(found: Compared, table: Table) -> dict[str, Any]:
    """All figures."""
    return {
        "unit": table.unit.value,
        "units": table.units,
        "people": table.people,
        **_figures(table.overall),
        "codes": [_row(found, row) for row in table.codes],
        "areas": [_row(found, row) for row in table.areas],
        "facets": [{"facet": row.facet, **_figures(row.figures)} for row in table.facets],
        "pairs": [
            {
                "coders": pair.coders,
                **_figures(pair.figures),
                "codes": [{"code": path, **_figures(figures)} for path, figures in pair.codes.items()],
            }
            for pair in table.pairs
        ],
    }


def _row(found: Compared, row: Row) -> dict[str, Any]:
    figures = _figures(row.figures)
    if row.unitizing.value is None:
        figures["reasons"]["unitizing_alpha"] = tr(row.unitizing.reason)
    return {
        "code": row.code,
        "title": code_title(found.scheme, row.code),
        "units": row.figures.units,
        "given": dict(zip(found.coders, row.given, strict=True)),
        "either": row.either,
        "both": row.both,
        "apart": row.apart,
        **figures,
        "unitizing_alpha": row.unitizing.value,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        **measures_record(figures.measures),
        "intervals": {name: list(both) for name, both in figures.intervals.items()},
    }


def measures_record(measures: Mapping[str, Measure]) -> dict[str, Any]:
    """Every measure, null where undefined, and the reasons."""
    reasons = {name: tr(one.reason) for name, one in measures.items() if one.value is None}
    return {**{name: one.value for name, one in measures.items()}, "reasons": reasons}
