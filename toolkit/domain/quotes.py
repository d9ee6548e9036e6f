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
from toolkit.domain.stances import HINDERS, PROMOTES, main_valence
from toolkit.domain.text import Span, words

SHORTEST, LONGEST = 12, 60
TELLING = (15, 45)
"""Words: a quote within these bounds is long enough to tell something and short enough to be read."""
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

    Best is worth most (see `worth`), of equals the one that begins first. What nobody could hear is never quoted.
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
                score = worth(span.of(text), wanted=wanted)
                best = (score, span) if best is None or score > best[0] else best
    return best[1] if best else None


_LEANS_BACK = re.compile(
    r"(?:och|men|så|sen|sedan|för|fast|å|mm|nä|and|but|so|then|because|or)\b|"
    r"(?:jo|ja|nej|yes|no|well),? (?:men|och|sen|but|and)\b",
    re.I,
)
_POINTS_BACK = re.compile(
    r"(?:hon|han|de|dom|den|henne|honom|där|då|hans|hennes|deras|she|he|they|it|her|him|there|their)\b", re.I
)
_BREAKS_OFF = re.compile(r"(?:[–—-]|\.{3}|…)\W*$")
_ENOUGH_WANTED = 2


def worth(text: str, *, wanted: Collection[str] = ()) -> float:
    """How good a quote the text would make, 1 at best.

    It loses by every tenth word under 15 or over 45, by beginning in mid-story ("Men …", a lower-case letter), by
    beginning with somebody the reader has not met ("Hon …"), and by breaking off; it gains by up to two `wanted` words.
    """
    length, lowered = words(_REMARK.sub(" ", text)), text.casefold()
    least, most = TELLING
    value = min(_ENOUGH_WANTED, sum(word.casefold() in lowered for word in wanted)) / _ENOUGH_WANTED
    value -= 0.5 * (max(0, least - length) + max(0, length - most)) / 10
    value -= 0.4 * (_leans_back(text) + bool(_POINTS_BACK.match(text)) + bool(_BREAKS_OFF.search(text)))
    return value


def _leans_back(text: str) -> bool:
    return text[:1].islower() or text[:1] in "–—-" or _LEANS_BACK.match(text) is not None


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
    """How many quotes (1–3) show a theme that this many persons raise."""
    return 1 if voices < 4 else 2 if voices < 9 else 3  # noqa: PLR2004


def chosen(
    passages: Sequence[Passage],
    positions: Sequence[Position],
    *,
    choice: Choice,
    wanted: Collection[str] = (),
    used: Collection[str] = (),
    most: int = 3,
) -> list[tuple[Quote, str]]:
    """The quotes that show a theme, each with its words as printed; `choice.heard` is brought up to date.

    `passages` stand most typical first. No voice comes twice; of good quotes those of voices heard least so far in the
    report come first. A deviating voice stands last, if one may be quoted, with words that carry what deviates; a theme
    for one quote gets a second one for a voice that contradicts it. Passages whose key is in `used` are left alone.
    `most` bounds their number.
    """
    stances = {position.respondent: position.stance for position in positions}
    deviating = deviators(stances)
    number = how_many(sum(stance in VOICED for stance in stances.values()))
    number += number == 1 and any(stances[person] is Stance.CONTRADICTS for person in deviating)
    usable = [
        each
        for each in passages
        if each.respondent in stances and choice.quotable(each.respondent) and each.key not in used
    ]
    main = main_valence(passages)
    against = [each for each in usable if each.respondent in deviating and _carries(each, main, deviates=True)]
    others = [each for each in usable if each.respondent not in deviating and _carries(each, main)]
    found = _taken(against, 1, choice, wanted) if most > 1 or not others else []
    typical = {each.key for each in usable[: max(1, len(usable) // 3)]}
    result = []
    for passage, quote in _taken(others, min(most, number) - len(found), choice, wanted) + found:
        kept = replace(quote, why=_reason(passage, deviating, typical))
        choice.heard[quote.respondent] += 1
        result.append((kept, kept.printed(passage.text, offset=passage.span.start)))
    return result


def deviators(stances: Mapping[str, Stance]) -> frozenset[str]:
    """Who deviates: those who contradict, and those who qualify unless they are as many as those who affirm."""
    by_stance = Counter(stances.values())
    kinds = {Stance.CONTRADICTS}
    if by_stance[Stance.QUALIFIES] < by_stance[Stance.AFFIRMS]:
        kinds.add(Stance.QUALIFIES)
    return frozenset(person for person, stance in stances.items() if stance in kinds)


def _carries(passage: Passage, main: str | None, *, deviates: bool = False) -> bool:
    """Whether a passage may show the theme's main valence, or what deviates from it."""
    sides = passage.of_facet(VALENCE) & {PROMOTES, HINDERS}
    if main is None:
        return True
    return bool(sides - {main}) if deviates else not sides or main in sides


def _reason(passage: Passage, deviating: Collection[str], typical: Collection[str]) -> Why:
    """Strong: not among the most typical third, but a person or the machine coded that it promotes or hinders."""
    if passage.respondent in deviating:
        return Why.DEVIATING
    return Why.STRONG if passage.key not in typical and passage.of_facet(VALENCE) else Why.TYPICAL


_LOOKED_AT = 60  # candidates per theme: bounds the work on themes with thousands of passages


def _taken(
    passages: Sequence[Passage], number: int, choice: Choice, wanted: Collection[str]
) -> list[tuple[Passage, Quote]]:
    """The best quotes of different voices: untypical, often heard or poor ones cost."""
    candidates: list[tuple[float, int, Passage, Quote]] = []
    for at, passage in enumerate(passages[:_LOOKED_AT] if number > 0 else ()):
        quote = quote_of(passage, wanted=wanted)
        if quote is not None:
            spoken = Span(quote.span.start - passage.span.start, quote.span.end - passage.span.start).of(passage.text)
            cost = at / len(passages[:_LOOKED_AT]) + 0.25 * choice.heard[passage.respondent]
            candidates.append((cost - 2 * worth(spoken, wanted=wanted), at, passage, quote))
    taken: dict[str, tuple[Passage, Quote]] = {}
    for _, _, passage, quote in sorted(candidates, key=lambda each: each[:2]):
        if len(taken) < number:
            taken.setdefault(passage.respondent, (passage, quote))
    return list(taken.values())
