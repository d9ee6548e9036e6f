"""Composing: all that a report of the themes as they stand is made of, by value, and the report made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.domain.codings.matrices import AreaCounts
from toolkit.domain.codings.schemes import AREA, PHASES
from toolkit.domain.quantities.quantities import QuantityScale, scale_from
from toolkit.domain.reports.report import Report
from toolkit.domain.texts.days import day_in
from toolkit.domain.themes.theme_board import is_loose
from toolkit.domain.themes.themes import Theme
from toolkit.resources import places
from toolkit.services.coding import passages
from toolkit.services.material import source_kinds
from toolkit.services.projects.project import SETTINGS, Project
from toolkit.services.reports import outlines, proposals_before, records, report_facts
from toolkit.services.sessions import learning_log
from toolkit.services.suggesting import suggestions
from toolkit.services.themes import themes
from toolkit.services.themes.told_names import is_told_by_code

if TYPE_CHECKING:
    from toolkit.reporting.material.material import AnalysisRun, Material, SourceFact
    from toolkit.reporting.material.outline import Outline
    from toolkit.services.themes.themes import Findings
    from toolkit.storage.projects.store import Store
    from toolkit.storage.sources.sources import SourceRow


def composed(project: Project, store: Store, found: Findings, outline: str) -> tuple[Report, str]:
    """The report of these findings, and its outline's name; themes set aside are left out of it."""
    from toolkit.reporting.chapters.compose import compose
    from toolkit.reporting.material.wording import read_wording

    plan, name = plan_of(project, outline)
    words = places.find(project.folder, "templates", f"wording.{project.language}.toml")
    usual = places.packaged("templates") / f"wording.{project.language}.toml"
    report = compose(
        material(project, store, found),
        outline=plan,
        wording=read_wording(words.read_bytes(), name=words.name, usual=usual.read_bytes()),
    )
    return report, name


def plan_of(project: Project, outline: str) -> tuple[Outline, str]:
    """The outline of this name, the project's own or ours, and what it is called."""
    from toolkit.reporting.chapters.compose import PARTS
    from toolkit.reporting.material.outline import read_outline

    path = outlines.file_of(project, outline)
    return read_outline(path.read_bytes(), name=path.name, known=PARTS), path.stem


def material(project: Project, store: Store, found: Findings) -> Material:
    """Everything that a report of these findings is composed from; themes set aside are left out of it."""
    from toolkit.reporting.material.material import FactorList, Material
    from toolkit.services.claims import claims
    from toolkit.services.factors import factors
    from toolkit.services.network import network
    from toolkit.services.obstacles import obstacles
    from toolkit.services.quotes import quotes
    from toolkit.storage.sources import identifier_decisions, sources

    settings, whole = project.settings, found
    with store.reading() as connection:
        asked = passages.asked_areas(project, connection, found.scheme)
        closed = passages.closed_records(project, connection)
        facts = tuple(_fact(row) for row in sources.overview(connection) if row.name not in closed)
        lists = [one for one in factors.within(connection, project) if one.printed]
        held = learning_log.reported(project, connection)
        unquoted = source_kinds.unquoted(connection)
        decided = identifier_decisions.each(connection).values()
        hindering = obstacles.within(connection)
        before = proposals_before.earlier(project, connection, found, hindering)
    found, apart = records.parted(found, {one.name: one.kind for one in facts})
    return Material(
        title=settings.name,
        themes=tuple(_tellable(project, found, theme) for theme in found.themes if theme.told),
        aside=sum(theme.aside and not is_loose(theme.area, theme.group, theme.id) for theme in found.themes),
        loose=sum(len(theme.passages) for theme in found.themes if is_loose(theme.area, theme.group, theme.id)),
        unsorted=_unsorted(found),
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
        masked=any(one.replacement for one in decided),
        obstacles=hindering,
        proposals_before=before,
        purpose=project.purpose,
        spoken=project.spoken,
        with_whom=network.for_report(project, store, whole),
        unguided=frozenset((*settings.groups, "")) - frozenset(project.guides),
    )


def _scale(project: Project) -> QuantityScale:
    own = project.settings.quantities
    return scale_from(own, project.language, where=SETTINGS) if own else QuantityScale()


def _unsorted(found: Findings) -> int:
    """How many passages wait to be sorted and stand in no theme; one that is coded within two areas counts once."""
    waiting = {key for theme in found.themes if theme.pile for key in theme.passages}
    return len(waiting.difference(*(theme.passages for theme in found.themes if not theme.pile)))


def _counts(project: Project, found: Findings, asked: Mapping[str, frozenset[str]]) -> AreaCounts:
    from toolkit.analysis.counting.matrices import area_counts

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
    if not is_told_by_code(project, theme):
        return theme
    paths = Counter(path for key in theme.passages for path in found.passages[key].codes if _within(path, theme.area))
    best = max(paths, key=lambda path: (paths[path], path.count("/"), path))
    return replace(theme, name=codes[best].titled(project.language), words=())


def _within(path: str, area: str) -> bool:
    return f"{path}/".startswith(f"{area}/")


def _fact(row: SourceRow) -> SourceFact:
    from toolkit.reporting.material.material import SourceFact

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
    from toolkit.reporting.material.material import AnalysisRun
    from toolkit.storage.suggesting import suggestions as stored

    yield AnalysisRun("themes", found.engine, seed=themes.SEED)
    if found.machine:
        with store.reading() as connection:
            engines = stored.engines(connection)
        for engine in sorted(engines):
            yield AnalysisRun("suggestions", engine, seed=suggestions.SEED)
