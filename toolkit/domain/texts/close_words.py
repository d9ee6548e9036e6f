"""What somebody may have meant who wrote a name or a word that is none."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from toolkit.domain.texts.text import folded

_LIKENESS = 0.6
_LEAST = 3  # letters that tell anything when they stand inside a longer name


def closest(written: str, known: Iterable[str]) -> str:
    """The one of the known that is most like what was written, or has it inside; empty when none is."""
    by_key: dict[str, str] = {}
    for one in known:
        by_key.setdefault(plain(one), one)
    wanted = plain(written)
    near = get_close_matches(wanted, by_key, n=1, cutoff=_LIKENESS)
    if not near and len(wanted) >= _LEAST:
        near = sorted((key for key in by_key if wanted in key), key=len)
    return by_key[near[0]] if near else ""


def plain(words: str) -> str:
    """A key or its title as they are compared: the key's `_` is a blank."""
    return folded(words.replace("_", " "))
