"""The only one of a kind: words by which a text points at one person, whoever counts ("den enda handledaren")."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.domain.texts.head_nouns import HeadNouns
from toolkit.domain.texts.rare_words import WordLists, somebody

_WORDS = r"\s+((?:[^\W_][\w-]*\s*){1,7})"
_ONLY = (
    re.compile(r"((?<!ingen )(?<!inte en )(?<!\bde )(?:\bden\s+)?\bend[ae])" + _WORDS, re.I),
    re.compile(r"(\b(?:a|one)\s+single)(?!\s+(?:mother|father|parent|man|woman|adult)\b)" + _WORDS, re.I),
    re.compile(r"((?:\bthe|(?<=[’']s)|(?<=s’)|\b(?:his|her|their|our|your|its))\s+(?:only|sole))" + _WORDS, re.I),
)
_ALONE = re.compile(
    r"\bden\s+ende\s+(?:som|av|i|bland|med)\b|"
    r"\bden\s+enda\s+(?:bland|i\s+(?:teamet|gruppen|arbetslaget|personalen|styrgruppen|nätverket))\b|"
    r"\bthe\s+only\s+(?:one|person)\s+(?:who|of|among|in)\b",
    re.I,
)


def only_one(text: str, nouns: HeadNouns, lists: WordLists) -> str:
    """The words for the only one of a kind that a text speaks of; empty where it speaks of none."""
    for pattern in _ONLY:
        for found in pattern.finditer(text):
            words = re.findall(r"[\w-]+", found[2])
            length = _of_somebody(words, nouns, lists)
            if length:
                return " ".join([found[1].strip(), *words[:length]])
    alone = _ALONE.search(text)
    return alone.group() if alone else ""


def _of_somebody(words: list[str], nouns: HeadNouns, lists: WordLists) -> int:
    """How many of the words say who it is, adjectives and the noun for somebody; 0 where they stand for nobody."""
    bare = replace(lists, endings=(), persons=())
    for at, word in enumerate(words):
        if somebody(word, lists) or nouns.group_of(word):
            return at + 1
        if not (lists.describes(word) or lists.describes(word[:-1])):  # "kvinnlig" and "kvinnliga"
            return at + 2 if any(somebody(each, bare) for each in words[at + 1 : at + 2]) else 0  # "case officer"
    return 0
