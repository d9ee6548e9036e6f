"""The rule of names: none that was masked in the material or taken out of it; what looks like a name is a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import PROMPT, Line, Page, answer
from toolkit.domain.report_rules.people_named import person_named
from toolkit.domain.report_rules.quotations import marked
from toolkit.messages import N_


class Known(StrEnum):
    """How a name is known."""

    WITHHELD = "withheld"  # of somebody of the register whose words may not be used
    REGISTER = "register"
    HIDDEN = "hidden"  # somebody decided to mask it or to take it out
    LIKELY = "likely"  # told by lists and capitals alone


@dataclass(frozen=True, slots=True)
class Called:
    """A name in a text: its place, how it is known, and what all its forms are known by."""

    start: int
    end: int
    known: Known
    key: str


Namer = Callable[[Sequence[str]], Sequence[Sequence[Called]]]
"""Gives the names in each of these texts."""


def names_told(page: Page, namer: Namer) -> Iterator[Found]:
    """Names in what a person wrote; of those that only look like one the first place each."""
    lines = list(page.own())
    texts = list(map(_written, lines))
    drafted = " ".join(marked(each.text).hidden(each.text) for each in page.basis.drafted if not each.quote)
    told: set[str] = set()
    for line, text, names in zip(lines, texts, namer(texts), strict=True):
        for one in names:
            name = text[one.start : one.end]
            if name in page.basis.people or (one.known is Known.LIKELY and (one.key in told or _in(name, drafted))):
                continue
            told.add(one.key)
            yield _found(line.at, text, name, one.known)


def _written(line: Line) -> str:
    return answer(line.text) if line.paragraph.style == PROMPT else line.text


def _in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _found(at: int, text: str, name: str, known: Known) -> Found:
    if known in (Known.WITHHELD, Known.REGISTER):
        return person_named(at, text, name, withdrawn=known is Known.WITHHELD)
    words, values = shortened(text, around=text.find(name)), {"name": name}
    if known is Known.HIDDEN:
        message = N_("“{name}” is masked in the material, or was taken out of it.")
        hint = N_("Say the group instead, or what stands in for the name there.")
        return Found(Kind.PEOPLE, at, words, message, hint, values)
    message = N_("“{name}” looks like somebody's name: may that person be told of by name?")
    return Found(Kind.PEOPLE, at, words, message, "", values, serious=False)
