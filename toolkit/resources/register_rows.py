"""The lines of respondents.csv by column, in whatever encoding and with whatever separator the file was saved."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.texts import saved_tables
from toolkit.errors import BadFile, BadSetting
from toolkit.messages import N_, written_language
from toolkit.resources.register_words import ABOUT_CONSENT, COLUMNS, HEADERS, about_consent
from toolkit.resources.written import bad_setting

NO_ID = N_("{place}: the first line must name the columns, and one of them must be id (or pseudonym).")
UNKNOWN_CONSENT = N_("{place}: the column “{name}” seems to be about consent, but is none of the known ones.")
COLUMN_TWICE = N_("{place}: two columns are called “{name}”.")
EMPTY_ID = N_("{place}: the id is missing in a line that holds something else.")
TOO_LONG = N_("{place}: the line has more values than there are columns.")
NOT_CSV = N_("{place}: the line cannot be read; check its quotation marks.")
WORKBOOK = N_("{file} is an Excel workbook, not a CSV file.")
NOT_TEXT = N_("{file} is not a text file.")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register: its number and its values by column (our names for the columns we know)."""

    line: int
    values: Mapping[str, str]

    def wrong(self, file: str, message: str, *, hint: str = "", **values: object) -> BadSetting:
        """The error for this line."""
        return bad_setting(file, (self.line, 0), message, hint=hint, **values)


def decoded(data: bytes, file: str) -> str:
    """The text of a register, in whatever encoding it was saved; BadFile when it is no text."""
    if data.startswith(b"PK\x03\x04"):
        raise BadFile(WORKBOOK, hint=N_("Save it as “CSV UTF-8” in Excel."), file=file)
    text = saved_tables.decoded(data)
    if text is None or "\ufffd" in text:
        raise BadFile(NOT_TEXT, hint=N_("Save it as “CSV UTF-8”."), file=file)
    return text


def rows_of(text: str, file: str) -> Iterator[Row]:
    """The lines of a register's text that say something; BadSetting names the line that cannot be understood."""
    body, skipped, separator = saved_tables.separated(text)
    lines = _lines(body, separator, file=file, skipped=skipped)
    number, header = next(lines, (1, []))
    columns = _columns(header, file, number)
    for line, cells in lines:
        if any(cells[len(columns) :]):
            raise bad_setting(file, (line, 0), TOO_LONG)
        row = Row(line, {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell})
        if "id" not in row.values:
            raise row.wrong(file, EMPTY_ID)
        yield row


def _lines(text: str, separator: str, *, file: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each line that holds something: the number of its first line in the file, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    started = 0
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield started + skipped + 1, trimmed
            started = reader.line_num
    except csv.Error:
        raise bad_setting(file, (started + skipped + 1, 0), NOT_CSV) from None


def _columns(header: Sequence[str], file: str, line: int) -> list[str]:
    columns = [column(name) for name in header]
    if "id" not in columns:
        raise bad_setting(
            file,
            (line, 0),
            NO_ID,
            hint=N_("The usual first line is: {header}"),
            header=saved_tables.delimiter(written_language()).join(HEADERS[written_language()]),
        )
    for name in columns:
        if name not in COLUMNS.values() and ABOUT_CONSENT.search(name):
            hint = N_("There are: {known}.")
            known = ", ".join(about_consent(written_language()))
            raise bad_setting(file, (line, 0), UNKNOWN_CONSENT, hint=hint, name=name, known=known)
    for number, name in enumerate(columns):
        if name and name in columns[:number]:
            raise bad_setting(file, (line, 0), COLUMN_TWICE, name=name)
    return columns


def column(header: str) -> str:
    """What a header means: our name for a column that we know, else the header itself."""
    return COLUMNS.get(re.sub(r"[\s_-]+", "_", header.casefold().strip(" ?:")), header)
