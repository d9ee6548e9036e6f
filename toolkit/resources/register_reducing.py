"""respondents.csv without what it tells of somebody who has withdrawn: id, that the person has, and since when."""

from __future__ import annotations

from datetime import date

from toolkit.resources.register_writing import emptied, extended

_TOLD = ("consent", "withdrawn")
_WORD = {"sv": "återkallat", "en": "withdrawn"}


def withdrawn(data: bytes, person: str, *, on: date, language: str, whole: bool) -> bytes:
    """The register's bytes with this person withdrawn since that day; saved as it was.

    With `whole` everything else in the person's line is taken out, labels too. Somebody who was not there is added.
    """
    told = {"consent": _WORD.get(language, _WORD["en"]), "withdrawn": on.isoformat()}
    bare = emptied(data, person, keep=lambda name: name == "id" or not (whole or name in _TOLD))
    return extended(bare, {person: told}, file="respondents.csv", language=language)
