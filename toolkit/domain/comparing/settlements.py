"""Settlements: what was decided where coders disagree, as a judgement of its own with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.segments import belongs
from toolkit.domain.texts.text import Span


@dataclass(frozen=True, slots=True)
class Settlement:
    """Whether `code` applies to these words after all, who settled it and why.

    The coders' own codings stay as they are, and agreement is reckoned from them alone. Where `applies` is false the
    codings that belong to the place count no more.
    """

    source: str
    span: Span
    quote: str
    code: str
    applies: bool
    reason: str
    coder: str
    time: datetime
    revision: int = 1
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The codings that count after what was settled, and the ids of those that were settled to apply."""

    codings: list[Coding]
    settled: frozenset[int]


def standing(
    codings: Iterable[Coding], settlements: Iterable[Settlement], meant: Callable[[str], str | None]
) -> Standing:
    """The codings without those that were settled not to apply; one that applies stands at the extent settled.

    `meant` gives the code that a code means today. Those that were settled come first, so that they set the stretch.
    """
    decided: dict[tuple[str, str | None], list[Settlement]] = {}
    for one in settlements:
        decided.setdefault((one.source, meant(one.code)), []).append(one)
    first: list[Coding] = []
    others: list[Coding] = []
    for coding in codings:
        settled = _settling(coding, decided.get((coding.source, meant(coding.code)), ()))
        if settled is None:
            others.append(coding)
        elif settled.applies:
            first.append(replace(coding, span=settled.span, quote=settled.quote))
    return Standing([*first, *others], frozenset(one.id for one in first if one.id is not None))


def _settling(coding: Coding, settlements: Iterable[Settlement]) -> Settlement | None:
    """The settlement whose words the coding lies on; of several the one with which it shares most."""
    on_it = [one for one in settlements if belongs(one.span, coding.span)]
    return max(on_it, key=lambda one: (one.span.shared(coding.span), one.time), default=None)
