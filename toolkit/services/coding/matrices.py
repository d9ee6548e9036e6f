"""Cross tables of the coded passages: how many people, or passages, by two of their sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.domain.codings.matrices import Count, Dimension, Matrix
from toolkit.domain.codings.schemes import AREA, PHASE, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts import saved_tables
from toolkit.errors import UsageError
from toolkit.exchange import matrix_tables
from toolkit.exchange.tables import Table, csv_of
from toolkit.messages import N_, current_language, tr
from toolkit.services.coding import passages, schemes
from toolkit.services.material import sources
from toolkit.services.projects import access_log, names
from toolkit.services.projects.files import refuse_existing, write_file
from toolkit.services.projects.progress import nothing_counts
from toolkit.services.projects.project import Project

TITLES = {
    Dimension.AREA: N_("Question area"),
    Dimension.CODE: N_("Code"),
    Dimension.GROUP: N_("Group"),
    Dimension.RESPONDENT: N_("Respondent"),
}


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A matrix with the titles of its rows and columns in the language of messages.

    `by` are its two sides, `corner` says what the rows are. `withheld` is how many people are left out because consent
    was refused or withdrawn.
    """

    matrix: Matrix
    by: tuple[str, str]
    count: Count
    row_titles: tuple[str, ...]
    column_titles: tuple[str, ...]
    withheld: int
    corner: str


def sides_of(scheme: Scheme) -> dict[str, str]:
    """The sides that a table can have, by key, with titles in the language of messages: every facet is one."""
    speech = current_language()
    facets = {each.key: each.title.get(speech) or next(iter(each.title.values()), each.key) for each in scheme.facets}
    return {**facets, **{side.value: tr(title) for side, title in TITLES.items()}}


def cross_table(
    project: Project,
    *,
    rows: str = Dimension.AREA,
    columns: str = Dimension.GROUP,
    count: Count = Count.RESPONDENTS,
) -> CrossTable:
    """The coded passages of everyone whose words may be used, counted by two sides; Refused when there are none.

    UsageError for a side that is neither a `Dimension` nor a facet of the scheme.
    """
    from toolkit.storage.sources import sources as stored

    sources.place(project)
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            found = passages.of_codings(project, connection, scheme)
            voices = stored.respondents(connection)
    if not found:
        raise nothing_counts(project, N_("Import codings: spegla codings import FILE"))
    return Counting(project, scheme, found, voices).table(rows, columns, count)


def as_table(table: CrossTable) -> Table:
    """The cross table as a table to take along."""
    return matrix_tables.as_table(table.matrix, table.corner, rows=table.row_titles, columns=table.column_titles)


def as_csv(project: Project, table: CrossTable) -> bytes:
    """The table as a CSV file that Excel opens in the project's language."""
    return csv_of(as_table(table), saved_tables.delimiter(project.language))


def write_table(project: Project, table: CrossTable, path: Path, *, force: bool = False) -> None:
    """Write the table to a `.csv` file that Excel opens; UsageError for another kind of file.

    Refused for one that is there already, unless `force` says to write over it.
    """
    if path.suffix.lower() != ".csv":
        raise UsageError(N_("The table is written as .csv, not {suffix}."), suffix=path.suffix or path.name)
    refuse_existing(path, force=force)
    write_file(path, as_csv(project, table))
    access_log.note(project, "export", file=path.name)


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

    def table(self, rows: str, columns: str, count: Count) -> CrossTable:
        """The passages counted by two sides."""
        from toolkit.analysis.counting import matrices

        titles = sides_of(self.scheme)
        for side in (rows, columns):
            if side not in titles:
                existing = ", ".join(titles)
                raise UsageError(
                    N_("“{side}” is no side of a table."),
                    hint=N_("These are: {existing}"),
                    side=side,
                    existing=existing,
                )
        down, across = self.keys(rows), self.keys(columns)
        matrix = matrices.crossed(self.found, (rows, columns), rows=down, columns=across, count=count)
        return CrossTable(
            matrix=matrix,
            by=(rows, columns),
            count=count,
            row_titles=tuple(self.title(rows, key) for key in matrix.rows),
            column_titles=tuple(self.title(columns, key) for key in matrix.columns),
            withheld=sum(not self.project.register.usable(voice) for voice in self.voices),
            corner=titles[rows],
        )

    def keys(self, side: str) -> list[str]:
        """The keys that stand in a table in any case, in order: also those that nobody has a passage of."""
        if side == Dimension.AREA:
            return [code.path for code in self.scheme.active(AREA, top=True)]
        if side == Dimension.CODE:
            used = {code for passage in self.found for code in passage.codes}
            return [code.path for code in self.scheme.active(AREA) if code.path in used]
        if side not in TITLES:
            return [code.path.removeprefix(f"{side}/") for code in self.scheme.active(side)]
        speaking = [voice for voice in sorted(self.voices) if self.project.register.usable(voice)]
        if side == Dimension.RESPONDENT:
            return speaking
        groups = {self.project.register.get(voice).group for voice in speaking}
        return [key for key in self.project.settings.groups if key in groups]

    def title(self, side: str, key: str) -> str:
        """What a row or column is called."""
        if side == Dimension.GROUP:
            return names.group(self.project, key)
        if not key:
            return tr("Not coded")
        if side == Dimension.RESPONDENT:
            return key
        speech = current_language()
        if side == PHASE and (own := self.project.settings.phase_label(key, language=speech)):
            return own
        code = self.scheme.codes.get(key if side in TITLES else f"{side}/{key}")
        title = code.titled(speech) if code else key
        return f"{title} ({key})" if side == Dimension.CODE else title
