"""The rule of percentages: each has its base beside it, is what its fraction gives, and is of ten people or more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import Line, Page
from toolkit.domain.report_rules.sentences import NUMERALS, value_of
from toolkit.messages import N_

FEWEST = 10
_PERCENT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d+)?)\s*(?:%|procent\b|per cent\b|percent\b)", re.I)
_SPAN = re.compile(r"\d+\s*[–-]\s*\d+(?:[.,]\d+)?\s*(?:%|procent|per ?cent)", re.I)
_GOAL = re.compile(
    r"\b(?:mål\w*|ska\b|skall\b|minst|högst|target\w*|goal\w*|shall|at least|at most|tjänst\w*|heltid|deltid|rabatt|"
    r"kronor|kr\b|miljon\w*|budget\w*|kostnad\w*|finansier\w*|lön(?:e\w+|en)?\b|arbetstid\w*|ränta\w*|moms|SEK|euros?|"
    r"costs?|funding|salar(?:y|ies)|wages?|working (?:hours|time))",
    re.I,
)
_BASE = re.compile(r"\bn\s*=\s*(\d+)|\b(?:av|of)\s+(?:de\s+|the\s+|totalt\s+)?(\d+)\b|\d+\s*/\s*(\d+)", re.I)


def percentages(page: Page) -> Iterator[Found]:
    """Percentages without base, wrong ones, and those of fewer than ten."""
    tables = _tables_with_base(page)
    for line in page.own():
        if line.is_quote or line.paragraph.level:
            continue
        if line.paragraph.cell:
            if line.paragraph.cell.table not in tables and _PERCENT.search(line.prose):
                yield _baseless(line, line.prose)
                tables.add(line.paragraph.cell.table)
            continue
        for before, sentence in zip(["", *line.sentences], line.sentences, strict=False):
            yield from _of_sentence(line, sentence, before, page)


def _tables_with_base(page: Page) -> set[int]:
    """The tables that name an n or a count in some cell, in the caption above or the note below."""
    found: set[int] = set()
    last = 0
    named = False
    for line in page.read():
        cell = line.paragraph.cell
        states = bool(_BASE.search(line.text) or re.search(r"\b(?:antal|number|count)\b", line.text, re.I))
        if cell:
            if cell.table != last and named:
                found.add(cell.table)
            last, named = cell.table, False
            if states:
                found.add(cell.table)
        else:
            if last and states and line.paragraph.style != "Normal":
                found.add(last)
            named = states and line.paragraph.style == "Caption"
    return found


def _of_sentence(line: Line, sentence: str, before: str, page: Page) -> Iterator[Found]:
    spans = [range(*one.span()) for one in _SPAN.finditer(sentence)]
    shares = [one for one in _PERCENT.finditer(sentence) if not any(one.start() in span for span in spans)]
    if not shares:
        return
    fractions = _fractions(sentence, page.basis.language)
    bases = [int(next(filter(None, one.groups()))) for one in _BASE.finditer(sentence)]
    small = [n for n in (*bases, *(n for _, n in fractions)) if n < FEWEST]
    for at, share in enumerate(shares):
        value = value_of(share[1])
        wrong = _wrong(value, share[1], fractions, at=at, alone=len(shares))
        if wrong:
            yield _finding(
                line, sentence, share.start(), N_("{k} of {n} is not {share} %."),
                N_("Work it out again."), k=wrong[0], n=wrong[1], share=share[1],
            )  # fmt: skip
        elif not bases and not fractions and not _BASE.search(before) and not _excused(sentence, value, page):
            yield _baseless(line, sentence, at=share.start())
            return
    if small:
        message = N_("A percentage of fewer than ten people ({n}) says more than there is.")
        yield _finding(line, sentence, shares[0].start(), message, N_("Print the count: 7 of 9."), n=small[0])


def _excused(sentence: str, value: Fraction, page: Page) -> bool:
    """Whether a percentage needs no base here: a target, a share of money or working hours, a number of report.toml."""
    return bool(_GOAL.search(sentence)) or value in page.basis.values


def _fractions(sentence: str, language: str) -> list[tuple[int, int]]:
    numerals = NUMERALS.get(language, NUMERALS["en"])
    found = []
    for one in re.finditer(r"\b(\w+)\s+(?:av|of)\s+(?:de\s+|the\s+)?(\w+)\b|\b(\d+)\s*/\s*(\d+)\b", sentence):
        k, n = (_value(each, numerals) for each in ((one[1], one[2]) if one[1] else (one[3], one[4])))
        if k is not None and n and k <= n:
            found.append((k, n))
    return found


def _value(word: str, numerals: dict[str, int]) -> int | None:
    return int(word) if word.isdecimal() else numerals.get(word.lower())


def _wrong(
    value: Fraction, printed: str, fractions: list[tuple[int, int]], *, at: int, alone: int
) -> tuple[int, int] | None:
    """The fraction that a percentage should be of and is not; None when it fits one, or there is none for it."""
    if not fractions or len(fractions) != alone:
        return None
    decimals = len(printed.replace(",", ".").partition(".")[2])
    k, n = fractions[at]
    slack = Fraction(6, 10 ** (decimals + 1))
    if any(abs(Fraction(100 * a, b) - value) <= slack for a, b in fractions):
        return None
    return k, n


def _baseless(line: Line, text: str, *, at: int = 0) -> Found:
    message = N_("A percentage without its base: of how many?")
    return _finding(line, text, at, message, N_("Print the fraction beside it, or n in the table's note."))


def _finding(line: Line, text: str, at: int, message: str, hint: str, **values: object) -> Found:
    return Found(Kind.PERCENTAGE, line.at, shortened(text, around=at), message, hint, values)
