"""A day of an evaluator, with a disturbance between any two deeds: nothing acknowledged is lost, nothing puzzles.

The day is drawn from a number: `SPEGLA_SEED=7 pytest …` draws that one again. What failed is told with the number, the
step and what was done until then. `SPEGLA_DAY=FILE` writes down every refusal that was heard.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.figures import Figure
from tests.journeys import day_commands, day_desk, day_disturbances, day_window_disturbances
from tests.journeys.day import Day, Deed
from tests.journeys.day_kept import Model, held
from tests.journeys.day_said import Ears
from tests.material import SAID, codings_table
from tests.reliability.stages import copied
from tests.reliability.struck import Nursery, needs_strace, nursery_of
from toolkit.cli.main import run

pytestmark = [pytest.mark.slow, needs_strace]

SHORT, LONG = 12, 50  # disturbances
SEEDS = range(1, 4)
LATEST = 14  # deeds and disturbances that are told of a day that failed
ALL = (*day_disturbances.ALL, *day_window_disturbances.ALL)


@pytest.fixture(scope="module")
def stage(small_coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project that has a session open, and another evaluator's copy of it."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "outside").mkdir()
    (folder / "kept").mkdir()
    (folder / "kept" / "clock").write_text("0", "ascii")
    project = copied(small_coded, folder / "project")
    session = ["reflect", "open", "--format", "recognise", "--audience", "team", "--title", "A day", "--coder", "EA"]
    assert run([*session, "-p", str(project)]) == 0
    copy = copied(project, folder / "outside" / "copy")
    table = folder / "outside" / "theirs.csv"
    table.write_text(codings_table(SAID[:6]), "utf-8")
    assert run(["codings", "import", str(table), "--coder", "C", "-p", str(copy)]) == 0
    return folder


@pytest.fixture(scope="module")
def nursery(stage: Path) -> Iterator[Nursery]:
    """Processes whose clock can be put wrong and whose words are kept; each has loaded all that the day needs."""
    kept = str(stage / "kept")
    with nursery_of(stage / "project", stage / "kept", SPEGLA_SAID=kept, SPEGLA_CLOCK=f"{kept}/clock") as found:
        other = copied(stage / "project", stage / "warm")
        for command in (["suggest"], ["themes"], ["draft", "--format", "docx"], ["backup"], ["status"]):
            found.warm("command", *command, "-p", other)
        yield found


@pytest.fixture
def day(nursery: Nursery, stage: Path, tmp_path: Path) -> Iterator[Day]:
    """The day's beginning: a project of this test's own."""
    project = copied(stage / "project", tmp_path / "project")
    ears = Ears()
    ears.learn(one.words for one in SAID)
    made = Day(nursery, project, stage / "kept", Model(held(project)), random.Random(), ears)
    made.set_clock(0)
    yield made
    made.end_window(killed=True)


def lived(day: Day, wanted: int) -> None:
    """Live the day until so many disturbances have struck: all kinds come, in any order, before one comes again."""
    waiting: list[day_disturbances.Disturbance] = []
    while day.disturbances.total() < wanted:
        for _ in range(day.chance.randrange(1, 4) if wanted > SHORT else 1):
            step(day)
        waiting = waiting or day.chance.sample(ALL, len(ALL))
        disturbance = waiting.pop()
        day.tell(f"-- {disturbance.__name__}")
        disturbance(day)
    evening(day)


def step(day: Day) -> None:
    """A deed in peace, here or there."""
    where = day.chance.random()
    if where < 0.45:
        day_desk.sent(day, day_desk.chosen(day))
    elif where < 0.55 and day.window:
        day_desk.undo(day)
    elif day.do(deed := day_commands.chosen(day, day_commands.WORKING)):
        day_commands.noted(day, deed)


def evening(day: Day) -> None:
    """At the end all is there: a draft can be made, and a backup that is restored elsewhere is the same."""
    day.end_window(killed=False)
    day.set_clock(0)
    day.sound()
    day.doctor()
    assert day.do(Deed(("draft", "--format", "docx"), writes=True))
    assert day.do(Deed(("backup",)))
    name = day.said()["backup"]["name"]
    elsewhere = day.project.with_name("elsewhere")
    assert day.do(Deed(("restore", name, "--as", str(elsewhere), "--yes")))
    assert held(elsewhere) == day.model.things


def written(day: Day, seed: int) -> None:
    """Write down what was heard, where somebody wants to read it."""
    if path := os.environ.get("SPEGLA_DAY"):
        with Path(path).open("a", encoding="utf-8") as file:
            said = Counter(day.ears.heard)
            file.write(f"# {seed}: {dict(day.deeds)}, {dict(day.disturbances)}, {day.model.acknowledged}\n")
            file.writelines(f"{n} {text}\n" for text, n in sorted(said.items()))
            file.writelines(f"    {line}\n" for line in day.story)


@pytest.mark.figure("Day")
@pytest.mark.parametrize(
    ("seed", "wanted"), [(1, SHORT), *(pytest.param(seed, LONG, marks=pytest.mark.soak) for seed in SEEDS)]
)
def test_a_disturbed_day(day: Day, seed: int, wanted: int, figure: Figure) -> None:
    seed = int(os.environ.get("SPEGLA_SEED", seed))
    day.chance.seed(seed)
    try:
        lived(day, wanted)
    except BaseException as error:
        error.add_note(
            "\n".join([f"SPEGLA_SEED={seed}, {day.disturbances.total()} disturbances:", *day.story[-LATEST:]])
        )
        raise
    finally:
        written(day, seed)
    assert day.disturbances.total() >= wanted
    figure(steps=day.deeds.total(), faults_made=day.disturbances.total(), acknowledged=day.model.acknowledged)
    figure(errors=len(day.ears.heard), lost=0, crashes=0)
