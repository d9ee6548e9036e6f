"""WebVTT: who says what in each cue, what is no speech, and that no word is dropped."""

from __future__ import annotations

import pytest

from toolkit.errors import BadFile
from toolkit.importers.webvtt import Block, VttImporter, no_cues, voices


def read(text):
    return VttImporter().read(text.encode() if isinstance(text, str) else text, "d01.vtt")


def said(text):
    found = read(text)
    return [(turn.label, turn.time, turn.span.of(found.text)) for turn in found.turns]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("", []),
        ("   ", []),
        ("Hej", [(None, "Hej")]),
        ("<v Åsa>Hej", [("Åsa", "Hej")]),
        ("<V Åsa>Hej</V>då", [("Åsa", "Hej"), (None, "då")]),
        ("<v.a.b Åsa Öberg: >Hej", [("Åsa Öberg", "Hej")]),
        ("<v &#197;sa &amp; Bo>Hej", [("Åsa & Bo", "Hej")]),
        ("<v A>Hej <v A>du", [("A", "Hej du")]),
        ("<v A>Hej<v B> <v A>du", [("A", "Hej"), ("A", "du")]),
        ("<v\tA>Hej", [("A", "Hej")]),
        ("<v>Hej", [(None, "Hej")]),
        ("<b>Hej</b> <c.gul>du</c> <lang sv>där</lang> <00:01.000>nu", [(None, "Hej du där nu")]),
        ("<ruby>ord<rt>ljud</rt></ruby>", [(None, "ordljud")]),
        ("3 &lt; 5 <och> 4", [(None, "3 < 5 <och> 4")]),
    ],
)
def test_words_of_each_voice_stay_in_their_order(raw, found):
    assert voices(raw) == found


def test_a_block_has_the_time_of_its_line_and_one_without_has_none():
    (cue,) = Block("00:01.500 --> 00:03.000 align:start", "<v A>Hej").cues()
    assert (cue.text, cue.start, cue.end, cue.speaker) == ("Hej", 1.5, 3.0, "A")
    (cue,) = Block("", "Hej").cues()
    assert (cue.start, cue.end, cue.speaker) == (None, None, None)
    (cue,) = Block("-->", "Hej").cues()
    assert (cue.start, cue.end) == (None, None)


@pytest.mark.parametrize(
    "apart",
    [
        "NOTE dolt\ndolt",
        "NOTE\ndolt",
        "STYLE\n::cue { dolt }",
        "STYLE:\ndolt",
        "REGION\nid:dolt",
        "17",
        "2d1a1f3c-1111-4222-8333-abcdefabcdef/10-0",
    ],
)
def test_notes_styles_regions_and_names_of_cues_are_no_speech(apart):
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\nHej.\n\n{apart}\n\n00:03.000 --> 00:04.000\nDå.\n"
    assert said(text) == [(None, 1.0, "Hej."), (None, 3.0, "Då.")]
    assert not any("under no time" in note.sentence for note in read(text).notes)


@pytest.mark.parametrize("word", ["NOTERA det", "Note det", "STYLED", "17 gånger"])
def test_what_only_begins_like_a_note_is_speech(word):
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\nHej.\n\n{word}\n"
    found = read(text)
    assert word in found.text
    assert [note.values["count"] for note in found.notes if "under no time" in note.message] == [1]


def test_the_head_of_a_file_is_no_speech_and_words_before_the_first_cue_are_none():
    text = "WEBVTT - Åsas möte\nKind: captions\nLanguage: sv\n\nNågot dolt\n\n00:01.000 --> 00:02.000\nHej.\n"
    assert said(text) == [(None, 1.0, "Hej.")]
    assert "dolt" not in read(text).text


def test_a_cue_in_the_line_after_the_signature_is_read():
    assert said("WEBVTT\n00:01.000 --> 00:02.000\nHej.\n") == [(None, 1.0, "Hej.")]


def test_a_file_without_a_signature_is_read_by_its_arrows():
    assert said("00:01.000 --> 00:02.000\nHej.\n") == [(None, 1.0, "Hej.")]
    assert said("\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHej.\r\n") == [(None, 1.0, "Hej.")]


def test_the_name_of_the_next_cue_is_not_said_where_no_blank_line_parts_them():
    text = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nVi var\n12\n00:03.000 --> 00:04.000\nDå.\n12\n"
    assert said(text) == [(None, 1.0, "Vi var Då. 12")]


def test_two_times_after_one_another_are_two_cues():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n00:03.000 --> 00:04.000\nHej.\n"
    assert said(text) == [(None, 3.0, "Hej.")]


@pytest.mark.parametrize("text", ["", "WEBVTT\n", "WEBVTT\n\nNOTE dolt\n", "I: Hur?\nD01: Så.\n", "WEBVTT\n\nHej.\n"])
def test_a_file_without_cues_is_refused(text):
    with pytest.raises(BadFile) as caught:
        read(text)
    if text:
        assert caught.value.sentence == no_cues("d01.vtt").sentence
    assert "d01.vtt" in caught.value.sentence
    assert caught.value.hint


def test_nuls_in_a_signed_file_are_characters_that_are_lost_and_no_binary_file():
    assert said(b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\nHe\x00j.\n") == [(None, 1.0, "He\ufffdj.")]
    assert said(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHe" + b"\x00" * 400) == [(None, 1.0, "He" + "\ufffd" * 400)]
    with pytest.raises(BadFile, match="not a text file"):
        read(b"00:01.000 --> 00:02.000\nHe" + b"\x00" * 400)
