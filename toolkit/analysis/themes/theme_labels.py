"""What a theme is called until a person names it: a heading-like phrase, and the words that tell it from the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.theme_phrases import NOUN, akin, alike, noun_phrases, spelled
from toolkit.analysis.themes.theme_reading import Numbers
from toolkit.domain.codings.schemes import VALENCE

MOST_WORDS, FEWEST_WORDS = 6, 4
CANDIDATES = 60
DOMINANT = 0.4  # share of a theme's passages that a code must lie on to head its name
LEADING = 0.25  # share from which the commonest code heads the name when no noun can
ONE_SIDED = 0.6
LARGE, MANY = 12, 7  # passages and people of a theme from which a word in its name must be in three of them
PRIOR, MOST_PRIOR = (
    0.1,
    1_000.0,
)  # words that the informative prior stands for: this share of the material, at most so many
NO_NOUN = 0.25  # weight of a key word that is no noun; up to 1 more for a noun
TELLING = 0.12  # weight from which a repeated word comes before one that is said once

PHRASES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "and": "{} och {}",
        "proposes": "förslag om {}",
        "hinders alone": "det som hindrar",
        "promotes alone": "det som stöder",
        "proposes alone": "förslag",
        "other": "{}: övrigt",
    },
    "en": {
        "and": "{} and {}",
        "proposes": "proposals about {}",
        "hinders alone": "what hinders",
        "promotes alone": "what helps",
        "proposes alone": "proposals",
        "other": "{}: other matters",
    },
}


@dataclass(frozen=True, slots=True)
class Label:
    """A proposed name and key words."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scores:
    """Lemmas of a theme, best first: how much they tell it from its group, in how many passages and mouths they are."""

    lemmas: tuple[int, ...]
    score: Mapping[int, float]
    passages: Mapping[int, int]
    voices: Mapping[int, int]


def labelled(material: Material, rows: Sequence[int], *, area: str, group: str, taken: Set[str]) -> Label:
    """The label of a theme with these `rows` of the material (most typical first); its name is not in `taken`."""
    scores = _scored(material, rows, group)
    folded = {name.casefold() for name in taken}
    names = _names(material, rows, area, _details(material, rows, scores))
    name = next((each for each in names if each.casefold() not in folded), None)
    return Label(name or _numbered(names[0], folded), _key_words(material, rows, scores))


def log_odds(
    own: npt.NDArray[np.float64],
    rest: npt.NDArray[np.float64],
    whole: npt.NDArray[np.float64],
    *,
    at: Numbers | slice = slice(None),
) -> npt.NDArray[np.float64]:
    """z-scores of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, eq. 16–22).

    `own`, `rest` and `whole` (the prior's source) are counts by word; the scores are those of the words `at` these
    places.
    """
    size = max(1.0, float(whole.sum()))
    prior = min(MOST_PRIOR, PRIOR * size) * (whole + 1e-3) / size
    first, second = own + prior, rest + prior
    total_first, total_second = first.sum() + 1e-6, second.sum() + 1e-6
    first, second = first[at], second[at]
    odds = np.log(first / (total_first - first)) - np.log(second / (total_second - second))
    return np.asarray(odds / np.sqrt(1 / first + 1 / second), dtype=np.float64)


def _scored(material: Material, rows: Sequence[int], group: str) -> _Scores:
    """Log-odds against the rest of the group, beside class-based tf-idf; each scaled to 1 for its best lemma."""
    counts = material.counts[np.asarray(rows)]
    own = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    present = np.flatnonzero(own)
    if not len(present):
        return _Scores((), {}, {}, {})
    background = material.groups[group]
    odds = log_odds(own, background - own, material.whole, at=present)
    frequent = own[present] * np.log(1 + background.sum() / background[present])
    score = np.maximum(odds, 0) / max(1e-9, float(odds.max())) + frequent / float(frequent.max())
    order = np.lexsort((present, -score))[:CANDIDATES]
    best = [int(lemma) for lemma in present[order]]
    passages, voices = _spread(material, rows, best)
    return _Scores(tuple(best), dict(zip(best, score[order].tolist(), strict=True)), passages, voices)


def _spread(material: Material, rows: Sequence[int], lemmas: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """In how many of the passages each lemma stands, and how many people say it."""
    held = np.asarray(rows)
    found = material.counts[held][:, lemmas].tocoo()
    said = np.unique(np.stack([found.col, material.voice[held][found.row]]), axis=1)[0]
    passages, voices = (np.bincount(each, minlength=len(lemmas)).tolist() for each in (found.col, said))
    return dict(zip(lemmas, passages, strict=True)), dict(zip(lemmas, voices, strict=True))


def _key_words(material: Material, rows: Sequence[int], scores: _Scores) -> tuple[str, ...]:
    spellings = spelled(material, rows, set(scores.lemmas))
    weight = {each: scores.score[each] * (NO_NOUN + float(material.noun[each])) for each in scores.lemmas}
    usable = sorted((each for each in scores.lemmas if each in spellings), key=lambda each: (-weight[each], each))
    telling = [lemma for lemma in usable if not material.vague(lemma)]
    repeated = [lemma for lemma in telling if scores.passages[lemma] > 1 and weight[lemma] >= TELLING]
    chosen = repeated[:MOST_WORDS]
    for lemma in (*telling, *usable):
        if len(chosen) < FEWEST_WORDS and lemma not in chosen:
            chosen.append(lemma)
    return tuple(dict.fromkeys(spellings[lemma] for lemma in chosen))


def _details(material: Material, rows: Sequence[int], scores: _Scores) -> list[str]:
    """Noun phrases that tell the theme from its group, best first; by two people each, if there are two."""
    people = len({material.passages[row].respondent for row in rows})
    least_passages = min(2, len(rows)) if len(rows) < LARGE else 3
    least_voices = min(2, people) if people < MANY else 3
    nouns = [
        lemma
        for lemma in scores.lemmas
        if material.noun[lemma] >= NOUN
        and scores.passages[lemma] >= least_passages
        and scores.voices[lemma] >= least_voices
    ]

    def merit(lemma: int) -> float:
        return scores.score[lemma] * float(material.noun[lemma]) * scores.voices[lemma] / people

    return noun_phrases(material, rows, sorted(nouns, key=lambda lemma: (-merit(lemma), lemma)))


def _title(material: Material, rows: Sequence[int], area: str, *, share: float) -> str | None:
    """The title of the code under the area that lies on most of the passages, if on this share of them."""
    prefix = f"{area}/"
    counts = Counter(code for row in rows for code in material.passages[row].codes if code.startswith(prefix))
    for path, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        code = material.scheme.resolve(path)
        if code is not None and count >= share * len(rows):
            return code.titled(material.language).partition(":")[0]
    return None


def _leaning(material: Material, rows: Sequence[int]) -> str | None:
    """The valence that lies on most of the passages, if it is clearly one; None otherwise."""
    counts = Counter(value for row in rows for value in material.passages[row].of_facet(VALENCE))
    value, count = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    known = f"{value} alone" in PHRASES[material.language]
    return value if known and count >= max(2, ONE_SIDED * len(rows)) else None


def _names(material: Material, rows: Sequence[int], area: str, details: Sequence[str]) -> list[str]:
    """Possible names, best first: under the title of the commonest code, else two phrases, else the area's title.

    A title is better alone than with a single word after it ("Information: pictures"), if no other theme has it.
    """
    title, leaning = _title(material, rows, area, share=DOMINANT), _leaning(material, rows)
    phrases = PHRASES[material.language]
    if title is None and len(details) > 1:
        return [_capitalised(each) for each in _inner(material, details, leaning)]
    if title is None:
        title = _title(material, rows, area, share=LEADING) or _area_title(material, area)
    own = [phrase for phrase in details if not akin(phrase, title)]
    if leaning and akin(phrases[f"{leaning} alone"], title):
        leaning = None
    alone = [f"{title}: {phrases[f'{leaning} alone']}"] if leaning else []
    under = [f"{title}: {each}" for each in _inner(material, own, leaning)]
    first = [title, *under] if len(own) == 1 and " " not in own[0] else [*under, title]
    return [*first, *alone, phrases["other"].format(title)]


def _inner(material: Material, details: Sequence[str], leaning: str | None) -> list[str]:
    """What a name can say besides a title, best first.

    Only proposals are said together with nouns: "coachen som hinder" would claim of the coach what is said of
    the passages.
    """
    phrases = PHRASES[material.language]
    pairs = [(details[i], details[j]) for i, j in ((0, 1), (0, 2), (1, 2), (2, 3)) if j < len(details)]
    joined = [phrases["and"].format(*alike(material, pair)) for pair in pairs] or list(details[:1])
    proposed = [phrases[leaning].format(each) for each in joined] if leaning is not None and leaning in phrases else []
    return [*proposed, *joined, *details]


def _area_title(material: Material, area: str) -> str:
    code = material.scheme.resolve(area)
    return code.titled(material.language) if code is not None else area


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbered(name: str, taken: Set[str]) -> str:
    number = 2
    while f"{name} ({number})".casefold() in taken:
        number += 1
    return f"{name} ({number})"
