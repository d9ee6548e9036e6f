"""oTranscribe: times stand where the typist put them, by the recording's own seconds; nothing else of the file."""

from __future__ import annotations

import json

import pytest

from toolkit.errors import BadFile
from toolkit.importers.otranscribe import OtrImporter


def read(page, **more):
    return OtrImporter().read(json.dumps({"text": page, **more}).encode(), "d01.otr")


def stamped(stamp):
    return read(f"<p>{stamp} I: Hur?</p><p>D01: Så.</p>")


@pytest.mark.parametrize(
    ("stamp", "shown", "seconds"),
    [
        ('<span class="timestamp" data-timestamp="12.999">0:13</span>', "[00:00:12]", 12.0),
        ("<span data-timestamp=3725 class=timestamp>1:02:05</span>", "[01:02:05]", 3725.0),
        ("<SPAN CLASS='timestamp extra' contenteditable=false>7:08</SPAN>", "[7:08]", 428.0),
        ("<span class='timestamp'>1:02:05</span>", "[1:02:05]", 3725.0),
        ("<span class='timestamp' data-timestamp='0'>0:00</span>", "[00:00:00]", 0.0),
        ("<span class='timestamp' data-timestamp='360000'>100:00:00</span>", "[100:00:00]", 360_000.0),
    ],
)
def test_a_stamp_is_shown_as_a_time_and_is_the_turns(stamp, shown, seconds):
    found = stamped(stamp)
    assert found.text.startswith(f"{shown} I: Hur?")
    assert found.turns[0].time == seconds
    assert found.turns[1].time is None


@pytest.mark.parametrize("stamp", ["<span class='timestamp'>nu</span>", "<span class='timestamp' data-timestamp='x'>"])
def test_a_stamp_without_a_time_leaves_no_time(stamp):
    found = stamped(stamp)
    assert found.turns[0].time is None
    assert found.turns[0].span.of(found.text) == "Hur?"


def test_a_span_that_is_no_stamp_is_speech():
    found = read("<p>I: Hur?</p><p>D01: Klockan <span class='note'>12:30</span> kom vi.</p>")
    assert found.turns[1].span.of(found.text) == "Klockan 12:30 kom vi."


def test_nothing_but_the_text_is_taken():
    found = read("<p>I: Hur?</p><p>D01: Så <i hidden>dolt</i>.", media="Åsa.mp3", **{"media-source": "https://x.se/y"})
    assert found.facts == {"encoding": "utf-8"}
    assert found.counts == {"paragraphs": 2, "characters": len(found.text), "hidden": 1}
    assert "Åsa" not in repr(found)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"[1]", "d01.otr is not a file of oTranscribe: it holds no text."),
        (b"{}", "d01.otr is not a file of oTranscribe: it holds no text."),
        (b'{"text": ["x"]}', "d01.otr is not a file of oTranscribe: it holds no text."),
        (b'{"text": "<p>Ingen"', "d01.otr is damaged and cannot be read."),
        (b'{"text": "<p>Ingen talar.</p>"}', "d01.otr: no speaker turns found."),
        (b"", "d01.otr is empty."),
    ],
)
def test_what_is_no_transcript_is_refused_with_the_way_on(data, sentence):
    with pytest.raises(BadFile) as caught:
        OtrImporter().read(data, "d01.otr")
    assert caught.value.sentence == sentence
    assert caught.value.hint
