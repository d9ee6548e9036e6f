"""The mark in a Word draft: its id and digest and nothing else, in the file once, with all parts that Word asks for."""

from __future__ import annotations

import pytest
from lxml import etree

from toolkit.domain.reports.written_report import DraftMark, Mark
from toolkit.reporting.word.draft_mark import (
    blocks_digest,
    mark_parts,
    serialized,
    with_default,
    with_relation,
    with_type,
)
from toolkit.reporting.word.read_docx import DRAFT

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
FILE = {"[Content_Types].xml": TYPES, "word/document.xml": b"<document/>"}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def mark(draft=7, digest="abc"):
    return DraftMark(draft=draft, digest=digest)


def relations(part):
    return [
        (each.get("Id"), each.get("Type").rpartition("/")[2], each.get("Target")) for each in etree.fromstring(part)
    ]


def test_a_digest_tells_the_drafts_paragraphs_apart_and_not_their_order():
    told = [(Mark("b1", 1), "aa"), (Mark("b1", 2), "bb"), (Mark("b2", 1), "aa")]
    digest = blocks_digest(told)
    assert len(digest) == 16
    assert blocks_digest(reversed(told)) == digest
    changes = [told[:2], [*told[:2], (Mark("b2", 1), "ab")], [*told[:2], (Mark("b2", 2), "aa")], []]
    assert len({digest, *map(blocks_digest, changes)}) == 5


def test_the_mark_names_the_draft_and_nothing_else():
    parts = mark_parts(mark(), FILE)
    item = etree.fromstring(parts["customXml/item1.xml"])
    assert item.tag == f"{{{DRAFT}}}draft"
    assert dict(item.attrib) == {"id": "7", "blocks": "abc"}
    assert item.text is None
    assert set(parts) == {
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        "customXml/_rels/item1.xml.rels",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }


def test_the_parts_name_each_other_as_word_asks():
    parts = mark_parts(mark(), FILE)
    assert relations(parts["word/_rels/document.xml.rels"]) == [("rId1", "customXml", "/customXml/item1.xml")]
    assert relations(parts["customXml/_rels/item1.xml.rels"]) == [("rId1", "customXmlProps", "itemProps1.xml")]
    (override,) = etree.fromstring(parts["[Content_Types].xml"])
    assert override.get("PartName") == "/customXml/itemProps1.xml"
    assert override.get("ContentType").endswith("customXmlProperties+xml")
    assert DRAFT.encode() in parts["customXml/itemProps1.xml"]


def test_a_mark_takes_the_place_of_the_one_that_the_file_bears():
    marked = {**FILE, **mark_parts(mark(), FILE)}
    parts = mark_parts(mark(8, "def"), marked)
    assert set(parts) == {"customXml/item1.xml"}
    assert dict(etree.fromstring(parts["customXml/item1.xml"]).attrib) == {"id": "8", "blocks": "def"}


def test_other_programs_parts_are_left_where_they_are():
    others = {**FILE, "customXml/item1.xml": b"<a/>", "customXml/item3.xml": b"<b/>"}
    parts = mark_parts(mark(), others)
    assert "customXml/item2.xml" in parts
    assert not {"customXml/item1.xml", "customXml/item3.xml"} & set(parts)


def test_a_document_elsewhere_in_the_file_has_the_relation_beside_it():
    parts = mark_parts(mark(), FILE, document="word/nested/document2.xml")
    assert "word/nested/_rels/document2.xml.rels" in parts


def test_a_relation_is_added_with_an_id_that_is_free():
    part, first = with_relation(None, "image", "/word/media/a.png")
    part, second = with_relation(part, "image", "/word/media/b.png")
    assert (first, second) == ("rId1", "rId2")
    assert relations(part) == [("rId1", "image", "/word/media/a.png"), ("rId2", "image", "/word/media/b.png")]
    gap = part.replace(b"rId1", b"rId5")
    assert with_relation(gap, "image", "x")[1] == "rId1"
    assert f'Type="{OFFICE}/image"'.encode() in part


@pytest.mark.parametrize("add", [with_type, with_default])
def test_a_type_is_listed_once(add):
    once = add(TYPES, "png", "image/png")
    assert add(once, "png", "image/jpeg") == once
    assert len(etree.fromstring(add(once, "gif", "image/gif"))) == 2


def test_a_suffix_in_capitals_is_the_same_suffix():
    known = with_default(TYPES, "PNG", "image/png")
    assert with_default(known, "png", "image/png") == known


def test_a_part_is_written_as_word_writes_it():
    written = serialized(etree.fromstring("<a>å😀</a>"))
    assert written.startswith(b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>")
    assert "å😀".encode() in written
