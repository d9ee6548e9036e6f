"""Speaker labels as printed: compared without regard to case, parted from asides, and several names told apart."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from toolkit.domain.texts import text

_ASIDE = re.compile(
    r"\s*(?:\((?P<round>[^()\n]{0,60})\)|\[(?P<square>[^\[\]\n]{0,60})\]|\|\s*(?P<after>[^|\n]{0,60})"
    r"|,\s*(?P<on>fortsätter|forts\.?|continues|continued|cont\.?))\s*\Z",
    re.IGNORECASE,
)
_MARK = re.compile(r"[(\[|,]")  # without one of these there is no aside
_MOST_ASIDES = 2
_AND = re.compile(r"\s+(?:och|and)\s+|\s*[+&/,]\s*", re.IGNORECASE)
_AN_ID = re.compile(r"[A-ZÅÄÖ]{1,3}\d{1,3}|[A-ZÅÄÖ]{2}")
_NUMBERED = re.compile(r"(.*?)\d{1,3}", re.DOTALL)


@lru_cache(maxsize=20_000)  # a register of 1,000 people is asked for some five times with each file
def folded(label: str) -> str:
    """The label as it is compared: without regard to case and width of blanks."""
    return text.folded(label)


def parted(label: str) -> tuple[str, str]:
    """The label without what stands after it in brackets or after a bar, and that: "Bo (suckar)" is "Bo", "suckar".

    Of "D21, fortsätter" the aside is empty, though it is taken away: it can name nobody.
    """
    if not _MARK.search(label):
        return label, ""
    base, asides = label, list[str]()
    while len(asides) < _MOST_ASIDES and (found := _ASIDE.search(base)) and found.start():
        asides.insert(0, (found["round"] or found["square"] or found["after"] or "").strip())
        base = base[: found.start()]
    return base, " ".join(filter(None, asides))


def members(label: str) -> tuple[str, ...]:
    """The folded labels that one label joins ("Anna och Björn", "Deltagare 1 + 2"); () when it names one speaker."""
    parts = [part for part in map(folded, _AND.split(label)) if part]
    if len(parts) <= 1:
        return ()
    series = _NUMBERED.fullmatch(parts[0])
    return tuple(series[1] + part if series and part.isdigit() else part for part in parts)


def joins(label: str, speakers: Collection[str]) -> bool:
    """Whether the label joins several of the `speakers` (folded labels)."""
    parts = members(parted(label)[0])
    return bool(parts) and all(part in speakers for part in parts)


def like_an_id(label: str) -> bool:
    """Whether the label has the form of a pseudonym in a register ("D01") or of initials, and is no name."""
    return _AN_ID.fullmatch(label) is not None
