"""All passages of a project with their words, read once: what each cell is measured against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from toolkit.analysis.clustering import Vectors
from toolkit.analysis.language import Language
from toolkit.analysis.theme_nouns import Uses, definite, nounness
from toolkit.analysis.theme_reading import Ints, Numbers, Reading
from toolkit.analysis.theme_vectors import text_vectors
from toolkit.analysis.theme_word_lists import VAGUE
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Passage

_SHORTEST_CUE = 4  # letters from which a cue with * tells that a word is no name


@dataclass(frozen=True, slots=True)
class Material:
    """Passages in the order of source and place, and their words.

    `forms`, `lemmas`, `form`, `content` and `bounds` are those of `Reading`. `counts` is passages × lemmas, `text`
    the latent vectors. By form: `shown` is how it is written within sentences, `nameless` whether it may be shown,
    `uses` how often it stands. By lemma: `noun` is how surely it is a noun (0 for names and vague words), `groups`
    how often each group says it.
    """

    passages: tuple[Passage, ...]
    language: str
    scheme: Scheme
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    form: Ints
    content: Ints
    bounds: Numbers
    lemma_of_form: Ints
    counts: csr_matrix
    text: Vectors
    shown: tuple[str, ...]
    nameless: npt.NDArray[np.bool_]
    uses: Numbers
    noun: npt.NDArray[np.float32]
    groups: Mapping[str, npt.NDArray[np.float64]]

    @classmethod
    def of(cls, passages: Iterable[Passage], *, language: Language, scheme: Scheme, seed: int = 1) -> Material:
        """Read the words of all passages; the order in which they come makes no difference."""
        different = {each.key: each for each in passages}
        ordered = tuple(sorted(different.values(), key=lambda each: (each.source, each.span)))
        reading = Reading.of([each.text for each in ordered], language)
        nameless = _nameless(reading, scheme, language.code)
        counts = reading.counts()
        return cls(
            passages=ordered,
            language=language.code,
            scheme=scheme,
            forms=reading.forms,
            lemmas=reading.lemmas,
            form=reading.form,
            content=reading.content,
            bounds=reading.bounds,
            lemma_of_form=reading.lemma_of_form,
            counts=counts,
            text=text_vectors(counts, reading.lemmas, seed=seed),
            shown=reading.shown(),
            nameless=nameless,
            uses=reading.totals(),
            noun=_nouns(reading, nameless, language.code),
            groups=_by_group(ordered, counts),
        )

    def vague(self, lemma: int) -> bool:
        """Whether a lemma says nothing as a key word (`dag`, `sak`)."""
        return self.lemmas[lemma] in VAGUE[self.language]

    def definite(self, spelling: str) -> bool:
        """Whether a Swedish noun as it is spelled is in the definite form."""
        form = self._place(spelling)
        return form is not None and definite(self.forms[form], self._lemma(form))

    def indefinite(self, spelling: str) -> str | None:
        """The same noun without ending; None when the material does not use it so."""
        form = self._place(spelling)
        bare = None if form is None else self._place(self._lemma(form))
        return None if bare is None else self.shown[bare]

    def for_heading(self, spelling: str, *, share: float) -> str | None:
        """The form of the noun that suits a heading: definite in Swedish (`bussen`), plural in English (`buses`).

        None when the material does not use it at least `share` times as often as `spelling`.
        """
        form = self._place(spelling)
        if form is None:
            return None
        kin = [int(each) for each in np.flatnonzero(self.lemma_of_form == self.lemma_of_form[form])]
        suited = [each for each in kin if self.nameless[each] and self._suits(self.forms[each], self._lemma(form))]
        best = min(suited, key=lambda each: (-int(self.uses[each]), self.forms[each]), default=None)
        return self.shown[best] if best is not None and self.uses[best] >= share * self.uses[form] else None

    def _suits(self, form: str, lemma: str) -> bool:
        if self.language == "sv":
            return definite(form, lemma)
        return form in (f"{lemma}s", f"{lemma}es", f"{lemma.removesuffix('y')}ies")

    def _lemma(self, form: int) -> str:
        return self.lemmas[int(self.lemma_of_form[form])]

    def _place(self, spelling: str) -> int | None:
        word = spelling.lower()
        place = bisect_left(self.forms, word)
        known = place < len(self.forms) and self.forms[place] == word and self.lemma_of_form[place] >= 0
        return place if known else None


def _nameless(reading: Reading, scheme: Scheme, language: str) -> npt.NDArray[np.bool_]:
    """By form: whether it may be shown, being no name of a person or place.

    A name has a capital in most uses within sentences, or is never seen without one. What the scheme's own texts and
    cues hold (authorities, schools) is no person's name.
    """
    within, lower = reading.capitals()
    vocabulary, prefixes = _scheme_words(scheme, language)
    known = np.array([form in vocabulary or form.startswith(prefixes) for form in reading.forms], dtype=bool)
    return np.asarray(((lower > 0) & (lower >= within)) | known, dtype=np.bool_)


def _scheme_words(scheme: Scheme, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of the scheme's titles, definitions and one-word cues, and the beginnings that its cues name."""
    found: set[str] = set()
    beginnings: set[str] = set()
    for code in scheme.active():
        texts = (code.title.get(language, ""), code.definition.get(language, ""), *code.includes.get(language, ()))
        found.update(re.findall(r"\w+", " ".join(texts).lower()))
        for cue in code.cues.get(language, ()):
            bare = cue.pattern.strip("*")
            if cue.pattern == f"{bare}*" and len(bare) >= _SHORTEST_CUE and " " not in bare:
                beginnings.add(bare)
            elif cue.pattern == bare:
                found.add(bare)
    return frozenset(found), tuple(sorted(beginnings))


def _nouns(reading: Reading, nameless: npt.NDArray[np.bool_], language: str) -> npt.NDArray[np.float32]:
    forms: list[list[tuple[str, Uses]]] = [[] for _ in reading.lemmas]
    uses = reading.uses(language)
    for number, lemma in enumerate(reading.lemma_of_form.tolist()):
        if lemma >= 0 and nameless[number]:
            forms[lemma].append((reading.forms[number], uses[number]))
    surely = [
        0.0 if lemma in VAGUE[language] else nounness(own, lemma, language)
        for lemma, own in zip(reading.lemmas, forms, strict=True)
    ]
    return np.array(surely, dtype=np.float32)


def _by_group(passages: Sequence[Passage], counts: csr_matrix) -> dict[str, npt.NDArray[np.float64]]:
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        rows.setdefault(passage.group or "", []).append(row)
    return {
        group: np.asarray(counts[np.array(own)].sum(axis=0), dtype=np.float64).ravel() for group, own in rows.items()
    }
