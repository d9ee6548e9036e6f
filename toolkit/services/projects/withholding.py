"""Whose words may not be used, where they lie, and whether a coding touches them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding, Suggestion
from toolkit.domain.texts.text import Span
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


def withheld_spans(project: Project, connection: Connection) -> Mapping[str, Sequence[Span]]:
    """Where those speak, or are described, whose words may not be used, by source name."""
    from toolkit.storage.sources import sources

    return sources.spans_of(connection, unusable(project, sources.named(connection)))


def unusable(project: Project, voices: Iterable[str]) -> frozenset[str]:
    """Those who speak and whose words may not be used, also under a label named after they were added."""
    names = {name.casefold() for name in project.withheld}
    return frozenset(voice for voice in voices if voice.casefold() in names)


def touches(coding: Coding | Suggestion, withheld: Mapping[str, Sequence[Span]]) -> bool:
    """Whether the coding, or suggestion, holds any words at these places."""
    return any(coding.span.shared(span) for span in withheld.get(coding.source, ()))
