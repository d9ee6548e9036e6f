"""Documents of other programs: OpenDocument, rich text, web pages, oTranscribe, times of f4, old encodings."""

import json
import random
from pathlib import Path

import pytest

from tests.importers.recorded import HTML, ODT_BODY, OTR, RTF, odt
from tests.importers.spoken import said as spoken
from tests.importers.spoken import times
from toolkit import plugins
from toolkit.errors import BadFile


def read(data, name):
    return plugins.importer(Path(name).suffix).read(data.encode() if isinstance(data, str) else data, name)


def said(transcript):
    return [(turn.label, turn.time, turn.span.of(transcript.text)) for turn in transcript.turns]


def refused(data, name, words):
    with pytest.raises(BadFile) as caught:
        read(data, name)
    assert words in caught.value.sentence


def test_open_document_shows_what_libreoffice_shows():
    transcript = read(odt(), "a.odt")
    assert said(transcript) == [("I", None, "Hur  är det?"), ("D01", None, "Bra så.\nJo"), ("I", None, "Va?")]
    counts = {kind: transcript.counts[kind] for kind in ("deletions", "comments", "footnotes", "paragraphs")}
    assert counts == {"deletions": 1, "comments": 1, "footnotes": 1, "paragraphs": 4}
    assert "bort" not in transcript.text


def test_open_document_text_boxes_lists_and_hidden_sections():
    body = (
        "<text:list><text:list-item><text:p>I: Hur?</text:p></text:list-item></text:list><text:p>D01: Så<draw:frame>"
        "<draw:text-box><text:p>I: Jaha?</text:p></draw:text-box></draw:frame></text:p>"
        '<text:section text:display="none"><text:p>D01: dolt</text:p></text:section>'
    )
    assert said(read(odt(body), "a.odt")) == [("I", None, "Hur?"), ("D01", None, "Så"), ("I", None, "Jaha?")]


def test_open_document_words_in_a_shape():
    body = "<text:p><draw:custom-shape><text:p>I: Hur?</text:p><text:p>D01: Så.</text:p></draw:custom-shape></text:p>"
    transcript = read(odt(body), "a.odt")
    assert said(transcript) == [("I", None, "Hur?"), ("D01", None, "Så.")]
    assert transcript.counts["text_boxes"] == 1


def test_open_document_bold_labels():
    body = "".join(
        f'<text:p text:style-name="{style}">{words}</text:p>'
        for style, words in (
            ("B", "Karin Lund"),
            ("", "Hur är det?"),
            ("B", "Bo Ek"),
            ("", "Bra."),
            ("B", "Karin Lund"),
            ("", "Jaha?"),
            ("B", "Bo Ek"),
            ("", "Jo."),
        )
    )
    assert [label for label, _, _ in said(read(odt(body), "a.odt"))] == ["Karin Lund", "Bo Ek"] * 2


def test_hostile_open_documents_are_refused():
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    refused(odt(**{"META-INF/manifest.xml": manifest}), "a.odt", "password")
    refused(odt(**{"../../evil.txt": "x"}), "a.odt", "names that no")
    refused(odt(**{"styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.odt", "document type")
    refused(b"{\\rtf1}", "a.odt", "not an OpenDocument")
    refused(odt("<text:p/>"), "a.odt", "empty")
    refused(odt(ODT_BODY)[:-40], "a.odt", "damaged")


def test_rich_text_code_pages_pairs_and_what_is_left_out():
    transcript = read(RTF, "a.rtf")
    assert said(transcript) == [
        ("I", 12.3, "Hur gör du?"),
        ("D01", 15.0, "Så här 😀  ł."),
        ("D01", 19.9, "Mer."),
        ("I", 20.0, "Jaha?"),
    ]
    assert transcript.counts["deletions"] == transcript.counts["hidden"] == 1
    assert not {"Anna", "dold", "bort", "abc"} & set(transcript.text.split())


def test_rich_text_tables_notes_and_a_missing_brace():
    body = rb"{\rtf1\ansi \trowd I\cell Hur?\cell\row D01\cell S\'e5{\footnote not}\cell\row \pard I: Va?\par"
    transcript = read(body, "a.rtf")
    assert said(transcript) == [("I", None, "Hur?"), ("D01", None, "Så"), ("I", None, "Va?")]
    assert "last brace" in " ".join(note.sentence for note in transcript.notes)
    assert transcript.counts["footnotes"] == 1


@pytest.mark.parametrize("head", [rb"\mac", rb"\ansi\ansicpg10000", rb"\ansi\deff0{\fonttbl{\f0\fcharset77 A;}}"])
def test_rich_text_of_a_mac(head):
    assert said(read(b"{\\rtf1" + head + rb" I: S\'8c?\par D01: J\'8a.}", "a.rtf"))[0][2] == "Så?"


def test_rich_text_with_a_large_picture_or_endless_groups():
    read(rb"{\rtf1{\pict " + b"a1" * 1_000_000 + rb"}I: Hur?\par D01: Jo.}", "a.rtf")
    refused(b"{\\rtf1" + b"{" * 100_000, "a.rtf", "far larger")


def test_a_web_page_as_a_browser_shows_it():
    transcript = read(HTML, "a.html")
    assert said(transcript) == [("I", None, "Hur är det?"), ("D01", None, "Bra.\nJo"), ("I", None, "Va?")]
    assert "evil" not in transcript.text


def test_hidden_parts_of_a_web_page_are_left_out():
    page = (
        "<p>I: Hur?</p><p hidden>D01: dolt</p><p>\x04D01: Så<span style='display: none'>dolt</span> <del>var</del> här."
    )
    transcript = read(page, "a.htm")
    assert said(transcript) == [("I", None, "Hur?"), ("D01", None, "Så här.")]
    assert transcript.counts["hidden"] == 2


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [("utf-8", ""), ("cp1252", ""), ("mac_roman", "macintosh"), ("iso-8859-15", "iso-8859-15"), ("utf-16", "x")],
)
def test_the_encoding_of_a_web_page(encoding, meta):
    page = f'<html><head><meta charset="{meta}"></head><body><p>I: Hur då?</p><p>D01: Så är det.</p></body></html>'
    assert said(read(page.encode(encoding), "a.html"))[1][2] == "Så är det."


def test_a_web_page_of_endless_depth_is_refused():
    refused("<div>" * 100_000 + "I: Hur?", "a.html", "damaged")


def test_otranscribe_times_and_no_name_of_the_recording():
    transcript = read(json.dumps(OTR), "a.otr")
    assert said(transcript) == [
        ("I", 12.0, "Hur gör ni?"),
        ("D01", None, "Så & så."),
        ("D01", 3661.0, "Men ändå."),
        ("I", None, "Jaha?"),
    ]
    assert "Öberg" not in repr(transcript)
    refused('{"text": 1}', "a.otr", "oTranscribe")
    refused('{"text": "<p> </p>"}', "a.otr", "no text")


def test_f4_closes_each_paragraph_with_its_time():
    text = "I: Hur? #00:00:02-5#\nD01: Så. #00:00:04-0#\nOch så. #00:00:09-1#\n\nI: Ja? #00:00:10-0#\n"
    assert spoken(text) == [("I", "Hur?"), ("D01", "Så."), ("D01", "Och så."), ("I", "Ja?")]
    assert times(text) == [2.5, 4.0, 9.1, 10.0]


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("cp1252", "windows-1252"), ("mac_roman", "macintosh"), ("cp850", "cp850"), ("utf-16", "utf-16")],
)
def test_text_in_encodings_that_occur_in_sweden(encoding, shown):
    text = "I: Hur går det med föräldrarna på jobbet?\nD01: Så där. Nätterna är svårare.\n"
    transcript = read(text.encode(encoding), "a.txt")
    assert transcript.text == text
    assert transcript.facts["encoding"] == shown


def test_typographic_signs_are_no_old_encoding():
    text = "I: He said “yes”, didn’t he… or “no”?\nD01: I don’t…know—that’s it…really…so.\n"
    assert read(text.encode("cp1252"), "a.txt").text == text


def test_bytes_of_chance_are_refused_quickly():
    dice = random.Random(6)
    for suffix in (".vtt", ".srt", ".json", ".otr", ".odt", ".rtf", ".html"):
        for _ in range(20):
            with pytest.raises(BadFile):
                read(dice.randbytes(2_000), f"a{suffix}")


def test_a_time_before_the_label_goes_before_one_at_the_end():
    assert times("[00:00:10] I: Hur? #00:00:12-0#\nD01: Så.\n") == [10.0, None]
