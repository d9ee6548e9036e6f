"""Charts: a figure's counts as stacked bars in its panels, drawn to PNG; the same figure gives the same bytes."""

from __future__ import annotations

import textwrap
import warnings
from functools import cache
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from toolkit.domain.reports.report import Figure
from toolkit.reporting.rendering.clean import visible
from toolkit.reporting.rendering.palette import EDGE, FILLS, ink

DPI = 200
WIDTH = 6.3  # inches: the text width of an A4 page with 2.5 cm margins
_ROW, _PANEL = 0.2, 0.42  # inches for a line of a label and for what a panel needs beside its bars
_WRAP = 56
_PATCH, _KEY = 6, 90  # letters of the key: a patch with the space around it, and what fits beside each other
_FONTS = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans")  # that of tables and captions, or its like


def png(figure: Figure) -> bytes:
    """The figure as PNG, 200 dots per inch, 6.3 inches wide; each part carries its number, so colour is not needed."""
    with mpl.rc_context({"font.family": fonts()}):
        return _drawn(figure)


@cache
def fonts() -> list[str]:
    """The fonts of a report's tables and captions that this machine has, and the one that always is there."""
    known = set(font_manager.get_font_names())
    return [name for name in _FONTS if name in known]


def _drawn(figure: Figure) -> bytes:
    rows = list(zip(figure.panels or ("",) * len(figure.rows), figure.rows, figure.values, strict=True))
    panels = [(name, [row[1:] for row in inside]) for name, inside in groupby(rows, key=itemgetter(0))]
    lines = [sum(_lines(row) for row, _ in bars) for _, bars in panels]
    height = sum(_ROW * count + _PANEL for count in lines) + 0.5
    canvas = Canvas(figsize=(WIDTH, max(height, 1.2)), dpi=DPI, layout="constrained")
    FigureCanvasAgg(canvas)
    most = max((sum(values) for values in figure.values), default=1) or 1
    axes = canvas.subplots(max(len(panels), 1), 1, sharex=True, squeeze=False, height_ratios=lines or [1])[:, 0]
    for axis, (name, bars) in zip(axes, panels, strict=False):
        _panel(axis, name, bars)
        axis.set_xlim(0, most * 1.02)
    axes[-1].set_xlabel(figure.axis, fontsize=8.5)
    _key(canvas, figure)
    data = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph", category=UserWarning
        )  # a sign the font lacks is drawn as a box
        canvas.savefig(data, format="png", dpi=DPI, metadata={"Software": None})
    return data.getvalue()


def _lines(label: str) -> int:
    return max(1, len(textwrap.wrap(label, _WRAP)))


def _key(canvas: Canvas, figure: Figure) -> None:
    """Which colour is which part, for the parts that the figure has."""
    used = [at for at in range(len(figure.columns)) if any(values[at] for values in figure.values)]
    patches = [Patch(**_look(at), label=_plain(figure.columns[at])) for at in used]
    if patches:
        columns = _side_by_side([len(figure.columns[at]) for at in used])
        canvas.legend(handles=patches, loc="outside upper right", ncols=columns, fontsize=8, frameon=False)


def _side_by_side(lengths: list[int]) -> int:
    """How many parts of the key stand beside each other, so that none sticks out of the figure."""
    lines = next(n for n in range(1, len(lengths) + 1) if n == len(lengths) or _fits(lengths, -(-len(lengths) // n)))
    return -(-len(lengths) // lines)


def _fits(lengths: list[int], columns: int) -> bool:
    """Whether so many columns fit; matplotlib fills one column after the other, each as wide as its longest part."""
    lines = -(-len(lengths) // columns)
    wide = (max(lengths[at : at + lines]) for at in range(0, len(lengths), lines))
    return sum(_PATCH + each for each in wide) <= _KEY


def _panel(axis: Axes, name: str, bars: list[tuple[str, tuple[int, ...]]]) -> None:
    for at in range(max((len(values) for _, values in bars), default=0)):
        parts = [values[at] for _, values in bars]
        left = [sum(values[:at]) for _, values in bars]
        drawn = axis.barh(range(len(bars)), parts, left=left, height=0.68, **_look(at))
        told = [str(part) if part else "" for part in parts]
        axis.bar_label(drawn, told, label_type="center", fontsize=8, color=ink(FILLS[at % len(FILLS)]))
    axis.set_yticks(range(len(bars)), ["\n".join(textwrap.wrap(_plain(row), _WRAP)) for row, _ in bars], fontsize=8)
    axis.set_title(_plain(name), loc="left", fontsize=9, fontweight="bold")
    axis.invert_yaxis()
    axis.tick_params(axis="y", length=0)
    axis.tick_params(axis="x", labelsize=8, length=2)
    axis.locator_params(axis="x", integer=True)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)


def _look(part: int) -> dict[str, Any]:
    """The colour of a part, with a line round it."""
    return {"facecolor": FILLS[part % len(FILLS)], "edgecolor": EDGE, "linewidth": 0.4}


def _plain(text: str) -> str:
    """The text with dollar signs kept from being read as mathematics."""
    return visible(text).replace("$", r"\$")
