"""A comparison of two coders set by hand: what they marked, where they disagree, and the figures of it."""

from __future__ import annotations

from datetime import UTC, datetime

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.comparing.agreement import Measure
from toolkit.domain.comparing.measures import MEASURES
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.services.comparing.agenda import Definition, Item, Place
from toolkit.services.comparing.agreement import Compared, Mark, Read
from toolkit.services.comparing.agreement_tables import FacetRow, Figures, PairRow, Row, Table
from toolkit.services.comparing.agreement_units import Unit
from toolkit.services.comparing.disagreements import Disagreement, Kind, Said, Side

WHERE = Span(10, 20)
WORK = Definition("needs/work", "Work", "Work and occupation.", ("pay",), ("studies",))
INCOME = Definition("needs/income", "Income", "", (), ())
NO_FIGURE = Measure(None, "All ratings are the same.")


def compared(scheme: Scheme, *, coders=("KL", "B"), marked=True, sources=1, lone=0) -> Compared:
    """Two coders, one of whom marked something in each of so many sources."""
    marks = (Mark(WHERE, "needs/work", coders[0]),) if marked else ()
    return Compared(coders, scheme, tuple(Read(n, f"p{n}.txt", coders, marks) for n in range(sources)), lone)


def settled(*, applies=True, reason="") -> Settlement:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Settlement("p1.txt", WHERE, "the  bus", "needs/work", applies, reason, "KL", at)


def place(*, kind=Kind.OTHER, decided: Settlement | None = None) -> Place:
    """KL marked “bus is late”, over two turns; B has income there."""
    marks, others = (("KL", WHERE),), {"B": ("needs/income",)}
    at = Disagreement(1, "p1.txt", "needs/work", WHERE, kind, marks, ("B",), others, decided)
    asked, said = Said(1, "I", True, (("How?", False),)), (("The ", False), ("bus \n is", True))
    sides = (
        Side("KL", (asked, Said(2, "P01", False, said), Said(3, "P01", False, (("late", True),))), ()),
        Side("B", (asked, Said(2, "P01", False, (("The bus \n is", False),))), ("needs/income",)),
    )
    return Place(at, 2, sides, (INCOME,))


def item(*places: Place, meaning: Definition = WORK, more: int = 0) -> Item:
    """These places and `more` that are not shown, all to settle but those that are settled."""
    every = (*(one.at for one in places), *(place().at for _ in range(more)))
    kinds = {kind: sum(one.kind is kind for one in every) for kind in Kind if any(one.kind is kind for one in every)}
    return Item(meaning, every, sum(one.settled is None for one in every), kinds)


def figures(units: int, *, bounds=True, **values: float | None) -> Figures:
    """Each measure undefined unless it is given here."""
    measures = {name: Measure(values[name]) if values.get(name) is not None else NO_FIGURE for name in MEASURES}
    return Figures(units, measures, {"krippendorff_alpha": (0.1, 0.9)} if bounds else {})


def table(*, pairs=(("KL", "B"),), units=4) -> Table:
    """Figures of the area of needs and a code under it: percent 0.5 and alpha −0.25."""
    whole = figures(units, percent=0.5, krippendorff_alpha=-0.25)
    lone = figures(units, percent=1.0, bounds=False)
    rows = (Row("needs", (3, 2), 4, 1, 1, whole, Measure(0.75)), Row("needs/work", (1, 0), 1, 0, 0, lone, NO_FIGURE))
    told = tuple(PairRow(pair, whole, {"needs": whole}) for pair in pairs)
    return Table(Unit.SEGMENT, units, 2, whole, rows, (FacetRow("area", whole),), told)
