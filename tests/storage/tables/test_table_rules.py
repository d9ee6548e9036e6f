"""Rules that hold for every table: stretches of text, moments, revisions, and what is found without reading all."""

from __future__ import annotations

import pytest
from sqlalchemy import Boolean, CheckConstraint, Table, delete, select

from tests.storage.material import NOW, at, count, put, put_coding, put_segment, put_source, put_suggestion
from tests.storage.withdrawn import put_quote, put_sentences, put_theme
from toolkit.storage.sources import sources, word_indexes
from toolkit.storage.tables.columns import UtcDateTime
from toolkit.storage.tables.schema import (
    METADATA,
    analysis_state,
    assignment,
    learned,
    run,
    segment,
    settlement,
    step_change,
    suggestion,
    theme,
    theme_passage,
    turn,
    verdict,
)
from toolkit.storage.tables.schema_reports import quote

TABLES = METADATA.sorted_tables
MOMENTS = {"at", "time", "added", "done"}  # names of columns that say when
OTHERWISE = {("journal", "at"), ("turn", "time"), ("tie", "time")}  # a hashed text; seconds of a recording; a phase


def checked(table: Table) -> bool:
    checks = [str(rule.sqltext) for rule in table.constraints if isinstance(rule, CheckConstraint)]
    return any('"end" > "start"' in check for check in checks)


def test_a_stretch_of_text_is_checked_wherever_one_must_be_given():
    placed = [table for table in TABLES if "start" in table.c and not table.c.start.nullable]
    assert len(placed) > 10
    assert [table.name for table in placed if not checked(table)] == []


def test_a_moment_is_kept_as_a_moment():
    moments = [column for table in TABLES for column in table.c if column.name in MOMENTS]
    plain = {(column.table.name, column.name) for column in moments if not isinstance(column.type, UtcDateTime)}
    assert plain == OTHERWISE


def test_a_row_that_people_change_begins_at_its_first_revision():
    columns = [table.c.revision for table in TABLES if "revision" in table.c and table.name != "source_setting"]
    assert {str(column.server_default.arg) for column in columns} == {"1"}
    assert [column.table.name for column in columns if column.nullable] == []


def test_yes_or_no_is_never_left_unsaid():
    columns = [column for table in TABLES for column in table.c if isinstance(column.type, Boolean)]
    assert len(columns) > 5
    assert [str(column) for column in columns if column.nullable] == []


def test_what_belongs_to_a_source_is_found_without_reading_the_whole_table(connection):
    for table in TABLES:
        if "source_id" in table.c and table.name != "session":  # of sessions there are few
            query = f'EXPLAIN QUERY PLAN SELECT 1 FROM "{table.name}" WHERE source_id = 1'
            steps = [row[3] for row in connection.exec_driver_sql(query)]
            assert not any(step.startswith("SCAN") for step in steps), table.name


def test_what_the_machine_made_of_a_source_goes_with_it_and_leaves_the_others(connection):
    gone, kept = put_source(connection, "a.txt"), put_source(connection, "b.txt")
    for key in (gone, kept):
        put_suggestion(connection, put_segment(connection, key, "rädd"))
        put(connection, analysis_state, source_id=key, kind="suggestions", fingerprint="f")
        put_theme(connection, f"t{key}", [at(connection, key, "rädd")])
        word_indexes.keep(connection, key, "f", b"words")
        put(connection, assignment, source_id=key, coder="B", at=NOW)
    sources.remove(connection, "a.txt")
    for table in (segment, analysis_state, theme_passage, assignment):
        assert connection.execute(select(table.c.source_id)).scalars().all() == [kept]
    assert count(connection, suggestion) == count(connection, theme) == 1
    assert word_indexes.words(connection, kept) == b"words"


def test_a_run_takes_its_themes_along_and_a_segment_its_suggestions(connection):
    key = put_source(connection)
    put_theme(connection, "t1", [at(connection, key, "rädd")])
    one, other = (put_segment(connection, key, said) for said in ("rädd", "lyssnade"))
    for piece in (one, one, other):
        put_suggestion(connection, piece)
    connection.execute(delete(run))
    connection.execute(delete(segment).where(segment.c.id == one))
    assert count(connection, theme) == count(connection, theme_passage) == 0
    assert connection.execute(select(suggestion.c.segment_id)).scalars().all() == [other]


@pytest.mark.parametrize(
    ("table", "more"),
    [
        (verdict, {"decision": "rejected"}),
        (settlement, {"quote": "rädd", "applies": True, "reason": ""}),
    ],
    ids=["verdict", "settlement"],
)
def test_what_people_judged_goes_with_its_source(connection, table, more):
    for name in ("a.txt", "b.txt"):
        where = at(connection, put_source(connection, name), "rädd")
        put(connection, table, **where, code="needs", coder="A", time=NOW, **more)
    sources.remove(connection, "a.txt")
    assert count(connection, table) == 1


def test_a_sentence_that_rests_on_no_source_outlives_them_all_and_a_quote_does_not(connection):
    key = put_source(connection)
    put_sentences(connection, ["c1"])
    put_quote(connection, key, "rädd", "D01")
    put_coding(connection, key, "rädd")
    sources.remove(connection, "d01.txt")
    assert count(connection, quote) == count(connection, turn) == count(connection, step_change) == 0
    assert count(connection, METADATA.tables["draft_sentence"]) == 1
    assert count(connection, learned) == 0
