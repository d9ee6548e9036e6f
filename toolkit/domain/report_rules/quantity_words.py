"""The words that say how many: those of the project's scale, their everyday variants, shares and negations."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from toolkit.domain.quantities.quantities import QuantityScale

_VARIANTS = {
    "sv": {
        "none": "ingen|inga|inget|inte en enda|ingen enda|ingendera",
        "couple": "ett par|ett par tre|ett par stycken",
        "few": "ett fåtal|fåtalet|endast ett fåtal|ett mindre antal|ett litet antal|få",
        "single": "enstaka|någon enstaka|någon enda",
        "some": "några|några få|några stycken|vissa|somliga|ett antal|en del",
        "several": "flera|ett flertal|åtskilliga|ett flertal av|ett större antal",
        "many": "många|ett stort antal|väldigt många|mycket många|en stor del",
        "near_half": "nära hälften|nästan hälften|knappt hälften|närmare hälften",
        "half": "hälften|ungefär hälften|omkring hälften|cirka hälften|varannan|halva",
        "most": "flertalet|de flesta|merparten|majoriteten|en majoritet|större delen|en större del|huvuddelen"
        "|huvudparten|mer än hälften|fler än hälften|över hälften|drygt hälften|en övervägande del|flest",
        "great_majority": "överväldigande majoritet|en överväldigande majoritet|en stor majoritet|en klar majoritet|"
        "det stora flertalet|de allra flesta|den stora majoriteten|den överväldigande majoriteten|lejonparten|"
        "merparten av alla",
        "nearly_all": "nästan samtliga|nästintill samtliga|nästan alla|nästintill alla|så gott som alla|i princip alla"
        "|så gott som samtliga|i stort sett alla|i stort sett samtliga|i princip samtliga|praktiskt taget alla",
        "all": "samtliga|alla|var och en|varje|varenda|allihop|allesammans|var enda",
        "both": "båda|bägge",
    },
    "en": {
        "none": "none|no|not one|not a single|nobody|no one",
        "couple": "a couple|a couple of",
        "few": "a few|few|only a few|a small number",
        "single": "single|the odd",
        "some": "some|certain|a number",
        "several": "several|a good number",
        "many": "many|a large number|a great many|a large proportion",
        "near_half": "nearly half|almost half|just under half",
        "half": "half|about half|around half|roughly half",
        "most": "most|the majority|a majority|more than half|over half|the greater part",
        "great_majority": "the great majority|the vast majority|the overwhelming majority|a large majority|"
        "an overwhelming majority|a clear majority|a great majority|a vast majority",
        "nearly_all": "nearly all|almost all|virtually all|practically all|almost everyone|nearly everyone",
        "all": "all|every|each|everyone|everybody",
        "both": "both",
    },
}
_SHARES = {
    "sv": {
        "en tredjedel": Fraction(1, 3),
        "var tredje": Fraction(1, 3),
        "två tredjedelar": Fraction(2, 3),
        "en fjärdedel": Fraction(1, 4),
        "var fjärde": Fraction(1, 4),
        "tre fjärdedelar": Fraction(3, 4),
        "en femtedel": Fraction(1, 5),
        "var femte": Fraction(1, 5),
    },
    "en": {
        "a third": Fraction(1, 3),
        "one third": Fraction(1, 3),
        "two thirds": Fraction(2, 3),
        "a quarter": Fraction(1, 4),
        "one quarter": Fraction(1, 4),
        "three quarters": Fraction(3, 4),
        "a fifth": Fraction(1, 5),
    },
}
NOT_ALL = {
    "sv": ("inte", "ej", "långt ifrån", "långtifrån", "knappast", "icke"),
    "en": ("not", "far from", "hardly"),
}
NEGATIONS = {"sv": frozenset({"inte", "ej", "icke"}), "en": frozenset({"not"})}
OF = {"sv": frozenset({"av", "bland", "hos"}), "en": frozenset({"of", "among"})}
DETERMINERS = {
    "sv": frozenset({"de", "dem", "dom", "dessa", "våra", "den", "mina", "deras", "hela", "andra", "övriga"}),
    "en": frozenset({"the", "these", "those", "our", "other", "remaining"}),
}
THEM = {"sv": frozenset({"dem", "dessa", "dom", "oss"}), "en": frozenset({"them", "these", "those"})}
_SAYING_SV = """
berättar berättade beskriver beskrev menar menade tycker tyckte upplever upplevde säger sa sade tar tog talar
talade nämner nämnde känner kände anser ansåg lyfter lyfte framhåller framhöll efterfrågar efterfrågade
uttrycker uttryckte önskar önskade vill ville ger gav lägger lade ser såg har hade är var fick får kommer kom
uppger uppgav betonar betonade svarar svarade saknar saknade uppskattar uppskattade instämmer föreslår
föreslog påpekar påpekade vittnar oroar pekar pekade kan kunde behöver behövde trivs trivdes som vet visste
tror trodde förklarar förklarade
"""
_SAYING_EN = """
say says said tell told describe describes described think thought feel felt find found mention mentioned
mentions want wanted wants have has had are is were was bring brought raise raised report reported believe
believed point pointed express expressed stress stressed speak spoke see saw need needed lack lacked who agree
agreed
"""
SAYING = {"sv": frozenset(_SAYING_SV.split()), "en": frozenset(_SAYING_EN.split())}
"""Verbs before which a quantity word stands for people without a noun."""


def words_of(scale: QuantityScale, language: str) -> Mapping[tuple[str, ...], str]:
    """The key of the rule that each quantity word belongs to, the words by their parts; a project's own words win."""
    found = {
        tuple(each.split()): key
        for key, variants in _VARIANTS.get(language, _VARIANTS["en"]).items()
        for each in variants.split("|")
    }
    for rule in scale.rules:
        for word in rule.words.get(language, ()):
            if rule.key != "one":
                found[tuple(word.word.lower().split())] = rule.key
    return found


def shares_of(language: str) -> Mapping[tuple[str, ...], Fraction]:
    """The shares that are said in words, by their parts."""
    return {tuple(text.split()): share for text, share in _SHARES.get(language, _SHARES["en"]).items()}
