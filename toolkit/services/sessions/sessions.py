"""Reflection sessions: opened for an audience, shown as they stand, closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.domain.reflection.packs import Showing
from toolkit.domain.reflection.reflection import FORMATS, Agreed, Finding, Format, Response, Session, State, Step
from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.texts.days import day_given
from toolkit.domain.texts.text import readable
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_, catalogue, tr
from toolkit.services.material.hands import Hand
from toolkit.services.projects import audiences
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

LONGEST_NAME, LONGEST_TOLD, MOST_PRESENT = 120, 1000, 60


@dataclass(frozen=True, slots=True)
class Wish:
    """The session that somebody wants to hold; `day` is today when it is empty."""

    format: str
    audience: str
    title: str
    day: str = ""
    pack: int | None = None
    anonymous: bool = True
    present: tuple[str, ...] = ()
    agreed: Agreed = field(default_factory=Agreed)


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the format with what was said at it; a step at which dots are given has what they are given to."""

    step: Step
    responses: tuple[Response, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as it stands: its steps with what was said, and what its pack told that this may concern.

    `paper` are the dots that were counted in the room and not given on devices, by response.
    """

    session: Session
    form: Format
    steps: tuple[StepView, ...]
    findings: tuple[Finding, ...]
    paper: Mapping[int, int] = field(default_factory=dict)

    @property
    def responses(self) -> tuple[Response, ...]:
        """All that was said, each once, step by step."""
        return tuple(one for each in self.steps if not each.step.dots for one in each.responses)

    @property
    def becoming_source(self) -> bool:
        """Whether it is closed and what was said is not a source yet, though it shall be."""
        one = self.session
        return one.state is State.CLOSED and one.source is None and one.agreed.report and bool(self.responses)


def sessions(project: Project) -> tuple[Session, ...]:
    """All sessions, the newest day first."""
    from toolkit.storage.sessions import sessions as stored

    refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        found = stored.sessions(connection)
    register = project.asking(Purpose.FEEDBACK).register
    return tuple(_without_refusing(register, one) for one in found)


def view(project: Project, session_id: int) -> SessionView:
    """A session with what was said, as its source says it today; nothing of a person who does not allow feedback."""
    from toolkit.storage.sessions import learning
    from toolkit.storage.sessions import sessions as stored

    refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        found = stored.one(connection, session_id)
        said = learning.said_at(connection, found)
        findings = () if found.pack is None else stored.findings(connection, found.pack)
        paper = stored.dots_of(connection, session_id, "")
    register = project.asking(Purpose.FEEDBACK).register
    allowed = [told(one) for one in said if not (_refuses(register, one.who) or _refuses(register, one.label))]
    by_step = tuple(_step(found.form, each, allowed) for each in found.form.steps)
    return SessionView(_without_refusing(register, found), found.form, by_step, findings, paper)


def told(said: Response) -> Response:
    """The response as it can be shown: under the name that its source has today, and where its own words are not known
    any more, that they were changed."""
    return replace(said, who=said.label or said.who, text=said.text or tr("[Changed in the session’s source]"))


def _step(form: Format, step: Step, said: list[Response]) -> StepView:
    """A step with what was said at it, in order of dots where any were given; those with as many as they came."""
    worded = {each.key for each in form.steps if not each.dots} if step.dots else {step.key}
    here = (one for one in said if one.step in worded)
    return StepView(step, tuple(sorted(here, key=lambda one: (-one.dots, one.id))))


def _without_refusing(register: Register, found: Session) -> Session:
    """The session without those among the present who do not allow feedback today."""
    return replace(found, present=tuple(name for name in found.present if not _refuses(register, name)))


def withheld(project: Project, who: str) -> bool:
    """Whether this is a person of the register who does not allow feedback."""
    return _refuses(project.asking(Purpose.FEEDBACK).register, who)


def _refuses(register: Register, who: str) -> bool:
    known = register.find(who) if who else None
    return known is not None and not register.usable(known.id)


def open_session(project: Project, wish: Wish, *, hand: Hand) -> Session:
    """Open a session: from now on responses are taken. Refused for a pack that was not let out to this audience."""
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    columns = _columns(project, wish)
    with project.store(write=True) as store, store.writing("open session", now=project.now) as change:
        if wish.pack is not None:
            _check_pack(change.connection, wish.pack, wish.audience)
        made = stored.put_session(change.connection, columns, coder=hand.coder, at=project.now)
        change.note(session=made)
        return stored.one(change.connection, made)


def _columns(project: Project, wish: Wish) -> dict[str, object]:
    title = readable(wish.title)[:LONGEST_NAME]
    if wish.format not in FORMATS:
        raise NotFound(
            N_("There is no format {key}."), hint=N_("There are: {known}."), key=wish.format, known=", ".join(FORMATS)
        )
    if not title:
        raise Refused(N_("A session needs a title."), hint=N_("Say in a few words which meeting it is."))
    return {
        "title": title,
        "day": day_of(project, wish.day),
        "audience": audiences.audience(project, wish.audience).key,
        "format": wish.format,
        "state": State.OPEN.value,
        "anonymous": wish.anonymous,
        "present": present_of(project, wish.present),
        "consent": {**asdict(wish.agreed), "told": readable(wish.agreed.told)[:LONGEST_TOLD] or rules(project, wish)},
        "pack_id": wish.pack,
    }


def rules(project: Project, wish: Wish) -> str:
    """What is to be read out first where nobody wrote it: how what is said is taken down, shown and used.

    It is in the project's language, as it is kept and goes to the devices in the room.
    """
    agreed, say = wish.agreed, catalogue(project.language).gettext
    said = (
        N_("No names are taken down.") if wish.anonymous else N_("Those who wish are taken down by name."),
        N_("What is said becomes material in the evaluation, and may be told in the report.")
        if agreed.report
        else N_("What is said stays among us: it becomes no material, and the report does not tell it."),
        N_("It may be quoted, without names.") if agreed.quote else N_("Nobody is quoted."),
        N_("What is written on own devices stands on the wall at once.")
        if agreed.at_once
        else N_("What is written on own devices stands on the wall when the note-taker has let it through."),
    )
    return " ".join(map(say, said))


def day_of(project: Project, day: str) -> str:
    """The day as it is kept; today for an empty one. UsageError for what is no day."""
    return (day_given(day) if day else project.today).isoformat()


def present_of(project: Project, names: tuple[str, ...]) -> list[str]:
    """Who is present, as they wished to be written; Refused for a person who does not allow feedback."""
    kept = [name for each in names if (name := readable(each)[:LONGEST_NAME])][:MOST_PRESENT]
    for name in kept:
        check_who(project, name)
    return kept


def check_who(project: Project, who: str) -> None:
    """Raise Refused for a person who does not allow feedback."""
    if withheld(project, who):
        raise Refused(
            N_("This person does not allow feedback, or has withdrawn."), hint=N_("See under People and consent.")
        )


def _check_pack(connection: Connection, pack_id: int, audience: str) -> None:
    from toolkit.storage.sessions import sessions as stored

    whose, let_out = stored.pack_for(connection, pack_id)
    if whose != audience:
        raise Refused(
            N_("This pack was made for another audience."), hint=N_("Prepare one for those who are to see it.")
        )
    if not let_out:
        raise Refused(
            N_("This pack is still in preparation."), hint=N_("Answer what the gate asks and let it out first.")
        )


def close(project: Project, session_id: int, *, hand: Hand) -> Session:
    """Close a session: no more responses, and what was said becomes a source. Closed again, only what is left is done.

    None of its responses can be undone afterwards. The pack that it was held with was shown there and then.
    """
    from toolkit.services.sessions import session_sources
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    with project.store(write=True) as store, store.writing("close session", now=project.now) as change:
        before = stored.one(change.connection, session_id)
        change.idle = before.state is State.CLOSED
        if before.state is State.OPEN:
            stored.change_session(change.connection, session_id, before.revision, state=State.CLOSED.value)
            stored.forget_steps(change.connection, session_id)
            stored.forget_devices(change.connection, session_id)
            if before.pack is not None:
                _mark_shown(project, change.connection, before, before.pack, hand)
            change.note(session=session_id)
    shown = view(project, session_id)
    if shown.session.source is None and shown.responses:
        session_sources.make(project, shown.session, shown.responses, hand=hand)
        return view(project, session_id).session
    return shown.session


def _mark_shown(project: Project, connection: Connection, held: Session, pack_id: int, hand: Hand) -> None:
    """Keep that the session's pack was shown that day, unless somebody has said so of this meeting."""
    from toolkit.storage.sessions import packs

    pack, day = packs.one(connection, pack_id), min(day_given(held.day), project.today)
    if any(each.day == day and each.meeting in ("", held.title) for each in pack.shown):
        return
    new = Showing(day, held.title, pack.digest, hand.coder)
    packs.show(connection, pack, sorted((*pack.shown, new), key=lambda each: each.day))
