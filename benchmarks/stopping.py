"""Whether the intervals for what is unfound hold it: the sample's codings hidden in all but some interviews.

    python -m benchmarks.stopping [--json] [--coder A] [--read 8 12 16] [--times 8]

For each number of interviews read, that many are drawn anew, the codings of the others are hidden, and what is expected
in them is compared with what the coder found there. An interval of 95 % should hold it in 95 cases of a hundred. The
cases are not independent: codes share interviews, and draws share codings.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from benchmarks.suggestions import CODER, sample
from toolkit.analysis.suggesting.held_out import held_out
from toolkit.analysis.suggesting.quality import read_through
from toolkit.analysis.suggesting.stopping import Seen, unfound
from toolkit.analysis.suggesting.suggesting import judged
from toolkit.analysis.texts.language import language
from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment
from toolkit.domain.reports.trust import Remaining

SEED = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One code in one draw: what was expected by one road, and what there was."""

    road: str
    read: int
    code: str
    expected: float
    low: float
    high: float
    found: int
    hidden: int

    @property
    def holds(self) -> bool:
        """Whether the interval holds what there was."""
        return self.low <= self.hidden <= self.high


def drawn(pieces: Sequence[Segment], coded: Sequence[Coding], scheme: Scheme, *, read: int, seed: int) -> list[Case]:
    """What is expected of each code in the interviews that were not drawn, against what was coded there."""
    every = judged(pieces, coded)
    names = sorted({pieces[place].source for place in every})
    kept = set(random.Random(seed).sample(names, read))
    labels = {place: codes for place, codes in every.items() if pieces[place].source in kept}
    found = held_out(pieces, labels, {}, scheme=scheme, language=language("sv"), seed=SEED)
    hidden = _hidden(pieces, every, kept, scheme)
    expected = unfound(found, Seen(pieces, labels, read_through(pieces, labels), kept), seed=SEED)
    cases = []
    for code, one in zip(found.codes, expected, strict=True):
        for road, remains in (("model", one.by_model), ("sampling", one.by_sampling)):
            cases += _case(road, read, code, remains, hidden.get(code, 0))
    return cases


def _hidden(
    pieces: Sequence[Segment], every: dict[int, frozenset[str]], kept: set[str], scheme: Scheme
) -> dict[str, int]:
    """How many segments outside the kept sources bear each code, an area where one under it does."""
    counts: dict[str, int] = {}
    for place, codes in every.items():
        if pieces[place].source not in kept:
            above = {parent for code in codes if code in scheme.codes and (parent := scheme.codes[code].parent)}
            for code in codes | above:
                counts[code] = counts.get(code, 0) + 1
    return counts


def _case(road: str, read: int, code: str, remains: Remaining, hidden: int) -> list[Case]:
    if remains.expected is None or remains.low is None or remains.high is None:
        return []
    return [Case(road, read, code, remains.expected, remains.low, remains.high, remains.found, hidden)]


def summary(cases: Sequence[Case], road: str, read: int) -> dict[str, float]:
    """How often the intervals hold, how far the expected is off in total, and how wide the intervals are."""
    own = [one for one in cases if (one.road, one.read) == (road, read)]
    hidden = sum(one.hidden for one in own)
    return {
        "cases": len(own),
        "holds": sum(one.holds for one in own) / max(1, len(own)),
        "too_low": sum(one.hidden > one.high for one in own) / max(1, len(own)),
        "bias": sum(one.expected for one in own) / max(1, hidden) - 1,
        "width": statistics.median((one.high - one.low) / (one.found + one.hidden) for one in own) if own else 0.0,
    }


def table(cases: Sequence[Case]) -> str:
    """The figures as a table."""
    lines = ["| road | read | cases | holds | says too little | bias | width |", "|---|---|---|---|---|---|---|"]
    for road in ("model", "sampling"):
        for read in sorted({one.read for one in cases}):
            told = summary(cases, road, read)
            lines.append(
                f"| {road} | {read} | {told['cases']:.0f} | {told['holds']:.2f} | {told['too_low']:.2f} "
                f"| {told['bias']:+.2f} | {told['width']:.2f} |"
            )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default=CODER)
    parser.add_argument("--read", type=int, nargs="+", default=[8, 12, 16])
    parser.add_argument("--times", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    pieces, coded, scheme = sample(wanted.coder)
    cases = [
        case
        for read in wanted.read
        for draw in range(wanted.times)
        for case in drawn(pieces, coded, scheme, read=read, seed=draw)
    ]
    print(json.dumps([asdict(one) for one in cases], indent=1) if wanted.json else table(cases))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
