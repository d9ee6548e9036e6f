"""What is shown of the scores: only what is likely enough, no more than a person can weigh, nothing said no to."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.choosing import ENOUGH, ENOUGH_AREA, ENOUGH_UNDER, MOST_AREAS, MOST_ELSE, Choice, under
from toolkit.domain.codings.schemes import AREA, Code, Facet, Scheme

PATHS = ("a", "a/x", "a/y", "b", "c", "d", "phase/p", "phase/q", "level/l", "tone/1", "tone/2", "tone/3")


def facet_of(path):
    head = path.partition("/")[0]
    return AREA if head in "abcd" else head


CODES = tuple(Code(path, facet_of(path), {"sv": path}) for path in PATHS)
SCHEME = Scheme(
    "s", 1, {"sv": "s"},
    (Facet(AREA, {}), Facet("phase", {}, multiple=False), Facet("level", {}), Facet("tone", {})),
    {code.path: code for code in CODES},
)  # fmt: skip
EVERY = frozenset(range(len(CODES)))


@pytest.fixture(name="choice")
def _choice():
    return Choice(SCHEME, CODES)


def scores(**given):
    row = np.zeros((1, len(PATHS)), np.float32)
    for path, value in given.items():
        row[0, PATHS.index(path.replace("_", "/"))] = value
    return row


def shown(choice, refused=(), learned=EVERY, **given):
    no = np.zeros((1, len(PATHS)), bool)
    no[0, [PATHS.index(path) for path in refused]] = True
    found = choice.shown(scores(**given), choice.enough(learned), no if refused else None)
    return [PATHS[place] for place in np.flatnonzero(found[0])]


def test_codes_lie_under_the_code_that_their_path_names():
    assert under(CODES) == {0: [1, 2]}
    assert under(()) == {}


def test_how_much_is_asked_of_a_code_hangs_on_what_it_is_and_whether_it_was_learned(choice):
    learned, rules = choice.enough(EVERY), choice.enough(frozenset())
    at = {path: place for place, path in enumerate(PATHS)}
    told = [(float(learned[at[path]]), float(rules[at[path]])) for path in ("a", "a/x", "phase/p", "level/l")]
    assert told == [pytest.approx(each) for each in ((0.6, 0.6), (0.3, 0.5), (0.5, 0.5), (0.5, 0.6))]
    assert (ENOUGH_AREA, ENOUGH_UNDER, ENOUGH) == (0.6, 0.3, 0.5)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"a": 0.61}, ["a"]),
        ({"a": 0.59}, []),
        ({"a": 0.7, "b": 0.8, "c": 0.9, "d": 0.95}, ["b", "c", "d"]),
        ({"a": 0.7, "b": 0.7, "c": 0.7, "d": 0.7}, ["a", "b", "c"]),  # of equal ones the first
        ({"a": 0.7, "a_x": 0.4, "a_y": 0.5}, ["a", "a/y"]),
        ({"a": 0.5, "a_x": 0.9}, []),  # a code under an area that is not shown
        ({"phase_p": 0.6, "phase_q": 0.7}, ["phase/q"]),
        ({"tone_1": 0.6, "tone_2": 0.7, "tone_3": 0.8}, ["tone/2", "tone/3"]),
    ],
)
def test_the_likeliest_of_each_facet_are_shown_and_no_more_than_a_person_can_weigh(choice, given, found):
    assert shown(choice, **given) == found
    assert (MOST_AREAS, MOST_ELSE) == (3, 2)


def test_exactly_enough_is_enough(choice):
    bars = choice.enough(EVERY)
    assert choice.shown(bars[None, :], bars)[0, PATHS.index("a")]


@pytest.mark.parametrize(
    ("refused", "found"),
    [(["a"], ["b"]), (["a/y"], ["a", "a/x", "b"]), (["b"], ["a", "a/y"]), (["a", "b"], [])],
)
def test_what_was_said_no_to_is_not_shown_nor_what_lies_under_it(choice, refused, found):
    assert shown(choice, refused, a=0.7, a_x=0.4, a_y=0.5, b=0.65) == found


def test_refusals_are_not_changed_by_asking(choice):
    no = np.zeros((1, len(PATHS)), bool)
    no[0, 0] = True
    choice.shown(scores(a=0.9), choice.enough(EVERY), no)
    assert no.sum() == 1


def test_areas_stand_by_score_each_with_the_code_under_it_then_the_other_facets(choice):
    given = scores(a=0.7, a_x=0.4, b=0.9, phase_p=0.99, tone_1=0.6, tone_2=0.8)[0].tolist()
    places = [PATHS.index(path) for path in ("tone/1", "phase/p", "a/x", "tone/2", "a", "b")]
    told = [PATHS[place] for place in choice.in_order(places, given)]
    assert told == ["b", "a", "a/x", "phase/p", "tone/2", "tone/1"]
    assert choice.in_order([], given) == []
    assert choice.in_order(list(reversed(places)), given) == choice.in_order(places, given)
