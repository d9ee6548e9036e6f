"""What is known of a passage beside its words, as the clustering sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from toolkit.analysis.themes.clustering import Vectors
from toolkit.analysis.themes.theme_words import unit_rows
from toolkit.domain.codings.schemes import PHASE, VALENCE
from toolkit.domain.codings.segments import Passage

TEXT = 1.0
OWN_CODES = 1.0  # codes under the area of the cell
OTHER_CODES = 0.6  # other areas and the codes under them
CONTEXT = 0.6  # phase; the area of the question asked
VALENCES = 0.4


def side_vectors(passages: Sequence[Passage], area: str, *, question: bool = True) -> Vectors:
    """What is known of each passage of the cell beside its words, as weighed blocks of unit rows.

    Codes under the cell's area weigh most; a block in which a passage has nothing is zero for it. `question` adds the
    area of the question that was asked and takes its phase where none was coded.
    """
    prefix = f"{area}/"
    own = [[code for code in passage.codes if code.startswith(prefix)] for passage in passages]
    blocks = [
        OWN_CODES * _marked(own),
        OTHER_CODES * _marked([_elsewhere(passage, area) for passage in passages]),
        CONTEXT * _marked([_phase(passage, question=question) for passage in passages]),
        VALENCES * _marked([passage.of_facet(VALENCE) for passage in passages]),
    ]
    if question:
        blocks.append(CONTEXT * _marked([[each.asked_area] if each.asked_area else [] for each in passages]))
    return np.hstack(blocks).astype(np.float32)


def _elsewhere(passage: Passage, area: str) -> list[str]:
    others = passage.areas - {area}
    return [*others, *(code for code in passage.codes if "/" in code and code.partition("/")[0] in others)]


def _phase(passage: Passage, *, question: bool) -> Iterable[str]:
    coded = passage.of_facet(PHASE)
    if coded or not question or passage.asked_phase is None:
        return coded
    return [passage.asked_phase]


def _marked(values: Sequence[Iterable[str]]) -> Vectors:
    """One row for each item, 1 in the column of each of its values, at unit length; columns in alphabetical order."""
    listed = [list(row) for row in values]
    columns = {value: place for place, value in enumerate(sorted({each for row in listed for each in row}))}
    rows = np.zeros((len(listed), len(columns)), dtype=np.float32)
    owners = np.repeat(np.arange(len(listed)), np.array([len(row) for row in listed], dtype=np.int64))
    rows[owners, [columns[each] for row in listed for each in row]] = 1
    return unit_rows(rows)
