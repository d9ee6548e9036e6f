"""Run the tests of the reliability figures and write docs/reliability.md and docs/reliability.sv.md.

    .venv/bin/python scripts/reliability.py             all figures, whole: hours
    .venv/bin/python scripts/reliability.py A1 A13      these figures, whole
    .venv/bin/python scripts/reliability.py --short     what `make test` runs of them
    .venv/bin/python scripts/reliability.py --write     no tests; the pages again from docs/reliability.json

What was measured is kept in docs/reliability.json, the newest whole and the newest short run of each figure; the pages
are made of it. No number is written by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs" / "reliability.json"
PAGES = {"en": ROOT / "docs" / "reliability.md", "sv": ROOT / "docs" / "reliability.sv.md"}
SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
SAYS = "measured:"
JOIN: dict[str, Callable[[list[float]], float]] = {"sum": sum, "max": max, "min": min}
PYTEST = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "-o", "junit_family=xunit1"]


def run(figure: str, *, whole: bool, seconds: int, workers: int) -> dict[str, Any]:
    """Run the tests of one figure; what was measured, and how it went."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "report.xml"
        marks = "figure" if whole else "figure and not soak"
        beside = ["-n", str(workers)] if workers > 1 else []
        command = [*PYTEST, *beside, "-m", marks, f"--junitxml={report}", "--basetemp", f"{place}/tests"]
        environment = {**os.environ, "SPEGLA_FIGURES": figure, "PYTHONPATH": str(ROOT)}
        begun = time.monotonic()
        try:
            code = subprocess.run(  # noqa: S603 (pytest on our own tests)
                [*command, *files(figure)], cwd=ROOT, env=environment, timeout=seconds, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            code = -1
        tests = list(cases(report)) if report.exists() else []
    ran = [one for one in tests if one["outcome"] != "skipped"]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "seconds": round(time.monotonic() - begun),
        "outcome": outcome(code, ran),
        "tests": len(ran),
        "values": joined(counted(ran)),
    }


def files(figure: str) -> list[str]:
    """The files in which tests are marked with the figure: looking through all of them would take longer than most."""
    mark = f'figure("{figure}"'
    return [str(path) for path in sorted((ROOT / "tests").rglob("test_*.py")) if mark in path.read_text("utf-8")]


def outcome(code: int, ran: list[dict[str, Any]]) -> str:
    """met, missed, stopped (it took too long), or none (no test ran)."""
    if code == -1:
        return "stopped"
    if not ran:
        return "none"
    return "met" if code == 0 else "missed"


def cases(report: Path) -> Iterable[dict[str, Any]]:
    """What each test said of itself."""
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 (pytest's own file)
        said = [(one.get("name", ""), one.get("value", "")) for one in case.iter("property")]
        failed = case.find("failure") is not None or case.find("error") is not None
        yield {
            "test": f"{case.get('classname')}.{case.get('name', '').partition('[')[0]}",
            "long": ("long", "1") in said,
            "parts": ("parts", "1") in said,
            "outcome": "failed" if failed else "skipped" if case.find("skipped") is not None else "passed",
            "values": [(name.removeprefix(SAYS), float(value)) for name, value in said if name.startswith(SAYS)],
        }


def counted(ran: list[dict[str, Any]]) -> list[tuple[str, float]]:
    """The values that count: a test's short variants do not where the long one ran."""
    long = {one["test"] for one in ran if one["long"]}
    return [pair for one in ran if one["long"] or one["parts"] or one["test"] not in long for pair in one["values"]]


def joined(measured: list[tuple[str, float]]) -> dict[str, float]:
    """One value of each name."""
    found = defaultdict(list)
    for name, value in measured:
        found[name].append(value)
    return {name: round(JOIN[SAID["values"][name].get("join", "sum")](some), 3) for name, some in found.items()}


def written(kept: Mapping[str, Any], language: str) -> str:
    """The page."""
    words = WORDS[language]
    lines = [words["head"], "", words["columns"], "|---|---|---|---|---|---|"]
    for figure, about in SAID["figures"].items():
        runs = kept.get(figure, {})
        best = runs.get("whole") or runs.get("short")
        cells = [figure, about[language], about["target"][language]]
        if best is None or best["outcome"] == "none":
            cells += [words["none"], "", ""]
        else:
            kind = "whole" if "whole" in runs else "short"
            told = values(best["values"], language) + about.get("note", {}).get(language, "")
            held = words["met short"] if (best["outcome"], kind) == ("met", "short") else words[best["outcome"]]
            cells += [told, held, words[kind].format(**best)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", words["foot"], ""])


def values(measured: Mapping[str, float], language: str) -> str:
    """What was measured, in words."""
    found = []
    for name, value in measured.items():
        n = f"{value:,.0f}" if value == int(value) else f"{value:,}"
        n = n if language == "en" else n.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
        found.append(SAID["values"][name][language].format(n=n))
    return ", ".join(found) or "–"


WORDS = {
    "en": {
        "head": """# What was tried, and what held

Each figure is a test, or several, that anybody can run again. The table is written by `scripts/reliability.py`, which
runs them and writes down what they measured: no number here is put in by hand.

```
.venv/bin/python scripts/reliability.py           # all of them, whole: hours
.venv/bin/python scripts/reliability.py A1 A13    # some of them
make soak                                         # the same tests without the table
```

`make test` runs a short variant of each. “Short” in the last column says that only that was run for this table.
Times depend on the computer, and on what else it does.""",
        "columns": "| Figure | What is tried | Aim | Measured | Result | Run |",
        "none": "*not run*",
        "met": "held",
        "met short": "held so far",
        "missed": "**not held**",
        "stopped": "*stopped: it took too long*",
        "whole": "whole, {date}, {cores} cores, {seconds} s",
        "short": "short, {date}, {cores} cores, {seconds} s",
        "foot": """A2 is simulated: strace records each call with which a real process writes, and files are built as a
power cut may leave them (of each file everything up to its last sync, of what came later each sector of 4 KiB or not).
What a disk does that does not keep what it has confirmed is not covered. A1, A4 and A13 strike the process by strace,
at one call after the other; they need Linux.""",
    },
    "sv": {
        "head": """# Vad som prövats, och vad som höll

Varje mått är ett test, eller flera, som vem som helst kan köra igen. Tabellen skrivs av `scripts/reliability.py`, som
kör dem och skriver ner vad de mätte: ingen siffra här är införd för hand.

```
.venv/bin/python scripts/reliability.py           # alla, hela: timmar
.venv/bin/python scripts/reliability.py A1 A13    # några av dem
make soak                                         # samma test utan tabellen
```

`make test` kör en kort variant av varje. ”Kort” i sista kolumnen säger att bara den kördes för den här tabellen.
Tiderna beror på datorn, och på vad den gör i övrigt.""",
        "columns": "| Mått | Vad som prövas | Mål | Uppmätt | Utfall | Körning |",
        "none": "*inte körd*",
        "met": "höll",
        "met short": "höll så långt",
        "missed": "**höll inte**",
        "stopped": "*stoppad: det tog för lång tid*",
        "whole": "hel, {date}, {cores} kärnor, {seconds} s",
        "short": "kort, {date}, {cores} kärnor, {seconds} s",
        "foot": """A2 är simulerat: strace antecknar varje anrop som en verklig process skriver med, och filer byggs så
som ett strömavbrott kan lämna dem (av varje fil allt fram till den senaste synkningen, av det som kom senare varje
sektor om 4 KiB eller inte). En disk som inte behåller det den har bekräftat omfattas inte. A1, A4 och A13 slår till mot
processen med strace, vid det ena anropet efter det andra; de behöver Linux.""",
    },
}


def main() -> None:
    """Run what is asked for and write the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", nargs="*", help="A1 A2 …; all when none is named")
    parser.add_argument("--short", action="store_true", help="only the short variants")
    parser.add_argument("--write", action="store_true", help="run nothing, write the pages")
    parser.add_argument("--seconds", type=int, default=4 * 3600, help="the longest that one figure may take")
    parser.add_argument("--workers", type=int, default=1, help="how many tests of a figure may run side by side")
    chosen = parser.parse_args()
    if unknown := set(chosen.figures) - SAID["figures"].keys():
        parser.error(f"no such figure: {', '.join(sorted(unknown))}")
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    for figure in () if chosen.write else chosen.figures or SAID["figures"]:
        told = run(figure, whole=not chosen.short, seconds=chosen.seconds, workers=chosen.workers)
        print(figure, json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201
        kept.setdefault(figure, {})["short" if chosen.short else "whole"] = told
        KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")
    for language, path in PAGES.items():
        path.write_text(written(kept, language), "utf-8")


if __name__ == "__main__":
    main()
