"""Run the benchmarks and write docs/performance.md: what each printed, with command, day, machine and its load.

    .venv/bin/python scripts/performance.py                   all, whole: about two hours of a quiet machine
    .venv/bin/python scripts/performance.py scale themes      these, whole
    .venv/bin/python scripts/performance.py --short           all at a small size, to see that they run
    .venv/bin/python scripts/performance.py --write           none; the page again from docs/performance.json

What was printed is kept in docs/performance.json, the newest whole run of each; short runs are printed and not kept. No
number is written by hand. `--peers PYTHON` names a Python that has the two programs which themes are held against;
without it that one is skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KEPT, PAGE = ROOT / "docs" / "performance.json", ROOT / "docs" / "performance.md"
SAID: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
QUIET = 0.5  # load for each core before a run, above which the page says that others were at work
HEAD = """# What it costs, and what it gives

Printed by the scripts in `benchmarks/`, run by one command (`make benchmarks`) and kept word for word; what the figures
mean and where the measures come from stands in [the method page](method.md). Compare what was measured in one run: a
ratio to a floor says more than seconds of a machine.
"""


def run(name: str, arguments: list[str]) -> dict[str, Any]:
    """Run one benchmark; what it printed, when, on what machine, and how it went."""
    load, begun = os.getloadavg()[0] / (os.cpu_count() or 1), time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603 (our own)
    return {
        "arguments": arguments,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "load": round(load, 2),
        "seconds": round(time.monotonic() - begun),
        "ended": done.returncode,
        "printed": done.stdout.strip(),
    }


def page(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """The page: a part for each benchmark in the order of the list, also for those that have not run."""
    return "\n".join([HEAD, *(part(name, about, kept.get(name)) for name, about in SAID.items())])


def part(name: str, about: Mapping[str, Any], done: Mapping[str, Any] | None) -> str:
    """A benchmark's heading, what it measures, its aims, and what it printed."""
    aims = f" Aims: {about['aims']}" if "aims" in about else ""
    lines = [f"## {name}", "", f"{about['about']}{aims}", ""]
    if done is None:
        return "\n".join([*lines, "Not run whole with this command yet.", ""])
    command = " ".join(["python", "-m", f"benchmarks.{name}", *done["arguments"]])
    beside = " Others were at work on the machine." if done["load"] > QUIET else ""
    when = f"`{command}`, {done['date']}, {done['machine']}, {done['seconds']} s.{beside}"
    return "\n".join([*lines, when, "", "```", done["printed"], "```", ""])


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def arguments_of(name: str, *, short: bool, peers: str | None) -> list[str] | None:
    """What the benchmark is called with; None where it needs what the caller has not given."""
    about = SAID[name]
    given = [str(each) for each in about.get("short" if short else "whole", about.get("whole", []))]
    if about.get("needs") == "peers":
        return [*given, "--peers", peers] if peers else None
    return given


def main() -> int:
    """Run what is asked for; 1 when one of them failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("names", nargs="*", choices=[*SAID, []], metavar="benchmarks")
    asked.add_argument("--short", action="store_true")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--peers", help="a Python with bertopic and turftopic")
    wanted = asked.parse_args()
    kept: dict[str, dict[str, Any]] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    failed = []
    for name in () if wanted.write else wanted.names or SAID:
        arguments = arguments_of(name, short=wanted.short, peers=wanted.peers)
        if arguments is None:
            _tell(f"{name}: skipped, it needs --peers")
            continue
        done = run(name, arguments)
        _tell(f"{name}: {done['seconds']} s, {'ended well' if not done['ended'] else 'FAILED'}")
        failed += [name] if done["ended"] else []
        if wanted.short:
            _tell(done["printed"])
        elif not done["ended"]:
            kept[name] = done
            KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    PAGE.write_text(page(kept), "utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
