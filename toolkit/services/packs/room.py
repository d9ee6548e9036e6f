"""What own devices in a room are told of their session, and what becomes of what they send."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from toolkit.domain.reflection.reflection import Response, State, Step
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_
from toolkit.services.projects.project import Project, fingerprint
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.responses import Said
from toolkit.services.sessions.sessions import SessionView

LONGEST, LONGEST_NAME = 2000, 60
COMMAND = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Idea:
    """Something that was let through to the wall and may be given dots, by the number that it has there."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """All that a device may know: whether the session is open, its questions, how many findings, what gets dots.

    `key` names the session to a device without telling anything; `told` is what was said of how answers are used.
    """

    key: str
    open: bool
    named: bool
    told: str
    steps: tuple[Step, ...]
    findings: int
    ideas: tuple[Idea, ...]

    def step(self, key: str) -> Step:
        """The step of this name; NotFound when the session has none."""
        for each in self.steps:
            if each.key == key:
                return each
        raise NotFound(N_("This session has no such step."))


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer from a device; `about` is a finding's number, 0 for none; `command` was made on the device."""

    device: str
    command: str
    step: str
    text: str
    who: str = ""
    about: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A room's one way to its session: to look at it, take an answer down, keep dots, and nothing else."""

    project: Callable[[], Project]
    session: int

    def view(self) -> RoomView:
        """The session as devices may see it now."""
        return shown(sessions.view(self.project(), self.session))

    def take(self, sent: Sent) -> bool:
        """Take an answer down; again is harmless. Refused when it is none, or the session takes no more.

        False when nothing was kept, since its name is of somebody who does not allow feedback: a device is not told.
        """
        project = self.project()
        said = _said(sessions.view(project, self.session), sent)
        if sessions.withheld(project, said.who):
            return False
        try:
            responses.respond(project, self.session, said, hand=None)
        except ConflictError:
            # Its number is known, and nobody else can have made it: the device was let in anew since it sent it.
            return True
        return True

    def dots(self, device: str, given: Mapping[int, int]) -> dict[int, int]:
        """Keep a device's dots, by the numbers of ideas, in the place of those that it gave before; give what is kept.

        Those for an idea that is no longer shown come back. Refused for more than the step has.
        """
        project = self.project()
        known = numbered(sessions.view(project, self.session).responses)
        wanted = {known[number].id: n for number, n in given.items() if number in known}
        kept = responses.dots(project, self.session, device, wanted)
        return {number: kept[one.id] for number, one in known.items() if one.id in kept}


def numbered(said: Iterable[Response]) -> dict[int, Response]:
    """Responses by the numbers that they have on the wall and on devices: in the order in which they came.

    Hidden ones have numbers too, so that no number changes when one is let through.
    """
    return dict(enumerate(sorted(said, key=lambda one: one.id), 1))


def shown(found: SessionView) -> RoomView:
    """What devices may know of a session: none of its findings' words, and of answers only what the wall shows."""
    dotted = any(each.dots for each in found.form.steps)
    ideas = numbered(found.responses).items() if dotted else ()
    return RoomView(
        key=fingerprint("room", found.session.id, found.session.at.isoformat()),
        open=found.session.state is State.OPEN,
        named=not found.session.anonymous,
        told=found.session.agreed.told,
        steps=found.form.steps,
        findings=len(found.findings) if found.form.about_findings else 0,
        ideas=tuple(Idea(number, one.text) for number, one in ideas if not one.hidden),
    )


def _said(found: SessionView, sent: Sent) -> Said:
    if not COMMAND.fullmatch(sent.command) or len(sent.text) > LONGEST or not sent.text.strip():
        raise Refused(N_("This answer cannot be taken."))
    about = found.findings[sent.about - 1] if 0 < sent.about <= len(found.findings) else None
    return Said(
        step=sent.step,
        text=sent.text,
        who="" if found.session.anonymous else sent.who[:LONGEST_NAME],
        claim=about.claim if about else None,
        theme=about.theme if about else None,
        device=sent.device,
        command=f"room-{sent.command}",
    )
