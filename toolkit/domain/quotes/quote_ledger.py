"""The ledger of quotes: which may be printed, what people decided of them, and whose voices the report carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from toolkit.domain.quotes.quote_edits import Edit, folded
from toolkit.domain.quotes.quotes import Quote, Why, Wishes
from toolkit.domain.sources.consents import Consent, Hindrance, Purpose
from toolkit.domain.texts.text import Span


class Use(StrEnum):
    """What a person, or nobody yet, decided of a quote."""

    WANTED = "wanted"
    ALLOWED = "allowed"
    NEVER = "never"


class Bar(StrEnum):
    """Why a quote may not be printed, whatever anybody wants."""

    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    RESTRICTED = "restricted"  # by law, or because the consent is not for analysis
    EXPIRED = "expired"
    NO_QUOTE = "no_quote"
    CHANGED = "changed"  # other words stand at its place now
    NOBODY = "nobody"  # no respondent who could be placed says them


_CLOSED = {
    Hindrance.WITHDRAWN: Bar.WITHDRAWN,
    Hindrance.REFUSED: Bar.REFUSED,
    Hindrance.RESTRICTED: Bar.RESTRICTED,
    Hindrance.NOT_YET: Bar.EXPIRED,
    Hindrance.EXPIRED: Bar.EXPIRED,
    Hindrance.LEFT: Bar.EXPIRED,
    Hindrance.SCOPE: Bar.RESTRICTED,
    Hindrance.QUOTE: Bar.NO_QUOTE,
}
HIDDEN = (Bar.WITHDRAWN, Bar.REFUSED, Bar.RESTRICTED, Bar.EXPIRED)
"""Those whose words are shown nowhere."""


def barred_by(consent: Consent, today: date) -> Bar | None:
    """Why somebody with this consent may not be quoted today; None when they may."""
    why = consent.why_not(Purpose.INTERVIEW, today)
    if why is not None:
        return _CLOSED[why]
    return None if consent.allows(Purpose.QUOTE, today) else Bar.NO_QUOTE


@dataclass(frozen=True, slots=True)
class Entry:
    """A quote in the ledger: its place, the edits, the words as printed, why and for what, and what was decided.

    `bar` says why it may not be printed. `machine`: no person has had a hand in it. `spoken` are the words as said.
    """

    id: int
    source_id: int
    source: str
    span: Span
    edits: tuple[Edit, ...]
    spoken: str
    printed: str
    respondent: str
    group: str
    why: Why
    use: Use
    at: datetime
    theme: str = ""
    claim: int | None = None
    machine: bool = False
    coder: str = ""
    revision: int = 1
    bar: Bar | None = None

    @property
    def usable(self) -> bool:
        """Whether it may be printed."""
        return self.bar is None and self.use is not Use.NEVER

    def quote(self) -> Quote:
        """The quote, without evidence: what it rests on is found where it is printed."""
        return Quote(self.source, self.span, self.edits, self.respondent, (), self.why, self.theme, self.claim, self.id)


@dataclass(frozen=True)
class Ledger:
    """The entries whose words may be shown, in order of their numbers; `hidden` is how many others there are."""

    entries: tuple[Entry, ...]
    hidden: int = 0

    @cached_property
    def by_id(self) -> Mapping[int, Entry]:
        """The entries by number."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def usable(self) -> tuple[Entry, ...]:
        """Those that may be printed."""
        return tuple(entry for entry in self.entries if entry.usable)

    @cached_property
    def by_words(self) -> Mapping[str, Entry]:
        """The entries by their printed words as they are compared; of equal ones one that may be printed."""
        ordered = sorted(self.entries, key=lambda entry: (entry.usable, -entry.id))
        return {folded(entry.printed): entry for entry in ordered}

    def of_person(self, respondent: str) -> tuple[Entry, ...]:
        """The entries of one respondent."""
        return tuple(entry for entry in self.entries if entry.respondent == respondent)

    def wishes(self) -> Wishes:
        """What drafts must obey: the usable entries that are wanted, and the spans that are never to be printed.

        Who bars words bars them in every quote that holds them, in a wanted one too; but the same words may be wanted
        with other edits.
        """
        wanted = (entry for entry in self.usable if entry.use is Use.WANTED and not self._holds_barred(entry))
        return Wishes(tuple((entry.quote(), entry.printed) for entry in wanted), self._never)

    def _holds_barred(self, entry: Entry) -> bool:
        return any(entry.span != span and entry.span.shared(span) for span in self._never.get(entry.source, ()))

    @cached_property
    def _never(self) -> Mapping[str, tuple[Span, ...]]:
        never: dict[str, tuple[Span, ...]] = {}
        for entry in self.entries:
            if entry.use is Use.NEVER:
                never[entry.source] = (*never.get(entry.source, ()), entry.span)
        return never

    def barred(self, source: str, span: Span) -> bool:
        """Whether any of these words are never to be printed."""
        return any(span.shared(each) for each in self._never.get(source, ()))


class Unquoted(StrEnum):
    """Why nothing of somebody is quoted."""

    NO_CONSENT = "no_consent"
    NOT_CODED = "not_coded"  # nothing that this person says is coded, or proposed where drafts rest on that
    NOTHING_FITS = "nothing_fits"  # no passage holds a quote that can stand by itself
    NOT_CHOSEN = "not_chosen"


@dataclass(frozen=True, slots=True)
class Share:
    """How much somebody (or a group) says of all words, and how much they are quoted of all quotes.

    `unquoted` says why a person is not quoted at all.
    """

    name: str
    group: str
    words: int
    quotes: int
    of_words: float
    of_quotes: float
    unquoted: Unquoted | None = None


def shares(words: Mapping[str, int], quotes: Iterable[str], groups: Mapping[str, str]) -> list[Share]:
    """Each person's share of the words and of the quotes (given by whose they are), in order of group and name."""
    counts = Counter(quotes)
    total = sum(words.values()) or 1, counts.total() or 1
    order = sorted({*words, *counts}, key=lambda person: (groups.get(person, ""), person))
    return [
        Share(
            person,
            groups.get(person, ""),
            words.get(person, 0),
            counts[person],
            words.get(person, 0) / total[0],
            counts[person] / total[1],
        )
        for person in order
    ]


def by_group(people: Sequence[Share]) -> list[Share]:
    """The shares of the groups."""
    found: dict[str, list[Share]] = {}
    for one in people:
        found.setdefault(one.group, []).append(one)
    return [
        Share(
            group,
            group,
            sum(one.words for one in own),
            sum(one.quotes for one in own),
            sum(one.of_words for one in own),
            sum(one.of_quotes for one in own),
        )
        for group, own in found.items()
    ]
