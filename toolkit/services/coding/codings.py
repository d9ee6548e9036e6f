"""Codings in and out: every imported row is checked against the words of its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding, Decision, Verdict
from toolkit.domain.codings.memos import Memo
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts import saved_tables
from toolkit.domain.texts.text import Span, find_quote, normalise
from toolkit.errors import BadFile, NotFound, Problem, SpeglaError, UsageError
from toolkit.exchange import coding_tables
from toolkit.exchange.coding_tables import CodingRow, record
from toolkit.messages import N_
from toolkit.services.coding import coding_files, schemes, word_comments
from toolkit.services.coding.coding_results import ImportResult
from toolkit.services.material import source_kinds
from toolkit.services.material import sources as current
from toolkit.services.projects import access_log
from toolkit.services.projects.files import read_file, refuse_existing, write_file
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import touches, withheld_spans

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Store

__all__ = ["export_codings", "import_codings", "import_data", "leaving", "listed", "record"]
CODED = (Decision.ACCEPTED, Decision.CORRECTED)


def import_codings(project: Project, path: Path, *, coder: str | None = None) -> ImportResult:
    """Store the codings of a table or a Word file; `coder` says whose they are, else the file, else the project."""
    try:
        data = read_file(path)
    except BadFile as error:
        raise BadFile("{file}: {what}", hint=error.hint_message, file=path.name, what=error.sentence) from None
    return import_data(project, path.name, data, coder=coder)


def import_data(
    project: Project, name: str, data: bytes, *, coder: str | None = None, keep: bool = True
) -> ImportResult:
    """`import_codings` for a file in memory; without `keep` it is only told what would be done, and nothing stored.

    Who codes blind is told nothing of what others made: what they have already counts as new then.
    """
    with project.store(write=True) as store:
        used = schemes.current(project, store)
        current.refresh(project, store)
        taken = _taken(project, store, used.scheme, (name, data, coder))
        if keep:
            schemes.record(project, store, used)
            seen = _as_seen(project, store, taken)
            _save(project, store, taken)
            _tell_as_seen(taken, seen)
        else:
            _count(_seen_by(project, store), taken)
    taken.result.tell(name)
    return taken.result


@dataclass(slots=True)
class _Taken:
    """What a file holds, checked."""

    codings: list[Coding]
    verdicts: list[Verdict]
    memos: list[Memo]
    result: ImportResult


def _taken(project: Project, store: Store, scheme: Scheme, file: tuple[str, bytes, str | None]) -> _Taken:
    name, data, coder = file
    if PurePath(name).suffix.lower() == ".docx":
        with store.reading() as connection:
            found = word_comments.judged(project, connection, scheme, word_comments.File(name, data, coder))
        return _Taken(found.codings, [], found.memos, found.result)
    rows, problems = coding_files.rows(data, name)
    result = ImportResult(problems=list(problems))
    codings, verdicts = _Importing(project, scheme, name, coder).judged(store, rows, result)
    return _Taken(codings, verdicts, [], result)


def _save(project: Project, store: Store, taken: _Taken) -> None:
    from toolkit.storage.codings import codings as stored
    from toolkit.storage.codings import memos

    result = taken.result
    with store.writing("codings import", now=project.now) as change:
        result.added, result.known = stored.add(change.connection, taken.codings)
        result.verdicts = sum(stored.add_verdicts(change.connection, taken.verdicts))
        result.memos, _ = memos.add_unknown(change.connection, taken.memos)
        change.note(
            added=result.added,
            known=result.known,
            moved=result.moved,
            verdicts=result.verdicts,
            memos=result.memos,
        )


def _seen_by(project: Project, store: Store) -> Store:
    from toolkit.storage.projects.blinded import Blinded

    return Blinded(store, project.viewer) if project.viewer else store


def _as_seen(project: Project, store: Store, taken: _Taken) -> ImportResult | None:
    """What a viewer who codes blind may be told; None for all others."""
    eyes = _seen_by(project, store)
    if not eyes.eyes:
        return None
    told = replace(taken, result=ImportResult())
    _count(eyes, told)
    return told.result


def _tell_as_seen(taken: _Taken, seen: ImportResult | None) -> None:
    if seen is not None:
        own = taken.result
        own.added, own.known, own.verdicts, own.memos = seen.added, seen.known, seen.verdicts, seen.memos


def _count(store: Store, taken: _Taken) -> None:
    from toolkit.storage.codings import codings as stored
    from toolkit.storage.codings import memos

    result = taken.result
    with store.reading() as connection:
        result.added, result.known = stored.count_new(connection, taken.codings)
        result.memos = len(memos.unknown_of(connection, taken.memos))
    result.verdicts = len(taken.verdicts)


class _Importing:
    """Turns rows into codings and verdicts, source by source so that each text is read once."""

    def __init__(self, project: Project, scheme: Scheme, file: str, coder: str | None) -> None:
        self.project, self.scheme, self.file, self.coder = project, scheme, file, coder

    def judged(
        self, store: Store, rows: Sequence[CodingRow], result: ImportResult
    ) -> tuple[list[Coding], list[Verdict]]:
        from toolkit.storage.sources import sources

        codings: list[Coding] = []
        verdicts: list[Verdict] = []
        with store.reading() as connection:
            names = {name.casefold(): name for name in sources.names(connection)}
            for name, of_source in _by_source(rows).items():
                stored = names.get(name.casefold())
                if stored is None:
                    result.problems.append(self._no_source(name, of_source))
                    continue
                source = sources.get(connection, stored)
                for row in of_source:
                    self._judge(row, source, (codings, verdicts, result))
        return codings, verdicts

    def _no_source(self, name: str, rows: Sequence[CodingRow]) -> Problem:
        return Problem(
            f"{self.file}:{rows[0].line}",
            N_("There is no source {source} in the project (rows: {n})."),
            N_("Add it first with spegla add, or see the names with spegla sources."),
            {"source": name, "n": len(rows)},
        )

    def _judge(self, row: CodingRow, source: Source, into: tuple[list[Coding], list[Verdict], ImportResult]) -> None:
        codings, verdicts, result = into
        try:
            coding = self._coding(row, source.name, source.text)
        except SpeglaError as error:
            result.problems.append(Problem.of(f"{self.file}:{row.line}", error))
            return
        result.moved += row.start is not None and row.start != coding.span.start
        if row.verdict:
            verdicts.append(Verdict(source.name, coding.span, coding.code, row.verdict, coding.coder, coding.time))
        if row.verdict is None or row.verdict in CODED:
            codings.append(replace(coding, code=row.correction or coding.code))
            result.place(coding, source.turns)

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
    quotes = list(dict.fromkeys((normalise(row.quote), normalise(row.unguarded))))
    if row.start is not None and row.end is not None and 0 <= row.start < row.end:
        span = Span(row.start, row.end)
        if span.of(text) in quotes:
            return span
    for quote in quotes:
        found = find_quote(text, quote, near=row.start or 0)
        if found is not None:
            return found
    raise BadFile(
        N_("The quoted words stand nowhere in {source}."),
        hint=N_("Check that it is the same version of the transcript."),
        source=row.source,
    )


def _by_source(rows: Sequence[CodingRow]) -> Mapping[str, list[CodingRow]]:
    found: dict[str, list[CodingRow]] = {}
    for row in rows:
        found.setdefault(row.source, []).append(row)
    return found


def listed(
    project: Project, *, coder: str | None = None, code: str | None = None, source: str | None = None
) -> tuple[list[Coding], int]:
    """The codings, in order of source and position, and how many were held back because consent was withdrawn.

    `code` stands for itself and the codes under it; NotFound when the scheme has neither. Who speaks is placed anew
    first when the register has changed: withdrawn words shall not be shown because nobody had placed them yet.
    """
    from toolkit.storage.codings import codings

    if code is not None:
        _check_code(project, code)
    current.place(project)
    with project.store() as store, store.reading() as connection:
        found = codings.each(connection, coder=coder, source=source)
        withheld = withheld_spans(project, connection)
    wanted = [coding for coding in found if code is None or f"{coding.code}/".startswith(f"{code}/")]
    kept = [coding for coding in wanted if not touches(coding, withheld)]
    return kept, len(wanted) - len(kept)


def leaving(project: Project, *, coder: str | None = None, source: str | None = None) -> tuple[list[Coding], int]:
    """The codings that may leave the project, and how many stay: those listed, without case descriptions.

    One that is asked for by name goes along.
    """
    found, held_back = listed(project, coder=coder, source=source)
    kinds = source_kinds.of_names(project)
    kept = [one for one in found if one.source == source or kinds[one.source].rules.goes_out]
    return kept, held_back + len(found) - len(kept)


def _check_code(project: Project, code: str) -> None:
    if not any(f"{path}/".startswith(f"{code}/") for path in project.scheme_file.codes):
        raise NotFound(N_("The scheme has no code {code}."), hint=N_("See the codes with spegla scheme."), code=code)


def export_codings(
    project: Project, path: Path, *, coder: str | None = None, source: str | None = None, force: bool = False
) -> tuple[int, int]:
    """Write the codings to a `.csv` or `.jsonl` file; returns how many were written and how many held back.

    To a `.docx` file one source is written, with its codings as comments. Refused for a file that is there already,
    unless `force` says to write over it.
    """
    refuse_existing(path, force=force)
    if path.suffix.lower() == ".docx":
        if source is None:
            raise UsageError(N_("A Word file holds one source with its codings."), hint=N_("Name it: --source SOURCE"))
        data, written = word_comments.write(project, source, coder=coder)
        write_file(path, data)
        return written, 0
    codings, held_back = leaving(project, coder=coder, source=source)
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".jsonl"):
        raise UsageError(
            N_("Codings are exported as .csv, .jsonl or .docx, not {suffix}."),
            hint=N_("As an Excel file: spegla export codings FILE.xlsx"),
            suffix=suffix or path.name,
        )
    if suffix == ".csv":
        data = coding_tables.write_csv(codings, delimiter=saved_tables.delimiter(project.language))
    else:
        data = coding_tables.write_json_lines(codings)
    write_file(path, data)
    access_log.note(project, "codings", file=path.name)
    return len(codings), held_back
