"""Words as arrays: a text becomes type ids and code-point offsets; what is known of a word is kept once per type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, LENGTH, ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, get_lang_class
from spacy.vocab import Vocab

from toolkit.analysis.texts.lemmas import Lemmatizer
from toolkit.analysis.texts.wordlists import WORDS, Words
from toolkit.errors import UsageError
from toolkit.messages import N_, WRITTEN

Ints: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.uint16]

WORD, STOP, FILLER, ANSWER, ASIDE, ABBREVIATION, END, CLOSE, LOWER, SPACE, OPEN, SHUT = (1 << bit for bit in range(12))
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("”’\"'»)]")
CACHE = 200_000  # strings between blanks that the tokeniser remembers; spaCy's own limit of 10,000 is soon full
TOKENISER = "spacy-blank-1"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of n texts: type ids and offsets (code points in their own text), all of length m.

    The tokens of text i are those from `bounds[i]` up to `bounds[i + 1]`; `bounds` has n + 1 entries.
    """

    types: Ints
    starts: Ints
    ends: Ints
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def rows(self) -> Ints:
        """The number of the text that each token stands in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.bounds))

    def kinds(self) -> tuple[Ints, NDArray[np.int64]]:
        """The type ids that occur, in order, and the place of each token's among them."""
        there = np.zeros(int(self.types.max(initial=-1)) + 1, bool)
        there[self.types] = True
        return np.flatnonzero(there).astype(np.int32), (np.cumsum(there) - 1)[self.types]

    def part(self, pieces: Sequence[tuple[int, int]]) -> Tokens:
        """The tokens of these pieces (first token, token after the last; none empty, none overlapping) as texts.

        Offsets are then counted from the first token of each piece.
        """
        if not pieces:
            return Tokens(self.types[:0], self.starts[:0], self.ends[:0], np.zeros(1, np.int64))
        edges = np.asarray(pieces, np.int64)
        lengths = edges[:, 1] - edges[:, 0]
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        chosen = np.arange(bounds[-1]) - np.repeat(bounds[:-1] - edges[:, 0], lengths)
        base = np.repeat(self.starts[edges[:, 0]], lengths)
        return Tokens(self.types[chosen], self.starts[chosen] - base, self.ends[chosen] - base, bounds)


class Language:
    """The words of one language ("sv" or "en"); remembers each word type it has met.

    Not for use by several threads at once.
    """

    def __init__(self, code: str) -> None:
        if code not in WRITTEN:
            raise UsageError(N_("There are no word lists for the language {language}."), language=code)
        self.code = code
        self.types: list[str] = []
        self.lemmas: list[str] = []
        self.lemmatizer = Lemmatizer(code)
        self._tokenizer = _tokenizer(code)
        self._ids: dict[int, int] = {}
        self._lemma_ids: dict[str, int] = {}
        self._flags = np.zeros(0, np.uint16)
        self._bare = np.zeros(0, np.uint16)
        self._lemmas = np.zeros(0, np.int32)

    @property
    def words(self) -> Words:
        """The word lists of the language."""
        return self.lemmatizer.words

    @property
    def fingerprint(self) -> str:
        """Names the tokeniser and the language, for saved results."""
        return f"{self.code}/{TOKENISER}"

    def read(self, texts: Iterable[str]) -> Tokens:
        """The tokens of the texts."""
        arrays = [self._tokenizer.array(text) for text in texts]
        bounds = np.concatenate([[0], np.cumsum([len(array) for array in arrays], dtype=np.int64)])
        if not bounds[-1]:
            empty = np.zeros(0, np.int32)
            return Tokens(empty, empty, empty, bounds.astype(np.int64))
        table = np.concatenate([array for array in arrays if len(array)])
        starts = table[:, 1].astype(np.int32)
        return Tokens(
            self._type_ids(table[:, 0]), starts, starts + table[:, 2].astype(np.int32), bounds.astype(np.int64)
        )

    def split(self, text: str) -> list[str]:
        """The tokens of one short text as strings."""
        return self._tokenizer.words(text)

    def flags(self) -> Flags:
        """What each type is (WORD, STOP, FILLER, …, or-ed together), by type id."""
        self._learn()
        return self._flags

    def bare_flags(self) -> Flags:
        """`flags` without STOP, by type id: all that cutting texts asks for, and no lexicon is loaded for them."""
        new = self.types[len(self._bare) :]
        if new:
            own = [self._said(word) if any(map(str.isalnum, word)) else _mark(word) for word in new]
            self._bare = np.concatenate([self._bare, np.asarray(own, np.uint16)])
        return self._bare

    def lemma_ids(self) -> Ints:
        """The lemma of each type as its place in `lemmas`, by type id."""
        self._learn()
        return self._lemmas

    def lemma_id(self, lemma: str) -> int:
        """The place of a lemma in `lemmas`; it is added when new."""
        place = self._lemma_ids.setdefault(lemma, len(self.lemmas))
        if place == len(self.lemmas):
            self.lemmas.append(lemma)
        return place

    def content(self, text: str) -> list[str]:
        """The lemmas of the words of a short text that carry a topic, in order, compounds followed by their parts."""
        found: list[str] = []
        for token in self.split(text):
            lemma, parts = self.lemmatizer.analysis(token)
            if any(map(str.isalpha, token)) and lemma not in self.words.stop:
                found += [lemma, *(part for part in parts if part not in self.words.stop)]
        return found

    def _type_ids(self, hashes: NDArray[np.uint64]) -> Ints:
        unique, inverse = np.unique(hashes, return_inverse=True)
        ids = self._ids
        for value in unique.tolist():
            if value not in ids:
                ids[value] = len(self.types)
                self.types.append(self._tokenizer.strings[value])
        own = np.fromiter((ids[value] for value in unique.tolist()), np.int32, len(unique))
        return own[inverse]

    def _learn(self) -> None:
        """Find lemma and flags of the types met since last time; both at once, for the flags need the lemma."""
        new = self.types[len(self._flags) :]
        if new:
            lemmas = [self.lemmatizer.lemma(word) for word in new]
            stop = [self._is_stop(word, lemma) for word, lemma in zip(new, lemmas, strict=True)]
            flags = self.bare_flags()[len(self._flags) :] | np.where(stop, STOP, 0).astype(np.uint16)
            self._flags = np.concatenate([self._flags, flags])
            self._lemmas = np.concatenate([self._lemmas, np.asarray(list(map(self.lemma_id, lemmas)), np.int32)])

    def _is_stop(self, word: str, lemma: str) -> bool:
        stop = self.words.stop
        return any(map(str.isalnum, word)) and (lemma in stop or self.lemmatizer.standard(word) in stop)

    def _said(self, word: str) -> int:
        standard, lower = self.lemmatizer.standard(word), word.lower()
        lists = self.words
        short = lower.rstrip(".") in lists.abbreviations or lower in lists.hesitations
        return WORD | sum(
            flag
            for flag, holds in (
                (FILLER, lower in lists.fillers),
                (ANSWER, lower in lists.answers or standard in lists.answers),
                (ASIDE, lower in lists.aside),
                (ABBREVIATION, short),
                (LOWER, word[0].islower()),
            )
            if holds
        )


def _mark(mark: str) -> int:
    characters = set(mark)
    return sum(
        flag
        for flag, holds in (
            (SPACE, mark.isspace()),
            (END, bool(characters) and characters <= _ENDS),
            (CLOSE, bool(characters) and characters <= _CLOSERS),
            (OPEN, mark in "[("),
            (SHUT, mark in "])"),
        )
        if holds
    )


class _Tokenizer:
    """spaCy's tokeniser for one language, for one thread at a time; `strings` knows the words of its ORTH numbers."""

    def __init__(self, spacys: Tokenizer) -> None:
        self._spacys, self._lock = spacys, Lock()
        self.strings: Any = spacys.vocab.strings

    def array(self, text: str) -> NDArray[np.uint64]:
        """A row for each token: ORTH, place and length."""
        with self._lock:
            found: NDArray[np.uint64] = self._spacys(text).to_array([ORTH, IDX, LENGTH])
        return found

    def words(self, text: str) -> list[str]:
        """The tokens as strings."""
        with self._lock:
            return [token.text for token in self._spacys(text)]


@cache
def _tokenizer(code: str) -> _Tokenizer:
    """The one tokeniser of this process for a language: it also parts words at a slash and keeps abbreviations whole.

    Made with all its rules at once, because spaCy goes through its special cases anew for each that is set later; and
    with a vocabulary of its own, which works out no shape, norm and so on of each new word: nothing here asks for them.
    """
    defaults: Any = get_lang_class(code).Defaults
    own = {form: [{ORTH: form}] for word in WORDS[code].abbreviations for form in (f"{word}.", f"{word.capitalize()}.")}
    made = Tokenizer(
        Vocab(),
        rules={**defaults.tokenizer_exceptions, **own},
        prefix_search=compile_prefix_regex(defaults.prefixes).search,
        suffix_search=compile_suffix_regex(defaults.suffixes).search,
        infix_finditer=compile_infix_regex([*defaults.infixes, r"(?<=\w)[-]?/[-]?(?=\w)"]).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
        max_cache_size=CACHE,
    )
    return _Tokenizer(made)


@cache
def language(code: str) -> Language:
    """The one Language of this process for `code` ("sv" or "en"); raises UsageError for others."""
    return Language(code)
