"""What is in the project, what is missing, and the next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.sources.sources import ANONYMOUS, SURVEY
from toolkit.errors import Problem
from toolkit.messages import N_, tr
from toolkit.services.claims import claim_notes
from toolkit.services.coding import passages
from toolkit.services.material import sources
from toolkit.services.material.sources import SourceView
from toolkit.services.obstacles import obstacles
from toolkit.services.privacy import consent_texts, consents, retention
from toolkit.services.projects import names, names_left, withholding
from toolkit.services.projects.project import Project
from toolkit.services.reports import report_facts
from toolkit.services.sessions import learning_notes
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.storage.database.journal import Entry
    from toolkit.storage.findings.drafts import Draft
    from toolkit.storage.projects.store import Connection, Store

CODING = (  # verbs of the journal after which themes and drafts may be older than the codings
    "codings import",
    "sources remove",
    "sources kind",
    "code",
    "code found",
    "change coding",
    "remove coding",
    "recode",
    "answer",
    "merge",
    "settle",
    "unsettle",
    "merge codes",
    "move code",
    "retire code",
    "undo",
    "redo",
)


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
    from toolkit.storage.codings import codings as judged
    from toolkit.storage.findings import drafts
    from toolkit.storage.findings import themes as made
    from toolkit.storage.suggesting import suggestions

    views = sources.overview(project)
    with project.store() as store:
        with store.reading() as connection:
            coders = judged.coders(connection)
            coded = judged.coded_sources(connection)
            suggested = len(suggestions.fingerprints(connection))
            found = len(made.each(connection))
            drafted = drafts.latest(connection) is not None
        stale = tuple(_stale(project, store))
    people = {one for view in views for one in view.respondents}
    registrable = {one for view in views if view.facts.get(SURVEY) != ANONYMOUS for one in view.respondents}
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
        problems=(
            *stale,
            *claim_notes.notes(project),
            *obstacles.notes(project),
            *learning_notes.notes(project),
            *_problems(project, registrable),
            *_facts(project, coded=bool(coders)),
            *names_left.notes(project),
        ),
        next_step=_next_step(project, views, coders, suggested=suggested, drafted=drafted and not stale),
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


def _stale(project: Project, store: Store) -> Iterator[Problem]:
    """What was made and no longer fits the codings and consents."""
    from toolkit.storage.database import journal
    from toolkit.storage.findings import drafts

    blind = bool(store.eyes)  # and so is not to learn whether an import brought anything that others had not made
    with store.reading() as connection:
        draft = drafts.latest(connection)
        last = {entry.verb: entry.id for entry in journal.entries(connection) if blind or _tells(entry)}
        rests = tuple(_evidence_problems(project, connection, draft, blind=blind)) if draft else ()
    coded = max(last.get(verb, 0) for verb in CODING)
    made = last.get("themes", 0)
    yield from rests
    if draft and not rests and coded > last.get("draft", 0):
        yield _about(draft, N_("{file} is older than the last codings."), serious=False)
    if made and coded > made and themes.outdated(project, store):
        message, hint = N_("The themes are older than the last codings."), N_("Bring them up to date: spegla themes")
        yield Problem(project.settings.name, message, hint, serious=False)


def _tells(entry: Entry) -> bool:
    """Whether a line of the journal says what it says of something: an import may add nothing."""
    counted = {"codings import": "added", "sources remove": "codings"}.get(entry.verb)
    return counted is None or bool(entry.detail.get(counted))


def _about(draft: Draft, message: str, *, serious: bool) -> Problem:
    files = ", ".join(draft.files)
    delete = N_("Write the draft anew (spegla draft), and delete the old one with its copies.")
    hint = delete if serious else N_("Write the draft anew: spegla draft")
    return Problem(files, message, hint, {"file": files}, serious=serious)


def _evidence_problems(project: Project, connection: Connection, draft: Draft, *, blind: bool) -> Iterator[Problem]:
    """What a draft rests on that may not be used, or is gone; who codes blind sees too little to say what is gone."""
    rests = frozenset(one for evidence in draft.findings.values() for one in evidence)
    known = dict(_evidence(project, connection, machine=any(one.startswith("s") for one in rests)))
    if any(known.get(one) for one in rests):
        message = N_("{file} rests on words of somebody whose words may not be used.")
        yield _about(draft, message, serious=True)
    if rests - known.keys() and not blind:
        message = N_("{file} rests on codings or suggestions that are no longer there.")
        yield _about(draft, message, serious=False)


def _evidence(project: Project, connection: Connection, *, machine: bool) -> Iterator[tuple[str, bool]]:
    """The id of everything that a finding may rest on, and whether it may no longer be used."""
    from toolkit.storage.codings import codings as coded
    from toolkit.storage.sources import sources as stored
    from toolkit.storage.suggesting import suggestions

    withheld = withholding.withheld_spans(project, connection)
    for coding in coded.each(connection):
        yield f"c{coding.id}", withholding.touches(coding, withheld)
    refused = withholding.unusable(project, stored.respondents(connection)) if machine else frozenset()
    closed = passages.closed_records(project, connection) if machine else frozenset()
    for segment, proposed in suggestions.codes(connection) if machine else ():
        for _, key in proposed:
            yield f"s{key}", segment.respondent in refused or segment.source in closed


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
    yield from consents.problems(project)
    yield from consent_texts.problems(project)
    if people:
        yield from retention.problems(project)


def _facts(project: Project, *, coded: bool) -> Iterator[Problem]:
    """What report.toml lacks, once there is something to report; what is wrong in it at once."""
    found = report_facts.problem(project)
    if found and (coded or found.serious):
        yield found


def _first_step(*, filled: bool, added: bool) -> str:
    if filled:
        return tr("add the transcripts: spegla add FILES")
    if added:
        return tr("fill in interviews/respondents.csv: who was interviewed, and what they allowed")
    return tr("fill in interviews/respondents.csv, then add the transcripts: spegla add FILES")


def _next_step(
    project: Project, views: Sequence[SourceView], coders: Mapping[str, int], *, suggested: int, drafted: bool
) -> str:
    if not project.register.respondents or not views:
        return _first_step(filled=bool(project.register.respondents), added=bool(views))
    if suggested < len(views):
        return tr("let the machine propose codes: spegla suggest")
    if not coders:
        return tr("code in the browser: spegla serve, or take a first look: spegla draft --from-suggestions")
    if drafted:
        return tr("give the themes names of your own (spegla themes rename), draft anew, or add more interviews")
    return tr("find themes and write a draft: spegla themes, then spegla draft")
