"""Keys that people may write as they are or as the screens call them, and how a list of them is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.domain.texts.close_words import closest, plain
from toolkit.messages import N_, tr


def meant(written: str, titles: Mapping[str, str]) -> str:
    """The key that was written, or whose title was; empty when neither is. Titles are message ids."""
    wanted = plain(written)
    by_title = {word: key for key, title in titles.items() for word in _words(tr(title)) if title}
    return next((key for key in titles if plain(key) == wanted), by_title.get(wanted, "")) if wanted else ""


def listed(keys: Iterable[str], titles: Mapping[str, str]) -> str:
    """The keys, each with its title where that says more."""
    return ", ".join(_told(key, titles) for key in keys)


def nearest(written: str, keys: Iterable[str], titles: Mapping[str, str]) -> str:
    """The key that was perhaps meant, with its title; empty when none is near."""
    named = {key: key for key in keys}
    named |= {tr(titles[key]): key for key in named if titles.get(key)}
    found = closest(written, named)
    return _told(named[found], titles) if found else ""


def wrong_key(written: str, keys: Iterable[str], titles: Mapping[str, str]) -> dict[str, str]:
    """The hint of an error for a key that is none, with its values: which there are, and which was perhaps meant."""
    there = list(keys)
    near = nearest(written, there, titles)
    hint = N_("Do you mean {near}? There are: {known}.") if near else N_("There are: {known}.")
    return {"hint": hint, "known": listed(there, titles), "near": near}


def _told(key: str, titles: Mapping[str, str]) -> str:
    title = tr(titles[key]) if titles.get(key) else ""
    return f"{key} ({title})" if title and plain(title) != plain(key) else key


def _words(title: str) -> tuple[str, str]:
    return plain(title), plain(title.partition(":")[0])
