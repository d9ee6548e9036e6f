"""The word lists of the disclosure gate, read from the files beside this module."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from toolkit.domain.texts.rare_words import WordLists

HERE = Path(__file__).parent


@lru_cache(maxsize=4)
def word_lists(language: str) -> WordLists:
    """The lists of a language; English where there are none."""
    own = HERE / f"disclosure.{language}.toml"
    data = tomllib.loads((own if own.is_file() else HERE / "disclosure.en.toml").read_text(encoding="utf-8"))
    return WordLists(
        diagnoses=frozenset(data["diagnoses"]),
        diagnosis_stems=tuple(data["diagnosis_stems"]),
        titles=frozenset(data["titles"]),
        title_ends=tuple(data["title_ends"]),
        role_ends=tuple(data["role_ends"]),
        endings=tuple(data["endings"]),
        numbers=frozenset(data["numbers"]),
        months=frozenset(data["months"]),
        first_names=frozenset(data["first_names"]),
        ordinary_names=frozenset(data["ordinary_names"]),
        stand_in=dict(data["stand_in"]),
        adjectives=frozenset(data["adjectives"]),
        adjective_ends=tuple(data["adjective_ends"]),
        persons=frozenset(data["persons"]),
    )
