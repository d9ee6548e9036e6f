"""The measures of agreement that are told: each once, in words, and only for as many coders as it is for."""

from __future__ import annotations

import pytest

from toolkit import messages
from toolkit.domain.comparing.agreement import TWO_CODERS, percent
from toolkit.domain.comparing.alphas import Level, alpha
from toolkit.domain.comparing.kappas import ac1, cohen, fleiss
from toolkit.domain.comparing.measures import ALPHA, MEASURES, PERCENT, shown

UNITS = {(1, 2): 2, (3, 3): 3, (1, 1): 1}


@pytest.mark.parametrize(
    ("name", "by_hand"),
    [
        (PERCENT, lambda level: percent(UNITS)),
        ("cohen_kappa", lambda level: cohen(UNITS)),
        ("fleiss_kappa", lambda level: fleiss(UNITS)),
        ("gwet_ac1", lambda level: ac1(UNITS)),
        (ALPHA, lambda level: alpha(UNITS, level)),
    ],
)
@pytest.mark.parametrize("level", [Level.NOMINAL, Level.INTERVAL])
def test_each_measure_is_reckoned_under_its_own_name(name, by_hand, level: Level) -> None:
    assert MEASURES[name].reckoned(UNITS, level) == by_hand(level)


def test_only_alpha_looks_at_what_ratings_are() -> None:
    differing = {
        name
        for name, one in MEASURES.items()
        if one.reckoned(UNITS, Level.NOMINAL) != one.reckoned(UNITS, Level.INTERVAL)
    }
    assert differing == {ALPHA}


def test_a_measure_for_two_coders_is_shown_for_two_and_one_for_more_for_more() -> None:
    assert list(shown(two=True)) == [PERCENT, "cohen_kappa", "gwet_ac1", ALPHA]
    assert list(shown(two=False)) == [PERCENT, "fleiss_kappa", "gwet_ac1", ALPHA]
    three = {("a", "b", "a"): 2, ("b", "b", "b"): 3}
    assert all(one.reckoned(three, Level.NOMINAL).value is not None for one in shown(two=False).values())
    assert MEASURES["cohen_kappa"].reckoned(three, Level.NOMINAL).reason == TWO_CODERS


def test_titles_and_headings_are_told_apart_in_both_languages() -> None:
    for language in ("sv", "en"):
        messages.use_language(language)
        for name in ("title", "heading"):
            said = [messages.tr(getattr(one, name)) for one in MEASURES.values()]
            assert len(set(said)) == len(said)
