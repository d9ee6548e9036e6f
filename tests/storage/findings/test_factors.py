"""What a team's factors were held against: links through steps, gone with their claim or source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import NOW, place, put, put_source
from toolkit.domain.claims.factors import FactorLink
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.database import steps
from toolkit.storage.findings import factors
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema_reports import claim


@pytest.fixture
def step(connection):
    return steps.begin(connection, "hold", coder="KL", command="c1", now=NOW)


@pytest.fixture
def held(connection):
    said = {"text": "x", "kind": "finding", "group": "", "themes": [], "questions": [], "position": 1}
    return put(connection, claim, **said, coder="A", at=NOW)


def test_links_come_back_in_order_of_source_place_and_when_they_were_made(connection, step, held):
    b, a = put_source(connection, "b.txt"), put_source(connection, "a.txt")
    early, late = place(connection, a, "rädd 😀"), place(connection, a, "lyssnade")
    made = [
        FactorLink("b.txt", place(connection, b, "rädd 😀"), claim=held, coder="KL"),
        FactorLink("a.txt", late, coder="KL"),
        FactorLink("a.txt", early, theme="t2", coder="KL"),
        FactorLink("a.txt", early, theme="t1", coder="KL"),
    ]
    kept = [replace(one, id=factors.add(step, replace(one, coder="somebody else"))) for one in made]
    assert factors.links(connection) == [kept[2], kept[3], kept[1], kept[0]]
    assert [one.unsupported for one in factors.links(connection)] == [False, False, True, False]


def test_a_link_is_taken_away_as_it_was_seen_and_can_be_undone(connection, step):
    key = put_source(connection)
    one = FactorLink("d01.txt", place(connection, key, "rädd"), theme="t", coder="KL")
    one = replace(one, id=factors.add(step, one))
    for stale in (replace(one, revision=2), replace(one, id=None)):
        with pytest.raises(ConflictError):
            factors.remove(step, stale)
    assert factors.links(connection) == [one]
    second = steps.begin(connection, "let go", coder="KL", command="c2", now=NOW)
    factors.remove(second, one)
    assert factors.links(connection) == []
    steps.reverse(connection, steps.last(connection, "KL", now=NOW, undone=False), command="c3", now=NOW)
    assert factors.links(connection) == [replace(one, revision=2)]


def test_links_go_with_their_source_and_claim(connection, step, held):
    a, b = put_source(connection, "a.txt"), put_source(connection, "b.txt")
    for name, key in (("a.txt", a), ("b.txt", b)):
        factors.add(step, FactorLink(name, place(connection, key, "rädd"), theme="t"))
        factors.add(step, FactorLink(name, place(connection, key, "rädd"), claim=held))
    sources.remove(connection, "b.txt")
    assert [(one.source, one.theme) for one in factors.links(connection)] == [("a.txt", "t"), ("a.txt", None)]
    connection.execute(claim.delete())
    assert [one.theme for one in factors.links(connection)] == ["t"]


def test_a_source_that_is_not_there_is_told(connection, step):
    key = put_source(connection)
    with pytest.raises(NotFound, match=r"x\.txt"):
        factors.add(step, FactorLink("x.txt", place(connection, key, "rädd")))
    assert not step.changed
