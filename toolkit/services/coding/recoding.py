"""Recoding: a coder's own codings sorted to another code, many in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.domain.codings.scheme_edits import known
from toolkit.errors import ConflictError, Refused
from toolkit.messages import N_
from toolkit.services.coding import schemes
from toolkit.services.projects import steps
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.codings.scheme_use import Held
    from toolkit.storage.database.steps import Step


def recode(project: Project, seen: Sequence[tuple[int, int]], code: str, *, coder: str, command: str) -> int:
    """Give the codings (id and revision as seen) another code, all or none; give how many were changed.

    Where the coder has coded the same words with that code already, the coding goes up in that one. Refused for a
    colleague's coding; ConflictError for one that is gone or changed.
    """
    from toolkit.storage.codings import scheme_use

    with project.store(write=True) as store:
        used = schemes.current(project, store)
        if known(used.scheme, code).retired:
            raise Refused(N_("“{code}” is retired: choose a code that is in use."), code=code)
        schemes.record(project, store, used)
        with steps.stepping(store, "recode", project, coder=coder, command=command) as step:
            if step.repeated:
                return len(seen)
            held = scheme_use.held(step.connection, [key for key, _ in seen])
            there = scheme_use.held_of(step.connection, code, coder)
            for key, revision in seen:
                _recode(step, _own(held.get(key), coder), revision, (code, used.scheme.version), there)
    return len(seen)


def _own(held: Held | None, coder: str) -> Held:
    if held is None:
        raise ConflictError(
            N_("One of the codings is gone; nothing was changed."), hint=N_("Load the page again and choose anew.")
        )
    if held.coder != coder:
        raise Refused(
            N_("A colleague's coding is not changed by others."), hint=N_("Settle it under Compare coders instead.")
        )
    return held


def _recode(
    step: Step, held: Held, revision: int, new: tuple[str, int], there: dict[tuple[int, int, int], int]
) -> None:
    code, version = new
    place = (held.source_id, held.start, held.end)
    if held.code == code:
        return
    if place in there:
        step.delete("coding", held.id, revision=revision)
        return
    values = {"code": code, "scheme_version": version, "time": step.now}
    step.update("coding", held.id, values, revision=revision)
    there[place] = held.id
