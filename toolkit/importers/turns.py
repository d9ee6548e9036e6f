"""Turns: a transcript's text cut into who said what; pure, from text to spans, labels, times and facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from toolkit.domain.sources import RawTurn
from toolkit.domain.speakers import known_labels, printed_role
from toolkit.domain.text import Span, trimmed, words
from toolkit.errors import BadFile, Problem
from toolkit.importers import headings
from toolkit.importers.labels import CLOCK, MARKED, Candidate, Evidence, Form, Shape, candidate, seconds
from toolkit.importers.pages import furniture
from toolkit.messages import N_

_LONGEST_HEAD = 40  # lines
_CLOSING_STAMP = re.compile(rf"(?:\#{CLOCK}\#|\[{CLOCK}\])[*_]{{0,3}}\Z")
_ONLY_STAMP = re.compile(rf"\s*(?:{MARKED}|\d{{1,3}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\s*")
_REMARK = re.compile(
    rf"""\s*+(?:\[[^\[\]\n]*\] | \([^()\n]*\) | \#{{1,6}}\s.* | -{{3,}} | \*{{3,}} | _{{3,}}
    | [(<]{CLOCK}[)>] | \d{{1,3}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})? | Transcribed\ by\ https?://\S+)?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_EMPHASIS = re.compile(r"[*_]{1,3}")
_LAST_EMPHASIS = re.compile(r"[*_]{1,3}\Z")
_LONGEST_STAMP = 20  # characters
_FEWEST_NUMBERED = 3
_MOST = 0.8
_SHORTEST_MEAN = 2  # words a turn, below which labelled lines are a list and not talk
_SHOWN = 8  # line numbers in a note


@dataclass(frozen=True, slots=True)
class Split:
    """A text cut into turns; `doubtful` are the numbers (from 1) of lines that look like a speaker and were not taken.

    `broken` counts the turns that run over a page's foot: each part stands as a turn of its own.
    """

    turns: tuple[RawTurn, ...]
    facts: dict[str, str]
    doubtful: tuple[int, ...] = ()
    broken: int = 0

    def refuse_silence(self, name: str) -> None:
        """Raise BadFile when the file holds no turn."""
        if not self.turns:
            raise BadFile(
                N_("{name}: no speaker turns found."),
                hint=N_(
                    "Begin each turn with its speaker, such as I: or D01:, on the same line or on a line of its own."
                ),
                name=name,
            )

    def notes(self, name: str) -> tuple[Problem, ...]:
        """What a person should look at, without a word of the text."""
        found = []
        if self.doubtful:
            lines = ", ".join(map(str, self.doubtful[:_SHOWN])) + (", …" if len(self.doubtful) > _SHOWN else "")
            message = N_("Lines that begin like a new speaker but were read as speech: {count} (line {lines}).")
            hint = N_("If one of them is a speaker, name it in the file's front matter (speakers: {{Anna: D01}}).")
            found.append(Problem(name, message, hint, {"count": len(self.doubtful), "lines": lines}, serious=False))
        if self.broken:
            message = N_(
                "Turns that run over the foot of a page: {count}. Their parts stand as turns of the same speaker."
            )
            found.append(Problem(name, message, "", {"count": self.broken}, serious=False))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text from `start` on: where each begins and ends, and which belong to the page."""

    text: str
    spans: Sequence[tuple[int, int]]
    page: frozenset[int]

    @classmethod
    def of(cls, text: str, start: int) -> _Lines:
        lines = text[start:].split("\n")
        spans, at = [], start
        for line in lines:
            spans.append((at, at + len(line)))
            at += len(line) + 1
        return cls(text, spans, furniture(lines) if "\f" in text else frozenset())

    def first(self, count: int) -> list[str]:
        return [self.words(index) for index in range(count)]

    def block(self, index: int) -> list[str]:
        """The lines around the one at `index` that no empty line parts from it; [] when they are too many."""
        first = last = index
        while first > 0 and self.words(first - 1).strip():
            first -= 1
        while last < min(len(self.spans), first + _LONGEST_HEAD) and self.words(last).strip():
            last += 1
        return [self.words(line) for line in range(first, last)] if last < first + _LONGEST_HEAD else []

    def words(self, index: int) -> str:
        return self.text[slice(*self.spans[index])]


def split_turns(
    text: str, *, known: Collection[str] = frozenset(), bold: frozenset[int] = frozenset(), start: int = 0
) -> Split:
    """Cut the normalised `text` into turns.

    `known` are labels that surely are speakers, `bold` the indices of lines (from 0, counted from `start`) that stand
    in bold type, `start` is the position after the front matter. Time of a turn: the stamp printed with it, whether
    before, after or, as f4 does, at its end.
    """
    lines = _Lines.of(text, start)
    found = _candidates(lines, bold)
    sure = frozenset(label.casefold() for label in known)
    head = _head(lines, found, sure)
    sure |= known_labels(headings.facts_of(lines.first(head), sure=head))
    body = [each for each in found if each.line >= head]
    evidence = _evidence(lines, body, sure)
    begins = _in_layout(lines, [each for each in body if evidence.accepts(each)])
    facts = headings.facts_of(lines.first(begins[0].line if begins else 0), sure=head)
    turns, broken = _turns(lines, begins)
    if not _is_talk(text, turns, [(each.form, evidence.shapes[each.label]) for each in begins]):
        return Split((), facts)
    above = text.count("\n", 0, start) + 1
    doubtful = tuple(each.line + above for each in body if evidence.doubtful(each))
    return Split(turns, facts, doubtful, broken)


def _candidates(lines: _Lines, bold: frozenset[int]) -> list[Candidate]:
    text = lines.text
    spans = ((index, span) for index, span in enumerate(lines.spans) if index not in lines.page and span[0] < span[1])
    found = (candidate(text, span, line=index, bold=index in bold) for index, span in spans)
    return [each for each in found if each]


def _evidence(lines: _Lines, found: Sequence[Candidate], known: frozenset[str]) -> Evidence:
    tabs = [each for each in found if each.form is Form.TAB]
    wide = sum("\t" in lines.text[each.body : lines.spans[each.line][1]] for each in tabs)
    return Evidence.of(found, known=known, tabular=2 * wide > len(tabs))


def _head(lines: _Lines, found: Sequence[Candidate], known: frozenset[str]) -> int:
    """How many lines at the top are surely heading: those to the last `Key: value` before the first turn."""
    evidence = _evidence(lines, found, known)
    head = 0
    for each in found:
        if each.line > _LONGEST_HEAD:
            break
        if _is_heading(lines, each, evidence) or (each.line == head > 0 and headings.is_block(lines.block(head))):
            head = each.line + 1
        elif evidence.accepts(each):
            break
    return head


def _is_heading(lines: _Lines, found: Candidate, evidence: Evidence) -> bool:
    if found.form is not Form.COLON or not headings.speaking_key(found.label):
        return found.form is Form.COLON and headings.is_key(found.label)
    value = lines.text[found.body : lines.spans[found.line][1]]
    if headings.is_code(value) or (headings.is_name(value) and evidence.beside[found.label] == 1):
        return True
    return headings.is_block(lines.block(found.line))


def _in_layout(lines: _Lines, begins: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that keep to the layout: where turns are numbered, only a page's first line may lack a number."""
    numbered = sum(each.numbered for each in begins)
    if numbered < _FEWEST_NUMBERED or numbered < _MOST * len(begins):
        return list(begins)
    return [each for each in begins if each.numbered or lines.words(each.line).startswith("\f")]


def _turns(lines: _Lines, begins: Sequence[Candidate]) -> tuple[tuple[RawTurn, ...], int]:
    turns: list[RawTurn] = []
    broken = 0
    carried = _stamp_above(lines, begins[0].line) if begins else None
    cuts = sorted(lines.page)
    for number, begin in enumerate(begins, 1):
        end = lines.spans[begins[number].line][0] if number < len(begins) else len(lines.text)
        parts = [_spoken(lines.text, *part, marked=begin.marked) for part in _parts(lines, begin, cuts, end)]
        spans = [part.span for part in parts if part.span]
        stamps = (begin.time, *(part.time for part in parts), carried)
        time = next((stamp for stamp in stamps if stamp is not None), None)
        turns.extend(RawTurn(span, begin.label, time if at == 0 else None) for at, span in enumerate(spans))
        broken += len(spans) > 1
        carried = parts[-1].following
    return tuple(turns), broken


def _stamp_above(lines: _Lines, index: int) -> float | None:
    """The time that stands alone on the line above the one at `index`."""
    line = lines.words(index - 1) if index else ""
    return seconds(line) if _ONLY_STAMP.fullmatch(line) else None


def _parts(lines: _Lines, begin: Candidate, cuts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """The stretches of a turn between the page's lines: one, unless the turn runs over a page's foot."""
    parts, at = [], begin.body
    for cut in cuts[bisect_right(cuts, begin.line) :]:
        start, stop = lines.spans[cut]
        if start >= end:
            break
        parts.append((at, start))
        at = stop
    return [*parts, (at, end)]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of a stretch, the time printed at their end, and a time alone after them, which is the next turn's."""

    span: Span | None
    time: float | None = None
    following: float | None = None


def _spoken(text: str, start: int, end: int, *, marked: bool) -> _Spoken:
    end, following = _without_remarks(text, start, end)
    span = trimmed(text, start, end)
    time = None
    if span and (stamp := _CLOSING_STAMP.search(text, max(span.start, span.end - _LONGEST_STAMP), span.end)):
        time, span = seconds(stamp[0]), trimmed(text, span.start, stamp.start())
    return _Spoken(_plain(text, span, marked=marked) if span else None, time, following)


def _without_remarks(text: str, start: int, end: int) -> tuple[int, float | None]:
    """Where a stretch ends without the remarks, rules, headings and times that stand on lines of their own after it."""
    following = None
    while True:
        line = text.rfind("\n", start, end)
        if line < 0 or not _REMARK.fullmatch(text, line, end):
            return end, following
        if following is None and _ONLY_STAMP.fullmatch(text, line, end):
            following = seconds(text[line:end])
        end = line


def _plain(text: str, span: Span, *, marked: bool) -> Span | None:
    """The span without the emphasis marks around it: a pair at both edges, or the rest of those before a label."""
    start, end = span.start, span.end
    opening, closing = _EMPHASIS.match(text, start, end), _LAST_EMPHASIS.search(text, max(start, end - 3), end)
    around = text.count(closing[0], start, end) if closing else 0
    if opening and closing and opening[0] == closing[0] and around == 2:  # noqa: PLR2004
        return trimmed(text, opening.end(), closing.start())
    if marked and closing and around == 1:
        return trimmed(text, start, closing.start())
    return span


def _is_talk(text: str, turns: Sequence[RawTurn], evidence: Sequence[tuple[Form, Shape]]) -> bool:
    """Whether the turns are talk and not a list or a table whose lines begin like speakers."""
    if any(looks is Shape.SURE and form is not Form.TAB for form, looks in evidence):
        return bool(turns)
    labels = {turn.label or "" for turn in turns}
    if any(printed_role(label) for label in labels) or sum(turn.time is not None for turn in turns) > 1:
        return True
    spoken = [turn.span.of(text) for turn in turns]
    if len(labels) > 1 and any("?" in each for each in spoken):
        return True
    repeated = len(labels) < len(turns) and any(looks is Shape.SURE for _, looks in evidence)
    return repeated and sum(map(words, spoken)) >= _SHORTEST_MEAN * len(turns)
