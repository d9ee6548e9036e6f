"""Tables to take along: codings, passages, a matrix, respondents, as Excel, CSV or JSON lines.

Nobody whose consent was refused or withdrawn is in any of them, and no label of the register, which may be a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.matrices import Count, Dimension
from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.sources import Turn
from toolkit.errors import Problem, UsageError
from toolkit.exchange import coding_tables, passage_tables, table_files, xlsx
from toolkit.exchange.tables import Cell, Table
from toolkit.messages import N_
from toolkit.services.coding import coding_results, codings, gathered, matrices, retrieval
from toolkit.services.coding.gathered import Gathered
from toolkit.services.coding.retrieval import Wanted
from toolkit.services.projects import access_log, progress, withholding
from toolkit.services.projects.files import refuse_existing, write_file
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

PERSON = ("respondent", "group", "organisation", "consent", "consent_until", "quote", "sources", "words", "passages")
SPLIT = N_("Cells longer than Excel allows ({limit} signs), which go on in the next column, “quote (2)”: {n}")


class Kind(StrEnum):
    """What a table holds."""

    CODINGS = "codings"
    PASSAGES = "passages"
    MATRIX = "matrix"
    RESPONDENTS = "respondents"
    ALL = "all"


class Format(StrEnum):
    """The kinds of files that tables are written as."""

    XLSX = ".xlsx"
    CSV = ".csv"
    JSON_LINES = ".jsonl"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be in the table: one coder's codings only, and the sides of a matrix."""

    coder: str = ""
    rows: str = Dimension.AREA
    columns: str = Dimension.GROUP
    count: Count = Count.RESPONDENTS


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file, how many rows each table in it has, and what was held back.

    `held_back` codings and `withheld` people are left out because consent was refused or withdrawn; `split` cells
    were too long for Excel and go on in the next column.
    """

    data: bytes
    rows: Mapping[str, int]
    held_back: int
    withheld: int
    split: int

    def notes(self, file: str) -> list[Problem]:
        """What a reader of the file should know."""
        if not self.split:
            return []
        return [Problem(file, SPLIT, values={"n": self.split, "limit": xlsx.LONGEST}, serious=False)]


def write_tables(
    project: Project, kind: Kind, path: Path, chosen: Chosen = EVERYTHING, *, force: bool = False
) -> Exported:
    """Write tables to a `.xlsx`, `.csv` or `.jsonl` file; UsageError for another kind of file.

    Refused for one that is there already, unless `force` says to write over it.
    """
    suffix = path.suffix.lower()
    if suffix not in set(Format):
        raise UsageError(N_("Tables are written as .xlsx, .csv or .jsonl, not {suffix}."), suffix=suffix or path.name)
    refuse_existing(path, force=force)
    exported = tables(project, kind, Format(suffix), chosen)
    write_file(path, exported.data)
    return exported


def tables(project: Project, kind: Kind, form: Format, chosen: Chosen = EVERYTHING) -> Exported:
    """The file with the tables wanted; UsageError for all of them in another file than one of Excel."""
    if kind is Kind.ALL and form is not Format.XLSX:
        raise UsageError(
            N_("All tables together are written as .xlsx only, a sheet for each."),
            hint=N_("Write one table at a time: spegla export codings FILE.csv"),
        )
    if chosen.coder:
        progress.known_coder(project, chosen.coder)
    gatherer = _Gatherer(project, chosen)
    kinds = [one for one in Kind if one is not Kind.ALL] if kind is Kind.ALL else [kind]
    made = [gatherer.table(one) for one in kinds]
    data, split = table_files.written(made, form, now=project.now, language=project.language)
    rows = {table.name: len(table.rows) for table in made}
    access_log.note(project, "export")
    return Exported(data, rows, gatherer.held_back, gatherer.withheld, split)


class _Gatherer:
    """Makes the tables of one project; what they share is gathered once, and what is held back is counted."""

    def __init__(self, project: Project, chosen: Chosen) -> None:
        self.project, self.chosen = project, chosen
        self.held_back = 0
        self.material: Gathered = gathered.gathered(project, coder=chosen.coder)
        self.unusable = withholding.unusable(project, self.material.voices)
        self.withheld = len(self.unusable)

    def table(self, kind: Kind) -> Table:
        """The table of this kind."""
        made = {
            Kind.CODINGS: self._codings,
            Kind.PASSAGES: self._passages,
            Kind.MATRIX: self._matrix,
            Kind.RESPONDENTS: self._respondents,
        }
        return made[kind]()

    def _codings(self) -> Table:
        found, self.held_back = codings.leaving(self.project, coder=self.chosen.coder or None)
        with self.project.store() as store, store.reading() as connection:
            rows = list(self._coded(connection, found))
        return Table(Kind.CODINGS, (*coding_tables.COLUMNS, "respondents", "groups"), rows)

    def _coded(self, connection: Connection, found: Iterable[Coding]) -> Iterable[tuple[Cell, ...]]:
        from toolkit.storage.sources import sources

        turns: Sequence[Turn] = ()
        name = ""
        for one in found:
            if one.source != name:
                name, turns = one.source, sources.get(connection, one.source).turns
            yield (*_flat(one), *self._who(coding_results.voices(turns, one.span)))

    def _who(self, said: Iterable[str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        people = tuple(sorted(filter(None, said)))
        groups = {self.project.register.get(one).group or "" for one in people}
        return people, tuple(sorted(filter(None, groups)))

    def _passages(self) -> Table:
        items = retrieval.chosen(self.project, self.material, Wanted())
        return passage_tables.as_table(retrieval.rows(self.project, items))

    def _matrix(self) -> Table:
        chosen = self.chosen
        counting = matrices.Counting(self.project, self.material.scheme, self.material.counted, self.material.voices)
        return matrices.as_table(counting.table(chosen.rows, chosen.columns, chosen.count))

    def _respondents(self) -> Table:
        project = self.project
        everyone = _everyone(project, self.material.voices - self.unusable)
        known = [project.register.get(one) for one in everyone if project.register.usable(one)]
        names = list(dict.fromkeys(name for one in known for name in one.variables))
        said = _said(project)
        passages = Counter(piece.passage.respondent for piece in self.material.pieces)
        rows = [
            (*_person(one), *said.get(one.id, (0, 0)), passages[one.id], *(one.variables.get(n, "") for n in names))
            for one in known
        ]
        return Table(Kind.RESPONDENTS, (*PERSON, *(_apart(name) for name in names)), rows)


def _flat(one: Coding) -> tuple[Cell, ...]:
    return (
        one.source,
        one.span.start,
        one.span.end,
        one.quote,
        one.code,
        one.coder,
        one.time.isoformat(timespec="seconds"),
    )


def _everyone(project: Project, voices: Iterable[str]) -> list[str]:
    """Those of the register in its order, then those who speak without being in it."""
    known = list(project.register.respondents)
    return [*known, *sorted(set(voices) - set(known))]


def _person(one: Respondent) -> tuple[Cell, ...]:
    consent = one.consent
    until = consent.until.isoformat() if consent.until else ""
    quote = "" if consent.quote is None else consent.quote
    return one.id, one.group or "", one.organisation, consent.status.value, until, quote


def _apart(variable: str) -> str:
    return f"variable {variable}" if variable in PERSON else variable


def _said(project: Project) -> dict[str, tuple[int, int]]:
    """In how many sources each person speaks, and how many words."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.spoken(connection)
