"""The board: whatever a person does, no passage is lost or doubled, and every later clustering obeys it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.themes import theme_board as board
from toolkit.domain.themes.themes import Theme, ThemeDecision, obeyed, standing, version_of

KEYS = [f"d{number:02}.txt:0-9" for number in range(12)]
VOICES = {key: f"D{number % 5}" for number, key in enumerate(KEYS)}
AT = ("needs", "participants")


def theme(id_: str, *passages: str, **more: object) -> Theme:
    spread = {VOICES[key]: 1 for key in passages}
    return replace(Theme(id_, *AT, f"Name {id_}", (f"w{id_}", "shared"), passages, spread, stability=0.8), **more)


def clusters(labels: list[int]) -> list[list[str]]:
    return [[key for key, label in zip(KEYS, labels, strict=True) if label == each] for each in sorted(set(labels))]


labellings = st.lists(st.integers(0, 4), min_size=len(KEYS), max_size=len(KEYS))


def acted(draw: st.DrawFn, themes: list[Theme]) -> board.Decided:
    """Something a person may do on this board."""
    kind = draw(st.sampled_from(["rename", "aside", "merge", "move", "new", "loosen"]))
    chosen = draw(st.lists(st.sampled_from(themes), min_size=1, max_size=3, unique_by=lambda one: one.id))
    passages = draw(st.sets(st.sampled_from([key for one in chosen for key in one.passages]), min_size=1))
    if kind == "rename":
        return board.renamed(chosen[0], "A name")
    if kind == "aside":
        return board.put_aside(chosen[0], aside=not chosen[0].aside)
    if kind == "merge":
        return board.merged(chosen)
    if kind == "new":
        return board.new_theme(themes, passages, name="A new one")
    if kind == "loosen":
        lying = [one for one in themes if board.is_loose(*AT, one.id)]
        return board.loosened(themes, passages, lying[0] if lying else None)
    return board.moved(themes, passages, draw(st.sampled_from(themes)))


@settings(max_examples=300, deadline=None)
@given(st.data(), labellings, labellings)
def test_nothing_is_lost_or_doubled_and_later_clusterings_obey(
    data: st.DataObject, first: list[int], later: list[int]
) -> None:
    kept = [theme(f"t{number}", *keys) for number, keys in enumerate(clusters(first))]
    decisions: list[ThemeDecision] = []
    for _ in range(data.draw(st.integers(1, 6))):
        before = board.bent(kept, decisions, VOICES)
        act = acted(data.draw, before)
        decisions = act.applied(decisions)
        now = board.bent(kept, decisions, VOICES)

        assert sorted(key for one in now for key in one.passages) == KEYS
        assert len({one.id for one in now}) == len(now)
        assert all(sum(one.spread.values()) == len(one.passages) for one in now)
        standing_now = {one.id: frozenset(one.passages) for one in now}
        assert all(standing_now[one.id] == one.passages for one in act.kept)
        touched = {one.id for one in act.kept} | set(act.forgotten)
        assert [one for one in now if one.id not in touched] == [one for one in before if one.id not in touched]
    of = {key: one.id for one in decisions for key in one.passages}
    for cluster, followed in obeyed(clusters(later), decisions):
        assert len({of[key] for key in cluster if key in of}) <= 1
        assert followed is None or followed.passages <= set(cluster)
        assert followed is None or not followed.aside or followed.passages == set(cluster)


@settings(max_examples=100, deadline=None)
@given(labellings)
def test_without_decisions_the_kept_themes_stand(labels: list[int]) -> None:
    kept = [theme(f"t{number}", *keys) for number, keys in enumerate(clusters(labels))]

    assert [one.passages for one in board.bent(kept, [], VOICES)] == [one.passages for one in kept]
    assert [one.id for one in board.bent(kept, [], VOICES)] == [one.id for one in kept]


def test_a_moved_passage_comes_last_and_stability_is_no_longer_known() -> None:
    kept = [theme("a", *KEYS[:3]), theme("b", *KEYS[3:6])]

    act = board.moved(kept, [KEYS[0]], kept[1])

    first, second = board.bent(kept, act.kept, VOICES)
    assert first.passages == tuple(KEYS[1:3])
    assert second.passages == (*KEYS[3:6], KEYS[0])
    assert (first.stability, second.stability, second.words) == (None, None, ("wb", "shared"))
    assert second.spread == {"D0": 2, "D3": 1, "D4": 1}


def test_merged_themes_mix_what_is_typical_of_both() -> None:
    kept = [theme("a", *KEYS[:2]), theme("b", *KEYS[2:4])]

    (one,) = board.bent(kept, board.merged(kept, "Both").applied([]), VOICES)

    assert one.passages == (KEYS[0], KEYS[2], KEYS[1], KEYS[3])
    assert (one.id, one.name, one.named, one.words) == ("a", "Both", True, ("wa", "wb", "shared"))


def test_a_merged_theme_without_a_name_keeps_that_of_the_first_or_a_persons() -> None:
    kept = [theme("a", KEYS[0]), theme("b", KEYS[1])]
    named = board.renamed(kept[1], "Mine").applied([])

    assert board.bent(kept, board.merged(kept).applied([]), VOICES)[0].name == "Name a"
    assert board.bent(kept, board.merged(board.bent(kept, named, VOICES)).applied(named), VOICES)[0].name == "Mine"


def test_a_name_goes_when_its_decision_is_forgotten() -> None:
    kept = [theme("a", *KEYS[:2])]

    assert board.bent(kept, board.renamed(kept[0], "Mine").applied([]), VOICES)[0].named
    assert not board.bent(kept, [], VOICES)[0].named


def test_words_of_people_who_withdrew_are_left_out() -> None:
    kept = [theme("a", *KEYS[:2]), theme("b", KEYS[2])]

    found = board.bent(kept, [], {KEYS[1]: "D1"})

    assert [(one.id, one.passages, one.spread) for one in found] == [("a", (KEYS[1],), {"D1": 1})]


def test_new_voices_do_not_join_a_theme_that_was_set_aside() -> None:
    aside = ThemeDecision("a", *AT, frozenset(KEYS[:2]), aside=True)

    assert [(sorted(keys), one and one.id) for keys, one in obeyed([KEYS[:4]], [aside])] == [
        (KEYS[:2], "a"),
        (KEYS[2:4], None),
    ]


def test_a_decision_follows_words_whose_borders_moved() -> None:
    decision = ThemeDecision("a", *AT, frozenset(["d.txt:10-50"]))

    assert standing([decision], ["d.txt:12-50", "d.txt:90-99"])[0].passages == {"d.txt:12-50"}
    assert standing([decision], ["d.txt:60-70"]) == []


def test_a_version_tells_whether_anything_a_person_sees_has_changed() -> None:
    one = theme("a", *KEYS[:2])

    assert version_of(one) == version_of(replace(one, passages=one.passages[::-1], stability=None))
    changed = (replace(one, name="x"), replace(one, aside=True), replace(one, passages=one.passages[:1]))
    assert len({version_of(each) for each in (one, *changed)}) == 4


def test_a_theme_that_changed_says_nothing_of_stability_or_chance_and_one_that_stands_does() -> None:
    kept = [theme("a", *KEYS[:3], chance=0.01), theme("b", *KEYS[3:6], chance=0.02)]
    changed = board.bent(kept, board.moved(kept, [KEYS[0]], kept[1]).applied([]), VOICES)
    assert [(one.stability, one.chance) for one in changed] == [(None, None), (None, None)]
    named = board.bent(kept, board.renamed(kept[0], "Mine").applied([]), VOICES)
    assert [(one.stability, one.chance) for one in named] == [(0.8, 0.01), (0.8, 0.02)]


def test_a_theme_is_set_aside_and_taken_back_under_its_own_name() -> None:
    kept = [theme("a", *KEYS[:2]), theme("b", KEYS[2])]
    aside = board.put_aside(kept[0], aside=True).applied([])
    (one, other) = board.bent(kept, aside, VOICES)
    assert (one.aside, one.told, one.name, one.named, other.aside) == (True, False, "Name a", False, False)
    back = board.put_aside(one, aside=False).applied(aside)
    assert board.bent(kept, back, VOICES) == kept


def test_a_new_theme_is_called_the_same_in_whatever_order_its_passages_were_marked() -> None:
    kept = [theme("a", *KEYS[:6])]
    one, other = (board.new_theme(kept, marked, name="New") for marked in (KEYS[1:4], KEYS[3:0:-1]))
    assert one == other
    assert {frozenset(each.passages) for each in one.kept} >= {frozenset(KEYS[1:4])}
    again = board.new_theme(board.bent(kept, one.applied([]), VOICES), KEYS[1:4], name="Newer")
    assert len({each.id for each in (*one.kept, *again.kept)}) == 3  # the id of a theme that stands is not given again


def test_new_material_that_a_person_sorts_is_a_theme_and_what_is_left_of_it_waits() -> None:
    pile = theme("needs-participants-new", *KEYS[:4], pile=True)
    kept = [theme("a", *KEYS[4:6]), pile]
    found = board.bent(kept, board.new_theme(kept, KEYS[:2], name="New").applied([]), VOICES)
    assert {one.name: (one.pile, one.told) for one in found if one.passages[0] in KEYS[:4]} == {
        "New": (False, True),
        pile.name: (True, False),
    }
