"""The parts of a report that are written from registers: which there are, and the blocks of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from toolkit.domain.reports.report import Block
from toolkit.reporting.chapters import appendices, background, checklists, method_annex, method_chapter, results_numbers
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.material.wording import Wording

_WRITTEN: Mapping[str, Callable[[Material, Wording], Iterator[Block]]] = {
    "background": background.background,
    "programme": background.programme,
    "results_numbers": results_numbers.blocks,
    "results_extract": results_numbers.extract,
    "tools": appendices.tools,
    "documents": appendices.documents,
    "literature": appendices.literature,
}
PARTS: tuple[str, ...] = (*_WRITTEN, "partners", "method_chapter", "method", "checklist")


def blocks(
    part: str, material: Material, wording: Wording, *, found: Sequence[Finding], outline: Outline
) -> Iterator[Block]:
    """The blocks of one of `PARTS`."""
    if part in _WRITTEN:
        return _WRITTEN[part](material, wording)
    if part == "partners":
        return appendices.partners(material, wording, told=outline.has("network"))
    if part == "checklist":
        return checklists.blocks(material, found, wording, outline=outline)
    if part == "method_chapter":
        return method_chapter.blocks(material, found, wording)
    return method_annex.blocks(material, found, wording)
