"""Reflection sessions: the formats in which a group looks at findings, and what was said at a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from toolkit.messages import N_


class State(StrEnum):
    """Where a session is: responses are taken only while it is open."""

    OPEN = "open"
    CLOSED = "closed"


class Sort(StrEnum):
    """What a response at a step says of the finding that it concerns."""

    RECOGNISED = "recognised"
    OBJECTION = "objection"
    ADDITION = "addition"
    SUCCESS = "success"
    FAILURE = "failure"
    ACTION = "action"
    STOP = "stop"
    PARTNER = "partner"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a format; `title` and `prompt` are message ids. `dots`: each device gives this many dots."""

    key: str
    title: str
    prompt: str
    sort: Sort = Sort.OTHER
    dots: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """A way to hold a session: its steps in order; `about_findings`: a response concerns one finding of a pack."""

    key: str
    title: str
    steps: tuple[Step, ...]
    about_findings: bool = False

    def step(self, key: str) -> Step | None:
        """The step of this name, if the format has it."""
        return next((each for each in self.steps if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What those present agreed to: how what they say may be used afterwards; `told` is the text that was read out.

    `at_once`: what is written on own devices stands on the wall without a note-taker letting it through.
    """

    report: bool = True
    quote: bool = False
    told: str = ""
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a pack told of a claim or a theme, in its bare words."""

    claim: int | None
    theme: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it is stored; `present`: roles or numbers of those present, as they wished to be written."""

    id: int
    title: str
    day: str
    audience: str
    format: str
    state: State
    anonymous: bool
    present: tuple[str, ...]
    agreed: Agreed
    pack: int | None
    source: int | None
    coder: str
    at: datetime
    revision: int

    @property
    def form(self) -> Format:
        """Its format, with the steps."""
        return FORMATS[self.format]


@dataclass(frozen=True, slots=True)
class Response:
    """What was said at a step: free, or of a claim or theme; `who` is empty where the session is anonymous.

    `start`, `end`: code points in the session's source, once it is made. `hidden`: not let through to the wall.
    `device`: a random number of an own device, empty for what a note-taker wrote. `dots`: their sum. `label`: the name
    that stands before it in the session's source today, where it may have been masked.
    """

    id: int
    session: int
    step: str
    text: str
    who: str
    claim: int | None
    theme: str | None
    device: str
    command: str
    hidden: bool
    start: int | None
    end: int | None
    coder: str
    at: datetime
    revision: int
    dots: int = field(default=0)
    label: str = ""


_RECOGNISE = Format(
    "recognise",
    N_("Recognise, see differently, add"),
    (
        Step("recognise", N_("We recognise this"), N_("Where do you recognise yourselves?"), Sort.RECOGNISED),
        Step("differently", N_("We see it differently"), N_("What do you see differently, and how?"), Sort.OBJECTION),
        Step("add", N_("We want to add"), N_("What is missing?"), Sort.ADDITION),
    ),
    about_findings=True,
)
_FACTORS = Format(
    "factors",
    N_("Success factors and failure factors"),
    (
        Step("success", N_("Success factors"), N_("What makes it work?"), Sort.SUCCESS),
        Step("failure", N_("Failure factors"), N_("What gets in the way?"), Sort.FAILURE),
    ),
)
_REVIEW = Format(
    "review",
    N_("After-action review"),
    (
        Step("planned", N_("Planned"), N_("What did we mean to happen?")),
        Step("happened", N_("Happened"), N_("What happened?")),
        Step("why", N_("Why"), N_("Why did it turn out as it did?")),
        Step("next", N_("Next time"), N_("What do we do the same next time, and what differently?"), Sort.ACTION),
    ),
)
_PLUS_DELTA = Format(
    "plus_delta",
    N_("Plus and delta"),
    (
        Step("plus", N_("Plus"), N_("What do we want to keep?"), Sort.SUCCESS),
        Step("delta", N_("Delta"), N_("What do we want to change?"), Sort.ACTION),
    ),
)
_PRIORITIES = Format(
    "priorities",
    N_("Priorities by dots"),
    (
        Step("ideas", N_("Suggestions"), N_("What should we work on first?"), Sort.ACTION),
        Step("dots", N_("Dots"), N_("Place your dots on what matters most."), dots=3),
    ),
)
_STOP = Format(
    "stop",
    N_("We stop doing"),
    (
        Step("stop", N_("We stop doing"), N_("What do we do today that we should stop doing?"), Sort.STOP),
        Step("hinders", N_("What holds us to it"), N_("What makes us go on doing it?"), Sort.FAILURE),
        Step("instead", N_("Instead"), N_("What do we do instead?"), Sort.ACTION),
    ),
)
_WITH_WHOM = Format(
    "with_whom",
    N_("With whom"),
    (
        Step("partners", N_("With whom"), N_("With whom do we need to do this?"), Sort.PARTNER),
        Step("contact", N_("First step"), N_("Who takes the first contact, and about what?"), Sort.ACTION),
    ),
)

FORMATS: Mapping[str, Format] = {
    each.key: each for each in (_RECOGNISE, _FACTORS, _REVIEW, _PLUS_DELTA, _PRIORITIES, _STOP, _WITH_WHOM)
}
