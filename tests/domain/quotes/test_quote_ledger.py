from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.quotes.quote_ledger import HIDDEN, Bar, Entry, Ledger, Use, barred_by, by_group, shares
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


SCOPE = frozenset({Purpose.INTERVIEW, Purpose.QUOTE})


@pytest.mark.parametrize(
    ("consent", "bar"),
    [
        (Consent(until=TODAY), None),  # the last day is within
        (Consent(since=TODAY), None),
        (Consent(since=date(2026, 1, 2)), Bar.EXPIRED),
        (Consent(while_enrolled=True, enrolled_until=date(2025, 12, 31)), Bar.EXPIRED),
        (Consent(while_enrolled=True, enrolled_until=TODAY), None),
        (Consent(restricted=TODAY), Bar.RESTRICTED),
        (Consent(restricted=date(2026, 1, 2)), None),
        (Consent(withdrawn=TODAY), Bar.WITHDRAWN),
        (Consent(withdrawn=date(2026, 1, 2)), None),
        (Consent(scope=frozenset({Purpose.QUOTE})), Bar.RESTRICTED),  # what may not be read may not be quoted
        (Consent(scope=frozenset({Purpose.INTERVIEW})), Bar.NO_QUOTE),
        (Consent(scope=SCOPE), None),
        (Consent(scope=SCOPE, quote=False), Bar.NO_QUOTE),
    ],
)
def test_consent_bars_quotes_to_the_day_and_by_its_scope(consent, bar):
    assert barred_by(consent, TODAY) is bar
    assert (bar is None) is consent.allows(Purpose.QUOTE, TODAY)
    assert (bar in HIDDEN) is (not consent.allows(Purpose.INTERVIEW, TODAY))


@pytest.mark.parametrize(
    ("use", "bar", "usable"),
    [
        (Use.WANTED, None, True),
        (Use.ALLOWED, None, True),
        (Use.NEVER, None, False),
        (Use.WANTED, Bar.NO_QUOTE, False),
        (Use.WANTED, Bar.CHANGED, False),
    ],
)
def test_a_quote_may_be_printed_where_nothing_and_nobody_bars_it(use, bar, usable):
    entry = replace(ONE, use=use, bar=bar)
    assert entry.usable is usable
    assert Ledger((entry,)).usable == ((entry,) if usable else ())
    assert bool(Ledger((entry,)).wishes().wanted) is (usable and use is Use.WANTED)


def test_entries_are_found_by_number_person_and_words():
    other = replace(ONE, id=2, respondent="B", printed="Det är … så")
    ledger = Ledger((ONE, other))
    assert (ledger.by_id[2], ledger.of_person("B"), ledger.of_person("C")) == (other, (other,), ())
    assert ledger.by_words["det är så"] is ONE
    again = replace(ONE, id=5)
    assert Ledger((again, ONE)).by_words["det är så"] is ONE  # of two that may be printed the first one made


@pytest.mark.parametrize(
    ("source", "span", "barred"),
    [
        ("a.txt", Span(0, 5), False),
        ("a.txt", Span(0, 6), True),
        ("a.txt", Span(9, 12), True),
        ("a.txt", Span(10, 12), False),
        ("b.txt", Span(5, 10), False),
    ],
)
def test_one_letter_of_what_is_never_to_be_printed_bars_the_whole(source, span, barred):
    never = replace(ONE, span=Span(5, 10), use=Use.NEVER)
    ledger = Ledger((never, replace(ONE, id=2, span=Span(20, 30))))
    assert ledger.barred(source, span) is barred
    wanted = replace(ONE, id=3, source=source, span=span)
    assert bool(Ledger((never, wanted)).wishes().wanted) is not barred


def test_what_is_never_printed_stays_so_though_consent_bars_it_too():
    both = (replace(ONE, use=Use.NEVER, bar=Bar.WITHDRAWN), replace(ONE, id=2, span=Span(20, 30), use=Use.NEVER))
    assert Ledger(both).wishes().never == {"a.txt": (Span(0, 9), Span(20, 30))}


def test_a_quote_from_the_ledger_says_where_it_is_from_and_rests_on_nothing_yet():
    quote = replace(ONE, theme="t1", claim=4, why=Why.STRONG).quote()
    assert (quote.source, quote.span, quote.respondent, quote.evidence) == ("a.txt", Span(0, 9), "A", ())
    assert (quote.theme, quote.claim, quote.entry, quote.why) == ("t1", 4, 1, Why.STRONG)


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 900)),
    st.lists(st.sampled_from("ABCDEF"), max_size=20),
    st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from(["team", "employers"])),
)
def test_shares_of_people_and_of_groups_are_of_one_whole(words, quotes, groups):
    people = shares(words, quotes, groups)
    for every in (people, by_group(people)):
        assert sum(one.words for one in every) == sum(words.values())
        assert sum(one.quotes for one in every) == len(quotes)
        assert sum(one.of_words for one in every) == pytest.approx(1 if any(words.values()) else 0)
        assert sum(one.of_quotes for one in every) == pytest.approx(1 if quotes else 0)
    assert [(one.group, one.name) for one in people] == sorted((one.group, one.name) for one in people)
