"""A3: eight coders at once, a thousand codings each, in a real workbench: nothing lost or refused, nobody waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.coders import measured

pytestmark = pytest.mark.slow

P99, LONGEST = 100, 1_000  # milliseconds


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux")
@pytest.mark.figure("A3")
@pytest.mark.parametrize(("coders", "each"), [(8, 15), pytest.param(8, 1_000, marks=pytest.mark.soak)])
def test_nothing_is_lost_and_nobody_waits_long(small, coders, each, figure):
    told = measured(small, coders, each)
    figure(codings=told["stored"], lost=told["codings sent"] - told["stored"], errors=told["failed"])
    assert (told["codings sent"], told["stored"], told["errors"]) == (coders * each, coders * each, [])
    if each == 1_000:  # so few as in the short variant say nothing of times, on a computer that does other things too
        figure(p99_ms=told["p99 ms"], max_ms=told["max ms"])
        assert told["p99 ms"] <= P99
        assert told["max ms"] <= LONGEST
