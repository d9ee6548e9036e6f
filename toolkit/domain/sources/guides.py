"""Question guides: what each actor group was asked, each question with its area."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a guide: stable key, area, the wording and other wordings of it, perhaps a phase."""

    key: str
    area: str
    text: str
    variants: tuple[str, ...] = ()
    phase: str | None = None

    def wordings(self) -> tuple[str, ...]:
        """All wordings, the guide's own first."""
        return (self.text, *self.variants)


@dataclass(frozen=True, slots=True)
class Guide:
    """The questions put to one actor group, in order."""

    group: str
    language: str
    questions: tuple[Question, ...]
