"""Write tests/slow.toml, the tests that `make check` leaves out: those that took longer than LIMIT when last measured.

    .venv/bin/pytest -m "not browser and not soak" --durations=0 --durations-min=0.03 > LOG
    .venv/bin/python scripts/slow_tests.py LOG

A test's own time and that of the fixtures made for it count together. Of a test with parameters the slowest counts.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

LIST = Path(__file__).parents[1] / "tests" / "slow.toml"
LIMIT = 0.05  # seconds
WALKS = "tests/browser/"  # left out anyway
TIMED = re.compile(r"\s*(?P<seconds>[\d.]+)s (?:call|setup|teardown)\s+(?P<file>\S+?)::(?P<test>\w+)(?P<case>.*)")
HEAD = """# Tests that take longer than {limit} s and are left out of `make check`; written by scripts/slow_tests.py.
"""


def slow(log: str) -> dict[str, set[str]]:
    """The slow tests of a log of pytest's durations, by file."""
    seconds: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for line in log.splitlines():
        if found := TIMED.match(line):
            seconds[found["file"], found["test"], found["case"]] += float(found["seconds"])
    tests: defaultdict[str, set[str]] = defaultdict(set)
    for (file, test, _), took in seconds.items():
        if took > LIMIT and not file.startswith(WALKS):
            tests[file].add(test)
    return tests


def written(tests: dict[str, set[str]]) -> str:
    """The list as a file: one line for each test, so that a change of one is a change of one line."""
    lines = [HEAD.format(limit=LIMIT)]
    for file in sorted(tests):
        lines += [f'"{file}" = [', *(f'    "{test}",' for test in sorted(tests[file])), "]"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    LIST.write_text(written(slow(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
