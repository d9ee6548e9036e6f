"""Before and after: who is new, who was heard both times, and when no change is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.theme_waves import Asked, Heard, Wave, Waves, of_theme, wave_of, waves
from toolkit.domain.themes.themes import Theme

THEME = Theme("t", "needs", "participants", "Bus", (), (), {})
GROUP = frozenset({"A", "B", "C", "D", "E"})


def passage(source: str, who: str, *sides: str) -> Passage:
    codes = frozenset(("needs", *(f"valence/{side}" for side in sides)))
    return Passage(source, Span(0, 9), "The bus.", who, "participants", codes, frozenset({"needs"}), ("c1",))


def asked(placed: Waves) -> Asked:
    """Everyone of the group was asked of the theme's area wherever they were heard."""
    return {where: frozenset({"needs"}) for where in placed if where[1] in GROUP}


def heard(*rows: tuple[str, str, str]) -> list[Heard]:
    return [Heard(source, (who,), {"wave": wave} if wave else {}) for source, who, wave in rows]


BOTH = heard(
    ("a1", "A", "before"), ("a2", "A", "after"), ("b1", "B", "1"), ("b2", "B", "2"),
    ("c1", "C", "före"), ("c2", "C", "efter"), ("d1", "D", "before"), ("e2", "E", "after"),
)  # fmt: skip


def test_new_people_are_told_apart_from_the_same_people_changed() -> None:
    said = [
        passage("a1", "A", "hinders"),
        passage("a2", "A", "promotes"),
        passage("b2", "B"),
        passage("c1", "C"),
        passage("d1", "D"),
        passage("e2", "E"),
    ]
    found = of_theme(THEME, said, waves(BOTH, {}), asked(waves(BOTH, {})))
    assert (found.heard_before, found.heard_after, found.raised_before, found.raised_after) == (4, 4, 3, 3)
    assert (found.only_before, found.only_after) == (("D",), ("E",))
    assert (found.went_on, found.began, found.ceased, found.turned) == (("A",), ("B",), ("C",), ("A",))
    assert found.comparable


def test_whoever_was_not_asked_again_did_not_cease() -> None:
    """C and A raised it before; of the second round only A was asked in its area."""
    placed = waves(BOTH, {})
    put = {where: areas for where, areas in asked(placed).items() if where not in (("c2", "C"), ("b2", "B"))}
    found = of_theme(THEME, [passage("c1", "C"), passage("a1", "A"), passage("b2", "B")], placed, put)
    assert (found.heard_before, found.heard_after, found.both) == (4, 3, ("A", "B"))  # B came to it unasked
    assert (found.ceased, found.only_before, found.began) == (("A",), ("C",), ("B",))


def test_one_person_heard_both_times_is_too_few() -> None:
    placed = waves(heard(("a1", "A", "before"), ("a2", "A", "after"), ("e2", "E", "after")), {})
    assert not of_theme(THEME, [passage("a1", "A")], placed, asked(placed)).comparable


def test_saying_nothing_of_either_side_is_no_turn() -> None:
    said = [passage("a1", "A", "hinders"), passage("a2", "A")]
    assert of_theme(THEME, said, waves(BOTH, {}), asked(waves(BOTH, {}))).turned == ()


def test_days_alone_make_no_waves() -> None:
    rows = [Heard("a1", ("A", "B"), {"date": "2025-01-02"}), Heard("a2", ("A",), {"date": "2025-06-02"})]
    assert waves(rows, {}) == {}


def test_the_register_places_those_whose_sources_say_nothing() -> None:
    rows = [Heard("a1", ("A",), {}), Heard("b1", ("B",), {"wave": "after"})]
    assert waves(rows, {"A": {"wave": "Before"}, "B": {"wave": "before"}}) == {
        ("a1", "A"): Wave.BEFORE,
        ("b1", "B"): Wave.AFTER,
    }


@pytest.mark.parametrize(("value", "wave"), [("Före", Wave.BEFORE), ("2", Wave.AFTER), ("sometime", None), ("", None)])
def test_a_wave_is_known_by_its_word(value: str, wave: Wave | None) -> None:
    assert wave_of({"omgång": value}) is wave


@pytest.mark.parametrize(
    ("facts", "wave"),
    [
        ({"wave": " BASELINE "}, Wave.BEFORE),
        ({"mätning": "0"}, Wave.BEFORE),
        ({"matning": "3"}, Wave.AFTER),
        ({"tillfälle": "uppföljning"}, Wave.AFTER),
        ({"wave": " ", "omgång": "efter"}, Wave.AFTER),  # an empty one says nothing
        ({"wave": "5"}, None),
        ({"date": "before"}, None),
        ({}, None),
    ],
)
def test_a_wave_is_named_by_any_of_its_names(facts: dict[str, str], wave: Wave | None) -> None:
    assert wave_of(facts) is wave


@pytest.mark.parametrize(("people", "comparable"), [("A", False), ("AB", True)])
def test_a_change_is_told_of_two_people_at_least(people: str, comparable: bool) -> None:
    rows = [Heard(f"{wave}{who}", (who,), {"wave": wave}) for who in people for wave in ("1", "2")]
    found = of_theme(THEME, [], waves(rows, {}), asked(waves(rows, {})))
    assert (found.both, found.comparable) == (tuple(people), comparable)


@pytest.mark.parametrize(
    ("before", "after", "turned"),
    [
        (("hinders",), ("promotes",), True),
        (("hinders",), ("hinders", "promotes"), True),
        (("hinders",), ("proposes",), True),
        (("hinders",), ("hinders",), False),
        ((), ("hinders",), False),
    ],
)
def test_who_leans_another_way_has_turned(before: tuple[str, ...], after: tuple[str, ...], turned: bool) -> None:
    found = of_theme(
        THEME, [passage("a1", "A", *before), passage("a2", "A", *after)], waves(BOTH, {}), asked(waves(BOTH, {}))
    )
    assert (found.went_on, found.turned) == (("A",), ("A",) if turned else ())


def test_people_of_another_group_and_sources_of_no_wave_are_not_heard() -> None:
    placed = waves([*BOTH, *heard(("x1", "X", "before"), ("a3", "A", ""))], {})
    found = of_theme(THEME, [passage("a3", "A")], placed, asked(placed))
    assert (found.heard_before, found.heard_after, found.raised_before, found.raised_after) == (4, 4, 0, 0)


@settings(max_examples=50)
@given(st.sets(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["1", "2"]))), st.data())
def test_everyone_who_raises_a_theme_is_counted_in_one_way(heard_in: set[tuple[str, str]], data: st.DataObject) -> None:
    placed = waves([Heard(who + wave, (who,), {"wave": wave}) for who, wave in sorted(heard_in)], {})
    spoken = data.draw(st.sets(st.sampled_from(sorted(heard_in)))) if heard_in else set()
    found = of_theme(THEME, [passage(who + wave, who) for who, wave in sorted(spoken)], placed, asked(placed))
    assert found.raised_before == sum(wave == "1" for _, wave in spoken) <= found.heard_before
    assert found.raised_after == sum(wave == "2" for _, wave in spoken) <= found.heard_after
    ways = [found.only_before, found.only_after, found.went_on, found.began, found.ceased]
    named = [who for way in ways for who in way]
    assert sorted(named) == sorted({who for who, _ in spoken})
    assert set(found.began + found.ceased + found.went_on) <= set(found.both)
