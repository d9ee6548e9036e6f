import struct

from toolkit.domain.report import Figure
from toolkit.reporting.charts import png

FIGURE = Figure(
    "c", ("Väntan $x$", "Språket " * 12, "🙂"), ("Deltagare", "Team"), ((5, 0), (0, 2), (1, 1)), "alt", "a", "n"
)


def test_a_chart_is_as_wide_as_the_text_at_200_dots_per_inch_and_the_same_each_time():
    data = png(FIGURE)
    width, height = struct.unpack(">II", data[16:24])
    assert width == 1260
    assert 200 < height < 1000
    assert png(FIGURE) == data


def test_a_figure_without_counts_is_still_a_picture():
    assert png(Figure("c", (), (), (), "alt", "a")).startswith(b"\x89PNG")
