"""All passages of a project with their words, read once: what each cell is measured against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from toolkit.analysis.texts.language import Language
from toolkit.analysis.themes.clustering import Vectors
from toolkit.analysis.themes.theme_nouns import definite, nounness
from toolkit.analysis.themes.theme_reading import Ints, Numbers, Reading
from toolkit.analysis.themes.theme_word_lists import VAGUE
from toolkit.analysis.themes.theme_words import Meanings
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Passage

_SHORTEST_CUE = 4  # letters from which a cue with * tells that a word is no name


@dataclass(frozen=True, slots=True)
class Material:
    """Passages in the order of source and place, and their words.

    `forms`, `lemmas`, `form`, `content` and `bounds` are those of `Reading`. `counts` is passages × lemmas, `text` what
    the words mean together. By passage: `voice` numbers who says it; `cells` are the passages of each area and group.
    By form: `shown` is how it is written within sentences, `nameless` whether it may be shown, `uses` how often it
    stands. By lemma: `noun` is how surely it is a noun (0 for names and vague words), `groups` how often each group
    says it, `whole` how often all do.
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
    noun: Nouns
    groups: Mapping[str, npt.NDArray[np.float64]]
    whole: npt.NDArray[np.float64]
    voice: Numbers
    cells: Mapping[tuple[str, str], Sequence[int]]

    @classmethod
    def of(
        cls,
        passages: Iterable[Passage],
        *,
        language: Language,
        scheme: Scheme,
        seed: int = 1,
        meanings: Meanings | None = None,
    ) -> Material:
        """Read the words of all passages; the order in which they come makes no difference.

        Without `meanings` what words mean is learned from the passages themselves.
        """
        different = {each.key: each for each in passages}
        ordered = tuple(sorted(different.values(), key=lambda each: (each.source, each.span)))
        reading = Reading.of([each.text for each in ordered], language)
        nameless = _nameless(reading, scheme, language.code)
        counts = reading.counts()
        known = meanings or Meanings.learned(counts, reading.lemmas, seed=seed)
        groups = _by_group(ordered, counts)
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
            text=known.of(counts, reading.lemmas),
            shown=reading.shown(),
            nameless=nameless,
            uses=reading.totals(),
            noun=Nouns(reading, nameless, language.code),
            groups=groups,
            whole=np.sum([*groups.values(), np.zeros(counts.shape[1])], axis=0),
            voice=np.unique([each.respondent for each in ordered], return_inverse=True)[1].astype(np.int64),
            cells=_cells(ordered),
        )

    def says(self, row: int, spelling: str) -> bool:
        """Whether a passage holds the word, in any of its forms."""
        form = self._place(spelling)
        own = self.content[self.bounds[row] : self.bounds[row + 1]]
        return form is not None and bool((own == self.lemma_of_form[form]).any())

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


class Nouns:
    """How surely each lemma is a noun, by lemma; worked out when first asked for, as most words never are."""

    def __init__(self, reading: Reading, nameless: npt.NDArray[np.bool_], language: str) -> None:
        self._reading, self._nameless, self._language = reading, nameless, language
        self._uses = reading.uses(language)
        self._order = np.argsort(reading.lemma_of_form, kind="stable")
        self._edges = np.searchsorted(reading.lemma_of_form[self._order], np.arange(len(reading.lemmas) + 1))
        self._known: dict[int, np.float32] = {}

    def __getitem__(self, lemma: int) -> np.float32:
        if lemma not in self._known:
            self._known[lemma] = np.float32(self._surely(lemma))
        return self._known[lemma]

    def _surely(self, lemma: int) -> float:
        word = self._reading.lemmas[lemma]
        if word in VAGUE[self._language]:
            return 0.0
        forms = self._order[self._edges[lemma] : self._edges[lemma + 1]].tolist()
        own = [(self._reading.forms[form], self._uses.of(form)) for form in forms if self._nameless[form]]
        return nounness(own, word, self._language)


def _cells(passages: Sequence[Passage]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for row, passage in enumerate(passages):
        for area in passage.areas:
            found.setdefault((area, passage.group or ""), []).append(row)
    return found


def _by_group(passages: Sequence[Passage], counts: csr_matrix) -> dict[str, npt.NDArray[np.float64]]:
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        rows.setdefault(passage.group or "", []).append(row)
    return {
        group: np.asarray(counts[np.array(own)].sum(axis=0), dtype=np.float64).ravel() for group, own in rows.items()
    }
