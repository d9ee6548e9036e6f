"""Records: the paragraphs of material that nobody says, as turns without a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.source_kinds import Kind, kind_of
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span, trimmed

SILENCE = "[…]"  # what stands for all that somebody said in a turn, when it was erased
_LONG = 60  # characters: a line this long that ends in mid-sentence goes on in the next
_ENDS = (".", "!", "?", ":", "…")
_ITEM = re.compile(r"\s*(?:[-–—•*·]|\d{1,3}[.)]|[a-zåäö][.)])\s")
_WORDLESS = re.compile(r"[\W_]*")


def recast(source: Source, register: Register, *, whole: bool = True) -> tuple[Turn, ...]:
    """The source's turns as its kind has them; `whole`: the text is as it was read, so its paragraphs are found anew.

    Of material that nobody says each paragraph is a turn without speaker: evidence, or context where the kind is not
    coded. A case description's turns name whom it is about, so that consent reaches them. A narrative is one
    respondent's from end to end; what is said at a reflection session is nobody's but where the register has the
    speaker; of interviews, focus groups and surveys nothing changes.
    """
    kind = kind_of(source.facts, source.respondents())
    if kind is Kind.REFLECTION and any(turn.role is Role.INTERVIEWER for turn in source.turns):
        return tuple(_reflected(turn, source.text, register) for turn in source.turns)
    if kind.rules.counts_people and kind is not Kind.NARRATIVE:
        return source.turns
    spans = _parts(source, kind) if whole else [turn.span for turn in source.turns]
    if kind is Kind.NARRATIVE:
        return _numbered(spans, Role.RESPONDENT, _teller(source, register))
    role = Role.RECORD if kind.rules.record else Role.UNKNOWN
    return _numbered(spans, role, _named(source, register) if kind is Kind.CASE else None)


def _reflected(turn: Turn, text: str, register: Register) -> Turn:
    """A turn of a session: a question, that of somebody in the register, silence, or evidence that nobody says."""
    if turn.span.of(text) == SILENCE:
        return replace(turn, role=Role.UNKNOWN, respondent=None)
    known = turn.respondent is not None and turn.respondent in register.respondents
    if turn.role is Role.INTERVIEWER or (turn.role is Role.RESPONDENT and known):
        return turn
    return replace(turn, role=Role.RECORD, respondent=None)


def _numbered(spans: Iterable[Span], role: Role, respondent: str | None) -> tuple[Turn, ...]:
    return tuple(Turn(number, span, role, None, respondent) for number, span in enumerate(spans, 1))


def _parts(source: Source, kind: Kind) -> list[Span]:
    """The paragraphs, of a factor list the lines, from the line on in which the first turn stands: above are facts."""
    if not source.turns:
        return []
    start = source.text.rfind("\n", 0, source.turns[0].span.start) + 1
    return list(paragraphs(source.text, start, by_line=kind is Kind.FACTORS))


def _named(source: Source, register: Register) -> str | None:
    """The one respondent that the facts name."""
    named = source.facts.get("respondent", "").strip()
    if not named or "," in named:
        return None
    found = register.find(named)
    return found.id if found else named


def _teller(source: Source, register: Register) -> str:
    """Whose narrative it is: as the facts say, else by the file's name."""
    stem = PurePath(source.name).stem
    found = register.find(stem)
    return _named(source, register) or (found.id if found else stem.upper())


def paragraphs(text: str, start: int = 0, *, by_line: bool = False) -> Iterator[Span]:
    """The paragraphs of a text from `start` on: lines that were only broken are put together, unless `by_line`."""
    begin = end = at = start
    for line in text[start:].split("\n"):
        if begin < end and (by_line or not _goes_on(text[begin:end], line)):
            yield from _with_words(text, begin, end)
            begin = end
        begin = at if begin == end else begin
        end = at + len(line) if line.strip() else begin
        at += len(line) + 1
    yield from _with_words(text, begin, end)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the paragraph: it begins small, or the line before was full and ended nowhere."""
    words, above = line.strip(), before.rsplit("\n", 1)[-1].rstrip()
    if not words or _ITEM.match(line):
        return False
    return words[0].islower() or (len(above) >= _LONG and not above.endswith(_ENDS))


def _with_words(text: str, begin: int, end: int) -> Iterator[Span]:
    span = trimmed(text, begin, end)
    if span is not None and not _WORDLESS.fullmatch(span.of(text)):
        yield span
