"""Figures of trust read back from the mapping under which a run keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.domain.reports.trust import (
    Bin,
    Calibration,
    CodeQuality,
    Comparison,
    Estimate,
    NoFigure,
    Quality,
    Remaining,
    Trust,
    Unfound,
)

Kept = Mapping[str, Any]


def trust_of(kept: Kept) -> Trust:
    """The figures that `dataclasses.asdict` made this of."""
    return Trust(
        read=kept["read"],
        unread=kept["unread"],
        quality=_quality(kept["quality"]),
        unfound=tuple(Unfound(_remaining(one["by_model"]), _remaining(one["by_sampling"])) for one in kept["unfound"]),
        comparisons=tuple(Comparison(**one) for one in kept["comparisons"]),
    )


def _quality(kept: Kept) -> Quality:
    calibration = kept["calibration"]
    return Quality(
        segments=kept["segments"],
        respondents=kept["respondents"],
        codes=tuple(_code(one) for one in kept["codes"]),
        calibration=_calibration(calibration) if calibration else None,
    )


def _code(kept: Kept) -> CodeQuality:
    estimates = {name: _estimate(kept[name]) for name in ("precision", "recall")}
    reasons = {name: NoFigure(kept[name]) for name in ("why", "why_no_precision")}
    return CodeQuality(**{**kept, **estimates, **reasons})


def _estimate(kept: Kept | None) -> Estimate | None:
    return Estimate(**kept) if kept else None


def _calibration(kept: Kept) -> Calibration:
    bins = tuple(Bin(**{**one, "right": Estimate(**one["right"])}) for one in kept["bins"])
    return Calibration(**{**kept, "bins": bins})


def _remaining(kept: Kept) -> Remaining:
    return Remaining(**{**kept, "why": NoFigure(kept["why"])})
