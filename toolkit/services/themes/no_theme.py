"""The error for a theme that there is not, with the one that was perhaps meant."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.domain.texts.close_words import closest
from toolkit.errors import NotFound
from toolkit.messages import N_

SEE = N_("See the themes and their ids with: spegla themes")
MEANT = N_("Do you mean {near} (“{name}”)? See the themes and their ids with: spegla themes")


def no_theme(wanted: str, known: Mapping[str, str]) -> NotFound:
    """There is none of this id; `known` are the names of those there are, by their ids."""
    sentence = N_("There is no theme {id}.")
    by_name = {name: key for key, name in known.items()}
    found = closest(wanted, [*by_name, *known])
    if not found:
        return NotFound(sentence, hint=SEE, id=wanted)
    near = by_name.get(found, found)
    return NotFound(sentence, hint=MEANT, id=wanted, near=near, name=known[near])
