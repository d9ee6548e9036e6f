"""Time and memory of finding themes in many passages, and of taking in one in a hundred more.

    python -m benchmarks.themes_scale [--sizes 1000 10000 100000] [--json]

Passages are put together from halves of two of the sample's under the same codes, each of a person of their own, twenty
passages a person. Each size runs in a process of its own, as memory is its peak; the libraries alone take some 150 MB.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from benchmarks.themes import sample
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.services.themes import theme_material, theme_renewal
from toolkit.services.themes.theme_renewal import Wish

SEED = 1
EACH = 20  # passages a person
MORE = 100  # one in so many is new


def passages(count: int, sample: Sequence[Passage]) -> list[Passage]:
    """So many passages in the manner of the sample."""
    rng = random.Random(SEED)
    found = []
    for number in range(count):
        first = rng.choice(sample)
        second = rng.choice([one for one in rng.sample(sample, 12) if one.areas & first.areas] or [first])
        begin, end = first.text.split(), second.text.split()
        words = begin[: len(begin) // 2 + 1] + end[len(end) // 2 :]
        person, place = divmod(number, EACH)
        text = " ".join(words)
        span = Span(place * 1000, place * 1000 + min(999, len(text)))
        found.append(replace(first, source=f"p{person:05}.txt", span=span, text=text, respondent=f"P{person:05}"))
    return found


def measured(count: int) -> dict[str, float]:
    """Seconds and megabytes at one size."""
    made_of = sample()
    every = passages(count, made_of.passages)
    new = set(range(0, count, MORE))
    before = [one for number, one in enumerate(every) if number not in new]
    project: Any = SimpleNamespace(spoken="sv")
    used: Any = SimpleNamespace(scheme=made_of.scheme)
    start = time.process_time()
    made = theme_renewal.made(project, theme_material.Material(used, before, (), (), (), None, machine=False), Wish())
    whole = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    material = theme_material.Material(used, every, (), (), made.themes, "", machine=False)
    after = theme_renewal.made(project, material, Wish())
    taken_in = time.process_time() - start
    return {
        "passages": count,
        "themes": len(made.themes),
        "seconds": round(whole, 1),
        "megabytes": round(peak),
        "taken_in_seconds": round(taken_in, 1),
        "new": len(after.joined),
        "megabytes_after": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.one:
        print(json.dumps(measured(wanted.one)))
        return 0
    command = [sys.executable, "-m", "benchmarks.themes_scale", "--one"]
    rows = [json.loads(subprocess.check_output([*command, str(size)])) for size in wanted.sizes]
    if wanted.json:
        print(json.dumps(rows, indent=1))
        return 0
    print(f"{'passages':>9}{'seconds':>9}{'MB':>7}{'themes':>8}{'new':>8}{'taken in, s':>13}")
    for row in rows:
        print(
            f"{row['passages']:9}{row['seconds']:9.1f}{row['megabytes']:7}{row['themes']:8}{row['new']:8}"
            f"{row['taken_in_seconds']:13.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
