from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.comparing.assignments import drawn

GROUPS = {"participants": [f"d{n:02}" for n in range(10)], "team": ["t1", "t2", "t3", "t4"], "employers": ["a1"]}


def test_each_group_gets_its_share():
    chosen = drawn(GROUPS, 5, seed=1)
    assert Counter(name[0] for name in chosen) == {"d": 3, "t": 1, "a": 1}
    assert chosen == sorted(chosen)


def test_the_same_seed_draws_the_same_whatever_the_order():
    turned = {name: list(reversed(items)) for name, items in reversed(GROUPS.items())}
    assert drawn(GROUPS, 6, seed=9) == drawn(turned, 6, seed=9)
    assert len({tuple(drawn(GROUPS, 6, seed=seed)) for seed in range(30)}) > 20


@pytest.mark.parametrize("count", [15, 16, 100])
def test_all_when_there_are_no_more(count):
    assert drawn(GROUPS, count, seed=1) == sorted(name for items in GROUPS.values() for name in items)


def test_nothing_to_draw_from():
    assert drawn({}, 5, seed=1) == []


@given(sizes=st.lists(st.integers(1, 30), min_size=1, max_size=6), count=st.integers(0, 60), seed=st.integers(0, 99))
def test_so_many_and_each_stratum_within_one_of_its_share(sizes, count, seed):
    strata = {str(n): [f"{n}-{m:02}" for m in range(size)] for n, size in enumerate(sizes)}
    chosen = drawn(strata, count, seed=seed)
    total = sum(sizes)
    assert len(set(chosen)) == len(chosen) == min(count, total)
    for n, size in enumerate(sizes):
        own = sum(name.startswith(f"{n}-") for name in chosen)
        assert abs(own - min(count, total) * size / total) < 1


def test_everybody_is_drawn_about_as_often():
    often = Counter(name for seed in range(2000) for name in drawn({"": GROUPS["participants"]}, 3, seed=seed))
    assert all(500 < often[name] < 700 for name in GROUPS["participants"])
