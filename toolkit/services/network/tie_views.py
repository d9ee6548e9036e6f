"""With whom on one source, as its page shows it: ties, what is proposed, and whom one may choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from toolkit.domain.networks.partners import Partner, Tie
from toolkit.domain.texts.text import Span
from toolkit.services.coding.coding import Marked
from toolkit.services.material import transcripts
from toolkit.services.material.transcripts import Transcribed
from toolkit.services.network import partners, tie_proposals, ties
from toolkit.services.network.tie_proposals import Proposal
from toolkit.services.projects.project import Project
from toolkit.services.suggesting.marks import Extent

One = TypeVar("One", Tie, Proposal)


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies on a source; `text` numbers its text."""

    mark: int
    text: int
    partners: tuple[Partner, ...]
    ties: tuple[tuple[Tie, Extent], ...]
    proposals: tuple[tuple[Proposal, Extent], ...]


def lying(project: Project, source_id: int) -> Lying:
    """All of it, as the project's viewer may see it."""
    found, proposed = ties.of_source(project, source_id), tie_proposals.proposals(project, source_id)
    with project.store() as store:
        mark = store.mark()
        with store.reading() as connection:
            source = transcripts.transcript(project, connection, source_id)
    known = partners.partners(project)
    return Lying(mark, source.head.text, known, tuple(_placed(source, found)), tuple(_placed(source, proposed)))


def _placed(source: Transcribed, items: Iterable[One]) -> Iterator[tuple[One, Extent]]:
    for one in items:
        extent = source.places(one.span)
        if extent is not None:
            yield one, extent


def span_of(project: Project, marked: Marked) -> Span:
    """Where marked words stand."""
    with project.store() as store, store.reading() as connection:
        source = transcripts.transcript(project, connection, marked.source_id)
    return source.span(marked.start, marked.end)
