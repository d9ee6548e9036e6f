"""A shelf of words made of another one and of what is new, without reading again what has not changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.analysis.word_index import Places
from toolkit.analysis.word_shelf import Ints, Narrow, Sentences, Shelf, Turns, used


def spliced(known: Shelf, new: Shelf, order: Sequence[int]) -> Shelf:
    """The shelf of these sources in their order: what `new` has is taken from there, the rest as it is known."""
    vocabulary, people, phases = ([*of] for of in (known.vocabulary, known.people, known.phases))
    numbers = dict(known.numbers)
    far = _Far(
        _merged(vocabulary, numbers, new.vocabulary),
        _merged(people, _numbered(people), new.people),
        _merged(phases, _numbered(phases), new.phases),
    )
    parts = list(_parts(known, new, order, far))
    words, ids = used(vocabulary, _joined([part.ids() for part in parts]))
    turns = [part.turns(at) for part, at in zip(parts, _steps(part.turn_count for part in parts), strict=True)]
    return _shelf(parts, order, (words, ids), (turns, people, phases))
