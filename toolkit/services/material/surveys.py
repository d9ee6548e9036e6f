"""Surveys in the project: answers to closed questions as counts, and the groups that a table gives its people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.sources import SURVEY, Role, Source
from toolkit.domain.texts.text import folded
from toolkit.services.projects.files import write_file
from toolkit.services.projects.project import REGISTER, Project

if TYPE_CHECKING:
    from toolkit.importers.survey_tables import Survey

SMALL = 5  # answers; fewer are not told apart
_MOST = 12  # different answers that are listed


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of a table: its letter, its title, and what it is taken as ("id", "open", "closed", "leave", …)."""

    letter: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A closed question: how many answered, how many gave each answer; `others` gave answers that few gave."""

    title: str
    answered: int
    counts: tuple[tuple[str, int], ...]
    others: int


def columns_of(listed: str) -> tuple[ColumnSeen, ...]:
    """The columns that the reader of a table listed."""
    return tuple(ColumnSeen(*map(str, each)) for each in json.loads(listed)) if listed else ()


def closed(original: bytes, register: Register) -> tuple[ClosedQuestion, ...]:
    """The closed questions of a survey as it is stored; answers that fewer than SMALL gave are not told apart.

    Whoever's words may not be used is not counted.
    """
    survey = _stored(original)
    if survey is None:
        return ()
    from toolkit.importers.columns import Kind

    ids = [at for at, (kind, _) in enumerate(survey.columns) if kind is Kind.ID]
    rows = [row for row in survey.rows if not any(_withheld(row[at], register) for at in ids)]
    places = [(at, title) for at, (kind, title) in enumerate(survey.columns) if kind is Kind.CLOSED]
    return tuple(_counted(title, [row[at] for row in rows if row[at]]) for at, title in places)


def closed_of(project: Project, name: str) -> tuple[ClosedQuestion, ...]:
    """The closed questions of a source of the project; () when it is no survey."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return closed(sources.original(connection, name), project.register)


def _withheld(label: str, register: Register) -> bool:
    found = register.find(label)
    return not register.usable(found.id if found else label)


def _counted(title: str, values: list[str]) -> ClosedQuestion:
    """The counts, with the next larger one hidden too where a single small one could be reckoned from the rest."""
    told = Counter(values).most_common()
    shown = [(value, n) for value, n in told if n >= SMALL][:_MOST]
    hidden = len(values) - sum(n for _, n in shown)
    if shown and 0 < hidden < SMALL:
        hidden += shown.pop()[1]
    return ClosedQuestion(title, len(values), tuple(shown), hidden)


def grouped(project: Project, source: Source, original: bytes) -> dict[str, str]:
    """The group that a survey gives each of its people who has none in the register; unknown words are no group."""
    survey = _stored(original) if SURVEY in source.facts else None
    if survey is None:
        return {}
    from toolkit.resources import registers

    words = registers.group_words(project.settings.groups)
    said = {one.label: words.get(folded(one.group), "") for one in survey.answers() if one.group}
    people = {turn.label: turn.respondent for turn in source.turns if turn.role is Role.RESPONDENT and turn.respondent}
    found = {people[label]: group for label, group in said.items() if group and label in people}
    return {who: group for who, group in found.items() if not project.register.get(who).group}


def enter(project: Project, groups: Mapping[str, str]) -> None:
    """Write the groups into respondents.csv, where the people lack one; what stands there stays."""
    if not groups:
        return
    from toolkit.resources import register_writing, registers

    path = project.folder / "interviews" / REGISTER
    before = path.read_bytes() if path.is_file() else registers.register_text(project.language).encode()
    people = {who: {"group": group} for who, group in groups.items()}
    after = register_writing.extended(before, people, file=path.name, language=project.language)
    write_file(path, after)


def _stored(original: bytes) -> Survey | None:
    from toolkit.importers import survey_tables

    text = original.decode("utf-8", "replace")
    return survey_tables.read(text) if survey_tables.is_stored(text) else None


def unlinked(source: Source) -> Iterator[str]:
    """The respondents of a source who are nobody known: they are in no register and need not be."""
    from toolkit.importers.survey_tables import ANSWER

    if SURVEY in source.facts:
        labels = {turn.respondent: turn.label or "" for turn in source.turns if turn.respondent}
        yield from (who for who, label in labels.items() if label.startswith(f"{ANSWER} "))
