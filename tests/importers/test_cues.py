"""Recorded speech: WebVTT by the standard's own files, Teams, Zoom, SubRip and Whisper."""

import json
import re
from pathlib import Path

import pytest

from tests.importers.recorded import SRT, STREAM, TEAMS, WHISPER, WHISPERX, ZOOM
from toolkit import plugins
from toolkit.errors import BadFile
from toolkit.importers.cues import Cue, clean, clock, transcript_of
from toolkit.importers.webvtt import voices

STANDARD = Path(__file__).parents[2].parent / "shared" / "standards" / "webvtt"
# the standard eats the words after "<" in "3 < 5" and in a tag that is not closed; here they stay
LOST_BY_STANDARD = re.compile(r"<(?!/?(?:v|c|i|b|u|ruby|rt|lang)\b|\d)|<[^>]*\Z")
HEAD_ONLY = "signature-timings.vtt"  # all of it is head, by the standard


def read(text, name="a.vtt", **options):
    return plugins.importer(Path(name).suffix).read(text.encode() if isinstance(text, str) else text, name, **options)


def said(transcript):
    return [(turn.label, turn.time, turn.span.of(transcript.text)) for turn in transcript.turns]


def told(transcript):
    return " ".join(note.sentence for note in transcript.notes)


def test_teams_speakers_wrapped_lines_and_references():
    transcript = read(TEAMS)
    assert said(transcript) == [("Åsa Öberg", 3.12, "Hur har det varit?"), ("D01", 7.0, "Bra, tack.")]
    assert transcript.text == "[00:00:03] Åsa Öberg: Hur har det varit?\n\n[00:00:07] D01: Bra, tack.\n"
    assert transcript.counts["cues"] == 3
    assert not transcript.notes


def test_stream_has_notes_and_no_speaker():
    transcript = read(STREAM)
    assert said(transcript) == [(None, 3.12, "Då sätter vi i gång.")]
    assert "without a speaker: 1" in told(transcript)


def test_zoom_names_stand_in_the_words():
    bo, karin = "Bo Ek", "Karin Lund"
    assert said(read(ZOOM)) == [(karin, 1.0, "Hur är det?"), (bo, 2.0, "Bra. Och du?"), (karin, 5.0, "Jo då.")]


def test_words_of_a_doubtful_speaker_are_nobodys():
    more = (
        ZOOM
        + "\r\n5\r\n00:00:06.000 --> 00:00:07.000\r\nUlla Ståhl: Min fot.\r\n\r\n00:08.000 --> 00:09.000\r\nJa.\r\n"
    )
    transcript = read(more)
    assert said(transcript)[-2:] == [(None, 6.0, "Ulla Ståhl: Min fot."), (None, 8.0, "Ja.")]
    assert "like a new speaker but were taken as nobody's: 1" in told(transcript)
    assert said(read(more, known=frozenset({"ulla ståhl"})))[-1] == ("Ulla Ståhl", 6.0, "Min fot. Ja.")


def test_the_text_read_as_plain_text_gives_the_same_turns():
    for data, name in ((TEAMS, "a.vtt"), (ZOOM, "z.vtt"), (SRT, "d.srt"), (json.dumps(WHISPERX), "x.json")):
        first = read(data, name)
        again = read(first.text, "a.txt", known=frozenset(turn.label.casefold() for turn in first.turns))
        assert [(turn.label, turn.span) for turn in again.turns] == [(turn.label, turn.span) for turn in first.turns]
        assert [turn.time for turn in again.turns] == [int(turn.time) for turn in first.turns]


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("<v A>Hej</v> <v B>Jo</v>", [("A", "Hej"), ("B", "Jo")]),
        ("<v.loud A B>Hej", [("A B", "Hej")]),
        ("<v>Hej", [(None, "Hej")]),
        ("<v A>3 &lt; 5 <i>och</i> 4 < 6 <00:00:01.000>ja", [("A", "3 < 5 och 4 < 6 ja")]),
        ("<c.röd>Hej</c> &amp; hå&nbsp;", [(None, "Hej & hå")]),
    ],
)
def test_each_voice_in_a_cue(cue, expected):
    assert [(who, clean(words)) for who, words in voices(cue)] == expected


@pytest.mark.parametrize(
    ("block", "words", "time"),
    [
        ("00:00:01.000 --> 00:00:02.000\nHej", "Hej", 1.0),
        ("x\n00:01,5 --> 00:02,5\nHej", "Hej", 1.5),
        ("100:00:01.000 --> 100:00:02.000\nHej", "Hej", 360_001.0),
        ("-00:00:01.000 --> 00:00:02.000\nHej", "Hej", None),
        ("00:61:01.000 --> 00:62:02.000\nHej", "Hej", None),
        ("00:00:01.000 --> 00:00:01.000 align:start\nHej\n--> då", "Hej", 1.0),
        ("00:00:01.000 --> 00:00:02.000\nHej\n\nmer", "Hej mer", 1.0),
        ("00:00:01.000 --> 00:00:02.000\nHej\n2\n00:00:02.000 --> 00:00:03.000\ndu", "Hej du", 1.0),
        ("STYLE\n::cue {}\n\nREGION\nid:x\n\nNOTE nej\n\n00:01.000 --> 00:02.000\nHej\x00", "Hej\ufffd", 1.0),
    ],
)
def test_every_spoken_word_is_kept(block, words, time):
    assert said(read(f"WEBVTT\n\n{block}\n")) == [(None, time, words)]


def test_bad_times_are_told():
    transcript = read("WEBVTT\n\n00:02.000 --> 00:01.000\nHej.\n\nx --> y\nDu.\n")
    assert said(transcript) == [(None, 2.0, "Hej."), (None, None, "Du.")]
    assert "end before they begin: 1" in told(transcript)
    assert "time cannot be read: 1" in told(transcript)


def test_a_file_without_words_is_refused():
    for data, name in (
        ("WEBVTT\n", "a.vtt"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "b.vtt"),
        ('{"segments": []}', "c.json"),
    ):
        with pytest.raises(BadFile):
            read(data, name)


def test_the_standards_cue_texts():
    if not STANDARD.is_dir():
        pytest.skip("the standard's files are not here")
    cases = [
        case
        for file in sorted(STANDARD.glob("wpt-cue-parsing/*.json"))
        for case in json.loads(file.read_text())
        if not LOST_BY_STANDARD.search(case["text"])
    ]
    assert len(cases) > 20
    for case in cases:
        shown = "".join(re.findall(r'^\| *"(.*?)"$', case["expectedTree"], re.DOTALL | re.MULTILINE))
        assert clean("".join(words for _, words in voices(case["text"].split("\n\n")[0]))) == clean(shown), case


def test_the_standards_files_lose_no_words():
    if not STANDARD.is_dir():
        pytest.skip("the standard's files are not here")
    for file in sorted(STANDARD.glob("wpt-file-parsing/*.vtt")):
        raw = file.read_bytes().replace(b"\x00", b"").decode("utf-8", "replace")
        wanted = set(re.findall(r"(?m)^text\d*(?=\r|$)", raw))
        try:
            found = read(file.read_bytes(), file.name).text
        except BadFile:
            found = ""
        assert file.name == HEAD_ONLY or not {each for each in wanted if each not in found}, file.name


def test_subrip_times_numbers_and_dashes():
    transcript = read(
        "7\n00:00:01,000 --> 00:00:02,000\n- <i>Hur?</i>\n- {\\an8}Så.\n7\n0:0:3.5 --> 0:0:4\nJo\n", "a.srt"
    )
    assert said(transcript) == [(None, 1.0, "Hur?"), (None, 1.0, "Så."), (None, 3.5, "Jo")]


def test_subrip_labels_in_an_old_encoding():
    transcript = read(SRT.encode("cp1252"), "d01.srt")
    assert said(transcript) == [("I", 1.0, "Hur då?"), ("D01", 2.5, "Så här är det.")]
    assert transcript.facts["encoding"] == "windows-1252"


def test_whisper_segments_of_nobody_are_joined_to_sentences():
    assert said(read(json.dumps(WHISPER), "a.json")) == [(None, 0.0, "Hur är det här?"), (None, 4.0, "Bra.")]


def test_whisperx_speakers_and_whisper_cpp():
    voices_found = [(label, words) for label, _, words in said(read(json.dumps(WHISPERX), "a.json"))]
    assert voices_found == [("SPEAKER_00", "Hur är det?"), ("SPEAKER_01", "Bra.")]
    cpp = {"transcription": [{"offsets": {"from": 1500, "to": 2000}, "text": " Hej."}]}
    assert said(read(json.dumps(cpp), "a.json")) == [(None, 1.5, "Hej.")]


@pytest.mark.parametrize("document", ['{"a": 1}', "[1]", '{"segments": [{"start": 1}]}', "1", "[" * 200_000])
def test_other_json_is_refused(document):
    with pytest.raises(BadFile):
        read(document, "a.json")


def test_json_with_odd_numbers_and_half_characters():
    transcript = read('{"segments": [{"start": NaN, "end": -1, "text": "Hej \\ud83d!"}]}', "a.json")
    assert said(transcript) == [(None, None, "Hej \ufffd!")]
    transcript.text.encode()


def test_invented_lines_are_pointed_out():
    found = transcript_of([Cue("Hej."), Cue("Tack för att du tittade!")], "a.srt", known=frozenset())
    assert "invent where nobody speaks: 1" in told(found)


@pytest.mark.parametrize(
    ("stamp", "seconds"), [("01:02:03,450", 3723.45), ("02:03.4", 123.4), ("2", None), ("1:99", None)]
)
def test_clock(stamp, seconds):
    assert clock(stamp) == seconds
