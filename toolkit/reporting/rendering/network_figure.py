"""The map of a network drawn for print: partners, people and needs by shape, effects by the form of a line."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from toolkit.domain.networks.network_layout import MIDDLE
from toolkit.domain.networks.network_maps import NEED, PARTNER
from toolkit.domain.networks.partners import Effect
from toolkit.reporting.rendering import palette
from toolkit.reporting.rendering.clean import visible

DPI, WIDTH = 300, 6.3
_WRAP = 26
_INK = "#1a1a1a"
# Solid, dashed, dash and dot, dotted: told apart without colour, in print and in grey.
FORMS: Mapping[Effect, tuple[object, str]] = {
    Effect.HELPS: ("solid", palette.HELPS),
    Effect.HINDERS: ((0, (5, 2.4)), palette.HINDERS),
    Effect.BOTH: ((0, (6, 2, 1.2, 2)), "#404040"),
    Effect.UNSAID: ((0, (1, 2)), "#6b6b6b"),
}
_SHAPES = {NEED: ("D", "#d9d9d9")}
_CIRCLE = ("o", "#8c8c8c")


@dataclass(frozen=True, slots=True)
class Dot:
    """A node: its title, kind, how many people it stands for, and its place from 0 to 1."""

    title: str
    kind: str
    people: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between two dots by their number: the effect it tells and how many people it stands for."""

    one: int
    other: int
    effect: Effect
    people: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A map to be drawn; `legend` says which line means what, `words` tell the same to who cannot see it."""

    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    legend: tuple[tuple[Effect, str], ...]
    words: str
    rows: int


def drawn(plan: Plan, form: str) -> bytes:
    """The map as "png" (300 dots per inch) or "svg", 6.3 inches wide, its words within; the same each time."""
    height = min(9.0, max(2.4, 0.8 + 0.31 * plan.rows))
    data = BytesIO()
    described = {"Description": plan.words, "Software": None} if form == "png" else {"Description": plan.words}
    dated = {} if form == "png" else {"Date": None, "Creator": None}
    with mpl.rc_context({"svg.hashsalt": "spegla", "svg.fonttype": "none"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)  # a sign the font lacks is a box
        canvas = Canvas(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
        FigureCanvasAgg(canvas)
        axes = canvas.subplots()
        _strokes(axes, plan)
        _dots(axes, plan)
        axes.set_axis_off()
        axes.set_xlim(-0.42, 1.42)
        axes.set_ylim(-1.08, 0.08)
        _legend(canvas, plan)
        canvas.savefig(data, format=form, dpi=DPI, metadata={**described, **dated})
    return data.getvalue()


def _strokes(axes: Axes, plan: Plan) -> None:
    most = max((stroke.people for stroke in plan.strokes), default=1)
    for stroke in plan.strokes:
        one, other = plan.dots[stroke.one], plan.dots[stroke.other]
        style, colour = FORMS[stroke.effect] if plan.legend else ("solid", "#808080")
        wide = 0.8 + 2.2 * (stroke.people - 1) / max(1, most - 1)
        axes.plot((one.x, other.x), (-one.y, -other.y), linestyle=style, color=colour, linewidth=wide, zorder=1)


def _dots(axes: Axes, plan: Plan) -> None:
    most = max((dot.people for dot in plan.dots), default=1)
    for dot in plan.dots:
        if dot.kind == PARTNER:
            _partner(axes, dot, 0.7 + 1.5 * dot.people / most)
        else:
            _beside(axes, dot)


def _partner(axes: Axes, dot: Dot, edge: float) -> None:
    """A partner stands in a box, with the thicker an edge the more people tell of it."""
    box = {"boxstyle": "round,pad=0.28", "facecolor": "white", "edgecolor": _INK, "linewidth": edge}
    named = f"{_named(dot.title)} ({dot.people})"
    axes.text(dot.x, -dot.y, named, ha="center", va="center", fontsize=7.5, color=_INK, zorder=3, bbox=box)


def _beside(axes: Axes, dot: Dot) -> None:
    shape, fill = _SHAPES.get(dot.kind, _CIRCLE)
    axes.scatter((dot.x,), (-dot.y,), s=22, marker=shape, color=fill, edgecolors=_INK, linewidths=0.8, zorder=2)
    away, side = (-5, "right") if dot.x < MIDDLE else (5, "left")
    named = f"{_named(dot.title)} ({dot.people})" if dot.kind == NEED else _named(dot.title)
    axes.annotate(
        named,
        (dot.x, -dot.y),
        fontsize=7,
        color=_INK,
        zorder=3,
        xytext=(away, 0),
        textcoords="offset points",
        ha=side,
        va="center",
    )


def _named(title: str) -> str:
    return "\n".join(textwrap.wrap(_plain(title), _WRAP, max_lines=3, placeholder=" …"))


def _legend(canvas: Canvas, plan: Plan) -> None:
    lines = [
        Line2D([], [], linestyle=FORMS[effect][0], color=FORMS[effect][1], linewidth=1.6, label=_plain(title))  # type: ignore[arg-type]
        for effect, title in plan.legend
    ]
    if lines:
        canvas.legend(
            handles=lines, loc="outside lower center", ncols=len(lines), fontsize=7.5, frameon=False, handlelength=3.6
        )


def _plain(text: str) -> str:
    return visible(text).replace("$", r"\$")
