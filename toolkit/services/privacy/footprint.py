"""Which files hold whose words, who has got what, and when it was last backed up: what a breach must be told with."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.remains import RUN, Marks
from toolkit.services.material import sources
from toolkit.services.privacy import deep_scan
from toolkit.services.privacy.deep_scan import Progress
from toolkit.services.privacy.withdrawing import known
from toolkit.services.projects import access_log, backups
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

LEFT = ("export", "exchange", "archive", "codings", "draft", "disclose", "subject-copy", "backup")
"""What the access log calls it when something was written that may have left the folder."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the folder, and how many runs of each person's words stand in it."""

    file: str
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gone:
    """Something that was let out or written for others: what, when, to whom as far as it is recorded."""

    verb: str
    at: str
    who: str = ""
    audience: str = ""
    respondent: str = ""


@dataclass(frozen=True, slots=True)
class Footprint:
    """Where people's words lie; `unread` are files that could not be looked into whole, `groups` count people."""

    people: tuple[str, ...]
    groups: Mapping[str, int]
    files: tuple[Held, ...]
    unread: tuple[str, ...]
    looked: int
    gone: tuple[Gone, ...]
    backed_up: datetime | None


def footprint(project: Project, respondent: str = "", *, progress: Progress | None = None) -> Footprint:
    """Where the words of one person, or of everybody, lie in the project's folder; NotFound for nobody.

    Refused to blind eyes. Nobody in this process may have the database open: the look closes files.
    """
    refuse_blind(project)
    sources.place(project)
    wanted = known(project, respondent) if respondent else ""
    marks = _marks(project)
    whose = {who: own for who, own in marks.items() if not wanted or who.casefold() == wanted.casefold()}
    whole = _together(whose.values())
    scan = deep_scan.scan([project.folder], whole, progress=progress)
    files: dict[Path, dict[str, int]] = {}
    for who, own in whose.items():
        for path, count in scan.of(own).items():
            files.setdefault(path, {})[who] = count
    held = tuple(Held(_short(project, path), people) for path, people in sorted(files.items()))
    people = tuple(sorted(whose)) if not wanted else (wanted,)
    groups = Counter(project.register.get(who).group or "" for who in people)
    return Footprint(
        people,
        groups,
        held,
        tuple(_short(project, one) for one in scan.unread),
        scan.files,
        _gone(project),
        _last(project),
    )


def _marks(project: Project) -> dict[str, Marks]:
    """The runs of words that each person says and nobody else does, reckoned in one pass over all sources."""
    from toolkit.storage.sources import sources as stored

    bare = Marks(secrets.token_bytes(16), {})
    said: dict[str, set[int]] = {}
    common: set[int] = set()
    with project.store() as store, store.reading() as connection:
        for source in stored.each(connection):
            for turn in source.turns:
                runs = set(bare.runs_of(turn.span.of(source.text)))
                if turn.respondent is None:
                    common |= runs
                else:
                    said.setdefault(turn.respondent, set()).update(runs)
    owners = Counter(run for runs in said.values() for run in runs)
    own = {who: {run for run in runs if owners[run] == 1} - common for who, runs in said.items()}
    return {who: Marks(bare.key, {RUN: frozenset(runs)}) for who, runs in own.items()}


def _together(every: Iterable[Marks]) -> Marks:
    whole = Marks(b"none", {RUN: frozenset()})
    for number, one in enumerate(every):
        whole = one if number == 0 else whole.joined(one)
    return whole


def _short(project: Project, path: Path) -> str:
    return path.relative_to(project.folder).as_posix()


def _gone(project: Project) -> tuple[Gone, ...]:
    """What the access log says was written for others, with the audience of each report that was let out."""
    with project.store() as store, store.reading() as connection:
        released = _released(connection)
    lines = [line for line in access_log.lines(project) if line.get("verb") in LEFT]
    out = [_line(one) for one in lines if one["verb"] != "disclose"]  # of these the drafts say to whom
    return tuple(sorted((*out, *released), key=lambda one: one.at))


def _line(one: Mapping[str, object]) -> Gone:
    verb, at, who, respondent = (str(one.get(name, "")) for name in ("verb", "at", "who", "respondent"))
    return Gone(verb, at, who, respondent=respondent)


def _released(connection: Connection) -> list[Gone]:
    from toolkit.storage.findings import drafts

    return [Gone("disclose", one.at.isoformat(), audience=one.audience or "") for one in drafts.released(connection)]


def _last(project: Project) -> datetime | None:
    age = backups.age(project)
    return None if age is None else project.now - age
