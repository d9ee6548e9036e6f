"""What was settled where coders disagree comes back as it was decided, in the order of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import NOW, place, put_source
from toolkit.domain.comparing.settlements import Settlement
from toolkit.errors import NotFound
from toolkit.storage.codings import settlements
from toolkit.storage.database import steps


@pytest.fixture
def settle(connection):
    """Settle words of a source through a step; gives the settlement as it should come back."""

    def do(source_id, source, said, code="needs/health", *, applies=True):
        span = place(connection, source_id, said)
        one = Settlement(source, span, said, code, applies, "Vi läste om", "KL", NOW)
        step = steps.begin(connection, "settle", coder="KL", command=f"{source} {said} {code}", now=NOW)
        key = step.insert("settlement", settlements.values(connection, replace(one, quote="not these words")))
        return replace(one, id=key)

    return do


def test_settlements_are_told_in_order_of_source_place_and_code(connection, settle):
    b, a = put_source(connection, "b.txt"), put_source(connection, "a.txt")
    later = settle(b, "b.txt", "rädd 😀", applies=False)
    second = settle(a, "a.txt", "rädd 😀", "solutions")
    longer = settle(a, "a.txt", "rädd 😀, men")
    first = settle(a, "a.txt", "rädd 😀", "needs")
    earliest = settle(a, "a.txt", "Jag")
    assert settlements.each(connection) == [earliest, first, second, longer, later]
    assert settlements.of_source(connection, b) == [later]
    assert settlements.of_source(connection, a) == [earliest, first, second, longer]
    assert settlements.of_source(connection, 99) == []


def test_one_is_found_by_its_number_and_a_missing_one_is_told(connection, settle):
    key = put_source(connection)
    one = settle(key, "d01.txt", "lyssnade", applies=False)
    assert settlements.by_id(connection, one.id) == one
    with pytest.raises(NotFound, match="somebody undid it"):
        settlements.by_id(connection, one.id + 1)


def test_a_source_that_is_not_there_is_told(connection, settle):
    one = Settlement("x.txt", place(connection, put_source(connection), "rädd"), "rädd", "n", True, "", "KL", NOW)
    with pytest.raises(NotFound, match=r"x\.txt"):
        settlements.values(connection, one)
