"""The rule of evaluation questions: each of the project's questions stands in the report and has an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.domain.report_rules.alignment import likeness
from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import NOTICE, Line, Page
from toolkit.messages import N_

SAME = 0.75


def questions_answered(page: Page) -> Iterator[Found]:
    """Questions that stand nowhere, that have no section where others have one, or whose section is empty."""
    lines = list(page.read())
    sections = {question: _section(question, lines) for question in page.basis.questions}
    some = any(section is not None for section in sections.values())
    for question, section in sections.items():
        if section is None:
            yield from _without(question, lines, others=some)
        elif not _answered(lines, section):
            yield _finding(
                lines[section].at,
                question,
                N_("Nothing is written under this evaluation question."),
                N_("Answer it, or say why it cannot be answered."),
                serious=False,
            )


def _section(question: str, lines: Sequence[Line]) -> int | None:
    return next((at for at, line in enumerate(lines) if line.paragraph.level and _asks(line, question)), None)


def _asks(line: Line, question: str) -> bool:
    words = line.text.casefold().strip()
    return question.casefold() in words or likeness(words, question.casefold()) >= SAME


def _answered(lines: Sequence[Line], section: int) -> bool:
    level = lines[section].paragraph.level
    for line in lines[section + 1 :]:
        if line.paragraph.level and line.paragraph.level <= level:
            return False
        if not line.paragraph.level and line.paragraph.style != NOTICE and not line.waits:
            return True
    return False


def _without(question: str, lines: Sequence[Line], *, others: bool) -> Iterator[Found]:
    listed = next((line for line in lines if not line.paragraph.level and _asks(line, question)), None)
    if listed is None:
        yield _finding(
            None,
            question,
            N_("This evaluation question of the project stands nowhere in the report."),
            N_("Give it a section that answers it, or take it out of project.toml."),
        )
    else:
        yield _finding(
            listed.at,
            question,
            N_("This evaluation question is named, and no section answers it."),
            N_("Give it a section with the question as its heading."),
            serious=others,
        )


def _finding(at: int | None, question: str, message: str, hint: str, *, serious: bool = True) -> Found:
    return Found(Kind.QUESTION, at, shortened(question), message, hint, serious=serious)
