"""Themes go on when the material changes: each passage stays, a new one joins, and ids stay where claims refer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.theme_continuing import Joining, carried, cell_keys, counted, inherited, joined, moved
from toolkit.domain.themes.themes import Theme, pile_id

CELL = ("needs", "participants")


def key(number: int, shift: int = 0) -> str:
    return f"d01.txt:{number * 100 + shift}-{number * 100 + 50 + shift}"


def keys(*numbers: int) -> tuple[str, ...]:
    return tuple(key(number) for number in numbers)


def theme(id_: str, *numbers: int, **more: object) -> Theme:
    values: dict[str, object] = {"name": f"Tema {id_}", "stability": 0.9, "chance": 0.01, **more}
    return Theme(id_, *CELL, words=("ord",), passages=keys(*numbers), spread={}, **values)  # type: ignore[arg-type]


def passage(number: int, who: str = "D01", areas: tuple[str, ...] = ("needs",), **more: object) -> Passage:
    span = Span(number * 100, number * 100 + 50)
    return Passage("d01.txt", span, "x", who, "participants", frozenset(), frozenset(areas), ("c1",), **more)  # type: ignore[arg-type]


def test_the_passages_of_each_area_and_group_come_in_their_order() -> None:
    found = cell_keys([passage(2), passage(1, areas=("needs", "actors")), replace(passage(3), group=None)])
    assert {cell: list(own) for cell, own in found.items()} == {
        CELL: [key(1), key(2)],
        ("actors", "participants"): [key(1)],
        ("needs", ""): [key(3)],
    }
    assert cell_keys([]) == {}


def test_each_passage_stays_in_its_theme_and_new_ones_are_told() -> None:
    found = carried([theme("a", 1, 2), theme("b", 3, 4)], {CELL: keys(1, 3, 4, 5)})
    assert [(one.id, one.passages) for one in found.themes[CELL]] == [("a", keys(1)), ("b", keys(3, 4))]
    assert found.newcomers[CELL] == keys(5)
    assert found.fresh == ()


def test_a_theme_without_passages_goes_and_a_cell_without_themes_is_fresh() -> None:
    found = carried([theme("a", 1)], {CELL: keys(2), ("actors", "team"): keys(3)})
    assert found.themes[CELL] == ()
    assert found.fresh == (CELL, ("actors", "team"))
    assert found.newcomers[CELL] == keys(2)


def test_a_passage_that_a_coding_moved_is_known_by_its_words() -> None:
    found = carried([theme("a", 1, 2)], {CELL: [key(1, 10), key(2)]})
    assert found.themes[CELL][0].passages == (key(1, 10), key(2))
    assert found.newcomers[CELL] == ()


def test_a_passage_that_still_stands_is_not_taken_by_another_theme_that_lost_its_own() -> None:
    found = carried([theme("a", 1), replace(theme("b"), passages=(key(1, 10),))], {CELL: [key(1)]})
    assert [(one.id, one.passages) for one in found.themes[CELL]] == [("a", keys(1))]


@settings(max_examples=50)
@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True), st.integers(0, 5))
def test_every_passage_of_today_stands_in_one_theme_or_is_a_newcomer(
    before: list[int], now: list[int], cut: int
) -> None:
    themes = [theme("a", *before[:cut]), theme("b", *before[cut:])]
    found = carried(themes, {CELL: keys(*now)})
    held = [one for each in found.themes[CELL] for one in each.passages]
    assert sorted([*held, *found.newcomers[CELL]]) == sorted(keys(*now))


def joining(homes: dict[str, str | None], *seen: Theme, decided: tuple[str, ...] = ()) -> Joining:
    return Joining(homes, seen, decided, "Nytt")


def test_a_new_passage_joins_its_theme_and_the_theme_is_of_unknown_hold() -> None:
    one, two = theme("a", 1), theme("b", 2)
    found = joined([one, two], joining({key(3): "a"}, one, two))
    assert [(each.id, each.passages, each.stability) for each in found] == [
        ("a", keys(1, 3), None),
        ("b", keys(2), 0.9),
    ]


def test_what_joins_no_theme_lies_in_the_pile() -> None:
    one = theme("a", 1)
    found = joined([one], joining({key(3): None, key(4): None}, one))
    assert [(each.id, each.name, each.passages, each.pile) for each in found[1:]] == [
        (pile_id(*CELL), "Nytt", keys(3, 4), True)
    ]


def test_a_theme_that_stands_on_the_board_alone_gets_its_passages() -> None:
    kept, seen = theme("a", 1, 2, 3), theme("new", 2, 3, named=True)
    found = joined([kept], joining({key(4): "new"}, seen))
    assert [(each.id, each.passages, each.named) for each in found] == [
        ("a", keys(1), False),
        ("new", keys(2, 3, 4), False),
    ]


def test_what_a_decision_holds_stays_where_it_was_so_that_undoing_it_changes_nothing() -> None:
    kept, seen = theme("a", 1, 2), theme("d", 2)
    found = joined([kept], joining({key(4): "d"}, seen, decided=("d",)))
    assert [(each.id, each.passages) for each in found] == [("a", keys(1, 2)), ("d", keys(4))]


def test_a_themes_people_are_counted_as_its_passages_are_now() -> None:
    passages = {one.key: one for one in (passage(1, "D02"), passage(2), passage(3), passage(4, "", machine=True))}
    told = counted(theme("a", 1, 2, 3, 4), passages)
    assert dict(told.spread) == {"D01": 2, "D02": 1, "": 1}
    assert not told.machine
    assert counted(theme("a", 4), passages).machine


def test_themes_made_anew_keep_the_id_of_the_one_they_have_most_in_common_with() -> None:
    before = [theme("a", 1, 2, 3), theme("b", 4, 5)]
    made = [theme("x", 1, 2), theme("y", 4, 5), theme("z", 9)]
    found = inherited(before, made, fixed=())
    assert [(one.id, one.name) for one in found] == [("a", "Tema x"), ("b", "Tema b"), ("z", "Tema z")]


def test_half_of_the_smaller_must_be_common() -> None:
    before = [theme("a", 1, 2, 3, 4)]
    assert [one.id for one in inherited(before, [theme("x", 1, 8)], fixed=())] == ["a"]
    assert [one.id for one in inherited(before, [theme("x", 1, 8, 9)], fixed=())] == ["x"]


def test_ids_of_decisions_stay_with_them_and_no_id_is_given_twice() -> None:
    before = [theme("a", 1, 2), theme("p", 7, pile=True)]
    found = inherited(before, [theme("a", 8), theme("x", 1, 2), theme("p", 7)], fixed=("a",))
    assert found[0].id == "a"
    assert found[1].id == "x"
    assert len({one.id for one in found}) == 3
    again = inherited([theme("a", 1)], [theme("x", 1), theme("a", 9)], fixed=())
    assert again[0].id == "a"
    assert again[1].id not in ("a", "x")


@pytest.mark.parametrize(
    ("now", "n"),
    [
        ([theme("a", 1, 2), theme("b", 3)], 0),
        ([theme("a", 1), theme("b", 2, 3)], 1),
        ([theme("a", 1, 2, 9), theme("b", 3)], 0),
        ([theme("c", 1, 2, 3)], 3),
        ([], 0),
    ],
)
def test_how_many_passages_stand_in_another_theme_than_before(now: list[Theme], n: int) -> None:
    assert moved([theme("a", 1, 2), theme("b", 3)], now) == n


def test_a_theme_that_got_new_passages_is_of_unknown_stability_and_the_others_stay_as_they_are() -> None:
    one, other = theme("a", 1, 2), theme("b", 3)
    found = joined([one, other], Joining({key(9): "a"}, [one, other], (), "New"))
    assert found == (replace(one, passages=keys(1, 2, 9), stability=None, chance=None), other)


def test_a_theme_that_only_a_decision_has_keeps_newcomers_by_itself_and_is_not_set_aside() -> None:
    kept = [theme("a", 1, 2)]
    seen = theme("own", 2, aside=True, named=True)
    by_decision = joined(kept, Joining({key(9): "own"}, [kept[0], seen], {"own"}, "New"))
    assert [(one.id, one.passages, one.aside, one.named) for one in by_decision] == [
        ("a", keys(1, 2), False, False),
        ("own", keys(9), False, False),
    ]
    by_board = joined(kept, Joining({key(9): "own"}, [kept[0], seen], (), "New"))
    assert [(one.id, one.passages) for one in by_board] == [("a", keys(1)), ("own", keys(2, 9))]
    emptied = joined(kept, Joining({key(9): "own"}, [theme("own", 1, 2)], (), "New"))
    assert [one.id for one in emptied] == ["own"]


def test_nothing_goes_on_from_what_was_waiting_to_be_sorted() -> None:
    pile = theme("needs-participants-new", 1, 2, pile=True)
    (found,) = inherited([pile], [theme("made", 1, 2)], fixed=())
    assert (found.id, found.name) == ("made", "Tema made")
