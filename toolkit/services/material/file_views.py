"""What is seen of a file before it is stored: encoding, speakers, lines in doubt, what was taken and left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.source_kinds import KIND, Kind, kind_of
from toolkit.domain.sources.sources import Role, Source
from toolkit.domain.texts.days import day_in
from toolkit.errors import Problem
from toolkit.messages import N_
from toolkit.services.material.sources import Taken
from toolkit.services.material.surveys import ClosedQuestion, ColumnSeen, closed, columns_of

LONGEST_LINE = 60  # characters that are shown of a line in doubt
DOUBTS: Mapping[str, str] = {
    "doubtful": N_("begins like a speaker, read as speech"),
    "left_out": N_("begins like a speaker, before the first turn"),
    "timed": N_("ends in a time, read as speech"),
    "headings": N_("heading between turns, nobody's words"),
    "tables": N_("table, nobody's words"),
}


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What was taken from one file."""

    name: str
    turns: int
    words: int
    respondent_words: int
    respondents: tuple[str, ...]
    speakers: tuple[str, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class Voice:
    """One label in a file: who it stands for, in which role, and how much is said under it."""

    label: str
    role: Role
    respondent: str | None
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that may be a speaker's, or was left out as a heading: its number from 1 and its beginning.

    The beginning is empty where words are withheld.

    `kind` is one of those in DOUBTS.
    """

    line: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file as it would be taken; `place` is its number among those offered, `decided` what a person corrected."""

    place: int
    file: str
    name: str
    encoding: str
    kind: Kind
    respondent: str
    date: str
    voices: tuple[Voice, ...]
    doubts: tuple[Doubt, ...]
    counts: Mapping[str, int]
    columns: tuple[ColumnSeen, ...]
    closed: tuple[ClosedQuestion, ...]
    decided: Mapping[str, str]

    @property
    def whose(self) -> str:
        """Whom a case description is about, or who tells a narrative, as far as it is known."""
        return self.respondent or next((voice.respondent for voice in self.voices if voice.respondent), "")

    @property
    def spoken(self) -> bool:
        """Whether its turns are anybody's speech: not in notes, documents and lists."""
        return self.kind.rules.counts_people and self.kind is not Kind.NARRATIVE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not taken: its number among those offered, why, what was corrected; `silent`: nobody speaks."""

    place: int
    problem: Problem
    decided: Mapping[str, str]
    silent: bool

    @property
    def kind(self) -> Kind | None:
        """The kind that was chosen for it."""
        return Kind(self.decided[KIND]) if KIND in self.decided else None

    @property
    def encoding(self) -> str:
        """The encoding that was chosen for it."""
        return self.decided.get("encoding", "")


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: its number among those offered, its name there, what was corrected, what it gave."""

    place: int
    file: str
    decided: Mapping[str, str]
    taken: Taken

    @property
    def source(self) -> Source:
        """The source that it gave."""
        return self.taken.source


def seen(read: Read, spoken: Mapping[int, int], register: Register) -> FileSeen:
    """What is seen of a file that was read; `spoken` gives the words of each turn."""
    taken, source = read.taken, read.source
    return FileSeen(
        place=read.place,
        file=read.file,
        name=source.name,
        encoding=source.facts.get("encoding", ""),
        kind=kind_of(source.facts, source.respondents()),
        respondent=source.facts.get("respondent", ""),
        date=str(day_in(source.facts.get("date", "")) or ""),
        voices=voices(source, spoken),
        doubts=tuple(_doubts(source, taken.notes, register)),
        counts=dict(taken.counts),
        columns=columns_of(taken.columns),
        closed=closed(taken.original, register) if taken.columns else (),
        decided=dict(read.decided),
    )


def counted(source: Source, spoken: Mapping[int, int]) -> AddedSource:
    """What was taken from a file, in numbers."""
    return AddedSource(
        name=source.name,
        turns=len(source.turns),
        words=sum(spoken.values()),
        respondent_words=sum(spoken[turn.number] for turn in source.turns if turn.role is Role.RESPONDENT),
        respondents=source.respondents(),
        speakers=tuple(dict.fromkeys(turn.label for turn in source.turns if turn.label)),
        questions=len({turn.question for turn in source.turns if turn.question}),
    )


def voices(source: Source, spoken: Mapping[int, int]) -> tuple[Voice, ...]:
    """Who speaks under which label, and how much."""
    found: dict[tuple[str, Role, str | None], list[int]] = {}
    for turn in source.turns:
        found.setdefault((turn.label or "", turn.role, turn.respondent), []).append(spoken[turn.number])
    return tuple(Voice(*key, len(counts), sum(counts)) for key, counts in found.items())


def _doubts(source: Source, notes: Sequence[Problem], register: Register) -> Iterator[Doubt]:
    """The lines that the notes tell of; without their words where somebody speaks here whose words may not be used."""
    hidden = not all(map(register.usable, source.respondents()))
    lines = source.text.split("\n")
    for note in notes:
        for number in map(int, str(note.values.get("every", "")).split()):
            text = "" if hidden or number > len(lines) else _beginning(lines[number - 1])
            yield Doubt(number, str(note.values.get("doubt", "")), text)


def _beginning(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= LONGEST_LINE else f"{words[: LONGEST_LINE - 1].rstrip()}…"
