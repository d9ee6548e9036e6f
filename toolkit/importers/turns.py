"""Turns: a transcript's text cut into who said what; pure, from text to spans, labels, times and facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.domain.sources.sources import RawTurn
from toolkit.domain.sources.speaker_labels import folded, joins
from toolkit.domain.sources.speakers import SPEECHLESS, known_labels, printed_role
from toolkit.domain.texts.text import Span, trimmed, words
from toolkit.importers import headings
from toolkit.importers.asides import without_asides
from toolkit.importers.labels import (
    CLOCK,
    MARKED,
    Candidate,
    Evidence,
    Form,
    Opening,
    Shape,
    candidate,
    opening,
    seconds,
)
from toolkit.importers.pages import furniture
from toolkit.importers.split import Split
from toolkit.importers.subheadings import between_turns, numbered_parts, silent_tables

_LONGEST_HEAD = 40  # lines
_CLOSING_STAMP = re.compile(rf"(?:\#{CLOCK}\#|\[{CLOCK}\])[*_]{{0,3}}\Z")
_ONLY_STAMP = re.compile(rf"\s*(?:{MARKED}|\d{{1,3}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\s*")
_REMARK = re.compile(
    rf"""\s*+(?:\[[^\[\]\n]*\] | \([^()\n]*\) | \#{{1,6}}\s.* | -{{3,}} | \*{{3,}} | _{{3,}}
    | [(<]{CLOCK}[)>] | \d{{1,3}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})? | Transcribed\ by\ https?://\S+
    | [^\n]{{1,80}}\ (?:started|stopped)\ transcription
    | [^\n]{{1,80}}\ (?:startade|började|stoppade|slutade|avslutade)\ transkri(?:bera|beringen|ption|ptionen))?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_EMPHASIS = re.compile(r"[*_]{1,3}")
_LAST_EMPHASIS = re.compile(r"[*_]{1,3}\Z")
_PAIR = 2
_ENDS_IN_TIME = re.compile(rf"(?<=\S)(?P<gap>\s{{1,8}})(?:{MARKED}|(?:\d{{1,3}}:)?\d{{1,2}}:\d{{2}})\s*\Z")
_ROW = re.compile(rf"\n(?:\d{{1,6}}\t+)?\t*(?P<stamp>{MARKED}|(?:\d{{1,3}}:)?\d{{1,2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\t+")
_LONGEST_STAMP = 20  # characters
# f4 closes each paragraph with its time, in oTranscribe one begins with it
_PARAGRAPH = re.compile(rf"\#{CLOCK}\#[ \t]{{0,40}}\n|\n[ \t]{{0,40}}(?P<time>\[{CLOCK}\])(?=[^\S\n]{{0,40}}[^\W_])")
_FEWEST_NUMBERED = 3
_MOST = 0.8
_SHORTEST_MEAN = 2  # words a turn, below which labelled lines are a list and not talk


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
    text: str,
    *,
    known: Collection[str] = frozenset(),
    bold: frozenset[int] = frozenset(),
    headed: frozenset[int] = frozenset(),
    tables: Sequence[range] = (),
    start: int = 0,
) -> Split:
    """Cut the normalised `text` into turns.

    `known` are labels that surely are speakers, `bold` the indices of lines (from 0, counted from `start`) that stand
    in bold type, `headed` of those in a heading style, `tables` those of each table: one in which no turn begins is
    nobody's words. `start` is the position after the front matter. With SPEECHLESS among the known labels, or where the
    heading says that nobody speaks, all below the heading is one turn. Time of a turn: the stamp printed with it,
    whether before, after or, as f4 does, at its end.
    """
    lines = _Lines.of(text, start)
    sure = frozenset(map(folded, known))
    found = _candidates(lines, bold)
    parts = numbered_parts(lines.first(len(lines.spans)), {each.line: folded(each.label) for each in found})
    found, headed = [each for each in found if each.line not in parts], headed | parts
    head = _head(lines, without_asides(found, sure), sure)
    sure |= known_labels(headings.facts_of(lines.first(head), sure=head))
    if SPEECHLESS in sure.union(known):
        return _one_turn(lines, head)
    body = without_asides([each for each in found if each.line >= head], sure)
    evidence = _evidence(lines, body, sure)
    openings = list(_openings(lines, head))
    begins = _without_themes(_in_layout(lines, _begins(body, openings, evidence, sure)), evidence, headed)
    facts = headings.facts_of(lines.first(begins[0].line if begins else 0), sure=head)
    between = _between(lines, begins, bold=bold, headed=headed)
    silent = silent_tables(lines.first(len(lines.spans)), [each.line for each in begins], tables)
    unsaid = between.union(*silent)
    turns, broken = _turns(lines, begins, unsaid)
    if not _is_talk(text, turns, [(each.form, evidence.shapes.get(each.label, Shape.NAME)) for each in begins]):
        return Split((), facts)
    looked_at = _doubtful(body, openings, evidence, begins=begins, sure=sure)
    looked_at = [line for line in looked_at if line not in unsaid]
    above, first = text.count("\n", 0, start) + 1, begins[0].line
    return Split(
        turns,
        facts,
        doubtful=tuple(line + above for line in looked_at if line > first),
        left_out=tuple(line + above for line in looked_at if line < first),
        timed=tuple(line + above for line in _timed(lines, begins)),
        headings=tuple(line + above for line in sorted(between.difference(*silent))),
        tables=tuple(table[0] + above for table in silent),
        broken=broken,
    )


def _without_themes(begins: Sequence[Candidate], evidence: Evidence, headed: Collection[int]) -> list[Candidate]:
    """The candidates without headings that come often and look like names, where others surely are speakers."""
    sure = any(evidence.shapes.get(each.label) is Shape.SURE and each.form is Form.COLON for each in begins)
    themes = {
        each.line
        for each in begins
        if each.line in headed and each.form is Form.ALONE and evidence.shapes.get(each.label) is not Shape.SURE
    }
    return [each for each in begins if not sure or each.line not in themes]


def _between(
    lines: _Lines, begins: Sequence[Candidate], *, bold: Collection[int], headed: Collection[int]
) -> frozenset[int]:
    begun = {each.line: bool(lines.text[each.body : lines.spans[each.line][1]].strip()) for each in begins}
    return (
        between_turns(lines.first(len(lines.spans)), begun, bold=bold, headed=headed) if bold or headed else frozenset()
    )


def _one_turn(lines: _Lines, head: int) -> Split:
    """All that stands below the heading as one turn of nobody."""
    span = trimmed(lines.text, lines.spans[head][0], len(lines.text)) if head < len(lines.spans) else None
    return Split((RawTurn(span),) if span else (), headings.facts_of(lines.first(head), sure=head))


def _openings(lines: _Lines, head: int) -> Iterator[Opening]:
    for index in range(head, len(lines.spans)):
        if index not in lines.page and (found := opening(lines.text, lines.spans[index], line=index)):
            yield found


def _begins(
    body: Sequence[Candidate], openings: Sequence[Opening], evidence: Evidence, sure: frozenset[str]
) -> list[Candidate]:
    """The candidates that begin turns, under one spelling of each label.

    Beside those accepted by evidence these are further lines with a label accepted already, however cased and spaced,
    and labels that join several of them.
    """
    taken = {each.line: each for each in body if evidence.accepts(each)}
    names = sure | {folded(each.label) for each in taken.values()}
    tabs = {Form.COLON, Form.STAMPED} | (set() if evidence.tabular else {Form.TAB})
    for each in (*body, *(each.turn for each in openings if each.form and each.names(names))):
        known = folded(each.label) in names or joins(each.label, names)
        if each.line not in taken and known and each.form in tabs:
            taken[each.line] = each
    return _spelled_alike([taken[line] for line in sorted(taken)])


def _spelled_alike(begins: Sequence[Candidate]) -> list[Candidate]:
    spellings = Counter(each.label for each in begins)
    usual: dict[str, str] = {}
    for label, _ in spellings.most_common():
        usual.setdefault(folded(label), label)
    return [replace(each, label=usual[folded(each.label)]) for each in begins]


def _doubtful(
    body: Sequence[Candidate],
    openings: Sequence[Opening],
    evidence: Evidence,
    *,
    begins: Sequence[Candidate],
    sure: frozenset[str],
) -> list[int]:
    """The indices of lines that look like a speaker, or begin with one's label, though they begin no turn."""
    begun = {each.line for each in begins}
    names = sure | {folded(each.label) for each in begins}
    found = {each.line for each in body if evidence.looks_like_a_name(each) or _is_named(each, sure)}
    found |= {each.line for each in openings if each.begins_with(names) or (len(each.words) > 1 and each.names(names))}
    return sorted(found - begun)


def _is_named(each: Candidate, sure: frozenset[str]) -> bool:
    return len(each.label) > 1 and folded(each.label) in sure


def _timed(lines: _Lines, begins: Sequence[Candidate]) -> list[int]:
    """The indices of lines within turns that end in a time after the same gap as the speakers' lines."""
    begun = {each.line for each in begins}
    gaps = {
        found["gap"]
        for each in begins
        if each.form is Form.STAMPED and (found := _ENDS_IN_TIME.search(lines.words(each.line)))
    }
    if not gaps:
        return []
    ends = ((index, _ENDS_IN_TIME.search(lines.words(index))) for index in range(begins[0].line, len(lines.spans)))
    return [index for index, found in ends if found and index not in begun and found["gap"] in gaps]


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
        if _is_heading(lines, each, evidence) or (each.line == head > 0 and _in_block(lines, each, evidence)):
            head = each.line + 1
        elif evidence.accepts(each):
            break
    return head


def _is_heading(lines: _Lines, found: Candidate, evidence: Evidence) -> bool:
    if found.form is not Form.COLON:
        return False
    value = lines.text[found.body : lines.spans[found.line][1]]
    if headings.side_by_side(lines.words(found.line).strip("*_# ")):
        return True
    if not headings.speaking_key(found.label):
        named = evidence.shapes[found.label] is Shape.SURE or headings.is_name_too(found.label)
        return headings.is_key(found.label) and (not named or headings.is_date(value))
    if headings.is_code(value) or (headings.is_name(value) and evidence.beside[folded(found.label)] == 1):
        return True
    return headings.is_block(lines.block(found.line))


def _in_block(lines: _Lines, found: Candidate, evidence: Evidence) -> bool:
    return evidence.shapes[found.label] is not Shape.SURE and headings.is_block(lines.block(found.line))


def _in_layout(lines: _Lines, begins: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that keep to the layout: where turns are numbered, only a page's first line may lack a number."""
    numbered = sum(each.numbered for each in begins)
    if numbered < _FEWEST_NUMBERED or numbered < _MOST * len(begins):
        return list(begins)
    return [each for each in begins if each.numbered or lines.words(each.line).startswith("\f")]


def _turns(lines: _Lines, begins: Sequence[Candidate], between: Collection[int]) -> tuple[tuple[RawTurn, ...], int]:
    turns: list[RawTurn] = []
    broken = 0
    carried = _stamp_above(lines, begins[0].line) if begins else None
    pages, cuts = sorted(lines.page), sorted(lines.page.union(between))
    for number, begin in enumerate(begins, 1):
        end = lines.spans[begins[number].line][0] if number < len(begins) else len(lines.text)
        parts = _parts(lines, begin, cuts, end)
        spoken = [_spoken(lines.text, part.start, part.end, marked=begin.marked) for part in parts]
        stamps = (begin.time, *(each.time for each in spoken), carried)
        time = next((stamp for stamp in stamps if stamp is not None), None)
        stamped = zip(parts, spoken, strict=True)
        found = [(each.span, part.time, each.time) for part, each in stamped if each.span]
        for at, (span, before, after) in enumerate(found):
            own = after if at else time
            turns.append(RawTurn(span, begin.label, own if before is None else before))
        broken += sum(before is None and after is None for _, before, after in found) > 1 and _meets(
            lines, begin, pages, end
        )
        carried = next((each.following for each in reversed(spoken) if each.span or each.following is not None), None)
    return tuple(turns), broken


def _meets(lines: _Lines, begin: Candidate, pages: Sequence[int], end: int) -> bool:
    """Whether the turn runs over one of the page's lines."""
    later = bisect_right(pages, begin.line)
    return later < len(pages) and lines.spans[pages[later]][0] < end


def _stamp_above(lines: _Lines, index: int) -> float | None:
    """The time that stands alone on the line above the one at `index`."""
    line = lines.words(index - 1) if index else ""
    return seconds(line) if _ONLY_STAMP.fullmatch(line) else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a turn, and the time of the table row without a speaker that it stands in."""

    start: int
    end: int
    time: float | None = None


def _parts(lines: _Lines, begin: Candidate, pages: Sequence[int], end: int) -> list[_Part]:
    """The stretches of a turn between the page's lines and rows that go on with a time alone: mostly one."""
    later = (lines.spans[page] for page in pages[bisect_right(pages, begin.line) :])
    cuts: list[tuple[int, int, float | None]] = [(start, stop, None) for start, stop in later if start < end]
    stamps = _PARAGRAPH.finditer(lines.text, begin.body, end)
    cuts += [(each.start() if each["time"] else each.end(), each.end(), seconds(each["time"])) for each in stamps]
    if begin.form is Form.TAB:
        rows = _ROW.finditer(lines.text, begin.body, end)
        cuts += [(row.start(), row.end(), seconds(row["stamp"])) for row in rows]
    parts, at, time = [], begin.body, None
    for start, stop, cut_time in sorted(cuts, key=lambda cut: cut[:2]):
        parts.append(_Part(at, max(at, start), time))
        at, time = max(at, stop), cut_time
    return [*parts, _Part(at, end, time)]


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
    if opening and closing and opening[0] == closing[0] and around == _PAIR:
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
