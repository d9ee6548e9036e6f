import io
import struct

from toolkit.domain.reports.report import Figure
from toolkit.reporting.rendering.charts import _side_by_side, fonts, png

FIGURE = Figure(
    "c", ("Väntan $x$", "Språket " * 12, "🙂"), ("Deltagare", "Team"), ((5, 0), (0, 2), (1, 1)), "alt", "a", "n"
)


def test_a_chart_is_as_wide_as_the_text_at_200_dots_per_inch_and_the_same_each_time():
    data = png(FIGURE)
    width, height = struct.unpack(">II", data[16:24])
    assert width == 1260
    assert 200 < height < 1000
    assert png(FIGURE) == data


def test_a_chart_is_set_in_a_font_of_the_report_that_is_there(caplog):
    assert fonts.__wrapped__()[-1] == "DejaVu Sans"
    png(FIGURE)
    assert not [each for each in caplog.messages if "findfont" in each]


def test_a_figure_without_counts_is_still_a_picture():
    assert png(Figure("c", (), (), (), "alt", "a")).startswith(b"\x89PNG")


def test_a_key_that_is_too_wide_stands_in_several_lines():
    assert _side_by_side([8, 22, 8, 9]) == 4
    assert _side_by_side([30, 30, 30, 30]) == 2
    assert _side_by_side([100, 100]) == 1
    assert _side_by_side([3]) == 1


def test_a_long_key_stays_within_the_figure():
    from matplotlib.image import imread

    columns = tuple(f"A rather long name of part {n}" for n in range(5))
    data = imread(io.BytesIO(png(Figure("c", ("Row",), columns, ((1, 2, 3, 4, 6),), "alt", "a", "n"))))
    assert (data[:, :4, :3] > 0.99).all()
    assert (data[:, -4:, :3] > 0.99).all()
