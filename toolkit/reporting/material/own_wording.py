"""A project's own wording laid over the usual one: key by key, and only where it says the same kind of thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from toolkit.errors import BadSetting
from toolkit.messages import N_

OTHER_KIND = N_("{name}: “{path}” must be of the same kind as in the usual wording (a text, a list or a table).")
UNKNOWN_PLACE = N_("{name}: “{path}” has a place in braces that Spegla cannot fill there, or a brace too many.")
COPY = N_("Copy the line from the wording file that came with the program.")
PLACES = N_("Here it may have: {places}. A brace that is to be printed is written twice.")


def laid_over(usual: Mapping[str, Any], own: Mapping[str, Any], *, name: str = "", path: str = "") -> dict[str, Any]:
    """The usual texts with a project's own in their place.

    Raise BadSetting, with the file's `name` and the dotted path, for another kind of value than the usual one, and for
    a text with a place `{…}` that neither the usual text nor its neighbours in the table have.
    """
    places = _places(value for value in usual.values() if not isinstance(value, Mapping))
    merged = {**usual, **own}
    for key in usual.keys() & own.keys():
        here = f"{path}.{key}" if path else key
        if _kind(usual[key]) is not _kind(own[key]):
            raise BadSetting(OTHER_KIND, hint=COPY, name=name, path=here)
        if isinstance(own[key], Mapping):
            merged[key] = laid_over(usual[key], own[key], name=name, path=here)
        else:
            _refuse_unknown(own[key], places, name=name, path=here)
    return merged


def _kind(value: object) -> type:
    return next((kind for kind in (Mapping, list, str) if isinstance(value, kind)), object)


def _refuse_unknown(value: object, known: frozenset[str] | None, *, name: str, path: str) -> None:
    found = _places([value])
    if known is not None and (found is None or not found <= known):
        shown = ", ".join(f"{{{place}}}" for place in sorted(known)) or "–"
        raise BadSetting(UNKNOWN_PLACE, hint=PLACES, name=name, path=path, places=shown)


def _places(values: Iterator[object] | list[object]) -> frozenset[str] | None:
    """The names in braces of all texts in these values; None when a brace stands alone in one of them."""
    try:
        return frozenset(
            place
            for value in values
            for text in _texts(value)
            for _, place, _, _ in Formatter().parse(text)
            if place is not None
        )
    except ValueError:
        return None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
