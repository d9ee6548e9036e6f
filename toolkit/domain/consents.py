"""Consent: what a respondent allows, until when, and what that means for use and for quoting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ConsentStatus(StrEnum):
    """What the register says; an empty field is NOT_RECORDED, which is reported and allowed."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class Consent:
    """A respondent's consent: status, last day it holds, and whether words may be quoted (None: not recorded)."""

    status: ConsentStatus = ConsentStatus.NOT_RECORDED
    until: date | None = None
    quote: bool | None = None

    def expired(self, today: date) -> bool:
        """Whether the last day has passed."""
        return self.until is not None and today > self.until

    def usable(self) -> bool:
        """Whether the words may be used at all: not when consent was refused or withdrawn."""
        return self.status not in (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN)

    def quotable(self, today: date) -> bool:
        """Whether the words may be quoted in a report written on `today`."""
        return self.usable() and not self.expired(today) and self.quote is not False
