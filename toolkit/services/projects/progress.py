"""How far the work has come: words coded, only suggested on, and untouched, by source and group; and the next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from toolkit.domain.sources.source_kinds import TALK, Kind
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_
from toolkit.services.projects import names
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.suggesting.progress import Made, ProgressRow

ENOUGH_FOR_THEMES = 0.25  # the share of respondents' words to be coded before themes are the next step
NEARLY_ALL = 0.9  # the share from which on what is left to code is no longer the next step


class Step(StrEnum):
    """What there is to do next."""

    REGISTER = "register"
    ADD = "add"
    SUGGEST = "suggest"
    CODE = "code"
    THEMES = "themes"
    DRAFT = "draft"
    GO_ON = "go on"
    DEEPEN = "deepen"


@dataclass(frozen=True, slots=True)
class Share:
    """Respondents' words: all, those in turns that somebody coded, and those in turns with suggestions only."""

    words: int = 0
    coded: int = 0
    suggested: int = 0

    @property
    def untouched(self) -> int:
        """The words on which there is neither a coding nor a suggestion."""
        return self.words - self.coded - self.suggested

    def percent(self, words: int) -> int:
        """Whole per cent of all words; only all is 100, only none is 0."""
        if not self.words or words in (0, self.words):
            return 100 if words else 0
        return min(99, max(1, round(100 * words / self.words)))

    def __add__(self, other: Share) -> Share:
        return Share(self.words + other.words, self.coded + other.coded, self.suggested + other.suggested)


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """One source: its number, who speaks in it, their groups' keys, how far it is, and what it is."""

    id: int
    name: str
    respondents: tuple[str, ...]
    groups: tuple[str | None, ...]
    share: Share
    kind: Kind = Kind.INTERVIEW

    @property
    def talk(self) -> bool:
        """Whether it is a conversation."""
        return self.kind in TALK


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One actor group: its sources, its people, and how far what they said is."""

    key: str | None
    title: str
    sources: int
    people: int
    share: Share


@dataclass(frozen=True, slots=True)
class Overview:
    """The work at a glance."""

    sources: tuple[SourceProgress, ...] = ()
    groups: tuple[GroupProgress, ...] = ()
    people: int = 0
    total: Share = field(default_factory=Share)
    coders: Mapping[str, int] = field(default_factory=dict)
    next_step: Step = Step.REGISTER


def overview(project: Project) -> Overview:
    """Count how far each source and group is, and say what to do next. No text is loaded."""
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import source_settings
    from toolkit.storage.suggesting import progress

    withheld = [one.id for one in project.register.respondents.values() if not project.register.usable(one.id)]
    with project.store() as store, store.reading() as connection:
        rows = progress.by_voice(connection, withheld)
        records = progress.of_records(connection, withheld)
        kinds = {key: Kind(one.kind) for key, one in source_settings.each(connection).items()}
        named = progress.source_names(connection)
        coders = codings.coders(connection)
        made = progress.made(connection)
    return Overview(
        sources=tuple(_sources(project, [*rows, *records], named, kinds)),
        groups=tuple(_groups(project, rows)),
        people=len({row.respondent for row in rows}),
        total=_total(rows),
        coders=coders,
        next_step=_next_step(project, len(named), made, _total(rows)),
    )


def sources(project: Project) -> tuple[SourceProgress, ...]:
    """How far each source is, in order of name; nobody who withdrew or refused is counted or named."""
    return overview(project).sources


def coders(project: Project) -> list[str]:
    """Everyone who has coded, in order of name."""
    from toolkit.storage.codings import codings

    with project.store() as store, store.reading() as connection:
        return sorted(codings.coders(connection), key=alphabetical)


def nothing_counts(project: Project, hint: str) -> Refused:
    """Why there is nothing to count: nobody has coded, with this hint, or all of it lies on words not to be used."""
    if not coders(project):
        return Refused(N_("Nothing is coded yet."), hint=hint)
    return Refused(
        N_("There are codings, but none that counts."),
        hint=N_("A coding counts when it names a question area and lies on the words of somebody who allows it."),
    )


def known_coder(project: Project, name: str) -> None:
    """Raise NotFound for a name under which nobody has coded."""
    known = coders(project)
    if name not in known:
        raise NotFound(
            N_("Nobody called {coder} has coded in this project."),
            hint=N_("Those who have: {coders}"),
            coder=name,
            coders=", ".join(known) or "–",
        )


def _sources(
    project: Project, rows: Sequence[ProgressRow], named: Mapping[int, str], kinds: Mapping[int, Kind]
) -> Iterator[SourceProgress]:
    inside: dict[int, list[ProgressRow]] = {number: [] for number in named}
    for row in rows:
        inside[row.source].append(row)
    for number, own in inside.items():
        people = tuple(row.respondent for row in own if row.respondent)
        groups = tuple(dict.fromkeys(project.register.get(one).group for one in people))
        kind = kinds.get(number, Kind.INTERVIEW)
        yield SourceProgress(number, named[number], people, groups, _total(own), kind)


def _groups(project: Project, rows: Sequence[ProgressRow]) -> Iterator[GroupProgress]:
    for key in (*project.settings.groups, None):
        inside = [row for row in rows if project.register.get(row.respondent).group == key]
        if inside:
            yield GroupProgress(
                key=key,
                title=names.group(project, key),
                sources=len({row.source for row in inside}),
                people=len({row.respondent for row in inside}),
                share=_total(inside),
            )


def _total(rows: Sequence[ProgressRow]) -> Share:
    return sum((Share(row.words, row.coded, row.suggested) for row in rows), Share())


def _next_step(project: Project, sources_: int, made: Made, total: Share) -> Step:
    is_barely_coded = not made.themes and total.coded < total.words * ENOUGH_FOR_THEMES
    waiting = (
        (Step.REGISTER, not project.register.respondents and not sources_),
        (Step.ADD, not sources_),
        (Step.SUGGEST, made.suggested_sources < sources_),
        (Step.CODE, not made.codings or is_barely_coded),
        (Step.THEMES, not made.themes),
        (Step.DRAFT, not made.drafts),
    )
    after = Step.DEEPEN if total.coded >= total.words * NEARLY_ALL else Step.GO_ON
    return next((step for step, missing in waiting if missing), after)
