"""For whom a report is let out: whom the readers know, and how many must fit what is told."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.audiences import LEAST, PARTICIPANTS, USUAL, Audience
from toolkit.domain.sources.cases import GROUPS


def test_the_usual_audiences_are_known_by_their_own_keys() -> None:
    assert LEAST == 5
    assert all(key == each.key and each.k == LEAST for key, each in USUAL.items())
    assert {group for each in USUAL.values() for group in each.insiders} <= set(GROUPS)


@pytest.mark.parametrize("group", GROUPS)
def test_readers_from_outside_know_nobody_and_do_not_count_themselves(group: str) -> None:
    outside = USUAL["external"]
    assert not outside.knows(group)
    assert outside.least(group) == LEAST
    assert outside.known == ()


@pytest.mark.parametrize(
    ("audience", "known"),
    [
        ("team", {"team", "participants"}),
        ("steering", {"steering", "participants"}),
        ("network", {"referrers", "partners", "participants"}),
        ("participants", {"participants"}),
        ("employers", {"employers", "participants"}),
    ],
)
def test_whoever_works_together_knows_each_other_and_the_participants(audience: str, known: set[str]) -> None:
    readers = USUAL[audience]
    assert {group for group in GROUPS if readers.knows(group)} == known
    assert readers.known == ("organisation",)


def test_a_reader_leaves_himself_out_of_those_who_fit() -> None:
    readers = Audience("x", k=3, insiders=("team",))
    assert readers.least("team") == 4
    assert readers.least(PARTICIPANTS) == 3
    assert readers.least("") == 3
