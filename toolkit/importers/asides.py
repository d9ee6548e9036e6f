"""Asides: what a transcriber put after a label ("Björn (skrattar):"), told from what is part of the label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from toolkit.domain.sources.speaker_labels import folded, like_an_id, parted
from toolkit.domain.sources.speakers import printed_role
from toolkit.importers.labels import Candidate


def without_asides(found: Sequence[Candidate], known: Collection[str]) -> list[Candidate]:
    """The candidates with their asides taken from their labels; `known` are folded labels that surely are speakers.

    What stands in brackets stays where it tells persons apart: "Deltagare (kvinna)" beside "Deltagare (man)".
    """
    plain, tails = set[str](), defaultdict[str, set[str]](set)
    for each in found:
        base, tail = parted(each.label)
        if base == each.label:
            plain.add(folded(base))
        else:
            tails[folded(base)].add(folded(tail))
    return [_without_aside(each, known, plain, tails[folded(parted(each.label)[0])]) for each in found]


def _without_aside(
    each: Candidate, known: Collection[str], plain: Collection[str], tails: Collection[str]
) -> Candidate:
    base, tail = parted(each.label)
    if base == each.label or folded(each.label) in known:
        return each
    sure = folded(base) in known or like_an_id(base) or not tail
    if not sure and folded(tail) in known:
        return each
    alone = len(tails) == 1 and (printed_role(base) is not None or "|" in each.label)
    return replace(each, label=base) if sure or alone or folded(base) in plain else each
