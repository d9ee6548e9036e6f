"""A file of chained lines tells what was changed in it, and is whole again after a writer was killed."""

from __future__ import annotations

import json
import random
import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from toolkit.storage.database import chained_file

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "access.jsonl"
    for number in range(12):
        chained_file.append(path, {"verb": "read", "source": number, "who": "A"}, NOW, durable=False)
    return path


def test_lines_come_back_in_their_order_with_number_and_time(log):
    found = chained_file.lines(log)
    assert [one["source"] for one in found] == list(range(12))
    assert found[0] == {"number": 1, "at": "2026-03-01T12:30:00.000000+00:00", "verb": "read", "source": 0, "who": "A"}
    assert chained_file.broken(log) is None


def test_only_the_owner_may_read_it(posix, log):
    for path in (log, chained_file.head_path(log)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("value", ["two\nlines", "x" * 121, {"inner": "x" * 121}, ["x" * 121], object()])
def test_what_may_be_words_is_refused(tmp_path, value):
    with pytest.raises(ValueError, match="not an id"):
        chained_file.append(tmp_path / "log.jsonl", {"verb": value}, NOW)
    assert chained_file.lines(tmp_path / "log.jsonl") == []


def test_a_file_that_is_not_there_is_whole_and_empty(tmp_path):
    assert chained_file.broken(tmp_path / "none.jsonl") is None
    assert chained_file.lines(tmp_path / "none.jsonl") == []


def test_a_file_that_was_taken_away_is_missed(log):
    log.unlink()
    assert chained_file.broken(log) == 1


def test_a_lost_head_is_told_and_the_next_line_makes_it_anew(log):
    chained_file.head_path(log).unlink()
    assert chained_file.broken(log) == 13
    assert chained_file.append(log, {"verb": "read"}, NOW) == 13
    assert chained_file.broken(log) is None


def test_half_a_line_is_told_and_the_next_line_takes_its_place(log):
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"verb":"re')
    assert chained_file.broken(log) == 13
    assert len(chained_file.lines(log)) == 12
    assert chained_file.append(log, {"verb": "read"}, NOW) == 13
    assert chained_file.broken(log) is None


def test_a_line_whose_head_was_not_written_counts(log):
    head = chained_file.head_path(log).read_bytes()
    chained_file.append(log, {"verb": "draft"}, NOW)
    chained_file.head_path(log).write_bytes(head)
    assert chained_file.broken(log) is None
    assert chained_file.append(log, {"verb": "read"}, NOW) == 14
    assert chained_file.broken(log) is None


def test_a_cut_off_end_shows_also_after_more_was_written(log):
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:9]))
    assert chained_file.broken(log) == 10
    chained_file.append(log, {"verb": "read"}, NOW)
    assert chained_file.broken(log) == 10


def tampered(whole, chance):
    rows = whole.splitlines(keepends=True)
    at = chance.randrange(len(rows))
    way = chance.randrange(7)
    if way == 0:
        place = chance.randrange(len(whole))
        return whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :]
    if way == 1:
        return whole[: chance.randrange(len(whole))]
    if way == 2:
        return b"".join(rows[:at] + rows[at + 1 :])
    if way == 3:
        return b"".join(rows[: at + 1] + rows[at:])
    if way == 4:
        other = (at + 1 + chance.randrange(len(rows) - 1)) % len(rows)
        rows[at], rows[other] = rows[other], rows[at]
        return b"".join(rows)
    told = json.loads(rows[at])
    told["who"] = "B"
    if way == 5:
        rows[at] = json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    else:  # by somebody who knows how the hash is made
        rows[at] = chained_file._as_written(told)
    return b"".join(rows)


@pytest.mark.figure("A31")
@pytest.mark.parametrize(
    "times", [pytest.param(100, id="a hundred"), pytest.param(1000, id="a thousand", marks=pytest.mark.soak)]
)
def test_a31_every_random_tampering_is_found(log, times, figure):
    chance, whole = random.Random(31), log.read_bytes()
    for _ in range(times):
        log.write_bytes(tampered(whole, chance))
        assert chained_file.broken(log) is not None
    log.write_bytes(whole)
    assert chained_file.broken(log) is None
    figure(tampered=times, found=times)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from toolkit.storage.database import chained_file
for number in range(40):
    chained_file.append(Path(sys.argv[1]), {"who": sys.argv[2], "source": number}, datetime.now(UTC), durable=False)
"""


def test_processes_write_one_after_another(tmp_path):
    path = tmp_path / "log.jsonl"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, path, who]) for who in "AB"]
    assert [one.wait() for one in writers] == [0, 0]
    assert chained_file.broken(path) is None
    assert len(chained_file.lines(path)) == 80


FULL = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from toolkit.errors import NotSaved
from toolkit.storage.database import chained_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    chained_file.append(Path(sys.argv[1]), {"verb": "read"}, datetime.now(UTC))
except NotSaved as error:
    print(error.sentence)
"""


def test_a_full_disk_is_a_sentence_and_the_next_line_goes_on(posix, log):
    room = str(log.stat().st_size + 40)
    said = subprocess.run([sys.executable, "-c", FULL, log, room], capture_output=True, text=True, check=True)
    assert "disk" in said.stdout
    assert chained_file.broken(log) == 13
    assert chained_file.append(log, {"verb": "read"}, NOW) == 13
    assert chained_file.broken(log) is None
