"""Codings as CSV and JSON lines: rows to and from text, with every wrong row kept as a Problem."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from toolkit.domain.codings.codings import Coding, Decision, Suggestion
from toolkit.domain.codings.segments import Segment
from toolkit.domain.texts.saved_tables import decoded, separated
from toolkit.errors import BadFile, Problem
from toolkit.messages import N_

NO_TEXT = N_("{file} is no text file.")
SAVE_AS_CSV = N_("Save it from Excel as CSV, and name that file.")
NO_ROW = N_("{file}, line {line}: this cannot be read as a row of a table.")
COLUMNS = ("source", "start", "end", "quote", "code", "coder", "time")
ANSWERS = ("verdict", "correction", "coder")
NEEDED = ("source", "quote", "code")
VERDICTS = {
    Decision.ACCEPTED: ("accepted", "accept", "yes", "ja", "accepterad", "accepterat", "godkänd", "godkänt"),
    Decision.CORRECTED: ("corrected", "correct", "rättad", "rättat", "korrigerad", "ändrad", "ändrat"),
    Decision.REJECTED: ("rejected", "reject", "no", "nej", "avvisad", "avvisat", "underkänd", "förkastad"),
    Decision.SKIPPED: ("skipped", "skip", "överhoppad", "överhoppat", "hoppa över"),
}
_VERDICT = {word: verdict for verdict, words in VERDICTS.items() for word in words}
FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet runs instead of showing it, with or without a guard
GUARD = "'"


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A row of a table of codings as it was written, not yet checked against any source.

    `start` is None when the table leaves the place to the quote. `unguarded` is the quote without the sign that keeps
    a spreadsheet from running it as a formula; the same as `quote` where there is none. `verdict` is set when the row
    answers a suggestion; `correction` is the code that a corrected one should have.
    """

    line: int
    source: str
    start: int | None
    quote: str
    unguarded: str
    code: str
    coder: str
    time: datetime | None
    end: int | None = None
    verdict: Decision | None = None
    correction: str = ""


def read_codings(data: bytes, name: str) -> tuple[list[CodingRow], list[Problem]]:
    """Read the rows of a `.jsonl` or CSV file, however it was saved; raise BadFile when it is neither.

    Suggestions that nobody has answered (an empty `verdict`) are no rows: they are nobody's judgement.
    """
    text = decoded(data)
    if text is None:
        raise BadFile(NO_TEXT, hint=SAVE_AS_CSV, file=name)
    if PurePath(name).suffix.lower() in (".jsonl", ".json"):
        return rows_of(_json_lines(text, name), name, guards=False)
    return rows_of(_csv(text, name), name)


def rows_of(
    records: Iterable[tuple[int, Mapping[str, object]]], name: str, *, guards: bool = True
) -> tuple[list[CodingRow], list[Problem]]:
    """The rows that these records (line number, values by column) are, and a problem for each that is none.

    `guards`: they come from a spreadsheet, where an apostrophe may keep a text from being run as a formula.
    """
    rows: list[CodingRow] = []
    problems: list[Problem] = []
    for line, record in records:
        if _unanswered(record):
            continue
        row = _row(line, record, name, unguarded=_unguarded if guards else str)
        if isinstance(row, Problem):
            problems.append(row)
        else:
            rows.append(row)
    return rows, problems


def write_csv(codings: Iterable[Coding], *, delimiter: str = ",") -> bytes:
    """The codings as CSV with a header, UTF-8 with a byte-order mark (so that Excel reads å).

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which `read_codings` knows.
    """
    return table(COLUMNS, (tuple(record(coding).values()) for coding in codings), delimiter)


def table(header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str) -> bytes:
    """A CSV file with a byte-order mark; a cell that a spreadsheet would run as a formula is guarded."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula."""
    return GUARD + cell if FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(GUARD) and FORMULA.match(cell) else cell


def write_json_lines(codings: Iterable[Coding]) -> bytes:
    """The codings as JSON lines, UTF-8."""
    return "".join(json.dumps(record(coding), ensure_ascii=False) + "\n" for coding in codings).encode()


def record(coding: Coding) -> dict[str, object]:
    """A coding as one flat record with the keys of COLUMNS and the scheme's version."""
    return {
        "source": coding.source,
        "start": coding.span.start,
        "end": coding.span.end,
        "quote": coding.quote,
        "code": coding.code,
        "coder": coding.coder,
        "time": coding.time.isoformat(timespec="seconds"),
    }


def write_answers(proposed: Iterable[tuple[Segment, Suggestion]], *, delimiter: str = ",") -> bytes:
    """Suggestions as CSV with empty columns `verdict`, `correction` and `coder` for a person to fill in."""
    rows = (
        (
            one.source,
            one.span.start,
            one.span.end,
            segment.text,
            one.code,
            one.score,
            one.because,
            *("" for _ in ANSWERS),
        )
        for segment, one in proposed
    )
    return table((*COLUMNS[:5], "score", "because", *ANSWERS), rows, delimiter)


def _csv(text: str, name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    table, before, separator = separated(text)
    reader = csv.DictReader(io.StringIO(table, newline=""), delimiter=separator)
    try:
        header = [column.strip().lower() for column in reader.fieldnames or []]
    except csv.Error as error:
        raise BadFile(NO_ROW, file=name, line=1 + before) from error
    check_header(header, name)
    reader.fieldnames = header
    try:
        for values in reader:
            yield reader.line_num + before, values
    except csv.Error as error:
        raise BadFile(NO_ROW, file=name, line=reader.reader.line_num + before) from error


def check_header(header: Sequence[str], name: str) -> None:
    """Raise BadFile when a table lacks columns that every coding needs."""
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise BadFile(
            N_("{file}: the table lacks the columns {columns}."),
            hint=N_("The first line must name the columns: {needed}."),
            file=name,
            columns=", ".join(missing),
            needed=", ".join(COLUMNS),
        )


def _json_lines(text: str, name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    # Not splitlines: a quote may hold U+2028 or NEL, which JSON leaves as they are and which end no line here.
    for line, words in enumerate(text.split("\n"), start=1):
        if not words.strip():
            continue
        try:
            values = json.loads(words)
        except (ValueError, RecursionError) as error:
            raise BadFile(N_("{file}, line {line}: this cannot be read as JSON."), file=name, line=line) from error
        yield line, values if isinstance(values, dict) else {}


def _unanswered(values: Mapping[str, object]) -> bool:
    return "verdict" in values and not _text(values["verdict"]).strip()


def _row(line: int, values: Mapping[str, object], name: str, *, unguarded: Callable[[str], str]) -> CodingRow | Problem:
    where = f"{name}:{line}"
    texts = {key: _text(values.get(key)) for key in (*COLUMNS, *ANSWERS)}
    empty = [key for key in NEEDED if not texts[key].strip()]
    if empty:
        return Problem(where, N_("The row lacks {columns}."), values={"columns": ", ".join(empty)})
    try:
        start, end = _number(texts["start"]), _number(texts["end"])
        time = _time(texts["time"])
        verdict = _VERDICT[texts["verdict"].strip().lower()] if texts["verdict"].strip() else None
    except (ValueError, KeyError):
        return Problem(
            where,
            N_("The row holds a wrong number, time or verdict."),
            N_("start and end are whole numbers, time looks like 2025-03-11T10:00, verdict is one of {verdicts}."),
            {"verdicts": ", ".join(words[0] for words in VERDICTS.values()) + " (ja, rättad, nej, överhoppad)"},
        )
    cells = (unguarded(texts[key].strip()) for key in ("source", "code", "coder", "correction"))
    source, code, coder, correction = cells
    quote = texts["quote"]
    return CodingRow(line, source, start, quote, unguarded(quote), code, coder, time, end, verdict, correction)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> int | None:
    return int(text) if text.strip() else None


def _time(text: str) -> datetime | None:
    if not text.strip():
        return None
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
