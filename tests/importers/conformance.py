"""What every importer must do, as one function that a plug-in's own tests can call too."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest

from toolkit.domain.ports import Importer
from toolkit.domain.sources import Transcript
from toolkit.domain.text import normalise
from toolkit.errors import BadFile

GARBAGE = (
    b"",
    b"\n",
    b"   \r\n\t ",
    b"\xef\xbb\xbf",
    b"\x00" * 100,
    bytes(range(256)) * 8,
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    b"PK\x03\x04" + b"\x00" * 40,
    b"PK\x05\x06" + b"\x00" * 18,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    b"\xff\xfe\x00",
    "Mjölk\nBröd\nSmör\n".encode(),
)


def check_importer(importer: Importer, samples: Mapping[str, bytes]) -> None:
    """Fail unless `importer` reads each of the samples (name to bytes) well and refuses garbage in words."""
    assert importer.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in importer.suffixes)
    for name, data in samples.items():
        check_transcript(importer.read(data, name))
        assert importer.read(data, name) == importer.read(data, name)
        cut_short(importer, data, name)
    for data in GARBAGE:
        refuses(importer, data, f"skräp{importer.suffixes[0]}")


def check_transcript(transcript: Transcript) -> None:
    """Fail unless the text is normalised and the turns stand in order within it, with words in each."""
    text = transcript.text
    assert text == normalise(text)
    assert transcript.turns
    for turn in transcript.turns:
        words = turn.span.of(text)
        assert turn.span.end <= len(text)
        assert words == words.strip() != ""
        assert turn.label is None or turn.label == turn.label.strip() != ""
        assert turn.time is None or turn.time >= 0
    assert all(first.span.end <= second.span.start for first, second in pairwise(transcript.turns))
    assert transcript.counts["characters"] == len(text)
    assert transcript.counts["paragraphs"] > 0
    assert not any(note.serious for note in transcript.notes)
    assert all(note.sentence for note in transcript.notes)


def refuses(importer: Importer, data: bytes, name: str) -> None:
    """Fail unless the importer raises BadFile with a sentence that names the file and a next step."""
    with pytest.raises(BadFile) as caught:
        importer.read(data, name)
    assert name in caught.value.sentence
    assert caught.value.hint


def cut_short(importer: Importer, data: bytes, name: str) -> None:
    """Fail when a file cut anywhere gives anything but a sound transcript or BadFile."""
    for part in range(0, len(data), max(1, len(data) // 20)):
        try:
            transcript = importer.read(data[:part], name)
        except BadFile:
            continue
        check_transcript(transcript)
