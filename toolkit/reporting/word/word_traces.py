"""Traces of whoever made a template, taken out of a new Word file: editing sessions, people, properties, parts."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

_OF_A_TEMPLATE = ("thumbnail", "custom-properties", "extended-properties")
_OF_ITS_DOCUMENT = (
    "customXml", "people", "commentsExtended", "commentsIds", "commentsExtensible", "stylesWithEffects",
    "attachedTemplate", "glossaryDocument", "keyMapCustomizations", "vbaProject", "documenttasks",
)  # fmt: skip
_SETTINGS = ("rsids", "attachedTemplate", "docVars", "mailMerge", "trackRevisions", "documentProtection")
_SESSION = qn("w:rsid")


def clear(document: Document) -> None:
    """Take out what a new file inherited from its template and nobody asked for."""
    package = document.part.package
    _forget(package, _OF_A_TEMPLATE)
    _forget(document.part, _OF_ITS_DOCUMENT)
    for part in package.iter_parts():
        element = getattr(part, "element", None)
        if element is not None:
            _sessions(element)
        elif "wordprocessingml" in part.content_type:  # python-docx keeps footnotes and the like as bytes
            part._blob = _without_sessions(part.blob)
    settings = document.settings.element
    for name in _SETTINGS:
        for each in settings.findall(qn(f"w:{name}")):
            settings.remove(each)
    _settings_relations(document)


def _forget(part: OpcPackage | Part, kinds: tuple[str, ...]) -> None:
    for key, relation in list(part.rels.items()):
        if relation.reltype.rpartition("/")[2] in kinds:
            del part.rels[key]


def _settings_relations(document: Document) -> None:
    """The settings name the template's file, with its folder, by a relation of their own."""
    _forget(document.part.part_related_by(KIND.SETTINGS), _OF_ITS_DOCUMENT)


def _without_sessions(part: bytes) -> bytes:
    root = parse_xml(part)
    _sessions(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _sessions(root: etree._Element) -> None:
    """Take out the numbers by which Word knows in which session each piece was written."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name in [name for name in map(str, element.attrib) if name.startswith(_SESSION)]:
            del element.attrib[name]
        for each in element.findall(_SESSION):
            element.remove(each)
