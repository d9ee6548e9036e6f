"""What themes' words are learned from: every answer that may be used, with the question it was given to."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.domain.sources.source_kinds import kind_of
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.services.material import transcripts
from toolkit.services.projects.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.analysis.themes.theme_words import Meanings
    from toolkit.storage.projects.store import Store

SEED = 1
CHARACTERS = 3_000_000  # of answers that are read, of sources drawn the same each time: a hundred long interviews
PIECE = 1_500  # characters of an answer that are read together
_kept: dict[str, tuple[Meanings | None]] = {}  # by what it was learned from, the last one alone


def meanings(project: Project, store: Store) -> Meanings | None:
    """What words mean in the project's talk; None when nobody has answered anything that may be used.

    Kept in this process until a text, a speaker or a consent is another: the board asks for each pile.
    """
    mark = _mark(project, store)
    kept = _kept.get(mark)
    if kept is None:
        kept = (_learned(answers(project, store), project.spoken),)
        _kept.clear()
        _kept[mark] = kept
    return kept[0]


def answers(project: Project, store: Store) -> list[str]:
    """The answers of people whose words may be used, each behind its question, in alphabetical order, each once."""
    from toolkit.storage.sources import sources

    found: set[str] = set()
    read = 0
    with store.reading() as connection:
        for name in _order(sources.names(connection)):
            own = list(_answers(project, sources.get(connection, name)))
            found.update(own)
            read += sum(map(len, own))
            if read > CHARACTERS:
                break
    return sorted(found)


def _order(names: Sequence[str]) -> list[str]:
    """The sources in an order that has nothing to do with their names, the same each time."""
    return random.Random(SEED).sample(sorted(names), len(names))  # noqa: S311 (no secret)


def _mark(project: Project, store: Store) -> str:
    """Names what is learned from; holds no words."""
    from toolkit.storage.sources import sources

    with store.reading() as connection:
        placings = [(one.id, one.name, one.state, one.digest) for one in sources.placings(connection)]
    return fingerprint(str(project.folder), placings, project.withheld, project.spoken, SEED)


def _answers(project: Project, source: Source) -> Iterator[str]:
    if not kind_of(source.facts, source.respondents()).rules.counts_people:
        return
    withheld = transcripts.withheld(project, source.turns)
    question = ""
    for turn in source.turns:
        if turn.role is Role.INTERVIEWER:
            question = turn.span.of(source.text)
        elif turn.number not in withheld and _open(project, turn):
            said = turn.span.of(source.text)
            yield from (f"{question}\n{said[at : at + PIECE]}" for at in range(0, len(said), PIECE))


def _open(project: Project, turn: Turn) -> bool:
    return turn.role is Role.RESPONDENT and turn.respondent is not None and project.register.usable(turn.respondent)


def _learned(texts: Sequence[str], language: str) -> Meanings | None:
    from toolkit.analysis.texts.language import Language
    from toolkit.analysis.themes.theme_reading import Reading
    from toolkit.analysis.themes.theme_words import Meanings

    if not texts:
        return None
    reading = Reading.of(texts, Language(language))
    return Meanings.learned(reading.counts(), reading.lemmas, seed=SEED)
