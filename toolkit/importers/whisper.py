"""Whisper's JSON (OpenAI's program, WhisperX, whisper.cpp): segments with times, from WhisperX with a speaker."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from toolkit.domain.sources.sources import Transcript
from toolkit.errors import BadFile
from toolkit.importers.cues import Cue, clean, clock, transcript_of
from toolkit.importers.json_text import read_json
from toolkit.messages import N_

_KEYS = ("segments", "transcription")  # OpenAI's and WhisperX; whisper.cpp
_MILLISECONDS = 1000
_LONGEST = 360_000.0  # seconds: a time beyond a hundred hours is none


class WhisperImporter:
    """Reads `.json` that Whisper, WhisperX or whisper.cpp wrote."""

    suffixes: ClassVar[Sequence[str]] = (".json",)

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no segments of speech.

        A segment's speaker is the one that WhisperX gives it, or else its first word that has one.
        """
        segments = _segments(read_json(data, name))
        if segments is None:
            raise BadFile(
                N_("{name} is not a transcript that Whisper wrote: it holds no segments."),
                hint=N_("Save the interview as a Word document (.docx) or as plain text (.txt)."),
                name=name,
            )
        return transcript_of(list(_cues(segments)), name, known=known, facts={"encoding": "utf-8"})


def _segments(document: object) -> list[object] | None:
    if isinstance(document, Mapping):
        document = next((document[key] for key in _KEYS if isinstance(document.get(key), list)), None)
    if not isinstance(document, list):
        return None
    return document if all(isinstance(each, Mapping) and "text" in each for each in document) else None


def _cues(segments: Iterable[object]) -> Iterator[Cue]:
    for one in segments:
        if isinstance(one, Mapping):
            start, end = _times(one)
            yield Cue(str(one["text"] or ""), start, end, _speaker(one))


def _times(segment: Mapping[str, object]) -> tuple[float | None, float | None]:
    offsets, stamps = segment.get("offsets"), segment.get("timestamps")
    if isinstance(offsets, Mapping):
        return _seconds(offsets.get("from"), _MILLISECONDS), _seconds(offsets.get("to"), _MILLISECONDS)
    if isinstance(stamps, Mapping):
        return clock(str(stamps.get("from"))), clock(str(stamps.get("to")))
    return _seconds(segment.get("start")), _seconds(segment.get("end"))


def _seconds(value: object, unit: int = 1) -> float | None:
    if not isinstance(value, float) or not math.isfinite(value) or not 0 <= value / unit <= _LONGEST:
        return None
    return value / unit


def _speaker(segment: Mapping[str, object]) -> str | None:
    words = segment.get("words")
    inner = [each.get("speaker") for each in words if isinstance(each, Mapping)] if isinstance(words, list) else []
    named = (each for each in (segment.get("speaker"), *inner) if isinstance(each, str))
    return next((label for each in named if (label := clean(each).strip(":"))), None)
