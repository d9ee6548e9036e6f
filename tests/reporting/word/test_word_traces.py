"""A new Word file says nothing of whoever made its template: no sessions, people, properties or parts of theirs."""

from __future__ import annotations

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from toolkit.reporting.word.word_parts import element
from toolkit.reporting.word.word_traces import clear

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NOTES = (
    f'<w:footnotes xmlns:w="{qn("w:p")[1:].partition("}")[0]}"><w:footnote w:id="1"><w:p w:rsidR="00A1" w:rsidRDefault='
    '"00A2"><w:r w:rsidRPr="00A3"><w:t>Not åäö</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def part_of(document, name, kind, data=b"<a/>", holder=None, content=f"{WORD}.x+xml"):
    package = document.part.package
    made = Part(PackURI(f"/word/{name}"), content, data, package)
    (holder or document.part).relate_to(made, kind if "://" in kind else f"{OFFICE}/{kind}")
    return made


def kinds(part):
    return {relation.reltype.rpartition("/")[2] for relation in part.rels.values()}


@pytest.mark.parametrize(
    "kind",
    ["customXml", "people", "commentsExtended", "commentsIds", "glossaryDocument", "vbaProject", "attachedTemplate"],
)
def test_parts_that_tell_of_the_template_are_gone(kind):
    document = Document()
    part_of(document, "x.xml", kind)
    clear(document)
    assert kind not in kinds(document.part)


@pytest.mark.parametrize("kind", ["styles", "numbering", "settings", "fontTable", "theme"])
def test_parts_that_the_text_needs_stay(kind):
    document = Document()
    assert kind in kinds(document.part)
    clear(document)
    assert kind in kinds(document.part)


def test_the_templates_properties_and_picture_are_gone_and_the_own_stay():
    document = Document()
    package = document.part.package
    part_of(document, "thumb.jpeg", "thumbnail", b"", package)
    part_of(document, "custom.xml", "custom-properties", b"<a/>", package)
    assert {"thumbnail", "custom-properties"} <= kinds(package)
    clear(document)
    assert kinds(package).isdisjoint({"thumbnail", "custom-properties", "extended-properties"})
    assert {"officeDocument", "core-properties"} <= kinds(package)


def test_no_session_of_writing_is_told_anywhere():
    document = Document()
    paragraph = document.add_paragraph("åäö")
    paragraph._p.set(qn("w:rsidR"), "00AB12CD")
    paragraph._p.set(qn("w:rsidRDefault"), "00AB12CE")
    style = document.styles["Normal"].element
    style.append(element("rsid", val="00AB12CF"))
    style.append(etree.Comment("ett tal"))
    clear(document)
    for part in document.part.package.iter_parts():
        held = getattr(part, "element", None)
        if held is not None:
            assert "rsid" not in etree.tostring(held).decode().lower()
    assert paragraph.text == "åäö"


def test_parts_that_are_kept_as_bytes_lose_their_sessions_and_nothing_else():
    document = Document()
    notes = part_of(document, "footnotes.xml", KIND.FOOTNOTES, NOTES.encode())
    other = part_of(document, "chart.xml", "chart", b'<a rsid="1"/>', content="application/xml")
    clear(document)
    assert b"rsid" not in notes.blob
    assert "Not åäö".encode() in notes.blob
    assert b'w:id="1"' in notes.blob
    assert other.blob == b'<a rsid="1"/>'


@pytest.mark.parametrize(
    "name", ["rsids", "attachedTemplate", "docVars", "mailMerge", "trackRevisions", "documentProtection"]
)
def test_settings_that_nobody_asked_for_are_gone(name):
    document = Document()
    settings = document.settings.element
    settings.append(element(name))
    settings.append(element(name))
    kept = [each.tag for each in settings if each.tag != qn(f"w:{name}")]
    clear(document)
    left = [each.tag for each in settings]
    assert qn(f"w:{name}") not in left
    assert set(left) <= set(kept)
    assert qn("w:compat") in left


def test_the_folder_of_the_template_is_not_told_by_the_settings():
    document = Document()
    settings = document.part.part_related_by(KIND.SETTINGS)
    settings.rels.get_or_add_ext_rel(f"{OFFICE}/attachedTemplate", "file:///C:/Users/anna/mall.dotx")
    clear(document)
    assert kinds(settings).isdisjoint({"attachedTemplate"})
