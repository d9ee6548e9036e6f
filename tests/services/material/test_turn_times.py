"""When a turn was said: as a person reads it, and nothing where the file told no time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.reading_desk import Bench
from toolkit.services.material import adding, turn_times

RECORDED = "WEBVTT\n\n00:00:03.000 --> 00:00:05.000\nI: How was it?\n\n01:02:03.900 --> 01:02:09.000\nP01: Long.\n"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0:00"),
        (0.99, "0:00"),
        (9, "0:09"),
        (59.999, "0:59"),
        (60, "1:00"),
        (123, "2:03"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3723, "1:02:03"),
        (36_000 + 59, "10:00:59"),
    ],
)
def test_a_time_is_told_in_minutes_and_from_an_hour_on_in_hours(seconds, told):
    assert turn_times.clock(seconds) == told


@given(st.floats(0, 400_000))
def test_a_clock_tells_the_whole_seconds(seconds):
    parts = [int(part) for part in turn_times.clock(seconds).split(":")]
    assert sum(part * 60**at for at, part in enumerate(reversed(parts))) == int(seconds)
    assert all(part < 60 for part in parts[1:])
    assert len(parts) == (3 if seconds >= 3600 else 2)


def test_each_turn_has_its_own_time_and_a_written_interview_none(small, tmp_path):
    bench = Bench(small)
    (tmp_path / "recorded.vtt").write_text(RECORDED, "utf-8")
    adding.add(bench.project, [tmp_path / "recorded.vtt"])
    time_of = turn_times.times_of(bench.project)
    recorded, written = bench.id("recorded.vtt"), bench.id("p01.txt")
    numbers = [turn.number for turn in bench.reading("recorded.vtt").turns]
    assert [time_of(recorded, number) for number in numbers] == ["0:03", "1:02:03"]
    assert time_of(recorded, max(numbers) + 1) == ""
    assert {time_of(written, turn.number) for turn in bench.reading("p01.txt").turns} == {""}
    assert time_of(999_999, 1) == ""
