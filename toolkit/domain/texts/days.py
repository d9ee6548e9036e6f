"""Days as people write them: one that must be a day, and one that may be."""

from __future__ import annotations

from datetime import date

from toolkit.errors import UsageError
from toolkit.messages import N_

LONGEST = len("2025-11-03")
SHOWN = 20


def day_given(text: str) -> date:
    """The day that a person typed; UsageError for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        shown = text.strip()[:SHOWN] or "–"
        raise UsageError(N_("{day} is not a day."), hint=N_("Write it like this: 2025-11-03"), day=shown) from None


def day_in(text: str) -> date | None:
    """The day that a source's facts begin with, a time after it or not; None when they tell none."""
    try:
        return date.fromisoformat(text.strip()[:LONGEST])
    except ValueError:
        return None
