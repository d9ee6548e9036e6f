"""What stands in written drafts, as plain words, and which words of a person may not be among them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from html import unescape
from pathlib import Path

LENGTH = 5  # so many words in a row are somebody's own


def written(folder: Path) -> dict[str, str]:
    """The text of every file under a folder, Word files unzipped, by file name."""
    return {path.name: text_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def text_of(path: Path) -> str:
    """The text of a draft without marks."""
    if path.suffix != ".docx":
        return plain(path.read_text("utf-8-sig"))
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return plain("\n".join(parts))


def plain(text: str) -> str:
    """The text without tags, entities and Markdown's backslashes."""
    return unescape(re.sub(r"<[^>]*>", " ", text)).replace("\\", "")


def words(text: str) -> list[str]:
    """The words in lower case."""
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of so many words."""
    said = words(text)
    return {tuple(said[at : at + LENGTH]) for at in range(len(said) - LENGTH + 1)}


def of_nobody_else(theirs: Iterable[str], others: Iterable[str]) -> set[tuple[str, ...]]:
    """The runs of words that only these turns hold."""
    common = set().union(*map(runs, others))
    return set().union(*map(runs, theirs)) - common
