"""The words of passages as arrays, numbered alphabetically: nothing depends on what the process has read before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from toolkit.analysis.texts.language import ANSWER, FILLER, STOP, WORD, Language
from toolkit.analysis.themes.theme_nouns import Uses
from toolkit.analysis.themes.theme_word_lists import BEFORE_NOUN, BEFORE_VERB

_BRACKETS = re.compile(r"\[[^\[\]\n]{0,60}\]|\(([^()\n]{0,40})\)")
_CLOSED = STOP | FILLER | ANSWER
_TEXTS = 4_000  # texts read at a time: the tokeniser's own arrays are seven times as large as what is kept
_NO_BREAK = frozenset({",", ";"})  # marks after which a capital still tells a name

Ints = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FormUses:
    """How often each form stands where nouns stand, where verbs and adjectives stand, and in all."""

    as_noun: Numbers
    as_other: Numbers
    total: Numbers

    def of(self, form: int) -> Uses:
        """The uses of one form."""
        return Uses(int(self.as_noun[form]), int(self.as_other[form]), int(self.total[form]))


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts as flat arrays with one entry per token; those of text i start at `bounds[i]`.

    `forms` are the word forms in lower case, `lemmas` the lemmas of content words, `types` the spellings, all in
    alphabetical order. `type`, `form` and `content` hold places in them (`content` -1 for words without a topic and
    for marks). `form_of_type`, `lemma_of_form` and `word` (whether a type is a word, not a mark) tell the rest.
    """

    types: tuple[str, ...]
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    type: Ints
    form: Ints
    content: Ints
    bounds: Numbers
    form_of_type: Ints
    lemma_of_form: Ints
    word: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, texts: Sequence[str], language: Language) -> Reading:
        """Read the texts; what a transcriber put in square brackets counts as a pause."""
        raw, bounds = _tokens(texts, language)
        met, spellings = _alphabetical(np.unique(raw), language)
        place = np.zeros(len(language.types) + 1, np.int32)
        place[met] = np.arange(len(met), dtype=np.int32)
        own = place[raw]
        forms, form_of_type = _numbered([each.lower() for each in spellings])
        lemmas, lemma_of_type = _numbered(_content_lemmas(met, language))
        lemma_of_form = np.full(len(forms), -1, np.int32)
        lemma_of_form[form_of_type] = lemma_of_type
        return cls(
            types=spellings,
            forms=forms,
            lemmas=lemmas,
            type=own,
            form=form_of_type[own],
            content=lemma_of_type[own],
            bounds=bounds,
            form_of_type=form_of_type,
            lemma_of_form=lemma_of_form,
            word=(language.flags()[met] & WORD) > 0,
        )

    def counts(self) -> csr_matrix:
        """How often each text (row) holds each lemma (column; at least one column)."""
        texts = len(self.bounds) - 1
        rows = np.repeat(np.arange(texts, dtype=np.int32), np.diff(self.bounds))
        held = self.content >= 0
        ones = np.ones(int(held.sum()), dtype=np.float32)
        counts = csr_matrix((ones, (rows[held], self.content[held])), shape=(texts, max(1, len(self.lemmas))))
        counts.sum_duplicates()
        return counts

    def uses(self, language: str) -> FormUses:
        """How each form is used."""
        noun_after = np.array([form in BEFORE_NOUN[language] for form in self.forms] + [False])
        verb_after = np.array([form in BEFORE_VERB[language] for form in self.forms] + [False])
        before = self._before(self.form, edge=len(self.forms))
        as_noun = self._times(noun_after[before] & self._closed_after())
        return FormUses(as_noun, self._times(verb_after[before]), self.totals())

    def totals(self) -> Numbers:
        """How often each form stands anywhere, by form."""
        return np.bincount(self.form, minlength=len(self.forms))

    def capitals(self) -> tuple[Numbers, Numbers]:
        """By form: how often it has a capital within a sentence, and how often it has none anywhere."""
        capital = np.array([each[0].isupper() for each in self.types] + [False])[self.type]
        return self._times(capital & self._within()), self._times(~capital)

    def shown(self) -> tuple[str, ...]:
        """By form: its commonest spelling within sentences, else in lower case."""
        uses = np.bincount(self.type[self._within()], minlength=len(self.types))
        shown, best = list(self.forms), [0] * len(self.forms)
        for spelling, form, times in zip(self.types, self.form_of_type.tolist(), uses.tolist(), strict=True):
            if times > best[form]:
                best[form], shown[form] = times, spelling
        return tuple(shown)

    def _times(self, chosen: npt.NDArray[np.bool_]) -> Numbers:
        return np.bincount(self.form[chosen], minlength=len(self.forms))

    def _within(self) -> npt.NDArray[np.bool_]:
        """Whether each token follows a word or a comma of its text."""
        no_break = [bool(word) or each in _NO_BREAK for each, word in zip(self.types, self.word, strict=True)]
        return np.array([*no_break, False])[self._before(self.type, edge=len(self.types))]

    def _before(self, values: Ints, *, edge: int) -> Ints:
        """The value of the token before each token; `edge` at the beginning of a text."""
        found = np.roll(values, 1)
        found[self._starts()] = edge
        return found

    def _closed_after(self) -> npt.NDArray[np.bool_]:
        """Whether no content word follows each token in its text."""
        found = np.roll(self.content < 0, -1)
        found[self._starts() - 1] = True
        return found

    def _starts(self) -> Numbers:
        return self.bounds[:-1][np.diff(self.bounds) > 0]


def _tokens(texts: Sequence[str], language: Language) -> tuple[Ints, Numbers]:
    types, lengths = [np.zeros(0, np.int32)], [np.zeros(1, np.int64)]
    for start in range(0, len(texts), _TEXTS):
        tokens = language.read(_without_remarks(text, language) for text in texts[start : start + _TEXTS])
        types.append(tokens.types)
        lengths.append(np.diff(tokens.bounds))
    return np.concatenate(types), np.cumsum(np.concatenate(lengths))


def _without_remarks(text: str, language: Language) -> str:
    """The text with a comma for what stands in square brackets, and for a transcriber's remark in round ones."""

    def left(found: re.Match[str]) -> str:
        inner = found.group(1)
        return " , " if inner is None or set(inner.lower().split()) <= language.words.aside else found.group()

    return _BRACKETS.sub(left, text)


def _alphabetical(met: Ints, language: Language) -> tuple[Numbers, tuple[str, ...]]:
    ordered = sorted(met.tolist(), key=lambda each: language.types[each])
    return np.array(ordered, dtype=np.int64), tuple(language.types[each] for each in ordered)


def _content_lemmas(met: Numbers, language: Language) -> list[str]:
    """The lemma of each type; empty for those without a topic."""
    flags, lemmas = language.flags(), language.lemma_ids()
    return [
        language.lemmas[lemmas[each]] if _has_topic(language.types[each], int(flags[each])) else ""
        for each in met.tolist()
    ]


def _has_topic(word: str, flags: int) -> bool:
    return bool(flags & WORD) and not flags & _CLOSED and len(word) > 1 and not any(map(str.isdigit, word))


def _numbered(words: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """The different words in alphabetical order, and the place of each; -1 for an empty word."""
    different = sorted(set(words) - {""})
    places = {"": -1} | {word: place for place, word in enumerate(different)}
    return tuple(different), np.array([places[word] for word in words], dtype=np.int32)
