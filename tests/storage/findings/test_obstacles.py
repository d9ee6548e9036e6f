"""The register of obstacles: written, changed as seen, ordered across levels, and following themes that merge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import NOW, at, put, put_source
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle, Status
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.database import steps
from toolkit.storage.findings import obstacles
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema_reflection import commitment, session

BY = {"coder": "A", "at": NOW}


@pytest.fixture
def step(connection):
    return steps.begin(connection, "obstacle", coder="KL", command="c1", now=NOW)


def write(step, *texts, level=Level.ORGANISATION):
    return [obstacles.write(step, Obstacle(text, level)) for text in texts]


def test_an_obstacle_comes_back_as_it_was_written(connection, step):
    assert not obstacles.any_kept(connection)
    keys = [put_source(connection, name) for name in ("b.txt", "a.txt")]
    places = tuple(
        f"{n}:{p['start']}-{p['end']}"
        for n, p in zip(("b.txt", "a.txt"), (at(connection, k, "rädd") for k in keys), strict=True)
    )
    done = (Done("2026-01-02", "Lyft"), Done("2026-02-03", "Svar 😀", answer=True))
    full = Obstacle(
        "Bussen går inte", Level.SOCIETY, "regionen", "styrgruppen", "2026-01-02", Status.ANSWERED, "Ny linje",
        done, (3, 1), ("t2", "t1"), places,
    )  # fmt: skip
    number = obstacles.write(step, replace(full, coder="somebody else", position=9))
    expected = replace(full, id=number, position=1, coder="KL", passages=(places[1], places[0]))
    assert obstacles.each(connection) == [expected]
    assert obstacles.by_id(connection, number) == expected
    assert obstacles.any_kept(connection)
    assert obstacles.said(connection) == {("society", "Bussen går inte")}
    with pytest.raises(NotFound, match="no obstacle 99"):
        obstacles.by_id(connection, 99)
    sources.remove(connection, "a.txt")
    assert obstacles.by_id(connection, number).passages == places[:1]


def test_it_is_changed_as_it_was_seen_and_last_where_it_comes_to_another_level(connection, step):
    first, second, third = write(step, "a", "b", "c")
    seen = obstacles.by_id(connection, first)
    obstacles.change(step, replace(seen, text="aa"))
    assert obstacles.by_id(connection, first) == replace(seen, text="aa", revision=2)
    obstacles.change(step, replace(seen, level=Level.SOCIETY, revision=2))
    assert [(one.id, one.position, one.level) for one in obstacles.each(connection)] == [
        (second, 2, Level.ORGANISATION),
        (third, 3, Level.ORGANISATION),
        (first, 4, Level.SOCIETY),
    ]
    with pytest.raises(ConflictError):
        obstacles.change(step, replace(seen, text="x"))
    with pytest.raises(NotFound):
        obstacles.change(step, replace(seen, id=None))


def test_some_are_put_in_order_in_the_places_that_they_have_together(connection, step):
    a, b, c, d = write(step, "a", "b", "c", "d")
    obstacles.place(step, [d, b, a])
    assert [(one.id, one.revision) for one in obstacles.each(connection)] == [(d, 2), (b, 1), (c, 1), (a, 2)]
    obstacles.place(step, [])
    assert [one.position for one in obstacles.each(connection)] == [1, 2, 3, 4]


def test_it_is_removed_as_it_was_seen_and_the_removal_can_be_undone(connection, step):
    key = put_source(connection)
    place = at(connection, key, "rädd")
    number = obstacles.write(step, Obstacle("a", Level.SOCIETY, passages=(f"d01.txt:{place['start']}-{place['end']}",)))
    before = obstacles.by_id(connection, number)
    second = steps.begin(connection, "remove", coder="KL", command="c2", now=NOW)
    with pytest.raises(ConflictError):
        obstacles.remove(second, number, 2)
    obstacles.remove(second, number, 1)
    assert obstacles.each(connection) == []
    steps.reverse(connection, steps.last(connection, "KL", now=NOW, undone=False), command="u", now=NOW)
    assert obstacles.each(connection) == [replace(before, revision=2)]


def test_obstacles_follow_themes_into_the_one_they_were_merged_into(connection, step):
    for themes in (("t1", "t2", "t3"), ("t4", "new", "t1"), ("t5",)):
        obstacles.write(step, Obstacle("x", Level.SOCIETY, themes=themes))
    obstacles.follow(step, iter(["t1", "t2"]), "new")
    assert [(one.themes, one.revision) for one in obstacles.each(connection)] == [
        (("new", "t3"), 2),
        (("t4", "new"), 2),
        (("t5",), 1),
    ]


def test_what_was_agreed_of_a_claim_or_theme_is_told(connection):
    held = {"title": "", "day": "2026-03-01", "audience": "team", "format": "recognise", "state": "open"}
    meeting = put(connection, session, **held, present=[], consent={}, **BY)
    agreed = {"session_id": meeting, "owner": "", "due": "", "outcome": "", "loop": "single", **BY}
    for text, status, theme in (("a", "open", "t1"), ("b", "done", None), ("c", "done", "t2")):
        put(connection, commitment, text=text, status=status, theme=theme, **agreed)
    assert obstacles.promised(connection) == [("a", "open", None, "t1"), ("c", "done", None, "t2")]
