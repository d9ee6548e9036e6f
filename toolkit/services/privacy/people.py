"""The people behind the material: what each allows today, until when, what is kept of each, what is not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import ConsentStatus
from toolkit.domain.sources.sources import ANONYMOUS, SURVEY
from toolkit.resources.register_words import TITLES
from toolkit.services.material import sources
from toolkit.services.privacy import consents
from toolkit.services.privacy.consents import Standing
from toolkit.services.projects import names
from toolkit.services.projects.blinding import blindness
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.sources.sources import SourceRow


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register: consent today, group, how much is kept, and the columns that are empty.

    `kept` says that the person speaks in a source, or that a case description is about the person.
    """

    number: int
    standing: Standing
    group: str
    sources: int = 0
    words: int = 0
    codings: int = 0
    quotes: int = 0
    kept: bool = False
    missing: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The pseudonym."""
        return self.standing.person.id


@dataclass(frozen=True, slots=True)
class People:
    """Everyone of the register, whose consent ends soon first; `unknown` speak but are not in it.

    `counted`: quotes are counted, which they are not for eyes that are blind somewhere.
    """

    people: tuple[Person, ...]
    unknown: tuple[str, ...]
    counted: bool = True

    @property
    def soon(self) -> int:
        """How many consents end soon."""
        return sum(one.standing.ends_soon for one in self.people)


def people(project: Project) -> People:
    """Everyone as the project's viewer may see it."""
    from toolkit.storage.codings import people as stored
    from toolkit.storage.sources import sources as kept

    sources.place(project)
    blind = bool(blindness(project))
    with project.store() as store, store.reading() as connection:
        spoken, named = kept.spoken(connection), kept.named(connection)
        coded = stored.codings(connection)
        answering = {who for one in kept.overview(connection) if is_anonymous(one) for who in one.respondents}
        quoted = {} if blind else stored.quotes(connection)
    voices = {voice.casefold() for voice in named}
    found = [
        Person(
            number,
            one,
            names.group(project, one.person.group),
            *spoken.get(one.person.id, (0, 0)),
            codings=coded.get(one.person.id, 0),
            quotes=quoted.get(one.person.id, 0),
            kept=not voices.isdisjoint(name.casefold() for name in (one.person.id, *one.person.labels)),
            missing=tuple(_missing(one.person, project.language)),
        )
        for number, one in enumerate(consents.standings(project), 1)
    ]
    unknown = sorted(voice for voice in named - answering if project.register.find(voice) is None)
    return People(tuple(sorted(found, key=_order)), tuple(unknown), counted=not blind)


def is_anonymous(source: SourceRow) -> bool:
    """Whether whoever speaks in a source is to be in no register: anonymous answers to a survey."""
    return source.facts.get(SURVEY) == ANONYMOUS


def _order(one: Person) -> tuple[bool, date, int]:
    last = one.standing.person.consent.last_day if one.standing.ends_soon else None
    return not one.standing.ends_soon, last or date.max, one.number


def _missing(person: Respondent, language: str) -> Iterator[str]:
    """The columns of respondents.csv, as a new register calls them, in which nothing stands that ought to."""
    titles = TITLES.get(language, TITLES["en"])
    consent = person.consent
    empty = {
        "group": not person.group,
        "consent": consent.status is ConsentStatus.NOT_RECORDED,
        "consent_date": consent.since is None,
        "consent_text": not consent.text,
        "consent_how": not consent.how,
        "consent_scope": consent.scope is None,
        "consent_until": consent.until is None and not consent.while_enrolled,
        "quote": consent.quote is None,
    }
    closed = consent.status in (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN)
    yield from (titles[name] for name, lacks in empty.items() if lacks and not (closed and name != "group"))
