"""What a coder has still to decide: a segment with the suggestions that are open for this coder."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.codings.codings import Suggestion
from toolkit.domain.texts.text import Span


@dataclass(frozen=True, slots=True)
class Undecided:
    """A segment with the suggestions that are open, the highest score first; `skipped` when all were put off."""

    id: int
    source_id: int
    source: str
    span: Span
    suggestions: tuple[Suggestion, ...]
    skipped: bool = False
