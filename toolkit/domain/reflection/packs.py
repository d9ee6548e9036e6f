"""Feedback packs: what goes back to a team or others, piece by piece, and when it was shown to whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SHORT = 16  # signs of a source's digest
LONGEST_TITLE, LONGEST_MEETING, LONGEST_QUESTION = 120, 120, 300
MOST_QUESTIONS = 8


class PieceKind(StrEnum):
    """What a piece of a pack is; in the store a finding's title is a piece of its own, right before it.

    THEME is what a theme that was asked for was called when the pack was prepared; no reader gets it.
    """

    TITLE = "title"
    THEME = "theme"
    SEE = "see"
    QUOTE = "quote"
    UNCERTAIN = "uncertain"
    DIFFER = "differ"
    MISSING = "missing"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a pack says in one place, as its readers get it; `quote` is a quote's number in the ledger.

    `title` names what it is about, where it has a name: a finding's own, with its number in the pack.
    """

    position: int
    kind: PieceKind
    text: str
    claim: int | None = None
    theme: str | None = None
    quote: int | None = None
    source: int | None = None
    title: str = ""

    @property
    def line(self) -> str:
        """What it says, with what it is about before it as a sentence of its own."""
        stop = "" if self.title[-1:] in ("", "?", "!", ".", "…") else "."
        return f"{self.title}{stop} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Showing:
    """When a pack was shown, at which meeting, in which version (a digest), and who says so."""

    day: date
    meeting: str
    digest: str
    coder: str


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file that a pack was written to, and the sum of what was written."""

    name: str
    sum: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a pack is to hold: for whom, which themes and claims (none: the program chooses), title, language.

    `questions` are asked, in this order, in place of the program's own (None: those).
    """

    audience: str
    themes: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()
    title: str = ""
    language: str = ""
    questions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: in preparation until it is let out (`digest` is then that of what its readers get).

    `counts` are what its sentences count: about what, the group, k and n. `rests` begins the digest of each source that
    it rests on.
    """

    id: int
    title: str
    audience: str
    digest: str
    wish: Wish
    coder: str
    at: datetime
    revision: int = 1
    files: tuple[PackFile, ...] = ()
    shown: tuple[Showing, ...] = ()
    counts: tuple[tuple[str, str, int, int], ...] = ()
    rests: tuple[str, ...] = ()

    @property
    def let_out(self) -> bool:
        """Whether it passed the gate and was written."""
        return bool(self.digest)


def digest(title: str, audience: str, pieces: Iterable[Piece]) -> str:
    """What a pack says to its readers as one number: the same on another day, under other numbers of the ledger."""
    told = [title, audience, [[each.kind.value, each.title, each.text] for each in pieces]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
