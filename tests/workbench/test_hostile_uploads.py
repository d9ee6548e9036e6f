"""A14 in the workbench: while a hostile file is read, everybody else is answered at once; afterwards it is refused."""

import threading
import time

import pytest

from tests.importers.hostile import HOSTILE, busy
from toolkit.services.material import importing_apart

PROMPT = 0.5  # seconds; the median, for a test may share its computer
FILES = ["bomb.docx", "laughs.docx", "slip.docx", "scan.pdf", "own-child.pdf", "depth.json", "line.txt", "locked.docx"]


def preview(client, name, data):
    return client.post("/api/sources/preview", files=[("files", (name, data))])


def answered_meanwhile(client, data, name, *, pages):
    """The seconds of each page asked for while the file is read, and the answer to the file."""
    answer, seconds = [], []
    thread = threading.Thread(target=lambda: answer.append(preview(client, name, data)))
    thread.start()
    while thread.is_alive():
        for page in pages:
            started = time.monotonic()
            assert client.get(page).status_code == 200
            seconds.append(time.monotonic() - started)
    thread.join()
    return sorted(seconds), answer[0]


def test_others_are_answered_while_a_slow_file_is_read(desk_on, small):
    client = desk_on(small)
    preview(client, "a.txt", b"I: Hur?\nD01: Bra.\n")  # what is loaded once is loaded
    seconds, answer = answered_meanwhile(client, busy(120_000), "busy.pdf", pages=("/", "/read/1", "/passages"))
    assert answer.status_code == 200
    assert len(seconds) >= 3
    assert seconds[len(seconds) // 2] < PROMPT


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(desk_on, small, monkeypatch):
    importing_apart.close()
    monkeypatch.setattr(importing_apart, "STARTING", 1.0)
    client = desk_on(small)
    assert "busy.pdf" in preview(client, "busy.pdf", busy()).text
    monkeypatch.undo()
    assert "a.txt" in preview(client, "a.txt", b"I: How?\nP01: So.\n").text


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_upload_is_a_calm_sentence(desk_on, small, name):
    answer = preview(desk_on(small), name, HOSTILE[name]())
    assert answer.status_code == 200
    assert name in answer.text
    assert "Traceback" not in answer.text
