"""What every importer must do, ours and a stranger's: one function, which a plug-in's own tests call."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from toolkit.domain.exchange.ports import Importer
from toolkit.domain.sources.sources import RawTurn, Transcript
from toolkit.domain.texts.text import normalise
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
CUTS = 20  # places at which each sample is cut off


def check_importer(importer: Importer, samples: Mapping[str, bytes]) -> None:
    """Raise AssertionError unless `importer` reads each of the samples (name to bytes) well and refuses garbage."""
    _demand(importer.suffixes, "suffixes are empty")
    for suffix in importer.suffixes:
        _demand(suffix.startswith(".") and suffix == suffix.lower(), f"{suffix} is not a dot and lower case")
    for name, data in samples.items():
        found = importer.read(data, name)
        check_transcript(found)
        _demand(importer.read(data, name) == found, "the same file read again gives something else")
        _check_cut_short(importer, data, name)
    for data in GARBAGE:
        check_refusal(importer, data, f"skräp{importer.suffixes[0]}")


def check_transcript(transcript: Transcript) -> None:
    """Raise AssertionError unless the text is normalised and the turns stand in order in it, with words in each."""
    text, counts = transcript.text, transcript.counts
    _demand(text == normalise(text), "the text is not as domain.text.normalise gives it")
    _demand(transcript.turns, "there are no turns")
    for turn in transcript.turns:
        _check_turn(turn, text)
    for first, second in pairwise(transcript.turns):
        _demand(first.span.end <= second.span.start, "a turn begins before the one before it ends")
    _demand(counts.get("characters") == len(text), "counts: “characters” is not the length of the text")
    _demand(counts.get("paragraphs", 0) > 0, "counts: “paragraphs” is missing")
    _demand(not any(note.serious for note in transcript.notes), "a note is serious: raise BadFile instead")
    _demand(all(note.sentence for note in transcript.notes), "a note says nothing")


def _check_turn(turn: RawTurn, text: str) -> None:
    words, label = turn.span.of(text), turn.label
    _demand(turn.span.end <= len(text), "a turn reaches beyond the text")
    _demand(words == words.strip() != "", "a turn is empty, or begins or ends with white space")
    _demand(label is None or label == label.strip() != "", "a label is empty, or begins or ends with white space")
    _demand(turn.time is None or turn.time >= 0, "a time is below zero")


def check_refusal(importer: Importer, data: bytes, name: str) -> None:
    """Raise AssertionError unless the importer raises BadFile with a sentence that names the file and a next step."""
    try:
        importer.read(data, name)
    except BadFile as refusal:
        _demand(name in refusal.sentence, "BadFile does not name the file")
        _demand(refusal.hint, "BadFile has no hint: what can a person do?")
    else:
        raise AssertionError(f"this is read, and should be refused with BadFile: {data[:20]!r}")


def _check_cut_short(importer: Importer, data: bytes, name: str) -> None:
    for end in range(0, len(data), max(1, len(data) // CUTS)):
        try:
            transcript = importer.read(data[:end], name)
        except BadFile:
            continue
        check_transcript(transcript)


def _demand(holds: object, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
