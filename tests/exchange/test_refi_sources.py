"""Sources of an exchanged project: texts with what hangs on them, and the texts that media carry."""

from __future__ import annotations

import pytest

from tests.exchange.elements import element, guid
from toolkit.exchange.refi_elements import Elements
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_sources import SORTS, read_sources
from toolkit.exchange.refi_texts import Texts

HELD = "<PlainTextContent>Hej på dig du</PlainTextContent>"


def coding(name, inside=""):
    return f'<Coding guid="{guid(name)}"><CodeRef targetGUID="{guid("code")}"/>{inside}</Coding>'


def note(name):
    return f'<NoteRef targetGUID="{guid(name)}"/>'


def read(xml):
    """The sources, and what was counted: kind to number, and where."""
    ledger = Ledger()
    found = read_sources(element(xml), Elements(Texts(None, ledger), ledger))
    return found, {loss.kind: (loss.n, loss.where) if loss.where else loss.n for loss in ledger.losses()}


def test_a_text_is_read_with_all_that_hangs_on_it():
    xml = f"""<TextSource guid="{guid("s")}" name="d01"><Description> Om </Description>{HELD}
    <PlainTextSelection guid="{guid("p")}" startPosition="0" endPosition="3">{coding("c")}</PlainTextSelection>
    {coding("whole", note("on coding"))}{note("n")}
    <VariableValue><VariableRef targetGUID="{guid("v")}"/><TextValue>Umeå</TextValue></VariableValue></TextSource>"""
    (one,), counted = read(xml)
    assert (one.guid, one.name, one.text.text, one.description) == (guid("s"), "d01", "Hej på dig du", "Om")
    assert [(each.start, each.end) for each in one.selections] == [(0, 3)]
    assert [each.guid for each in one.codings] == [guid("whole")]
    assert one.notes == [guid("n"), guid("on coding")]
    assert one.values == [(guid("v"), "Umeå")]
    assert counted == {"coding_note": 1}


def test_a_source_without_a_text_is_left_out_and_named_with_its_selections():
    two = '<PlainTextSelection startPosition="0" endPosition="3"/>' * 2
    assert read(f'<TextSource name="d01">{two}</TextSource>')[1]["source_without_text"] == (2, "d01")
    found, counted = read(f'<TextSource guid="{guid("s")}"/>')
    assert (found, counted) == ([], {"source_without_text": (1, guid("s"))})


@pytest.mark.parametrize(("tag", "sort"), SORTS.items())
def test_a_medium_without_text_is_counted_with_all_that_hangs_on_it(tag, sort):
    selection = tag.replace("Source", "Selection")
    place = f"<{selection}>{coding('a')}{coding('b')}{note('n')}<Description>x</Description></{selection}>"
    variables = "<VariableValue/>"
    found, counted = read(
        f"<{tag}>{place}{coding('whole')}{note('m')}<Description>y</Description><TextDescription/>{variables}</{tag}>"
    )
    assert found == []
    assert counted.pop("missing_guid") >= 1
    assert counted == {
        f"{sort}_source": 1,
        f"{sort}_coding": 3,
        "media_note": 2,
        "media_description": 3,
        "media_variables": 1,
    }


def test_the_text_of_a_page_stands_for_the_file_and_takes_what_hangs_on_it():
    xml = f"""<PDFSource guid="{guid("pdf")}" name="Rapport"><Description>Om filen</Description>
    <PDFSelection page="0">{coding("on page")}</PDFSelection>
    <Representation guid="{guid("rep")}" name="r">{HELD}
    <PlainTextSelection guid="{guid("p")}" startPosition="4" endPosition="6">{coding("in text")}</PlainTextSelection>
    </Representation>
    {coding("whole")}{note("n")}
    <VariableValue><VariableRef targetGUID="{guid("v")}"/><TextValue>x</TextValue></VariableValue></PDFSource>"""
    (one,), counted = read(xml)
    assert (one.guid, one.name, one.description, one.text.text) == (guid("pdf"), "Rapport", "Om filen", "Hej på dig du")
    assert [each.guid for each in one.codings] == [guid("whole")]
    assert (one.notes, one.values) == ([guid("n")], [(guid("v"), "x")])
    assert [each.codings[0].guid for each in one.selections] == [guid("in text")]
    assert counted == {"pdf_source": 1, "pdf_coding": 1}


def test_a_description_that_the_text_has_already_keeps_its_own():
    text = f"<Representation>{HELD}<Description>Egen</Description></Representation>"
    xml = f"<PDFSource><Description>Filens</Description>{text}</PDFSource>"
    (one,), counted = read(xml)
    assert one.description == "Egen"
    assert counted["media_description"] == 1


def test_each_transcript_is_a_source_and_times_become_places():
    xml = f"""<VideoSource guid="{guid("film")}" name="Film">
    <Transcript guid="{guid("t1")}" name="Första">{HELD}
    <SyncPoint guid="{guid("p1")}" timeStamp="0" position="4"/>
    <SyncPoint guid="{guid("p2")}" timeStamp="9" position="10"/>
    <TranscriptSelection guid="{guid("s1")}" fromSyncPoint="{guid("p1")}" toSyncPoint="{guid("p2")}">
    {coding("c")}</TranscriptSelection>
    <TranscriptSelection guid="{guid("s2")}" fromSyncPoint="{guid("p1")}" toSyncPoint="{guid("gone")}"/></Transcript>
    <Transcript guid="{guid("t2")}" name="Andra">{HELD}</Transcript>
    <VideoSelection>{coding("time")}</VideoSelection>{coding("whole")}</VideoSource>"""
    (first, second), counted = read(xml)
    assert (first.guid, first.name) == (guid("film"), "Film")
    assert (second.guid, second.name) == (guid("t2"), "Andra")
    assert [(each.start, each.end) for each in first.selections] == [(4, 10), (4, None)]
    assert [each.guid for each in first.codings] == [guid("whole")]
    assert second.codings == []
    assert counted == {"video_source": 1, "time_stamps": 2, "video_coding": 1}
