"""The mark in a Word draft that says which draft it is: a custom XML part with an id and a digest, and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from lxml import etree

from toolkit.domain.reports.written_report import DraftMark, Mark
from toolkit.reporting.word.read_docx import DRAFT

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM = re.compile(r"customXml/item(\d+)\.xml")
_TYPES = "[Content_Types].xml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_ID = "{7B0C4E0E-3B0B-4B43-9E2B-5C3A5D1F6A21}"


def blocks_digest(digests: Iterable[tuple[Mark, str]]) -> str:
    """A short digest of a draft's generated paragraphs: another project's draft of the same id has another."""
    lines = sorted(f"{mark.block} {mark.number} {digest}" for mark, digest in digests)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def mark_parts(mark: DraftMark, parts: Mapping[str, bytes], *, document: str = "word/document.xml") -> dict[str, bytes]:
    """The parts to write so that a file with these `parts` bears the mark, in the place of one that it bears."""
    item = _root("draft", DRAFT)
    item.set("id", str(mark.draft))
    item.set("blocks", mark.digest)
    known = next((name for name in parts if _ITEM.fullmatch(name) and DRAFT.encode() in parts[name]), None)
    if known:
        return {known: serialized(item)}
    taken = {int(found.group(1)) for name in parts if (found := _ITEM.fullmatch(name))}
    number = next(n for n in range(1, len(taken) + 2) if n not in taken)
    name = f"customXml/item{number}.xml"
    folder, _, own = document.rpartition("/")
    relations = f"{folder}/_rels/{own}.rels"
    return {
        name: serialized(item),
        f"customXml/itemProps{number}.xml": _properties(),
        f"customXml/_rels/item{number}.xml.rels": _item_relations(number),
        relations: with_relation(parts.get(relations), "customXml", f"/{name}")[0],
        _TYPES: with_type(parts[_TYPES], f"/customXml/itemProps{number}.xml", _PROPERTIES),
    }


def serialized(root: etree._Element) -> bytes:
    """An XML part as Word writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _properties() -> bytes:
    space = f"{_OFFICE}/customXml"
    root = etree.Element(f"{{{space}}}datastoreItem", {f"{{{space}}}itemID": _STORE_ID}, nsmap={"ds": space})
    schemas = etree.SubElement(root, f"{{{space}}}schemaRefs")
    etree.SubElement(schemas, f"{{{space}}}schemaRef", {f"{{{space}}}uri": DRAFT})
    return serialized(root)


def _item_relations(number: int) -> bytes:
    return with_relation(None, "customXmlProps", f"itemProps{number}.xml")[0]


def _root(name: str, space: str) -> etree._Element:
    """An element without contents whose namespace has no prefix."""
    return _parsed(f'<{name} xmlns="{space}"/>'.encode())


def with_relation(part: bytes | None, kind: str, target: str) -> tuple[bytes, str]:
    """A relations part with one more relation, and that one's id."""
    space = f"{_PACKAGE}/relationships"
    root = _root("Relationships", space) if part is None else _parsed(part)
    taken = {each.get("Id") for each in root}
    id_ = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
    relation = f"{_OFFICE}/relationships/{kind}"
    etree.SubElement(root, f"{{{space}}}Relationship", Id=id_, Type=relation, Target=target)
    return serialized(root), id_


def with_type(part: bytes, path: str, content_type: str) -> bytes:
    """The list of content types with one more part."""
    root = _parsed(part)
    space = f"{_PACKAGE}/content-types"
    if not any(each.get("PartName") == path for each in root):
        etree.SubElement(root, f"{{{space}}}Override", PartName=path, ContentType=content_type)
    return serialized(root)


def with_default(part: bytes, suffix: str, content_type: str) -> bytes:
    """The list of content types with one for all parts of a suffix."""
    root = _parsed(part)
    space = f"{_PACKAGE}/content-types"
    if not any(each.get("Extension", "").lower() == suffix for each in root):
        root.insert(0, etree.Element(f"{{{space}}}Default", Extension=suffix, ContentType=content_type))
    return serialized(root)


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
