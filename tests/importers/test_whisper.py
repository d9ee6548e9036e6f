"""Whisper's JSON in its three dialects: words, times in seconds and speakers; what is none of them is refused."""

from __future__ import annotations

import json

import pytest

from toolkit.errors import BadFile
from toolkit.importers.whisper import WhisperImporter


def read(document):
    return WhisperImporter().read(json.dumps(document).encode(), "d01.json")


def said(document):
    found = read(document)
    return [(turn.label, turn.time, turn.span.of(found.text)) for turn in found.turns]


@pytest.mark.parametrize(
    "document",
    [
        {"segments": [{"start": 61.5, "end": 63, "text": " Näää."}]},
        [{"start": 61.5, "end": 63, "text": " Näää."}],
        {"transcription": [{"offsets": {"from": 61_500, "to": 63_000}, "text": " Näää."}]},
        {"transcription": [{"timestamps": {"from": "00:01:01,500", "to": "00:01:03,000"}, "text": " Näää."}]},
        {"segments": "inget", "transcription": [{"offsets": {"from": 61_500, "to": 63_000}, "text": " Näää."}]},
    ],
    ids=["openai", "a bare list", "whisper.cpp offsets", "whisper.cpp stamps", "one key that is no list"],
)
def test_each_program_gives_the_same_turn(document):
    assert said(document) == [(None, 61.5, "Näää.")]


@pytest.mark.parametrize("time", ["61.5", None, True, -1, 360_001, [], float("nan"), float("inf")], ids=str)
def test_a_time_that_is_none_leaves_the_words_without(time):
    found = read({"segments": [{"start": time, "end": 63, "text": "Hej."}]})
    assert [(turn.time, turn.span.of(found.text)) for turn in found.turns] == [(None, "Hej.")]
    assert any("time cannot be read: 1" in note.sentence for note in found.notes)


def test_times_from_the_first_moment_to_a_hundred_hours_are_times():
    first, last = {"start": 0, "end": 1, "text": "Ja."}, {"start": 360_000, "end": 360_000, "text": "Nej."}
    assert said({"segments": [first, last]}) == [(None, 0.0, "Ja."), (None, 360_000.0, "Nej.")]


@pytest.mark.parametrize(
    ("segment", "label"),
    [
        ({"speaker": "SPEAKER_00", "words": [{"speaker": "SPEAKER_01"}]}, "SPEAKER_00"),
        ({"words": [{"word": "x"}, "skräp", {"speaker": 3}, {"speaker": "SPEAKER_01"}]}, "SPEAKER_01"),
        ({"speaker": " Åsa:\n"}, "Åsa"),
        ({"speaker": " ", "words": [{"speaker": "Bo"}]}, "Bo"),
        ({"speaker": 7, "words": "Bo"}, None),
    ],
)
def test_the_speaker_is_the_segments_or_its_first_words(segment, label):
    other = {"start": 0.0, "end": 1.0, "text": "Hur?", "speaker": "Kim"}
    assert said([other, {"start": 1.0, "end": 2.0, "text": "Så.", **segment}])[1] == (label, 1.0, "Så.")


def test_a_segment_without_words_is_no_turn():
    segments = [{"text": None, "start": 0.0}, {"text": " ", "start": 1.0}, {"text": "Hej.", "start": 2.0}]
    assert said({"segments": segments}) == [(None, 2.0, "Hej.")]


@pytest.mark.parametrize(
    "document",
    [{}, [], {"segments": {}}, "text", 3, {"segments": ["text"]}, {"segments": [{"text": "Hej."}, {"word": "då"}]}],
    ids=str,
)
def test_what_holds_no_segments_is_refused_with_the_way_on(document):
    with pytest.raises(BadFile) as caught:
        read(document)
    empty = document == []
    assert caught.value.sentence == (
        "d01.json holds no spoken words."
        if empty
        else "d01.json is not a transcript that Whisper wrote: it holds no segments."
    )
    assert caught.value.hint
