"""What a person decided about themes is obeyed, whatever the machine's clusters look like."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import (
    Hold,
    Theme,
    ThemeDecision,
    obeyed,
    pile_id,
    spread_of,
    standing,
    theme_id,
    unstructured,
)

KEYS = [f"d{number:02}.txt:0-9" for number in range(12)]


def decision(id: str, *passages: str, name: str | None = None) -> ThemeDecision:  # noqa: A002
    return ThemeDecision(id, "needs", "participants", frozenset(passages), name)


@st.composite
def clusterings(draw: st.DrawFn) -> list[list[str]]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    labels = draw(st.lists(st.integers(0, 4), min_size=len(keys), max_size=len(keys)))
    return [[key for key, label in zip(keys, labels, strict=True) if label == each] for each in sorted(set(labels))]


@st.composite
def decided(draw: st.DrawFn) -> list[ThemeDecision]:
    sets = draw(st.lists(st.frozensets(st.sampled_from(KEYS), min_size=1, max_size=6), max_size=4))
    return [ThemeDecision(f"t{number}", "needs", "participants", keys) for number, keys in enumerate(sets)]


@settings(max_examples=200, deadline=None)
@given(clusterings(), decided())
def test_every_passage_stands_in_exactly_one_cluster(clusters: list[list[str]], decisions: list[ThemeDecision]) -> None:
    found = [key for cluster, _ in obeyed(clusters, decisions) for key in cluster]

    assert sorted(found) == sorted(key for cluster in clusters for key in cluster)


@settings(max_examples=200, deadline=None)
@given(clusterings(), decided())
def test_decided_passages_stay_together_under_their_decision(
    clusters: list[list[str]], decisions: list[ThemeDecision]
) -> None:
    result = obeyed(clusters, decisions)
    existing = {key for cluster in clusters for key in cluster}
    earlier: set[str] = set()
    for each in decisions:
        own = (each.passages & existing) - earlier
        earlier |= each.passages
        homes = [(cluster, followed) for cluster, followed in result if own & set(cluster)]
        if own:
            assert len(homes) == 1
            assert own <= set(homes[0][0])
            assert homes[0][1] is each


@settings(max_examples=100, deadline=None)
@given(clusterings(), decided())
def test_no_cluster_is_empty_and_no_decision_is_followed_twice(
    clusters: list[list[str]], decisions: list[ThemeDecision]
) -> None:
    result = obeyed(clusters, decisions)
    followed = [each.id for _, each in result if each is not None]

    assert all(cluster for cluster, _ in result)
    assert len(followed) == len(set(followed))


@settings(max_examples=100, deadline=None)
@given(clusterings())
def test_without_decisions_the_clusters_stand(clusters: list[list[str]]) -> None:
    assert obeyed(clusters, []) == [(cluster, None) for cluster in clusters]


def test_the_rest_of_the_cluster_that_holds_most_joins_a_decision() -> None:
    clusters = [["a", "b", "c", "x"], ["d", "y"]]

    found = obeyed(clusters, [decision("t1", "a", "b", "d")])

    assert [(sorted(cluster), each and each.id) for cluster, each in found] == [
        (["a", "b", "c", "d", "x"], "t1"),
        (["y"], None),
    ]


def test_a_decision_whose_passages_are_gone_is_not_followed() -> None:
    assert obeyed([["a"]], [decision("t1", "gone")]) == [(["a"], None)]


THEME = Theme("t", "needs", "participants", "Väntan", (), (), {})


@pytest.mark.parametrize(
    ("stability", "chance", "hold"),
    [
        (0.75, 0.05, Hold.STABLE),
        (0.74, 0.05, Hold.UNSURE),
        (0.75, 0.06, Hold.UNSURE),
        (0.2, 0.25, Hold.UNSURE),
        (1.0, 0.26, Hold.CHANCE),  # it comes back, and so do themes of no structure
        (None, 0.0, Hold.UNKNOWN),
        (1.0, None, Hold.UNKNOWN),
    ],
)
def test_how_surely_a_theme_comes_back(stability: float | None, chance: float | None, hold: Hold) -> None:
    one = replace(THEME, stability=stability, chance=chance)
    assert one.hold is hold
    assert replace(one, pile=True).hold is Hold.UNKNOWN


@pytest.mark.parametrize(
    ("chances", "none"), [((0.05, 0.9), False), ((0.06, 0.9), True), ((None, 0.9), True), ((None,), False), ((), False)]
)
def test_a_cell_has_no_sure_structure_where_nothing_that_is_known_is_stable(
    chances: tuple[float | None, ...], none: bool
) -> None:
    assert unstructured([replace(THEME, stability=1.0, chance=chance) for chance in chances]) is none


@pytest.mark.parametrize(
    ("spread", "people", "one_voice", "voices"),
    [
        ({"A": 3, "": 2, "B": 3}, ("A", "B"), False, 2.0),
        ({"A": 9}, ("A",), True, 1.0),
        ({"": 4, "A": 1}, ("A",), True, 1.0),  # what nobody says is no voice
        ({"": 4}, (), False, 0.0),
        ({}, (), False, 0.0),
    ],
)
def test_the_people_who_carry_a_theme(
    spread: dict[str, int], people: tuple[str, ...], one_voice: bool, voices: float
) -> None:
    one = replace(THEME, spread=spread)
    assert (one.people, one.one_voice) == (people, one_voice)
    assert isclose(one.voices, voices)


@given(st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 40), min_size=1))
def test_a_theme_has_no_more_voices_than_people_and_as_many_only_when_all_say_equally_much(
    spread: dict[str, int],
) -> None:
    voices = replace(THEME, spread=spread).voices
    assert 1 - 1e-9 <= voices <= len(spread) + 1e-9
    assert isclose(voices, len(spread), rel_tol=1e-9) is (len(set(spread.values())) == 1)


@pytest.mark.parametrize(("aside", "pile", "told"), [(False, False, True), (True, False, False), (False, True, False)])
def test_reports_tell_neither_what_was_set_aside_nor_what_waits(aside: bool, pile: bool, told: bool) -> None:
    assert replace(THEME, aside=aside, pile=pile).told is told


def test_passages_are_counted_by_who_says_them_most_first() -> None:
    said = [
        Passage("a", Span(at, at + 1), "x", who, "team", frozenset(), frozenset(), ()) for at, who in enumerate("ABB")
    ]
    assert list(spread_of(said).items()) == [("B", 2), ("A", 1)]


def test_an_id_tells_area_group_and_first_passage() -> None:
    one = theme_id("needs", "participants", "a:0-9")
    assert one.startswith("needs-participants-")
    assert len({one, theme_id("needs", "team", "a:0-9"), theme_id("needs", "participants", "a:0-8")}) == 3
    assert theme_id("needs", "", "a:0-9").count("-") == 1
    assert (pile_id("needs", "team"), pile_id("needs", "")) == ("needs-team-new", "needs-new")


def test_the_rest_of_a_cluster_goes_first_to_the_decision_of_its_own_id_and_of_a_pile_to_none() -> None:
    clusters = [["a", "b", "x"], ["c", "y"]]
    own = [decision("one", "a", "b"), decision("two", "c")]
    found = obeyed(clusters, own, ["two", None])
    assert [(sorted(keys), each and each.id) for keys, each in found] == [
        (["a", "b"], "one"),
        (["c", "x"], "two"),
        (["y"], None),
    ]


def test_of_two_decisions_on_one_cluster_the_first_gets_the_rest_and_of_one_passage_the_first_has_it() -> None:
    found = obeyed([["a", "b", "x"]], [decision("one", "a"), decision("two", "a", "b")])
    assert [(sorted(keys), each and each.id) for keys, each in found] == [(["a", "x"], "one"), (["b"], "two")]


def test_a_decision_holds_again_when_its_words_are_coded_again() -> None:
    one = decision("one", "d.txt:0-20", "d.txt:50-60")
    assert standing([one], ["d.txt:2-20"])[0].passages == {"d.txt:2-20"}
    assert standing([one], ["e.txt:0-20"]) == []
    assert standing([one], ["d.txt:0-20", "d.txt:50-60", "d.txt:70-80"]) == [one]
