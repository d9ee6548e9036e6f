"""How far the machine's suggestions can be trusted: shares with their intervals, or why there is no figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoFigure(StrEnum):
    """Why there is no figure; `NONE` where there is one."""

    NONE = ""
    FEW_CODINGS = "few codings"
    FEW_PEOPLE = "few people"
    HARDLY_SUGGESTED = "hardly suggested"
    FEW_READ = "few read"
    ALL_READ = "all read"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its 95 % interval, and of how many it is the share."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Remaining:
    """Passages still unfound and their share of all, each with its 95 % interval; None where `why` says so."""

    found: int
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    why: NoFigure = NoFigure.NONE


@dataclass(frozen=True, slots=True)
class CodeQuality:
    """What suggestions of one code are worth; None where `why`, for precision `why_no_precision`, says so.

    `judged` is how many passages a person has judged for the code, `positives` how many of them carry it, of how many
    `respondents`; `shown` how many would have been suggested, and `right` how many of these rightly.
    """

    code: str
    judged: int
    positives: int
    respondents: int
    shown: int
    right: int
    precision: Estimate | None
    recall: Estimate | None
    brier: float | None
    ece: float | None
    why: NoFigure
    why_no_precision: NoFigure


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores from `low` to below `high`: their mean, and the share that was right."""

    low: float
    high: float
    score: float
    right: Estimate


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether a score of 0.7 is right in seven cases of ten.

    `ece` is the mean distance of score and share over the bins, weighted by size (expected calibration error, Naeini
    et al. 2015), `shown_ece` that over suggestions that would be shown. `brier` is the mean squared distance of score
    and judgement (Brier 1950), `base` what it would be if each code had the same score everywhere.
    """

    n: int
    ece: float
    shown_ece: float | None
    brier: float
    base: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """The codes in their order, the calibration over those with figures, and what all rests on."""

    segments: int
    respondents: int
    codes: tuple[CodeQuality, ...]
    calibration: Calibration | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way of reading the words: its mean average precision, its gain on the built-in one, whether it is used."""

    name: str
    precision: float
    gain: float
    low: float
    high: float
    used: bool


@dataclass(frozen=True, slots=True)
class Unfound:
    """What is expected of a code in interviews not read, by the machine's probabilities and by sampling alone."""

    by_model: Remaining
    by_sampling: Remaining

    @property
    def disagree(self) -> bool:
        """Whether the two intervals have nothing in common."""
        one, other = self.by_model, self.by_sampling
        if one.low is None or one.high is None or other.low is None or other.high is None:
            return False
        return one.low > other.high or other.low > one.high


@dataclass(frozen=True, slots=True)
class Trust:
    """All of it: how good each code's suggestions are, what is unfound of it, and what it was measured on.

    `read` and `unread` count interviews; those in which fewer than half of the passages bear a code are not read.
    """

    read: int
    unread: int
    quality: Quality
    unfound: tuple[Unfound, ...]
    comparisons: tuple[Comparison, ...] = ()
