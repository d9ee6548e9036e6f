"""Foreign files read in a child process with limits: a hostile one costs a refusal, never this program.

The child lives on over many files. On POSIX the system holds its memory, processor time and files down; on every
system it is ended when a file takes too long by the clock. Windows has no limit of memory here.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from toolkit.domain.sources.sources import RawTurn, Transcript
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile, NotFound, Problem, SpeglaError
from toolkit.importers import decoding
from toolkit.messages import N_

SECONDS = 20.0  # by the clock, for one file
STARTING = 30.0  # the same for the first one of a child, which also has to start
_LENGTH = 8
_NONE: Mapping[str, str] = MappingProxyType({})
_LONGEST = 200_000_000  # bytes of an answer
ENCODINGS = decoding.ENCODINGS  # what a person may choose for a text file
_CHILD = "toolkit.services.material.importing_child"


def read_apart(
    suffix: str,
    data: bytes,
    name: str,
    *,
    known: frozenset[str] = frozenset(),
    encoding: str = "",
    settings: Mapping[str, str] = _NONE,
) -> Transcript:
    """Read the file called `name` with the importer for `suffix`, in the child; BadFile for all that goes wrong.

    `encoding` is the one a person chose (one of ENCODINGS), `settings` what else was decided, for importers that take
    any. NotFound when no importer reads the suffix.
    """
    header = {
        "suffix": suffix,
        "name": name,
        "size": len(data),
        "known": sorted(known),
        "encoding": encoding,
        "settings": dict(settings),
    }
    answer = _CHILDREN.ask(header, data)
    if "transcript" in answer:
        return _transcript(answer["transcript"])
    if "refused" in answer:
        raise _refusal(answer)
    raise _failed(str(answer.get("failed")), name)


@dataclass(frozen=True, slots=True)
class Apart:
    """The importer for a suffix as it is reached from here: an `Importer` that reads in the child."""

    suffix: str
    suffixes: ClassVar[Sequence[str]] = ()

    def read(
        self,
        data: bytes,
        name: str,
        *,
        known: frozenset[str] = frozenset(),
        encoding: str = "",
        settings: Mapping[str, str] = _NONE,
    ) -> Transcript:
        """Read the bytes of the file called `name` in the child; see `read_apart`."""
        return read_apart(self.suffix, data, name, known=known, encoding=encoding, settings=settings)


class _Importers(Mapping[str, Apart]):
    """Importers by suffix, none of them loaded here; counting or listing asks the plug-ins for their suffixes."""

    def __getitem__(self, suffix: str) -> Apart:
        return Apart(suffix)

    def __iter__(self) -> Iterator[str]:
        from toolkit import plugins

        return iter(plugins.importers())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def importers() -> Mapping[str, Apart]:
    """The importers by suffix (".txt"); one that does not exist raises NotFound when it is asked to read."""
    return _Importers()


class _Child:
    """One child process, and how much it may take for a file."""

    def __init__(self) -> None:
        path = os.pathsep.join(part or str(Path.cwd()) for part in sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-P", "-m", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._late = False
        self.files = 0

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself."""
        return self._process.poll() is not None

    def ask(self, header: Mapping[str, object], data: bytes) -> dict[str, Any]:
        """Send one file and wait for what it gave; the child is gone when the answer says `failed` of it."""
        watchdog = threading.Timer(SECONDS if self.files else STARTING, self._end_late)
        watchdog.daemon = True
        watchdog.start()
        self.files += 1
        try:
            answer = self._exchanged(header, data)
        finally:
            watchdog.cancel()
        return self._gone() if answer is None else answer

    def _gone(self) -> dict[str, Any]:
        """What is told when there is no answer: `idle` when it had ended in peace, else how it came to its end."""
        self._end_soon()
        code = self._process.returncode
        kind = "late" if self._late or self._out_of_time() else "start" if self.files == 1 and code > 0 else "ended"
        return {"failed": kind, "gone": True, "idle": code == 0}

    def _exchanged(self, header: Mapping[str, object], data: bytes) -> dict[str, Any] | None:
        """The answer; None when the child ended instead."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return None
        head = json.dumps(header).encode()
        try:
            stdin.write(len(head).to_bytes(_LENGTH, "big") + head)
            stdin.write(data)
            stdin.flush()
            length = int.from_bytes(stdout.read(_LENGTH), "big")
            answer = stdout.read(length) if 0 < length <= _LONGEST else b""
        except OSError:
            return None
        if not answer or len(answer) < length:
            return None
        decoded: dict[str, Any] = json.loads(answer.decode("utf-8", "surrogatepass"))
        return decoded

    def _end_late(self) -> None:
        self._late = True
        self._process.kill()

    def _end_soon(self) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self.end()

    def _out_of_time(self) -> bool:
        """Whether the system ended it for what it took of the processor, or it ended itself by the clock."""
        import signal

        over = (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGALRM", None))
        return self._process.returncode is not None and -self._process.returncode in [each for each in over if each]

    def kill(self) -> None:
        """End the process without waiting for its end; who asked it gets no answer."""
        with suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()


class _Children:
    """The one child that reads, another in its place when it is gone; files wait for each other."""

    def __init__(self) -> None:
        self._lock, self._naming = threading.Lock(), threading.Lock()
        self._child: _Child | None = None
        self._asker = 0

    def ask(self, header: Mapping[str, object], data: bytes) -> dict[str, Any]:
        """What the file gave; the child is ended when it broke, grew or was interrupted."""
        with self._lock, self._named():
            try:
                answer = self._ready().ask(header, data)
                if answer.get("idle"):  # it ended by itself just then
                    self._drop()
                    answer = self._ready().ask(header, data)
            except OSError:
                return {"failed": "start"}
            except BaseException:  # Ctrl-C above all: no child is left behind
                self._drop()
                raise
            if answer.get("gone") or answer.get("grown"):
                self._drop()
            return answer

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._drop()

    def give_up(self, asker: int) -> None:
        """End what is being read for the thread of this number, which gets no answer; nobody else's."""
        with self._naming:
            if self._asker == asker and self._child is not None:
                self._child.kill()

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say who asks as long as this lasts."""
        with self._naming:
            self._asker = threading.get_ident()
        try:
            yield
        finally:
            with self._naming:
                self._asker = 0

    def _ready(self) -> _Child:
        if self._child is not None and self._child.ended:  # it ends itself when it is idle for long
            self._drop()
        if self._child is None:
            self._child = _Child()
        return self._child

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


_CHILDREN = _Children()
close, give_up = _CHILDREN.close, _CHILDREN.give_up
atexit.register(close)


def _transcript(found: Mapping[str, Any]) -> Transcript:
    turns = tuple(RawTurn(Span(start, end), label, time) for start, end, label, time in found["turns"])
    notes = tuple(Problem(*note) for note in found["notes"])
    kept = None if found["kept"] is None else b64decode(found["kept"])
    return Transcript(found["text"], turns, found["facts"], found["counts"], notes, kept)


def _refusal(answer: Mapping[str, Any]) -> SpeglaError:
    message, hint, values = answer["refused"]
    kind: Callable[..., SpeglaError] = NotFound if answer.get("unknown") else BadFile
    return kind(message, hint=hint, **values)


def _failed(kind: str, name: str) -> BadFile:
    hint = N_("Open it in the program it came from, save it as a Word document (.docx) or as text, and add that file.")
    if kind == "late":
        return BadFile(
            N_("{name} is refused: reading it takes far longer than a transcript does."), hint=hint, name=name
        )
    if kind == "start":
        return BadFile(
            N_("{name} could not be read: the process in which files are read does not start on this computer."),
            hint=N_("Restart the computer and try again; if it stays so, install Spegla anew."),
            name=name,
        )
    if kind == "memory":
        return BadFile(
            N_("{name} is refused: reading it takes far more memory than a transcript does."), hint=hint, name=name
        )
    return BadFile(N_("{name} is damaged and cannot be read."), hint=hint, name=name)
