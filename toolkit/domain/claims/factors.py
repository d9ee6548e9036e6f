"""Factors: what a team says itself furthered or hindered the work, word for word, and what bears each out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import Span, trimmed

_MARK = re.compile(r"\s*(?:[-–—•*·]|\d{1,3}[.)]|[a-zåäö][.)])\s+")
_SIDES = (
    (HINDERS, re.compile(r"misslyck|hind|hämm|försvår|failure|fail|obstacl|barrier", re.IGNORECASE)),
    (PROMOTES, re.compile(r"framgång|främj|lyck|möjliggör|success|promot|help|enabl", re.IGNORECASE)),
)
_LONGEST_HEADING = 6  # words
_HEADING = re.compile(r"fakto|factor|hinder|obstacle|barrier|(?:det |vad )?som |what |(?:det )?här ", re.IGNORECASE)
_LABEL = re.compile(r"\s*([^\W\d_][\w -]{2,30}):\s+(?=\S)")  # "Främjande: tid för handledning"


@dataclass(frozen=True, slots=True)
class Factor:
    """An item of a list as it stands there; `side` is "promotes", "hinders" or "" where the list does not say."""

    source: str
    span: Span
    text: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class FactorLink:
    """What a person held a factor to be borne out by: a theme or a claim; by neither, it is unsupported."""

    source: str
    span: Span
    theme: str | None = None
    claim: int | None = None
    coder: str = ""
    revision: int = 1
    id: int | None = None

    @property
    def unsupported(self) -> bool:
        """Whether it says that nothing bears the factor out."""
        return self.theme is None and self.claim is None


@dataclass(frozen=True, slots=True)
class Held:
    """A factor, its number in its list (from 1), and what it was held against; without links nobody has looked yet."""

    factor: Factor
    number: int
    links: tuple[FactorLink, ...] = ()

    @property
    def looked_at(self) -> bool:
        """Whether somebody has said anything of it."""
        return bool(self.links)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that bear it out."""
        return tuple(one.theme for one in self.links if one.theme is not None)

    @property
    def claims(self) -> tuple[int, ...]:
        """The claims that bear it out."""
        return tuple(one.claim for one in self.links if one.claim is not None)


def listed(source: Source) -> tuple[Factor, ...]:
    """The items of a list, each turn of the source one or a heading that says which side the next ones are of."""
    spans = [turn.span for turn in source.turns]
    marked = any(_MARK.match(span.of(source.text)) for span in spans)
    return tuple(_items(source, spans, marked=marked))


def _items(source: Source, spans: Iterable[Span], *, marked: bool) -> Iterator[Factor]:
    side = ""
    for span in spans:
        words = span.of(source.text)
        mark = _MARK.match(words)
        label = _LABEL.match(words, mark.end() if mark else 0)
        own = _side(label[1]) if label else ""
        if not mark and not own and (marked or _is_heading(words)):
            side = _side(words)
            continue
        begin = label.end() if label and own else mark.end() if mark else 0
        inside = trimmed(source.text, span.start + begin, span.end)
        if inside is not None:
            yield Factor(source.name, inside, inside.of(source.text), own or side)


def _is_heading(words: str) -> bool:
    """Whether a line without a mark says of which side the next ones are: "Hinder", "Det som främjade arbetet"."""
    if words.rstrip().endswith(":"):
        return True
    several = words.split()
    named = len(several) == 1 or bool(_HEADING.search(words))
    return named and len(several) <= _LONGEST_HEADING and bool(_side(words))


def _side(words: str) -> str:
    return next((side for side, said in _SIDES if said.search(words)), "")


def held(factors: Sequence[Factor], links: Iterable[FactorLink]) -> tuple[Held, ...]:
    """The factors of one list with what each was held against, in the list's order."""
    by_place: dict[tuple[str, Span], list[FactorLink]] = {}
    for one in links:
        by_place.setdefault((one.source, one.span), []).append(one)
    return tuple(
        Held(one, number, tuple(by_place.get((one.source, one.span), ()))) for number, one in enumerate(factors, 1)
    )


def sides(factors: Iterable[Held]) -> Mapping[str, list[Held]]:
    """The factors by side: what furthers, what hinders, the others."""
    found: dict[str, list[Held]] = {PROMOTES: [], HINDERS: [], "": []}
    for one in factors:
        found[one.factor.side].append(one)
    return {side: own for side, own in found.items() if own}
