"""The word lists of identifiers, read from the files beside this module, with what a project adds or takes out."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolkit.domain.identifiers.identifier_words import IdentifierWords
from toolkit.errors import BadSetting
from toolkit.messages import N_
from toolkit.resources.disclosure_words import HERE, word_lists
from toolkit.resources.written import read_bytes

ENDINGS = ("surname_ends", "workplace_ends", "small_workplace_ends", "place_ends", "street_ends", "sensitive_stems")
SPOKEN = ("digits", "tens", "months", "born")


def identifier_words(language: str, folder: Path | None = None) -> IdentifierWords:
    """The lists of a language (English where there are none), with those of the project in `folder` laid over."""
    own = folder / "templates" / f"identifiers.{language}.toml" if folder is not None else None
    content = read_bytes(own) if own is not None and own.is_file() else b""
    return _read(language, content, own.name if own is not None else "")


@lru_cache(maxsize=4)
def _read(language: str, content: bytes, name: str) -> IdentifierWords:
    packaged = HERE / f"identifiers.{language}.toml"
    path = packaged if packaged.is_file() else HERE / "identifiers.en.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    added = _own(content, name, known=data)
    health = word_lists(language)
    values: dict[str, Any] = {"replacements": {**data["replacements"], **added.get("replacements", {})}}
    for one in fields(IdentifierWords):
        if one.name != "replacements":
            listed = _listed(data[one.name], added.get(one.name, ""))
            values[one.name] = tuple(listed) if one.name in (*ENDINGS, *SPOKEN) else frozenset(listed)
    values["sensitive"] |= frozenset(health.diagnoses)
    values["sensitive_stems"] += tuple(health.diagnosis_stems)
    return IdentifierWords(**values)


def _own(content: bytes, name: str, *, known: dict[str, Any]) -> dict[str, Any]:
    """What a project's file says; BadSetting when it is no such file."""
    try:
        own = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        own = {"": 0}
    replaced = own.get("replacements", {})
    odd = any(type(value) is not type(known.get(key)) for key, value in own.items())
    if odd or not all(isinstance(words, str) for words in replaced.values()):
        raise BadSetting(
            N_("{name} is not a list of words as Spegla reads it."),
            hint=N_('Each line is like: first_names = "anna -per". The names of the lists are in the documentation.'),
            name=name,
        )
    return own


def _listed(packaged: str, own: str) -> list[str]:
    words = dict.fromkeys(packaged.split())
    for word in own.casefold().split():
        if word.startswith("-"):
            words.pop(word[1:], None)
        else:
            words[word] = None
    return list(words)
