"""The sentences round places in texts, as `sentences` cuts them, without cutting all of each text.

A text is cut where a sentence surely begins: before a capital after a word with its end mark, if that ends a sentence,
which is asked once for each such word. What lies between two cuts is read closely only when it holds another end mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from toolkit.analysis.language import Language
from toolkit.analysis.sentences import sentences
from toolkit.domain.text import trimmed

Place = tuple[int, int]
_CUT = re.compile(r"(?<=[^\W\d_])[.?!]+ (?=[A-ZÅÄÖ])")
_ENDED = re.compile(r"[.?!…]")
_LAST = re.compile(r"[.?!]+\s*$")
_OPENED = ("(", "[")  # a remark in brackets may reach over a cut


class Rounds:
    """Finds the sentences round places; remembers after which words a sentence surely ends."""

    def __init__(self) -> None:
        self._ends: dict[str, bool] = {}

    def around(self, asked: Sequence[tuple[str, int, int]], language: Language) -> list[Place]:
        """For each text and place in it, from where to where its sentences go."""
        cuts = [list(_cuts(text)) for text, _, _ in asked]
        self._learn({word for each in cuts for word, _ in each}, language)
        pieces = [self._piece(one, each) for one, each in zip(asked, cuts, strict=True)]
        plain = [_is_plain(text[start:end]) for (text, _, _), (start, end) in zip(asked, pieces, strict=True)]
        unclear = [number for number, simple in enumerate(plain) if not simple]
        texts = [asked[number][0][slice(*pieces[number])] for number in unclear]
        found = dict(zip(unclear, sentences(texts, language), strict=True)) if unclear else {}
        return [
            _touched(one, piece, found.get(number))
            for number, (one, piece) in enumerate(zip(asked, pieces, strict=True))
        ]

    def _learn(self, words: set[str], language: Language) -> None:
        new = sorted(words - self._ends.keys())
        for word, cut in zip(new, sentences([f"{word} A" for word in new], language) if new else (), strict=True):
            self._ends[word] = cut[-1][0] == len(word) + 1

    def _piece(self, asked: tuple[str, int, int], cuts: Iterable[tuple[str, int]]) -> Place:
        """The piece between sure cuts that holds the place; all of a text with brackets."""
        text, start, end = asked
        if any(mark in text for mark in _OPENED):
            return 0, len(text)
        sure = [at for word, at in cuts if self._ends[word]]
        first = max((at for at in sure if at <= start), default=0)
        return first, min((at for at in sure if at >= end), default=len(text))


def _cuts(text: str) -> Iterator[tuple[str, int]]:
    """Each word with an end mark before a capital, and where that stands."""
    for mark in _CUT.finditer(text):
        yield text[text.rfind(" ", 0, mark.start()) + 1 : mark.end() - 1], mark.end()


def _is_plain(piece: str) -> bool:
    """Whether it has no end mark but at its end."""
    return _ENDED.search(_LAST.sub("", piece)) is None


def _touched(asked: tuple[str, int, int], piece: Place, edges: Sequence[Place] | None) -> Place:
    """The sentences of a piece that share words with the place."""
    text, start, end = asked
    if edges is None:
        whole = trimmed(text, *piece)
        edges, piece = [(whole.start, whole.end)] if whole else [], (0, 0)
    base = piece[0]
    touched = [edge for edge in edges if base + edge[0] < end and base + edge[1] > start]
    return (base + touched[0][0], base + touched[-1][1]) if touched else (start, end)
