"""What each person allows today and why not, what ends soon, what has ended, and restriction of processing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import ConsentStatus, Hindrance, Purpose
from toolkit.errors import NotFound, Problem
from toolkit.messages import N_
from toolkit.resources import register_writing
from toolkit.services.projects.files import write_file
from toolkit.services.projects.project import REGISTER, Project

SOON = timedelta(days=60)
CLOSED = {
    Hindrance.WITHDRAWN: N_("Consent is withdrawn, so nothing the person said is used."),
    Hindrance.REFUSED: N_("Consent is refused, so nothing the person said is used."),
    Hindrance.RESTRICTED: N_("Processing is restricted: what the person said is kept, but shown and used nowhere."),
    Hindrance.NOT_YET: N_("Consent is given from {since} on; until then nothing the person said is used."),
    Hindrance.EXPIRED: N_("Consent ended on {date}, so nothing the person said is used. Codings not in use: {n}"),
    Hindrance.LEFT: N_(
        "Consent held while the person was enrolled, until {date}, so nothing the person said is used. "
        "Codings not in use: {n}"
    ),
    Hindrance.SCOPE: N_("Consent does not cover the interview, so nothing the person said is used."),
}
WHYS = {  # in a few words
    Hindrance.WITHDRAWN: N_("withdrawn"),
    Hindrance.REFUSED: N_("refused"),
    Hindrance.RESTRICTED: N_("processing restricted"),
    Hindrance.NOT_YET: N_("not given yet"),
    Hindrance.EXPIRED: N_("the time has run out"),
    Hindrance.LEFT: N_("no longer enrolled"),
    Hindrance.SCOPE: N_("not in its scope"),
    Hindrance.QUOTE: N_("as the register says"),
}
USES = {
    Purpose.INTERVIEW: N_("interview"),
    Purpose.QUOTE: N_("quote"),
    Purpose.FEEDBACK: N_("feedback"),
    Purpose.ARCHIVE: N_("archive"),
    Purpose.CONTACT: N_("contact"),
}
STATUSES = {
    ConsentStatus.GIVEN: N_("given"),
    ConsentStatus.REFUSED: N_("refused"),
    ConsentStatus.WITHDRAWN: N_("withdrawn"),
    ConsentStatus.NOT_RECORDED: N_("not recorded"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person allows today: each purpose with why it is not allowed, None where it is.

    `codings` lie on words that may not be used; for people whose words may be used it is 0.
    """

    person: Respondent
    uses: Mapping[Purpose, Hindrance | None]
    ends_soon: bool
    codings: int = 0

    def recorded(self, purpose: Purpose) -> bool:
        """Whether the person, or a law, has said yes or no to a use; else it is taken as allowed."""
        return self.closed is not None or self.person.consent.recorded(purpose)

    @property
    def closed(self) -> Hindrance | None:
        """Why nothing the person said is used; None when it is."""
        return self.uses[Purpose.INTERVIEW]


def standings(project: Project) -> list[Standing]:
    """Everyone in the register, in its order."""
    people = project.register.respondents.values()
    still = _codings_of(project, [one for one in people if not project.register.allows(one.id)])
    return [_standing(project, one, still[one.id]) for one in people]


def _standing(project: Project, one: Respondent, codings: int) -> Standing:
    consent, today = one.consent, project.today
    uses = {purpose: consent.why_not(purpose, today) for purpose in Purpose}
    last = consent.last_day
    soon = uses[Purpose.INTERVIEW] is None and last is not None and last - today <= SOON
    return Standing(one, uses, soon, codings)


def _codings_of(project: Project, people: Iterable[Respondent]) -> Counter[str]:
    """How many codings lie on words of these people."""
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import sources

    by_name = {name.casefold(): one.id for one in people for name in (one.id, *one.labels)}
    found: Counter[str] = Counter()
    if not by_name:
        return found
    with project.store() as store, store.reading() as connection:
        for voice in sources.named(connection):
            person = by_name.get(voice.casefold())
            if person is None:
                continue
            for source, spans in sources.spans_of(connection, [voice]).items():
                made = codings.each(connection, source=source)
                found[person] += sum(any(one.span.shared(span) for span in spans) for one in made)
    return found


def problems(project: Project) -> Iterator[Problem]:
    """What to know of each person's consent, and what the register does not say."""
    everyone = standings(project)
    for one in everyone:
        message, hint = _message(one)
        if message:
            consent = one.person.consent
            values: dict[str, object] = {"date": consent.last_day or "", "since": consent.since or "", "n": one.codings}
            yield Problem(one.person.id, message, hint, values, serious=False)
    unscoped = sum(one.person.consent.scope is None and _given(one) for one in everyone)
    if unscoped:
        yield Problem(
            REGISTER,
            N_("For {n} of those who gave consent the scope is not recorded; every use is taken as allowed."),
            N_(
                "Fill in the column consent_scope (if there is none, write its name last in the first line): "
                "interview, quote, feedback, archive, contact."
            ),
            {"n": unscoped},
            serious=False,
        )


def _given(one: Standing) -> bool:
    return one.person.consent.status is ConsentStatus.GIVEN


def _message(one: Standing) -> tuple[str, str]:
    """The sentence on a person, and the next step; both empty when there is nothing to say."""
    if one.closed:
        return CLOSED[one.closed], ""
    if one.ends_soon:
        return (
            N_("Consent ends on {date}; from the day after nothing the person said is used."),
            N_("Ask the person anew if the words are to be used longer, and write the answer in respondents.csv."),
        )
    if one.person.consent.status is ConsentStatus.NOT_RECORDED:
        return N_("Consent is not recorded."), ""
    return (N_("The person may not be quoted."), "") if one.uses[Purpose.QUOTE] else ("", "")


def restrict(project: Project, person: str, *, lift: bool = False) -> Project:
    """Restrict processing of what a person said, from today on, or lift that; gives the project as it is then.

    The words stay where they are, and what was learned from them is forgotten. NotFound for nobody of the register.
    """
    from toolkit.services.material import sources
    from toolkit.services.projects import access_log
    from toolkit.services.projects.project import open_project

    known = project.register.find(person)
    if known is None:
        raise NotFound(
            N_("{person} is not in respondents.csv."),
            hint=N_("See who is: spegla privacy consent. Add a line for a person who is missing."),
            person=person,
        )
    path = project.folder / "interviews" / REGISTER
    value = "" if lift else project.today.isoformat()
    data = register_writing.put(
        path.read_bytes(), known.id, {"restricted": value}, file=path.name, language=project.language
    )
    write_file(path, data)
    fresh = replace(open_project(project.folder, now=project.now), standing=project.standing, viewer=project.viewer)
    sources.place(fresh)
    access_log.note(fresh, "lift" if lift else "restrict", respondent=known.id)
    return fresh
