"""The child in which foreign files are read, spoken to over its pipes: answers only, and never the words of a file."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from toolkit.services.material.importing_child import LENGTH


class Child:
    """The program itself, asked as its parent asks it."""

    def __init__(self):
        command = [sys.executable, "-m", "toolkit.services.material.importing_child"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)

    def ask(self, data, suffix=".txt", **said):
        header = {"suffix": suffix, "name": f"file{suffix}", "encoding": "", "known": [], "settings": {}}
        sent = json.dumps(header | {"size": len(data)} | said).encode()
        self.process.stdin.write(len(sent).to_bytes(LENGTH, "big") + sent + data)
        self.process.stdin.flush()
        length = int.from_bytes(self.process.stdout.read(LENGTH), "big")
        return json.loads(self.process.stdout.read(length))

    def end(self):
        """End it as its parent does; gives what it printed beside its answers, and how it ended."""
        self.process.stdin.close()
        said = self.process.stdout.read() + self.process.stderr.read()
        code = self.process.wait(60)
        self.process.stdout.close()
        self.process.stderr.close()
        return said, code


@pytest.fixture(scope="module")
def child():
    made = Child()
    yield made
    assert made.end() == (b"", 0)


TEXT = "I: Hur var det?\n\nD01: Det var bra, å 👩.\n"


def test_a_transcript_comes_back_with_its_turns_at_their_places(child):
    answer = child.ask(TEXT.encode())
    found = answer["transcript"]
    assert found["text"] == TEXT
    assert [(label, found["text"][start:end]) for start, end, label, _ in found["turns"]] == [
        ("I", "Hur var det?"),
        ("D01", "Det var bra, å 👩."),
    ]
    assert answer["grown"] is False
    assert not {"refused", "failed"} & set(answer)


def test_one_file_leaves_nothing_for_the_next(child):
    first = child.ask(TEXT.encode())
    child.ask(b"\xff\xfe\x00")
    assert child.ask(TEXT.encode()) == first


@pytest.mark.parametrize("data", [b"", b"  \n\n ", "\ufeff\n".encode()])
def test_a_file_without_a_word_is_refused_in_words(child, data):
    answer = child.ask(data)
    assert answer["refused"][0]
    assert answer["unknown"] is False
    assert "transcript" not in answer


def test_a_suffix_that_nobody_reads_is_a_kind_of_failure_or_refusal_and_never_the_end(child):
    answer = child.ask(b"SECRETWORDS", ".nonesuch")
    assert {"refused", "failed"} & set(answer)
    assert "SECRETWORDS" not in json.dumps(answer)
    assert child.ask(TEXT.encode())["transcript"]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".odt", ".json"])
def test_what_is_no_file_of_its_kind_is_told_without_its_words(child, suffix):
    answer = child.ask(b"SECRETWORDS that are no such file", suffix)
    assert {"refused", "failed"} & set(answer)
    assert "SECRETWORDS" not in json.dumps(answer)


def test_an_encoding_that_a_person_chose_is_obeyed_and_told(child):
    found = child.ask("D01: Åsa är här nu.\n".encode("cp1252"), encoding="windows-1252")["transcript"]
    assert "Åsa är här" in found["text"]
    assert found["facts"]["encoding"] == "windows-1252"


def test_decomposed_letters_and_other_line_ends_come_back_as_they_are_kept(child):
    assert "Åsa" in child.ask("D01: A\u030asa kom.\r\n".encode())["transcript"]["text"]
    assert "\r" not in child.ask(b"D01: Ja.\r\nI: Nej.\r")["transcript"]["text"]


@pytest.mark.parametrize("left", [b"", b"\0\0\0", (10).to_bytes(LENGTH, "big")[:4]])
def test_it_ends_by_itself_when_nobody_asks_for_more(left):
    one = Child()
    one.process.stdin.write(left)
    assert one.end() == (b"", 0)
