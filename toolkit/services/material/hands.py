"""Whose hand does something, and under which name, so that it is done once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import ConflictError, UsageError
from toolkit.messages import N_

if TYPE_CHECKING:
    from toolkit.services.material.transcripts import Transcribed


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something, and the name of the doing: sent again under the same command it is no second change.

    `text` is the number of the source's text that was seen, where places in it are named.
    """

    coder: str
    command: str
    text: int | None = None

    def check(self) -> None:
        """Raise UsageError when nobody is named."""
        if not self.coder:
            raise UsageError(N_("Nobody is named as coder."), hint=N_("Say who is coding, at the top of the page."))

    def check_text(self, source: Transcribed) -> None:
        """Raise ConflictError when the source has another text by now than the one that was seen."""
        if self.text is not None and self.text != source.head.text:
            raise text_changed()


def text_changed() -> ConflictError:
    """The error for places named in a text that is another by now."""
    return ConflictError(
        N_("The text was corrected since you opened it, so this was not saved."),
        hint=N_("Load the page again, then do it anew."),
    )
