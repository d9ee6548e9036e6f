"""Which words can stand in a heading: nouns, told by their forms and by the words around them, never names of people.

No model of word classes is at hand. A noun is told by its inflection (`buss` has the form `bussen`) and by standing between a
determiner or preposition and a closed-class word or mark; a name by its capital within sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BEFORE_NOUN: Mapping[str, frozenset[str]] = {
    "sv": frozenset(
        """en ett den min mitt mina din ditt dina sin sitt sina vår vårt våra er ert era deras hans hennes ingen inget inga någon
        något några nån nåt nåra alla varje samma vilken vilket vilka denna dessa detta på i till från med för av om hos utan
        under mellan genom mot kring både""".split()
    ),
    "en": frozenset(
        """a an the my your his her its our their this these those no any some each every all both of for in on at by with without
        from into between through about against""".split()
    ),
}
BEFORE_VERB: Mapping[str, frozenset[str]] = {
    "sv": frozenset(
        """att jag du han hon vi ni de dom man kan kunde ska skulle vill ville måste får fick har hade inte aldrig bara kunna vilja
        så väldigt mycket ganska jätte lite är var blev blir som""".split()
    ),
    "en": frozenset(
        """to i you he she we they can could will would shall should may might must do does did don't not never just be is are was
        were been being have has had very so really too quite more it who""".split()
    ),
}
# Words that are nouns and say nothing as a heading.
VAGUE: Mapping[str, frozenset[str]] = {
    "sv": frozenset(
        """dag vecka månad år timme halvtimme minut sekund tid gång kväll morgon natt eftermiddag förmiddag dygn klocka måndag
        tisdag onsdag torsdag fredag lördag söndag helg sommar vinter höst vår jul januari februari mars april maj juni juli
        augusti september oktober november december sak grej person människa folk kvinna man kille tjej gubbe gumma del sätt
        bit håll fall ställe typ ord namn slag par halva hälft nummer exempel början slut värld sida rad procent krona stund
        idag igår imorgon grad antal sort mening anledning skillnad resten rest problem handla fråga svar ting hand huvud öga fot
        ben knä mun mage rygg kropp dörr fönster stol bord hus rum papper mamma pappa mor far fru karl bror syster vän ansikte
        liv situation läge tanke känsla håg skull vis mån egen vad-som-helst allting alltihop överallt inget allt någonting
        ingenting någon ingen halv kilometer mil meter kilo liter tusen hundra tusenlapp miljon""".split()
    ),
    "en": frozenset(
        """day week month year hour minute second time morning evening night afternoon monday tuesday wednesday thursday friday
        saturday sunday january february march april june july august september october november december thing stuff person
        people man woman guy part way bit place kind sort type lot example case name word number point end start side world
        half moment reason difference rest problem question answer something anything nothing everything idea fact hand head
        eye foot door room situation bunch couple thousand hundred million percent""".split()
    ),
}
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "sv": ("ning", "ningar", "ningen", "ningarna", "het", "heter", "heten", "else", "elser", "elsen", "tion", "tioner", "tionen",
           "skap", "skapet", "erna", "arna", "orna", "ment", "itet", "iteten", "ingen"),
    "en": ("tion", "tions", "ment", "ments", "ness", "ity", "ities", "ship", "ance", "ence", "ism"),
}  # fmt: skip
SURE, LIKELY, UNKNOWN, UNLIKELY = 1.0, 0.75, 0.4, 0.0


def by_form(form: str, lemma: str, language: str) -> float:
    """How much the form of a word, with its lemma, looks like a noun's: 0 (a verb's or an adverb's) to 1."""
    if len(form) > 4 and form.endswith(_ENDINGS[language]):  # noqa: PLR2004 - "het" alone is an adjective
        return SURE
    return _swedish(form, lemma) if language == "sv" else _english(form, lemma)


def _swedish(form: str, lemma: str) -> float:
    if lemma.endswith("a") and form != lemma:
        stem = lemma[:-1]
        return SURE if form in (f"{lemma}n", f"{stem}or", f"{stem}orna", f"{lemma}ns") else UNLIKELY
    if form in _definite(lemma):
        return SURE
    if form in (f"{lemma}a", f"{lemma}t", f"{lemma}are", f"{lemma}ast", f"{lemma}aste") or form.endswith(("ande", "ende")):
        return UNLIKELY
    if form == lemma and len(form) > 5 and form.endswith(("en", "et", "are")):  # noqa: PLR2004 - `egen`, `ofta` are shorter
        return LIKELY
    return UNKNOWN if not form.endswith(("a", "t", "igt", "ig", "lig", "s")) else UNLIKELY + 0.2


def _definite(lemma: str) -> tuple[str, ...]:
    bare = lemma[:-2] + lemma[-1] if lemma.endswith(("el", "er", "en")) else lemma
    short = lemma[:-1] if lemma.endswith("e") else lemma
    return (
        f"{lemma}en", f"{lemma}et", f"{lemma}n", f"{lemma}t" if lemma.endswith("e") else f"{lemma}et", f"{lemma}na",
        f"{lemma}ar", f"{lemma}er", f"{lemma}arna", f"{lemma}erna", f"{short}ar", f"{short}arna", f"{short}en",
        f"{bare}en", f"{bare}et", f"{bare}ar", f"{bare}arna", f"{lemma}mar", f"{lemma}men", f"{lemma}met", f"{lemma}men",
    )  # fmt: skip


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
