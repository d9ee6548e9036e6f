"""What an evaluation rests on in law, and until when each kind of document may be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

DOCUMENTS = ("audio", "transcripts", "key", "project")
"""The kinds of documents with an end of their own."""


@dataclass(frozen=True, slots=True)
class Law:
    """On what the words of people are used: basis, ground for sensitive data, impact assessment, ethical review.

    `controller` and `dpo` are who is responsible and the data protection officer, each with how to reach them;
    `recipients` and `third_countries` who gets anything, and where to. `retention` is the last day that each kind of
    document may be kept; what has none is not in it.
    """

    legal_basis: str = ""
    art9_ground: str = ""
    dpia_ref: str = ""
    is_research: bool = False
    ethics_ref: str = ""
    ethics_date: date | None = None
    controller: str = ""
    dpo: str = ""
    recipients: str = ""
    third_countries: str = ""
    retention: Mapping[str, date] = field(default_factory=dict)

    def due(self, today: date) -> Iterator[tuple[str, date]]:
        """The kinds of documents whose last day has passed, with that day."""
        yield from ((kind, day) for kind, day in self.retention.items() if today > day)
