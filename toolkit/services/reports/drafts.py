"""Drafts: from the themes as they stand to report files, each finding with the evidence it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import plugins
from toolkit.domain.reports.report import Paragraph, QuoteBlock, Report
from toolkit.errors import NotFound, Problem
from toolkit.resources import places
from toolkit.services.projects import access_log, audiences, names_left
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import take_away, write_file
from toolkit.services.projects.project import Project
from toolkit.services.reports import composing, disclosure, draft_records, report_facts, word_reports
from toolkit.services.reports.draft_records import Written
from toolkit.services.suggesting import suggestions
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Store

Progress = Callable[[int, int], None]
FOLDER = {"sv": "utkast", "en": "drafts"}
STEM = {"sv": "utkast", "en": "draft"}
STYLES = ("styles.docx", "report.css", "report.html.j2")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asks for: outline (None: the project's), formats, folder (None: the project's own), basis.

    With an audience the draft is let out to it, past the disclosure gate; without one it is a working draft.
    """

    outline: str | None = None
    formats: tuple[str, ...] = ("docx", "html")
    folder: Path | None = None
    from_suggestions: bool = False
    audience: str = ""


@dataclass(slots=True)
class DraftResult:
    """The files written, the evidence of each finding, how many quotes, and what the evaluator should look at."""

    files: list[Path]
    findings: Mapping[str, tuple[str, ...]]
    quotes: int
    problems: list[Problem] = field(default_factory=list)


def draft(project: Project, wanted: Wanted, *, progress: Progress | None = None) -> DraftResult:
    """Write the draft in every format asked for; files that exist are left as they are, the new ones get a number."""
    refuse_blind(project)
    if wanted.audience:
        audiences.refuse_without_basis(project, audiences.audience(project, wanted.audience))
    renderers = plugins.renderers()
    chosen = [renderers[form] for form in dict.fromkeys(wanted.formats)]
    if wanted.from_suggestions:
        suggestions.suggest(project, progress=progress)
    with project.store(write=True) as store:
        found = themes.current(
            project, store, from_suggestions=wanted.from_suggestions, keep=keeps(store, wanted), progress=progress
        )
        notes = [*found.notes, *_prepared(project, store, wanted.outline or project.settings.outline)]
        told = audiences.told(project, wanted.audience)
        report, outline = composing.composed(told, store, found, wanted.outline or project.settings.outline)
        shown = report
        if wanted.audience:
            let_out = disclosure.released(told, store, report, wanted.audience)
            report, shown = let_out.whole, let_out.bare
        own = dict(resources(project))
        stem = _free_stem(project, wanted, outline, [renderer.suffix for renderer in chosen])
        made = [(renderer.suffix, renderer.render(shown, resources=own)) for renderer in chosen]
        files = {stem.with_name(stem.name + suffix): data for suffix, data in made}
        evidence = evidence_of(report)
        names = tuple(path.name for path in files)
        new = Written(report, outline, names, findings=evidence, audience=wanted.audience or None)
        _record(project, store, new, files)
    access_log.note(project, "disclose" if wanted.audience else "draft")
    quotes = sum(isinstance(block, QuoteBlock) for block in report.blocks)
    notes += names_left.notes(project) if wanted.audience else ()
    return DraftResult(list(files), evidence, quotes, notes)


def _prepared(project: Project, store: Store, outline: str) -> Iterator[Problem]:
    """Have what a report with a method chapter needs: agreement measured, and a report.toml to write in."""
    if composing.plan_of(project, outline)[0].has("method_chapter"):
        report_facts.measure(project, store)
        offered = report_facts.offered(project)
        if offered:
            yield offered


def keeps(store: Store, wanted: Wanted) -> bool:
    """Themes that rest on the other basis than this draft are not overwritten by it: people may have named them."""
    from toolkit.storage.findings import themes as stored

    with store.reading() as connection:
        kept = stored.each(connection)
    return not kept or all(theme.machine for theme in kept) == wanted.from_suggestions


def word(project: Project, report: Report) -> bytes:
    """A report as a Word file, in the project's own styles where it has some."""
    return plugins.renderers()["docx"].render(report, resources=dict(resources(project)))


def resources(project: Project) -> Iterator[tuple[str, bytes]]:
    """The project's own styles and template, by file name, where it has some."""
    for name in STYLES:
        try:
            yield name, places.find(project.folder, "templates", name).read_bytes()
        except NotFound:
            continue


def _free_stem(project: Project, wanted: Wanted, outline: str, suffixes: Sequence[str]) -> Path:
    """A name in no use yet: what a person has edited is never written over."""
    folder = wanted.folder or project.folder / FOLDER[project.language]
    stem = f"{STEM[project.language]}-{outline}-{project.today.isoformat()}"
    for number in count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        if not any((folder / (name + suffix)).exists() for suffix in suffixes):
            return folder / name
    raise AssertionError


def evidence_of(report: Report) -> dict[str, tuple[str, ...]]:
    """The evidence ids that each finding of a report rests on."""
    found: dict[str, dict[str, None]] = {}
    for block in report.blocks:
        if isinstance(block, Paragraph) and block.finding:
            ids = found.setdefault(block.finding, {})
            for sentence in block.sentences:
                ids.update(dict.fromkeys(sentence.evidence))
        elif isinstance(block, QuoteBlock) and block.finding:
            found.setdefault(block.finding, {}).update(dict.fromkeys(block.evidence))
    return {finding: tuple(ids) for finding, ids in found.items()}


def _record(project: Project, store: Store, new: Written, files: Mapping[Path, bytes]) -> None:
    """Keep the draft and write its files, both or neither; a Word file is told which draft it is."""
    from toolkit.services.quotes import quotes
    from toolkit.storage.findings import drafts

    paragraphs, sums = draft_records.of_files(files), list[str]()
    with store.writing("draft", now=project.now, outline=new.outline) as change:
        numbered = replace(new, report=quotes.recorded(project, change.connection, new.report), paragraphs=paragraphs)
        draft_id = draft_records.record(project, change.connection, numbered)
        for path, data in files.items():
            whole = word_reports.marked(data, draft_id, paragraphs) if path.suffix == ".docx" else data
            change.finally_do(partial(write_file, path, whole), back=partial(take_away, path))
            sums.append(hashlib.sha256(whole).hexdigest()[: drafts.SUM])
        change.note(findings=len(new.findings), files=len(files), sums=" ".join(sums))
