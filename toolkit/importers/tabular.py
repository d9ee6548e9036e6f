"""Survey answers from tables: each open answer is a turn of who gave it, after its question; a row is a person."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from toolkit.domain.identifiers.identifiers import numbers
from toolkit.domain.sources.source_kinds import KIND
from toolkit.domain.sources.source_kinds import Kind as SourceKind
from toolkit.domain.sources.sources import ANONYMOUS, ASKING, SURVEY, RawTurn, Transcript
from toolkit.domain.sources.speaker_labels import folded
from toolkit.domain.texts.text import Span, normalise, readable
from toolkit.errors import BadFile, Problem
from toolkit.importers import survey_tables
from toolkit.importers.columns import Column, Kind, chosen, columns_of, dated
from toolkit.importers.cues import Cue, clock, transcript_of
from toolkit.importers.decoding import check_runs, check_size, decode, doubts
from toolkit.importers.survey_tables import Survey
from toolkit.messages import N_

COLUMNS = "columns"  # the fact that lists them; it is of no use once the file is stored
SEPARATORS = ";\t,"
MOST_ROWS, MOST_COLUMNS = 50_000, 2_000
_SAID = re.compile(r"""["]?sep=([,;\t|])[",;\t|]*\n""", re.IGNORECASE)
_EVEN = 0.6  # the share of rows as wide as the first from which a sign parts the columns
_SECOND_HEADS = frozenset(("response", "open-ended response", "svar", "öppet svar", "fritextsvar", "öppna svar"))
_OF_CODINGS = frozenset(("source", "quote", "code"))
_OF_THE_REGISTER = frozenset(("samtycke", "consent", "citat", "quote", "etiketter", "labels", "organisation"))
_OURS = ({"claim", "respondent", "stance"}, {"theme", "respondent", "quote"}, {"number", "group", "kind", "themes"})
_SPEAKERS = frozenset(("talare", "speaker", "vem", "who", "speaker name"))
_TIMES = frozenset(("tid", "time", "start", "starttid", "start time", "timestamp", "tidsstämpel"))
_SPEECH = frozenset(("text", "replik", "tal", "yttrande", "utsaga", "speech", "utterance", "transcript"))
_PROSE = re.compile(r"\A(?=[^\n]*, [a-zåäö])(?![^\n]*,\S)")  # a single question with commas
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class TabularImporter:
    """Reads `.csv`, `.tsv` and `.xlsx` with a row for each respondent and a column for each question."""

    suffixes: ClassVar[Sequence[str]] = (".csv", ".tsv", ".xlsx")

    def read(
        self,
        data: bytes,
        name: str,
        *,
        known: frozenset[str] = frozenset(),
        settings: Mapping[str, str] | None = None,
    ) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for a table without open answers.

        `settings["columns"]` is what a person chose the columns to be ("A=id, C=open"). `kept` of what is given back
        holds the table without the columns that tell who somebody is. `counts` holds answers, open and closed;
        `facts["columns"]` lists letter, title and kind of every column, as JSON.
        """
        table = _table(data, name)
        if table.stored:
            return _transcript(table.stored, table, name, ())
        if table.is_talk:
            return table.talk(name, known)
        _refuse_ours(table.header, name)
        columns = columns_of(table.header, table.rows, known=known, choice=chosen(settings or {}))
        survey, left = _survey(columns, table.rows)
        found = _transcript(survey, table, name, left)
        gone = {column.letter for column in left}
        seen = [[one.letter, one.title, (Kind.LEAVE if one.letter in gone else one.kind).value] for one in columns]
        return replace(found, facts={**found.facts, COLUMNS: json.dumps(seen, ensure_ascii=False)})


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as it was read; `stored` is the survey when the file is one that was stored."""

    rows: list[list[str]]
    header: list[str]
    encoding: str = ""
    notes: tuple[Problem, ...] = ()
    stored: Survey | None = None

    @property
    def is_talk(self) -> bool:
        """Whether the columns are speaker and text, perhaps with times, of somebody's transcript."""
        heads = [folded(each) for each in self.header if each.strip()]
        speech = {*heads} & _SPEECH and {*heads} & _SPEAKERS
        return bool(speech) and {*heads} <= _SPEAKERS | _TIMES | _SPEECH | {"nr", "no", "end", "slut", "end time"}

    def talk(self, name: str, known: frozenset[str]) -> Transcript:
        """The transcript that the rows are."""
        heads = [folded(each) for each in self.header]

        def cell(row: Sequence[str], wanted: Collection[str]) -> str:
            place = next((at for at, head in enumerate(heads) if head in wanted), len(row))
            return row[place].strip() if place < len(row) else ""

        cues = [
            Cue(cell(row, _SPEECH), clock(cell(row, _TIMES)), None, cell(row, _SPEAKERS) or None) for row in self.rows
        ]
        facts = {"encoding": self.encoding} if self.encoding else {}
        return transcript_of(cues, name, known=known, facts=facts, notes=self.notes)


def _table(data: bytes, name: str) -> _Table:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _headed(_of_excel(data, name), name)
    decoded = decode(data, name)
    facts = decoded.encoding, doubts(decoded, name)
    if survey_tables.is_stored(decoded.text) and (survey := survey_tables.read(decoded.text)):
        return _Table([], [], *facts, stored=_sound(survey))
    check_runs(decoded.text, name)
    return _headed(_of_text(decoded.text, name), name, *facts)


def _of_excel(data: bytes, name: str) -> list[list[str]]:
    from toolkit.importers import spreadsheet

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile(
            N_("{name} is an Excel file of the old kind (.xls), or it has a password."),
            hint=N_("Open it in Excel, take the password off, and save it as an Excel workbook (.xlsx)."),
            name=name,
        )
    try:
        return spreadsheet.rows(data, name)
    except BadFile as error:
        if "Word" not in error.message + error.hint_message:
            raise
        raise _unreadable(name) from None


def _of_text(text: str, name: str) -> list[list[str]]:
    said = _SAID.match(text)
    body = text[said.end() :] if said else text
    prose = _PROSE.search(body.partition("\n")[0])
    offered = said[1] if said else SEPARATORS.replace(",", "") if prose else SEPARATORS
    try:
        found = {each: _parted(body, each) for each in offered}
    except csv.Error:
        raise _unreadable(name) from None
    best = max(found, key=lambda each: _evenness(found[each]))
    return found[best] if said or _evenness(found[best]) else _parted(body, "\x1f")


def _parted(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [row for row in reader if any(map(str.strip, row))]


def _evenness(rows: Sequence[Sequence[str]]) -> int:
    """How many cells stand in rows as wide as the first; 0 when that is one column, or when too few rows are."""
    width = len(rows[0]) if rows else 0
    even = sum(len(row) == width for row in rows)
    return even * width if width > 1 and even >= _EVEN * len(rows) else 0


def _headed(rows: list[list[str]], name: str, encoding: str = "", notes: tuple[Problem, ...] = ()) -> _Table:
    """The table with its row of titles, which may be the second, above a row of keys (Qualtrics) or kinds."""
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise BadFile(
            N_("{name} is refused: its table is far larger than a survey can be."),
            hint=N_("Save the part with the answers as a file of its own."),
            name=name,
        )
    keyed = next((at for at, row in enumerate(rows[:4]) if any('{"ImportId"' in cell for cell in row)), 0)
    rows = rows[keyed - 1 : keyed] + rows[keyed + 1 :] if keyed else rows
    if len(rows) > 1 and {folded(cell) for cell in rows[1] if cell.strip()} <= _SECOND_HEADS:
        rows = [rows[0], *rows[2:]]
    header = [readable(_ODD.sub(" ", cell)) for cell in rows[0]] if rows else []
    return _Table([[_clean(cell) for cell in row] for row in rows[1:]], header, encoding, notes)


def _clean(cell: str) -> str:
    """A cell as it is stored: composed letters, no empty lines at its edges, nothing that is no character."""
    lines = normalise(_ODD.sub("\ufffd", cell.replace("\r\n", "\n").replace("\r", "\n"))).split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")


def _refuse_ours(header: Sequence[str], name: str) -> None:
    """Raise BadFile for a table that Spegla wrote or reads elsewhere."""
    heads = {folded(each) for each in header}
    if heads >= _OF_CODINGS:
        raise BadFile(
            N_("{name} is a table of codings, not a survey."),
            hint=N_("Read it in with: spegla codings import {name}"),
            name=name,
        )
    if heads & {"id", "pseudonym"} and len(heads & _OF_THE_REGISTER) > 1:
        raise BadFile(
            N_("{name} is a register of respondents, not a survey."),
            hint=N_("Its place is the project's folder: interviews/respondents.csv"),
            name=name,
        )
    if any(heads >= ours for ours in _OURS):
        raise BadFile(
            N_("{name} is a table that Spegla wrote, not a survey."),
            hint=N_("Read a whole project in with: spegla init --from FOLDER"),
            name=name,
        )


def _survey(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Survey, tuple[Column, ...]]:
    """What is kept of the rows, and the columns that are left out because they tell who answered."""
    named = any(column.kind is Kind.ID for column in columns)
    kinds = [column.kind for column in columns]
    if not named:  # a day can tell who was there
        for at, kind in enumerate(kinds):
            if kind is Kind.CLOSED and dated(row[at] for row in rows if at < len(row)):
                kinds[at] = Kind.LEAVE
    kept = [at for at, kind in enumerate(kinds) if kind not in (Kind.LEAVE, Kind.EMPTY)]
    taken = [tuple(_cell(row, at, kinds[at]) for at in kept) for row in rows]
    taken = [row for row in taken if any(row)]
    told = next((place for place, at in enumerate(kept) if kinds[at] is Kind.ID), None)
    if told is None or not all(row[told] for row in taken):
        taken = survey_tables.shuffled(taken)
    survey = Survey(tuple((kinds[at], columns[at].title) for at in kept), tuple(taken))
    return survey, tuple(column for column, kind in zip(columns, kinds, strict=True) if kind is Kind.LEAVE)


def _sound(survey: Survey) -> Survey:
    """A survey that says it was stored, with cells as those that are stored: whoever wrote the file may be anybody."""
    columns = tuple((kind, readable(_ODD.sub(" ", title))) for kind, title in survey.columns)
    kinds = [kind for kind, _ in columns]
    rows = [[_clean(cell) for cell in row] for row in survey.rows]
    return Survey(columns, tuple(tuple(_cell(row, at, kind) for at, kind in enumerate(kinds)) for row in rows))


def _cell(row: Sequence[str], at: int, kind: Kind) -> str:
    cell = row[at] if at < len(row) else ""
    if kind is Kind.OPEN:
        return cell if any(map(str.isalnum, cell)) else ""
    cell = readable(cell)
    return f"{ASKING} ({ASKING})" if kind is Kind.ID and cell.casefold() == ASKING.casefold() else cell


def _transcript(survey: Survey, table: _Table, name: str, left: Sequence[Column]) -> Transcript:
    pieces, turns, at = list[str](), list[RawTurn](), 0
    answered = list(survey.answers())
    for one in answered:
        for question, answer in one.open:
            for label, words in ((ASKING, question), (one.label, answer)):
                head = f"{label}: "
                turns.append(RawTurn(Span(at + len(head), at + len(head) + len(words)), label))
                pieces.append(f"{head}{words}\n" if label == ASKING else f"{head}{words}\n\n")
                at += len(pieces[-1])
    text = "".join(pieces)
    if not turns:
        raise BadFile(
            N_("{name} holds no open answers: there is nothing to code in it."),
            hint=N_("If a column holds them, say which one, for example: --columns C=open"),
            name=name,
        )
    check_size(len(text.encode()), text.count("\n"), name)
    check_runs(text, name)
    facts = {SURVEY: survey.standing, KIND: SourceKind.SURVEY.value} | (
        {"encoding": table.encoding} if table.encoding else {}
    )
    counts = {
        "paragraphs": len(turns),
        "characters": len(text),
        "answers": len(survey.rows),
        "open": len(survey.titles(Kind.OPEN)),
        "closed": len(survey.titles(Kind.CLOSED)),
        "left_out": len(left),
    }
    notes = (*table.notes, *_notes(survey, text, len(answered), left, name=name))
    return Transcript(text, tuple(turns), facts, counts, notes, survey_tables.written(survey))


def _notes(survey: Survey, text: str, answered: int, left: Sequence[Column], *, name: str) -> Iterator[Problem]:
    if survey.standing == ANONYMOUS:
        message = N_("No column says who answered, so the {n} answers are tied to no person; their order is changed.")
        yield _note(name, message, N_("If a column says it, name it, for example: --columns A=id"), n=answered)
    if left:
        message = N_("Columns that may tell who answered, or when, are not taken in: {columns}.")
        shown = ", ".join(f"{column.letter} ({column.title})" for column in left)
        yield _note(name, message, N_("If one is needed, say so, for example: --columns C=closed"), columns=shown)
    if silent := len(survey.rows) - answered:
        yield _note(name, N_("Rows without any open answer: {n}."), "", n=silent)
    if leaks := sum(1 for _ in numbers(text)):
        message = N_("Telephone numbers, e-mail addresses and the like in what was answered: {n}.")
        yield _note(name, message, N_("Look for them with: spegla privacy scan"), n=leaks)


def _note(name: str, message: str, hint: str, **values: object) -> Problem:
    return Problem(name, message, hint, values, serious=False)


def _unreadable(name: str) -> BadFile:
    return BadFile(
        N_("{name} cannot be read as a table: it is damaged, locked, or not what its name says."),
        hint=N_("Open it in Excel or LibreOffice, save it as .xlsx or as CSV under a new name, and try again."),
        name=name,
    )
