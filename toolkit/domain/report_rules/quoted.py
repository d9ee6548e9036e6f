"""The rule of quotes: each is an entry of the ledger, word for word, and of somebody who may be quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.report_rules.found import WITHHELD, Found, Kind, shortened
from toolkit.domain.report_rules.page import Line, Page
from toolkit.domain.report_rules.sentences import folded, tokens
from toolkit.messages import N_

TERM = 3
"""Up to so many words between quotation marks are a term, not a quote, unless they stand in the ledger."""

_NAMING = re.compile(
    r"\b(?:bok(?:en)?|rapport(?:en)?|skrift(?:en)?|handbok(?:en)?|artikel(?:n)?|antologi(?:n)?|film(?:en)?|kurs(?:en)?|"
    r"utbildning(?:en)?|föreläsning(?:en)?|schema(?:t)?|rubrik(?:en)?|fråga(?:n)?|frågorna|frågade|påstående(?:t)?|"
    r"book|report|handbook|article|film|course|lecture|scheme|heading|question|asked|statement)"
    r"(?:\s(?:vi|att|var|är|löd|lyder|we|was|is))?[\s:,]*[“„«»”\"]$",
    re.I,
)
"""What stands before the title of a book or a question asked, which nobody interviewed has said."""


class Standing(StrEnum):
    """Where the words of a quotation stand."""

    LEDGER = "ledger"
    MATERIAL = "material"  # with allowed edits only, and not in the ledger
    CHANGED = "changed"  # nearly: some words differ
    NOWHERE = "nowhere"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for a quotation's words. `printed` and `spoken` are the words round the first difference;
    `why` is a message id that says why the words may not be printed; `source` is the source's id, if it is known.
    `hidden`: whoever said them has taken them back, so that they are not repeated."""

    standing: Standing
    printed: str = ""
    spoken: str = ""
    why: str = ""
    source: int | None = None
    hidden: bool = False


Judge = Callable[[Sequence[str]], Sequence[Verdict]]
"""Gives the verdict on each of these words."""


def quotes(page: Page, judge: Judge) -> Iterator[Found]:
    """The quotes that are not what the ledger or the material holds."""
    places = [(line, one) for line in page.read() for one in _quoted(line) if not _is_term(one[0], page)]
    for (line, (words, named)), verdict in zip(places, judge([one[0] for _, one in places]), strict=True):
        found = None if named and verdict.standing is Standing.NOWHERE else _judged(line, words, verdict)
        if found and not (line.untouched and found.message == ADD):
            yield found


def _quoted(line: Line) -> Iterator[tuple[str, bool]]:
    """The quoted words of a line, and whether what stands before them says that they are a title or a question."""
    found = [(each.text, bool(_NAMING.search(line.text[: each.start]))) for each in line.marked.quotations]
    yield from found or ([(line.text, False)] if line.is_quote else [])


def _is_term(words: str, page: Page) -> bool:
    plain = folded(words).strip(" .,;:!?")
    return plain.casefold() in page.basis.terms or len(tokens(plain)) <= TERM


ADD = N_("These words stand in the material, but not in the ledger of quotes.")


def _is_erased(line: Line) -> bool:
    """Whether it was drafted as a quote whose words the project no longer holds, edited since or not."""
    return line.drafted is not None and line.drafted.erased


def _judged(line: Line, words: str, verdict: Verdict) -> Found | None:
    told = WITHHELD if verdict.hidden else shortened(words)
    if verdict.standing is Standing.LEDGER:
        return None
    if verdict.standing is Standing.REFUSED:
        return Found(Kind.QUOTE, line.at, told, verdict.why, N_("Take the quote out, or choose another one."))
    if verdict.standing is Standing.MATERIAL:
        return Found(Kind.QUOTE, line.at, told, ADD, N_("Add it with spegla quotes add, or on the page Quotes."))
    if _is_erased(line) or (line.untouched and verdict.standing is Standing.NOWHERE):
        message = N_("The words of this quote, drafted from the material, may not be used any more.")
        return Found(Kind.QUOTE, line.at, WITHHELD, message, N_("Take the quote out, or choose another one."))
    if verdict.standing is Standing.CHANGED:
        return Found(
            Kind.QUOTE,
            line.at,
            told,
            N_("The quote is not what was said: here “{printed}”, in the material “{spoken}”."),
            N_("Put the words back, or show the change: [...] for what you put in, (...) for what you left out."),
            {"printed": verdict.printed, "spoken": verdict.spoken},
        )
    return Found(
        Kind.QUOTE,
        line.at,
        told,
        N_("These words stand nowhere in the material that may be quoted."),
        N_("Look it up with spegla find, or take the quotation marks away if nobody said it."),
    )
