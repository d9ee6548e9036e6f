"""Office files: their zip container and XML parts, read within limits so that a hostile file costs little."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from toolkit.domain.texts.zip_members import BROKEN, contents_size, is_locked, leads_elsewhere, standing_twice, unpacked
from toolkit.errors import BadFile
from toolkit.messages import N_

MAX_MEMBERS = 5_000
MAX_PART = 100_000_000  # bytes, unpacked
MAX_ALL = 200_000_000  # of all parts together
MAX_ELEMENTS = 2_000_000  # 1.5 million paragraphs took python-docx more than 25 s
MAX_RATIO = 200
_MAX_DIRECTORY = 2_000_000  # bytes of the zip's table of contents
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_RELATIONS = "_rels/.rels"


@dataclass(frozen=True, slots=True)
class Package:
    """An office file whose container has been checked."""

    name: str
    container: zipfile.ZipFile
    _sizes: dict[str, int] = field(default_factory=dict)  # of the parts unpacked so far

    def xml(self, part: str) -> etree._Element | None:
        """The root element of the part at the path `part`; None when the file has none. Raises BadFile."""
        if part not in self.container.NameToInfo:
            return None
        return parsed(self._bytes(part), self.name)

    def part(self, path: str) -> bytes | None:
        """The bytes of an XML part, for a reader that streams; None when the file has none. Raises BadFile."""
        if path not in self.container.NameToInfo:
            return None
        data = self._bytes(path)
        if any(doctype in data for doctype in _DOCTYPES):
            raise _with_doctype(self.name)
        return data

    def main_part(self, default: str) -> etree._Element | None:
        """The root of the office document that the package points to, or of the part at `default`."""
        relations = self.xml(_RELATIONS)
        targets = (
            each.get("Target", "").lstrip("/")
            for each in (() if relations is None else relations)
            if str(each.get("Type", "")).endswith("/officeDocument")
        )
        return self.xml(next((target for target in targets if target in self.container.NameToInfo), default))

    def _bytes(self, part: str) -> bytes:
        info = self.container.getinfo(part)
        try:
            with self.container.open(info) as stream:
                refusal = partial(_too_large, self.name)
                others = sum(size for path, size in self._sizes.items() if path != part)
                data = unpacked(stream, info, most=min(MAX_PART, MAX_ALL - others), ratio=MAX_RATIO, refusal=refusal)
        except BROKEN as error:
            raise _damaged(self.name) from error
        self._sizes[part] = len(data)
        return data


def open_package(data: bytes, name: str) -> Package:
    """Check the container of the file called `name`; raise BadFile when it is none, locked, damaged or suspicious."""
    if data.startswith(_OLE):
        raise _locked(name) if _ENCRYPTED in data else _old(name)
    if not data.startswith(b"PK\x03\x04"):
        raise _foreign(name)
    _check_directory(data, name)
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise _damaged(name) from error
    _check_members(container.infolist(), name)
    return Package(name, container)


def _check_directory(data: bytes, name: str) -> None:
    """Refuse a table of contents so long that only reading it would take seconds."""
    size = contents_size(data)
    if size is None:
        raise _damaged(name)
    if size > _MAX_DIRECTORY:
        raise _too_large(name)


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise _too_large(name)
    if any(map(is_locked, members)):
        raise _locked(name)
    if any(map(leads_elsewhere, members)) or standing_twice(info.filename for info in members):
        raise BadFile(
            N_("{name} is refused: its contents have names that no Word file has."),
            hint=N_("Open it in Word, save it under a new name, and add that file."),
            name=name,
        )


def parsed(xml: bytes, name: str) -> etree._Element:
    """The root element of an XML part; raise BadFile for a document type, for damage and for too many elements."""
    if any(doctype in xml for doctype in _DOCTYPES):
        raise _with_doctype(name)
    if xml.count(b"</") + xml.count(b"/>") > MAX_ELEMENTS:
        raise _too_large(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_doctype(name)
    return root


def _locked(name: str) -> BadFile:
    return BadFile(
        N_("{name} is a password-protected Word file."),
        hint=N_("Open it in Word, take the password or the sensitivity label's protection off, and save it again."),
        name=name,
    )


def _old(name: str) -> BadFile:
    return BadFile(
        N_("{name} is a Word file of the old kind (.doc)."),
        hint=N_("Open it in Word and save it as a Word document (.docx)."),
        name=name,
    )


def _foreign(name: str) -> BadFile:
    return BadFile(
        N_("{name} is not a Word file, whatever its name says."),
        hint=N_("Open it in the program it came from and save it as a Word document (.docx) or as plain text."),
        name=name,
    )


def _damaged(name: str) -> BadFile:
    return BadFile(
        N_("{name} is damaged and cannot be read."),
        hint=N_("Fetch the file again from where it came, or open it in Word and save it again."),
        name=name,
    )


def _too_large(name: str) -> BadFile:
    return BadFile(
        N_("{name} is refused: unpacked, it is far larger than a transcript can be."),
        hint=N_("Open it in Word, take pictures out, and save it under a new name."),
        name=name,
    )


def _with_doctype(name: str) -> BadFile:
    return BadFile(
        N_("{name} is refused: it holds a document type declaration, which no Word file has."),
        hint=N_("Open it in Word, save it under a new name, and add that file."),
        name=name,
    )
