"""Which codes share words: a table of codes by codes, counted in passages and in people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.domain.codings.cooccurrence import Coded, Pair, counted
from toolkit.domain.codings.schemes import AREA, Scheme
from toolkit.messages import current_language
from toolkit.services.coding.gathered import Gathered, Piece

TOP = "top"  # the question areas themselves, each with the codes under it


@dataclass(frozen=True, slots=True)
class Shared:
    """The table: paths and titles of rows and columns, and how many passages (or people) each pair has in common."""

    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: Mapping[Pair, int]

    def at(self, row: str, column: str) -> int:
        """What two codes have in common."""
        return self.cells.get((row, column), 0)

    @property
    def most(self) -> int:
        """The largest number of two codes that do not share words by their names alone."""
        return max((n for pair, n in self.cells.items() if not trivial(*pair)), default=0)


def trivial(row: str, column: str) -> bool:
    """Whether the two share words by their names alone: a code with itself or with the one above it."""
    return f"{row}/".startswith(f"{column}/") or f"{column}/".startswith(f"{row}/")


def shared(material: Gathered, *, rows: str = AREA, columns: str = AREA, people: bool = False) -> Shared:
    """Codes in use of one facet by those of another, counted in passages or in people; TOP stands for the areas."""
    used = frozenset(code for piece in material.pieces for code in piece.held)
    down, across = (tuple(_codes(material.scheme, facet, used)) for facet in (rows, columns))
    cells = counted(map(_coded, material.pieces), [path for path, _ in down], [path for path, _ in across])
    return Shared(down, across, {pair: len(one.people) if people else one.passages for pair, one in cells.items()})


def _codes(scheme: Scheme, facet: str, used: frozenset[str]) -> Iterator[tuple[str, str]]:
    speech = current_language()
    for code in scheme.active(AREA, top=True) if facet == TOP else scheme.active(facet):
        if code.path in used and (facet != AREA or code.parent):
            yield code.path, code.titled(speech)


def _coded(piece: Piece) -> Coded:
    passage = piece.passage
    return Coded(piece.source_id, passage.span, passage.respondent, piece.held, piece.touching)
