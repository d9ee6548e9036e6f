"""Cross tables of the coded passages: how many people, or passages, by two of their sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.domain.matrices import Count, Dimension, Matrix
from toolkit.domain.schemes import AREA, PHASE, VALENCE, Scheme
from toolkit.domain.segments import Passage
from toolkit.errors import Refused, UsageError
from toolkit.exchange import matrix_tables
from toolkit.messages import N_, current_language, tr
from toolkit.services import names, passages, schemes, sources
from toolkit.services.files import write_file
from toolkit.services.project import Project

TITLES = {
    Dimension.AREA: N_("Question area"),
    Dimension.CODE: N_("Code"),
    Dimension.PHASE: N_("Phase"),
    Dimension.VALENCE: N_("Valence"),
    Dimension.GROUP: N_("Group"),
    Dimension.RESPONDENT: N_("Respondent"),
}


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A matrix with the titles of its rows and columns in the language of messages.

    `by` are its two sides. `withheld` is how many people are left out because consent was refused or withdrawn.
    """

    matrix: Matrix
    by: tuple[Dimension, Dimension]
    count: Count
    row_titles: tuple[str, ...]
    column_titles: tuple[str, ...]
    withheld: int

    @property
    def corner(self) -> str:
        """What the rows are, in the language of messages."""
        return tr(TITLES[self.by[0]])


def cross_table(
    project: Project,
    *,
    rows: Dimension = Dimension.AREA,
    columns: Dimension = Dimension.GROUP,
    count: Count = Count.RESPONDENTS,
) -> CrossTable:
    """The coded passages of everyone whose words may be used, counted by two sides; Refused when there are none."""
    from toolkit.storage import sources as stored

    sources.place(project)
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            found = passages.of_codings(project, connection, scheme)
            voices = stored.respondents(connection)
    if not found:
        raise Refused(N_("Nothing is coded yet."), hint=N_("Import codings: spegla codings import FILE"))
    return Counting(project, scheme, found, voices).table(rows, columns, count)


def csv_of(table: CrossTable) -> bytes:
    """The table as a CSV file that Excel opens."""
    return matrix_tables.write_csv(table.matrix, table.corner, rows=table.row_titles, columns=table.column_titles)


def write_table(table: CrossTable, path: Path) -> None:
    """Write the table to a `.csv` file that Excel opens; UsageError for another kind of file."""
    if path.suffix.lower() != ".csv":
        raise UsageError(N_("The table is written as .csv, not {suffix}."), suffix=path.suffix or path.name)
    write_file(path, csv_of(table))


def record(table: CrossTable) -> dict[str, object]:
    """The table as a document for JSON."""
    matrix = table.matrix
    return {
        "by": list(table.by),
        "count": table.count,
        "rows": _keyed(matrix.rows, table.row_titles),
        "columns": _keyed(matrix.columns, table.column_titles),
        "values": matrix.values,
        "withheld": table.withheld,
    }


def _keyed(keys: Sequence[str], titles: Sequence[str]) -> list[dict[str, str]]:
    return [{"key": key, "title": title} for key, title in zip(keys, titles, strict=True)]


@dataclass(frozen=True, slots=True)
class Counting:
    """Passages to be counted, and what the sides of their tables are called; `voices` are all who speak."""

    project: Project
    scheme: Scheme
    found: Sequence[Passage]
    voices: frozenset[str]

    def table(self, rows: Dimension, columns: Dimension, count: Count) -> CrossTable:
        """The passages counted by two sides."""
        from toolkit.analysis import matrices

        down, across = self.keys(rows), self.keys(columns)
        matrix = matrices.crossed(self.found, (rows, columns), rows=down, columns=across, count=count)
        return CrossTable(
            matrix=matrix,
            by=(rows, columns),
            count=count,
            row_titles=tuple(self.title(rows, key) for key in matrix.rows),
            column_titles=tuple(self.title(columns, key) for key in matrix.columns),
            withheld=sum(not self.project.register.usable(voice) for voice in self.voices),
        )

    def keys(self, side: Dimension) -> list[str]:
        """The keys that stand in a table in any case, in order: also those that nobody has a passage of."""
        if side is Dimension.AREA:
            return [code.path for code in self.scheme.active(AREA, top=True)]
        if side is Dimension.PHASE or side is Dimension.VALENCE:
            facet = PHASE if side is Dimension.PHASE else VALENCE
            return [code.path.removeprefix(f"{facet}/") for code in self.scheme.active(facet)]
        if side is Dimension.CODE:
            used = {code for passage in self.found for code in passage.codes}
            return [code.path for code in self.scheme.active(AREA) if code.path in used]
        speaking = [voice for voice in sorted(self.voices) if self.project.register.usable(voice)]
        if side is Dimension.RESPONDENT:
            return speaking
        groups = {self.project.register.get(voice).group for voice in speaking}
        return [key for key in self.project.settings.groups if key in groups]

    def title(self, side: Dimension, key: str) -> str:
        """What a row or column is called."""
        if side is Dimension.GROUP:
            return names.group(self.project, key)
        if not key:
            return tr("Not coded")
        if side is Dimension.RESPONDENT:
            return key
        speech = current_language()
        if side is Dimension.PHASE and (own := self.project.settings.phase_label(key, language=speech)):
            return own
        prefix = {Dimension.PHASE: f"{PHASE}/", Dimension.VALENCE: f"{VALENCE}/"}.get(side, "")
        code = self.scheme.codes.get(prefix + key)
        title = code.titled(speech) if code else key
        return f"{title} ({key})" if side is Dimension.CODE else title
