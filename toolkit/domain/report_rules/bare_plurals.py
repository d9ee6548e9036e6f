"""The rule of bare plurals: "Deltagarna upplever …" says it of everybody without counting anybody; a note."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.quantity_words import SAYING
from toolkit.messages import N_


def bare_plural(at: int, sentence: str, basis: Basis) -> Iterator[Found]:
    """A definite plural at the beginning of a sentence, with a verb of saying after it."""
    words = [each.strip('.,;:!?()”“"') for each in sentence.split()]
    first = 1 if words[:1] and words[0].lower() == "the" else 0
    if len(words) <= first + 1 or not words[first]:
        return
    definite = basis.nouns.definite(words[first]) or (first == 1 and basis.nouns.group_of(words[first]) is not None)
    if definite and words[first + 1].lower() in SAYING.get(basis.language, frozenset()):
        yield Found(
            Kind.QUANTITY,
            at,
            shortened(sentence),
            N_("“{words}” says it of everybody without counting."),
            N_("Say how many, unless it is true of all."),
            {"words": " ".join(words[: first + 2])},
            serious=False,
        )
