"""The texts that people consented to: versions kept for good beside their files, and what was changed since."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.sources.speakers import SPEECHLESS
from toolkit.errors import ConflictError, Problem, SpeglaError, UsageError
from toolkit.messages import N_
from toolkit.services.projects.files import read_file, take_away, write_file
from toolkit.services.projects.project import CONSENT_TEXT_FILES, CONSENT_TEXTS, Project

if TYPE_CHECKING:
    from toolkit.storage.sources.consent_texts import ConsentText

_VERSION = re.compile(r"[\w][\w.+-]{0,39}")


@dataclass(frozen=True, slots=True)
class TextView:
    """A version of the text: since when it is kept, how many consented to it, and whether its file still says it.

    `kept` is None for a version that only the register names; `changed`: its file is gone or says something else.
    """

    version: str
    kept: datetime | None
    sha256: str
    people: int
    file: str = ""
    changed: bool = False


def texts(project: Project) -> list[TextView]:
    """Every version that is kept or that the register names."""
    from toolkit.storage.sources import consent_texts

    with project.store() as store, store.reading() as connection:
        kept = consent_texts.each(connection)
    used, files = _used(project), _files(project)
    found = [_view(project, one, used, files) for one in kept]
    known = {one.version for one in kept}
    return [*found, *(TextView(version, None, "", n) for version, n in sorted(used.items()) if version not in known)]


def _used(project: Project) -> Counter[str]:
    return Counter(one.consent.text for one in project.register.respondents.values() if one.consent.text)


def _files(project: Project) -> Mapping[str, Path]:
    folder = project.folder / CONSENT_TEXTS
    listed = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.stem: path for path in listed if path.suffix.lower() in CONSENT_TEXT_FILES and path.is_file()}


def _view(project: Project, kept: ConsentText, used: Counter[str], files: Mapping[str, Path]) -> TextView:
    path = files.get(kept.version)
    changed = path is None or _digest(path.read_bytes()) != kept.sha256
    file = path.relative_to(project.folder).as_posix() if path else ""
    return TextView(kept.version, kept.at, kept.sha256, used[kept.version], file, changed)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def add(project: Project, path: Path, version: str) -> TextView:
    """Keep a file as a version of the text; ConflictError when the version is kept with another content."""
    from toolkit.storage.sources import consent_texts

    if not _VERSION.fullmatch(version):
        raise UsageError(N_("A version is a short name such as 2 or 2026-1, without blanks."))
    suffix = path.suffix.lower()
    if suffix not in CONSENT_TEXT_FILES:
        raise UsageError(N_("A consent text is a file of .txt, .md or .docx, not {suffix}."), suffix=suffix or "?")
    data = read_file(path)
    new = consent_texts.ConsentText(version, _digest(data), _content(data, path), project.now)
    place = project.folder / CONSENT_TEXTS / f"{version}{suffix}"
    with project.store(write=True) as store, store.writing("consent text", now=project.now) as change:
        known = {one.version: one for one in consent_texts.each(change.connection)}
        if version in known and known[version].sha256 != new.sha256:
            raise ConflictError(
                N_("Version {version} is kept with another content, and never changes."),
                hint=N_("Give the new text a version of its own: --version …"),
                version=version,
            )
        if version not in known:
            consent_texts.keep(change.connection, new)
        if not place.is_file() or place.read_bytes() != data:
            before = place.read_bytes() if place.is_file() else None
            back = partial(take_away, place) if before is None else partial(write_file, place, before)
            change.finally_do(partial(write_file, place, data), back=back)
        change.note(texts=int(version not in known))
    return next(one for one in texts(project) if one.version == version)


def _content(data: bytes, path: Path) -> str:
    """The words of a file, as any program may read them later."""
    from toolkit.services.material import importing_apart

    if path.suffix.lower() != ".docx":
        from toolkit.importers.decoding import decode

        return decode(data, path.name).text
    return importing_apart.importers()[".docx"].read(data, path.name, known=frozenset({SPEECHLESS})).text


def problems(project: Project) -> Iterator[Problem]:
    """What does not hold any more of the texts that are kept."""
    try:
        found = texts(project)
    except SpeglaError:
        return
    for one in found:
        if one.kept and one.changed:
            yield Problem(
                one.file or CONSENT_TEXTS,
                N_("The consent text {version} is not as it was when it was kept."),
                N_("Give what is new a version of its own: spegla privacy consent texts add FILE --version …"),
                {"version": one.version},
                serious=False,
            )
