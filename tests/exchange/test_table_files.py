"""Tables as the bytes of a file, by its ending and in the language of those who open it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.exchange.table_files import written
from toolkit.exchange.tables import Table

AT = datetime(2025, 3, 11, 10, tzinfo=UTC)
ONE = Table("matrix", ("Område", "Teamet; alla"), [("Behov", 3), ("=Lärande", 12)])


@pytest.mark.parametrize(
    ("suffix", "language", "text"),
    [
        (".csv", "sv", '\ufeffOmråde;"Teamet; alla"\r\nBehov;3\r\n\'=Lärande;12\r\n'),
        (".csv", "en", "\ufeffOmråde,Teamet; alla\r\nBehov,3\r\n'=Lärande,12\r\n"),
        (".jsonl", "sv", '{"Område": "Behov", "Teamet; alla": 3}\n{"Område": "=Lärande", "Teamet; alla": 12}\n'),
    ],
)
def test_a_table_is_text_as_its_reader_expects_it(suffix, language, text):
    data, split = written([ONE], suffix, now=AT, language=language)
    assert (data.decode(), split) == (text, 0)


def test_several_tables_are_the_sheets_of_one_workbook_and_no_other_file():
    long = Table("codings", ("quote",), [("a" * 40_000,)])
    data, split = written([ONE, long], ".xlsx", now=AT, language="sv")
    assert (data[:4], split) == (b"PK\x03\x04", 1)
    with pytest.raises(ValueError, match="unpack"):
        written([ONE, long], ".csv", now=AT, language="sv")
