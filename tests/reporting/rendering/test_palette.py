"""Colours of figures: a text on any of them is read easily."""

import pytest

from toolkit.domain.networks.partners import Effect
from toolkit.reporting.rendering.network_figure import FORMS
from toolkit.reporting.rendering.palette import DARK, FILLS, HELPS, HINDERS, LIGHT, contrast, ink


@pytest.mark.parametrize(
    ("one", "other", "told"), [("#FFFFFF", "#000000", 21), ("#777777", "#777777", 1), ("#767676", "#FFFFFF", 4.54)]
)
def test_contrast_is_reckoned_as_the_guidelines_do(one, other, told):
    assert contrast(one, other) == pytest.approx(told, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("fill", FILLS)
def test_a_text_on_any_colour_is_read_easily(fill):
    assert contrast(ink(fill), fill) >= 4.5


def test_a_text_is_dark_on_orange_and_light_on_blue():
    assert (ink(HINDERS), ink(HELPS)) == (DARK, LIGHT)


def test_what_helps_and_hinders_has_the_same_colour_in_bars_and_maps():
    assert (FORMS[Effect.HELPS][1], FORMS[Effect.HINDERS][1]) == (FILLS[0], FILLS[2])
