"""A pack as slides: one thought on each, long ones cut where a sentence ends, beginning on the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from toolkit.domain.reflection.packs import Piece
from toolkit.messages import N_, catalogue

MOST = 260  # letters that stand large at 1024 x 768; a longer thought goes on on the next slide
TITLE = "title"
LABELS = {
    "see": N_("What we see"),
    "quote": N_("In their own words"),
    "uncertain": N_("What we are not sure of"),
    "differ": N_("Where the pictures differ"),
    "missing": N_("What is missing"),
    "question": N_("Questions to talk about"),
}


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; `part` of `parts` where a thought was too long for one. `piece` is None for the title."""

    number: int
    kind: str
    label: str
    text: str
    piece: Piece | None = None
    part: int = 1
    parts: int = 1


def slides(title: str, audience: str, pieces: Sequence[Piece], *, language: str) -> tuple[Slide, ...]:
    """The title with whom it is for, then every piece in its order; labels are in the pack's language."""
    said = catalogue(language).gettext
    made = [Slide(1, TITLE, said(audience), title)]
    for piece in pieces:
        texts = cut(piece.text)
        for part, text in enumerate(texts, 1):
            label = " · ".join(filter(None, (said(LABELS[piece.kind]), piece.title)))
            made.append(Slide(len(made) + 1, piece.kind, label, text, piece, part, len(texts)))
    return tuple(made)


def cut(text: str, most: int = MOST) -> list[str]:
    """The text in parts of about the same length, none longer than `most`, each ending where a sentence ends if any
    does."""
    units = [
        short for sentence in re.split(r"(?<=[.!?…])\s+", text.strip()) for short in _shortened(sentence, most) if short
    ]
    aim = len(text) / ceil(len(text) / most) if text else most
    parts: list[str] = []
    for unit in units:
        last = parts[-1] if parts else ""
        if parts and len(last) + len(unit) / 2 <= aim and len(last) + 1 + len(unit) <= most:
            parts[-1] = f"{last} {unit}"
        else:
            parts.append(unit)
    return parts


def _shortened(sentence: str, most: int) -> Iterator[str]:
    """A sentence, cut between words into about even parts when it is too long."""
    if len(sentence) <= most:
        yield sentence
        return
    aim, edges = len(sentence) / ceil(len(sentence) / most), [0]
    for found in re.finditer(r"\s+|$", sentence):
        if found.start() - edges[-1] >= aim * 0.9:
            edges.append(found.start())
    for start, end in pairwise(dict.fromkeys([*edges, len(sentence)])):
        part = sentence[start:end].strip()
        yield from (part[at : at + most] for at in range(0, len(part), most))
