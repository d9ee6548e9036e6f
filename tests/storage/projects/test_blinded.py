"""A coder who codes blind sees nothing of what others made of the source, whoever asks; others see all."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.storage.material import NOW, at, put, put_coding, put_segment, put_source, put_suggestion
from tests.storage.withdrawn import put_theme
from toolkit.errors import NotSaved
from toolkit.storage.codings import assignments, codings, comparing, settlements
from toolkit.storage.projects.blinded import Blinded
from toolkit.storage.suggesting import suggestions
from toolkit.storage.tables.schema import (
    coding,
    memo,
    settlement,
    suggestion,
    theme_decision,
    theme_decision_passage,
    theme_passage,
    verdict,
)
from toolkit.storage.tables.schema_reflection import partner, tie

COUNTED = (coding, verdict, memo, settlement, suggestion, theme_passage, theme_decision_passage, tie)


def judge(connection, key, coder):
    """Everything that somebody can make of a source."""
    place = at(connection, key, "rädd")
    put_coding(connection, key, "rädd", coder=coder)
    put(connection, verdict, **place, code="needs", decision="rejected", coder=coder, time=NOW)
    put(connection, memo, **place, text="m", author=coder, time=NOW)
    who = put(connection, partner, name=f"{key} {coder}", kind="organisation", names=[], coder=coder, at=NOW)
    said = {"respondent": "D01", "need": "", "phase": "", "effect": "helps", "time": "now", "coder": coder, "at": NOW}
    put(connection, tie, **place, partner_id=who, **said)


def made_of(connection, key):
    place = at(connection, key, "rädd")
    put(connection, settlement, **place, quote="rädd", code="n", applies=True, reason="", coder="A", time=NOW)
    put_suggestion(connection, put_segment(connection, key, "Jag var rädd"))
    put_theme(connection, f"t{key}", [place])
    put(connection, theme_decision, id=f"d{key}", area="needs", group="team", name="n", position=1)
    put(connection, theme_decision_passage, decision_id=f"d{key}", **place)


@pytest.fixture
def numbers(store):
    """Two sources with all kinds of rows by A and B; B is to code the first one blind."""
    with store.writing("fill", now=NOW) as change:
        one, two = (put_source(change.connection, name) for name in ("a.txt", "b.txt"))
        for key in (one, two):
            judge(change.connection, key, "A")
            judge(change.connection, key, "B")
            made_of(change.connection, key)
        put(change.connection, memo, text="Om koden", author="A", time=NOW, code="needs")
        assignments.assign(change.connection, [one], "B", now=NOW)
    return one, two


def seen(store):
    """How many rows of each table are seen, by the source's number."""
    with store.reading() as connection:
        return {table.name: len(connection.execute(table.select()).all()) for table in COUNTED}


ALL = {
    "coding": 4,
    "verdict": 4,
    "memo": 5,
    "settlement": 2,
    "suggestion": 2,
    "theme_passage": 2,
    "theme_decision_passage": 2,
    "tie": 4,
}


def test_of_a_blind_source_only_the_coders_own_rows_are_seen(store, numbers):
    assert seen(Blinded(store, "B")) == {
        "coding": 3,
        "verdict": 3,
        "memo": 4,  # the note on a code stays
        "settlement": 1,
        "suggestion": 1,
        "theme_passage": 1,
        "theme_decision_passage": 1,
        "tie": 3,
    }


@pytest.mark.parametrize("viewer", ["A", "C", ""])
def test_others_see_all(store, numbers, viewer):
    blind = Blinded(store, viewer)
    assert (seen(blind), blind.eyes) == (ALL, "")


def test_every_reader_of_the_package_reads_the_view(store, numbers):
    two = numbers[1]
    with Blinded(store, "B").reading() as connection:
        assert {(c.source, c.coder) for c in codings.each(connection)} == {
            ("a.txt", "B"),
            ("b.txt", "A"),
            ("b.txt", "B"),
        }
        assert [each.source for each in settlements.each(connection)] == ["b.txt"]
        assert [row[0] for row in comparing.marks(connection, ["A"])] == [two]
        assert comparing.sources_of(connection, ["A", "B"]) == {"a.txt": {"B"}, "b.txt": {"A", "B"}}
        assert [one.source for one, found in suggestions.each(connection) if found] == ["b.txt"]


def test_the_views_end_with_the_snapshot_and_once_the_coder_is_through(store, numbers):
    blind = Blinded(store, "B")
    assert blind.eyes == "B"
    assert seen(blind)["coding"] == 3
    assert seen(store) == ALL  # the same connection, read with whole eyes
    with store.writing("done", now=NOW) as change:
        assignments.finish(change.connection, [numbers[0]], "B", now=NOW)
    assert (seen(blind), blind.eyes) == (ALL, "")


def test_a_name_with_marks_in_it_is_only_a_name(store, numbers):
    name = "B' OR '1'='1"
    with store.writing("assign", now=NOW) as change:
        assignments.assign(change.connection, numbers, name, now=NOW)
        put_coding(change.connection, numbers[0], "lyssnade", coder=name)
    with Blinded(store, name).reading() as connection:
        assert connection.execute(select(coding.c.coder)).scalars().all() == [name]


def test_nothing_is_written_through_blind_eyes(store, numbers):
    blind = Blinded(store, "B")
    with pytest.raises(NotSaved), blind.reading() as connection:
        connection.exec_driver_sql("DELETE FROM main.memo")
    with pytest.raises(RuntimeError), blind.writing("code", now=NOW):
        pass
    assert seen(store) == ALL


def test_an_error_while_reading_takes_the_views_off_too(store, numbers):
    with pytest.raises(ZeroDivisionError), Blinded(store, "B").reading():
        raise ZeroDivisionError
    assert seen(store) == ALL


def test_mark_and_check_are_those_of_the_whole_store_and_closing_closes_it(store, numbers, path):
    with Blinded(store, "B") as blind:
        assert (blind.mark(), blind.check(), blind.path) == (store.mark(), [], path)
        other = Blinded(store, "A")
    assert store._lock is None
    other.close()
