"""A survey as it is stored: a table that says itself what its columns are, without those that tell who answered."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.domain.sources.sources import ANONYMOUS, NAMED
from toolkit.importers.columns import Kind

SIGNATURE = "spegla-survey"
_KEPT = (Kind.ID, Kind.GROUP, Kind.OPEN, Kind.CLOSED)
_HEAD = 3  # rows before the answers
ANSWER = "Svar"


@dataclass(frozen=True, slots=True)
class Answered:
    """One row: the label of who answered ("D10", or "Svar 3" for nobody known), the group, answers by title."""

    label: str
    group: str
    open: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The columns that are kept (kind and title of each) and the rows, an answer of each row to each column."""

    columns: tuple[tuple[Kind, str], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def standing(self) -> str:
        """Whether the rows say who answered: NAMED or ANONYMOUS."""
        return NAMED if any(kind is Kind.ID for kind, _ in self.columns) else ANONYMOUS

    def titles(self, kind: Kind) -> list[str]:
        """The titles of the columns of one kind."""
        return [title for each, title in self.columns if each is kind]

    def answers(self) -> Iterator[Answered]:
        """The rows that hold an open answer; those of nobody known are numbered as they stand."""
        number = 0
        for row in self.rows:
            opened = self._of(row, Kind.OPEN)
            if opened:
                who = "".join(answer for _, answer in self._of(row, Kind.ID)) or f"{ANSWER} {(number := number + 1)}"
                group = "".join(answer for _, answer in self._of(row, Kind.GROUP))
                yield Answered(who, group, opened, self._of(row, Kind.CLOSED))

    def _of(self, row: Sequence[str], kind: Kind) -> tuple[tuple[str, str], ...]:
        cells = zip(self.columns, row, strict=True)
        return tuple((title, cell) for (each, title), cell in cells if each is kind and cell)


def is_stored(text: str) -> bool:
    """Whether the text is a survey as it is stored."""
    return text.startswith(f"{SIGNATURE};1")


def written(survey: Survey) -> bytes:
    """The bytes that are stored."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerow([SIGNATURE, "1"])
    table.writerow([kind.value for kind, _ in survey.columns])
    table.writerow([title for _, title in survey.columns])
    table.writerows(survey.rows)
    return out.getvalue().encode()


def read(text: str) -> Survey | None:
    """The survey that was stored; None when the text is none."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error:
        return None
    if len(rows) < _HEAD or len(rows[1]) != len(rows[2]) or not {*rows[1]} <= {kind.value for kind in _KEPT}:
        return None
    titles = (title if title.strip() else f"{number}" for number, title in enumerate(rows[2], 1))
    columns = tuple(zip(map(Kind, rows[1]), titles, strict=True))
    width = len(columns)
    return Survey(columns, tuple(tuple((*row, *[""] * width)[:width]) for row in rows[_HEAD:] if row))


def shuffled(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows in an order that their content alone decides, so that it tells nothing of when each came in.

    The order hangs on all rows together: the same answer stands elsewhere in another survey.
    """
    every = hashlib.sha256("\x1e".join("\x1f".join(row) for row in sorted(rows)).encode()).digest()
    return sorted(rows, key=lambda row: hashlib.sha256(every + "\x1f".join(row).encode()).digest())
