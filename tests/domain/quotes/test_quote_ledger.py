from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from toolkit.domain.quotes.quote_ledger import Bar, Entry, Ledger, Use, barred_by, by_group, shares
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.sources.consents import Consent, ConsentStatus, Purpose
from toolkit.domain.texts.text import Span

ONE = Entry(
    id=1, source_id=1, source="a.txt", span=Span(0, 9), edits=(), spoken="det är så", printed="det är så",
    respondent="A", group="team", why=Why.TYPICAL, use=Use.WANTED, at=datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip
TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("consent", "bar"),
    [
        (Consent(ConsentStatus.WITHDRAWN), Bar.WITHDRAWN),
        (Consent(ConsentStatus.REFUSED, quote=True), Bar.REFUSED),
        (Consent(until=date(2025, 12, 31)), Bar.EXPIRED),
        (Consent(quote=False), Bar.NO_QUOTE),
        (Consent(), None),
    ],
)
def test_consent_bars_a_quote_and_says_why(consent, bar):
    assert barred_by(consent, TODAY) is bar
    assert (bar is None) is consent.allows(Purpose.QUOTE, TODAY)


def test_wishes_are_what_may_be_printed_and_what_never():
    never = replace(ONE, id=2, span=Span(20, 30), use=Use.NEVER)
    gone = replace(ONE, id=3, span=Span(40, 50), bar=Bar.EXPIRED)
    wishes = Ledger((ONE, never, gone, replace(ONE, id=4, use=Use.ALLOWED))).wishes()
    assert [(quote.entry, words) for quote, words in wishes.wanted] == [(1, "det är så")]
    assert wishes.never == {"a.txt": (Span(20, 30),)}


def test_words_that_are_barred_are_not_printed_in_a_longer_quote_but_with_other_edits():
    inside = replace(ONE, id=2, span=Span(ONE.span.start, ONE.span.end - 1), use=Use.NEVER)
    assert not Ledger((ONE, inside)).wishes().wanted
    same = replace(ONE, id=2, use=Use.NEVER)
    assert [quote.entry for quote, _ in Ledger((ONE, same)).wishes().wanted] == [1]


def test_of_equal_words_the_usable_entry_is_found():
    barred = replace(ONE, id=2, bar=Bar.NO_QUOTE)
    assert Ledger((barred, ONE)).by_words["det är så"].id == 1
    assert Ledger((ONE, barred)).by_words["det är så"].id == 1


def test_shares_sum_to_all_words_and_all_quotes():
    people = shares({"A": 300, "B": 100}, ["A", "A", "C"], {"A": "team", "B": "team"})
    assert [(one.name, one.words, one.quotes) for one in people] == [("C", 0, 1), ("A", 300, 2), ("B", 100, 0)]
    groups = {one.name: (one.of_words, round(one.of_quotes, 3)) for one in by_group(people)}
    assert groups == {"team": (1.0, 0.667), "": (0.0, 0.333)}
    assert shares({}, [], {}) == []
