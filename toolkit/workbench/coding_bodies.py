"""What a page sends when it codes, answers or writes a memo: checked as it comes in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from toolkit.domain.codings.codings import Decision
from toolkit.errors import UsageError
from toolkit.messages import N_
from toolkit.services.coding import memos
from toolkit.services.coding.coding import Alteration, Marked
from toolkit.services.material.transcripts import Place
from toolkit.services.suggesting.answers import Answer, Round

LARGEST = 2**53  # what a script can count to
Number = Annotated[int, Field(ge=0, le=LARGEST)]
Path = Annotated[str, Field(min_length=1, max_length=200)]
Command = Annotated[str, Field(min_length=1, max_length=64)]
MANY = 500


class Body(BaseModel):
    """What every change carries: the name under which it may be sent again, the number of the text that was seen."""

    model_config = ConfigDict(extra="forbid")
    command: Command
    edition: Number | None = None


class Asked(BaseModel):
    """Which suggestions are wanted next: the order, perhaps one source, the segment stood at, the source to leave."""

    order: Literal["text", "instructive", "certain"] = "text"
    source: Number | None = None
    after: Number | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    leave: Number | None = None

    def round(self) -> Round:
        """The round that this is part of."""
        return Round(self.order, self.source, self.after, self.limit, self.leave)


class Position(BaseModel):
    """A place in the text as the browser counts."""

    turn: Number
    offset: Number

    def place(self) -> Place:
        """The place."""
        return Place(self.turn, self.offset)


class Words(Body):
    """Marked words."""

    source: Number
    start: Position
    end: Position

    def marked(self) -> Marked:
        """The marked words."""
        return Marked(self.source, self.start.place(), self.end.place())


class NewCoding(Words):
    """Codes for marked words."""

    codes: Annotated[list[Path], Field(min_length=1, max_length=40)]


class InVivo(Words):
    """A code to be made of marked words."""

    parent: Path | None = None


class ChangedCoding(Body):
    """Another extent or code for a coding of this revision."""

    revision: Number
    start: Position | None = None
    end: Position | None = None
    code: Path | None = None

    def alteration(self) -> Alteration:
        """What the coding is to become."""
        start = self.start.place() if self.start else None
        end = self.end.place() if self.end else None
        return Alteration(self.revision, start, end, self.code)


class Seen(BaseModel):
    """A coding as it was seen."""

    id: Number
    revision: Number


class Removal(Body):
    """Codings to be removed."""

    codings: Annotated[list[Seen], Field(min_length=1, max_length=MANY)]


class OneAnswer(BaseModel):
    """An answer to one suggestion; its place and code find it again when it has been made anew."""

    suggestion: Number
    decision: Decision
    corrections: Annotated[list[Path], Field(max_length=10)] = []
    source: Number | None = None
    start: Position | None = None
    end: Position | None = None
    code: str = Field(default="", max_length=200)

    def answer(self) -> Answer:
        """The answer."""
        marked = None
        if self.source is not None and self.start and self.end:
            marked = Marked(self.source, self.start.place(), self.end.place())
        return Answer(self.suggestion, self.decision, tuple(self.corrections), marked, self.code)


class Answers(Body):
    """Answers to suggestions of one source."""

    answers: Annotated[list[OneAnswer], Field(min_length=1, max_length=MANY)]


class NewMemo(Body):
    """A memo on marked words, on a source or on a code."""

    text: str = Field(max_length=4 * memos.LONGEST)
    source: Number | None = None
    start: Position | None = None
    end: Position | None = None
    code: Path | None = None

    def on(self) -> Marked | int | str:
        """What it is on."""
        if self.code is not None and self.source is None:
            return self.code
        if self.source is None or self.code is not None or (self.start is None) != (self.end is None):
            raise UsageError(N_("A memo is on a passage, a source or a code."))
        if self.start is None or self.end is None:
            return self.source
        return Marked(self.source, self.start.place(), self.end.place())


class ChangedMemo(Body):
    """A memo of this revision, written over."""

    revision: Number
    text: str = Field(max_length=4 * memos.LONGEST)


class RemovedMemo(Body):
    """A memo of this revision, to be removed."""

    revision: Number
