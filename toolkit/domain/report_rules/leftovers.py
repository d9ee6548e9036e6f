"""The rule of leftovers: prompts nobody answered, notices of the draft, "uppgift saknas"; all of them notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import NOTICE, PROMPT, Line, Page
from toolkit.messages import N_

_PROMPT = re.compile(
    r"^\[(?=.{12,}\]$)|\[(?:Utvärderaren|The evaluator|Skriv|Write|Fyll i|Fill in|Lägg till|XX|TODO)[^\]]*\]", re.I
)
_MISSING = re.compile(r"\b(?:uppgift(?:er)? saknas|not recorded|\?\?\?|xxx+|TODO|lorem ipsum)\b|\?\?\?", re.I)


def leftovers(page: Page) -> Iterator[Found]:
    """Places that wait for words."""
    for line in page.read():
        if line.is_quote:
            continue
        found = _leftover(line)
        if found:
            yield found


def _leftover(line: Line) -> Found | None:
    if line.paragraph.style == NOTICE:
        return _note(
            line, N_("A notice of the draft still stands here."), N_("Take it out before you hand the report on.")
        )
    if line.paragraph.style == PROMPT or _PROMPT.search(line.prose):
        return _note(
            line, N_("Nobody has answered this prompt of the draft."), N_("Write the text, or take the line out.")
        )
    if _MISSING.search(line.prose):
        return _note(
            line, N_("Something is missing here."), N_("Record it in report.toml or the register, or write it in.")
        )
    return None


def _note(line: Line, message: str, hint: str) -> Found:
    return Found(Kind.LEFTOVER, line.at, shortened(line.text), message, hint, serious=False)
