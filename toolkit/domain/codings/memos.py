"""Memos: what a person writes beside the material, on a passage, a source or a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from toolkit.domain.texts.text import Span


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo. With `source` and `span` it is on a passage, with `source` alone on the source, with `code` on the code.

    `revision` counts how often it was written over; whoever edits names the revision they saw.
    """

    text: str
    author: str
    time: datetime
    source: str | None = None
    span: Span | None = None
    code: str | None = None
    revision: int = 1
    id: int | None = None

    def __post_init__(self) -> None:
        if (self.source is None) == (self.code is None) or (self.span is not None and self.source is None):
            raise ValueError("a memo is on a passage, a source or a code")
