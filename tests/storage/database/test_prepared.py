from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, insert, select

from toolkit.domain.texts.text import Span
from toolkit.storage.database import steps
from toolkit.storage.database.engines import driver
from toolkit.storage.database.prepared import Prepared
from toolkit.storage.sources import reading, sources
from toolkit.storage.tables.schema import coding, journal, step, step_change

CODER = "KL"


@pytest.fixture
def source(store, make_source, now):
    with store.writing("add", now=now) as change:
        made = make_source()
        return sources.add(change.connection, made, original=made.text.encode(), words=9)


def row(source, number, coder, now, code="needs/a"):
    place = {"source_id": source, "start": number % 90, "end": number % 90 + 1 + number // 90}
    return {**place, "quote": "x", "code": code, "coder": coder, "time": now, "scheme_version": 1}


def test_values_and_columns_are_converted_as_by_the_database_layer(store, source, now):
    asked = select(step.c.at, step.c.undone, step.c.coder).where(step.c.at >= bindparam("since"), ~step.c.undone)
    values = {"at": now, "coder": CODER, "verb": "code", "command": "c", "undone": False, "reverses": None}
    change_values = {"number": 1, "table": "coding", "row": "1", "source_id": source, "before": None, "after": {"å": 1}}
    with store.writing("code", now=now) as change:
        made = Prepared(insert(step), tuple(values)).change(change.connection, values)
        Prepared(insert(step_change)).change(change.connection, {"step_id": made, **change_values})
    with store.reading() as connection:
        prepared = Prepared(asked)
        assert prepared.rows(connection, {"since": now}) == [(now, False, CODER)]
        assert prepared.first(connection, {"since": now + timedelta(seconds=1)}) is None
        assert connection.execute(select(step.c.at, step.c.undone)).one() == (now, False)
        assert connection.execute(select(step_change.c.before, step_change.c.after)).one() == (None, {"å": 1})


def test_nothing_is_run_outside_a_transaction(store):
    statement = Prepared(insert(journal))
    with store._writer.connect() as connection, pytest.raises(RuntimeError, match="outside a transaction"):
        statement.change(connection, {})


def saved(store, source, now, number):
    """How many instructions SQLite needs to save a coding and then to find the step to undo and the one to redo."""
    counted = 0

    def count():
        nonlocal counted
        counted += 1

    with store.writing("code", now=now) as change:
        own = driver(change.connection)
        own.set_progress_handler(count, 1)
        begun = steps.begin(change.connection, "code", coder=CODER, command=f"new {number}", now=now)
        head = reading.head(change.connection, source)
        assert len(reading.own(change.connection, head, Span(3, 4), CODER)) == 1
        row_id = begun.insert("coding", row(source, 3, CODER, now, f"needs/{number}") | {"coder": f"W{number}"})
        assert len(reading.some(change.connection, [row_id])) == 1
        assert steps.last(change.connection, CODER, now=now, undone=False).id == begun.id
        assert steps.last(change.connection, CODER, now=now, undone=True) is None
        own.set_progress_handler(None, 1)
    return counted


def fill(store, source, now, numbers):
    with store.writing("code", now=now) as change:
        change.connection.execute(insert(coding), [row(source, number, CODER, now) for number in numbers])
        same = {"at": now, "coder": CODER, "verb": "code", "undone": False}
        change.connection.execute(insert(step), [{**same, "command": f"c{number}"} for number in numbers])


def test_a_coding_costs_the_database_no_more_in_a_text_with_thousands(store, source, now):
    fill(store, source, now, range(20))
    few = saved(store, source, now, 1)
    fill(store, source, now, range(20, 4000))
    assert saved(store, source, now, 2) < few + 60
