"""What is said at a reflection session: taken down once however often it is sent, changed, let through, given dots."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.domain.reflection.reflection import Format, Response, Session, State
from toolkit.domain.texts.text import readable
from toolkit.domain.texts.worded_keys import listed, meant, wrong_key
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.sessions.sessions import LONGEST_NAME, check_who, withheld
from toolkit.services.themes.no_theme import no_theme

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

LONGEST, MOST_COUNTED = 2000, 999


@dataclass(frozen=True, slots=True)
class Said:
    """A response as it is sent: of a claim, a theme or neither; `command` is its own, made where it was written.

    `device` is the random number of an own device, empty for what a note-taker writes.
    """

    step: str
    text: str
    who: str = ""
    claim: int | None = None
    theme: str | None = None
    device: str = ""
    command: str = ""
    hidden: bool = False


def one(project: Project, response_id: int) -> Response:
    """A response as it stands; NotFound when it is gone, or its author does not allow feedback."""
    from toolkit.storage.sessions import sessions as stored

    refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        found = stored.response_of(connection, response_id)
    if withheld(project, found.who):
        raise stored.no_response(response_id)
    return found


def respond(project: Project, session_id: int, said: Said, *, hand: Hand | None) -> Response:
    """Take down what was said, once however often it is sent; what comes from a device waits to be let through.

    Refused when the session is closed, at a step that takes no words, and with a name where it is anonymous.
    """
    if hand is None:
        return _from_device(project, session_id, said)
    from toolkit.storage.database.rows import RESPONSE
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    said = _cleaned(said)
    with (
        project.store(write=True) as store,
        steps.stepping(store, "respond", project, coder=hand.coder, command=said.command) as step,
    ):
        known = stored.said_by(step.connection, said.command)
        if known is not None:
            return _same(known, session_id, said)
        if step.repeated:
            raise _undone()
        values = _wanted(project, step.connection, session_id, said)
        made = step.insert(RESPONSE, {**values, "coder": hand.coder, "at": project.now})
        return stored.response_of(step.connection, int(made))


def _from_device(project: Project, session_id: int, said: Said) -> Response:
    from toolkit.storage.sessions import sessions as stored

    if not said.device:
        raise ValueError("words of nobody: neither a hand nor a device")
    said = _cleaned(said)
    with project.store(write=True) as store, store.writing("respond", now=project.now, session=session_id) as change:
        known = stored.said_by(change.connection, said.command)
        if known is not None:
            change.idle = True
            return _same(known, session_id, said)
        values = _wanted(project, change.connection, session_id, said)
        return stored.put_response(change.connection, values, coder="", at=project.now)


def _cleaned(said: Said) -> Said:
    if not said.command:
        raise ValueError("a response without a command of its own")
    text = readable(said.text)
    if not text:
        raise Refused(N_("A response needs words."), hint=N_("Write what was said."))
    if len(text) > LONGEST:
        raise Refused(N_("This is too long for one response."), hint=N_("Part it into several."))
    return Said(
        said.step,
        text,
        readable(said.who)[:LONGEST_NAME],
        said.claim,
        said.theme,
        said.device,
        _command(said.command),
        said.hidden,
    )


def _command(command: str) -> str:
    """The command, or a digest of it where it is longer than what is stored."""
    return command if len(command) <= steps.LONGEST_COMMAND else hashlib.sha256(command.encode()).hexdigest()


def _same(known: Response, session_id: int, said: Said) -> Response:
    """What was taken down under this command before; ConflictError for one that somebody else made."""
    if (known.session, known.device) != (session_id, said.device):
        raise ConflictError(N_("This was not taken down: its number is used already."), hint=N_("Load the page again."))
    return known


def _undone() -> ConflictError:
    return ConflictError(N_("This response was taken back meanwhile."), hint=N_("Write it again if it was said."))


def _wanted(project: Project, connection: Connection, session_id: int, said: Said) -> dict[str, object]:
    """The row of a response, when all that it names is there and the session takes it."""
    found = _open(connection, session_id)
    key = _step_taking(found.form, said.step)
    _check_named(found, said.who)
    check_who(project, said.who)
    _check_about(connection, found, said.claim, said.theme)
    return {
        "session_id": session_id,
        "step": key,
        "text": said.text,
        "who": said.who,
        "claim_id": said.claim,
        "theme": said.theme,
        "device": said.device,
        "command": said.command,
        "hidden": not found.agreed.at_once if said.device else said.hidden,
    }


def _check_named(found: Session, who: str) -> None:
    if who and found.anonymous:
        raise Refused(
            N_("This session is anonymous: no names are taken down."), hint=N_("Send the response without a name.")
        )


def _open(connection: Connection, session_id: int) -> Session:
    from toolkit.storage.sessions import sessions as stored

    found = stored.one(connection, session_id)
    if found.state is not State.OPEN:
        raise Refused(
            N_("This session is closed, and takes no more responses."),
            hint=N_("Open another session for what is said from now on."),
        )
    return found


def _step_taking(form: Format, written: str) -> str:
    """The key of the step that was named, by its key or its title; Refused for one that takes no words."""
    taking = {each.key: each.title for each in form.steps if not each.dots}
    step = form.step(written) or form.step(meant(written, {each.key: each.title for each in form.steps}))
    if step is None:
        raise NotFound(N_("The format has no step {key}."), key=written, **wrong_key(written, taking, taking))
    if step.dots:
        raise Refused(
            N_("At this step dots are given, not words."),
            hint=N_("Steps that take words: {known}."),
            known=listed(taking, taking),
        )
    return step.key


def _check_about(connection: Connection, found: Session, claim: int | None, theme: str | None) -> None:
    """NotFound for a claim or theme that is not there: neither of the session's pack nor of the project."""
    from toolkit.storage.findings import claims, themes
    from toolkit.storage.sessions import sessions as stored

    told = () if found.pack is None else stored.findings(connection, found.pack)
    if claim is not None and claim not in {one.claim for one in told}:
        claims.by_id(connection, claim)
    if theme is not None and theme not in {one.theme for one in told} and not stored.is_theme(connection, theme):
        raise no_theme(theme, {one.id: one.name for one in themes.each(connection)})


def revise(project: Project, response_id: int, text: str, *, seen: int, hand: Hand) -> Response:
    """Give a response other words; ConflictError when it is not at the revision seen."""
    words = _cleaned(Said("", text, command="-")).text
    return _change(project, response_id, ("change response", seen), {"text": words}, hand)


def relate(
    project: Project, response_id: int, about: tuple[int | None, str | None], *, seen: int, hand: Hand
) -> Response:
    """Say which claim or theme a response is of (two Nones: neither)."""
    return _change(project, response_id, ("relate response", seen), {"claim_id": about[0], "theme": about[1]}, hand)


def name(project: Project, response_id: int, who: str, *, seen: int, hand: Hand) -> Response:
    """Say who said it, or with an empty name that nobody in particular did.

    Refused for a person who does not allow feedback, and for any name where the session is anonymous.
    """
    one(project, response_id)
    who = readable(who)[:LONGEST_NAME]
    check_who(project, who)
    return _change(project, response_id, ("name response", seen), {"who": who}, hand)


def hide(project: Project, response_id: int, *, hidden: bool, seen: int, hand: Hand) -> Response:
    """Take a response from the wall, or let it through; ConflictError when it is not at the revision seen."""
    return _change(
        project, response_id, ("hide response" if hidden else "show response", seen), {"hidden": hidden}, hand
    )


def _change(
    project: Project, response_id: int, deed: tuple[str, int], values: Mapping[str, Any], hand: Hand
) -> Response:
    from toolkit.storage.database.rows import RESPONSE
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    verb, seen = deed
    with (
        project.store(write=True) as store,
        steps.stepping(store, verb, project, coder=hand.coder, command=hand.command) as step,
    ):
        if not step.repeated:
            before = stored.response_of(step.connection, response_id)
            found = _open(step.connection, before.session)
            _check_named(found, values.get("who", ""))
            _check_about(step.connection, found, values.get("claim_id"), values.get("theme"))
            step.update(RESPONSE, response_id, values, revision=seen)
        return stored.response_of(step.connection, response_id)


def let_through(project: Project, session_id: int, *, hand: Hand) -> int:
    """Let all that waits through to the wall, in one step; give how many responses that were."""
    from toolkit.storage.database.rows import RESPONSE
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    with (
        project.store(write=True) as store,
        steps.stepping(store, "show response", project, coder=hand.coder, command=hand.command) as step,
    ):
        if step.repeated:
            return len(step.rows(RESPONSE))
        _open(step.connection, session_id)
        waiting = [one.id for one in stored.responses(step.connection, session_id) if one.hidden and one.device]
        for response_id in waiting:
            step.update(RESPONSE, response_id, {"hidden": False})
        return len(waiting)


def dots(project: Project, session_id: int, device: str, given: Mapping[int, int]) -> dict[int, int]:
    """Keep all the dots that a device gives, in the place of what it gave before; give them as they are kept.

    Those for a response that is hidden or gone come back to it. Refused for more than the step has.
    """
    from toolkit.storage.sessions import sessions as stored

    if not device:
        raise ValueError("dots of no device")
    with project.store(write=True) as store, store.writing("dots", now=project.now, session=session_id) as change:
        most = max((each.dots for each in _open(change.connection, session_id).form.steps), default=0)
        shown = {one.id for one in stored.responses(change.connection, session_id) if not one.hidden}
        wanted = {key: n for key, n in given.items() if key in shown and n}
        if sum(wanted.values()) > most or any(n < 0 for n in wanted.values()):
            raise Refused(N_("Each has {n} dots to give."), hint=N_("Take some back first."), n=most)
        before = stored.dots_of(change.connection, session_id, device)
        change.idle = before == wanted
        for key in before.keys() | wanted.keys():
            stored.keep_dots(change.connection, key, device, wanted.get(key, 0))
        return wanted


def count_dots(project: Project, response_id: int, n: int, *, hand: Hand) -> Response:
    """Write down the dots that a response was given on paper or by hands; those of devices stand beside."""
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    refuse_blind(project)
    if not 0 <= n <= MOST_COUNTED:
        raise Refused(N_("This is no number of dots."), hint=N_("Write a number from 0 to {n}."), n=MOST_COUNTED)
    with project.store(write=True) as store, store.writing("dots", now=project.now) as change:
        before = stored.response_of(change.connection, response_id)
        found = _open(change.connection, before.session)
        if not any(each.dots for each in found.form.steps):
            raise Refused(N_("No dots are given in this format."), hint=N_("Choose the format “Priorities by dots”."))
        stored.keep_dots(change.connection, response_id, "", n)
        change.note(session=found.id)
        return stored.response_of(change.connection, response_id)
