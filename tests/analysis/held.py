"""Held-out scores made up for tests: what `analysis.held_out` would give, with a truth that is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.analysis.suggesting.held_out import HeldOut


def held(rows: Sequence[tuple[str, float, bool]], *, known: Sequence[bool] | None = None) -> HeldOut:
    """One code "needs": for each row who speaks, the score, and whether it carries the code; shown from a half."""
    scores = np.asarray([[score] for _, score, _ in rows], np.float32)
    return HeldOut(
        places=tuple(range(len(rows))),
        codes=("needs",),
        scores=scores,
        truth=np.asarray([[truth] for _, _, truth in rows], bool),
        known=np.ones(scores.shape, bool) if known is None else np.asarray([[one] for one in known], bool),
        respondents=tuple(who for who, _, _ in rows),
        shown=scores >= 0.5,
    )
