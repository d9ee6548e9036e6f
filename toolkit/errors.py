"""The exception tree, and Problem: something wrong in a batch, kept as data.

SpeglaError
├── UsageError         the call itself is wrong (exit 2)
├── NotAProject        the folder holds no project
├── BadFile            a file that cannot be read as what it should be
├── BadSetting         a wrong value in a file a person writes (scheme, guide, project, register)
├── NotFound           a named thing does not exist
├── ConflictError      what the author saw is no longer what is stored
├── MisplacedQuote     the words do not stand at their span
├── ProjectBusy        another process owns the project
├── DamagedProject     the database is not what it should be
├── NotSaved           the disk is full or cannot be read or written
└── Refused            a rule (consent, licence, privacy) says no
    └── StillBlind     whoever asks has interviews left to code blind

Every error builds its own sentence and a hint with the next step, in the reader's language.
No sentence holds words of a transcript.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.messages import tr


class SpeglaError(Exception):
    """An error with a sentence and a next step for a person.

    `message` and `hint` are message ids (English, `{name}` places) marked with `N_`; `values` fill the places.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint_message = hint
        self.values = values

    @property
    def sentence(self) -> str:
        """What is wrong, in the current language."""
        return tr(self.message, **self.values)

    @property
    def hint(self) -> str:
        """The next step, in the current language; empty when there is none."""
        return tr(self.hint_message, **self.values) if self.hint_message else ""

    def __str__(self) -> str:
        return self.sentence


class UsageError(SpeglaError):
    """The call itself is wrong."""

    exit_code = 2


class NotAProject(SpeglaError):
    """The folder holds no project."""


class BadFile(SpeglaError):
    """A file cannot be read as what it should be."""


class BadSetting(SpeglaError):
    """A file that a person writes holds a wrong value; the sentence names file, line and column."""


class NotFound(SpeglaError):
    """A named thing does not exist; the hint says which do."""


class ConflictError(SpeglaError):
    """What the author saw is no longer what is stored."""


class MisplacedQuote(SpeglaError):
    """The quoted words do not stand at their span."""


class ProjectBusy(SpeglaError):
    """Another process owns the project."""


class DamagedProject(SpeglaError):
    """The project's database is not what it should be."""


class NotSaved(SpeglaError):
    """The disk is full or cannot be read or written."""


class Refused(SpeglaError):
    """A rule says no."""


class StillBlind(Refused):
    """Whoever asks has interviews left to code blind, and what is asked for would show what others made of them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one item of a batch, kept as data so that the batch goes on.

    `where` is a file name or an id, `message` and `hint` are message ids, `values` fill their places.
    A problem with `serious=False` is a note: it is told, and the item was still taken.
    """

    where: str
    message: str
    hint: str = ""
    values: dict[str, object] = field(default_factory=dict)
    serious: bool = True

    @property
    def sentence(self) -> str:
        """What is wrong, in the current language, without the place."""
        return tr(self.message, **self.values)

    @property
    def next_step(self) -> str:
        """What to do, in the current language; empty when there is nothing to do."""
        return tr(self.hint, **self.values) if self.hint else ""

    @classmethod
    def of(cls, where: str, error: SpeglaError, *, serious: bool = True) -> Problem:
        """The problem that an error means for one item of a batch."""
        return cls(where, error.message, error.hint_message, dict(error.values), serious)
