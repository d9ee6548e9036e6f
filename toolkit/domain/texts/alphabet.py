"""The order in which names are listed: Swedish, with å, ä, ö last; accents and capitals tell only equals apart."""

from __future__ import annotations

import unicodedata

_LETTERS = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ð": "d", "þ": "th"}  # "{" follows on "z"


def alphabetical(name: str) -> tuple[str, str]:
    """What a name is sorted by: `sorted(names, key=alphabetical)`."""
    folded = unicodedata.normalize("NFC", name.strip()).casefold()
    return "".join(_LETTERS.get(one) or _plain(one) for one in folded), name


def _plain(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))
