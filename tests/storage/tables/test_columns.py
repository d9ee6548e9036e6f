"""Times and documents are kept as texts that sort and come back as they were; what cannot be read is damage."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from tests.storage.material import NOW, put, put_source
from toolkit.errors import DamagedProject
from toolkit.storage.sources import sources
from toolkit.storage.tables.columns import METADATA, Json, UtcDateTime, utc_text
from toolkit.storage.tables.schema import memo, run

DIALECT = sqlite.dialect()
zones = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=zones)
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 3, 1, 12, 30, tzinfo=UTC), "2026-03-01T12:30:00.000000+00:00"),
        (datetime(2026, 3, 1, 0, 30, 0, 7, tzinfo=timezone(timedelta(hours=2))), "2026-02-28T22:30:00.000007+00:00"),
        (datetime(999, 1, 1, tzinfo=UTC), "0999-01-01T00:00:00.000000+00:00"),
    ],
)
def test_a_moment_is_kept_in_utc_to_the_microsecond(moment, text):
    assert utc_text(moment) == UtcDateTime().process_bind_param(moment, DIALECT) == text


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        utc_text(datetime(2026, 3, 1))


@settings(max_examples=50)
@given(moments, moments)
def test_moments_come_back_and_their_texts_sort_as_they_do(one, other):
    kind = UtcDateTime()
    assert kind.process_result_value(utc_text(one), DIALECT) == one
    assert (utc_text(one) < utc_text(other)) == (one < other)


@settings(max_examples=15)
@given(documents)
def test_documents_come_back_as_they_were(value):
    kind = Json()
    kept = kind.process_bind_param(value, DIALECT)
    assert kind.process_result_value(kept, DIALECT) == json.loads(json.dumps(value))


def test_a_document_keeps_its_order_and_its_signs():
    kept = Json().process_bind_param({"ö": 1, "a": [None, "😀"]}, DIALECT)
    assert kept == '{"ö":1,"a":[null,"😀"]}'
    assert Json().process_bind_param(None, DIALECT) == "null"
    assert UtcDateTime().process_bind_param(None, DIALECT) is UtcDateTime().process_result_value(None, DIALECT) is None


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        (memo, "UPDATE memo SET time = 'yesterday, secret'"),
        (memo, "UPDATE memo SET time = 7"),
        (run, "UPDATE run SET parameters = 'secret'"),
        (run, "UPDATE run SET parameters = ''"),
        (run, "UPDATE run SET parameters = x'ff'"),
    ],
)
def test_a_value_that_cannot_be_read_is_damage_told_without_it(connection, table, statement):
    put(connection, memo, text="m", author="A", time=NOW, code="n")
    put(connection, run, at=NOW, name="n", version="1", parameters={}, fingerprint="f")
    connection.exec_driver_sql(statement)
    with pytest.raises(DamagedProject, match="cannot be read") as caught:
        connection.execute(select(table)).all()
    assert "secret" not in str(caught.value)
    assert "Restore the newest backup" in caught.value.hint


def test_rules_and_indexes_have_names_that_a_migration_can_say():
    for table in METADATA.tables.values():
        assert all(rule.name for rule in table.constraints)
        assert all(index.name.startswith(f"ix_{table.name}_") for index in table.indexes)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (None, 3), (3, None)])
def test_a_stretch_of_text_is_not_empty_and_begins_in_it(connection, start, end):
    key = put_source(connection)
    values = (key, start, end, "x", "n", "A", utc_text(NOW), 1)
    insert = 'INSERT INTO coding (source_id, start, "end", quote, code, coder, time, scheme_version) VALUES '
    with pytest.raises(IntegrityError):
        connection.exec_driver_sql(f"{insert}(?,?,?,?,?,?,?,?)", values)
    assert sources.names(connection) == ["d01.txt"]
