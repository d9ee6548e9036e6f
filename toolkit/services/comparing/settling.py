"""Settling: what is decided where coders disagree, as a judgement of its own that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.scheme_edits import known
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import belongs
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.coding import scheme_editing, schemes
from toolkit.services.coding.passages import meaning
from toolkit.services.coding.scheme_editing import Sharpened
from toolkit.services.comparing import disagreements
from toolkit.services.material import sources
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind_in
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import touches, withheld_spans

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Connection, Store

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether `code` applies to these words after all, and why.

    `seen` is the id and revision of the settlement that its author saw there, None when there was none. `sharpened` is
    what the code shall mean from now on, so that the same question does not come back.
    """

    source_id: int
    span: Span
    code: str
    applies: bool
    reason: str = ""
    seen: tuple[int, int] | None = None
    sharpened: Sharpened | None = None


def settle(project: Project, wanted: Judgement, *, coder: str, command: str) -> Settlement:
    """Decide a disagreement, or decide it otherwise; from then on passages, themes and suggestions obey it.

    A sharpened definition makes a new version of the scheme in the same step, with the reason. NotFound when nobody
    gave the code there, ConflictError when somebody settled it, or changed the definition, meanwhile.
    """
    from toolkit.storage.codings import settlements as stored

    if not coder:
        raise UsageError(N_("Nobody is named as coder."), hint=N_("Say at the top of the page who is coding."))
    sources.place(project)
    alone = scheme_editing.editing if wanted.sharpened else nullcontext()
    with alone, project.store(write=True) as store:
        scheme = schemes.current(project, store).scheme
        _check(project, store, scheme, wanted, coder=coder)
        made = _sharpened(project, store, wanted)
        with steps.stepping(store, "settle", project, coder=coder, command=command) as step:
            if not step.repeated:
                _write(step, scheme, wanted)
                if made is not None:
                    scheme_editing.write_in(step, project, made, reason=wanted.reason)
            there = disagreements.meant(scheme, stored.of_source(step.connection, wanted.source_id))
            done = disagreements.settling(wanted.code, wanted.span, there)
    if made is not None:
        project.forget_scheme()
    if done is None:
        raise _gone()
    return done


def _sharpened(project: Project, store: Store, wanted: Judgement) -> scheme_editing.Made | None:
    if wanted.sharpened is None:
        return None
    return scheme_editing.sharpening(project, store, wanted.code, wanted.sharpened)


def unsettle(project: Project, settlement_id: int, revision: int, *, coder: str, command: str) -> None:
    """Leave the place as the coders had it; ConflictError when it was settled otherwise meanwhile."""
    with (
        project.store(write=True) as store,
        steps.stepping(store, "unsettle", project, coder=coder, command=command) as step,
    ):
        if not step.repeated:
            step.delete("settlement", settlement_id, revision=revision)


def _check(project: Project, store: Store, scheme: Scheme, wanted: Judgement, *, coder: str) -> None:
    from toolkit.storage.codings import codings

    if known(scheme, wanted.code).retired:
        raise Refused(N_("“{code}” is retired: choose a code that is in use."), code=wanted.code)
    with store.reading() as connection:
        refuse_blind_in(connection, wanted.source_id, coder)
        there = [
            coding
            for coding in codings.of_source(connection, wanted.source_id)
            if belongs(wanted.span, coding.span) and meaning(scheme, coding.code) == wanted.code
        ]
        if not _tellable(there, project, connection):
            raise NotFound(N_("Nothing is coded there any more."), hint=N_("Load the page again."))


def _tellable(there: Iterable[Coding], project: Project, connection: Connection) -> bool:
    withheld = withheld_spans(project, connection)
    return any(not touches(coding, withheld) for coding in there)


def _write(step: Step, scheme: Scheme, wanted: Judgement) -> None:
    from toolkit.storage.codings import settlements as stored

    values = {
        "start": wanted.span.start,
        "end": wanted.span.end,
        "code": wanted.code,
        "applies": wanted.applies,
        "reason": wanted.reason.strip()[:LONGEST],
        "coder": step.coder,
        "time": step.now,
    }
    there = disagreements.meant(scheme, stored.of_source(step.connection, wanted.source_id))
    before = disagreements.settling(wanted.code, wanted.span, there)
    if (before is None) != (wanted.seen is None):
        raise _gone() if before is None else _meanwhile()
    if wanted.seen is None:
        step.insert("settlement", {"source_id": wanted.source_id, **values})
    else:
        step.update("settlement", wanted.seen[0], values, revision=wanted.seen[1])


def _meanwhile() -> ConflictError:
    return ConflictError(
        N_("Somebody has settled this meanwhile; nothing was changed."),
        hint=N_("Look at what was decided, and decide otherwise if you do not agree."),
    )


def _gone() -> ConflictError:
    return ConflictError(
        N_("This is no longer settled: somebody undid it."), hint=N_("Load the page again, and settle it anew.")
    )
