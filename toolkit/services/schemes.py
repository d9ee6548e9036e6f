"""The scheme in use: each change of its file becomes a new version, and nothing coded is lost by it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.schemes import Scheme
from toolkit.errors import BadSetting
from toolkit.messages import N_
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.storage.store import Store


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
    from toolkit.storage import codings, runs

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


def shown(project: Project) -> tuple[Scheme, dict[str, int]]:
    """The scheme in use and how many codings count as each code."""
    from toolkit.storage import codings

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


def record(project: Project, store: Store, used: SchemeInUse) -> None:
    """Store a new version of the scheme; nothing to do for one that is stored."""
    from toolkit.storage import runs

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
