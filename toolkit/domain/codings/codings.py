"""Codings (a person judged), suggestions (a machine proposes) and verdicts (a person's answer to a proposal)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from toolkit.domain.texts.text import Span


@dataclass(frozen=True, slots=True)
class Coding:
    """A person's judgement: these words, at this span of this source, belong to this code.

    `revision` counts how often it was changed; whoever changes it names the revision they saw.
    """

    source: str
    span: Span
    quote: str
    code: str
    coder: str
    time: datetime
    scheme_version: int = 1
    id: int | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's proposal.

    `score` is 0–1, `because` a sentence that a person can read, `suggester` names engine and version.
    """

    source: str
    span: Span
    code: str
    score: float
    because: str
    suggester: str
    id: int | None = None


class Decision(StrEnum):
    """What a person said of a suggestion."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's answer to a suggestion of `code` at this span; it is kept and teaches the next round."""

    source: str
    span: Span
    code: str
    decision: Decision
    coder: str
    time: datetime
