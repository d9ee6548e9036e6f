"""The limited child process: what it reads, what it refuses, and what a reader may not do in it."""

import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from tests.importers.recorded import SAMPLES
from toolkit import plugins
from toolkit.errors import BadFile, NotFound
from toolkit.services.material import importing_apart, importing_child
from toolkit.services.material.importing_apart import read_apart

READER = """
import os, socket, subprocess, sys, time
from toolkit.domain.sources.sources import RawTurn, Transcript
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile

class Reader:
    suffixes = (".odd",)
    def read(self, data, name):
        text = "I: Hur?"
        {0}
        return Transcript(text, (RawTurn(Span(3, 7), "I"),), {{}}, {{"characters": len(text), "paragraphs": 1}})
"""


@pytest.fixture(autouse=True)
def _own_child():
    importing_apart.close()
    yield
    importing_apart.close()


@pytest.fixture
def reader_that(tmp_path, monkeypatch):
    """Install an importer for .odd that does this."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(*code: str) -> None:
        body = "\n        ".join(code)
        (tmp_path / "odd_reader.py").write_text(READER.format(body), encoding="utf-8")
        info = tmp_path / "odd-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n", encoding="utf-8")
        entry = f"[{plugins.IMPORTERS}]\nodd = odd_reader:Reader\n"
        (info / "entry_points.txt").write_text(entry, encoding="utf-8")

    return install


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_read_apart_as_it_is_read_here(name):
    here = plugins.importer(Path(name).suffix).read(SAMPLES[name], name, known=frozenset({"i", "d01"}))
    apart = read_apart(Path(name).suffix, SAMPLES[name], name, known=frozenset({"i", "d01"}))
    assert (apart.text, apart.turns, apart.counts, apart.notes) == (here.text, here.turns, here.counts, here.notes)
    assert dict(apart.facts) == dict(here.facts)


def test_one_child_reads_many_files():
    read_apart(".vtt", SAMPLES["möte.vtt"], "möte.vtt")
    first = importing_apart._CHILDREN._child
    for name, data in SAMPLES.items():
        read_apart(Path(name).suffix, data, name)
    assert importing_apart._CHILDREN._child is first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no memory here")
def test_one_child_reads_many_files_also_beside_a_large_program():
    large = b"x" * (importing_child.GROWN + (50 << 20))
    test_one_child_reads_many_files()
    assert len(large) > importing_child.GROWN


def test_a_child_that_ended_by_itself_is_followed_by_another():
    read_apart(".vtt", SAMPLES["möte.vtt"], "möte.vtt")
    importing_apart._CHILDREN._child._process.kill()
    importing_apart._CHILDREN._child._process.wait()
    assert read_apart(".vtt", SAMPLES["möte.vtt"], "möte.vtt").turns


def test_an_unknown_suffix_is_told_with_those_that_exist():
    with pytest.raises(NotFound) as caught:
        read_apart(".none", b"", "a.none")
    assert ".docx" in caught.value.hint


def test_a_refusal_keeps_its_words():
    with pytest.raises(BadFile) as caught:
        read_apart(".docx", b"PK\x03\x04", "a.docx")
    assert caught.value.sentence == "a.docx is damaged and cannot be read."


def test_an_encoding_that_a_person_chose_is_obeyed_and_told():
    text = "I: Går det?\nD01: Ja då, på fredag."
    found = read_apart(".txt", text.encode("mac_roman"), "a.txt", encoding="macintosh")
    assert found.text == text
    assert found.facts["encoding"] == "macintosh"
    twice = text.encode().decode("cp1252").encode()
    assert read_apart(".txt", twice, "a.txt", encoding="utf-8-twice").text == text
    for encoding, data in (("ebcdic", text.encode()), ("cp850", b"PK\x03\x04")):
        with pytest.raises(BadFile):
            read_apart(".txt", data, "a.txt", encoding=encoding)


@pytest.mark.parametrize(
    "deed",
    [
        "open(os.path.join(os.path.dirname(__file__), 'evil.txt'), 'w')",
        "os.mkdir(os.path.join(os.path.dirname(__file__), 'evil'))",
        "os.remove(__file__)",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.com', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "raise RuntimeError('the very words of D01')",
        "raise SystemExit(3)",
        "raise KeyError('the very words of D01')",
        "1 / 0",
        "return 7",
        "text = 'I: Hur\\r\\n?'",
        "text = 'I: '",
        "os._exit(0)",
        "os.abort()",
    ],
)
def test_what_no_reader_may_do_is_one_refusal_without_the_words_of_the_file(reader_that, tmp_path, deed):
    reader_that(deed)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BadFile) as caught:
        read_apart(".odd", b"x", "a.odd")
    assert "a.odd" in caught.value.sentence
    assert "very words" not in caught.value.sentence + caught.value.hint
    assert [one for one in sorted(tmp_path.iterdir()) if one.name != "__pycache__"] == before
    assert read_apart(".vtt", SAMPLES["möte.vtt"], "möte.vtt").turns


def test_an_empty_transcript_is_refused(reader_that):
    reader_that("return Transcript('  ', (), {}, {})")
    with pytest.raises(BadFile, match="empty"):
        read_apart(".odd", b"x", "a.odd")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of memory here")
def test_too_much_memory_is_refused(reader_that):
    reader_that("hog = bytearray(3 << 30)")
    with pytest.raises(BadFile, match="memory"):
        read_apart(".odd", b"x", "a.odd")


def test_a_reader_that_never_ends_is_ended_by_the_clock(reader_that, monkeypatch):
    monkeypatch.setattr(importing_apart, "STARTING", 2.0)
    reader_that("time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(BadFile, match="longer"):
        read_apart(".odd", b"x", "a.odd")
    assert time.monotonic() - started < 10


def test_what_a_library_prints_goes_nowhere(reader_that, capfd):
    reader_that("print('the very words', flush=True)", "os.write(1, b'words')", "os.write(2, b'words')")
    assert read_apart(".odd", b"x", "a.odd").text == "I: Hur?"
    assert capfd.readouterr() == ("", "")


def test_what_an_older_importer_does_not_take_is_not_given_to_it(reader_that):
    reader_that("pass")
    assert read_apart(".odd", b"x", "a.odd", known=frozenset({"i"}), settings={"id_column": "a"}).turns


def test_an_interruption_leaves_no_child_behind(reader_that, tmp_path):
    reader_that("time.sleep(60)")
    script = textwrap.dedent("""
        import json, os, signal, sys, threading, time
        from toolkit.services.material import importing_apart, importing_child

        def interrupt():
            while importing_apart._CHILDREN._child is None:
                time.sleep(0.05)
            time.sleep(1)
            print(json.dumps(importing_apart._CHILDREN._child._process.pid), flush=True)
            os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=interrupt).start()
        try:
            importing_apart.read_apart(".odd", b"x", "a.odd")
        except KeyboardInterrupt:
            sys.exit(7)
    """)
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False
    )
    assert done.returncode == 7, done.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(json.loads(done.stdout), 0)


@pytest.mark.parametrize("program", ["/no/such/python", sys.executable])
def test_a_child_that_does_not_start_is_told_as_such(program, monkeypatch):
    monkeypatch.setattr(sys, "executable", program)
    monkeypatch.setattr(importing_apart, "_CHILD", "toolkit.no_such_module")
    with pytest.raises(BadFile, match="does not start"):
        read_apart(".txt", b"I: Hur?\nD01: Bra.", "a.txt")


def test_what_is_read_for_somebody_is_given_up_for_that_one_only(reader_that):
    reader_that("time.sleep(15)")
    refused = []

    def reading():
        with pytest.raises(BadFile) as caught:
            read_apart(".odd", b"1", "a.odd")
        refused.append(caught.value.sentence)

    thread = threading.Thread(target=reading)
    thread.start()
    while importing_apart._CHILDREN._asker != thread.ident:
        time.sleep(0.01)
    importing_apart.give_up(threading.get_ident())
    thread.join(2)
    assert thread.is_alive()
    importing_apart.give_up(thread.ident)
    thread.join(5)
    assert refused == ["a.odd is damaged and cannot be read."]
    assert importing_apart._CHILDREN._asker == 0
    assert read_apart(".vtt", SAMPLES["möte.vtt"], "möte.vtt").turns
