"""Which words can stand in a heading: nouns, told by their forms and by the words around them, never names of people.

No model of word classes is at hand. A noun is told by its inflection (`buss` has the form `bussen`) and by standing
between a determiner or preposition and a closed-class word or mark; a name by its capital within sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "sv": ("ning", "ningar", "ningen", "ningarna", "het", "heter", "heten", "else", "elser", "elsen", "tion", "tioner",
           "tionen", "skap", "skapet", "erna", "arna", "orna", "ment", "itet", "iteten", "ingen"),
    "en": ("tion", "tions", "ment", "ments", "ness", "ity", "ities", "ship", "ance", "ence", "ism"),
}  # fmt: skip
_ENDING, _DEFINITE = 4, 5  # a noun's ending alone is another word, such as "het"; `egen` looks like a definite form
SURE, LIKELY, UNKNOWN, DOUBTFUL, UNLIKELY = 1.0, 0.75, 0.4, 0.2, 0.0


def by_form(form: str, lemma: str, language: str) -> float:
    """How much the form of a word, with its lemma, looks like a noun's: 0 (a verb's or an adverb's) to 1."""
    if len(form) > _ENDING and form.endswith(_ENDINGS[language]):
        return SURE
    return _swedish(form, lemma) if language == "sv" else _english(form, lemma)


def _swedish(form: str, lemma: str) -> float:
    if lemma.endswith("a") and form != lemma:
        return SURE if definite(form, lemma) or form == f"{lemma[:-1]}or" else UNLIKELY
    if definite(form, lemma) or form in _plural(lemma):
        return SURE
    if form in (f"{lemma}a", f"{lemma}t", f"{lemma}are", f"{lemma}ast", f"{lemma}aste") or form.endswith(
        ("ande", "ende")
    ):
        return UNLIKELY
    if form == lemma and len(form) > _DEFINITE and form.endswith(("en", "et", "are")):
        return LIKELY
    return DOUBTFUL if form.endswith(("a", "t", "ig", "s")) else UNKNOWN


def definite(form: str, lemma: str) -> bool:
    """Whether a Swedish noun's form is definite: `bussen`, `mötet`, `skolorna` of `buss`, `möte`, `skola`."""
    if lemma.endswith("a"):
        return form in (f"{lemma}n", f"{lemma[:-1]}orna")
    short = lemma.removesuffix("e")
    endings = [f"{stem}{ending}" for stem in {lemma, short, _dropped(lemma)} for ending in ("en", "et", "arna", "erna")]
    return form in (*endings, f"{lemma}n", f"{lemma}na", f"{lemma}men", f"{lemma}met", f"{lemma}marna") or (
        lemma.endswith("e") and form == f"{lemma}t"
    )


def _plural(lemma: str) -> tuple[str, ...]:
    short, dropped = lemma.removesuffix("e"), _dropped(lemma)
    return (f"{lemma}ar", f"{lemma}er", f"{lemma}mar", f"{short}ar", f"{dropped}ar", f"{dropped}er")


def _dropped(lemma: str) -> str:
    """The stem without the vowel that falls before an ending (`regel` → `regl`)."""
    return lemma[:-2] + lemma[-1] if lemma.endswith(("el", "er", "en")) else lemma


def _english(form: str, lemma: str) -> float:
    if form.endswith(("ed", "ly")) or (form != lemma and form.endswith("ing")):
        return UNLIKELY
    return UNKNOWN


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a form stands where nouns stand, where verbs and adjectives stand, and in all."""

    as_noun: int
    as_other: int
    total: int


def nounness(forms: Sequence[tuple[str, Uses]], lemma: str, language: str) -> float:
    """How surely a lemma is a noun in this material (0–1), from its forms and how they are used."""
    total = sum(uses.total for _, uses in forms)
    if not total:
        return 0.0
    marks = [(by_form(form, lemma, language), uses) for form, uses in forms]
    inflected = sum(mark * uses.total for mark, uses in marks) / total
    if any(mark == SURE and form != lemma for (form, _), (mark, _) in zip(forms, marks, strict=True)):
        inflected = max(inflected, LIKELY)
    as_noun = sum(uses.as_noun for _, uses in forms)
    as_other = sum(uses.as_other for _, uses in forms)
    used = (as_noun + inflected) / (as_noun + as_other + 1)
    return 0.5 * inflected + 0.5 * used
