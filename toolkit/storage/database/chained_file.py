"""A file of lines that only grows: each is a JSON object chained to the one before by hashes, without words.

Beside it lies a head, `<name>.head`: number, hash and place of the last line, so that a line cut off at the end shows;
the head is also what writers lock. Whoever rewrites all hashes and the head is not found.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from toolkit.storage.database.faults import disk
from toolkit.storage.database.lock import PATIENCE, brief_hold
from toolkit.storage.database.synced import flushed
from toolkit.storage.tables.columns import utc_text

LONGEST_ID = 120
_FIRST = "0" * 64
_HEAD = 200  # bytes of the head, always overwritten whole: a sector is written or not
_OWN = frozenset(("number", "at", "previous", "hash"))


@dataclass(frozen=True, slots=True)
class _Head:
    """The last line: its number and hash, and where the file ended after it."""

    number: int = 0
    hash: str = _FIRST
    end: int = 0


def head_path(path: Path) -> Path:
    """The head of the file at `path`."""
    return path.with_name(f"{path.name}.head")


def append(
    path: Path, record: Mapping[str, Any], now: datetime, *, durable: bool = True, patience: float = PATIENCE
) -> int:
    """Write a line after the last one, for its owner's eyes only; give its number.

    ValueError for a value that may be somebody's words; NotSaved and ProjectBusy when it cannot be written. When it
    is `durable` it outlasts a power cut. What stands in the file is never changed, but half a line that a killed
    writer left at the end is taken away: nobody was told that it was written.
    """
    _check(record)
    with brief_hold(head_path(path), patience=patience) as handle, disk():
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            head = _caught_up(file, _read_head(handle) or _known(file))
            line, digest = _line(head, {**record, "at": utc_text(now)})
            end = os.fstat(file).st_size + len(line)
            _write(file, line, durable=durable)
            _write_head(handle, _Head(head.number + 1, digest, end), durable=durable)
        finally:
            os.close(file)
    return head.number + 1


def lines(path: Path) -> list[dict[str, Any]]:
    """All lines that can be read, the oldest first, without their hashes; a torn one is left out."""
    with disk():
        found = (_parsed(raw) for raw in _raw(path))
    return [{key: one[key] for key in one if key not in ("previous", "hash")} for one in found if one is not None]


def broken(path: Path) -> int | None:
    """The number of the first line that is not as it was written, or is missing; None when all is well."""
    head, before = _head_beside(path), _Head()
    for raw in _raw(path):
        one = _parsed(raw)
        if one is None or one.get("number") != before.number + 1 or one.get("previous") != before.hash:
            return before.number + 1
        if raw != _as_written(one):
            return before.number + 1
        before = _Head(before.number + 1, one["hash"], before.end + len(raw))
        if head is not None and head.number == before.number and head != before:
            return before.number
    return None if _fits(head, before) else before.number + 1


def _fits(head: _Head | None, last: _Head) -> bool:
    """Whether the file ends where its head says, or one line later: a writer may be killed between the two."""
    if head is None:
        return last.number == 0
    return last.number - head.number in (0, 1)


def _check(record: Mapping[str, Any]) -> None:
    if _OWN & record.keys():
        raise ValueError("a name of the line's own")
    for key, value in record.items():
        _check_value(key, value)


def _check_value(key: str, value: object) -> None:
    if isinstance(value, (list, tuple)):
        for one in value:
            _check_value(key, one)
    elif isinstance(value, Mapping):
        for inner, one in value.items():
            _check_value(key, inner)
            _check_value(key, one)
    elif isinstance(value, str):
        if len(value) > LONGEST_ID or not value.isprintable():
            raise ValueError(f"not an id or a count: {key}")
    elif value is not None and not isinstance(value, (int, float)):
        raise ValueError(f"not an id or a count: {key}")


def _line(head: _Head, record: Mapping[str, Any]) -> tuple[bytes, str]:
    body = {"number": head.number + 1, **record, "previous": head.hash}
    return _as_written(body), _digest(body)


def _as_written(line: Mapping[str, Any]) -> bytes:
    """The bytes of a line that says this: one way to write it, so that any other is found."""
    body = {key: value for key, value in line.items() if key != "hash"}
    return _json({**body, "hash": _digest(body)}) + b"\n"


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_json(body)).hexdigest()


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _raw(path: Path) -> Iterator[bytes]:
    if path.is_file():
        yield from path.read_bytes().splitlines(keepends=True)


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        one = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return one if isinstance(one, dict) and isinstance(one.get("hash"), str) and raw.endswith(b"\n") else None


def _head_beside(path: Path) -> _Head | None:
    try:
        return _head_of(head_path(path).read_bytes()) or _Head(-1)
    except FileNotFoundError:
        return None


def _read_head(handle: int) -> _Head | None:
    os.lseek(handle, 0, os.SEEK_SET)
    return _head_of(os.read(handle, _HEAD))


def _head_of(data: bytes) -> _Head | None:
    try:
        number, digest, end = data.decode("ascii").split()
        head = _Head(int(number), digest, int(end))
    except ValueError:
        return None
    return head if data == _head_bytes(head) else None


def _known(file: int) -> _Head:
    """What to go on from without a head: the last line that can be read."""
    last = _Head()
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(os.dup(file), "rb") as copy:
        for raw in copy:
            one = _parsed(raw)
            if one is not None and isinstance(one.get("number"), int):
                last = _Head(one["number"], one["hash"], 0)
    return _Head(last.number, last.hash, os.fstat(file).st_size)


def _caught_up(file: int, head: _Head) -> _Head:
    """The head with a whole line that a killed writer had not yet told it; half a line is cut off.

    Where the file is shorter than its head, or ends in something else, the chain goes on from the head: the gap shows.
    """
    size = os.fstat(file).st_size
    if size <= head.end:
        return head
    os.lseek(file, head.end, os.SEEK_SET)
    rest = os.read(file, size - head.end)
    whole, _, torn = rest.rpartition(b"\n")
    if torn:
        os.ftruncate(file, size - len(torn))
    one = _parsed(whole + b"\n") if whole else None
    if one is not None and one.get("previous") == head.hash and one.get("number") == head.number + 1:
        return _Head(head.number + 1, one["hash"], head.end + len(whole) + 1)
    return head


def _write(file: int, line: bytes, *, durable: bool) -> None:
    os.lseek(file, 0, os.SEEK_END)
    if os.write(file, line) != len(line):
        raise OSError("half a line was written")
    if durable:
        flushed(file)


def _write_head(handle: int, head: _Head, *, durable: bool) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, _head_bytes(head))
    if durable:
        flushed(handle)


def _head_bytes(head: _Head) -> bytes:
    return f"{head.number} {head.hash} {head.end}".encode().ljust(_HEAD - 1) + b"\n"
