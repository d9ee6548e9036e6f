"""Hostile office files are refused in words, at once."""

import io
import time
import zipfile
import zlib

import pytest

from toolkit.errors import BadFile
from toolkit.importers import ooxml
from toolkit.importers.ooxml import MAX_MEMBERS, open_package
from toolkit.importers.word import shown_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(data, match):
    began = time.process_time()
    with pytest.raises(BadFile, match=match) as caught:
        shown_text(data, "x.docx")
    assert time.process_time() - began < 1
    assert "x.docx" in caught.value.sentence
    assert caught.value.hint


def test_a_locked_word_file_and_an_old_one_are_told_apart():
    refused(OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), "password-protected")
    refused(OLE + b"\x00" * 512 + "WordDocument".encode("utf-16-le"), r"old kind \(\.doc\)")


@pytest.mark.parametrize("data", [b"hej", b"", b"{\\rtf1}", b"MZ\x90" + b"PK\x03\x04"])
def test_what_is_no_zip_is_refused(data):
    refused(data, "not a Word file")


@pytest.mark.parametrize("name", ["../../evil.txt", "/abs.txt", "a\\..\\b.txt", "C:\\x", "word/../x", "c:x"])
def test_names_that_lead_elsewhere_are_refused(zipped, xml_document, name):
    refused(zipped({"word/document.xml": xml_document(""), name: "x"}), "names that no Word file has")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(xml_document):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name in ("word/document.xml", "WORD/document.xml"):
            container.writestr(name, xml_document(""))
    refused(stream.getvalue(), "names that no Word file has")


def test_a_symbolic_link_is_refused(xml_document):
    stream = io.BytesIO()
    link = zipfile.ZipInfo("word/document.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr(link, "/etc/passwd")
    refused(stream.getvalue(), "names that no Word file has")


@pytest.mark.parametrize(
    "entities", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "ha"><!ENTITY x "&a;&a;">', ""]
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_any_document_type_is_refused(zipped, xml_document, entities, codec):
    rest = xml_document("<w:p><w:r><w:t>I: Hej</w:t></w:r></w:p>").split("?>", 1)[1]
    text = f'<?xml version="1.0" encoding="{codec.upper()}"?><!DOCTYPE w:document [{entities}]>{rest}'
    refused(zipped({"word/document.xml": text.encode(codec)}), "document type")
    refused(zipped({"_rels/.rels": text.encode(codec), "word/document.xml": xml_document("")}), "document type")


def test_utf_16_xml_is_read(zipped, xml_document):
    text = xml_document("<w:p><w:r><w:t>Åh</w:t></w:r></w:p>").replace("UTF-8", "UTF-16")
    assert shown_text(zipped({"word/document.xml": text.encode("utf-16")}), "x.docx").text == "Åh"


def test_the_main_part_is_found_by_its_relationship(zipped, xml_document):
    relations = (
        '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    parts = {"_rels/.rels": relations, "word/document2.xml": xml_document("<w:p><w:r><w:t>Hej</w:t></w:r></w:p>")}
    assert shown_text(zipped(parts), "x.docx").text == "Hej"


@pytest.mark.parametrize("parts", [{"xl/workbook.xml": "<a/>"}, {"word/document.xml": "<a/>"}, {"mimetype": "x"}])
def test_another_office_file_is_refused(zipped, parts):
    refused(zipped(parts), "holds no Word document")


@pytest.mark.parametrize("xml", ["", "<a", "<a>&x;</a>", "<w:document/>", "\x00", "<a>" * 50_000])
def test_broken_xml_is_refused(zipped, xml):
    refused(zipped({"word/document.xml": xml}), "damaged")


def test_a_cut_and_a_changed_file_are_refused(zipped, xml_document):
    whole = zipped({"word/document.xml": xml_document("<w:p><w:r><w:t>Hej</w:t></w:r></w:p>" * 50)})
    refused(whole[: len(whole) // 2], "damaged")
    refused(whole[:60] + bytes(byte ^ 0x55 for byte in whole[60:70]) + whole[70:], "damaged")
    refused(whole.replace(zlib.crc32(b"").to_bytes(4, "little"), b"\x01\x01\x01\x01")[:-30], "damaged")


def test_an_encrypted_part_is_refused(zipped, xml_document):
    data = bytearray(zipped({"word/document.xml": xml_document("")}))
    directory = data.rindex(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    refused(bytes(data), "password-protected")


def test_a_bomb_is_refused_while_it_is_read(zipped, xml_document):
    refused(zipped({"word/document.xml": xml_document(" " * 30_000_000)}), "far larger")


def test_a_bomb_that_lies_about_its_size_is_refused(zipped, xml_document):
    data = zipped({"word/document.xml": xml_document(" " * 3_000_000)})
    size = len(xml_document("")) + 3_000_000
    lying = data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert lying != data
    refused(lying, "damaged|far larger")


def test_too_many_parts_are_refused(zipped):
    refused(zipped({f"{number}": b"" for number in range(MAX_MEMBERS + 1)}), "far larger")


def test_a_table_of_contents_too_long_is_not_even_read(zipped):
    data = zipped({"a": b"x"})
    end = data.rindex(b"PK\x05\x06")
    refused(data[: end + 12] + (1 << 30).to_bytes(4, "little") + data[end + 16 :], "far larger")


def test_too_many_elements_are_refused(zipped, xml_document, monkeypatch):
    monkeypatch.setattr(ooxml, "MAX_ELEMENTS", 1000)
    refused(zipped({"word/document.xml": xml_document("<w:p/>" * 1001)}), "far larger")


def test_a_part_that_is_absent_is_none(zipped):
    assert open_package(zipped({"a": b"x"}), "x.docx").xml("word/document.xml") is None


def test_parts_that_are_too_large_together_are_refused(zipped, monkeypatch):
    monkeypatch.setattr(ooxml, "MAX_ALL", 150)
    found = open_package(zipped({"a.xml": "<a>" + "x" * 90 + "</a>", "b.xml": "<b>" + "y" * 90 + "</b>"}), "a.docx")
    assert found.xml("a.xml") is not None
    assert found.xml("a.xml") is not None
    with pytest.raises(BadFile, match="larger"):
        found.part("b.xml")
