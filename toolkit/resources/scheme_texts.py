"""What a stored scheme says of each code, read fast and without checks: it was checked when it was stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from toolkit.domain.codings.schemes import AREA


@dataclass(frozen=True, slots=True)
class CodeTexts:
    """A code's texts in one language."""

    title: str
    definition: str = ""
    includes: str = ""
    excludes: str = ""
    retired: bool = False


def read(content: str, language: str) -> dict[str, CodeTexts]:
    """The texts of every code of a scheme's file by path; empty for what cannot be read."""
    try:
        tree = _tree(content)
    except YAMLError:
        return {}
    found: dict[str, CodeTexts] = {}
    for facet in tree.get("facets") or ():
        top = "" if facet.get("key") == AREA else facet.get("key")
        found.update(_codes(facet.get("codes") or (), top, language))
    return found


@lru_cache(maxsize=32)  # a tenth of a second each
def _tree(content: str) -> Mapping[str, Any]:
    tree = YAML(typ="safe").load(content)
    return tree if isinstance(tree, dict) else {}


def _codes(entries: Iterable[Mapping[str, Any]], above: str, language: str) -> Iterator[tuple[str, CodeTexts]]:
    for entry in entries:
        path = f"{above}/{entry.get('key')}" if above else str(entry.get("key"))
        title = _text(entry.get("title"), language) or path
        definition, includes, excludes = (
            _text(entry.get(name), language) for name in ("definition", "includes", "excludes")
        )
        yield path, CodeTexts(title, definition, includes, excludes, bool(entry.get("retired")))
        yield from _codes(entry.get("codes") or (), path, language)


def _text(by_language: object, language: str) -> str:
    value = by_language.get(language) if isinstance(by_language, dict) else by_language
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)
