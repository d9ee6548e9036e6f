"""WebVTT files (Teams, Stream, Zoom, Whisper): cut into cues by the rules of the standard, with no word dropped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from toolkit.domain.sources.sources import Transcript
from toolkit.errors import BadFile, Problem
from toolkit.importers.cues import Cue, clean, clock, transcript_of
from toolkit.importers.decoding import decode, doubts
from toolkit.messages import N_

ARROW = "-->"
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t][^\n]*)?(?:\n|\Z)")
_SIGNED = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT[ \t\r\n]")
_REPLACED = "\ufffd".encode()
_NO_SPEECH = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t][^\n]*|:)?\Z")
_TIMING = re.compile(r"\s*(?P<start>[^\s>]+?)[ \t]*-->[ \t]*(?P<end>\S+)")
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>v|c|i|b|u|ruby|rt|lang|font)(?P<rest>(?:[.\s][^<>]*)?)>|<\d[\d:.\x00\ufffd]*>", re.IGNORECASE
)
_CLASSES = re.compile(r"(?:\.[^\s.]*)*")
_ONLY_ID = re.compile(r"(?:\d{1,9}|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}(?:/[\d-]+)?)")


class VttImporter:
    """Reads `.vtt`; a name in `<v Name>`, or at the beginning of the words, is the speaker."""

    suffixes: ClassVar[Sequence[str]] = (".vtt",)

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no cues.

        Notes, styles and regions are left out. Words that the standard would drop, in a cue whose time cannot be read
        or after an empty line in a cue, are kept and counted. `counts` holds cues and turns (paragraphs).
        """
        # the standard reads a NUL as U+FFFD wherever it stands; in other files so many would show a binary one
        decoded = decode(data.replace(b"\x00", _REPLACED) if _SIGNED.match(data) else data, name)
        text = decoded.text
        signed = _SIGNATURE.match(text)
        if not signed and ARROW not in text:
            raise no_cues(name)
        blocks = list(_blocks(text.split("\n"), headed=bool(signed)))
        if not any(block.timing for block in blocks):
            raise no_cues(name)
        notes = (*doubts(decoded, name), *_strays(blocks, name))
        cues = [cue for block in blocks for cue in block.cues()]
        return transcript_of(cues, name, known=known, facts={"encoding": decoded.encoding}, notes=notes)


def no_cues(name: str) -> BadFile:
    """The refusal of a file of subtitles that holds none."""
    return BadFile(
        N_("{name} holds no lines with a time and what was said then."),
        hint=N_("Fetch the transcript again from the program that made it."),
        name=name,
    )


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two empty lines: the line with the times, "" when there is none, and the words."""

    timing: str
    words: str

    def cues(self) -> list[Cue]:
        """The block's words by speaker."""
        found = _TIMING.match(self.timing)
        start, end = (clock(found["start"]), clock(found["end"])) if found else (None, None)
        return [Cue(words, start, end, speaker) for speaker, words in voices(self.words)]


def _blocks(lines: Sequence[str], *, headed: bool) -> Iterator[Block]:
    """The blocks that hold words or times; the head of the file, notes, styles and regions are left out."""
    at, began = 0, False
    if headed:
        at = next((index for index, line in enumerate(lines) if index and (not line or ARROW in line)), len(lines))
    while at < len(lines):
        taken, timing = 0, -1
        while at + taken < len(lines) and (line := lines[at + taken]):
            if ARROW in line:
                if timing >= 0 or taken > 1:
                    break
                timing = taken
            taken += 1
        block = lines[at : at + taken]
        at += max(1, taken)
        if timing >= 0:
            began = True
            yield Block(block[timing], _words(block[timing + 1 :], before_times=at < len(lines) and ARROW in lines[at]))
        elif block and began and not _NO_SPEECH.match(block[0]) and not _ONLY_ID.fullmatch("".join(block)):
            yield Block("", "\n".join(block))


def _words(lines: Sequence[str], *, before_times: bool) -> str:
    """The words of a cue without the name of the next one, where no empty line parts the two."""
    named = before_times and bool(lines) and _ONLY_ID.fullmatch(lines[-1])
    return "\n".join(lines[:-1] if named else lines)


def voices(raw: str) -> list[tuple[str | None, str]]:
    """The words of a cue by speaker: a new piece begins with each `<v Name>`; other tags and times are left out."""
    pieces: list[tuple[str | None, str]] = []
    speaker, at = None, 0
    for tag in _TAG.finditer(raw):
        pieces.append((speaker, raw[at : tag.start()]))
        at = tag.end()
        if (tag["name"] or "").lower() == "v":
            speaker = None if tag["end"] else _named(tag["rest"])
    pieces.append((speaker, raw[at:]))
    return _joined([(who, html.unescape(words)) for who, words in pieces])


def _named(rest: str) -> str | None:
    return clean(html.unescape(_CLASSES.sub("", rest, count=1))).strip(":").strip() or None


def _joined(pieces: Sequence[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    spoken = ((who, words) for who, words in pieces if words)
    runs = ((who, "".join(words for _, words in run)) for who, run in groupby(spoken, key=itemgetter(0)))
    return [(who, words) for who, words in runs if words.strip()]


def _strays(blocks: Sequence[Block], name: str) -> Iterator[Problem]:
    stray = sum(not block.timing for block in blocks)
    if stray:
        message = N_("Lines that stand under no time: {count}. Their words are kept.")
        yield Problem(name, message, "", {"count": stray}, serious=False)
