"""Codings to and from tables: any words come back, a spreadsheet runs none of them, and each wrong row is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.codings import Coding, Decision, Suggestion
from toolkit.domain.codings.segments import Segment
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile, Problem
from toolkit.exchange import coding_tables
from toolkit.exchange.coding_tables import CodingRow, read_codings, rows_of, write_answers, write_csv, write_json_lines

AT = datetime(2025, 3, 11, 10, 0, 5, tzinfo=UTC)
ONE = Coding("d01.txt", Span(3, 9), 'Jag; "sa", 😀\nså', "needs/health", "Åsa", AT)
HEADER = "source,start,end,quote,code,coder,time\n"
words = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1).filter(str.strip)


def row(line=2, source="d01.txt", start=3, quote="Jag", **more):
    usual = {"unguarded": quote, "code": "needs", "coder": "A", "time": AT, "end": 6}
    return CodingRow(line, source, start, quote, **{**usual, **more})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_codings_come_back_from_csv_whatever_parts_the_columns(delimiter):
    data = write_csv([ONE], delimiter=delimiter)
    assert data.startswith("\ufeffsource".encode())
    assert read_codings(data, "a.csv") == (
        [CodingRow(3, "d01.txt", 3, ONE.quote, ONE.quote, "needs/health", "Åsa", AT, 9)],
        [],
    )


def test_codings_come_back_from_json_lines():
    data = write_json_lines([ONE, ONE])
    rows, problems = read_codings(data, "a.jsonl")
    assert problems == []
    assert rows == [CodingRow(n, "d01.txt", 3, ONE.quote, ONE.quote, "needs/health", "Åsa", AT, 9) for n in (1, 2)]
    assert json.loads(data.splitlines()[0]) == coding_tables.record(ONE)
    assert tuple(coding_tables.record(ONE)) == coding_tables.COLUMNS


@settings(max_examples=30)
@given(words, words.map(str.strip).filter(bool), st.sampled_from(",;\t"))
def test_any_words_come_back_and_no_cell_is_run_by_a_spreadsheet(quote, code, delimiter):
    one = Coding("d.txt", Span(0, 1), quote, code, "A", AT)
    data = write_csv([one], delimiter=delimiter)
    ((found,), problems) = read_codings(data, "a.csv")
    assert (found.unguarded, found.code, problems) == (quote, code, [])
    assert found.quote == coding_tables.guarded(quote)
    assert not coding_tables.guarded(quote).startswith(("=", "+", "-", "@", "\t"))
    (plain,) = read_codings(write_json_lines([one]), "a.jsonl")[0]
    assert (plain.quote, plain.unguarded) == (quote, quote)


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1", "'=1"),
        ("-a", "'-a"),
        ("'=1", "''=1"),
        ("'a", "'a"),
        ("a=1", "a=1"),
        ("", ""),
        ("'", "'"),
        ("\rx", "'\rx"),
    ],
)
def test_only_what_would_be_run_is_guarded(cell, guarded):
    assert coding_tables.guarded(cell) == guarded


@pytest.mark.parametrize(
    "table",
    [
        "code,quote,source\nneeds,Jag,d01.txt\n",
        " Source ; CODE;Quote\nd01.txt;needs;Jag\n",
        "sep=;\nsource;code;quote;start\nd01.txt;needs;Jag;\n",
        '"sep=\t"\nsource\tcode\tquote\nd01.txt\tneeds\tJag\n',
        "source,code,quote,coder,time,unknown\r\nd01.txt,needs,Jag,,,x\r\n",
        "source,code,quote\n d01.txt , needs ,Jag",
    ],
)
def test_columns_may_stand_in_any_order_and_few_are_needed(table):
    rows, problems = read_codings(table.encode(), "a.csv")
    line = 3 if "sep" in table else 2
    assert (rows, problems) == ([row(line, start=None, end=None, coder="", time=None)], [])


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("\nsource;code;quote\nd01.txt;needs;Jag\n", 3),
        (";;\n;;\nsource;code;quote\nd01.txt;needs;Jag\n", 4),
        ("sep=;;;\n\nsource;code;quote\nd01.txt;needs;Jag\n", 4),
    ],
)
def test_lines_before_the_first_row_are_passed_over_and_counted(table, line):
    rows, problems = read_codings(table.encode(), "a.csv")
    assert (rows, problems) == ([row(line, start=None, end=None, coder="", time=None)], [])


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_what_is_no_text_is_told_with_what_to_do(name):
    with pytest.raises(BadFile, match=f"{name} is no text file") as caught:
        read_codings(b"PK\x03\x04rest", name)
    assert "Save it from Excel as CSV" in caught.value.hint


def test_swedish_letters_are_read_as_older_programs_write_them():
    table = f"{HEADER}d01.txt,3,6,Åh,needs,Örjan,\n"
    for data in (table.encode(), table.encode("cp1252"), b"\xef\xbb\xbf" + table.encode(), table.encode("utf-16")):
        ((found,), _) = read_codings(data, "a.csv")
        assert (found.quote, found.coder) == ("Åh", "Örjan")


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2025-03-11T10:00", datetime(2025, 3, 11, 10, tzinfo=UTC)),
        ("2025-03-11", datetime(2025, 3, 11, tzinfo=UTC)),
        (" 2025-03-11T10:00+02:00 ", datetime(2025, 3, 11, 10, tzinfo=timezone(timedelta(hours=2)))),
        ("", None),
    ],
)
def test_a_time_without_a_zone_is_utc(said, moment):
    ((found,), _) = read_codings(f"{HEADER}d01.txt,3,6,Jag,needs,A,{said}\n".encode(), "a.csv")
    assert found.time == moment


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (",3,6,Jag,needs,A,", "The row lacks source."),
        ("d01.txt,3,6, ,,A,", "The row lacks quote, code."),
        ("d01.txt,x,6,Jag,needs,A,", "The row holds a wrong number, time or verdict."),
        ("d01.txt,3,6.5,Jag,needs,A,", "The row holds a wrong number, time or verdict."),
        ("d01.txt,3,6,Jag,needs,A,yesterday", "The row holds a wrong number, time or verdict."),
        ("d01.txt", "The row lacks quote, code."),
    ],
)
def test_a_wrong_row_is_a_problem_with_its_place_and_the_others_are_read(cells, sentence):
    table = f"{HEADER}{cells}\nd01.txt,3,6,Jag,needs,A,2025-03-11T10:00:05\n"
    rows, (problem,) = read_codings(table.encode(), "a.csv")
    assert rows == [row(3)]
    assert isinstance(problem, Problem)
    assert (problem.where, problem.sentence) == ("a.csv:2", sentence)
    assert "Jag" not in problem.sentence


@pytest.mark.parametrize(
    ("word", "verdict"),
    [(word, verdict) for verdict, every in coding_tables.VERDICTS.items() for word in every]
    + [(" JA ", Decision.ACCEPTED)],
)
def test_answers_are_understood_in_both_languages(word, verdict):
    table = f"source,quote,code,verdict,correction,coder\nd01.txt,Jag,needs,{word}, learning ,A\n"
    ((found,), problems) = read_codings(table.encode(), "a.csv")
    assert (found.verdict, found.correction, problems) == (verdict, "learning", [])


def test_every_answer_has_words_of_its_own():
    every = [word for words_ in coding_tables.VERDICTS.values() for word in words_]
    assert len(set(every)) == len(every)
    assert set(coding_tables.VERDICTS) == set(Decision)


def test_suggestions_that_nobody_answered_are_no_rows():
    segment = Segment("d01.txt", Span(3, 6), "=Jag", 1, "D01")
    proposed = [(segment, Suggestion("d01.txt", Span(3, 6), "needs", 0.75, "ordet Jag", "rules"))]
    data = write_answers(proposed, delimiter=";")
    header, line = data.decode("utf-8-sig").splitlines()
    assert header == "source;start;end;quote;code;score;because;verdict;correction;coder"
    assert line == "d01.txt;3;6;'=Jag;needs;0.75;ordet Jag;;;"
    assert read_codings(data, "a.csv") == ([], [])
    answered = data.replace(b"ordet Jag;;;", b"ordet Jag;nej;;KL")
    ((found,), _) = read_codings(answered, "a.csv")
    assert (found.verdict, found.coder, found.unguarded) == (Decision.REJECTED, "KL", "=Jag")
    rows, (problem,) = read_codings(data.replace(b"ordet Jag;;;", b"ordet Jag;maybe;;KL"), "a.csv")
    assert (rows, problem.where) == ([], "a.csv:2")


@pytest.mark.parametrize("header", ["", "source,quote", "x,y,z", "source;quote\n"])
def test_a_table_without_the_columns_that_are_needed_is_refused(header):
    with pytest.raises(BadFile, match=r"a\.csv: the table lacks the columns") as caught:
        read_codings(header.encode(), "a.csv")
    assert "source, start, end, quote, code, coder, time" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "name", "line"),
    [
        (b'{"source": "a"}\nsecret\n', "a.jsonl", 2),
        (b"[" * 100_000, "a.json", 1),
        (HEADER.encode() + b'd,1,2,"' + b"x" * 140_000 + b'",n,A,\n', "a.csv", 2),
        (f"sep=,\n{HEADER}d,1,2,a,n,A,\n".encode() + b"x" * 140_000, "a.csv", 4),
        (b'"' + b"x" * 140_000 + b'"\n', "a.csv", 1),
        (b'sep=,\n"' + b"x" * 140_000 + b'"\n', "a.csv", 2),
    ],
)
def test_what_cannot_be_read_at_all_is_told_by_its_line_without_its_words(data, name, line):
    with pytest.raises(BadFile, match=f"{name}, line {line}: this cannot be read") as caught:
        read_codings(data, name)
    assert "secret" not in str(caught.value)


def test_a_json_line_that_is_no_record_is_a_problem_and_other_line_ends_end_none():
    record = coding_tables.record(Coding("d.txt", Span(0, 1), "a\u2028b\x85c", "n", "A", AT))
    data = f"\n7\n{json.dumps(record, ensure_ascii=False)}\n[]\n".encode()
    rows, problems = read_codings(data, "a.jsonl")
    assert [(one.line, one.quote) for one in rows] == [(3, "a\u2028b\x85c")]
    assert [one.where for one in problems] == ["a.jsonl:2", "a.jsonl:4"]


def test_records_of_a_workbook_are_rows_too():
    record = {"source": "d.txt", "quote": "'=1", "code": "n", "start": 3, "end": None}
    ((guarded,), _) = rows_of([(5, record)], "a.xlsx")
    ((plain,), _) = rows_of([(5, record)], "a.xlsx", guards=False)
    assert (guarded.line, guarded.start, guarded.end, guarded.unguarded, plain.unguarded) == (5, 3, None, "=1", "'=1")


@pytest.mark.parametrize(
    ("cell", "words"), [("'=1", "=1"), ("''=1", "'=1"), ("=1", "=1"), ("'a", "'a"), ("'", "'"), ("a", "a")]
)
def test_only_the_sign_that_guards_is_taken_off(cell, words):
    ((found,), _) = rows_of([(1, {"source": "d.txt", "quote": cell, "code": cell})], "a.csv")
    assert (found.quote, found.unguarded, found.code) == (cell, words, words)
