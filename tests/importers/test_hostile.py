"""A14: hostile files. None crashes the program, writes a file, calls out, or takes longer than 20 s; none comes empty.

The limited child is what reads them, so the tests go through it.
"""

import itertools
import socket
import time
from pathlib import Path

import pytest

from tests.importers.hostile import ANY, HOSTILE, PORT, READ
from toolkit.errors import BadFile
from toolkit.services.material import importing_apart

SLOW = frozenset(("busy.pdf", "lines.rtf", "flood.pdf", "packed-flood.pdf", "bomb.docx", "bomb.odt"))
MOST_SECONDS = 20
QUICK = [name for name in HOSTILE if name not in SLOW]


@pytest.fixture(scope="module", autouse=True)
def _child_of_its_own():
    importing_apart.close()
    yield
    importing_apart.close()


@pytest.fixture
def nobody_calls():
    """Fails when anything connects to the address that the files name."""
    with socket.create_server(("127.0.0.1", PORT)) as server:
        yield
        server.settimeout(0.05)
        with pytest.raises(TimeoutError):
            server.accept()


def outcome(name):
    """The transcript, or None for a refusal in words that name the file and the next step; and the seconds."""
    data = HOSTILE[name]()
    started = time.monotonic()
    found = read_or_refused(name, data)
    return found, time.monotonic() - started


def read_or_refused(name, data):
    try:
        return importing_apart.read_apart(Path(name).suffix, data, name)
    except BadFile as error:
        said = (error.sentence, error.hint)
    assert name in said[0]
    assert said[1]
    return None


def check(name, tmp_path, figure):
    found, seconds = outcome(name)
    figure(files=1, refused=int(found is None), seconds=round(seconds, 1), crashes=0)
    assert seconds < MOST_SECONDS
    if name not in ANY:
        assert (found is not None) is (name in READ)
    if found is not None:
        assert found.text.strip()
        assert found.turns
        assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in found.text
    assert list(tmp_path.iterdir()) == []
    assert not evil_files(tmp_path)


def evil_files(tmp_path):
    places = {Path.cwd(), Path.cwd().parent, tmp_path, tmp_path.parent, Path("/tmp"), Path("/")}
    return [one for place in places for one in place.glob("evil*")]


def test_there_are_at_least_sixty():
    assert len(HOSTILE) >= 60
    assert set(HOSTILE) >= READ | ANY | SLOW


@pytest.mark.figure("A14")
@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_is_read_or_refused(name, tmp_path, monkeypatch, nobody_calls, figure):
    monkeypatch.chdir(tmp_path)
    check(name, tmp_path, figure)


@pytest.mark.figure("A14")
@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(SLOW))
def test_a_hostile_file_that_takes_long_is_read_or_refused(name, tmp_path, monkeypatch, nobody_calls, figure):
    monkeypatch.chdir(tmp_path)
    check(name, tmp_path, figure)


def test_each_refusal_says_what_it_is():
    """Broken, locked, too large, suspicious, no text, wrong kind: the heaps that a person can do something about."""
    said = {
        "cut.docx": "damaged",
        "locked.docx": "password",
        "locked.pdf": "password",
        "old.doc": "old kind",
        "no-copy.pdf": "copying",
        "crowd.docx": "larger",
        "slip.docx": "names that no",
        "laughs.docx": "document type",
        "scan.pdf": "no text was found on pages 1–2",
        "picture.txt": "not a text file",
        "empty.txt": "empty",
    }
    for name, words in said.items():
        data = HOSTILE[name]()
        with pytest.raises(BadFile, match=words):
            importing_apart.read_apart(Path(name).suffix, data, name)


def test_after_all_of_them_one_child_still_reads():
    for name in itertools.islice(QUICK, 20):
        outcome(name)
    assert importing_apart.read_apart(".txt", b"I: Hur?\nD01: Bra.\n", "a.txt").turns
