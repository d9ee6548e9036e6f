"""A how-to page of docs/extending as its reader goes through it: the files it shows, the changes, the commands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

PAGES = REPOSITORY / "docs" / "extending"
BLOCK = re.compile(r"(?P<before>[^\n]*)\n+```(?P<kind>\w+)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([\w./-]+\.\w+)`")
AT_THE_END = "at the end of `"


@dataclass(frozen=True)
class Block:
    """A block of a page: commands, a change, or what stands in a file; the line before it names the file last."""

    kind: str
    text: str
    file: str
    at_end: bool

    @property
    def commands(self) -> list[list[str]]:
        """The words of each command."""
        return [shlex.split(line) for line in self.text.splitlines()] if self.kind == "sh" else []


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page in order."""
    for found in BLOCK.finditer((PAGES / page).read_text("utf-8")):
        files = NAMED.findall(found["before"]) if found["before"].endswith(":") else []
        yield Block(found["kind"], found["text"], files[-1] if files else "", AT_THE_END in found["before"].lower())


def commands(page: str) -> list[list[str]]:
    """All commands of a page."""
    return [words for block in blocks(page) for words in block.commands]


def write(page: str, folder: Path) -> list[str]:
    """Do to the folder's files what the page says; gives the names of the files."""
    done = [block for block in blocks(page) if block.file and block.kind not in ("sh", "text")]
    for block in done:
        _write(block, folder / block.file)
    return [block.file for block in done]


def _write(block: Block, path: Path) -> None:
    if block.kind == "diff":
        text = changed(path.read_text("utf-8"), block.text)
    elif block.at_end:
        text = path.read_text("utf-8").rstrip("\n") + "\n" + block.text
    else:
        text = block.text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def changed(text: str, change: str) -> str:
    """The text with a change put in whose lines must stand there, once: " " stays, "-" goes, "+" comes."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] or "\n" for line in lines if line[0] != "+")
    after = "".join(line[1:] or "\n" for line in lines if line[0] != "-")
    assert text.count(before) == 1, f"the page changes what does not stand there once:\n{before}"
    return text.replace(before, after)
