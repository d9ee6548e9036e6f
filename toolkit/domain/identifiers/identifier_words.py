"""The words of one language by which identifiers are known: names, endings, ordinary words, sensitive terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, eq=False)
class IdentifierWords:
    """The lists of one language in small letters; `replacements` says what stands in for each kind."""

    first_names: Collection[str] = frozenset()
    ordinary_names: Collection[str] = frozenset()
    surname_ends: tuple[str, ...] = ()
    workplace_ends: tuple[str, ...] = ()
    small_workplace_ends: tuple[str, ...] = ()
    workplace_words: Collection[str] = frozenset()
    ordinary_workplaces: Collection[str] = frozenset()
    place_ends: tuple[str, ...] = ()
    street_ends: tuple[str, ...] = ()
    places: Collection[str] = frozenset()
    ordinary: Collection[str] = frozenset()
    general: Collection[str] = frozenset()
    before_places: Collection[str] = frozenset()
    before_workplaces: Collection[str] = frozenset()
    sensitive: Collection[str] = frozenset()
    sensitive_stems: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    tens: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    replacements: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def sure_names(self) -> frozenset[str]:
        """First names that are no ordinary words."""
        return frozenset(self.first_names) - frozenset(self.ordinary_names)

    def is_name(self, word: str) -> bool:
        """Whether a word in small letters is a first name, or its genitive."""
        return any(form in self.first_names for form in bare(word))

    def is_sensitive(self, word: str) -> bool:
        """Whether a word in small letters tells of health, faith, union, origin, sexual life or crime."""
        return word in self.sensitive or word.startswith(self.sensitive_stems or ("\0",))

    def is_workplace(self, word: str) -> bool:
        """Whether a word in small letters names a certain workplace: Nordskolan, not the school."""
        forms = bare(word)
        if any(form in self.ordinary_workplaces for form in forms):
            return False
        return any(form.endswith(self.workplace_ends) and form not in self.workplace_ends for form in forms)


def bare(word: str) -> tuple[str, ...]:
    """A word in small letters, and what it is the genitive of."""
    if word.endswith(("'s", "’s")):
        return (word, word[:-2])
    if word.endswith(("'", "’")):
        return (word, word[:-1])
    return (word, word[:-1]) if word.endswith("s") else (word,)


def spoken_number(words: IdentifierWords) -> re.Pattern[str] | None:
    """What finds a number that somebody says digit by digit: five number words or more in a row."""
    if not words.digits:
        return None
    small, tens = _either(words.digits), _either(words.tens)
    one = rf"(?:{tens}(?:{small})?|{small})"
    return re.compile(rf"(?<!\w){one}(?:[ ,.\-]{{1,3}}{one}){{4,}}(?!\w)", re.I)


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
