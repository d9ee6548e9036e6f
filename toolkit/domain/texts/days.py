"""Days as people write them: one that must be a day, and one that may be."""

from __future__ import annotations

import re
from datetime import date

from toolkit.errors import UsageError
from toolkit.messages import N_

LONGEST = len("2025-11-03")
SHOWN = 20
CENTURY = 2000  # that a year of two digits is in
_LONGEST_WRITTEN = 60
_MONTHS = (
    "januari january jan",
    "februari february feb febr",
    "mars march mar",
    "april apr",
    "maj may",
    "juni june jun",
    "juli july jul",
    "augusti august aug",
    "september sep sept",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
_NUMBERS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_SWEDISH = r"(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?"
_ENGLISH = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_BEFORE = rf"(?:(?:on\s+)?(?:{_SWEDISH}|{_ENGLISH})[.,]?\s+)?(?:(?:den|the|on)\s+)?"
_DAY = r"(?P<day>\d{1,2})"
_MONTH = r"(?P<name>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_TIME = r"(?:[,;]?\s+(?:kl\.?|klockan|at)\s+\S.*|[,;]?\s+\d{1,2}[:.]\d{2}(?!\d).*|\s*\(.*\))?\.?"
_WRITTEN = tuple(
    re.compile(_BEFORE + form + _TIME, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:\.|:?[ae]|st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?(?:\s+|\s?-\s?){_YEAR}",
        rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?:,\s*|\s+){_YEAR}",
        rf"{_DAY}\s?/\s?(?P<month>\d{{1,2}})(?:\s+|\s?[-–]\s?){_YEAR}",
    )
)


_MONTH_NAMES = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_WITHIN = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:\.|:?[ae]|st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH_NAMES})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTH_NAMES})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})(?!\w)",
    re.IGNORECASE,
)


def day_within(line: str) -> str:
    """The one day that a line of other words names with its month and year, as written; empty for none or several."""
    found = [match[0] for match in _WITHIN.finditer(line) if day_in(match[0])]
    return found[0] if len(found) == 1 else ""


def day_given(text: str) -> date:
    """The day that a person typed; UsageError for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        shown = text.strip()[:SHOWN] or "–"
        raise UsageError(N_("{day} is not a day."), hint=N_("Write it like this: 2025-11-03"), day=shown) from None


def day_in(text: str) -> date | None:
    """The day that a source's facts begin with, a time after it or not; None when they tell none.

    Beside 2025-11-03 it may be written as people do in Swedish and English: "den 3 november 2025", "3/11-25",
    "November 3, 2025". Numbers alone are day and month, in that order.
    """
    told = text.strip()
    try:
        return date.fromisoformat(told[:LONGEST])
    except ValueError:
        return _written_out(told) if len(told) <= _LONGEST_WRITTEN else None


def _written_out(text: str) -> date | None:
    found = next((match for form in _WRITTEN if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = _NUMBERS.get(parts["name"].casefold(), 0) if "name" in parts else int(parts["month"])
    year = parts["year"].lstrip("'’")
    try:
        return date(int(year) + (CENTURY if len(year) < len("2025") else 0), month, int(parts["day"]))
    except ValueError:
        return None
