"""Reading: one source with its turns, for the page on which it is coded, and the list of what there is to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.sources.sources import Role, Turn
from toolkit.services.material import sources, transcripts
from toolkit.services.material.transcripts import Transcribed
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import unusable

if TYPE_CHECKING:
    from toolkit.storage.sources.reading import Listed


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn as it is shown; `sentences` are starts and ends in the browser's count, in one row.

    A turn of somebody who withdrew shows neither words nor name. `question` stands where the interviewer asks it first.
    """

    number: int
    role: Role
    label: str
    respondent: str | None
    group: str | None
    group_title: str
    question: str | None
    area: str | None
    phase: str | None
    time: float | None
    withheld: bool
    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The source before or after this one."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as it is read: what is known of it, and its turns."""

    id: int
    name: str
    words: int
    facts: Mapping[str, str]
    turns: tuple[TurnView, ...]
    before: Neighbour | None
    after: Neighbour | None
    kind: Kind = Kind.INTERVIEW


def reading(project: Project, source_id: int) -> Reading:
    """The source of this number with its turns; speakers are placed anew first when the register has changed."""
    from toolkit.storage.sources import reading as stored
    from toolkit.storage.sources import source_settings

    sources.place(project)
    with project.store() as store, store.reading() as connection:
        source = transcripts.transcript(project, connection, source_id)
        before, after = stored.neighbours(connection, source.head.name)
        kind = Kind(source_settings.of(connection, source_id).kind)
    return Reading(
        id=source_id,
        name=source.head.name,
        words=source.head.words,
        facts=_facts(project, source),
        turns=_turns(project, source),
        before=Neighbour(*before) if before else None,
        after=Neighbour(*after) if after else None,
        kind=kind,
    )


def _facts(project: Project, source: Transcribed) -> dict[str, str]:
    """What the file says about itself, without what names somebody who withdrew."""
    hidden = unusable(project, source.source.facts.values())
    return {name: value for name, value in source.source.facts.items() if value not in hidden}


def _turns(project: Project, source: Transcribed) -> tuple[TurnView, ...]:
    hidden = transcripts.withheld(project, source.turns)
    groups = {one: project.register.get(one).group for one in source.source.respondents()}
    titles = {key: names.group(project, key) for key in {*groups.values()}}
    sentences = source.sentences(project.spoken)
    questions = _questions(project, groups.values())
    asked = None
    shown = []
    for at, turn in enumerate(source.turns):
        question = None
        if turn.role is Role.INTERVIEWER and turn.question and turn.question != asked:
            asked, question = turn.question, questions.get(turn.question)
            question = None if _same(question or "", source.texts[at]) else question
        who = turn.respondent if turn.role is not Role.RECORD else None
        group = groups.get(who or "")
        about = (group, titles.get(group, "") if who else "", question)
        words = ("", ()) if turn.number in hidden else (source.texts[at], sentences[at])
        shown.append(_turn(turn, about, words, withheld=turn.number in hidden))
    return tuple(shown)


def _same(question: str, words: str) -> bool:
    """Whether the interviewer put the guide's question as it is written."""
    return question.casefold().split() == words.casefold().split()


def _turn(
    turn: Turn, about: tuple[str | None, str, str | None], words: tuple[str, tuple[int, ...]], *, withheld: bool
) -> TurnView:
    group, title, question = about
    hidden = withheld or turn.role is Role.RECORD  # a case description names whom it is about, not who speaks
    return TurnView(
        number=turn.number,
        role=turn.role,
        label="" if hidden else turn.label or turn.respondent or "",
        respondent=None if hidden else turn.respondent,
        group=group,
        group_title=title,
        question=question,
        area=turn.area,
        phase=turn.phase,
        time=turn.time,
        withheld=withheld,
        text=words[0],
        sentences=words[1],
    )


def _questions(project: Project, groups: Iterable[str | None]) -> dict[str, str]:
    """The guide's wording of each question, for the first of the groups that has a guide."""
    guide = next((guide for group in groups if group and (guide := project.guides.get(group))), None)
    return {question.key: question.text for question in guide.questions} if guide else {}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the list of what there is to read shows it; the last four count segments."""

    id: int
    name: str
    words: int
    turns: int
    respondents: tuple[str, ...]
    groups: tuple[str, ...]
    withheld: int
    codings: int
    own: int
    segments: int
    coded: int
    suggested: int
    untouched: int
    kind: Kind = Kind.INTERVIEW


def listing(project: Project, *, coder: str) -> list[SourceRow]:
    """The sources in order of name, with how far each is coded; people who withdrew are only counted."""
    from toolkit.storage.sources import reading as stored
    from toolkit.storage.sources import source_settings

    withheld = [one for one in project.register.respondents if not project.register.usable(one)]
    with project.store() as store, store.reading() as connection:
        rows = stored.listed(connection, coder=coder, withheld=withheld)
        voices = stored.voices(connection)
        kinds = {key: Kind(one.kind) for key, one in source_settings.each(connection).items()}
    return [_row(project, row, voices.get(row.id, []), kinds.get(row.id, Kind.INTERVIEW)) for row in rows]


def _row(project: Project, row: Listed, voices: Sequence[str], kind: Kind) -> SourceRow:
    usable = tuple(one for one in voices if project.register.usable(one))
    titles = dict.fromkeys(names.group(project, project.register.get(one).group) for one in usable)
    return SourceRow(
        id=row.id,
        name=row.name,
        words=row.words,
        turns=row.turns,
        respondents=usable,
        groups=tuple(titles),
        withheld=len(voices) - len(usable),
        codings=row.codings,
        own=row.own,
        segments=row.segments,
        coded=row.coded,
        suggested=row.suggested,
        untouched=row.untouched,
        kind=kind,
    )
