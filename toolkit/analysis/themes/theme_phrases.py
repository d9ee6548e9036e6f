"""Noun phrases that can stand in a heading: words of a theme in the form and company in which people use them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.theme_word_lists import BEFORE_NOUN, LINKS, NO_QUALIFIERS, ORDINALS

READ = 80  # typical passages of a theme that are looked through
NOUN = 0.55  # from which a lemma is taken for a noun
USUAL = 0.4  # share of a noun's passages from which the phrase around it stands for it
CURRENT = 0.3  # uses of the definite (English: plural) form, per use of the commonest, from which it is preferred
ROOT = 5  # first letters that tell kindred words; one less in a short word


@dataclass(slots=True)
class Found:
    """Passages (by row) and people in which something was found."""

    rows: set[int] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


def spelled(material: Material, rows: Sequence[int], lemmas: Collection[int]) -> dict[int, str]:
    """The commonest spelling of each lemma in these passages that may be shown, preferably no genitive."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows[:READ]:
        own = slice(material.bounds[row], material.bounds[row + 1])
        for lemma, form in zip(material.content[own].tolist(), material.form[own].tolist(), strict=True):
            if lemma in lemmas and material.nameless[form]:
                found[lemma][material.shown[form]] += 1
    return {lemma: _commonest(counter) for lemma, counter in found.items()}


def _commonest(spellings: Mapping[str, int]) -> str:
    def rank(spelling: str) -> tuple[bool, int, str]:
        genitive = spelling.endswith("s") and spelling[:-1] in spellings
        return (genitive, -spellings[spelling], spelling)

    return min(spellings, key=rank)


def noun_phrases(material: Material, rows: Sequence[int], nouns: Sequence[int]) -> list[str]:
    """One phrase for each noun lemma (in their order): the phrase it usually stands in, else its own best form.

    A phrase is a noun with the word before it (`första dagen`) or two nouns with a preposition (`tider på
    förskolan`), and counts only when two passages, and two people if there are two, use it.
    """
    wanted = set(nouns)
    least = 2 if len({material.passages[row].respondent for row in rows}) > 1 else 1
    around, alone = _around(material, rows, wanted)
    plain = spelled(material, rows, wanted)
    found: list[str] = []
    for lemma in nouns:
        usual = [
            (len(seen.rows), phrase)
            for phrase, seen in around.get(lemma, {}).items()
            if len(seen.rows) > 1 and len(seen.people) >= least and len(seen.rows) >= USUAL * len(alone[lemma])
        ]
        phrase = min(usual, key=lambda each: (-each[0], -len(each[1]), each[1]))[1] if usual else None
        if phrase is None and lemma in plain:
            phrase = material.for_heading(plain[lemma], share=CURRENT) or plain[lemma]
        if phrase and not any(akin(phrase, other) for other in found):
            found.append(phrase)
    return found


def akin(phrase: str, other: str) -> bool:
    """Whether two phrases hold words with the same root, so that one heading should not hold both."""
    mine, theirs = _roots(phrase), other.casefold()
    return any(root in theirs for root in mine) or any(root in phrase.casefold() for root in _roots(other))


def _roots(phrase: str) -> list[str]:
    return [
        word[: max(ROOT - 1, min(ROOT, len(word) - 2))] for word in phrase.casefold().split() if len(word) >= ROOT - 1
    ]


def _around(
    material: Material, rows: Sequence[int], wanted: set[int]
) -> tuple[dict[int, dict[str, Found]], dict[int, set[int]]]:
    around: dict[int, dict[str, Found]] = defaultdict(lambda: defaultdict(Found))
    alone: dict[int, set[int]] = defaultdict(set)
    for row in rows[:READ]:
        person = material.passages[row].respondent
        for lemma, phrase in _phrases(material, row, wanted):
            if phrase is None:
                alone[lemma].add(row)
            else:
                around[lemma][phrase].rows.add(row)
                around[lemma][phrase].people.add(person)
    return around, alone


def _phrases(material: Material, row: int, wanted: set[int]) -> Iterator[tuple[int, str | None]]:
    """(lemma, None) for each wanted noun of the passage, and (lemma, phrase) for each phrase that it heads."""
    first, end = int(material.bounds[row]), int(material.bounds[row + 1])
    words = material.form[first:end].tolist()
    lemmas = material.content[first:end].tolist()
    for at, lemma in enumerate(lemmas):
        if lemma not in wanted:
            continue
        yield lemma, None
        if at and _qualifies(material, words, lemmas, at - 1):
            yield lemma, _joined(material, words[at - 1 : at + 1])
        if (
            at + 2 < len(words)
            and material.forms[words[at + 1]] in LINKS[material.language]
            and _is_noun(material, words[at + 2], lemmas[at + 2])
        ):
            yield lemma, _joined(material, words[at : at + 3])


def _qualifies(material: Material, words: Sequence[int], lemmas: Sequence[int], at: int) -> bool:
    """Whether the word at `at` can be read as part of the noun phrase that ends after it."""
    word, language = material.forms[words[at]], material.language
    if word in NO_QUALIFIERS[language] or not material.nameless[words[at]]:
        return False
    if word in ORDINALS[language]:
        return True
    if lemmas[at] < 0:
        return False
    if language == "en" and material.noun[lemmas[at]] >= NOUN:
        return True
    return (
        at > 0
        and material.forms[words[at - 1]] in BEFORE_NOUN[language]
        and not _is_noun(material, words[at], lemmas[at])
    )


def _is_noun(material: Material, word: int, lemma: int) -> bool:
    return lemma >= 0 and bool(material.noun[lemma] >= NOUN) and bool(material.nameless[word])


def _joined(material: Material, words: Sequence[int]) -> str:
    return " ".join(material.shown[word] for word in words)


def alike(material: Material, pair: tuple[str, str]) -> tuple[str, str]:
    """The pair with both words definite, else both not, as far as this material has the forms (`barnen och bussen`)."""
    if material.language != "sv" or any(" " in phrase for phrase in pair):
        return pair
    kinds = [material.definite(phrase) for phrase in pair]
    if kinds[0] == kinds[1]:
        return pair
    bare = kinds.index(False)
    full = 1 - bare
    changed = list(pair)
    made = material.for_heading(pair[bare], share=0)
    if made:
        changed[bare] = made
    else:
        changed[full] = material.indefinite(pair[full]) or pair[full]
    return changed[0], changed[1]
