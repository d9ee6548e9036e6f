"""What a power cut may leave of files: each call that wrote is recorded by strace, and images are built of a part.

The rules: of each file all stays that was written before its last sync; of what came later each sector of 4 KiB
stays or not, and so does each change of length; a removed file may be back until something was synced after it.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECTOR = 4096
CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,unlink"
LINE = re.compile(r"^(?P<pid>\d+) +(?P<call>\w+)\((?P<what>.*)\) += (?P<gave>-?\d+)")
FILE = re.compile(r"^(?P<number>\d+)<(?P<path>[^>]*)>(?:, )?(?P<rest>.*)$", re.DOTALL)
ACKNOWLEDGED = "pipe:"


@dataclass(frozen=True, slots=True)
class Written:
    """One call: `kind` is write, cut, sync, gone or told (something was acknowledged)."""

    kind: str
    path: str
    at: int = 0
    data: bytes = b""


def recorded(command: Sequence[str], folder: Path, log: Path) -> list[Written]:
    """Run a program under strace; what it wrote below `folder` and to its standard output, in order."""
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "--seccomp-bpf", "-e", f"trace={CALLS}"]
    strace += ["-e", "signal=none", "-o", str(log)]
    with subprocess.Popen([*strace, *command], stdout=subprocess.PIPE) as process:
        process.communicate()
    assert process.returncode == 0
    return [one for line in whole_lines(log.read_text("ascii")) if (one := read(line, folder))]


def whole_lines(text: str) -> Iterator[str]:
    """Lines of strace, those that it broke off put together again."""
    open_ones: dict[str, str] = {}
    for line in text.splitlines():
        pid = line.partition(" ")[0]
        if line.endswith("<unfinished ...>"):
            open_ones[pid] = line.removesuffix("<unfinished ...>").rstrip()
        elif match := re.match(r"^\d+ +<\.\.\. \w+ resumed>(.*)$", line):
            yield open_ones.pop(pid) + match[1]
        else:
            yield line


def read(line: str, folder: Path) -> Written | None:
    """One line as what was written; None for anything elsewhere."""
    match = LINE.match(line)
    if match is None or int(match["gave"]) < 0:
        return None
    if match["call"] == "unlink":
        path = unhexed(match["what"]).decode()
        return Written("gone", path) if path.startswith(str(folder)) else None
    file = FILE.match(match["what"])
    if file is None:
        return None
    path = unhexed(f'"{file["path"]}"').decode() if "\\x" in file["path"] else file["path"]
    if path.startswith(ACKNOWLEDGED):
        return Written("told", path, data=unhexed(file["rest"].rpartition(", ")[0]))
    if not path.startswith(str(folder)):
        return None
    return deed(match["call"], path, file["rest"], int(match["gave"]))


def deed(call: str, path: str, rest: str, gave: int) -> Written | None:
    """A call on one of our files."""
    if call in ("fsync", "fdatasync"):
        return Written("sync", path)
    if call == "ftruncate":
        return Written("cut", path, int(rest))
    data, *numbers = rest.split(", ")
    if call == "pwrite64":
        return Written("write", path, int(numbers[-1]), unhexed(data)[:gave])
    return None  # plain writes: the lock's owner, which means nothing after a cut


def unhexed(quoted: str) -> bytes:
    """The bytes of a string as `strace -xx` writes it."""
    return bytes.fromhex(quoted.strip().strip('"').replace("\\x", ""))


def image(base: Mapping[str, bytes], log: Sequence[Written], cut: int, chance: random.Random) -> dict[str, bytes]:
    """The files after a power cut before the call of this number."""
    files = {path: bytearray(data) for path, data in base.items()}
    synced = {one.path: number for number, one in enumerate(log[:cut]) if one.kind == "sync"}
    last = max(synced.values(), default=-1)
    for number, one in enumerate(log[:cut]):
        safe = number < synced.get(one.path, -1)
        if one.kind == "write":
            put(files.setdefault(one.path, bytearray()), one, None if safe else chance)
        elif one.kind == "cut" and (safe or chance.random() < 0.5):
            length(files.setdefault(one.path, bytearray()), one.at)
        elif one.kind == "gone" and (number < last or chance.random() < 0.5):
            files.pop(one.path, None)
    return {path: bytes(data) for path, data in files.items() if not path.endswith("-shm")}


def put(file: bytearray, one: Written, chance: random.Random | None) -> None:
    """Write what a call wrote, or some of its sectors."""
    at, end = one.at, one.at + len(one.data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        if chance is None or chance.random() < 0.5:
            file.extend(b"\0" * (stop - len(file)))
            file[at:stop] = one.data[at - one.at : stop - one.at]
        at = stop


def length(file: bytearray, wanted: int) -> None:
    """Cut a file, or fill it up."""
    del file[wanted:]
    file.extend(b"\0" * (wanted - len(file)))
