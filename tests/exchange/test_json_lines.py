"""JSON lines: a record a line, nothing guarded, split or cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import BadFile
from toolkit.exchange import json_lines
from toolkit.exchange.tables import Table

values = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"))


def test_a_table_has_a_line_for_each_row_in_the_order_of_its_columns():
    table = Table("t", ("ö", "a"), [("=1+1", ("x", "å")), (None, 7)])
    assert json_lines.of_table(table).decode() == '{"ö": "=1+1", "a": ["x", "å"]}\n{"ö": null, "a": 7}\n'
    assert json_lines.of_table(Table("t", ("a",), [])) == b""


@settings(max_examples=25)
@given(st.lists(st.dictionaries(st.text(st.characters(codec="utf-8")), values)))
def test_any_records_come_back_with_their_lines(records):
    assert list(json_lines.read(json_lines.written(records), "a.jsonl")) == list(enumerate(records, 1))


def test_empty_lines_are_passed_over_and_counted_and_other_line_ends_end_no_line():
    data = '\n{"a": "x\u2028y\x85z"}\r\n  \n{"a": 1}'.encode()
    assert list(json_lines.read(data, "a.jsonl")) == [(2, {"a": "x\u2028y\x85z"}), (4, {"a": 1})]


@pytest.mark.parametrize("line", [b"secret", b"[1]", b"7", b'"a"', b"{", b'{"a": "\xff"}', b"[" * 100_000, b"null"])
def test_a_line_that_is_no_record_is_told_by_file_and_number_without_its_words(line):
    with pytest.raises(BadFile, match=r"a\.jsonl, line 3: this cannot be read as JSON") as caught:
        list(json_lines.read(b'{"a": 1}\n\n' + line, "a.jsonl"))
    assert "secret" not in str(caught.value)
