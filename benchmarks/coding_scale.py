"""Coding at size: `find --code` for 24 words, searches, matrix, co-occurrence …, each beside its floor of the same run.

A row is a function that takes the `Ground` and gives `Row`s; add yours to `ROWS`. Each row runs in a process of its
own, so that its peak memory is its own. Aims: coding ≤ 3 × the floor, a search < 50 ms, matrix ≤ 0.5 s, co-occurrence
≤ 2 s, ≤ 400 MB. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import material
from benchmarks.scale import SPEGLA, cost

if TYPE_CHECKING:
    from toolkit.services.projects.project import Project
    from toolkit.services.projects.standing import StandingStore

HERE = Path(__file__).parent
WORDS = 24
CODINGS = 66_000
SEARCHES = ("arbete", "och", "och det", '"det var"', "handledare praktik")
TIMES = 7


@dataclass(frozen=True)
class Ground:
    """What the rows stand on: the files, a coded project, and the floors' database (turns in FTS5)."""

    files: Path
    project: Path
    floor: Path
    words: Path


@dataclass(frozen=True)
class Row:
    """What one thing takes: wall seconds, the floor's for the same, and a remark with numbers of its own."""

    name: str
    seconds: float
    floor: float | None = None
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return round(self.seconds / self.floor, 2) if self.floor else None


def timed(deed: Callable[[], object], *, times: int = 1) -> float:
    """Median wall seconds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        deed()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def opened(folder: Path) -> tuple[Project, StandingStore]:
    """The project as a workbench has it open, and what closes it."""
    from toolkit.services.projects.project import open_project
    from toolkit.services.projects.standing import StandingStore

    standing = StandingStore(folder.resolve(), lambda: datetime.now(UTC))
    return replace(open_project(folder, now=datetime.now(UTC)), standing=standing), standing


def made(folder: Path, interviews: int, words: int) -> Ground:
    """The material: interviews, a project with them, the floors' database, and 24 words with a code for each."""
    files, project, floor = folder / "files", folder / "project", folder / "floor.db"
    material.write(files, interviews, words)
    cost([*SPEGLA, "init", str(project), "--language", "sv"])
    shutil.copy(files / "respondents.csv", project / "interviews" / "respondents.csv")
    shutil.copytree(material.SAMPLE / "guides", project / "interviews" / "guides", dirs_exist_ok=True)
    cost([*SPEGLA, "add", *map(str, sorted(files.glob("*.txt"))), "--project", str(project)])
    cost([sys.executable, str(HERE / "floor_sqlite.py"), str(files), str(floor)])
    ground = Ground(files, project, floor, folder / "words.csv")
    ground.words.write_text("\n".join(f"{word};{code}" for word, code in chosen(project, interviews)), encoding="utf-8")
    return ground


def chosen(folder: Path, interviews: int) -> list[tuple[str, str]]:
    """24 words that stand in about 66,000 places of 1,000 interviews, and a code for each."""
    import numpy as np

    from toolkit.services.material import word_index

    project, standing = opened(folder)
    shelf = word_index.standing(project).shelf
    counts = np.bincount(shelf.ids, minlength=len(shelf.vocabulary))
    nearest = np.argsort(abs(counts - CODINGS * interviews / 1000 / WORDS), kind="stable")[:WORDS]
    codes = [code.path for code in project.scheme_file.active("area") if code.parent][:WORDS]
    standing.close()
    return [(shelf.vocabulary[at], code) for at, code in zip(nearest.tolist(), codes, strict=True)]


def pairs(ground: Ground) -> list[tuple[str, str]]:
    """The words with their codes."""
    lines = ground.words.read_text(encoding="utf-8").splitlines()
    return [(word, code) for word, _, code in (line.partition(";") for line in lines)]


def searching(ground: Ground) -> list[Row]:
    """A search in the standing process, and as a command."""
    from toolkit.domain.codings.searches import asked
    from toolkit.services.coding import finding

    project, standing = opened(ground.project)
    rows = [Row("first search: words read into memory", timed(lambda: finding.find(project, asked("arbete"))))]
    for words in SEARCHES:
        count = finding.find(project, asked(words)).count
        seconds = timed(partial(_searched, project, words), times=TIMES)
        rows.append(Row(f"search {words}", seconds, remark=f"{count} hits"))
    standing.close()
    once = cost([*SPEGLA, "find", "arbete", "--project", str(ground.project)])
    return [*rows, Row("spegla find arbete", once.seconds, remark=f"{once.megabytes:.0f} MB")]


def _searched(project: Project, words: str) -> None:
    from toolkit.domain.codings.searches import asked
    from toolkit.services.coding import finding

    found = finding.find(project, asked(words))
    finding.lines(project, found.part(0, 100))
    assert (found.people, found.by_source) is not None


def coding(ground: Ground) -> list[Row]:
    """24 words coded, each in one step that can be undone; the floor codes the same sentences without steps."""
    from toolkit.domain.codings.searches import asked
    from toolkit.services.coding import coding_hits, finding
    from toolkit.services.material.hands import Hand

    floor = cost([sys.executable, str(HERE / "floor_coding.py"), str(ground.floor), str(ground.words)]).seconds
    project, standing = opened(ground.project)
    finding.find(project, asked("arbete"))
    codings = 0
    started = time.perf_counter()
    for word, code in pairs(ground):
        plan = coding_hits.planned(project, finding.find(project, asked(word)), [code], coder="A")
        codings += len(coding_hits.carry_out(project, plan, hand=Hand("A", str(uuid.uuid4()))).codings)
    seconds = time.perf_counter() - started
    standing.close()
    return [Row("find --code, 24 words", seconds, floor, f"{codings} codings")]


def coding_command(ground: Ground) -> list[Row]:
    """One word coded by the command."""
    word, code = pairs(ground)[0]
    once = cost(
        [*SPEGLA, "find", word, "--code", code, "--coder", "B", "--yes", "--limit", "0", "-p", str(ground.project)]
    )
    return [Row("spegla find --code, one word", once.seconds, remark=f"{once.megabytes:.0f} MB")]


def tables(ground: Ground) -> list[Row]:
    """Matrix and co-occurrence, after the passages were gathered."""
    from toolkit.domain.codings.matrices import Count, Dimension
    from toolkit.services.coding import cooccurrence, gathered, matrices

    project, standing = opened(ground.project)
    first = timed(lambda: gathered.gathered(project))
    found = gathered.gathered(project)
    counting = matrices.Counting(project, found.scheme, found.counted, found.voices)
    areas = timed(lambda: counting.table(Dimension.AREA, Dimension.GROUP, Count.RESPONDENTS), times=TIMES)
    people = timed(lambda: counting.table(Dimension.CODE, Dimension.RESPONDENT, Count.PASSAGES), times=TIMES)
    together = timed(lambda: cooccurrence.shared(found, rows="area", columns="area"), times=TIMES)
    standing.close()
    return [
        Row("passages gathered, first time", first, remark=f"{len(found.pieces)} passages"),
        Row("matrix areas by groups", areas),
        Row("matrix codes by people", people),
        Row("co-occurrence of all codes", together),
    ]


def second_coder(ground: Ground) -> list[Row]:
    """The second coder codes the same words, six of them with another code: what agreement then compares."""
    from toolkit.domain.codings.searches import asked
    from toolkit.services.coding import coding_hits, finding
    from toolkit.services.material.hands import Hand

    project, standing = opened(ground.project)
    given = pairs(ground)
    codes = [code for _, code in given]
    for (word, _), code in zip(given, [*codes[:-6], *codes[-5:], codes[-6]], strict=True):
        plan = coding_hits.planned(project, finding.find(project, asked(word)), [code], coder="B")
        coding_hits.carry_out(project, plan, hand=Hand("B", str(uuid.uuid4())))
    standing.close()
    return []


def cutting(ground: Ground) -> list[Row]:
    """The segments of interviews that nothing was suggested on, cut once and kept."""
    from toolkit.services.comparing import agreement
    from toolkit.services.comparing.agreement_units import Unit, pieces_of

    project, standing = opened(ground.project)
    found = agreement.compared(project, ("A", "B"))
    seconds = timed(lambda: pieces_of(project, found, Unit.SEGMENT))
    standing.close()
    return [Row("segments cut, once, as none are stored", seconds, remark="not needed after suggest")]


def agreeing(ground: Ground) -> list[Row]:
    """Agreement of two coders on 24 codes."""
    from toolkit.services.comparing import agenda, agreement, agreement_tables
    from toolkit.services.comparing.agreement_units import Unit

    project, standing = opened(ground.project)
    found = agreement.compared(project, ("A", "B"))
    marks = sum(len(one.marks) for one in found.read)
    places = timed(lambda: agenda.agenda(project, found))
    tables_ = {unit: timed(partial(agreement_tables.table, project, found, unit)) for unit in Unit}
    standing.close()
    rows = [Row(f"agreement by {unit}, all measures", seconds) for unit, seconds in tables_.items()]
    return [Row("disagreements of two coders", places, remark=f"{marks} codings"), *rows]


ROWS: tuple[Callable[[Ground], list[Row]], ...] = (
    searching,
    coding,
    coding_command,
    tables,
    second_coder,
    cutting,
    agreeing,
)


def alone(number: int, ground: Ground) -> list[dict[str, object]]:
    """One of the rows in a process of its own, with its peak memory."""
    words = [sys.executable, "-m", "benchmarks.coding_scale", "--row", str(number)]
    told = json.dumps({name: str(path) for name, path in asdict(ground).items()})
    done = subprocess.run([*words, "--ground", told], check=True, capture_output=True, text=True, cwd=HERE.parent)
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def row(number: int, told: str) -> None:
    """Measure here, and say it as JSON."""
    ground = Ground(**{name: Path(path) for name, path in json.loads(told).items()})
    found = ROWS[number](ground)
    megabytes = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps([{**asdict(one), "ratio": one.ratio, "megabytes": megabytes} for one in found]))


def main() -> None:
    """Measure all rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--row", type=int)
    parser.add_argument("--ground")
    wanted = parser.parse_args()
    if wanted.row is not None:
        row(wanted.row, wanted.ground)
        return
    os.environ.setdefault("PYTHONHASHSEED", "0")
    with tempfile.TemporaryDirectory() as folder:
        ground = made(Path(folder), wanted.interviews, wanted.words)
        found = [one for number in range(len(ROWS)) for one in alone(number, ground)]
    if wanted.json:
        print(json.dumps(found, indent=1))
        return
    print(f"{'':<40}{'s':>9}{'× floor':>9}{'MB':>6}")
    for one in found:
        print(f"{one['name']:<40}{one['seconds']:>9.3f}{one['ratio'] or '':>9}{one['megabytes']:>6}  {one['remark']}")


if __name__ == "__main__":
    main()
