"""The map of a network for print: the same each time, told apart without colour, described for who cannot see it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from matplotlib.image import imread

from toolkit.domain.networks.network_maps import NEED, PARTNER
from toolkit.domain.networks.partners import Effect
from toolkit.reporting.rendering.network_figure import FORMS, Dot, Plan, Stroke, drawn

PLAN = Plan(
    (
        Dot("Arbetsförmedlingen", PARTNER, 4, 0.5, 0.2),
        Dot("deltagare", "group", 7, 0.0, 0.2),
        Dot("$ 100 & <bostad>\x00", NEED, 2, 1.0, 0.6),
    ),
    (Stroke(0, 1, Effect.HELPS, 3), Stroke(0, 2, Effect.HINDERS, 1)),
    ((Effect.HELPS, "främjar"), (Effect.HINDERS, "försvårar")),
    "Fyra berättar om Arbetsförmedlingen.",
    4,
)


def svg(plan):
    return drawn(plan, "svg").decode()


def texts(plan):
    return ["".join(each.itertext()).strip() for each in etree.fromstring(drawn(plan, "svg")).iter("{*}text")]


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_same_plan_gives_the_same_file(form):
    assert drawn(PLAN, form) == drawn(PLAN, form)


def test_a_picture_is_as_wide_as_the_text_and_has_three_hundred_dots_to_an_inch():
    height, width = imread(BytesIO(drawn(PLAN, "png"))).shape[:2]
    assert (width, height) == (1890, 720)  # 6.3 and 2.4 inches


@pytest.mark.parametrize(("rows", "inches"), [(0, 2.4), (10, 3.9), (90, 9.0)])
def test_it_is_as_high_as_its_rows_ask_for_within_a_page(rows, inches):
    assert f'height="{inches * 72:g}pt"' in svg(replace(PLAN, rows=rows))


def test_names_counts_and_the_legend_are_written_and_no_sign_is_taken_for_a_formula():
    found = texts(PLAN)
    assert "Arbetsförmedlingen (4)" in found
    assert "deltagare" in found
    assert "$ 100 & <bostad>␀ (2)" in found
    assert {"främjar", "försvårar"} <= set(found)


def test_a_long_name_is_broken_and_cut():
    long = replace(PLAN.dots[0], title="ord " * 60)
    found = texts(replace(PLAN, dots=(long, *PLAN.dots[1:])))
    assert sum("ord" in each for each in found) == 3
    assert any("…" in each for each in found)


def test_the_words_are_within_the_file_and_no_day_or_program():
    assert "Fyra berättar om Arbetsförmedlingen." in svg(PLAN)
    assert "Fyra berättar".encode("latin-1") in drawn(PLAN, "png")
    assert "Fyra 😀".encode() in drawn(replace(PLAN, words="Fyra 😀"), "png")
    assert "<dc:date>" not in svg(PLAN)
    assert b"Software" not in drawn(PLAN, "png")


def test_effects_are_told_apart_without_colour():
    assert set(FORMS) == set(Effect)
    assert len({str(style) for style, _ in FORMS.values()}) == len(Effect)
    dashed = svg(PLAN).count("stroke-dasharray")
    assert dashed == svg(replace(PLAN, strokes=PLAN.strokes[:1])).count("stroke-dasharray") + 1


def test_without_a_legend_lines_are_plain():
    plain = replace(PLAN, legend=())
    assert "stroke-dasharray" not in svg(plain)
    assert "främjar" not in texts(plain)


def test_an_empty_map_is_a_file_too():
    assert svg(Plan((), (), (), "", 0)).startswith("<?xml")


def test_the_more_people_the_wider_the_line():
    """From 0.8 for one person to 3 for the most; one in the middle has 1.9."""
    strokes = (Stroke(0, 1, Effect.HELPS, 3), Stroke(0, 2, Effect.HINDERS, 1), Stroke(1, 2, Effect.BOTH, 2))

    def widths(*own):
        return set(re.findall(r"stroke-width: ([\d.]+)", svg(replace(PLAN, strokes=own))))

    assert {"3", "1.9"} <= widths(*strokes)
    assert "1.9" not in widths(*strokes[:2])
    assert "3" not in widths(replace(strokes[0], people=1), strokes[1])
