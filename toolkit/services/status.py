"""What is in the project, what is missing, and the next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.cases import Respondent
from toolkit.domain.consents import ConsentStatus
from toolkit.errors import Problem
from toolkit.messages import N_, tr
from toolkit.services import names, sources
from toolkit.services.project import Project
from toolkit.services.sources import SourceView


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """How much material one actor group has."""

    key: str | None
    title: str
    sources: int
    respondents: int
    words: int
    coded_sources: int


@dataclass(frozen=True, slots=True)
class Status:
    """The project at a glance."""

    name: str
    sources: int
    respondents: int
    words: int
    codings: int
    coders: Mapping[str, int]
    suggested_sources: int
    themes: int
    groups: tuple[GroupStatus, ...]
    problems: tuple[Problem, ...]
    next_step: str


def status(project: Project) -> Status:
    """Count what is there and say what is missing."""
    from toolkit.storage import codings, suggestions, themes

    views = sources.overview(project)
    store = project.store()
    try:
        with store.reading() as connection:
            coders = codings.coders(connection)
            coded = codings.coded_sources(connection)
            suggested = len(suggestions.fingerprints(connection))
            found = len(themes.each(connection))
    finally:
        store.close()
    people = {one for view in views for one in view.respondents}
    return Status(
        name=project.settings.name,
        sources=len(views),
        respondents=len(people),
        words=sum(view.respondent_words for view in views),
        codings=sum(coders.values()),
        coders=coders,
        suggested_sources=suggested,
        themes=found,
        groups=tuple(_groups(project, views, coded)),
        problems=tuple(_problems(project, people)),
        next_step=_next_step(project, views, coders, suggested=suggested),
    )


def _groups(project: Project, views: Sequence[SourceView], coded: frozenset[str]) -> Iterator[GroupStatus]:
    group_of = {one: project.register.get(one).group for view in views for one in view.respondents}
    for key in (*project.settings.groups, None):
        inside = [view for view in views if any(group_of[one] == key for one in view.respondents)]
        if inside:
            yield GroupStatus(
                key=key,
                title=names.group(project, key),
                sources=len(inside),
                respondents=sum(group == key for group in group_of.values()),
                words=sum(view.respondent_words for view in inside),
                coded_sources=sum(view.name in coded for view in inside),
            )


def _problems(project: Project, people: set[str]) -> Iterator[Problem]:
    yield from project.register_problems
    for one in sorted(people):
        if one not in project.register.respondents:
            yield Problem(
                one,
                N_("The respondent is not in respondents.csv."),
                N_("Add a line with the pseudonym and the group."),
                serious=False,
            )
    for respondent in project.register.respondents.values():
        yield from _consent_problem(project, respondent)


def _consent_problem(project: Project, respondent: Respondent) -> Iterator[Problem]:
    consent = respondent.consent
    if consent.status is ConsentStatus.WITHDRAWN:
        message = N_("Consent is withdrawn, so nothing the person said is used.")
    elif consent.status is ConsentStatus.REFUSED:
        message = N_("Consent is refused, so nothing the person said is used.")
    elif consent.expired(project.now.date()):
        message = N_("Consent ended on {date}, so the person is not quoted.")
    elif consent.status is ConsentStatus.NOT_RECORDED:
        message = N_("Consent is not recorded.")
    elif consent.quote is False:
        message = N_("The person may not be quoted.")
    else:
        return
    yield Problem(respondent.id, message, values={"date": consent.until or ""}, serious=False)


def _next_step(project: Project, views: Sequence[SourceView], coders: Mapping[str, int], *, suggested: int) -> str:
    if not project.register.respondents:
        return tr("fill in interviews/respondents.csv, then add the transcripts: spegla add FILES")
    if not views:
        return tr("add the transcripts: spegla add FILES")
    if suggested < len(views):
        return tr("let the machine propose codes: spegla suggest")
    if not coders:
        return tr("a first look: spegla draft --from-suggestions, or import codings: spegla codings import FILE")
    return tr("find themes and write a draft: spegla themes, then spegla draft")
