"""Consent: what a respondent allows, from when and until when, and whether a use of the words is allowed on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ALWAYS = date.min
"""Stands for the day of a restriction or withdrawal that is told without one."""


class ConsentStatus(StrEnum):
    """What the register says; an empty field is NOT_RECORDED, which is reported and allowed."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_RECORDED = "not_recorded"


class Purpose(StrEnum):
    """What somebody's words, or the person's address, may be used for."""

    INTERVIEW = "interview"  # analysis: reading, coding, searching, suggestions, themes, counts
    QUOTE = "quote"
    FEEDBACK = "feedback"  # shown to those who work in what is evaluated
    ARCHIVE = "archive"  # leaves to an archive or another program
    CONTACT = "contact"


class How(StrEnum):
    """How consent was given."""

    WRITTEN = "written"
    ORAL = "oral"
    RECORDED = "recorded"
    GUARDIAN = "guardian"
    INTERPRETER = "interpreter"


class Basis(StrEnum):
    """What the consent is in law: the legal basis itself, or the ethics of taking part beside another basis."""

    LEGAL = "legal_basis"
    ETHICAL = "ethical_participation"


class Hindrance(StrEnum):
    """Why a use is not allowed."""

    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RESTRICTED = "restricted"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    LEFT = "left"  # the time enrolled has ended
    SCOPE = "scope"
    QUOTE = "quote"  # the register says that the person is not to be quoted


@dataclass(frozen=True, slots=True)
class Consent:
    """A respondent's consent: what was agreed to, how, for what, and when it holds; `quote` None: not recorded.

    `since` is the day it was given, `text` the version of the text that was shown. `scope` are the purposes it covers
    (None: not recorded, and all are allowed). With `while_enrolled` it holds until `enrolled_until` (None: still
    enrolled). From the days `restricted` and `withdrawn` on nothing is used.
    """

    status: ConsentStatus = ConsentStatus.NOT_RECORDED
    until: date | None = None
    quote: bool | None = None
    since: date | None = None
    text: str = ""
    how: tuple[How, ...] = ()
    scope: frozenset[Purpose] | None = None
    basis: Basis | None = None
    while_enrolled: bool = False
    enrolled_until: date | None = None
    restricted: date | None = None
    withdrawn: date | None = None

    def allows(self, purpose: Purpose, today: date | None) -> bool:
        """Whether this use is allowed on `today`; None asks of no day, and periods are not looked at."""
        return self.why_not(purpose, today) is None

    def why_not(self, purpose: Purpose, today: date | None) -> Hindrance | None:
        """Why this use is not allowed on a day; None when it is."""
        closed = self.closed(today)
        if closed is not None:
            return closed
        if not self._covers(purpose):
            return Hindrance.SCOPE
        return Hindrance.QUOTE if purpose is Purpose.QUOTE and self.quote is False else None

    def recorded(self, purpose: Purpose) -> bool:
        """Whether somebody has said yes or no to this use; where nobody has, it is taken as allowed."""
        if purpose is Purpose.INTERVIEW and self.status is ConsentStatus.GIVEN:
            return True
        return self.scope is not None or (purpose is Purpose.QUOTE and self.quote is not None)

    def closed(self, today: date | None) -> Hindrance | None:
        """Why nothing at all is allowed on a day, for whichever purpose; None when the consent is open."""
        if self.status is ConsentStatus.REFUSED:
            return Hindrance.REFUSED
        if self.status is ConsentStatus.WITHDRAWN or _reached(self.withdrawn, today):
            return Hindrance.WITHDRAWN
        if _reached(self.restricted, today):
            return Hindrance.RESTRICTED
        return self._out_of_time(today) if today else None

    def _out_of_time(self, today: date) -> Hindrance | None:
        if self.since is not None and today < self.since:
            return Hindrance.NOT_YET
        if self.until is not None and today > self.until:
            return Hindrance.EXPIRED
        left = self.while_enrolled and self.enrolled_until is not None and today > self.enrolled_until
        return Hindrance.LEFT if left else None

    def _covers(self, purpose: Purpose) -> bool:
        """Whether the scope holds the purpose: words that may not be read may be neither quoted nor shown nor sent."""
        needed = {purpose} if purpose is Purpose.CONTACT else {Purpose.INTERVIEW, purpose}
        return self.scope is None or needed <= self.scope

    @property
    def last_day(self) -> date | None:
        """The last day that the consent holds by its own period; None when it has no end that is known."""
        ends = (self.until, self.enrolled_until if self.while_enrolled else None)
        return min((day for day in ends if day is not None), default=None)

    def ended(self, today: date) -> bool:
        """Whether its period has passed."""
        return self.last_day is not None and today > self.last_day


def _reached(day: date | None, today: date | None) -> bool:
    return day is not None and (today is None or today >= day)
