"""How far the work has come is counted in words of turns: coded, only suggested on, untouched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import NOW, place, put, put_coding, put_segment, put_source, put_suggestion
from tests.storage.withdrawn import put_sentences, put_theme
from toolkit.domain.sources.sources import Role
from toolkit.storage.sources import sources
from toolkit.storage.suggesting import progress
from toolkit.storage.suggesting.progress import Made, ProgressRow
from toolkit.storage.suggesting.suggestions import KIND
from toolkit.storage.tables.schema import analysis_state, coding

ROWS = (
    ("I", None, "Hur var det då?"),
    ("D01", "D01", "ett två tre"),
    ("D02", "D02", "fyra fem sex sju"),
    ("D01", "D01", "åtta nio"),
    ("D02", "D02", "tio"),
)


@pytest.fixture
def key(connection):
    return put_source(connection, rows=ROWS)


def test_nothing_is_coded_at_first_and_the_interviewer_does_not_count(connection, key):
    assert progress.by_voice(connection) == [
        ProgressRow(key, "d01.txt", "D01", 5, 0, 0),
        ProgressRow(key, "d01.txt", "D02", 5, 0, 0),
    ]
    assert progress.of_records(connection) == []


def test_a_turn_counts_whole_as_soon_as_a_coding_or_else_a_suggestion_touches_it(connection, key):
    put_coding(connection, key, "tre\nD02: fyra")  # touches the first turn of D01 and of D02
    put_coding(connection, key, "tre", coder="B")
    for said, who, turn in (("tre", "D01", 1), ("åtta nio", "D01", 3)):
        put_suggestion(connection, put_segment(connection, key, said, who, turn))
    put_segment(connection, key, "tio", "D02", 4)  # nothing was suggested
    assert progress.by_voice(connection) == [
        ProgressRow(key, "d01.txt", "D01", 5, 3, 2),
        ProgressRow(key, "d01.txt", "D02", 5, 4, 0),
    ]


def test_a_coding_right_beside_a_turn_does_not_touch_it(connection, key):
    first, second = sources.by_id(connection, key).turns[1:3]
    between = {"source_id": key, "start": first.span.end, "end": second.span.start}
    put(connection, coding, **between, quote="", code="n", coder="A", time=NOW, scheme_version=1)
    put_coding(connection, key, "Hur var det då?")
    assert [row.coded for row in progress.by_voice(connection)] == [0, 0]


def test_a_long_coding_reaches_turns_far_from_where_it_begins(connection, key):
    put_coding(connection, key, "D01: ett två tre\nD02: fyra fem sex sju\nD01: åtta nio\nD02: t")
    put_coding(connection, key, "ett")
    assert [row.coded for row in progress.by_voice(connection)] == [5, 5]


def test_a_coding_of_another_source_touches_nothing_here(connection, key):
    other = put_source(connection, "b.txt", (("D07", "D07", "elva tolv"),))
    put_coding(connection, other, "b.txt\nD07: elva")
    rows = [(row.name, row.respondent, row.coded) for row in progress.by_voice(connection)]
    assert rows == [("b.txt", "D07", 2), ("d01.txt", "D01", 0), ("d01.txt", "D02", 0)]
    assert list(progress.source_names(connection).items()) == [(other, "b.txt"), (key, "d01.txt")]


def test_withheld_people_are_not_counted(connection, key):
    assert [row.respondent for row in progress.by_voice(connection, ["D01"])] == ["D02"]
    assert progress.by_voice(connection, {"D02", "D01"}) == []


def test_what_nobody_says_is_counted_by_source_unless_it_is_about_somebody_withheld(connection, key):
    one, two, three, four = sources.by_id(connection, key).turns[1:]
    as_record = {"role": Role.RECORD, "label": None}
    about = replace(three, respondent="D09", **as_record)
    rows = (replace(one, respondent=None, **as_record), replace(two, respondent=None, **as_record), about, four)
    sources.replace_turns(connection, "d01.txt", rows)
    put_coding(connection, key, "fem")
    put_suggestion(connection, put_segment(connection, key, "ett", "", 1))
    assert progress.of_records(connection) == [ProgressRow(key, "d01.txt", "", 9, 4, 3)]
    assert progress.of_records(connection, ["D09"]) == [ProgressRow(key, "d01.txt", "", 7, 4, 3)]
    assert [row.words for row in progress.by_voice(connection)] == [1]


def test_what_was_made_is_counted_by_kind(connection, key):
    assert progress.made(connection) == Made(0, 0, 0, 0)
    for said in ("ett", "två"):
        put_coding(connection, key, said)
    put(connection, analysis_state, source_id=key, kind=KIND, fingerprint="f")
    for kind in ("other", "another"):
        put(connection, analysis_state, source_id=key, kind=kind, fingerprint="f")
    span = place(connection, key, "ett")
    for theme_key in ("t1", "t2", "t3"):
        put_theme(connection, theme_key, [{"source_id": key, "start": span.start, "end": span.end}])
    for _ in range(4):
        put_sentences(connection)
    assert progress.made(connection) == Made(codings=2, suggested_sources=1, themes=3, drafts=4)
