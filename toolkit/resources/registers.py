"""respondents.csv: who the respondents are by pseudonym, their groups and consents, however the file was saved."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.cases import GROUPS, Register, Respondent
from toolkit.domain.consents import Consent, ConsentStatus
from toolkit.domain.text import normalise
from toolkit.errors import BadFile, BadSetting, Problem
from toolkit.messages import N_, current_language
from toolkit.resources.register_words import ABOUT_CONSENT, COLUMNS, GROUP_WORDS, HEADERS, NO, STATUSES, YES
from toolkit.resources.written import bad_setting, read_bytes

NO_ID = N_("{place}: the first line must name the columns, and one of them must be id (or pseudonym).")
UNKNOWN_CONSENT = N_("{place}: the column “{name}” seems to be about consent, but is none of the known ones.")
COLUMN_TWICE = N_("{place}: two columns are called “{name}”.")
EMPTY_ID = N_("{place}: the id is missing in a line that holds something else.")
TWICE = N_("{place}: “{label}” already stands for somebody else, in line {other}.")
TOO_LONG = N_("{place}: the line has more values than there are columns.")
NOT_CSV = N_("{place}: the line cannot be read; check its quotation marks.")
NOT_CONSENT = N_("{place}: consent must be given, refused or withdrawn (or yes, no), or left empty.")
NOT_QUOTE = N_("{place}: quote must be yes or no, or left empty.")
NOT_DATE = N_("{place}: consent_until must be a date such as 2026-12-31, or left empty.")
PERSONAL_NUMBER = N_("{place}: “{name}” holds what looks like a personal identity number. Use a pseudonym such as D01.")
NO_GROUP = N_("The group of {respondent} (line {line}) is not one of the project's groups: {known}.")
WORKBOOK = N_("{file} is an Excel workbook, not a CSV file.")
NOT_TEXT = N_("{file} is not a text file.")

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_MARK = "[\\s\u00ad\u2010-\u2015\u2212+-]?"
_PERSONAL = re.compile(rf"(?:\d\d{_MARK})?(\d\d){_MARK}(\d\d){_MARK}(\d\d){_MARK}(\d\d\d){_MARK}(\d)")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the register: its number and its values by column (our names for the columns we know)."""

    line: int
    values: Mapping[str, str]

    def wrong(self, file: str, message: str, *, hint: str = "", **values: object) -> BadSetting:
        return bad_setting(file, (self.line, 0), message, hint=hint, **values)


def read_register(
    path: Path, *, groups: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[Register, tuple[Problem, ...]]:
    """The respondents in a CSV file, and a problem for each whose group is not known.

    Separators `,` `;` or tab; UTF-8, UTF-16 with a mark, or windows-1252; headers and values in Swedish or English.
    `groups` are the project's groups with their own titles by language (default: the usual six). An unknown group
    is left out (None). Raises BadSetting with the line, BadFile or NotFound.
    """
    return parsed(read_bytes(path), path.name, groups=groups)


def parsed(
    data: bytes, file: str, *, groups: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[Register, tuple[Problem, ...]]:
    """What `read_register` reads, from the bytes of a file of this name."""
    words = group_words(groups if groups is not None else {group: {} for group in GROUPS})
    rows = list(_rows(decoded(data, file), file))
    respondents, problems, taken = [], [], dict[str, int]()
    for row in rows:
        _refuse_personal_numbers(row, file)
        respondent = _respondent(row, words, file)
        _claim(respondent, row, taken, file)
        respondents.append(respondent)
        if row.values.get("group") and respondent.group is None:
            problems.append(_unknown_group(respondent, row, words, file))
    return Register.of(respondents), tuple(problems)


def register_text(language: str) -> str:
    """The empty register of a new project: its header, in Swedish or English."""
    return ";".join(HEADERS[language if language in HEADERS else "en"]) + "\n"


def decoded(data: bytes, file: str) -> str:
    """The text of a register, in whatever encoding it was saved; BadFile when it is no text."""
    if data.startswith(b"PK\x03\x04"):
        raise BadFile(WORKBOOK, hint=N_("Save it as “CSV UTF-8” in Excel."), file=file)
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8", "cp1252"):
        try:
            text = normalise(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if "\ufffd" not in text:
            return text
    raise BadFile(NOT_TEXT, hint=N_("Save it as “CSV UTF-8”."), file=file)


def _rows(text: str, file: str) -> Iterator[_Row]:
    text, skipped, separator = separated(text)
    lines = _lines(text, separator, file=file, skipped=skipped)
    number, header = next(lines, (1, []))
    columns = _columns(header, file, number)
    for line, cells in lines:
        if any(cells[len(columns) :]):
            raise bad_setting(file, (line, 0), TOO_LONG)
        row = _Row(line, {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell})
        if "id" not in row.values:
            raise row.wrong(file, EMPTY_ID)
        yield row


def separated(text: str) -> tuple[str, int, str]:
    """The text without Excel's line `sep=;`, how many lines that took, and the separator."""
    told = re.match(r"sep=(.)\n", text, re.IGNORECASE)
    if told:
        return text[told.end() :], 1, told[1]
    first = next((line for line in text.split("\n") if line.strip()), "")
    return text, 0, max(";\t,", key=first.count)


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
            header=";".join(HEADERS[current_language()]),
        )
    for name in columns:
        if name not in COLUMNS.values() and ABOUT_CONSENT.search(name):
            hint = N_("Call it consent, consent_until or quote (in Swedish samtycke, samtycke_till or citat).")
            raise bad_setting(file, (line, 0), UNKNOWN_CONSENT, hint=hint, name=name)
    for number, name in enumerate(columns):
        if name and name in columns[:number]:
            raise bad_setting(file, (line, 0), COLUMN_TWICE, name=name)
    return columns


def column(header: str) -> str:
    """What a header means: our name for a column that we know, else the header itself."""
    return COLUMNS.get(re.sub(r"[\s_-]+", "_", header.casefold().strip(" ?:")), header)


def _respondent(row: _Row, words: Mapping[str, str], file: str) -> Respondent:
    known = row.values
    return Respondent(
        id=known["id"],
        group=words.get(folded(known.get("group", ""))),
        organisation=known.get("organisation", ""),
        consent=Consent(_status(row, file), _until(row, file), _quote(row, file)),
        labels=tuple(label for label in map(str.strip, re.split(r"[,;|/]", known.get("labels", ""))) if label),
        variables={name: value for name, value in known.items() if name not in COLUMNS.values()},
    )


def _status(row: _Row, file: str) -> ConsentStatus:
    said = folded(row.values.get("consent", ""))
    if not said:
        return ConsentStatus.NOT_RECORDED
    if said not in STATUSES:
        raise row.wrong(file, NOT_CONSENT)
    return STATUSES[said]


def _quote(row: _Row, file: str) -> bool | None:
    said = folded(row.values.get("quote", ""))
    if said and said not in YES | NO:
        raise row.wrong(file, NOT_QUOTE)
    return said in YES if said else None


def _until(row: _Row, file: str) -> date | None:
    said = row.values.get("consent_until", "")
    if not said:
        return None
    match = _DATE.fullmatch(said)
    try:
        return date(*map(int, match.groups())) if match else _no_date(row, file)
    except ValueError:
        return _no_date(row, file)


def _no_date(row: _Row, file: str) -> date:
    raise row.wrong(file, NOT_DATE)


def _claim(respondent: Respondent, row: _Row, taken: dict[str, int], file: str) -> None:
    """Refuse an id or label that stands for two people: the words of one would be taken for the other's."""
    own = dict.fromkeys(label.casefold() for label in (respondent.id, *respondent.labels))
    for label in own:
        if label in taken:
            raise row.wrong(file, TWICE, label=label, other=taken[label])
    taken.update(dict.fromkeys(own, row.line))


def _unknown_group(respondent: Respondent, row: _Row, words: Mapping[str, str], file: str) -> Problem:
    known = ", ".join(dict.fromkeys(words.values()))
    return Problem(
        file,
        NO_GROUP,
        N_("Correct the group in {file}, or add it to groups in project.toml."),
        {"respondent": respondent.id, "line": row.line, "known": known, "file": file},
    )


def group_words(groups: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The key of a group by each word that may stand for it; a title of the project's own wins over a usual word."""
    usual = {folded(word): group for group in groups for word in GROUP_WORDS.get(group, ())}
    own = {folded(title): group for group, titles in groups.items() for title in titles.values()}
    return {**usual, **own, **{group.casefold(): group for group in groups}}


def folded(value: str) -> str:
    """A word as it is compared: no capitals, single blanks."""
    return " ".join(value.casefold().split())


def _refuse_personal_numbers(row: _Row, file: str) -> None:
    for column, value in row.values.items():
        if column != "consent_until" and any(map(is_personal_number, re.split(r"[,;|/]", value))):
            raise row.wrong(file, PERSONAL_NUMBER, name=column)


def is_personal_number(value: str) -> bool:
    """Whether all of `value` has the form of a personnummer or samordningsnummer, with a check digit that is right."""
    match = _PERSONAL.fullmatch(value.strip())
    if not match:
        return False
    month, day = int(match[2]), int(match[3])
    born = 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)  # noqa: PLR2004
    return born and _luhn("".join(match.groups()))


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(sum(divmod(number, 10)) for number in doubled) % 10 == 0
