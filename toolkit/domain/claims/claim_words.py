"""Claim words: a claim's text with the quantity word and its noun put where {vem} or {who} stands."""

from __future__ import annotations

import re

TELLING = 6  # letters: shorter words are mostly grammar
_PLACE = re.compile(r"\{(?:vem|who)\}")
_FORMS = re.compile(r"\{(?!/\})([^{}/]*)/([^{}/]*)\}")


def content_words(text: str) -> list[str]:
    """The words of a claim that a quote which bears it out may well share: those of some length, once each."""
    found = re.findall(r"[^\W\d_]+", _PLACE.sub(" ", _FORMS.sub(r" \1 ", text)).casefold())
    return list(dict.fromkeys(word for word in found if len(word) >= TELLING))


def has_place(text: str) -> bool:
    """Whether the text says where the quantity word stands."""
    return bool(_PLACE.search(text))


def filled(text: str, who: str, *, one: bool = False) -> str:
    """The text as a sentence about `who`: capital first letter, full stop, and of {describe/describes} the form meant.

    `one` says that `who` is a single person, for whom the second form stands.
    """
    chosen = _FORMS.sub(lambda found: found.group(2 if one else 1), text.strip())
    sentence = _PLACE.sub(lambda _: who, chosen)
    stop = "" if sentence[-1:] in (".", "!", "?", "…", "”") else "."
    return sentence[:1].upper() + sentence[1:] + stop
