"""Sources: a transcript as it was read, its turns, who spoke each, and what the importer counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from toolkit.domain.texts.text import Span
from toolkit.errors import Problem

EXCHANGED = "exchanged"  # the fact of a source that came from another program: it is text, and its facts are kept
SURVEY = "survey"  # the fact of a source whose turns are survey answers: NAMED or ANONYMOUS
NAMED, ANONYMOUS = "named", "anonymous"
SESSION = "reflection session"  # the fact of a source made of a reflection session: its number
ASKING = "I"  # the label of a survey's, or a session's, questions


class Role(StrEnum):
    """What a turn is to the evaluation."""

    INTERVIEWER = "interviewer"  # context, never evidence
    RESPONDENT = "respondent"
    SEVERAL = "several"  # several people at once: context, counts no person
    UNKNOWN = "unknown"  # a speaker nobody could place; kept, not evidence
    RECORD = "record"  # observation notes, case descriptions, documents: evidence that nobody says, counts no person


@dataclass(frozen=True, slots=True)
class RawTurn:
    """A turn as an importer found it: the label as it was printed and the span of the spoken words.

    The span leaves out label and time stamp. `time` is seconds from the start of the recording.
    """

    span: Span
    label: str | None = None
    time: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What an importer reads from a file: the whole normalised text, its turns, the facts at its head, its counts.

    `facts` holds what front matter or a heading block says, by lower-case key as written (`respondent`, `date`,
    `method`, `minutes`, `interviewer`, `speakers`, …). `counts` holds what was taken and left (paragraphs, insertions,
    deletions, comments, …). `notes` are problems that did not hinder the reading. `kept` are the bytes to be stored in
    place of the file's, when it holds what must not be kept; read, they give the same transcript.
    """

    text: str
    turns: tuple[RawTurn, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    kept: bytes | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn whose speaker has been placed.

    `respondent` is a pseudonym and set when role is RESPONDENT; on a RECORD turn it is whom the text is about, so that
    consent reaches it, and never a speaker. `question` is the key of the guide's question that was being answered (for
    interviewer turns: that was asked), `area` and `phase` are that question's.
    """

    number: int
    span: Span
    role: Role
    label: str | None = None
    respondent: str | None = None
    time: float | None = None
    question: str | None = None
    area: str | None = None
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source in the project. `name` is unique in the project; `sha256` is that of the original bytes."""

    name: str
    sha256: str
    text: str
    turns: tuple[Turn, ...]
    facts: Mapping[str, str]
    added: datetime

    def respondents(self) -> tuple[str, ...]:
        """The pseudonyms that speak here, in order of first turn."""
        spoken = (turn.respondent for turn in self.turns if turn.role is Role.RESPONDENT)
        return tuple(dict.fromkeys(who for who in spoken if who))
