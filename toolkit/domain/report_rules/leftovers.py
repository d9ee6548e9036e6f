"""The rule of leftovers: prompts nobody answered, notices of the draft, "uppgift saknas"; all of them notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import NOTICE, PROMPT, TABLE_NOTE, Line, Page, answer
from toolkit.messages import N_

_PROMPT = re.compile(
    r"^\[(?=.{12,}\]$)|\[(?:Utvärderaren|The evaluator|Skriv|Write|Fyll i|Fill in|Lägg till|XX|TODO)[^\]]*\]", re.I
)
_MISSING = re.compile(r"\b(?:uppgift(?:er)? saknas|not recorded|\?\?\?|xxx+|TODO|lorem ipsum)\b|\?\?\?", re.I)

_UNANSWERED = N_("Nobody has answered this prompt of the draft."), N_("Write the text, or take the line out.")
_BESIDE = (
    N_("The prompt of the draft still stands beside what you wrote."),
    N_("Take out what stands in brackets before you hand the report on."),
)


def leftovers(page: Page) -> Iterator[Found]:
    """Places that wait for words."""
    for line in page.read():
        explains = line.paragraph.style == TABLE_NOTE and line.untouched  # what a dash means in a table
        if line.is_quote or explains:
            continue
        found = _leftover(line)
        if found:
            yield found


def _leftover(line: Line) -> Found | None:
    if line.paragraph.style == NOTICE:
        return _note(
            line, N_("A notice of the draft still stands here."), N_("Take it out before you hand the report on.")
        )
    if line.waits or _asks(line):
        return _note(line, *(_BESIDE if line.paragraph.style == PROMPT and not line.waits else _UNANSWERED))
    if _MISSING.search(line.prose):
        return _note(
            line, N_("Something is missing here."), N_("Record it in report.toml or the register, or write it in.")
        )
    return None


def _asks(line: Line) -> bool:
    return bool(_PROMPT.search(line.prose)) or (line.paragraph.style == PROMPT and answer(line.prose) != line.prose)


def _note(line: Line, message: str, hint: str) -> Found:
    return Found(Kind.LEFTOVER, line.at, shortened(line.text), message, hint, serious=False)
