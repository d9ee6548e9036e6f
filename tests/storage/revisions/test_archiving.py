"""Every row that people's work rests on goes out and comes back column by column, or is refused before it is put."""

from __future__ import annotations

import json
import zlib
from datetime import datetime

import pytest
from sqlalchemy import select

from tests.storage import withdrawn
from tests.storage.material import NOW, at, count, put, put_coding, put_segment, put_source, put_suggestion
from toolkit.storage.revisions import archiving
from toolkit.storage.revisions.archiving import Original, WrongValue
from toolkit.storage.sources import source_settings
from toolkit.storage.tables.schema import (
    METADATA,
    coding,
    journal,
    memo,
    source,
    theme,
    theme_decision,
    theme_decision_passage,
)
from toolkit.storage.tables.schema_reports import claim, stance

BY = {"coder": "A", "at": NOW}
CLAIM = {"text": "x", "kind": "finding", "group": "", "themes": ["t"], "questions": [], "position": 1, **BY}


@pytest.fixture
def filled(connection):
    """Two sources with something in most kinds of tables; gives their numbers."""
    key, other = put_source(connection, "ö 😀.txt", day="2026-03-01"), put_source(connection, "b.txt")
    for one in (key, other):
        put_coding(connection, one, "rädd 😀", coder="Åsa")
        put_suggestion(connection, put_segment(connection, one, "rädd"))
    put(connection, memo, text="m\nn", author="A", time=NOW, **at(connection, key, "rädd"))
    withdrawn.put_theme(
        connection, "t", [at(connection, key, "rädd")], words=["räddå"], spread={"D01": 1}, stability=0.5
    )
    withdrawn.put_quote(connection, key, "rädd", "D01")
    withdrawn.put_sentences(connection, ["c1"])
    put(
        connection,
        stance,
        claim_id=put(connection, claim, **CLAIM),
        respondent="D01",
        stance="affirms",
        reason="",
        **BY,
    )
    source_settings.put(connection, key, decided={"day": "x"}, erased=True)
    return key, other


def all_rows(connection):
    return {name: list(archiving.rows(connection, name)) for name in archiving.TABLES}


def with_files(connection, rows):
    """Rows of the sources with the files that lie beside them."""
    files = {one.id: {"text": one.text, "original": one.data} for one in archiving.originals(connection)}
    return {**rows, "source": [{**row, **files[row["id"]]} for row in rows["source"]]}


def test_what_goes_out_comes_back_and_is_what_json_knows(connection, filled):
    before, numbers = all_rows(connection), archiving.numbers(connection)
    told = with_files(connection, json.loads(json.dumps(before)))
    archiving.clear(connection)
    assert all(not rows for rows in all_rows(connection).values())
    for name in archiving.TABLES:
        assert archiving.put(connection, name, told[name]) == len(before[name])
    archiving.set_numbers(connection, numbers)
    assert all_rows(connection) == before
    assert archiving.numbers(connection) == numbers
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    archiving.read_through(connection)


def test_what_the_program_makes_itself_stays_behind():
    made = {"segment", "suggestion", "analysis_state", "source_index", "learned", "step", "step_change"}
    assert set(archiving.TABLES) == set(METADATA.tables) - made
    assert set(archiving.TABLES) >= archiving.OLDEST
    order = {name: number for number, name in enumerate(archiving.TABLES)}
    for name in archiving.TABLES:  # what is referred to is put first
        for key in METADATA.tables[name].foreign_keys:
            assert order[key.column.table.name] <= order[name]


def test_texts_and_files_go_out_as_they_are(connection, filled):
    key, other = filled
    text = connection.execute(select(source.c.text).where(source.c.id == key)).scalar()
    first, _ = archiving.originals(connection)
    assert first == Original(key, "ö 😀.txt", text, text.encode())
    assert not {"text", "original"} & set(next(archiving.rows(connection, "source")))
    assert [one.id for one in archiving.originals(connection, frozenset({key}))] == [other]


def test_of_a_source_that_stays_behind_nothing_goes_out(connection, filled):
    key, other = filled
    rows = {name: list(archiving.rows(connection, name, frozenset({key}))) for name in archiving.TABLES}
    assert [row["id"] for row in rows["source"]] == [other]
    for name, found in rows.items():
        assert all(row.get("source_id") != key for row in found), name
    assert rows["theme"] == rows["quote"] == rows["draft_sentence"] == rows["source_setting"] == []
    assert len(rows["stance"]) == len(rows["coding"]) == 1
    assert len(rows["journal"]) == len(list(archiving.rows(connection, "journal")))


def test_what_rests_on_others_too_goes_out_without_those_who_stay(connection):
    alone = put_source(connection, "a.txt", (("P1", "P1", "ett två"), ("P2", "P2", "tre")))
    other = put_source(connection, "b.txt", (("P2", "P2", "fyra fem"),))
    places = {
        "both": [at(connection, alone, "ett"), at(connection, other, "fyra")],
        "own": [at(connection, alone, "ett")],
    }
    for name, passages in places.items():
        withdrawn.put_theme(connection, name, passages)
        put(connection, theme_decision, id=name, area="needs", group="team", name="n", position=1)
        for one in passages:
            put(connection, theme_decision_passage, decision_id=name, **one)
    of = put(connection, claim, **CLAIM)
    for who in ("P1", "P2"):
        put(connection, stance, claim_id=of, respondent=who, stance="affirms", reason="", **BY)
    staying = frozenset({alone})
    for table in ("theme", "theme_decision"):
        assert [row["id"] for row in archiving.rows(connection, table, staying)] == ["both"]
    assert [row["source_id"] for row in archiving.rows(connection, "theme_passage", staying)] == [other]
    assert [row["respondent"] for row in archiving.rows(connection, "stance", staying)] == ["P2"]
    assert len(list(archiving.rows(connection, "claim", staying))) == 1


ROW = {
    "id": 1,
    "source_id": None,
    "start": None,
    "end": None,
    "code": "n",
    "text": "m",
    "author": "A",
    "time": "2026-03-01T12:30:00+00:00",
    "revision": 1,
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "1"},
        {"id": True},
        {"id": 1.0},
        {"id": 2**63},
        {"id": -(2**63) - 1},
        {"id": None},
        {"text": None},
        {"text": 7},
        {"text": "\ud800"},
        {"text": ["m"]},
        {"time": "2026-03-01T12:30:00"},
        {"time": "yesterday"},
        {"time": "0001-01-01T00:00:00+05:00"},
        {"time": None},
        {"time": 7},
        {"extra": 1},
    ],
)
def test_a_value_that_a_column_cannot_hold_is_refused_and_not_put(connection, wrong):
    with pytest.raises(WrongValue):
        archiving.put(connection, "memo", [{**ROW, **wrong}])
    assert count(connection, memo) == 0


def test_values_at_the_edge_of_what_a_column_holds_are_put(connection):
    rows = [{**ROW, "id": 2**63 - 1}, {**ROW, "id": -(2**63), "text": "", "start": None}]
    assert archiving.put(connection, "memo", iter(rows)) == 2
    assert connection.execute(select(memo.c.time).limit(1)).scalar() == datetime.fromisoformat(ROW["time"])


@pytest.mark.parametrize(
    ("table", "column", "value", "fits"),
    [
        ("theme", "stability", 0.5, True),
        ("theme", "stability", 1, True),
        ("theme", "stability", None, True),
        ("theme", "stability", "0.5", False),
        ("theme", "stability", float("inf"), False),
        ("theme", "stability", float("nan"), False),
        ("theme", "named", 1, False),
        ("theme", "named", "true", False),
        ("theme", "named", True, True),
        ("theme", "words", None, True),
        ("theme", "words", ["\udfff"], False),
        ("theme", "words", {"a": ["å"]}, True),
    ],
)
def test_numbers_truths_and_documents_are_what_they_are_called(connection, filled, table, column, value, fits):
    (row,) = archiving.rows(connection, table)
    connection.execute(theme.delete())
    if fits:
        archiving.put(connection, table, [{**row, column: value}])
        assert next(archiving.rows(connection, table))[column] == value
    else:
        with pytest.raises(WrongValue):
            archiving.put(connection, table, [{**row, column: value}])


def test_the_file_of_a_source_is_packed_bytes(connection):
    put_source(connection)
    (row,) = all_rows(connection)["source"]
    archiving.clear(connection)
    with pytest.raises(WrongValue):
        archiving.put(connection, "source", [{**row, "text": "t", "original": "t"}])
    archiving.put(connection, "source", [{**row, "text": "t", "original": b"\x00t"}])
    assert zlib.decompress(connection.execute(select(source.c.original)).scalar()) == b"\x00t"


@pytest.mark.parametrize(("lacks", "older"), [("revision", True), ("start", True), ("text", None), ("id", None)])
def test_only_an_older_archive_may_lack_what_can_be_left_out(connection, lacks, older):
    row = {name: value for name, value in ROW.items() if name != lacks}
    with pytest.raises(WrongValue):
        archiving.put(connection, "memo", [row])
    if older:
        archiving.put(connection, "memo", [row], older=True)
        assert next(archiving.rows(connection, "memo")) == {**ROW, "time": "2026-03-01T12:30:00.000000+00:00"}
    else:
        with pytest.raises(WrongValue):
            archiving.put(connection, "memo", [row], older=True)


def test_many_rows_are_put_in_parts_and_a_wrong_one_is_found_wherever_it_stands(connection):
    rows = [{**ROW, "id": number} for number in range(1, 2_502)]
    assert archiving.put(connection, "memo", rows) == 2_501
    assert count(connection, memo) == 2_501
    with pytest.raises(WrongValue):
        archiving.put(
            connection,
            "memo",
            [{**ROW, "id": 2_502 + number, "text": "m" if number < 1_500 else 1} for number in range(1_501)],
        )
    assert archiving.put(connection, "memo", []) == 0


@pytest.mark.parametrize(("told", "next_one"), [({"coding": 70, "unknown": 5}, 71), ({"coding": 1}, 4), ({}, 4)])
def test_no_number_is_given_again_that_was_given_elsewhere(connection, told, next_one):
    key = put_source(connection)
    for said in ("rädd", "lyssnade", "Jag"):
        last = put_coding(connection, key, said)
    assert (last, archiving.numbers(connection)["coding"]) == (3, 3)
    archiving.set_numbers(connection, told)
    archiving.set_numbers(connection, told)
    assert put_coding(connection, key, "innan") == next_one
    assert "unknown" not in archiving.numbers(connection)


def test_a_table_that_never_gave_a_number_is_told_the_highest_too(connection):
    archiving.set_numbers(connection, {"memo": 9})
    assert archiving.numbers(connection)["memo"] == 9
    assert put(connection, memo, text="m", author="A", time=NOW, code="n") == 10


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE source SET facts = '{\"day\": 7}'",
        "UPDATE turn SET role = 'nobody'",
        "UPDATE theme SET words = '7'",
        "UPDATE quote SET why = 'because'",
    ],
)
def test_a_value_that_is_none_of_ours_is_found_by_reading_through(connection, filled, wrong):
    archiving.read_through(connection)
    connection.exec_driver_sql(wrong)
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        archiving.read_through(connection)


def test_clearing_takes_the_first_line_of_the_journal_too(connection, filled):
    assert count(connection, journal) == 1
    archiving.clear(connection)
    assert count(connection, journal) == count(connection, coding) == 0
