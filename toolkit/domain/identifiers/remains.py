"""Words that must be gone, as keyed numbers: each run of words is known again in any text, and none can be read here.

A run is some words in a row as they sound: without capitals, marks between them and the way letters are composed. Its
number is reckoned from keyed hashes of its words, so that a long text is gone through once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from toolkit.domain.sources.records import SILENCE
from toolkit.domain.texts.text import Span

RUN = 5  # words; runs of so many are seldom said twice by chance
MOST_KEPT = 2000
CUT = "(…)"  # what stands where words were taken out: harmless in YAML, CSV and Word too
TURN = SILENCE
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\ufeff])*")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))
_MASK = (1 << 64) - 1
_FACTOR = 0x9E3779B97F4A7C15
_LONGEST_NAME = 3  # words
_VOCABULARY = 500_000  # words whose numbers are kept at hand


def folded(word: str) -> str:
    """A word as it is compared."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_UNSEEN).casefold())


def plain(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [folded(word) for word in _WORD.findall(text)]


@dataclass(frozen=True)
class Marks:
    """The numbers of runs by their length in words, under a key of their own; `names` are those of speakers' labels."""

    key: bytes
    runs: Mapping[int, frozenset[int]]
    names: frozenset[int] = frozenset()
    _known: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, key: bytes, own: Iterable[str], others: Iterable[str], *, names: Iterable[str] = ()) -> Marks:
        """The runs of `RUN` words that stand in these texts and in none of the others."""
        bare = cls(key, {})
        runs = {run for text in own for run in bare.runs_of(text)}
        for text in others:
            runs.difference_update(bare.runs_of(text))
        return cls(key, {RUN: frozenset(runs)}, frozenset(map(bare.name, names)), bare._known)

    @classmethod
    def of_strings(cls, key: bytes, strings: Iterable[str]) -> Marks:
        """Each of these strings as one run, of as many words as it has."""
        bare = cls(key, {})
        runs: dict[int, set[int]] = {}
        for string in strings:
            numbers = bare._numbers(string)
            if numbers:
                runs.setdefault(len(numbers), set()).update(_rolled(numbers, len(numbers)))
        return cls(key, {length: frozenset(found) for length, found in runs.items()})

    def joined(self, others: Marks) -> Marks:
        """These and others of the same key."""
        lengths = self.runs.keys() | others.runs.keys()
        none: frozenset[int] = frozenset()
        runs = {length: self.runs.get(length, none) | others.runs.get(length, none) for length in lengths}
        return Marks(self.key, runs, self.names | others.names, self._known)

    def found_beyond(self, others: Marks) -> bool:
        """Whether these have any run that the others lack."""
        return any(not found <= others.runs.get(length, frozenset()) for length, found in self.runs.items())

    def thinned(self, most: int = MOST_KEPT) -> Marks:
        """At most so many of each length, drawn evenly over their numbers."""
        kept = {length: frozenset(sorted(runs)[:: -(-len(runs) // most) or 1]) for length, runs in self.runs.items()}
        return Marks(self.key, kept, self.names, self._known)

    def __len__(self) -> int:
        return sum(map(len, self.runs.values()))

    def name(self, label: str) -> int:
        """The number of a speaker's label."""
        numbers = self._numbers(label)
        return _rolled(numbers, len(numbers))[0] if numbers else 0

    def names_it(self, label: str | None) -> bool:
        """Whether this is one of the speaker's labels."""
        return bool(label) and self.name(label or "") in self.names

    def name_spans(self, text: str) -> list[Span]:
        """Where one of the speaker's labels stands in a text as a word, or words, of its own."""
        words = list(_WORD.finditer(text))
        numbers = [self._number(one[0]) for one in words]
        hits = sorted(
            (at, at + length)
            for length in range(1, _LONGEST_NAME + 1)
            for at, run in enumerate(_rolled(numbers, length))
            if run in self.names
        )
        return [Span(words[first].start(), words[end - 1].end()) for first, end in _joined(hits, 0)]

    def runs_of(self, text: str, length: int = RUN) -> list[int]:
        """The numbers of all runs of so many words in a text, in order."""
        return _rolled(self._numbers(text), length)

    def found(self, text: str) -> set[int]:
        """The numbers of the runs that stand in a text."""
        numbers = self._numbers(text)
        return {run for length, runs in self.runs.items() for run in runs.intersection(_rolled(numbers, length))}

    def spans(self, text: str) -> list[Span]:
        """Where runs stand in a text; with fewer than `RUN` words between two of them, these too."""
        numbers = self._numbers(text)
        hits = sorted(
            (at, at + length)
            for length, runs in self.runs.items()
            for at, run in enumerate(_rolled(numbers, length))
            if run in runs
        )
        if not hits:
            return []
        words = list(_WORD.finditer(text))
        gap = RUN if self.runs.keys() <= {RUN} else 0
        return [Span(words[first].start(), words[end - 1].end()) for first, end in _joined(hits, gap)]

    def cut(self, text: str, put: str = CUT) -> str:
        """The text with `put` where runs stood."""
        pieces, at = [], 0
        for span in self.spans(text):
            pieces += [text[at : span.start], put]
            at = span.end
        return "".join((*pieces, text[at:])) if pieces else text

    def cut_all(self, value: object) -> object:
        """A value of lists, mappings and texts with `CUT` where runs stood in its texts."""
        if isinstance(value, str):
            return self.cut(value)
        if isinstance(value, list):
            return [self.cut_all(one) for one in value]
        if isinstance(value, dict):
            return {str(self.cut_all(key)): self.cut_all(one) for key, one in value.items()}
        return value

    def _numbers(self, text: str) -> list[int]:
        known = self._known
        if len(known) > _VOCABULARY:
            known.clear()
        return [known[word] if word in known else self._number(word) for word in _WORD.findall(text)]

    def _number(self, word: str) -> int:
        number = self._known.get(word)
        if number is None:
            hashed = blake2b(folded(word).encode("utf-8", "surrogatepass"), key=self.key, digest_size=8)
            number = self._known[word] = int.from_bytes(hashed.digest(), "big")
        return number


def _rolled(numbers: Sequence[int], length: int) -> list[int]:
    """The number of each run of so many words: a polynomial of their numbers, reckoned on from run to run."""
    if len(numbers) < length:
        return []
    top, value, found = pow(_FACTOR, length, _MASK + 1), 0, []
    for at, number in enumerate(numbers, 1):
        value = value * _FACTOR + number
        if at > length:
            value -= top * numbers[at - 1 - length]
        value &= _MASK
        if at >= length:
            found.append(value)
    return found


def _joined(hits: Sequence[tuple[int, int]], gap: int) -> Iterator[tuple[int, int]]:
    """Stretches of words, those with fewer than `gap` words between them made one."""
    merged: list[tuple[int, int]] = []
    for first, end in hits:
        if merged and first - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((first, end))
    return iter(merged)
