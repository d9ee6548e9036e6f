"""Texts made safe for a file: what XML forbids is replaced by a visible sign, names become anchors."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACE = 0x20  # what stands before it are control characters
_BOOKMARK = 40  # Word's limit for the length of a bookmark name


def visible(text: str) -> str:
    """The text with what XML 1.0 forbids replaced: control characters by their pictures, the others by U+FFFD."""
    return _FORBIDDEN.sub(lambda found: _picture(ord(found.group())), text)


def _picture(code: int) -> str:
    return chr(0x2400 + code) if code < _SPACE else "\ufffd"


def slug(name: str) -> str:
    """A name of ASCII letters, digits and `-` for an anchor, with a mark of its own if anything had to be changed."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    return made if made == name else f"{made[:40]}-{_mark(name)}"


def bookmark(name: str, number: int | None = None, *, prefix: str = "f") -> str:
    """A Word bookmark name (at most 40 letters, digits and `_`) that lasts as long as the name and number."""
    end = f"_{_mark(name)}" + ("" if number is None else f"_{number}")
    plain = re.sub(r"[^A-Za-z0-9]+", "_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    return f"{prefix}_{plain.strip('_')}"[: _BOOKMARK - len(end)] + end


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
