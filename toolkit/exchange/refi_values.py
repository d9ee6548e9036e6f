"""Single values of exchanged projects, read leniently: identities, times, colours, truth values."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from toolkit.exchange.refi_losses import Ledger

_SPACE = uuid.UUID("6f1f4a52-6d0c-5c38-9d2b-0f6f0b7c3f11")
GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
COLOR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NO_TIME = "1970-01-01T00:00:00Z"  # peers stumble over selections and notes without a time
_FRACTION = re.compile(r"(\.\d{6})\d+")


def made_guid(*words: str) -> str:
    """The same identity for the same words, wherever and whenever it is made."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(words)))


def own_guid(raw: str) -> str:
    """An identity bare and in lower case; one that is none as the schema knows them becomes one, always the same."""
    guid = raw.strip().strip("{}").lower()
    return guid if not guid or GUID.fullmatch(guid) else made_guid("own", guid)


def guid_of(element: _Element, attribute: str = "guid") -> str:
    """The identity in an attribute; empty when there is none."""
    raw = element.get(attribute) or ""
    return raw if GUID.fullmatch(raw) else own_guid(raw)


def target_of(element: _Element) -> str:
    """What a reference points to; codebooks say `guid` where projects say `targetGUID`."""
    return guid_of(element, "targetGUID") or guid_of(element)


class Guids:
    """Gives each thing of one sort an identity of its own."""

    def __init__(self, sort: str, ledger: Ledger) -> None:
        self._sort, self._ledger = sort, ledger
        self._seen: set[str] = set()
        self._n = 0

    def own(self, element: _Element) -> str:
        """The element's identity, or a new one when it has none or another thing has it already."""
        self._n += 1
        guid = guid_of(element)
        if not guid or guid in self._seen:
            self._ledger.add("duplicate_guid" if guid else "missing_guid")
            guid = made_guid(self._sort, guid, str(self._n))
        self._seen.add(guid)
        return guid

    def __contains__(self, guid: str) -> bool:
        return guid in self._seen


def time_of(raw: str | None, ledger: Ledger) -> datetime | None:
    """A point of time, with or without a zone; None for none, and for what is no time (counted)."""
    if not raw or raw.strip() == NO_TIME:
        return None
    try:
        return datetime.fromisoformat(_FRACTION.sub(r"\1", raw.strip()))
    except ValueError:
        ledger.add("time")
        return None


@lru_cache(4096)
def time_text(at: datetime | None) -> str:
    """A point of time as the schema wants it, in UTC when a zone is known."""
    if at is None:
        return NO_TIME
    if at.utcoffset() is None:
        return at.isoformat()
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def color_of(raw: str | None, ledger: Ledger) -> str:
    """A colour `#RGB` or `#RRGGBB` as it stands; empty for what is none (counted)."""
    text = (raw or "").strip()
    if text and not COLOR.fullmatch(text):
        ledger.add("color")
        return ""
    return text


def truth(raw: str | None, *, default: bool) -> bool:
    """A truth value of XML."""
    text = (raw or "").strip().lower()
    return text in {"true", "1"} if text else default


def cleaned(text: str) -> str:
    """`text` with each sign that no XML file may hold as U+FFFD."""
    return ILLEGAL.sub("\ufffd", text)


def folded_space(text: str) -> str:
    """`text` with each run of white space as one blank, as attributes lose their line ends."""
    return " ".join(text.split())
