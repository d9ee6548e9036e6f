"""What a check finds: its kind, the paragraph it stands in, the words, why it is a finding and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.messages import tr


class Kind(StrEnum):
    """What a finding is about."""

    QUOTE = "quote"
    QUANTITY = "quantity"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    EVIDENCE = "evidence"
    PEOPLE = "people"
    REFERENCE = "reference"
    MARKS = "marks"
    QUESTION = "question"
    LEFTOVER = "leftover"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding. `paragraph` is its place in the report (None: the report as a whole), `words` what stands there.

    `message` and `hint` are message ids, `values` fill their places. A note (`serious=False`) asks a person to look;
    it says nothing against the report.
    """

    kind: Kind
    paragraph: int | None
    words: str
    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    serious: bool = True

    @property
    def reason(self) -> str:
        """Why it is a finding, in the current language."""
        return tr(self.message, **self.values)

    @property
    def next_step(self) -> str:
        """What to do, in the current language."""
        return tr(self.hint, **self.values) if self.hint else ""


LONGEST = 160
WITHHELD = "…"
"""What stands for the words of somebody who took them back."""


def shortened(text: str, *, around: int | None = None) -> str:
    """At most 160 characters of the text, round a place in it if one is named."""
    if len(text) <= LONGEST:
        return text
    start = 0 if around is None else max(0, min(around - LONGEST // 2, len(text) - LONGEST))
    piece = text[start : start + LONGEST]
    return ("… " if start else "") + piece.strip() + (" …" if start + LONGEST < len(text) else "")
