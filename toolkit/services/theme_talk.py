"""What themes' words are learned from: every answer that may be used, with the question it was given to."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.domain.source_kinds import kind_of
from toolkit.domain.sources import Role, Source, Turn
from toolkit.services import transcripts
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.analysis.theme_words import Meanings
    from toolkit.storage.store import Store

SEED = 1
SOURCES = 300  # that are read at most, drawn the same each time: learning looks at some 10,000 answers
PIECE = 1_500  # characters of an answer that are read together


def meanings(project: Project, store: Store) -> Meanings | None:
    """What words mean in the project's talk; None when nobody has answered anything that may be used."""
    texts = tuple(answers(project, store))
    return _learned(texts, project.spoken) if texts else None


def answers(project: Project, store: Store) -> list[str]:
    """The answers of people whose words may be used, each behind its question, in alphabetical order, each once."""
    from toolkit.storage import sources

    with store.reading() as connection:
        names = sorted(sources.names(connection))
        draw = random.Random(SEED)  # noqa: S311 (no secret)
        chosen = draw.sample(names, SOURCES) if len(names) > SOURCES else names
        return sorted({text for one in sources.each(connection, chosen) for text in _answers(project, one)})


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


@lru_cache(maxsize=1)
def _learned(texts: tuple[str, ...], language: str) -> Meanings:
    """Kept for the next asking: the board asks for each pile, and learning takes a second or more."""
    from toolkit.analysis.language import Language
    from toolkit.analysis.theme_reading import Reading
    from toolkit.analysis.theme_words import Meanings

    reading = Reading.of(texts, Language(language))
    return Meanings.learned(reading.counts(), reading.lemmas, seed=SEED)
