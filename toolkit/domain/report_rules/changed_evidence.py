"""The rule of evidence: no sentence stands as it was drafted while what it rests on has changed since."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import Line, Page
from toolkit.domain.report_rules.sentences import uncounted
from toolkit.domain.report_rules.stated import Told, paired, told
from toolkit.domain.reports.report import Stated
from toolkit.messages import N_

_NEXT = N_("See spegla status --sentences, and bring the new results in: spegla draft --into FILE.docx")


def changed_evidence(page: Page) -> Iterator[Found]:
    """Drafted sentences whose counts are others now, or that rest on other passages."""
    for line in page.read():
        if line.drafted is None or line.is_quote or line.paragraph.cell:
            continue
        now = _stated_now(page, line)
        for sentence, match in paired(line.sentences, told(line.drafted)):
            if match is not None and match.text == uncounted(sentence)[0]:
                yield from _of(page, line, match, now)


def _stated_now(page: Page, line: Line) -> set[Stated] | None:
    """What the same paragraph would state now; None where it is not known."""
    if line.drafted is None or line.drafted.mark is None or not page.basis.current:
        return None
    now = page.basis.current.get(line.drafted.mark)
    if now is None:
        return set() if line.drafted.finding else None
    return {stated for each in told(now) for stated in each.stated}


def _of(page: Page, line: Line, sentence: Told, now: set[Stated] | None) -> Iterator[Found]:
    finding = line.drafted.finding if line.drafted else ""
    why = page.basis.changed.get((finding, sentence.text))
    if why is not None:
        yield _finding(line, sentence.text, N_("What this sentence rests on has changed: {why}."), why=why)
    elif now is not None and sentence.stated and not any(_told(each, now) for each in sentence.stated):
        then = sentence.stated[0]
        message = N_("The draft counted {k} of {n} here; it no longer does.")
        yield _finding(line, sentence.text, message, k=then.k, n=then.n)


def _told(stated: Stated, now: set[Stated]) -> bool:
    return any((each.k, each.n) == (stated.k, stated.n) for each in now)


def _finding(line: Line, text: str, message: str, /, **values: object) -> Found:
    return Found(Kind.EVIDENCE, line.at, shortened(text), message, _NEXT, values)
