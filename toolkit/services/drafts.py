"""Drafts: from the themes as they stand to report files, each finding with the evidence it rests on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import plugins
from toolkit.domain.days import day_in
from toolkit.domain.matrices import AreaCounts
from toolkit.domain.quantities import QuantityScale, scale_from
from toolkit.domain.report import Paragraph, QuoteBlock, Report
from toolkit.domain.schemes import AREA, PHASES
from toolkit.domain.themes import Theme
from toolkit.errors import NotFound, Problem
from toolkit.resources import places
from toolkit.services import (
    access_log,
    audiences,
    draft_records,
    learning_log,
    passages,
    proposals_before,
    report_facts,
    source_kinds,
    suggestions,
    themes,
    word_reports,
)
from toolkit.services.blinding import refuse_blind
from toolkit.services.draft_records import Written
from toolkit.services.files import take_away, write_file
from toolkit.services.project import SETTINGS, Project

if TYPE_CHECKING:
    from toolkit.reporting.material import AnalysisRun, Material, SourceFact
    from toolkit.reporting.outline import Outline
    from toolkit.services.themes import Findings
    from toolkit.storage.sources import SourceRow
    from toolkit.storage.store import Store

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
    from toolkit.services import disclosure

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
        report, outline = composed(told, store, found, wanted.outline or project.settings.outline)
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
    return DraftResult(list(files), evidence, quotes, notes)


def _prepared(project: Project, store: Store, outline: str) -> Iterator[Problem]:
    """Have what a report with a method chapter needs: agreement measured, and a report.toml to write in."""
    if _plan(project, outline)[0].has("method_chapter"):
        report_facts.measure(project, store)
        offered = report_facts.offered(project)
        if offered:
            yield offered


def keeps(store: Store, wanted: Wanted) -> bool:
    """Themes that rest on the other basis than this draft are not overwritten by it: people may have named them."""
    from toolkit.storage import themes as stored

    with store.reading() as connection:
        kept = stored.each(connection)
    return not kept or all(theme.machine for theme in kept) == wanted.from_suggestions


def composed(project: Project, store: Store, found: Findings, outline: str) -> tuple[Report, str]:
    """The report of these findings, and its outline's name; themes set aside are left out of it."""
    from toolkit.reporting.compose import compose
    from toolkit.reporting.wording import read_wording

    plan, name = _plan(project, outline)
    words = places.find(project.folder, "templates", f"wording.{project.language}.toml")
    usual = places.packaged("templates") / f"wording.{project.language}.toml"
    report = compose(
        material(project, store, found),
        outline=plan,
        wording=read_wording(words.read_bytes(), name=words.name, usual=usual.read_bytes()),
    )
    return report, name


def _plan(project: Project, outline: str) -> tuple[Outline, str]:
    from toolkit.reporting.outline import read_outline

    path = places.find(project.folder, "templates", outline if outline.endswith(".toml") else f"{outline}.toml")
    return read_outline(path.read_bytes(), name=path.name), path.stem


def material(project: Project, store: Store, found: Findings) -> Material:
    """Everything that a report of these findings is composed from; themes set aside are left out of it."""
    from toolkit.reporting.material import FactorList, Material
    from toolkit.services import claims, factors, network, obstacles, quotes, records
    from toolkit.storage import sources

    settings, whole = project.settings, found
    with store.reading() as connection:
        asked = passages.asked_areas(project, connection, found.scheme)
        closed = passages.closed_records(project, connection)
        facts = tuple(_fact(row) for row in sources.overview(connection) if row.name not in closed)
        lists = [one for one in factors.within(connection, project) if one.printed]
        held = learning_log.reported(project, connection)
        unquoted = source_kinds.unquoted(connection)
        hindering = obstacles.within(connection)
        before = proposals_before.earlier(project, connection, found, hindering)
    found, apart = records.parted(found, {one.name: one.kind for one in facts})
    return Material(
        title=settings.name,
        themes=tuple(_tellable(project, found, theme) for theme in found.themes if theme.told),
        aside=sum(theme.aside for theme in found.themes),
        unsorted=sum(len(theme.passages) for theme in found.themes if theme.pile),
        passages=found.passages,
        respondents=project.register.respondents,
        asked=asked,
        sources=facts,
        scheme=found.scheme,
        today=project.today,
        counts=_counts(project, found, asked),
        questions=tuple(question.text for question in settings.evaluation_questions),
        groups=tuple(settings.groups),
        group_names=_group_names(project),
        phase_names=_phase_names(project),
        runs=tuple(_runs(store, found)),
        scale=_scale(project),
        machine=found.machine,
        standings=claims.standings(project, store, whole),
        facts=report_facts.whole(project, store, found.scheme),
        question_texts={question.key: question.text for question in settings.evaluation_questions},
        description=settings.description,
        wishes=quotes.wishes(project, store),
        records=apart.passages,
        record_themes=tuple(_tellable(project, whole, theme) for theme in apart.themes),
        factor_lists=tuple(FactorList(records.title(one), one.factors) for one in lists),
        held=held,
        unquoted=unquoted,
        obstacles=hindering,
        proposals_before=before,
        purpose=project.purpose,
        with_whom=network.for_report(project, store, whole),
        unguided=frozenset((*settings.groups, "")) - frozenset(project.guides),
    )


def _scale(project: Project) -> QuantityScale:
    own = project.settings.quantities
    return scale_from(own, project.language, where=SETTINGS) if own else QuantityScale()


def _counts(project: Project, found: Findings, asked: Mapping[str, frozenset[str]]) -> AreaCounts:
    from toolkit.analysis.matrices import area_counts

    usable = project.register.usable
    return area_counts(
        (passage for passage in found.passages.values() if usable(passage.respondent)),
        asked={person: areas for person, areas in asked.items() if usable(person)},
        groups={person: project.register.get(person).group or "" for person in asked},
        areas=[code.path for code in found.scheme.active(AREA, top=True)],
    )


def _tellable(project: Project, found: Findings, theme: Theme) -> Theme:
    """The theme, named by its code alone when the machine's name can only hold words of people not to be quoted."""
    codes = found.scheme.codes
    if theme.named or any(map(project.register.quotable, theme.spread)):
        return theme
    paths = Counter(path for key in theme.passages for path in found.passages[key].codes if _within(path, theme.area))
    best = max(paths, key=lambda path: (paths[path], path.count("/"), path))
    return replace(theme, name=codes[best].titled(project.language), words=())


def _within(path: str, area: str) -> bool:
    return f"{path}/".startswith(f"{area}/")


def _fact(row: SourceRow) -> SourceFact:
    from toolkit.reporting.material import SourceFact

    minutes = row.facts.get("minutes", "")
    return SourceFact(
        name=row.name,
        words=row.respondent_words,
        respondents=row.respondents,
        day=day_in(row.facts.get("date", "")),
        method=row.facts.get("method", ""),
        minutes=int(minutes) if minutes.isdecimal() else None,
        kind=row.kind,
    )


def _group_names(project: Project) -> dict[str, dict[str, str]]:
    titles = {key: own.get(project.language) for key, own in project.settings.groups.items()}
    return {key: {"name": title, "chapter": title} for key, title in titles.items() if title}


def _phase_names(project: Project) -> dict[str, str]:
    settings, speech = project.settings, project.language
    named = {phase: settings.phase_label(phase, language=speech) for phase in PHASES}
    for group in settings.group_phases:
        for phase in PHASES:
            named[f"{group}.{phase}"] = settings.phase_label(phase, language=speech, group=group)
    return {key: label for key, label in named.items() if label}


def _runs(store: Store, found: Findings) -> Iterator[AnalysisRun]:
    from toolkit.reporting.material import AnalysisRun
    from toolkit.storage import suggestions as stored

    yield AnalysisRun("themes", found.engine, seed=themes.SEED)
    if found.machine:
        with store.reading() as connection:
            engines = stored.engines(connection)
        for engine in sorted(engines):
            yield AnalysisRun("suggestions", engine, seed=suggestions.SEED)


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
    from toolkit.services import quotes
    from toolkit.storage import drafts

    paragraphs, sums = draft_records.of_files(files), list[str]()
    with store.writing("draft", now=project.now, outline=new.outline) as change:
        numbered = replace(new, report=quotes.recorded(project, change.connection, new.report), paragraphs=paragraphs)
        draft_id = draft_records.record(project, change.connection, numbered)
        for path, data in files.items():
            whole = word_reports.marked(data, draft_id, paragraphs) if path.suffix == ".docx" else data
            change.finally_do(partial(write_file, path, whole), back=partial(take_away, path))
            sums.append(hashlib.sha256(whole).hexdigest()[: drafts.SUM])
        change.note(findings=len(new.findings), files=len(files), sums=" ".join(sums))
