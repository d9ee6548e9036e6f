"""What has happened since the last draft, where evidence stands, and which codings a person took away."""

from __future__ import annotations

import pytest

from tests.storage.material import NOW, place, put_coding, put_source
from toolkit.storage.database import journal, steps
from toolkit.storage.findings import written
from toolkit.storage.sources import sources


@pytest.mark.parametrize(
    ("done", "since"),
    [
        ("code suggest", ""),  # no draft was written
        ("code draft", ""),
        ("draft code code suggest", "code suggest"),
        ("draft code draft memo", "memo"),
    ],
)
def test_only_what_was_done_after_the_last_draft_is_told(connection, done, since):
    for verb in done.split():
        journal.append(connection, verb, now=NOW, detail={})
    assert written.since_draft(connection) == frozenset(since.split())


def test_a_place_is_told_by_source_and_turn_and_one_between_turns_is_left_out(connection):
    a, b = put_source(connection, "a.txt"), put_source(connection, "b.txt")
    span = sources.by_id(connection, a).turns[1].span
    places = [("a.txt", span.start), ("a.txt", span.end - 1), ("a.txt", span.end), ("a.txt", 0), ("b.txt", span.start)]
    assert written.turns_at(connection, [*places, *places, ("c.txt", span.start)]) == {
        ("a.txt", span.start): (a, 1),
        ("a.txt", span.end - 1): (a, 1),
        ("b.txt", span.start): (b, 1),
    }
    assert written.turns_at(connection, []) == {}


def test_codings_that_a_standing_step_took_away_are_told_with_who_did_it(connection):
    key = put_source(connection)
    taken, changed, undone = (put_coding(connection, key, said) for said in ("rädd", "lyssnade", "lång tid"))
    assert place(connection, key, "rädd")
    first = steps.begin(connection, "uncode", coder="KL", command="1", now=NOW)
    first.delete("coding", taken)
    first.update("coding", changed, {"code": "learning"})
    made = first.insert("memo", {"text": "m", "author": "KL", "time": NOW, "code": "needs"})
    steps.begin(connection, "memo", coder="B", command="2", now=NOW).delete("memo", made)
    steps.begin(connection, "uncode", coder="B", command="3", now=NOW).delete("coding", undone)
    assert written.taken_codings(connection) == {taken: "KL", undone: "B"}
    steps.reverse(connection, steps.last(connection, "B", now=NOW, undone=False), command="4", now=NOW)
    assert written.taken_codings(connection) == {taken: "KL"}
