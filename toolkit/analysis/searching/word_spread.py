"""Spread of words: which words of the material only one respondent ever says, and who that is."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from toolkit.analysis.searching.word_shelf import Shelf

NOBODY = 0  # the first of a shelf's people: a record says who said a word as little as silence does


def only_one(shelf: Shelf, words: Collection[str]) -> dict[str, str]:
    """Of these words, in small letters, those that a single respondent says, with that respondent.

    A word and its genitive in s are one: what stands as "Volvos" once and as "Volvo" elsewhere is said by all of them.
    """
    forms = {word: [form for form in _forms(word) if form in shelf.numbers] for word in words}
    numbers = {shelf.numbers[form] for own in forms.values() for form in own}
    wanted = np.zeros(len(shelf.vocabulary), bool)
    wanted[list(numbers)] = True
    places = np.flatnonzero(wanted[shelf.ids]) if len(shelf.ids) else np.zeros(0, np.int64)
    turns = shelf.turn[places]
    heard = shelf.turns.heard[turns] & (shelf.turns.respondent[turns] != NOBODY)
    people = shelf.turns.respondent[turns][heard].astype(np.int64)
    pairs = np.unique(shelf.ids[places][heard].astype(np.int64) * len(shelf.people) + people)
    said_by: dict[int, set[str]] = {}
    for pair in pairs.tolist():
        word, person = divmod(pair, len(shelf.people))
        said_by.setdefault(word, set()).add(shelf.people[person] or "")
    found = {
        word: set().union(*(said_by.get(shelf.numbers[form], set()) for form in own)) for word, own in forms.items()
    }
    return {word: next(iter(who)) for word, who in found.items() if len(who) == 1 and "" not in who}


def _forms(word: str) -> tuple[str, ...]:
    bare = word.removesuffix("s")
    return tuple(dict.fromkeys((word, bare, f"{bare}s")))
