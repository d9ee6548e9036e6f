"""All rules over one report, in the order of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.changed_evidence import changed_evidence
from toolkit.domain.report_rules.counted_things import counted_things
from toolkit.domain.report_rules.found import WITHHELD, Found, Kind
from toolkit.domain.report_rules.free_prose import own_sentences
from toolkit.domain.report_rules.leftovers import leftovers
from toolkit.domain.report_rules.marks import broken_marks
from toolkit.domain.report_rules.names_told import Namer, names_told
from toolkit.domain.report_rules.page import Line, Page
from toolkit.domain.report_rules.people_named import people_named
from toolkit.domain.report_rules.percentages import percentages
from toolkit.domain.report_rules.questions_answered import questions_answered
from toolkit.domain.report_rules.quotations import HIDDEN
from toolkit.domain.report_rules.quoted import Judge, quotes
from toolkit.domain.report_rules.references import references
from toolkit.domain.report_rules.stated import edited_sentences
from toolkit.domain.report_rules.typed_words import typed_words
from toolkit.domain.reports.written_report import WrittenReport

Rule = Callable[[Page], Iterator[Found]]
_RULES: tuple[tuple[frozenset[Kind], Rule], ...] = (
    (frozenset({Kind.QUANTITY, Kind.NUMBER}), edited_sentences),
    (frozenset({Kind.QUANTITY, Kind.NUMBER}), own_sentences),
    (frozenset({Kind.QUANTITY}), typed_words),
    (frozenset({Kind.NUMBER}), counted_things),
    (frozenset({Kind.PERCENTAGE}), percentages),
    (frozenset({Kind.EVIDENCE}), changed_evidence),
    (frozenset({Kind.PEOPLE}), people_named),
    (frozenset({Kind.REFERENCE}), references),
    (frozenset({Kind.MARKS}), broken_marks),
    (frozenset({Kind.QUESTION}), questions_answered),
    (frozenset({Kind.LEFTOVER}), leftovers),
)


def checked(
    report: WrittenReport,
    basis: Basis,
    judge: Judge | None,
    *,
    namer: Namer | None = None,
    only: Collection[Kind] = (),
) -> list[Found]:
    """What the rules find, of these kinds (none named: of all); without a judge quotes are not looked up, and without
    a namer no names but those of the register."""
    page = Page(report, basis)
    wanted = frozenset(only) or frozenset(Kind)
    found = [each for kinds, rule in _RULES if kinds & wanted for each in rule(page)]
    if judge is not None and Kind.QUOTE in wanted:
        found += quotes(page, judge)
    if namer is not None and Kind.PEOPLE in wanted:
        found += names_told(page, namer)
    found = _with_quoted(found, page)
    last = len(report.paragraphs) + len(report.notes)
    once: dict[tuple[object, ...], Found] = {}
    for each in found:
        if each.kind in wanted:
            once.setdefault(_key(each), each)
    return sorted(once.values(), key=lambda each: last if each.paragraph is None else each.paragraph)


def _with_quoted(found: list[Found], page: Page) -> list[Found]:
    """The findings with the quoted words in them, which the rules did not see; not where somebody took them back."""
    lines = {line.at: line for line in page.lines}
    taken_back = {each.paragraph for each in found if each.words == WITHHELD}
    return [
        replace(each, words=_quoted(each.words, None if each.paragraph in taken_back else lines.get(each.paragraph)))
        if each.paragraph is not None and HIDDEN in each.words
        else each
        for each in found
    ]


def _quoted(words: str, line: Line | None) -> str:
    seen = words.removeprefix("… ").removesuffix(" …")
    at = line.prose.find(seen) if line else -1
    if line is None or at < 0:
        return re.sub(f"{HIDDEN}+", WITHHELD, words)
    return words.replace(seen, line.text[at : at + len(seen)])


def _key(found: Found) -> tuple[object, ...]:
    """Two rules that say the same of the same words have found one thing."""
    return (found.kind, found.paragraph, found.words, found.message, tuple(sorted(map(str, found.values.items()))))
