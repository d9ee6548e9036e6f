"""A33: a withdrawal from 200 interviews with five backups, from the wish to the certificate."""

import random
import time

import pytest

from tests.services.withdrawn import lying, marks_of, opened
from toolkit.cli.main import run
from toolkit.services.privacy import withdrawing
from toolkit.services.privacy.withdrawing import Wish

INTERVIEWS, TURNS, WORDS, BACKUPS = 200, 60, 80, 5
SECONDS = 30


def interview(number, chance):
    words = [f"ord{one}" for one in range(3000)]
    said = (" ".join(chance.choices(words, k=WORDS)).capitalize() + "." for _ in range(TURNS))
    return "\n".join(f"I: Hur var det?\nD{number:03}: {each}\n" for each in said)


@pytest.mark.figure("A33")
@pytest.mark.soak
def test_withdrawing_from_two_hundred_interviews_takes_less_than_half_a_minute(tmp_path, figure):
    folder, chance = tmp_path / "project", random.Random(6)
    assert run(["init", str(folder), "--language", "sv"]) == 0
    files = []
    for number in range(INTERVIEWS):
        path = folder / "interviews" / f"d{number:03}.txt"
        path.write_text(interview(number, chance), encoding="utf-8")
        files.append(path)
    assert run(["add", *map(str, files), "-p", str(folder)]) == 0
    for _ in range(BACKUPS):
        assert run(["backup", "-p", str(folder)]) == 0
    answers = files[7].read_text("utf-8").split("I: Hur var det?\nD007: ")
    marks = marks_of(*answers)
    begun = time.monotonic()
    erased = withdrawing.withdraw(opened(folder), "D007", Wish(delete=True))
    took = time.monotonic() - begun
    figure(seconds=round(took, 1))
    assert erased.clean
    assert erased.backups == BACKUPS + 1
    assert lying(folder, marks) == {}
    assert took <= SECONDS
