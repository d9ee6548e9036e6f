"""Quotes: a span of a source with the edits that print it, and which quotes a theme is shown by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import inf

from toolkit.domain.claims.claims import VOICED, Position, Stance
from toolkit.domain.claims.stances import HINDERS, PROMOTES, main_valence
from toolkit.domain.codings.schemes import VALENCE
from toolkit.domain.codings.segments import Passage
from toolkit.domain.quotes.quote_edges import torn
from toolkit.domain.quotes.quote_edits import Edit, printed, remarks, without_remarks
from toolkit.domain.sources.cases import NOBODY, Respondent
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.texts.text import Span, words

SHORTEST, LONGEST = 12, 60
TELLING = (15, 45)
"""Words: a quote within these bounds is long enough to tell something and short enough to be read."""
MOST_OF_ONE = 6
"""Quotes of one person in a report, before the others are asked first."""
MORE = (5, 10)
"""How many persons raise a theme, from which on one more quote shows it."""


class Why(StrEnum):
    """Why a quote was chosen."""

    TYPICAL = "typical"
    DEVIATING = "deviating"  # of somebody who says the opposite of the theme's main picture
    QUALIFYING = "qualifying"  # of somebody who names both sides
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote: a span of a source, the edits within it, whose words they are and why they were chosen.

    `theme` and `claim` say what it shows; `entry` is its number in the ledger, where it has one.
    """

    source: str
    span: Span
    edits: tuple[Edit, ...]
    respondent: str
    evidence: tuple[str, ...]
    why: Why = Why.TYPICAL
    theme: str = ""
    claim: int | None = None
    entry: int | None = None

    def printed(self, text: str, *, offset: int = 0) -> str:
        """The quote as printed, without quotation marks, from the source's `text` that begins at `offset`."""
        return printed(text, self.span, self.edits, offset=offset)


_UNHEARD = re.compile(
    r"[\[(](?:[^\])\n]{0,20}(?:ohörbar|otydlig|inaudible|unclear|crosstalk|i mun på)[^\])\n]{0,30})[\])]", re.I
)
_INTERJECTED = re.compile(
    r"[\[(]\s*[^\W\d_][\w .'’&/+-]{0,39}:(?!(?:s|n|t|en|et|ar|er|are|na|arna|erna)\b)[^\])]{0,600}[\])]?"
)
"""Somebody else's words in brackets within a turn ("[Cilla: …]"), to the bracket's end: never the speaker's own."""
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"”’»)\]]*|\.{3})(?=\s+[\"”“»\[(–—-]?\s?[A-ZÅÄÖÉÜ0-9])|\n+")


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


_WHOLE = 0.25
"""What it is worth to begin or end where the coded passage does: whoever coded it heard it as a whole."""


def _best(text: str, wanted: Collection[str], barred: Sequence[Span]) -> tuple[float, Span] | None:
    """The sentences in a row that make the best quote, the first of several as good, with their score."""
    best: tuple[float, Span] | None = None
    for most, span, whole in sorted(_rows(text, wanted, barred), key=lambda each: (-each[0], each[1])):
        if best is not None and most < best[0]:
            break
        score = worth(span.of(text), wanted=wanted) + whole
        if best is None or score > best[0] or (score == best[0] and span < best[1]):
            best = (score, span)
    return best


def _rows(text: str, wanted: Collection[str], barred: Sequence[Span]) -> Iterator[tuple[float, Span, float]]:
    """Each row of sentences that can be a quote: its score at most, its span, its score for its beginning and end."""
    parts = sentences(text)
    gain, bracketed = _gained(text, wanted), _bracketed(text)
    counts = [_length(part.of(text)) for part in parts]
    unheard = _unquotable(text, parts)
    if barred:
        unheard = [out or any(map(part.shared, barred)) for part, out in zip(parts, unheard, strict=True)]
    for first in range(len(parts)):
        length = 0
        for last in range(first, len(parts)):
            length += counts[last]
            if unheard[last] or length > LONGEST:
                break
            if length >= SHORTEST:
                whole = _WHOLE * ((first == 0) + (last == len(parts) - 1))
                most = inf if bracketed else _fitting(length, gain) + whole
                yield most, Span(parts[first].start, parts[last].end), whole


def _unquotable(text: str, parts: Sequence[Span]) -> list[bool]:
    """Of each part whether it holds what nobody could hear or words that another person put in."""
    if not _bracketed(text):
        return [False] * len(parts)
    others = [Span(*found.span()) for found in _INTERJECTED.finditer(text)]
    return [
        (_bracketed(part.of(text)) and bool(_UNHEARD.search(part.of(text)))) or any(map(part.shared, others))
        for part in parts
    ]


_ENOUGH_WANTED = 2


def worth(text: str, *, wanted: Collection[str] = ()) -> float:
    """How good a quote the text would make, 1 at best.

    It loses with its distance from 30 words, most outside 15–45, and by being torn out of something. It gains by up to
    two `wanted` words.
    """
    return _fitting(_length(text), _gained(text, wanted)) - torn(text)


def _gained(text: str, wanted: Collection[str]) -> float:
    lowered = text.casefold()
    return min(_ENOUGH_WANTED, sum(word.casefold() in lowered for word in wanted)) / _ENOUGH_WANTED


def _fitting(length: int, gain: float) -> float:
    """The worth of so many words with such a gain, were they not torn out of anything."""
    least, most = TELLING
    value = gain - abs(length - (least + most) / 2) / (most - least)
    return value - (max(0, least - length) + max(0, length - most)) / 20


def _length(text: str) -> int:
    """How many words are spoken in the text, remarks left out."""
    return words(without_remarks(text) if _bracketed(text) else text)


def _bracketed(text: str) -> bool:
    """Whether the text may hold a remark: a quick look, for most sentences hold none."""
    return "[" in text or "(" in text or "#" in text


def quote_of(passage: Passage) -> Quote | None:
    """The best quote that a passage holds, its transcriber's remarks taken out; None when it holds none."""
    rated = _rated(passage)
    return rated[1] if rated else None


def _rated(
    passage: Passage, wanted: Collection[str] = (), *, barred: Sequence[Span] = ()
) -> tuple[float, Quote] | None:
    best = _best(passage.text, wanted, barred)
    if best is None:
        return None
    value, inner = best
    span = Span(passage.span.start + inner.start, passage.span.start + inner.end)
    edits = remarks(inner.of(passage.text), offset=span.start)
    return value, Quote(passage.source, span, edits, passage.respondent, passage.evidence, Why.TYPICAL)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people decided of quotes: those they want printed, with their words as printed, and, by source, the spans
    of which nothing may be."""

    wanted: tuple[tuple[Quote, str], ...] = ()
    never: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def barred(self, passage: Passage) -> list[Span]:
        """The stretches of the passage's text, counted within it, that are never to be printed."""
        start = passage.span.start
        inside = (span for span in self.never.get(passage.source, ()) if span.shared(passage.span))
        return [Span(max(0, span.start - start), min(len(passage.span), span.end - start)) for span in inside]


@dataclass(frozen=True, slots=True)
class Choice:
    """What quotes may be chosen by: whose words may be quoted on which day, how often each voice was heard, wishes;
    and for which `theme` or `claim`.

    Who was heard `most_of_one` times in the report is only quoted where nobody else can be.
    """

    respondents: Mapping[str, Respondent]
    today: date
    heard: Counter[str]
    wishes: Wishes = field(default_factory=Wishes)
    theme: str = ""
    claim: int | None = None
    most_of_one: int = MOST_OF_ONE

    def quotable(self, person: str) -> bool:
        """Whether this person's words may be quoted."""
        known = self.respondents.get(person) or (Respondent(person) if person else NOBODY)
        return known.consent.allows(Purpose.QUOTE, self.today)

    def meant(self, quote: Quote) -> bool:
        """Whether the quote is one for this theme or claim, or for any."""
        if quote.claim is not None and quote.claim == self.claim:
            return True
        return quote.theme == self.theme if quote.theme else quote.claim is None

    def marked(self, quote: Quote) -> Quote:
        """The quote with what it shows."""
        return replace(quote, theme=self.theme, claim=self.claim)


def how_many(voices: int) -> int:
    """How many quotes (1–3) show a theme that this many persons raise."""
    return 1 + sum(voices >= each for each in MORE)


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

    `passages` stand most typical first. What a person wants printed comes first. No voice comes twice; of good quotes
    those of voices heard least so far in the report come first. A deviating voice stands last, if one may be quoted,
    with words that carry what deviates; a theme for one quote gets a second one for it. Passages whose key is in `used`
    are left alone. `most` bounds their number.
    """
    stances = {position.respondent: position.stance for position in positions}
    usable = [each for each in passages if each.respondent in stances and each.key not in used]
    usable = [each for each in usable if choice.quotable(each.respondent)]
    deviating = deviators(stances, claimed=choice.claim is not None)
    wishes = _wished(usable, choice, {who: stances[who] for who in deviating})[:most]
    heard = {quote.respondent for quote, _ in wishes}
    room = _Room(main_valence(passages), most, len(wishes), deviating, told=bool(heard & deviating))
    rest = [each for each in usable if each.respondent not in heard]
    found = _shown(rest, stances, room, choice=choice, wanted=wanted)
    result = [*wishes, *((choice.marked(quote), shown) for quote, shown in found)]
    choice.heard.update(quote.respondent for quote, _ in result)
    return result


@dataclass(frozen=True, slots=True)
class _Room:
    """The theme's main valence, how many quotes it may have and has, who deviates; `told`: one of those is quoted."""

    main: str | None
    most: int
    there: int
    deviating: frozenset[str]
    told: bool


def _shown(
    usable: Sequence[Passage],
    stances: Mapping[str, Stance],
    room: _Room,
    *,
    choice: Choice,
    wanted: Collection[str],
) -> list[tuple[Quote, str]]:
    deviating = room.deviating
    number = how_many(sum(stance in VOICED for stance in stances.values()))
    others = [each for each in usable if each.respondent not in deviating and _carries(each, room.main or PROMOTES)]
    against = [] if room.told else _against(usable, stances, room)
    found = _taken(against, 1, choice, wanted) if room.most - room.there > (not room.there) else []
    if number == 1 and deviating and found and stances[found[0][1].respondent] is Stance.QUALIFIES and others:
        found = []
    number = min(room.most, max(number, 2 if found else 1)) - room.there
    voices = {quote.respondent for _, quote in found}
    others = [each for each in others or usable if each.respondent not in voices]
    typical = {each.key for each in usable[: max(1, len(usable) // 3)]}
    return [
        (
            replace(quote, why=_reason(passage, stances if passage.respondent in deviating else {}, typical)),
            quote.printed(passage.text, offset=passage.span.start),
        )
        for passage, quote in _taken(others, number - len(found), choice, wanted) + found
    ]


def _wished(usable: Sequence[Passage], choice: Choice, deviating: Mapping[str, Stance]) -> list[tuple[Quote, str]]:
    """The quotes that a person wants printed here: of this theme, or of none and lying on its passages."""
    found = []
    for quote, as_printed in choice.wishes.wanted:
        under = [each for each in usable if lies_on(quote, each)] if choice.meant(quote) else []
        if under:
            evidence = tuple(dict.fromkeys(id_ for each in under for id_ in each.evidence))
            why = _otherwise(deviating.get(quote.respondent)) or quote.why
            found.append((choice.marked(replace(quote, evidence=evidence, why=why)), as_printed))
    return sorted(found, key=lambda each: each[0].respondent in deviating)


def lies_on(quote: Quote, passage: Passage) -> bool:
    """Whether the quote shares words with the passage."""
    return quote.source == passage.source and quote.span.shared(passage.span) > 0


def _one_sided(stances: Mapping[str, Stance]) -> bool:
    """Whether those who affirm are more than those who name both sides, so that the theme has a main picture."""
    by_stance = Counter(stances.values())
    return by_stance[Stance.QUALIFIES] < by_stance[Stance.AFFIRMS]


def deviators(stances: Mapping[str, Stance], *, claimed: bool = False) -> frozenset[str]:
    """Who deviates: those who contradict, and those who qualify a claim, or a theme that has a main picture."""
    kinds = {Stance.CONTRADICTS, Stance.QUALIFIES} if claimed or _one_sided(stances) else {Stance.CONTRADICTS}
    return frozenset(person for person, stance in stances.items() if stance in kinds)


def _against(usable: Sequence[Passage], stances: Mapping[str, Stance], room: _Room) -> list[Passage]:
    """The passages that show the other side: of those who contradict, else who deviate, in a mixed theme of anybody."""
    main = room.main or PROMOTES
    mixed = room.main is None or not _one_sided(stances)
    people = room.deviating or (stances.keys() if mixed else frozenset[str]())
    found = [each for each in usable if each.respondent in people and _carries(each, main, deviates=True)]
    return [each for each in found if stances[each.respondent] is Stance.CONTRADICTS] or found


def _carries(passage: Passage, main: str, *, deviates: bool = False) -> bool:
    """Whether a passage may show the theme's main valence, or what deviates from it."""
    sides = passage.of_facet(VALENCE) & {PROMOTES, HINDERS}
    return bool(sides - {main}) if deviates else not sides or main in sides


def _reason(passage: Passage, deviating: Mapping[str, Stance], typical: Collection[str]) -> Why:
    """Strong: not among the most typical third, but a person or the machine coded that it promotes or hinders."""
    otherwise = _otherwise(deviating.get(passage.respondent))
    if otherwise:
        return otherwise
    return Why.STRONG if passage.key not in typical and passage.of_facet(VALENCE) else Why.TYPICAL


def _otherwise(stance: Stance | None) -> Why | None:
    """As what the voice is marked of somebody who deviates by this stance."""
    if stance is None:
        return None
    return Why.DEVIATING if stance is Stance.CONTRADICTS else Why.QUALIFYING


_CAPPED = 100.0  # more than any words are worth
_LOOKED_AT = 60  # candidates per theme: bounds the work on themes with thousands of passages


def _taken(
    passages: Sequence[Passage], number: int, choice: Choice, wanted: Collection[str]
) -> list[tuple[Passage, Quote]]:
    """The best quotes of different voices: untypical, often heard or poor ones cost."""
    candidates: list[tuple[float, int, Passage, Quote]] = []
    for at, passage in enumerate(passages[:_LOOKED_AT] if number > 0 else ()):
        rated = _rated(passage, wanted, barred=choice.wishes.barred(passage))
        if rated is not None:
            heard = choice.heard[passage.respondent]
            cost = at / len(passages[:_LOOKED_AT]) + 0.25 * heard + _CAPPED * (heard >= choice.most_of_one)
            candidates.append((cost - 2 * rated[0], at, passage, rated[1]))
    taken: dict[str, tuple[Passage, Quote]] = {}
    for _, _, passage, quote in sorted(candidates, key=lambda each: each[:2]):
        if len(taken) < number:
            taken.setdefault(passage.respondent, (passage, quote))
    return list(taken.values())
