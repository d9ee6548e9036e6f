"""Checking a report: a Word file, whoever wrote it, read back and held against the project; nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.report_rules.all_rules import checked
from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.names_told import Namer
from toolkit.domain.report_rules.quotations import marked
from toolkit.domain.report_rules.quoted import Standing, Verdict
from toolkit.domain.report_rules.sentences import folded, uncounted
from toolkit.domain.reports.written_report import Where, WrittenParagraph, WrittenReport
from toolkit.errors import BadFile, Problem
from toolkit.messages import N_, tr
from toolkit.services.projects import names_left
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import read_file
from toolkit.services.projects.project import Project
from toolkit.services.reports import report_basis, word_reports

if TYPE_CHECKING:
    from toolkit.services.quotes.quote_lookup import Looked

REFUSALS = {
    "withdrawn": N_("Whoever said this has withdrawn consent."),
    "refused": N_("Whoever said this has refused consent."),
    "expired": N_("The consent of whoever said this has run out."),
    "restricted": N_("The words of whoever said this may not be used."),
    "no_quote": N_("Whoever said this may not be quoted."),
    "never": N_("Somebody decided that these words are never to be printed."),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: the chapter's number (0: before the first), the paragraph's under the nearest heading.

    `table` is the number of the table that holds the paragraph, and `row` that of its row, if one does. `title` is the
    chapter's heading; `note` says that it stands in a footnote or an endnote.
    """

    chapter: int
    paragraph: int
    heading: str
    table: int | None = None
    row: int = 0
    title: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its place; None: it is about the report as a whole."""

    found: Found
    place: Place | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a report's check found, in its order; `skipped` are message ids of what could not be looked at.

    `notes` are about the project that the report is to tell of.
    """

    name: str
    paragraphs: int
    quotes: int
    draft: int | None
    findings: tuple[Placed, ...]
    skipped: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def serious(self) -> int:
        """How many findings are more than notes."""
        return sum(each.found.serious for each in self.findings)

    @property
    def by_kind(self) -> Mapping[Kind, list[Placed]]:
        """The findings by kind, kinds in their usual order, what is serious first."""
        ordered = sorted(self.findings, key=lambda each: not each.found.serious)
        found = {kind: [each for each in ordered if each.found.kind is kind] for kind in Kind}
        return {kind: each for kind, each in found.items() if each}


def check_file(project: Project, path: Path, *, namer: Namer | None = None, only: Collection[Kind] = ()) -> Checked:
    """Check the Word file at a path."""
    return check(project, path.name, read_file(path), namer=namer, only=only)


def check(
    project: Project, name: str, data: bytes, *, namer: Namer | None = None, only: Collection[Kind] = ()
) -> Checked:
    """Check a Word file in memory; BadFile when it is none. `namer` finds more names than those of the register."""
    refuse_blind(project)
    if not name.lower().endswith((".docx", ".docm")):
        raise BadFile(
            N_("Only Word files (.docx) can be checked."), hint=N_("Save the report as .docx in Word or LibreOffice.")
        )
    written = word_reports.read(data, name)
    judging = _Judging(project)
    draft = word_reports.draft_of(project, written)
    with project.store() as store:
        basis = report_basis.basis(project, store, written, draft=draft)
    basis = replace(basis, changed=_changed(project, draft))
    found = checked(written, basis, judging.verdicts, namer=namer, only=only)
    paragraphs = (*written.paragraphs, *written.notes)
    titles = {one.chapter: one.text for one in reversed(paragraphs) if one.level == 1 and one.text.strip()}
    places = (None if each.paragraph is None else place(paragraphs[each.paragraph], titles) for each in found)
    placed = tuple(map(Placed, found, places))
    texts = sum(bool(each.text.strip()) for each in written.paragraphs)
    skipped, notes = tuple(_skipped(written, draft)), tuple(names_left.notes(project))
    return Checked(name, texts, judging.asked, draft, placed, skipped, notes)


def _changed(project: Project, draft: int | None) -> dict[tuple[str, str], str]:
    """Why sentences of the draft no longer hold, by finding and text; nothing for a draft that is not the last."""
    from toolkit.services.reports.changed_sentences import changes

    found = changes(project) if draft is not None else None
    if found is None or found.draft != draft:
        return {}
    told = ((one.finding, uncounted(folded(one.text))[0], one.reasons()) for one in found.sentences if one.text)
    return {(finding, marked(text).hidden(text)): why for finding, text, why in told}


def place(paragraph: WrittenParagraph, titles: Mapping[int, str]) -> Place:
    """Where a paragraph stands; `titles` are the headings of the chapters."""
    cell = paragraph.cell
    return Place(
        paragraph.chapter,
        paragraph.number,
        paragraph.heading,
        cell.table if cell else None,
        row=cell.row if cell else 0,
        title=titles.get(paragraph.chapter, ""),
        note=paragraph.where in (Where.FOOTNOTE, Where.ENDNOTE),
    )


def _skipped(written: WrittenReport, draft: int | None) -> Iterator[str]:
    if not written.ours:
        yield N_(
            "The file holds nothing that this program has written: quotes were looked up in the material, and "
            "sentences were not compared with a draft."
        )
    elif draft is None:
        yield N_("The draft of this file is not in the project: its sentences were compared with today's.")


@dataclass(slots=True)
class _Judging:
    """Looks quotes up in the ledger and the words of the material, and counts them."""

    project: Project
    asked: int = 0

    def verdicts(self, quoted: Sequence[str]) -> list[Verdict]:
        """What is known of each quotation's words."""
        from toolkit.services.quotes.quote_lookup import lookup

        self.asked += len(quoted)
        return [_verdict(each) for each in lookup(self.project).find_all(quoted)] if quoted else []


def _verdict(looked: Looked) -> Verdict:
    where = looked.entry or looked.place or looked.nearest
    source = getattr(where, "source_id", None)
    if looked.refused:
        why, gone = REFUSALS.get(looked.refused, REFUSALS["no_quote"]), looked.refused in ("withdrawn", "refused")
        return Verdict(Standing.REFUSED, why=why, source=source, hidden=gone)
    if looked.entry:
        return Verdict(Standing.LEDGER, source=source)
    if looked.place:
        return Verdict(Standing.MATERIAL, source=source)
    if looked.nearest:
        difference = looked.nearest.difference
        printed, spoken = str(difference.printed), str(difference.spoken)
        return Verdict(Standing.CHANGED, printed, spoken, source=source)
    return Verdict(Standing.NOWHERE)


TITLES = {
    Kind.QUOTE: N_("Quotes"),
    Kind.QUANTITY: N_("Quantity words"),
    Kind.NUMBER: N_("Numbers"),
    Kind.PERCENTAGE: N_("Percentages"),
    Kind.EVIDENCE: N_("Evidence that has changed"),
    Kind.PEOPLE: N_("People"),
    Kind.REFERENCE: N_("References"),
    Kind.MARKS: N_("Marks and brackets"),
    Kind.QUESTION: N_("Evaluation questions"),
    Kind.LEFTOVER: N_("Left to write"),
}


def where(placed: Placed) -> str:
    """A finding's place in words, as a reader looks for it: the headings that it stands under, and what it is there."""
    at = placed.place
    if at is None:
        return tr("the report as a whole")
    if at.note:
        return tr("in a note")
    parts = [_under(at)]
    if at.table is not None:
        parts.append(tr("table, row {n}", n=at.row))
    elif at.paragraph:
        parts.append(tr("paragraph {n}", n=at.paragraph))
    return ", ".join(parts)


def _under(at: Place) -> str:
    if not at.heading:
        return tr("before the first heading")
    if at.title in ("", at.heading):
        return tr("under “{heading}”", heading=shortened(at.heading))
    return tr("under “{heading}” in “{chapter}”", heading=shortened(at.heading), chapter=shortened(at.title))


def record(placed: Placed) -> dict[str, object]:
    """A finding as a record of a JSON document."""
    found, at = placed.found, placed.place
    return {
        "kind": found.kind.value,
        "serious": found.serious,
        "chapter": at.chapter if at else None,
        "paragraph": at.paragraph if at else None,
        "heading": at.heading if at else None,
        "table": at.table if at else None,
        "words": found.words,
        "reason": found.reason,
        "hint": found.next_step,
    }
