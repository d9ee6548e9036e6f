"""Blind coding: the one place that says whose eyes a project is read with, and what those may not do meanwhile.

While a coder has sources left to code blind, what others made of these sources is not there for that coder:
`Project.store` gives connections in which the rows are left out (`storage/projects/blinded.py`), so that screens and
commands need not ask. What cannot be shown in part is refused here.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Refused, StillBlind
from toolkit.messages import N_, ntr
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True, slots=True)
class Blindness:
    """The numbers of the sources in which the viewer sees nothing of the others; none for most."""

    sources: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.sources)

    def __contains__(self, source_id: int) -> bool:
        return source_id in self.sources

    @property
    def count(self) -> int:
        """How many sources they are."""
        return len(self.sources)


def for_eyes(project: Project, coder: str | None = None) -> Project:
    """The same project read with the eyes of this coder, else of the one whom project.toml names.

    Whom project.toml names stays blind also when another coder's work is asked for.
    """
    own = project.settings.coder
    if own and coder and coder != own and blindness(_seen_by(project, own)):
        return _seen_by(project, own)
    return _seen_by(project, coder or own)


def _seen_by(project: Project, viewer: str) -> Project:
    if not viewer or viewer == project.viewer:
        return project
    seen = copy.copy(project)
    object.__setattr__(seen, "viewer", viewer)
    return seen


def blindness(project: Project) -> Blindness:
    """Where the project's viewer is blind."""
    from toolkit.storage.codings import assignments

    if not project.viewer:
        return Blindness()
    with project.store() as store, store.reading() as connection:
        return Blindness(frozenset(assignments.open_for(connection, project.viewer)))


def told(project: Project) -> list[str]:
    """A sentence that says what is left out for the project's viewer; nothing when nothing is."""
    n = blindness(project).count
    if not n:
        return []
    return [
        ntr(
            "Blind: what others made of {n} interview is left out here, until you are through with it.",
            "Blind: what others made of {n} interviews is left out here, until you are through with them.",
            n,
        )
    ]


def refuse_blind(project: Project, *, but: str = "") -> None:
    """Refuse what shows the whole project, as long as its viewer has anything left to code blind.

    `but` is the one coder whose work is shown: the viewer's own is no secret.
    """
    if project.viewer != but and blindness(project):
        raise StillBlind(
            N_("You have interviews left to code blind, and this would show what others made of them."),
            hint=N_("Code them first, and say under Coders that you are through."),
        )


def refuse_blind_in(connection: Connection, source_id: int, coder: str) -> None:
    """Refuse to judge others' codings in a source that the coder is to code blind."""
    from toolkit.storage.codings import assignments

    if source_id in assignments.open_for(connection, coder):
        raise Refused(
            N_("You are to code this interview blind, without what others made of it."),
            hint=N_("Code it first, and say under Coders that you are through."),
        )
