"""Word files of reports: opened within limits, read, and told which draft they are of."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from toolkit.domain.reports.written_report import DraftMark, Mark, WrittenReport
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from lxml import etree

    from toolkit.importers.ooxml import Package
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True)
class WordFile:
    """A Word file whose container was checked; its parts are read one by one."""

    name: str
    package: Package

    @property
    def container(self) -> zipfile.ZipFile:
        """The zip file."""
        return self.package.container

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The paths of all parts."""
        return tuple(self.container.namelist())

    def xml(self, part: str) -> etree._Element | None:
        """The root element of a part, a new one each time; None when the file has none. BadFile when damaged."""
        return self.package.xml(part)

    def bytes(self, part: str) -> bytes:
        """The bytes of a part; empty when the file has none."""
        return self.package.part(part) or b""


@dataclass(frozen=True)
class OwnFile:
    """A Word file that this program has just rendered, which needs no checks."""

    container: zipfile.ZipFile
    name: str = "draft.docx"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The paths of all parts."""
        return tuple(self.container.namelist())

    def xml(self, part: str) -> etree._Element | None:
        """The root element of a part, a new one each time; None when the file has none."""
        from lxml import etree

        if part not in self.container.NameToInfo:
            return None
        return etree.fromstring(self.container.read(part), etree.XMLParser(huge_tree=True, resolve_entities=False))

    def bytes(self, part: str) -> bytes:
        """The bytes of a part; empty when the file has none."""
        return self.container.read(part) if part in self.container.NameToInfo else b""


def foreign(data: bytes, name: str) -> WordFile:
    """Open the file called `name`; BadFile when it is no Word file, locked, damaged or suspicious."""
    from toolkit.importers.ooxml import open_package

    return WordFile(name, open_package(data, name))


def own(data: bytes) -> OwnFile:
    """Open a file that was rendered just now."""
    return OwnFile(zipfile.ZipFile(BytesIO(data)))


def marked(data: bytes, draft: int, paragraphs: Iterable[tuple[Mark, str]]) -> bytes:
    """A rendered file that says which draft it is."""
    from toolkit.reporting.word.word_files import rewritten

    opened = own(data)
    return rewritten(opened.container, mark_of(opened, draft, paragraphs), name=opened.name)


def mark_of(
    file: WordFile | OwnFile,
    draft: int,
    paragraphs: Iterable[tuple[Mark, str]],
    *,
    changed: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """The parts that say which draft a file is, given those of it that are changed anyway."""
    from toolkit.reporting.word.draft_mark import blocks_digest, mark_parts
    from toolkit.reporting.word.read_docx import main_part

    wanted = [name for name in file.names if name.startswith("customXml/") or name.endswith((".rels", "_Types].xml"))]
    parts = {name: file.bytes(name) for name in wanted} | dict(changed)
    return mark_parts(DraftMark(draft, blocks_digest(paragraphs)), parts, document=main_part(file))


def read(data: bytes, name: str) -> WrittenReport:
    """What the Word file called `name` holds, whoever wrote it; BadFile when it cannot be read."""
    from toolkit.reporting.word.read_docx import read_report

    return read_report(foreign(data, name))


def draft_of(project: Project, written: WrittenReport) -> int | None:
    """The draft of this project that a file was made from: the one it names, else the one most of it stands in."""
    with project.store() as store, store.reading() as connection:
        return draft_in(connection, written)


def draft_in(connection: Connection, written: WrittenReport) -> int | None:
    """The same, for whoever reads already."""
    from toolkit.reporting.word.draft_mark import blocks_digest
    from toolkit.storage.findings import drafts

    if written.draft is not None:
        kept = drafts.blocks(connection, written.draft.draft)
        now = ((Mark(row.block, row.number), row.digest) for row in kept if row.position != drafts.NO_MORE)
        if kept and blocks_digest(now) == written.draft.digest:
            return written.draft.draft
    marks = ((mark.block, mark.number, one.digest) for one in written.paragraphs for mark in one.marks)
    return drafts.likest(connection, marks)
