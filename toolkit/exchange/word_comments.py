"""What a comment in Word says: the codes it names with `#`, and the words beside them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.domain.codings.schemes import Code, Scheme

CLOSE = 3  # so many codes are named as close to an unknown one
_LIKENESS = 0.6
_BETWEEN = r"(?:[\s_]+)"  # a title's words may be joined by underscores, as hashtags are
_NO_PART = r"\s#,;.:!?()\"”"
_UNKNOWN = re.compile(rf"(?<!\w)#(?=\S*[^\W\d_])([^{_NO_PART}]+(?:[.:][^{_NO_PART}]+)*)")
_LEFT = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Said:
    """What a comment says: paths of codes, names that are no code or those of several, and what else it says."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    several: tuple[tuple[str, tuple[str, ...]], ...] = ()
    beside: str = ""


@dataclass(slots=True)
class CodeNames:
    """Every name by which a comment may call a code in use: its path, the path's last part, its titles.

    Letters count alike whether capital or small and however they are composed; å is not a. A code that was merged
    into another is that other one.
    """

    scheme: Scheme
    _by_name: dict[str, set[str]] = field(init=False)
    _named: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self._by_name = {}
        for code in self.scheme.codes.values():
            meant = self.scheme.resolve(code.path)
            for name in _names(code) if meant else ():
                self._by_name.setdefault(_key(name), set()).add(meant.path if meant else "")
        longest = sorted(self._by_name, key=len, reverse=True)
        some = "|".join(_BETWEEN.join(map(re.escape, name.split(" "))) for name in longest)
        self._named = re.compile(rf"(?<!\w)#\s?({some or '(?!)'})(?![\w/])", re.IGNORECASE)

    def said(self, comment: str) -> Said:
        """What the comment says."""
        text = unicodedata.normalize("NFC", comment)
        codes: list[str] = []
        several: list[tuple[str, tuple[str, ...]]] = []
        for found in self._named.finditer(text):
            meant = self._meant(found.group(1))
            if len(meant) == 1:
                codes += meant
            else:
                several.append((found.group(1), meant))
        rest = self._named.sub(" ", text)
        unknown = tuple(dict.fromkeys(_UNKNOWN.findall(rest)))
        beside = "\n".join(_lines(_UNKNOWN.sub(" ", rest)))
        return Said(tuple(dict.fromkeys(codes)), unknown, tuple(several), beside)

    def _meant(self, name: str) -> tuple[str, ...]:
        """The codes of this name; a path alone says which, whatever else has it as a title."""
        exact = self.scheme.resolve(name.lower())
        return (exact.path,) if exact else tuple(sorted(self._by_name[_key(name)]))

    def close(self, unknown: str) -> list[str]:
        """The paths of the codes whose names are nearest to one that is none."""
        near = difflib.get_close_matches(_key(unknown), self._by_name, n=2 * CLOSE, cutoff=_LIKENESS)
        begun = [name for name in self._by_name if name.startswith(_key(unknown))]
        paths = [path for name in (*near, *sorted(begun)) for path in sorted(self._by_name[name])]
        return list(dict.fromkeys(paths))[:CLOSE]


def _names(code: Code) -> Iterator[str]:
    yield code.path
    yield code.path.rpartition("/")[2]
    yield from code.title.values()


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).replace("_", " ").lower().split())


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        left = _LEFT.sub(" ", line).strip(" \t,;")
        if left.strip("–-:.…"):
            yield left
