"""The tables of settings, revisions and decisions: what is usual unless said, and what stands once."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.storage.material import NOW, at, count, put, put_source
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema_material import (
    consent_text,
    factor_link,
    identifier_decision,
    source_revision,
    source_setting,
)

BY = {"coder": "A", "at": NOW}


def test_a_setting_says_an_interview_as_it_was_read_unless_told(connection):
    put(connection, source_setting, source_id=put_source(connection), decided={})
    row = connection.execute(select(source_setting.c.kind, source_setting.c.revision, source_setting.c.erased)).one()
    assert tuple(row) == ("interview", 0, False)


def test_each_revision_of_a_source_has_a_number_of_its_own(connection):
    key, other = put_source(connection), put_source(connection, "b.txt")
    row = {"number": 1, "verb": "mask", "edits": [], "before": {}, **BY}
    for one in (key, other):
        put(connection, source_revision, source_id=one, **row)
    with pytest.raises(IntegrityError), connection.begin_nested():
        put(connection, source_revision, source_id=key, **row)
    sources.remove(connection, "b.txt")
    assert connection.execute(select(source_revision.c.source_id)).scalars().all() == [key]


def test_a_version_of_a_text_and_the_digest_of_a_name_stand_once(connection):
    text = {"version": "1", "sha256": "a" * 64, "content": "x", "at": NOW}
    decided = {"digest": "a" * 64, "kind": "name", "decision": "mask", "replacement": "", **BY}
    for table, row in ((consent_text, text), (identifier_decision, decided)):
        put(connection, table, **row)
        with pytest.raises(IntegrityError), connection.begin_nested():
            put(connection, table, **row)
        assert count(connection, table) == 1
    assert connection.execute(select(identifier_decision.c.revision)).scalar() == 1
    assert {column.name for column in identifier_decision.c} == {  # a name itself has no column to stand in
        *("digest", "kind", "decision", "replacement", "coder", "at", "revision"),
    }


def test_a_factor_is_linked_in_its_sources_text(connection):
    key = put_source(connection)
    put(connection, factor_link, **at(connection, key, "rädd"), theme="t", **BY)
    with pytest.raises(IntegrityError), connection.begin_nested():
        put(connection, factor_link, source_id=key, start=5, end=5, **BY)
    sources.remove(connection, "d01.txt")
    assert count(connection, factor_link) == 0
