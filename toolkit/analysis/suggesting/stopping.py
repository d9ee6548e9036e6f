"""When to stop: how many passages of a code are still to be expected in interviews that nobody has judged.

Two roads, one sum. What has been judged gives, for each respondent, the passages found and a yardstick: the sum of the
held-out probabilities (by the model), or simply the number of passages (by sampling). Their ratio, applied to the
yardstick of what is unread, is what is expected there. Its spread follows from how unevenly the respondents found so
far lie about that ratio: a quasi-Poisson model (McCullagh & Nelder 1989, ch. 6), whose dispersion is itself uncertain.

By sampling it is the rule of Callaghan & Müller-Hansen (2020, Systematic Reviews 9:273), who stop a screening when a
hypergeometric model of a random sample leaves few to be found; whole interviews are drawn here, not passages, hence the
dispersion. Like theirs it holds when what has been read was chosen without regard to what is in it. By the model
(Cormack & Grossman 2016 stop on such estimates of recall) it holds when scores mean the same in what is unread.
Neither knows of passages overlooked in what counts as read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.held_out import HeldOut
from toolkit.analysis.suggesting.quality import too_few
from toolkit.domain.codings.segments import Segment
from toolkit.domain.reports.trust import NoFigure, Remaining, Unfound

DRAWS = 4_000
INTERVAL = (2.5, 97.5)
LEAST_READ = 5  # respondents judged, below which their unevenness cannot be known
LEAST_UNEVEN = 0.05  # of chance alone: what is drawn below that is an accident of few respondents
TINY = 1e-6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """What was judged, by respondent: passages with the code, and the yardstick of all their passages."""

    found: Floats
    yardstick: Floats


@dataclass(frozen=True, slots=True)
class Unread:
    """What nobody has judged: the yardstick of it as far as it was scored, by respondent, and how many passages.

    `scale` says how much there is of the sampled respondents' kind for each of them: 1 when all were scored. `certain`
    is the yardstick of passages that were all scored, such as those of interviews half read.
    """

    sampled: Floats
    passages: int
    scale: float = 1.0
    certain: float = 0.0

    @property
    def yardstick(self) -> float:
        """Of all that is unread."""
        return self.certain + self.scale * float(self.sampled.sum())

    def drawn(self, rng: np.random.Generator, draws: int) -> Floats:
        """The yardstick as it may be, when those not scored are like those that were."""
        own, many = float(self.sampled.sum()), len(self.sampled)
        if self.scale <= 1 or not many:
            return np.full(draws, self.yardstick)
        again = rng.multinomial(many, np.full(many, 1 / many), size=draws) @ self.sampled
        return np.asarray(self.certain + own + (self.scale - 1) * again, np.float64)


def remaining(read: Read, unread: Unread, *, elsewhere: int = 0, seed: int = 1, draws: int = DRAWS) -> Remaining:
    """What is expected in the unread material; `elsewhere` is how many were found outside what counts as read."""
    found = int(read.found.sum())
    why = _too_little(read, unread.passages)
    if why:
        return Remaining(found + elsewhere, why=why)
    most = float(unread.passages)
    expected = min(found / float(read.yardstick.sum()) * unread.yardstick, most)
    low, high = np.percentile(np.minimum(_drawn(read, unread, seed=seed, draws=draws), most), INTERVAL).tolist()
    low, high = min(low, expected), max(high, expected)
    known = found + elsewhere
    share, share_low, share_high = (amount / (known + amount) for amount in (expected, low, high))
    return Remaining(known, expected, low, high, share, share_low, share_high)


def _too_little(read: Read, passages: int) -> NoFigure:
    if not passages:
        return NoFigure.ALL_READ
    few = too_few(int(read.found.sum()), int((read.found > 0).sum()))
    return few or (NoFigure.FEW_READ if (read.yardstick > 0).sum() < LEAST_READ else NoFigure.NONE)


def dispersion(read: Read) -> float:
    """How many times more unevenly than by chance alone the passages lie over the respondents."""
    told = read.yardstick > 0
    found, yardstick = read.found[told], read.yardstick[told]
    expected = yardstick * (found.sum() / yardstick.sum())
    freedom = len(found) / (len(found) - 1)
    return float(((found - expected) ** 2).sum() * freedom / expected.sum())


def _drawn(read: Read, unread: Unread, *, seed: int, draws: int) -> Floats:
    """Numbers of passages that may remain: ratio, dispersion and the unread respondents' own chance all vary."""
    rng = np.random.default_rng(seed)
    freedom = int((read.yardstick > 0).sum()) - 1
    uneven = np.maximum(dispersion(read) * freedom / rng.chisquare(freedom, draws), LEAST_UNEVEN)
    ratio = rng.gamma(np.maximum(read.found.sum() / uneven, TINY), uneven / float(read.yardstick.sum()))
    mean = np.maximum(ratio * unread.drawn(rng, draws), TINY)
    return np.asarray(np.rint(rng.gamma(mean / uneven, uneven)), np.float64)


def unfound(held_out: HeldOut, seen: Seen, *, seed: int = 1) -> tuple[Unfound, ...]:
    """What is expected of each code outside the sources read, by the model and by sampling."""
    rows = _Rows(held_out, seen)
    flat = np.ones(len(held_out.places))
    return tuple(
        Unfound(
            rows.remaining(column, held_out.scores[:, column].astype(np.float64), seed=seed),
            rows.remaining(column, flat, seed=seed),
        )
        for column in range(len(held_out.codes))
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the segments that were given for scoring: the codes on them, and of which sources they are.

    `read` are the sources read through, `judged` those in which anything was judged, all of them given; those given
    of the others hold `share` of the others' words. Where only some are given, `unjudged` is how many there are in
    sources of which nothing was judged, and `codes` how many bear each code.
    """

    segments: Sequence[Segment]
    labels: Mapping[int, frozenset[str]]
    read: Collection[str]
    judged: Collection[str]
    share: float = 1.0
    unjudged: int | None = None
    codes: Counter[str] | None = None

    def found(self) -> Counter[str]:
        """How many segments bear each code, or one under it."""
        if self.codes is not None:
            return self.codes
        return Counter(
            code for codes in self.labels.values() for code in codes | {one.rpartition("/")[0] for one in codes}
        )

    def outside(self) -> int:
        """How many segments stand in sources of which nothing was judged."""
        if self.unjudged is not None:
            return self.unjudged
        return sum(segment.source not in self.judged for segment in self.segments)


class _Rows:
    """The rows of a held-out scoring by whether their source was read, looked into, or not opened."""

    def __init__(self, held_out: HeldOut, seen: Seen) -> None:
        names = [seen.segments[place].source for place in held_out.places]
        self.held_out = held_out
        self.found = seen.found()
        self.read = np.asarray([name in seen.read for name in names], bool)
        self.closed = np.asarray([name not in seen.judged for name in names], bool)
        self.voices, self.voice = np.unique(np.asarray(held_out.respondents, np.str_), return_inverse=True)
        every = seen.outside()
        scored = int(self.closed.sum())
        self.scale = every / scored / seen.share if scored and seen.share else 1.0

    def remaining(self, column: int, yardstick: Floats, *, seed: int) -> Remaining:
        """What remains of the code in this column."""
        known, truth = self.held_out.known[:, column], self.held_out.truth[:, column]
        read, half_read = self.read & known, ~self.closed & ~known
        ones = np.ones(len(known))
        told = Read(self._by_voice(truth & read, ones), self._by_voice(read, yardstick))
        unread = Unread(
            sampled=self._by_voice(self.closed, yardstick)[self._by_voice(self.closed, ones) > 0],
            passages=int(half_read.sum()) + round(self.scale * int(self.closed.sum())),
            scale=self.scale,
            certain=float(yardstick[half_read].sum()),
        )
        elsewhere = self.found[self.held_out.codes[column]] - int(told.found.sum())
        return remaining(told, unread, elsewhere=max(0, elsewhere), seed=seed)

    def _by_voice(self, rows: NDArray[np.bool_], yardstick: Floats) -> Floats:
        """The yardstick of these rows, by respondent."""
        return np.bincount(self.voice[rows], weights=yardstick[rows], minlength=len(self.voices)).astype(np.float64)
