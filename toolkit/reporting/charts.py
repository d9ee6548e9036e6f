"""Charts: a figure's counts as bars in one panel per column, drawn to PNG; the same figure gives the same bytes."""

from __future__ import annotations

import textwrap
import warnings
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas

from toolkit.domain.report import Figure
from toolkit.reporting.clean import visible

DPI = 200
WIDTH = 6.3  # inches: the text width of an A4 page with 2.5 cm margins
_ROW, _PANEL = 0.24, 0.42  # inches for a bar and for what a panel needs beside its bars
_WRAP = 46
# Okabe and Ito's colours, which keep apart under the common kinds of colour blindness.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")


def png(figure: Figure) -> bytes:
    """The figure as PNG, 200 dots per inch, 6.3 inches wide; each bar carries its number, so colour is not needed."""
    panels = [
        (name, [(row, values[at]) for row, values in zip(figure.rows, figure.values, strict=True) if values[at]])
        for at, name in enumerate(figure.columns)
    ]
    panels = [(name, bars) for name, bars in panels if bars]
    lines = [sum(_lines(row) for row, _ in bars) for _, bars in panels]
    height = sum(_ROW * count + _PANEL for count in lines) + 0.25
    canvas = Canvas(figsize=(WIDTH, max(height, 1.2)), dpi=DPI, layout="constrained")
    FigureCanvasAgg(canvas)
    most = max((value for _, bars in panels for _, value in bars), default=1)
    axes = canvas.subplots(max(len(panels), 1), 1, sharex=True, squeeze=False, height_ratios=lines or [1])[:, 0]
    for at, (axis, (name, bars)) in enumerate(zip(axes, panels, strict=False)):
        _panel(axis, name, bars, colour=_COLOURS[at % len(_COLOURS)])
        axis.set_xlim(0, most * 1.06 + 0.3)
    axes[-1].set_xlabel(figure.axis, fontsize=8.5)
    data = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph", category=UserWarning
        )  # a sign the font lacks is drawn as a box
        canvas.savefig(data, format="png", dpi=DPI, metadata={"Software": None})
    return data.getvalue()


def _lines(label: str) -> int:
    return max(1, len(textwrap.wrap(label, _WRAP)))


def _panel(axis, name: str, bars: list[tuple[str, int]], *, colour: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    drawn = axis.barh(range(len(bars)), [value for _, value in bars], height=0.62, color=colour)
    axis.bar_label(drawn, padding=3, fontsize=8.5)
    axis.set_yticks(range(len(bars)), ["\n".join(textwrap.wrap(_plain(row), _WRAP)) for row, _ in bars], fontsize=8.5)
    axis.set_title(_plain(name), loc="left", fontsize=9.5, fontweight="bold")
    axis.invert_yaxis()
    axis.tick_params(axis="y", length=0)
    axis.tick_params(axis="x", labelsize=8, length=2)
    axis.xaxis.get_major_locator().set_params(integer=True)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)


def _plain(text: str) -> str:
    """The text with dollar signs kept from being read as mathematics."""
    return visible(text).replace("$", r"\$")
