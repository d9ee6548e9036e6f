"""What was decided of a name is kept under a keyed hash: never under the name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.storage.material import NOW
from toolkit.domain.identifiers.identifier_groups import Decided, Decision
from toolkit.storage.sources import identifier_decisions

MASK = Decided("a" * 64, "name", Decision.MASK, "[handledaren]", "KL", NOW)
KEEP = Decided("b" * 64, "place", Decision.KEEP, "", "KL", NOW)


def test_decisions_come_back_as_they_were_by_digest(connection):
    assert identifier_decisions.each(connection) == {}
    erase = replace(KEEP, digest="c" * 64, decision=Decision.ERASE)
    assert identifier_decisions.put(connection, iter([MASK, KEEP, erase])) == 3
    assert identifier_decisions.each(connection) == {"a" * 64: MASK, "b" * 64: KEEP, "c" * 64: erase}


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_later_decision_takes_the_place_of_an_earlier_and_counts_on(connection, times):
    identifier_decisions.put(connection, [MASK, KEEP])
    other = Decided(MASK.digest, "workplace", Decision.KEEP, "", "B", NOW + timedelta(days=1))
    for _ in range(times):
        assert identifier_decisions.put(connection, [replace(other, revision=77)]) == 1
    assert identifier_decisions.each(connection) == {
        MASK.digest: replace(other, revision=1 + times),
        KEEP.digest: KEEP,
    }


def test_decisions_are_taken_back_and_counted(connection):
    identifier_decisions.put(connection, [MASK, KEEP])
    assert identifier_decisions.forget(connection, iter([MASK.digest, "d" * 64])) == 1
    assert identifier_decisions.forget(connection, [MASK.digest]) == 0
    assert identifier_decisions.forget(connection, []) == 0
    assert identifier_decisions.each(connection) == {KEEP.digest: KEEP}
    assert identifier_decisions.put(connection, []) == 0
