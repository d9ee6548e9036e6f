"""The words of one text, where they and its sentences stand, as arrays, and packed as the store keeps them.

A word is a run of letters, digits and marks in the text as `searches.folded` makes it. Where folding changes a
word's length (a soft hyphen within it, İ) the place of each of its letters is kept.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from toolkit.domain.codings.searches import folded, is_lettered

if TYPE_CHECKING:
    from toolkit.analysis.texts.sentence_borders import Borders

VERSION = 3  # raised when the same text would give other words or sentences: every source is then read anew
Places = tuple[int, ...]  # of each letter of a word, counted from its first
_HEAD = struct.Struct("<IIIIIBBB")
_WIDTHS: dict[int, np.dtype[Any]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
_SIGN, _LETTER = 1, 2
_letters = np.zeros(0x110000, np.uint8)  # of each code point: 0 not asked yet, no part of a word, or part of one


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: for each its number in `vocabulary` and where it starts; `bent` has those that folding
    changes, by number. `edges` are start and end of each sentence in one row; `cut` names the turns."""

    vocabulary: Sequence[str]
    ids: NDArray[Any]
    starts: NDArray[np.uint32]
    bent: Mapping[int, Places] = field(default_factory=dict)
    edges: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    cut: int = 0


def read(text: str) -> Words:
    """The words of a text, without its sentences.

    The vocabulary stands in order of letters: in the order of speech, stretches of it would be what was said.
    """
    there = folded(text)
    begins, ends = _runs(there.text)
    words = [there.text[start:end] for start, end in zip(begins.tolist(), ends.tolist(), strict=True)]
    known = {word: number for number, word in enumerate(sorted(set(words)))}
    ids = np.fromiter(map(known.__getitem__, words), np.uint32, len(words))
    if there.places is None:
        return Words(list(known), ids, begins)
    places = np.asarray(there.places, np.uint32)
    return Words(list(known), ids, places[begins] if len(begins) else begins, _bent(places, begins, ends))


def _runs(text: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Start and end of each run of what is part of a word."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _letters[points]
    if not kinds.all():
        for point in np.unique(points[kinds == 0]).tolist():
            _letters[point] = _LETTER if is_lettered(chr(point)) else _SIGN
        kinds = _letters[points]
    edges = np.diff((kinds == _LETTER).astype(np.int8), prepend=0, append=0)
    return np.flatnonzero(edges == 1).astype(np.uint32), np.flatnonzero(edges == -1).astype(np.uint32)


def _bent(places: NDArray[np.uint32], begins: NDArray[np.uint32], ends: NDArray[np.uint32]) -> dict[int, Places]:
    odd = np.concatenate([[0], np.cumsum(np.diff(places) != 1)])  # how many letters so far do not follow the one before
    stretched = np.flatnonzero(odd[ends - 1] > odd[begins])
    own = {at: places[begins[at] : ends[at]] for at in stretched.tolist()}
    return {at: tuple((each - each[0]).tolist()) for at, each in own.items()}


def cut(turns: Sequence[tuple[int, int]]) -> int:
    """A number that names where turns start and end."""
    return zlib.crc32(np.asarray(turns, "<u4").tobytes())


def sentenced(words: Words, text: str, turns: Sequence[tuple[int, int]], borders: Borders) -> Words:
    """The words with the sentences of the text, which are cut within its turns."""
    pieces = borders.of([text[start:end] for start, end in turns])
    edges = [turn[0] + at for turn, own in zip(turns, pieces, strict=True) for place in own for at in place]
    return replace(words, edges=np.array(edges, np.uint32), cut=cut(turns))


def pack(words: Words) -> bytes:
    """The words as bytes: what `unpack` reads."""
    vocabulary = "\n".join(words.vocabulary).encode("utf-8", "surrogatepass")
    bent = json.dumps([[at, *places] for at, places in words.bent.items()]).encode() if words.bent else b""
    ids, steps = _narrow(words.ids), _narrow(np.diff(words.starts, prepend=np.uint32(0)))
    edges = _narrow(np.diff(words.edges, prepend=np.uint32(0)))
    sizes = len(ids), len(vocabulary), len(bent), len(edges), words.cut
    head = _HEAD.pack(*sizes, ids.itemsize, steps.itemsize, edges.itemsize)
    return b"".join((head, vocabulary, ids.tobytes(), steps.tobytes(), edges.tobytes(), bent))


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    most = int(values.max()) if len(values) else 0
    found: NDArray[Any] = values.astype(next(kind for width, kind in _WIDTHS.items() if most < 1 << 8 * width))
    return found


def unpack(data: bytes) -> Words:
    """The words that `pack` made bytes of; ValueError for bytes that it did not make."""
    try:
        count, letters, bends, borders, turns, *widths = _HEAD.unpack_from(data)
        at = _HEAD.size
        vocabulary = data[at : at + letters].decode("utf-8", "surrogatepass").split("\n") if letters else []
        at += letters
        columns = []
        for width, length in zip(widths, (count, count, borders), strict=True):
            columns.append(np.frombuffer(data, _WIDTHS[width], length, at))
            at += width * length
        ids, starts, edges = columns[0], *(np.cumsum(each, dtype=np.uint32) for each in columns[1:])
        found = Words(vocabulary, ids, starts, _bends(data[at:], bends), edges, turns)
    except (struct.error, KeyError, TypeError, IndexError) as error:
        raise ValueError from error
    if count and int(ids.max()) >= len(vocabulary):
        raise ValueError
    return found


def _bends(data: bytes, length: int) -> dict[int, Places]:
    if len(data) != length:
        raise ValueError
    return {int(at): tuple(int(one) for one in places) for at, *places in json.loads(data)} if data else {}
