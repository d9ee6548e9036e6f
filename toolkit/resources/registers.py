"""respondents.csv: who the respondents are by pseudonym, their groups and consents, however the file was saved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.domain.identifiers.identifiers import luhn
from toolkit.domain.sources.cases import GROUPS, Register, Respondent
from toolkit.domain.texts.saved_tables import delimiter
from toolkit.domain.texts.text import folded
from toolkit.errors import BadSetting, Problem
from toolkit.messages import N_
from toolkit.resources.register_consents import DATES, consent_of
from toolkit.resources.register_rows import Row, decoded, rows_of
from toolkit.resources.register_words import COLUMNS, GROUP_WORDS, HEADERS
from toolkit.resources.written import read_bytes

TWICE = N_("{place}: “{label}” already stands for somebody else, in line {other}.")
PERSONAL_NUMBER = N_("{place}: “{name}” holds what looks like a personal identity number. Use a pseudonym such as D01.")
MOST_TOLD = 20
REMEDIES = "{remedies}"
NO_GROUP = N_("The group of {respondent} (line {line}) is not one of the project's groups: {known}.")

_MARK = "[\\s\u00ad\u2010-\u2015\u2212+-]?"
_MONTHS, _DAYS, _COORDINATED = range(1, 13), range(1, 32), 60  # a samordningsnummer has 60 added to the day
_PERSONAL = re.compile(rf"(?:\d\d{_MARK})?(\d\d){_MARK}(\d\d){_MARK}(\d\d){_MARK}(\d\d\d){_MARK}(\d)")


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
    rows = list(rows_of(decoded(data, file), file))
    respondents, problems, taken, wrong = [], [], dict[str, int](), list[BadSetting]()
    for row in rows:
        try:
            _refuse_personal_numbers(row, file)
            respondent = _respondent(row, words, file)
            _claim(respondent, row, taken, file)
        except BadSetting as error:
            wrong.append(error)
            continue
        respondents.append(respondent)
        if row.values.get("group") and respondent.group is None:
            problems.append(_unknown_group(respondent, row, words, file))
    _refuse(wrong, file)
    return Register.of(respondents), tuple(problems)


def _refuse(wrong: Sequence[BadSetting], file: str) -> None:
    """Raise what is wrong with the lines: the one error, or one that tells of all lines, with every remedy once."""
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        lines = [f"\n  {error.sentence}" for error in wrong[:MOST_TOLD]]
        lines += ["\n  …"] if len(wrong) > MOST_TOLD else []
        remedies = " ".join(dict.fromkeys(error.hint for error in wrong if error.hint))
        message = N_("{file} has lines that cannot be understood ({n}):{lines}")
        raise BadSetting(message, hint=REMEDIES, file=file, n=len(wrong), lines="".join(lines), remedies=remedies)


def register_text(language: str) -> str:
    """The empty register of a new project: its header, in Swedish or English."""
    known = language if language in HEADERS else "en"
    return delimiter(known).join(HEADERS[known]) + "\n"


def _respondent(row: Row, words: Mapping[str, str], file: str) -> Respondent:
    known = row.values
    return Respondent(
        id=known["id"],
        group=words.get(folded(known.get("group", ""))),
        organisation=known.get("organisation", ""),
        consent=consent_of(row, file),
        labels=tuple(label for label in map(str.strip, re.split(r"[,;|/]", known.get("labels", ""))) if label),
        variables={name: value for name, value in known.items() if name not in COLUMNS.values()},
    )


def _claim(respondent: Respondent, row: Row, taken: dict[str, int], file: str) -> None:
    """Refuse an id or label that stands for two people: the words of one would be taken for the other's."""
    own = dict.fromkeys(label.casefold() for label in (respondent.id, *respondent.labels))
    for label in own:
        if label in taken:
            raise row.wrong(file, TWICE, label=label, other=taken[label])
    taken.update(dict.fromkeys(own, row.line))


def _unknown_group(respondent: Respondent, row: Row, words: Mapping[str, str], file: str) -> Problem:
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


def _refuse_personal_numbers(row: Row, file: str) -> None:
    for column, value in row.values.items():
        if column not in DATES and any(map(is_personal_number, re.split(r"[,;|/]", value))):
            raise row.wrong(file, PERSONAL_NUMBER, name=column)


def is_personal_number(value: str) -> bool:
    """Whether all of `value` has the form of a personnummer or samordningsnummer, with a check digit that is right."""
    match = _PERSONAL.fullmatch(value.strip())
    if not match:
        return False
    month, day = int(match[2]), int(match[3])
    born = month in _MONTHS and (day in _DAYS or day - _COORDINATED in _DAYS)
    return born and luhn("".join(match.groups()))
