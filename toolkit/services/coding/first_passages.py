"""The first passages of a reading list that is narrowed: no more sources are gathered than the page takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.codings.code_algebra import How
from toolkit.domain.codings.schemes import Scheme
from toolkit.services.coding import gathered, retrieval, schemes
from toolkit.services.coding.gathered import Gathered
from toolkit.services.coding.retrieval import Item, Wanted
from toolkit.services.material import sources
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

MOST = 40  # sources gathered for one page; where they do not fill it, all are gathered, and kept


@dataclass(frozen=True, slots=True)
class First:
    """The first passages in order of source and place; `whole` when there are no more."""

    items: tuple[Item, ...]
    whole: bool


def first(project: Project, wanted: Wanted, count: int, *, coder: str = "") -> First | None:
    """At least so many of the passages wanted, if there are.

    None when all had better be gathered: few sources are coded, all are in memory, or too many sources would be read.
    """
    from toolkit.storage.codings import codings

    if wanted.cell is not None or (wanted.also is not None and wanted.also.how is How.CASE):
        return None
    sources.place(project)
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            ranked = (scheme, codings.coders(connection))
            if gathered.is_kept(project, connection, ranked, (str(project.folder), coder, store.eyes)):
                return None
            among = _among(connection, scheme, wanted)
            if among is None:
                return None
            items: list[Item] = []
            for read, key in enumerate(among, start=1):
                pieces = tuple(gathered.of_one(project, connection, key, ranked, coder=coder))
                items += retrieval.chosen(project, Gathered(pieces, scheme, frozenset(), ranked[1]), wanted)
                if len(items) >= count or read == MOST:
                    break
    whole = len(among) <= MOST and (not among or key == among[-1])
    return First(tuple(items), whole) if whole or len(items) >= count else None


def _among(connection: Connection, scheme: Scheme, wanted: Wanted) -> Sequence[int] | None:
    """The sources in which what is wanted can be, in order of name; None where few are coded at all."""
    from toolkit.storage.sources import searching

    if len(searching.coded_sources(connection)) <= gathered.FEW:
        return None
    codes = (*wanted.codes, *([wanted.also.code] if wanted.also else []))
    return searching.coded_sources(
        connection,
        codes=[list(_stored(scheme, code)) for code in codes],
        source_id=wanted.source_id,
        respondent=wanted.respondent,
    )


def _stored(scheme: Scheme, code: str) -> Iterable[str]:
    """The codes that count as this one today, or as one under it."""
    for path in scheme.codes:
        heir = scheme.resolve(path)
        if heir is not None and f"{heir.path}/".startswith(f"{code}/"):
            yield path
