"""Plug-in points: what an importer, a suggester, a clusterer and a renderer must offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol

from toolkit.domain.reports.report import Report
from toolkit.domain.sources.sources import Transcript


class Importer(Protocol):
    """Reads one kind of file. Found through the entry point group `toolkit.importers`."""

    suffixes: ClassVar[Sequence[str]]

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile, never return an empty transcript.

        `known` are the labels, casefolded, of the project's respondents and interviewers: a line that begins with one
        of them is that person's turn, whatever else it looks like. An importer whose `read` lacks `known` is called
        without.
        """
        ...


class Renderer(Protocol):
    """Turns a report into the bytes of a file. Found through the entry point group `toolkit.renderers`."""

    suffix: ClassVar[str]

    def render(self, report: Report, *, resources: Mapping[str, bytes]) -> bytes:
        """The file's bytes. `resources` may hold the project's own `styles.docx` or `report.css` by name."""
        ...
