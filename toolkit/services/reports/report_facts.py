"""Facts for the report: what report.toml says, what the project counts of the coding, and what is still lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Decision
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.comparing.measures import ALPHA
from toolkit.domain.reports.report_facts import Agreement, ReportFacts, Work, all_lacking
from toolkit.errors import BadSetting, Problem
from toolkit.messages import N_, tr
from toolkit.resources.report_files import REPORT, read_report_facts, report_text
from toolkit.services.coding import schemes
from toolkit.services.projects.files import write_file
from toolkit.services.projects.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.services.comparing.agreement_tables import Table
    from toolkit.storage.projects.store import Store

RUN, VERSION = "agreement in reports", "agreement/1"
SHOWN = 3
"""So many of the facts that are lacking are named."""
NAMES = {
    "commission.commissioner": N_("who commissioned the evaluation"),
    "commission.reader": N_("whom the report is for"),
    "commission.task": N_("the task"),
    "programme.about": N_("what the programme is"),
    "programme.place": N_("where the programme is run"),
    "programme.period": N_("the time of the programme"),
    "programme.owner": N_("who runs the programme"),
    "programme.target_group": N_("the target group"),
    "programme.preconditions": N_("the preconditions of the programme"),
    "programme.team": N_("the team"),
    "goals": N_("the goals of the programme"),
    "results": N_("the results of the programme's own follow-up"),
    "instruments": N_("how the programme follows up its results"),
    "evaluation.purpose": N_("the purpose of the evaluation"),
    "evaluation.period": N_("when the evaluation took place"),
    "evaluation.assumptions": N_("the evaluator's own assumptions"),
    "evaluation.setting": N_("where the interviews were held"),
    "evaluation.recorded": N_("how the interviews were recorded"),
    "evaluation.transcribed": N_("how the interviews were transcribed"),
    "evaluation.returned": N_("whether those interviewed have read the transcripts"),
    "evaluators": N_("who evaluated"),
    "recruitment.chosen": N_("how those interviewed were chosen"),
    "recruitment.how": N_("how they were asked"),
    "recruitment.asked": N_("how many were asked"),
    "declined": N_("how many declined"),
    "consent.how": N_("how consent was obtained"),
    "consent.version": N_("which information sheet was used"),
    "consent.scope": N_("what the consent covers"),
    "ethics.decision": N_("how the question of ethical review was dealt with"),
    "tools": N_("the team's tools"),
    "partners": N_("the partners"),
    "documents": N_("the documents"),
}


def written(project: Project) -> ReportFacts:
    """What report.toml says, and the project's own description; BadSetting names file and line."""
    facts, about = read_report_facts(project.folder / REPORT), project.settings.description
    return facts if facts.programme.about else replace(facts, programme=replace(facts.programme, about=about))


def whole(project: Project, store: Store, scheme: Scheme) -> ReportFacts:
    """What report.toml says and what is counted of the coding; agreement as it was last measured."""
    return replace(written(project), work=_work(project, store, scheme))


def lacking(project: Project) -> tuple[str, ...]:
    """What a full report needs and report.toml does not say, each as it is called there."""
    return tuple(all_lacking(written(project)))


def problem(project: Project) -> Problem | None:
    """What report.toml lacks, its first three named, or what is wrong in it; None if all is there."""
    try:
        names = lacking(project)
    except BadSetting as error:
        return Problem.of(REPORT, error)
    if not names:
        return None
    first = "; ".join(tr(NAMES[name]) for name in names[:SHOWN])
    return Problem(
        REPORT,
        N_("{n} facts for a full report are not recorded, among them: {first}."),
        N_("Write what is known in report.toml; the rest stands as not recorded."),
        {"n": len(names), "first": first},
        serious=False,
    )


def offered(project: Project) -> Problem | None:
    """Put the commented report.toml into a project that has none, and tell of it."""
    path = project.folder / REPORT
    if path.exists():
        return None
    write_file(path, report_text(project.language).encode())
    return Problem(
        REPORT,
        N_("A report.toml with explanations has been put in the project."),
        N_("Write in it what the report is to tell of commission, programme, goals and method."),
        serious=False,
    )


def _work(project: Project, store: Store, scheme: Scheme) -> Work:
    from toolkit.storage.codings import codings, comparing
    from toolkit.storage.sources import sources
    from toolkit.storage.suggesting import runs, suggestions

    reflexive = project.settings.reflexive
    with store.reading() as connection:
        names = [name for name, _, _ in comparing.coders(connection)]
        told = {row.name for row in sources.overview(connection) if _usable(project, row.respondents)}
        coded = [who for name, who in comparing.sources_of(connection, names).items() if name in told]
        decisions = Counter(one.decision for one in codings.verdicts(connection))
        proposed = suggestions.counts(connection).suggestions
        kept = None if reflexive or len(names) <= 1 else runs.latest(connection, RUN)
    return Work(
        coders=len(names),
        double=sum(len(who) > 1 for who in coded),
        double_of=len(coded),
        agreement=tuple(_agreements(kept.parameters.get("facets"), scheme, project.language)) if kept else (),
        suggestions=proposed,
        accepted=decisions[Decision.ACCEPTED],
        corrected=decisions[Decision.CORRECTED],
        rejected=decisions[Decision.REJECTED],
        reflexive=reflexive,
        program=_version(),
    )


def _usable(project: Project, people: Sequence[str]) -> bool:
    """Whether a source is part of the material: somebody's words in it may be used."""
    return not people or any(map(project.register.usable, people))


def _agreements(facets: object, scheme: Scheme, language: str) -> Iterator[Agreement]:
    titles = {facet.key: facet.title.get(language) or facet.key for facet in scheme.facets}
    for key, alpha, units in facets if isinstance(facets, list) else ():
        yield Agreement(titles.get(key, key), alpha, units)


def _version() -> str:
    from importlib.metadata import version

    return version("spegla")


def measure(project: Project, store: Store) -> None:
    """Measure how well coders agree, for the report, where two have coded the same sources; nothing if it is known."""
    from toolkit.storage.codings import codings, comparing
    from toolkit.storage.suggesting import runs

    if project.settings.reflexive:
        return
    used = schemes.current(project, store)
    with store.reading() as connection:
        names = [name for name, _, _ in comparing.coders(connection)]
        if not any(len(who) > 1 for who in comparing.sources_of(connection, names).values()):
            return
        state = fingerprint(VERSION, used.sha256, project.withheld, codings.digest(connection))
        if runs.fingerprint(connection, RUN) == state:
            return
    facets = _measured(project, names)
    with store.writing("agreement in reports", now=project.now) as change:
        runs.forget(change.connection, RUN)
        runs.record(change.connection, runs.Run(RUN, VERSION, {"facets": facets}, project.now, state))
        change.note(facets=len(facets))


def _measured(project: Project, names: list[str]) -> list[tuple[str, float, int]]:
    """Facet, alpha and units, for each facet of which there is a figure."""
    from toolkit.services.comparing import agreement, agreement_tables

    found = agreement.compared(project, names)
    table: Table = agreement_tables.table(project, found)
    return [
        (row.facet, alpha, row.figures.units) for row in table.facets if (alpha := row.figures[ALPHA].value) is not None
    ]
