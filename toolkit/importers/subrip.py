"""SubRip files (`.srt`): numbered cues with a comma in their times, as subtitle programs and Whisper write them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from toolkit.domain.sources.sources import Transcript
from toolkit.importers.cues import Cue, clock, transcript_of
from toolkit.importers.decoding import decode, doubts
from toolkit.importers.webvtt import no_cues

_TIMES = re.compile(
    r"[ \t]*(?P<start>-?\d{1,6}(?:[:.,]\d{1,9}){1,3})[ \t]*--?>[ \t]*(?P<end>-?\d{1,6}(?:[:.,]\d{1,9}){1,3})[^\n]*"
)
_ARROW_ALONE = re.compile(r"[ \t]*[-\d:.,]*[ \t]*-->[ \t]*[-\d:.,]*[ \t]*")
_NUMBER = re.compile(r"[ \t]*\d{1,9}[ \t]*")
_MARKUP = re.compile(r"</?(?:i|b|u|s|font|c)(?:[ .][^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)
_DASH = re.compile(r"[ \t]*[-–—][ \t]*(?=\S)")


class SrtImporter:
    """Reads `.srt`; a name at the beginning of the words is the speaker."""

    suffixes: ClassVar[Sequence[str]] = (".srt",)

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no cues.

        Numbers may lack, begin anywhere and come twice; empty lines may lack or stand within a cue. Lines of one cue
        that begin with dashes are different speakers.
        """
        decoded = decode(data, name)
        lines = decoded.text.split("\n")
        times = [index for index, line in enumerate(lines) if _is_times(line)]
        if not times:
            raise no_cues(name)
        cues = list(_cues(lines, times))
        notes = doubts(decoded, name)
        return transcript_of(cues, name, known=known, facts={"encoding": decoded.encoding}, notes=notes)


def _is_times(line: str) -> bool:
    return bool(_TIMES.fullmatch(line) or _ARROW_ALONE.fullmatch(line))


def _cues(lines: Sequence[str], times: Sequence[int]) -> Iterator[Cue]:
    for at, following in zip(times, [*times[1:], len(lines)], strict=True):
        found = _TIMES.fullmatch(lines[at])
        start, end = (clock(found["start"]), clock(found["end"])) if found else (None, None)
        spoken = [_plain(line) for line in _words(lines[at + 1 : following], last=following == len(lines))]
        for words in _by_dash(spoken):
            yield Cue(words, start, end)


def _words(lines: Sequence[str], *, last: bool) -> list[str]:
    """The lines of a cue without the number of the next one, which stands above that one's times."""
    kept = [line for line in lines if line.strip()]
    if kept and not last and _NUMBER.fullmatch(kept[-1]):
        kept.pop()
    return kept


def _plain(line: str) -> str:
    return html.unescape(_MARKUP.sub("", line))


def _by_dash(lines: Sequence[str]) -> list[str]:
    dashed = [index for index, line in enumerate(lines) if _DASH.match(line)]
    if len(dashed) <= 1:
        return ["\n".join(lines)]
    begins = sorted({0, *dashed})
    parts = ["\n".join(lines[a:b]) for a, b in zip(begins, [*begins[1:], len(lines)], strict=True)]
    return [_DASH.sub("", part, count=1) if _DASH.match(part) else part for part in parts]
