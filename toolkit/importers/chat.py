"""Chats that Zoom saves: each message after its time and "From … to …"."""

from __future__ import annotations

import re

from toolkit.domain.sources.sources import RawTurn
from toolkit.domain.texts.text import trimmed
from toolkit.importers.cues import clock

_HEAD = re.compile(
    r"^(?P<time>\d{1,2}:\d{2}:\d{2})[ \t]+(?:From|Från)[ \t]+(?P<who>[^\n:]{1,80}?)"
    r"[ \t]+(?:to|till)[ \t]+[^\n:]{1,120}:",
    re.MULTILINE | re.IGNORECASE,
)


def chat_turns(text: str, start: int = 0) -> tuple[RawTurn, ...]:
    """The messages of a chat as turns; () when the text does not begin like one."""
    heads = list(_HEAD.finditer(text, start))
    if not heads or text[start : heads[0].start()].strip():
        return ()
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found = ((head, trimmed(text, head.end(), end)) for head, end in zip(heads, ends, strict=True))
    return tuple(RawTurn(span, " ".join(head["who"].split()), clock(head["time"])) for head, span in found if span)
