"""Codings in and out: every imported row is checked against the words of its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.codings import Coding, Decision, Verdict
from toolkit.domain.schemes import Scheme
from toolkit.domain.text import Span, find_quote, normalise
from toolkit.errors import BadFile, Problem, SpeglaError, UsageError
from toolkit.exchange import coding_tables
from toolkit.exchange.coding_tables import CodingRow, record
from toolkit.messages import N_
from toolkit.services import schemes
from toolkit.services.files import read_file, write_file
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.storage.store import Store

__all__ = ["export_codings", "import_codings", "listed", "record"]
CODED = (Decision.ACCEPTED, Decision.CORRECTED)


@dataclass(slots=True)
class ImportResult:
    """What an import did: how many codings are new, known already, found again at another place; and the problems."""

    added: int = 0
    known: int = 0
    moved: int = 0
    verdicts: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many rows were left out; one problem may stand for all rows of an unknown source."""
        return sum(int(str(problem.values.get("n", 1))) for problem in self.problems)


def import_codings(project: Project, path: Path, *, coder: str | None = None) -> ImportResult:
    """Store the codings of a CSV or JSON-lines file; `coder` says whose they are, else the file, else the project."""
    try:
        data = read_file(path)
    except BadFile as error:
        raise BadFile("{file}: {what}", hint=error.hint_message, file=path.name, what=error.sentence) from None
    rows, problems = coding_tables.read_codings(data, path.name)
    result = ImportResult(problems=list(problems))
    store = project.store(write=True)
    try:
        used = schemes.current(project, store)
        schemes.record(project, store, used)
        importing = _Importing(project, used.scheme, path.name, coder)
        codings, verdicts = importing.judged(store, rows, result)
        _save(project, store, codings, verdicts, result)
    finally:
        store.close()
    return result


def _save(
    project: Project, store: Store, codings: Sequence[Coding], verdicts: Sequence[Verdict], result: ImportResult
) -> None:
    from toolkit.storage import codings as stored

    with store.writing("codings import", now=project.now) as change:
        result.added, result.known = stored.add(change.connection, codings)
        result.verdicts = sum(stored.add_verdicts(change.connection, verdicts))
        change.note(added=result.added, known=result.known, moved=result.moved, verdicts=result.verdicts)


class _Importing:
    """Turns rows into codings and verdicts, source by source so that each text is read once."""

    def __init__(self, project: Project, scheme: Scheme, file: str, coder: str | None) -> None:
        self.project, self.scheme, self.file, self.coder = project, scheme, file, coder

    def judged(
        self, store: Store, rows: Sequence[CodingRow], result: ImportResult
    ) -> tuple[list[Coding], list[Verdict]]:
        from toolkit.storage import sources

        codings: list[Coding] = []
        verdicts: list[Verdict] = []
        with store.reading() as connection:
            names = {name.casefold(): name for name in sources.names(connection)}
            for name, of_source in _by_source(rows).items():
                stored = names.get(name.casefold())
                if stored is None:
                    result.problems.append(self._no_source(name, of_source))
                    continue
                text = sources.text(connection, stored)
                for row in of_source:
                    self._judge(row, stored, text, (codings, verdicts, result))
        return codings, verdicts

    def _no_source(self, name: str, rows: Sequence[CodingRow]) -> Problem:
        return Problem(
            f"{self.file}:{rows[0].line}",
            N_("There is no source {source} in the project (rows: {n})."),
            N_("Add it first with spegla add, or see the names with spegla sources."),
            {"source": name, "n": len(rows)},
        )

    def _judge(
        self, row: CodingRow, source: str, text: str, into: tuple[list[Coding], list[Verdict], ImportResult]
    ) -> None:
        codings, verdicts, result = into
        try:
            coding = self._coding(row, source, text)
        except SpeglaError as error:
            result.problems.append(Problem.of(f"{self.file}:{row.line}", error))
            return
        result.moved += row.start is not None and row.start != coding.span.start
        if row.verdict:
            verdicts.append(Verdict(source, coding.span, coding.code, row.verdict, coding.coder, coding.time))
        if row.verdict is None or row.verdict in CODED:
            codings.append(replace(coding, code=row.correction or coding.code))

    def _coding(self, row: CodingRow, source: str, text: str) -> Coding:
        coder = self.coder or row.coder or self.project.settings.coder
        if not coder:
            raise UsageError(N_("Nobody is named as coder."), hint=N_("Say whose codings they are: --coder NAME"))
        for code in filter(None, (row.code, row.correction)):
            if code not in self.scheme.codes:
                raise BadFile(
                    N_("The scheme has no code {code}."), hint=N_("See the codes with spegla scheme."), code=code
                )
        if (row.verdict is Decision.CORRECTED) != bool(row.correction):
            raise BadFile(
                N_("The right code stands in the column “correction”, and only when the verdict is “corrected”."),
                hint=N_("Leave the suggested code as it is, and write the right one beside it."),
            )
        span = placed_quote(text, row)
        time = row.time or self.project.now
        return Coding(source, span, span.of(text), row.code, coder, time, self.scheme.version)


def placed_quote(text: str, row: CodingRow) -> Span:
    """Where the row's words stand: at its positions if they match, else the nearest place that has the same words."""
    quote = normalise(row.quote)
    if row.start is not None and row.end is not None and 0 <= row.start < row.end:
        span = Span(row.start, row.end)
        if span.of(text) == quote:
            return span
    found = find_quote(text, quote, near=row.start or 0)
    if found is None:
        raise BadFile(
            N_("The quoted words stand nowhere in {source}."),
            hint=N_("Check that it is the same version of the transcript."),
            source=row.source,
        )
    return found


def _by_source(rows: Sequence[CodingRow]) -> Mapping[str, list[CodingRow]]:
    found: dict[str, list[CodingRow]] = {}
    for row in rows:
        found.setdefault(row.source, []).append(row)
    return found


def listed(
    project: Project, *, coder: str | None = None, code: str | None = None, source: str | None = None
) -> tuple[list[Coding], int]:
    """The codings, in order of source and position, and how many were held back because consent was withdrawn.

    `code` stands for itself and the codes under it.
    """
    from toolkit.storage import codings, sources

    store = project.store()
    try:
        with store.reading() as connection:
            found = codings.each(connection, coder=coder, source=source)
            withheld = sources.spans_of(connection, _unusable(project, sources.respondents(connection)))
    finally:
        store.close()
    wanted = [coding for coding in found if code is None or f"{coding.code}/".startswith(f"{code}/")]
    kept = [coding for coding in wanted if not _touches(coding, withheld)]
    return kept, len(wanted) - len(kept)


def _unusable(project: Project, voices: Iterable[str]) -> frozenset[str]:
    """Those who speak and withdrew or refused, also under a label that the register named after they were added."""
    withheld = [one for one in project.register.respondents.values() if not one.consent.usable()]
    names = {name.casefold() for one in withheld for name in (one.id, *one.labels)}
    return frozenset(voice for voice in voices if voice.casefold() in names)


def _touches(coding: Coding, withheld: Mapping[str, Sequence[Span]]) -> bool:
    return any(coding.span.shared(span) for span in withheld.get(coding.source, ()))


def export_codings(project: Project, path: Path, *, coder: str | None = None) -> tuple[int, int]:
    """Write the codings to a `.csv` or `.jsonl` file; returns how many were written and how many held back."""
    codings, held_back = listed(project, coder=coder)
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".jsonl"):
        raise UsageError(N_("Codings are exported as .csv or .jsonl, not {suffix}."), suffix=suffix or path.name)
    write = coding_tables.write_csv if suffix == ".csv" else coding_tables.write_json_lines
    write_file(path, write(codings))
    return len(codings), held_back
