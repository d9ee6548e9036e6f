"""What the next session starts with: what was agreed, what was done, what changed in the material since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.domain.learning import Commitment, Held, Loop, Status, Told
from toolkit.domain.reflection import Session, Sort
from toolkit.domain.source_kinds import Kind
from toolkit.messages import N_
from toolkit.services import learning_log, names
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.storage.store import Connection

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
    are objections of the session before with what became of them. `new_interviews` counts new sources by group.
    """

    before: Session | None
    agreed: tuple[Commitment, ...] = ()
    answered: tuple[Told, ...] = ()
    new_interviews: tuple[tuple[str, int], ...] = ()
    changed_claims: tuple[ChangedClaim, ...] = ()
    new_themes: tuple[str, ...] = ()

    def overdue(self, today: date) -> list[Commitment]:
        """What should be done by now."""
        return [one for one in self.agreed if one.overdue(today)]


def since(project: Project, session_id: int | None = None) -> Since:
    """What the session starts with; without one, what a session held today would, whatever its audience."""
    found = learning_log.log(project)
    with project.store() as store, store.reading() as connection:
        now = _session(connection, session_id)
        earlier = [one for one in found.held if _before(one.session, now)]
        if not earlier:
            return Since(None)
        return _since(project, connection, earlier, now)


def _session(connection: Connection, session_id: int | None) -> Session | None:
    from toolkit.storage import sessions

    return None if session_id is None else sessions.one(connection, session_id)


def _before(one: Session, now: Session | None) -> bool:
    return now is None or (one.audience == now.audience and (one.day, one.id) < (now.day, now.id))


def _since(project: Project, connection: Connection, earlier: Sequence[Held], now: Session | None) -> Since:
    last = earlier[-1]
    agreed = (one for each in earlier for one in each.agreed)
    return Since(
        last.session,
        tuple(one for one in agreed if _concerns(one, last.session, now)),
        tuple(one for one in last.of(Sort.OBJECTION) if one.answer),
        tuple(_interviews(project, connection, last.session)),
        tuple(_claims(connection, last.session, now)),
        tuple(_themes(connection, last.session)),
    )


def _concerns(one: Commitment, last: Session, now: Session | None) -> bool:
    """Whether it is open, was agreed the last time, or was told of then or since."""
    told = (last.id,) if now is None else (last.id, now.id)
    return one.status is Status.OPEN or one.session == last.id or one.followed in told


def _interviews(project: Project, connection: Connection, last: Session) -> Iterable[tuple[str, int]]:
    """How many sources came since, by the group of those who speak in them."""
    from toolkit.storage import sources

    new = [one for one in sources.overview(connection) if one.added >= last.at and one.kind is not Kind.REFLECTION]
    groups = Counter(
        group
        for one in new
        for group in {project.register.get(who).group for who in one.respondents if project.register.usable(who)}
    )
    return ((names.group(project, group), count) for group, count in groups.items())


def _claims(connection: Connection, last: Session, now: Session | None) -> Iterable[ChangedClaim]:
    """The claims that read otherwise than at the session before; a pack of before a change does not tell of it."""
    from toolkit.storage import claims, learning, packs, sessions

    told: dict[int, str] = {}
    changed = learning.changed_claims(connection, last.at)
    if now is not None and now.pack is not None:
        made = packs.one(connection, now.pack).at
        sentences = {one.claim: one.sentence for one in sessions.findings(connection, now.pack) if one.claim}
        told = {one: sentences.get(one, "") for one, at in changed.items() if at <= made}
    every = {one.id: one.text for one in claims.each(connection)}
    return [ChangedClaim(one, every[one], told.get(one, "")) for one in changed]


def _themes(connection: Connection, last: Session) -> Iterable[str]:
    """The names of themes that no draft of before the last session had; none where there was no such draft."""
    from toolkit.storage import learning, themes

    known = learning.findings_before(connection, last.at)
    return [] if known is None else [one.name for one in themes.each(connection) if f"f-{one.id}" not in known]
