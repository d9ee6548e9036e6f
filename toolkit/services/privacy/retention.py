"""What is due: documents kept longer than planned, and words that may not be used any more but lie there still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.domain.sources.consents import Hindrance
from toolkit.errors import Problem
from toolkit.messages import N_, tr
from toolkit.services.privacy import consents
from toolkit.services.projects.project import SETTINGS, Project

DOCUMENTS = {
    "audio": N_("the recordings"),
    "transcripts": N_("the transcripts"),
    "key": N_("the key of who is who"),
    "project": N_("the whole project"),
}
ENDED = (Hindrance.WITHDRAWN, Hindrance.REFUSED, Hindrance.EXPIRED, Hindrance.LEFT)


@dataclass(frozen=True, slots=True)
class Due:
    """Something for a person to decide; nothing is deleted by itself. `since` is the last day that it might be kept.

    It is None where no such day is told that has passed: a consent was refused or withdrawn before its own end.
    """

    kind: str
    sentence: str
    next_step: str
    since: date | None = None
    respondent: str = ""


def due(project: Project) -> list[Due]:
    """What is due today, documents first."""
    return [*_documents(project), *_words(project)]


def _documents(project: Project) -> Iterator[Due]:
    for kind, day in project.settings.law.due(project.today):
        yield Due(
            kind,
            tr("{documents} were to be kept until {date}.", documents=tr(DOCUMENTS[kind]), date=day),
            tr("Decide what becomes of them, and write the decision or a new date in project.toml."),
            day,
        )


def _words(project: Project) -> Iterator[Due]:
    """People whose consent has ended but whose words lie in the project."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        voices = {voice.casefold() for voice in sources.named(connection)}
    for one in consents.standings(project):
        person = one.person
        if one.closed in ENDED and voices.intersection(name.casefold() for name in (person.id, *person.labels)):
            why = tr(consents.WHYS[one.closed])
            yield Due(
                "words",
                tr("The words of {person} lie in the project but are not used: {why}.", person=person.id, why=why),
                tr("Take them out: spegla privacy withdraw {person}; or keep them unused.", person=person.id),
                person.consent.last_day if person.consent.ended(project.today) else None,
                person.id,
            )


def problems(project: Project) -> Iterator[Problem]:
    """The documents that are due, and a legal basis that is missing."""
    law = project.settings.law
    for kind, day in law.due(project.today):
        yield Problem(
            SETTINGS,
            N_("Something was to be kept until {date} ({kind})."),
            N_("See what is due: spegla privacy due"),
            {"kind": kind, "date": day},
            serious=False,
        )
    if not law.legal_basis:
        yield Problem(
            SETTINGS,
            N_("No legal basis is named, so no report can be let out to readers outside."),
            N_('Write it under [law] in project.toml, for example: legal_basis = "6.1 e"'),
            serious=False,
        )
