"""Quotes: a span of a source and named edits that can be replayed; and which quotes a theme is shown by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from toolkit.domain.cases import Respondent
from toolkit.domain.claims import VOICED, Position, Stance
from toolkit.domain.schemes import VALENCE
from toolkit.domain.segments import Passage
from toolkit.domain.text import Span, words

SHORTEST, LONGEST, IDEAL = 12, 60, 38
OMISSION = "(...)"


class EditKind(StrEnum):
    """What an edit does to the words at its span."""

    OMIT = "omit"  # words left out by the evaluator, shown as (...)
    MASK = "mask"  # words that point somebody out, replaced by [what stands in]
    CLARIFY = "clarify"  # words kept, followed by [what is meant]
    REMARK = "transcription remark"  # [skratt], [00:12:01]: not speech, taken away


@dataclass(frozen=True, slots=True)
class Edit:
    """A named edit of the words at `span`, a span of the source; `text` is what the bracket says."""

    kind: EditKind
    span: Span
    text: str = ""

    def applied(self, spoken: str) -> str:
        """What is printed for the `spoken` words at the span."""
        if self.kind is EditKind.OMIT:
            return f" {OMISSION} "
        if self.kind is EditKind.REMARK:
            return " "
        return f"[{self.text}]" if self.kind is EditKind.MASK else f"{spoken} [{self.text}]"


class Why(StrEnum):
    """Why a quote was chosen."""

    TYPICAL = "typical"
    DEVIATING = "deviating"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote: a span of a source, the edits within it, whose words they are and why they were chosen."""

    source: str
    span: Span
    edits: tuple[Edit, ...]
    respondent: str
    evidence: tuple[str, ...]
    why: Why = Why.TYPICAL

    def printed(self, text: str, *, offset: int = 0) -> str:
        """The quote as printed, without quotation marks, from the source's `text` that begins at `offset`.

        Line breaks become blanks; nothing else changes that no edit names.
        """
        pieces, at = [], self.span.start
        for edit in sorted(self.edits, key=lambda each: each.span):
            if edit.span.start < at or edit.span.end > self.span.end:
                raise ValueError(f"edit outside the quote or over another edit: {edit.span.start}–{edit.span.end}")
            pieces.append(text[at - offset : edit.span.start - offset])
            pieces.append(edit.applied(text[edit.span.start - offset : edit.span.end - offset]))
            at = edit.span.end
        pieces.append(text[at - offset : self.span.end - offset])
        return _tidied("".join(pieces))


def _tidied(printed: str) -> str:
    return re.sub(r" +([.,;:!?])", r"\1", re.sub(r"\s+", " ", printed)).strip()


_UNHEARD = re.compile(
    r"[\[(](?:[^\])\n]{0,20}(?:ohörbar|otydlig|inaudible|unclear|crosstalk|i mun på)[^\])\n]{0,30})[\])]", re.I
)
_REMARK = re.compile(
    r"[\[(](?:[^\])\n]{0,20}\b(?:skratt|paus|suck|tyst|host|gråt|harkl|visk|laugh|pause|sigh|silence|cough|cry|cries|whisper)"
    r"[^\])\n]{0,30})[\])]"
    r"|[\[(#]\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d{1,3})?[\])#]",
    re.I,
)
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"”’»)\]]*|\.{3})(?=\s+[\"”“»\[(–—-]?\s?[A-ZÅÄÖÉÜ0-9])|\n+")


def remarks(text: str, *, offset: int = 0) -> tuple[Edit, ...]:
    """The edits that take a transcriber's remarks and time stamps out of `text`, which begins at `offset`."""
    return tuple(
        Edit(EditKind.REMARK, Span(offset + found.start(), offset + found.end())) for found in _REMARK.finditer(text)
    )


def sentences(text: str) -> list[Span]:
    """The whole sentences of spoken `text`, without white space at their edges."""
    edges = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    found = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            found.append(Span(left, start + len(piece.rstrip())))
    return found


def excerpt(text: str, *, wanted: Collection[str] = ()) -> Span | None:
    """The whole sentences of `text` that make the best quote of 12–60 words; None when there are none.

    Best holds more of the `wanted` words, is nearer 38 words, begins earlier. What nobody could hear is never quoted.
    """
    parts = sentences(text)
    counts = [0 if _UNHEARD.search(part.of(text)) else words(_REMARK.sub(" ", part.of(text))) for part in parts]
    unheard = [bool(_UNHEARD.search(part.of(text))) for part in parts]
    best: tuple[float, Span] | None = None
    for first in range(len(parts)):
        length = 0
        for last in range(first, len(parts)):
            length += counts[last]
            if unheard[last] or length > LONGEST:
                break
            if length >= SHORTEST:
                span = Span(parts[first].start, parts[last].end)
                score = _worth(span.of(text), length, wanted)
                best = (score, span) if best is None or score > best[0] else best
    return best[1] if best else None


def _worth(text: str, length: int, wanted: Collection[str]) -> float:
    lowered = text.casefold()
    return sum(word.casefold() in lowered for word in wanted) - abs(length - IDEAL) / IDEAL


def quote_of(passage: Passage, *, wanted: Collection[str] = (), why: Why = Why.TYPICAL) -> Quote | None:
    """The best quote that a passage holds, its transcriber's remarks taken out; None when it holds none."""
    inner = excerpt(passage.text, wanted=wanted)
    if inner is None:
        return None
    span = Span(passage.span.start + inner.start, passage.span.start + inner.end)
    return Quote(
        passage.source,
        span,
        remarks(inner.of(passage.text), offset=span.start),
        passage.respondent,
        passage.evidence,
        why,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What quotes may be chosen by: whose words may be quoted on which day, and how often each voice was heard."""

    respondents: Mapping[str, Respondent]
    today: date
    heard: Counter[str]

    def quotable(self, person: str) -> bool:
        """Whether this person's words may be quoted."""
        return self.respondents.get(person, Respondent(person)).consent.quotable(self.today)


def how_many(voices: int) -> int:
    """How many quotes (1–4) show a theme that this many persons raise."""
    return 1 if voices < 2 else 2 if voices < 6 else 3 if voices < 10 else 4  # noqa: PLR2004


def chosen(
    passages: Sequence[Passage],
    positions: Sequence[Position],
    *,
    choice: Choice,
    wanted: Collection[str] = (),
    used: Collection[str] = (),
    most: int = 4,
) -> list[tuple[Quote, str]]:
    """The quotes that show a theme, each with its words as printed; `choice.heard` is brought up to date.

    `passages` stand most typical first. No voice comes twice; voices heard least so far in the report come before
    others; a deviating voice is among them if one may be quoted. Passages whose key is in `used` are left alone.
    `most` bounds their number.
    """
    stances = {position.respondent: position.stance for position in positions}
    deviating = {person for person, stance in stances.items() if stance in (Stance.CONTRADICTS, Stance.QUALIFIES)}
    number = min(most, how_many(sum(stance in VOICED for stance in stances.values())))
    allowed = {person for person in stances if choice.quotable(person)}
    usable = [each for each in passages if each.respondent in allowed and each.key not in used]
    against = [each for each in usable if each.respondent in deviating]
    others = [each for each in usable if each.respondent not in deviating]
    found = _taken(against, 1, choice, wanted)
    main = _taken(others, number - len(found), choice, wanted)
    found += _taken(against, number - len(found) - len(main), choice, wanted, without=found)
    typical = {each.key for each in usable[: max(1, len(usable) // 3)]}
    result = []
    for passage, quote in main + found:
        kept = replace(quote, why=_reason(passage, deviating, typical))
        choice.heard[quote.respondent] += 1
        result.append((kept, kept.printed(passage.text, offset=passage.span.start)))
    return result


def _reason(passage: Passage, deviating: Collection[str], typical: Collection[str]) -> Why:
    """Strong: not among the most typical third, but a person or the machine coded that it promotes or hinders."""
    if passage.respondent in deviating:
        return Why.DEVIATING
    return Why.STRONG if passage.key not in typical and passage.of_facet(VALENCE) else Why.TYPICAL


_LOOKED_AT = 60  # candidates per theme: bounds the work on themes with thousands of passages


def _taken(
    passages: Sequence[Passage],
    number: int,
    choice: Choice,
    wanted: Collection[str],
    *,
    without: Sequence[tuple[Passage, Quote]] = (),
) -> list[tuple[Passage, Quote]]:
    voices = {passage.respondent for passage, _ in without}
    ranked = sorted(
        enumerate(passages[:_LOOKED_AT]), key=lambda each: (each[0] + 4 * choice.heard[each[1].respondent], each[0])
    )
    taken: list[tuple[Passage, Quote]] = []
    for _, passage in ranked:
        if len(taken) >= number:
            break
        quote = None if passage.respondent in voices else quote_of(passage, wanted=wanted)
        if quote is not None:
            taken.append((passage, quote))
            voices.add(passage.respondent)
    return taken
