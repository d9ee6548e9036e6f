"""The tables of the material: what goes with what, and which numbers and names are never given twice."""

from __future__ import annotations

import pytest
from sqlalchemy import Table, delete, insert, inspect
from sqlalchemy.exc import IntegrityError

from tests.storage.material import NOW, at, count, put, put_coding, put_source, source_of
from toolkit.storage.sources import sources
from toolkit.storage.tables import schema
from toolkit.storage.tables.schema import METADATA, coding, memo, source, step, step_change, turn

LEAVING = (
    "coding",
    "memo",
    "settlement",
    "segment",
    "suggestion",
    "run",
    "draft",
    "claim",
    "quote",
    "response",
    "journal",
)


def test_all_tables_are_in_the_one_description(connection):
    found = set(inspect(connection).get_table_names())
    assert found == {*METADATA.tables, schema.alembic_version.name}
    own = {table.name for module in schema.OTHERS for table in vars(module).values() if isinstance(table, Table)}
    assert own < set(METADATA.tables)


@pytest.mark.parametrize("name", [name for name, table in METADATA.tables.items() if "source_id" in table.c])
def test_what_belongs_to_a_source_goes_with_it_or_forgets_it(name):
    (key,) = [one for one in METADATA.tables[name].foreign_keys if one.parent.name == "source_id"]
    assert key.column is source.c.id
    assert key.ondelete == ("SET NULL" if name == "session" else "CASCADE")


@pytest.mark.parametrize("name", LEAVING)
def test_numbers_that_people_and_drafts_name_are_never_given_twice(name):
    assert METADATA.tables[name].dialect_options["sqlite"]["autoincrement"]


def test_a_number_that_was_given_is_not_given_again_after_a_removal(connection):
    key = put_source(connection)
    first = put_coding(connection, key, "rädd")
    connection.execute(delete(coding))
    assert put_coding(connection, key, "rädd") == first + 1


def test_a_name_and_a_files_bytes_stand_once(connection):
    put_source(connection)
    for name, rows in (("d01.txt", ()), ("other.txt", None)):
        made = source_of(name, rows) if rows is not None else source_of()
        row = {"name": name, "sha256": made.sha256, "added": NOW, "words": 0, "facts": {}, "text": "", "original": b""}
        with pytest.raises(IntegrityError), connection.begin_nested():
            put(connection, source, **row)


def test_a_coding_stands_once_for_a_coder_place_and_code(connection):
    key = put_source(connection)
    put_coding(connection, key, "rädd")
    put_coding(connection, key, "rädd", coder="B")
    put_coding(connection, key, "rädd", code="learning")
    with pytest.raises(IntegrityError), connection.begin_nested():
        put_coding(connection, key, "rädd")
    assert count(connection, coding) == 3


def test_a_step_takes_its_changes_along_and_goes_from_under_a_source(connection):
    key = put_source(connection)
    one = put(connection, step, at=NOW, coder="A", verb="v", command="c", undone=False)
    line = {"step_id": one, "table": "coding", "row": "1", "before": None, "after": None}
    lines = [{**line, "number": 1, "source_id": key}, {**line, "number": 2, "source_id": None}]
    connection.execute(insert(step_change), lines)
    sources.remove(connection, "d01.txt")
    assert count(connection, step) == 0
    assert count(connection, step_change) == count(connection, turn) == 0


def test_a_memo_needs_a_place_or_a_code(connection):
    key = put_source(connection)
    for place in ({}, {"source_id": key, "code": "n"}, {"source_id": key, "start": 3}):
        with pytest.raises(IntegrityError), connection.begin_nested():
            put(connection, memo, text="m", author="A", time=NOW, **place)
    put(connection, memo, text="m", author="A", time=NOW, **at(connection, key, "rädd"))
