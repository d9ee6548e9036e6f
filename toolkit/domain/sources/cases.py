"""Respondents and the groups they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from toolkit.domain.sources.consents import Consent, Purpose

GROUPS = ("participants", "referrers", "team", "employers", "steering", "partners")


@dataclass(frozen=True, slots=True)
class Respondent:
    """A person by pseudonym; `labels` are other speaker labels for this person, `variables` all else there."""

    id: str
    group: str | None = None
    organisation: str = ""
    consent: Consent = field(default_factory=Consent)
    labels: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


NOBODY = Respondent("", consent=Consent(quote=False))
"""Stands for the speaker where nobody speaks: words that may be evidence and are nobody's to be quoted."""


@dataclass(frozen=True, slots=True)
class Register:
    """The respondents of a project by pseudonym. Ids are compared without regard to case.

    `today` is the day on which it is asked what may be used (None: no day, and periods of consent are not looked at);
    `purpose` what the words are wanted for beside analysis.
    """

    respondents: Mapping[str, Respondent] = field(default_factory=dict)
    today: date | None = None
    purpose: Purpose = Purpose.INTERVIEW
    _by_label: dict[str, Respondent] = field(init=False, repr=False, compare=False, default_factory=dict)
    _allowed: dict[tuple[str, Purpose], bool] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for respondent in self.respondents.values():
            for label in (respondent.id, *respondent.labels):
                self._by_label.setdefault(label.casefold(), respondent)

    @classmethod
    def of(cls, respondents: Iterable[Respondent]) -> Register:
        """The register of these respondents, in their order."""
        return cls({respondent.id: respondent for respondent in respondents})

    def find(self, label: str) -> Respondent | None:
        """The respondent whose id or other label is `label`, without regard to case."""
        return self._by_label.get(label.casefold().strip())

    def get(self, pseudonym: str) -> Respondent:
        """The respondent with this pseudonym; one with nothing recorded when the register lacks it."""
        return self.respondents.get(pseudonym) or (Respondent(pseudonym) if pseudonym else NOBODY)

    def on(self, today: date, purpose: Purpose = Purpose.INTERVIEW) -> Register:
        """The register as it is asked on a day, and for what."""
        return replace(self, today=today, purpose=purpose)

    def allows(self, pseudonym: str, purpose: Purpose = Purpose.INTERVIEW) -> bool:
        """Whether this person's words may be used for this purpose on the register's day."""
        asked = (pseudonym, purpose)
        if asked not in self._allowed:  # asked of the same few people for every passage
            self._allowed[asked] = self.get(pseudonym).consent.allows(purpose, self.today)
        return self._allowed[asked]

    def usable(self, pseudonym: str) -> bool:
        """Whether this person's words may be used for what the register is asked for."""
        return self.allows(pseudonym) and self.allows(pseudonym, self.purpose)

    def quotable(self, pseudonym: str) -> bool:
        """Whether this person's words may be printed in what the register is asked for."""
        return self.usable(pseudonym) and self.allows(pseudonym, Purpose.QUOTE)

    @property
    def withheld(self) -> tuple[Respondent, ...]:
        """Those whose words may not be used for what the register is asked for."""
        return tuple(one for one in self.respondents.values() if not self.usable(one.id))

    def turned(self, before: date) -> bool:
        """Whether anybody's words may be used or printed otherwise now than on an earlier day, by dates alone."""
        if self.today is None or before == self.today:
            return False
        asked = (Purpose.INTERVIEW, Purpose.QUOTE, self.purpose)
        return any(
            one.consent.allows(purpose, before) != one.consent.allows(purpose, self.today)
            for one in self.respondents.values()
            for purpose in asked
        )
