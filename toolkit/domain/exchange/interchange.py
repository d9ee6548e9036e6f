"""A project as other programs exchange it: users, codes, cases, sources with selections, notes, sets; and what is lost.

Positions are code points of the source's text as it is kept here (normalised), whatever unit the file used. What a
file holds and this cannot is a `Loss`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from toolkit.domain.texts.text import Span
from toolkit.messages import tr

ORIGIN = "Spegla"  # how files that we write name the program; a file read back equals what was written only with it


class Unit(StrEnum):
    """What a position in an exchanged file counts."""

    CODE_POINTS = "code_points"
    UTF16 = "utf16"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that an exchange could not carry: what kind, how many, and whose or where when that can be told.

    `kind` is a stable key (`picture_source`, `graph`, …), `message` a sentence (message id with `{n}` and `{where}`).
    No loss holds words of a transcript.
    """

    kind: str
    message: str
    n: int = 1
    where: str = ""

    @property
    def sentence(self) -> str:
        """What was lost, in the current language."""
        return tr(self.message, n=self.n, where=self.where)


class Peer(StrEnum):
    """Whom a file is written for."""

    ANY = "any"
    NVIVO = "nvivo"
    ATLAS = "atlas"
    MAXQDA = "maxqda"
    QUALCODER = "qualcoder"


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written: unit of positions, line ends and mark of the text files, code names made unique."""

    unit: Unit = Unit.CODE_POINTS
    line_end: str = "\n"
    mark: bool = False
    unique_names: bool = False


FORMS: Mapping[Peer, Form] = {
    Peer.ANY: Form(),
    # what NVivo for Windows writes itself and so must be able to read back
    Peer.NVIVO: Form(Unit.UTF16, line_end="\r\n", mark=True, unique_names=True),
    Peer.ATLAS: Form(unique_names=True),
    Peer.MAXQDA: Form(unique_names=True),
    Peer.QUALCODER: Form(unique_names=True),
}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class ExchangedCode:
    """A code in the tree, parents before children; `codable` is false for a folder of codes."""

    guid: str
    name: str
    parent: str | None = None  # the parent's guid
    definition: str = ""
    color: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class ExchangedCoding:
    """A coding of a selection: a code's guid, a user's guid (None: not said), and when (None: not said)."""

    guid: str
    code: str
    user: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExchangedMemo:
    """A memo; where it hangs is said by what holds it (selection, source, code) or it stands alone."""

    guid: str
    text: str
    name: str = ""
    user: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a source's text with its codings (perhaps none) and memos."""

    guid: str
    span: Span
    codings: tuple[ExchangedCoding, ...] = ()
    memos: tuple[ExchangedMemo, ...] = ()
    user: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExchangedSource:
    """A text source with its selections, and codings of the whole source.

    `original` is the text as the file held it (not compared); empty when it stood inside the XML.
    """

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[ExchangedCoding, ...] = ()
    memos: tuple[ExchangedMemo, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    original: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ExchangedCase:
    """A case (a respondent) with variables as texts, and the guids of sources and selections that belong to it.

    A case without a name that stands for one source alone is read as that source's variables.
    """

    guid: str
    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedSet:
    """A named set of codes and sources, by guid."""

    guid: str
    name: str
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A project, or a codebook alone, as exchanged.

    `origin` is the program as the file names it, `kinds` the type of each variable by name (Text, Boolean, Integer,
    Float, Date, DateTime). `units` says which unit of positions was found in each source (by guid), by what evidence.
    """

    name: str
    origin: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[ExchangedCode, ...] = ()
    sources: tuple[ExchangedSource, ...] = ()
    cases: tuple[ExchangedCase, ...] = ()
    sets: tuple[ExchangedSet, ...] = ()
    memos: tuple[ExchangedMemo, ...] = ()
    code_memos: Mapping[str, tuple[ExchangedMemo, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    units: Mapping[str, UnitFound] = field(default_factory=dict)
    description: str = ""


@dataclass(frozen=True, slots=True)
class UnitFound:
    """How positions were read: the unit, whether a line end of two characters counted twice, a mark at the start once.

    `by` is what decided: `same` (all units agree), `quotes` (selections' names repeat the words), `producer`, `edges`.
    `checked` selections of `selections` began and ended between words.
    """

    unit: Unit
    line_ends: int = 1
    mark: int = 0
    by: str = "same"
    selections: int = 0
    checked: int = 0
