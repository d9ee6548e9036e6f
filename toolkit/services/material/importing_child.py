"""The child process in which foreign files are read: limits on it, one file after another, answers as JSON.

`importing_apart` starts it as a program of its own. Requests come on standard input and answers go to standard output,
each with its length before it; what a library prints goes nowhere.
"""

from __future__ import annotations

import inspect
import json
import os
import select
import signal
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import IO, Any

from toolkit import plugins
from toolkit.domain.sources.sources import Transcript
from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile, NotFound, Problem, SpeglaError
from toolkit.messages import N_

if sys.platform != "win32":
    import resource

MEMORY = 1 << 30  # bytes of address space
PROCESSOR = 15  # seconds for one file
LAST = 25  # seconds by the clock after which it ends itself, should nobody be there any more to end it
IDLE = 120  # seconds without a file after which it ends
GROWN = 400 << 20  # bytes after which another process takes its place
LENGTH = 8  # bytes that tell how long a message is
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.", "webbrowser."),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("os.kill", "shutil.", "urllib.", "http.", "ftplib.", "smtplib.", "os.startfile", "_winapi.CreateProcess"),
)


def main() -> None:
    """Read files until nobody asks for more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this process
    asked, answers = _channels()
    reader = _Reader()
    while (message := _message(asked)) is not None:
        header, data = message
        answer = json.dumps(reader.answer(header, data), ensure_ascii=False, default=str)
        sent = answer.encode("utf-8", "surrogatepass")
        answers.write(len(sent).to_bytes(LENGTH, "big") + sent)
        answers.flush()


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent; whatever is printed from now on goes nowhere."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    return asked, answers


def _message(asked: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next request and its file; None at the end, or when nothing came for long."""
    if sys.platform != "win32":
        signal.alarm(0)
        if not select.select([asked], [], [], IDLE)[0]:
            return None
    length = asked.read(LENGTH)
    if len(length) < LENGTH:
        return None
    header = json.loads(asked.read(int.from_bytes(length, "big")))
    return header, asked.read(header["size"])


class _Reader:
    """Reads files with the importers of this installation; confined as soon as the first importer is loaded."""

    def __init__(self) -> None:
        self._importers = plugins.importers()
        self._confined = False
        self._first = _peak()

    def answer(self, header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
        """What one file gave: a transcript, a refusal in words, or the kind of what went wrong."""
        try:
            importer = self._importers[header["suffix"]]
            self._confine()
            found = _read(importer.read, header, data)
            answer: dict[str, Any] = {"transcript": _plain(found)}
        except SpeglaError as error:
            refusal = [error.message, error.hint_message, error.values]
            answer = {"refused": refusal, "unknown": isinstance(error, NotFound)}
        except MemoryError:
            answer = {"failed": "memory"}
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a library may raise anything, and its words may be the file's
            answer = {"failed": type(error).__name__}
        return {**answer, "grown": _peak() > max(GROWN, self._first)}

    def _confine(self) -> None:
        """Set the limits: for good at the first file, and the processor's and the clock's for each."""
        if not self._confined:
            self._confined = True
            _confine_for_good()
        _confine_in_time()


def _read(read: Callable[..., Transcript], header: Mapping[str, Any], data: bytes) -> Transcript:
    """Read with the known labels and what was decided, each by an importer whose `read` takes it."""
    name, encoding = header["name"], header["encoding"]
    if encoding:
        from toolkit.importers.decoding import recoded

        data = recoded(data, name, encoding)
    found = read(data, name, **_taken(read, known=frozenset(header["known"]), settings=header["settings"]))
    _check(found, name)
    return replace(found, facts={**found.facts, "encoding": encoding}) if encoding else found


def _taken(read: Callable[..., Transcript], **offered: object) -> dict[str, object]:
    """Those of the arguments that `read` takes: an older importer knows fewer."""
    parameters = inspect.signature(read).parameters
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters.values()):
        return offered
    return {name: value for name, value in offered.items() if name in parameters}


def _check(found: Transcript, name: str) -> None:
    """Refuse a transcript without a word; raise ValueError when it breaks what importers promise."""
    if not found.text.strip():
        raise BadFile(N_("{name} is empty."), hint=N_("Check that the right file was chosen."), name=name)
    if found.text != normalise(found.text) or any(turn.span.end > len(found.text) for turn in found.turns):
        raise ValueError("not a sound transcript")


def _plain(found: Transcript) -> dict[str, Any]:
    return {
        "text": found.text,
        "turns": [[turn.span.start, turn.span.end, turn.label, turn.time] for turn in found.turns],
        "facts": dict(found.facts),
        "counts": dict(found.counts),
        "notes": list(map(_note, found.notes)),
        "kept": None if found.kept is None else b64encode(found.kept).decode(),
    }


def _note(note: Problem) -> list[Any]:
    return [note.where, note.message, note.hint, note.values, note.serious]


def _confine_for_good() -> None:
    """No file written, no network, no other process, no core, 1 GB; modules loaded later leave no compiled file."""
    sys.dont_write_bytecode = True
    os.umask(0o077)
    if sys.platform != "win32":
        for kind, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_AS, MEMORY),
        ):
            with suppress(ValueError, OSError):  # macOS does not know every limit
                resource.setrlimit(kind, (most, most))
    sys.addaudithook(_forbid)


def _confine_in_time() -> None:
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + 1 + PROCESSOR
        with suppress(ValueError, OSError):  # a stricter limit of the system's own stays
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        signal.alarm(LAST)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no reader of a file has to do."""
    if event == "open":
        if isinstance(arguments[2], int) and arguments[2] & _WRITING:
            raise PermissionError
    elif event.startswith(_FORBIDDEN):
        raise PermissionError


if sys.platform == "win32":

    def _peak() -> int:
        """Windows has no short way of telling it: never too much."""
        return 0
else:

    def _peak() -> int:
        """The most memory it has had, in bytes; a new process begins with what its parent had when it started it."""
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
