"""The agenda: where coders disagree, code by code, with both codings in context and the definitions at stake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.codings.schemes import Code
from toolkit.messages import written_language
from toolkit.services.comparing import disagreements
from toolkit.services.comparing.agreement import Compared
from toolkit.services.comparing.disagreements import Disagreement, Kind, Side
from toolkit.services.projects.project import Project


@dataclass(frozen=True, slots=True)
class Definition:
    """What a code means, in the current language."""

    code: str
    title: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A code with all its disagreements, those to settle first."""

    meaning: Definition
    places: tuple[Disagreement, ...]
    left: int
    kinds: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A disagreement with the words around it once for each coder, and what the other codes given there mean."""

    at: Disagreement
    turn: int
    sides: tuple[Side, ...]
    others: tuple[Definition, ...]


def agenda(project: Project, found: Compared) -> list[Item]:
    """The disagreements by code: those with most to settle first."""
    by_code: dict[str, list[Disagreement]] = {}
    for one in disagreements.known(project, found):
        by_code.setdefault(one.code, []).append(one)
    items = [
        Item(
            meaning(found.scheme.codes[path]),
            tuple(sorted(places, key=lambda one: one.settled is not None)),
            sum(one.settled is None for one in places),
            Counter(one.kind for one in places),
        )
        for path, places in by_code.items()
    ]
    return sorted(items, key=lambda item: (-item.left, -len(item.places)))


def meaning(code: Code) -> Definition:
    """A code's texts in the current language."""
    language = written_language()
    return Definition(
        code.path,
        code.titled(language),
        code.definition.get(language, ""),
        code.includes.get(language, ()),
        code.excludes.get(language, ()),
    )


def in_context(project: Project, found: Compared, places: Sequence[Disagreement]) -> list[Place]:
    """These disagreements with the words around them, in their order."""
    from toolkit.storage.sources import sources

    read = {one.id: one for one in found.read}
    with project.store() as store, store.reading() as connection:
        texts = {number: sources.by_id(connection, number) for number in {one.source_id for one in places}}
    made = []
    for one in places:
        sides = disagreements.sides_in(project, texts[one.source_id], read[one.source_id], (one.code, one.span))
        others = dict.fromkeys(path for paths in one.others.values() for path in paths)
        told = tuple(meaning(found.scheme.codes[path]) for path in others)
        made.append(Place(one, disagreements.turn_of(sides), tuple(sides), told))
    return made
