"""Cleaning of sources that were read from printed pages: what it would do, and done as a revision like any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.sources.page_cleaning import Cleaning, cleaning, turns_after
from toolkit.domain.sources.page_furniture import Kind
from toolkit.domain.sources.sources import Source
from toolkit.domain.sources.turn_edits import Correction, cut
from toolkit.errors import Problem, Refused, SpeglaError
from toolkit.messages import N_
from toolkit.services.material import revising
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.services.material.revising import Revised

VERB = "clean"
PRINTED = "pages"  # the fact of a source that was read from printed pages


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning a source would do, or did: how often each kind, lines taken out as printed, and the revision."""

    source: str
    counts: Mapping[Kind, int]
    removed: Mapping[Kind, tuple[str, ...]]
    revised: Revised


def look(project: Project, name: str, *, hand: Hand) -> Cleaned:
    """What cleaning a source would do; nothing is changed. Refused for one that was not read from pages."""
    source, _ = revising.current(project, name)
    found = _cleaning(source)
    return Cleaned(
        name, found.counts, found.removed, revising.look(project, name, _correction(source, found), hand=hand)
    )


def clean(project: Project, name: str, *, hand: Hand, agreed: bool = False) -> Cleaned:
    """Clean a source as a new revision. Refused when a coding would lose all its words, unless that is `agreed`."""
    source, seen = revising.current(project, name)
    found = _cleaning(source)
    correction = _correction(source, found)
    done = revising.correct(project, name, correction, hand=hand, seen=seen, agreed=agreed)
    return Cleaned(name, found.counts, found.removed, done)


def clean_printed(project: Project, names: Sequence[str], *, hand: Hand) -> tuple[list[Cleaned], list[Problem]]:
    """Clean those of the sources that were read from printed pages; what cannot be cleaned is a problem of its own."""
    done, problems = list[Cleaned](), list[Problem]()
    for name in names:
        source, _ = revising.current(project, name)
        if PRINTED in source.facts:
            try:
                done.append(clean(project, name, hand=hand))
            except SpeglaError as error:
                problems.append(Problem.of(name, error))
    return done, problems


def _cleaning(source: Source) -> Cleaning:
    if PRINTED not in source.facts:
        raise Refused(
            N_("{source} was not read from printed pages, so there is nothing to clean."),
            hint=N_("Correct its words with spegla sources revise."),
            source=source.name,
        )
    return cleaning(source.text, cut(source))


def _correction(source: Source, found: Cleaning) -> Correction:
    return Correction(VERB, found.edits, turns_after(cut(source), source.text, found.edits))
