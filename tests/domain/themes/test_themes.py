"""What a person decided about themes is obeyed, whatever the machine's clusters look like."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.themes.themes import ThemeDecision, obeyed

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
