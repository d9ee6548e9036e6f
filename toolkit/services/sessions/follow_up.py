"""What the next session starts with: what was agreed, what was done, what changed in the material since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from toolkit.domain.reflection.learning import Commitment, Held, Loop, Status, Told
from toolkit.domain.reflection.reflection import Session, Sort
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.themes.themes import Theme
from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.sessions import learning_log
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.services.themes.themes import Findings
    from toolkit.storage.projects.store import Connection, Store

QUESTIONS = {
    Loop.SINGLE: N_("Did we do it right? What do we do better next time?"),
    Loop.DOUBLE: N_("Is it the right thing to do? What do we take for granted, and what should we stop doing?"),
}


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A claim that was written or changed; `told` is its sentence in the session's pack, the only one to be shown."""

    id: int
    text: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """What there is to say since the session before, which is None before the first.

    `agreed` is what was agreed at earlier sessions of the same audience and is open, or was told of since; `answered`
    are objections of the session before with what became of them. What is new in the material is counted from the
    moment `begun`: when that session began, or was written down here afterwards. `new_interviews` counts new sources by
    group, `new_themes` names themes most of whose passages no earlier draft told of, or that a person named.
    """

    before: Session | None
    agreed: tuple[Commitment, ...] = ()
    answered: tuple[Told, ...] = ()
    new_interviews: tuple[tuple[str, int], ...] = ()
    changed_claims: tuple[ChangedClaim, ...] = ()
    new_themes: tuple[str, ...] = ()
    begun: datetime | None = None

    @property
    def day(self) -> str:
        """The day from which what is new is counted."""
        return self.begun.astimezone().date().isoformat() if self.begun else ""

    @property
    def late(self) -> bool:
        """Whether the session before was written down here on a later day than it was held."""
        return self.before is not None and self.day > self.before.day

    def overdue(self, today: date) -> list[Commitment]:
        """What should be done by now."""
        return [one for one in self.agreed if one.overdue(today)]


def since(project: Project, session_id: int | None = None) -> Since:
    """What the session starts with; without one, what a session held today would, whatever its audience."""
    from toolkit.storage.sessions import learning

    found = learning_log.log(project)
    with project.store() as store:
        with store.reading() as connection:
            now = _session(connection, session_id)
            earlier = [one for one in found.held if _before(one.session, now)]
            if not earlier:
                return Since(None)
            begun = _begun(earlier[-1].session)
            told = _since(project, connection, earlier, now)
            known = learning.findings_before(connection, begun)
        return replace(told, new_themes=tuple(_themes(project, store, known)) if known else ())


def _begun(last: Session) -> datetime:
    """When a session began: when it was opened, but not before its day, for which it may have been planned."""
    day = datetime.combine(date.fromisoformat(last.day), time.min).astimezone()
    return max(last.at, day)


def _session(connection: Connection, session_id: int | None) -> Session | None:
    from toolkit.storage.sessions import sessions

    return None if session_id is None else sessions.one(connection, session_id)


def _before(one: Session, now: Session | None) -> bool:
    return now is None or (one.audience == now.audience and (one.day, one.id) < (now.day, now.id))


def _since(project: Project, connection: Connection, earlier: Sequence[Held], now: Session | None) -> Since:
    last = earlier[-1]
    begun = _begun(last.session)
    agreed = (one for each in earlier for one in each.agreed)
    return Since(
        last.session,
        tuple(one for one in agreed if _concerns(one, last.session, now)),
        tuple(one for one in last.of(Sort.OBJECTION) if one.answer),
        tuple(_interviews(project, connection, begun)),
        tuple(_claims(connection, begun, now)),
        begun=begun,
    )


def _concerns(one: Commitment, last: Session, now: Session | None) -> bool:
    """Whether it is open, was agreed the last time, or was told of then or since."""
    told = (last.id,) if now is None else (last.id, now.id)
    return one.status is Status.OPEN or one.session == last.id or one.followed in told


def _interviews(project: Project, connection: Connection, begun: datetime) -> Iterable[tuple[str, int]]:
    """How many sources came since, by the group of those who speak in them."""
    from toolkit.storage.sources import sources

    new = [one for one in sources.overview(connection) if one.added >= begun and one.kind is not Kind.REFLECTION]
    groups = Counter(
        group
        for one in new
        for group in {project.register.get(who).group for who in one.respondents if project.register.usable(who)}
    )
    return ((names.group(project, group), count) for group, count in groups.items())


def _claims(connection: Connection, begun: datetime, now: Session | None) -> Iterable[ChangedClaim]:
    """The claims that read otherwise than at the session before; a pack of before a change does not tell of it."""
    from toolkit.storage.findings import claims
    from toolkit.storage.sessions import learning, packs, sessions

    told: dict[int, str] = {}
    changed = learning.changed_claims(connection, begun)
    if now is not None and now.pack is not None:
        made = packs.one(connection, now.pack).at
        sentences = {one.claim: one.sentence for one in sessions.findings(connection, now.pack) if one.claim}
        told = {one: sentences.get(one, "") for one, at in changed.items() if at <= made}
    every = {one.id: one.text for one in claims.each(connection)}
    return [ChangedClaim(one, every[one], told.get(one, "")) for one in changed]


def _themes(project: Project, store: Store, known: Mapping[str, Collection[str]]) -> Iterator[str]:
    """The names of themes that are new beside what was told before: not of those that were only sorted anew."""
    told = frozenset(id_ for evidence in known.values() for id_ in evidence)
    earlier = _ids_told(store, known)
    try:
        found, _ = themes.as_kept(project.asking(Purpose.FEEDBACK), store)
    except Refused:  # nothing is coded any more
        return
    for one in found.themes:
        if one.told and one.id not in earlier and (one.named or _mostly_new(one, found, told)):
            yield one.name


def _ids_told(store: Store, known: Collection[str]) -> frozenset[str]:
    """The themes that a draft told of, by themselves or through a claim that rests on them."""
    from toolkit.storage.findings import claims

    with store.reading() as connection:
        claimed = (theme for one in claims.each(connection) if f"claim-{one.id}" in known for theme in one.themes)
        return frozenset((*claimed, *(one.removeprefix("f-") for one in known)))


def _mostly_new(one: Theme, found: Findings, told: frozenset[str]) -> bool:
    """Whether more than half of its passages were told of nowhere."""
    new = [key for key in one.passages if told.isdisjoint(found.passages[key].evidence)]
    return len(new) * 2 > len(one.passages)
