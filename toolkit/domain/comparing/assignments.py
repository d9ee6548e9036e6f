"""Assignments: which sources a coder is to code blind, and how a random subset is drawn that can be drawn again."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """A source that a coder is to code without seeing what others made of it; `done` is when the coder was through."""

    source_id: int
    source: str
    coder: str
    at: datetime
    done: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the coder is still to see nothing of the others there."""
        return self.done is None


def drawn(strata: Mapping[str, Sequence[str]], count: int, *, seed: int) -> list[str]:
    """So many items at random, from each stratum in proportion to its size (largest remainders); in order of name.

    The same items, count and seed always give the same draw: items are put in order first. A stratum whose share is
    under one half may get none. All items when there are fewer than `count`.
    """
    draw = random.Random(seed)  # noqa: S311 (no secret: it shall be repeatable)
    chosen: list[str] = []
    for name, wanted in _shares({name: len(items) for name, items in strata.items()}, count).items():
        chosen += draw.sample(sorted(strata[name]), wanted)
    return sorted(chosen)


def _shares(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """How many of each stratum: whole parts first, the rest to the largest remainders, ties in order of name."""
    total = sum(sizes.values())
    count = min(count, total)
    shares = {name: count * sizes[name] // total for name in sorted(sizes)} if total else {}
    rest = sorted(shares, key=lambda name: (-(count * sizes[name] % total), name))
    for name in rest[: count - sum(shares.values())]:
        shares[name] += 1
    return shares
