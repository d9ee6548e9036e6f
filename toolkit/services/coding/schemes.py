"""The scheme in use: each change of its file becomes a new version, and nothing coded is lost by it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import Scheme
from toolkit.errors import BadSetting
from toolkit.messages import N_, current_language
from toolkit.services.projects.project import Project, scheme_of

if TYPE_CHECKING:
    from toolkit.resources.scheme_texts import CodeTexts
    from toolkit.storage.projects.store import Connection, Store
    from toolkit.storage.suggesting.runs import SchemeVersion

NEAR = 8  # versions back that one may have been made from


@dataclass(frozen=True, slots=True)
class SchemeInUse:
    """The scheme under the version number it has in this project; `new` when the file changed since last time."""

    scheme: Scheme
    sha256: str
    content: str
    new: bool


def current(project: Project, store: Store) -> SchemeInUse:
    """The scheme as it stands now, with its version in this project.

    The version is the file's own number, or one more than the last recorded when the content changed under the same
    number. BadSetting when a code that has codings is gone from the file: it should have been retired.
    """
    from toolkit.storage.codings import codings
    from toolkit.storage.suggesting import runs

    scheme = project.scheme_file
    content = project.scheme_path.read_text(encoding="utf-8")
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    with store.reading() as connection:
        recorded = runs.schemes(connection)
        used = codings.codes(connection)
    _nothing_lost(project, scheme, used)
    for version in recorded:
        if version.sha256 == sha256:
            return SchemeInUse(replace(scheme, version=version.version), sha256, content, new=False)
    number = max(scheme.version, 1 + max((version.version for version in recorded), default=0))
    return SchemeInUse(replace(scheme, version=number), sha256, content, new=True)


def next_version(project: Project, connection: Connection, scheme: Scheme) -> int:
    """The number that the scheme in use gets when it is changed: one that no version of it has had."""
    from toolkit.storage.suggesting import runs

    recorded = (one.version for one in runs.schemes(connection))
    return 1 + max((scheme.version, project.scheme_file.version, *recorded))


def changed(project: Project, content: str) -> SchemeInUse:
    """The scheme as it will be with this content of its file."""
    scheme = scheme_of(project.scheme_path.name, content)
    return SchemeInUse(scheme, hashlib.sha256(content.encode()).hexdigest(), content, new=True)


def shown(project: Project) -> tuple[Scheme, dict[str, int]]:
    """The scheme in use and how many codings count as each code."""
    from toolkit.storage.codings import codings

    with project.store() as store:
        used = current(project, store)
        with store.reading() as connection:
            return used.scheme, as_counted(used.scheme, codings.codes(connection))


def as_counted(scheme: Scheme, stored: Mapping[str, int]) -> dict[str, int]:
    """How many codings count as each code today; for a code out of use, how many are stored under it."""
    counts = Counter[str]()
    for path, n in stored.items():
        heir = scheme.resolve(path)
        counts.update(dict.fromkeys({path, heir.path if heir else path}, n))
    return dict(counts)


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text of a code that a version of the scheme changed: `what` is title, definition, includes or excludes."""

    code: str
    title: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of the scheme: who made it and why, where that is known, and what it changed.

    `stands` is false for one that was undone since.
    """

    version: int
    at: datetime
    coder: str
    reason: str
    new: tuple[str, ...]
    retired: tuple[str, ...]
    reworded: tuple[Reworded, ...]
    stands: bool


def history(project: Project, *, newest: int | None = None) -> list[VersionView]:
    """The versions of the scheme that were used, the newest first, with what each changed and why."""
    from toolkit.resources import scheme_texts
    from toolkit.storage.suggesting import runs

    with project.store() as store:
        now = current(project, store).scheme.version
        with store.reading() as connection:
            recorded = runs.schemes(connection)
    wanted = recorded if newest is None else recorded[-newest - 1 :]
    texts = [scheme_texts.read(one.content, current_language()) for one in wanted]
    came_from = [_predecessor(texts, number) for number in range(len(wanted))]
    stand: set[int] = set()
    at = next((number for number, one in enumerate(wanted) if one.version == now), len(wanted) - 1)
    while at >= 0:
        stand.add(at)
        at = came_from[at]
    views = [
        _view(one, texts[came] if came >= 0 else texts[number], texts[number], stands=number in stand)
        for number, (one, came) in enumerate(zip(wanted, came_from, strict=True))
    ]
    return views[: -newest - 1 : -1] if newest is not None else views[::-1]


def _predecessor(texts: Sequence[Mapping[str, CodeTexts]], number: int) -> int:
    """Which earlier version this one was made from: the last of those that differ least, as others may be undone."""
    own = texts[number].items()
    apart = {earlier: len(own ^ texts[earlier].items()) for earlier in range(max(0, number - NEAR), number)}
    return min(apart, key=lambda earlier: (apart[earlier], -earlier), default=-1)


def _view(
    one: SchemeVersion, before: Mapping[str, CodeTexts], after: Mapping[str, CodeTexts], *, stands: bool
) -> VersionView:
    both = [(path, before[path], after[path]) for path in after if path in before]
    return VersionView(
        one.version,
        one.at,
        one.coder or "",
        one.reason or "",
        tuple(texts.title for path, texts in after.items() if path not in before),
        tuple(new.title for _, old, new in both if new.retired and not old.retired),
        tuple(change for path, old, new in both for change in _reworded(path, old, new)),
        stands,
    )


def _reworded(path: str, old: CodeTexts, new: CodeTexts) -> Iterator[Reworded]:
    for what in ("title", "definition", "includes", "excludes"):
        was, now = getattr(old, what), getattr(new, what)
        if was != now:
            yield Reworded(path, new.title, what, was, now)


def record(project: Project, store: Store, used: SchemeInUse) -> None:
    """Store a new version of the scheme; nothing to do for one that is stored."""
    from toolkit.storage.suggesting import runs

    if used.new:
        with store.writing("scheme", now=project.now, version=used.scheme.version) as change:
            runs.record_scheme(
                change.connection, runs.SchemeVersion(used.scheme.version, used.sha256, used.content, project.now)
            )


def _nothing_lost(project: Project, scheme: Scheme, used: dict[str, int]) -> None:
    lost = sorted(path for path in used if path not in scheme.codes)
    if lost:
        raise BadSetting(
            N_("{file}: the code {code} is gone, but codings use it ({n})."),
            hint=N_("Put it back with “retired: true”, and “merged_into: …” if another code takes over."),
            file=project.scheme_path.name,
            code=lost[0],
            n=used[lost[0]],
        )
