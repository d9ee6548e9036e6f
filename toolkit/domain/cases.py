"""Respondents and the groups they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.domain.consents import Consent

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


@dataclass(frozen=True, slots=True)
class Register:
    """The respondents of a project by pseudonym. Ids are compared without regard to case."""

    respondents: Mapping[str, Respondent] = field(default_factory=dict)
    _by_label: dict[str, Respondent] = field(init=False, repr=False, compare=False, default_factory=dict)

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
        return self.respondents.get(pseudonym) or Respondent(pseudonym)

    def usable(self, pseudonym: str) -> bool:
        """Whether this person's words may be used at all."""
        return self.get(pseudonym).consent.usable()
