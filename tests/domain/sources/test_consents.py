"""Consent by day and purpose, held against a model that knows nothing of it but a calendar filled day by day."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import ALWAYS, Consent, ConsentStatus, Hindrance, Purpose

FIRST, DAYS = date(2025, 1, 1), 3 * 365 + 1
ALL = tuple(FIRST + timedelta(days=n) for n in range(DAYS))


def drawn(rng: random.Random) -> Consent:
    """A consent with any mixture of what a register may say."""

    def day(chance: float) -> date | None:
        return rng.choice(ALL) if rng.random() < chance else None

    scope = frozenset(one for one in Purpose if rng.random() < 0.7) if rng.random() < 0.7 else None
    quote = rng.choice((None, True, False)) if scope is None else Purpose.QUOTE in scope
    enrolled = rng.random() < 0.4
    return Consent(
        rng.choices(tuple(ConsentStatus), (8, 1, 1, 2))[0],
        None if enrolled else day(0.6),
        quote,
        since=day(0.4),
        scope=scope,
        while_enrolled=enrolled,
        enrolled_until=day(0.7) if enrolled else None,
        restricted=ALWAYS if rng.random() < 0.05 else day(0.15),
        withdrawn=ALWAYS if rng.random() < 0.05 else day(0.15),
    )


def calendar(one: Consent) -> dict[date, set[Purpose]]:
    """What is allowed on each day, by crossing out of a full calendar what the register says that is not."""
    return {each: allowed(one, each) for each in ALL}


def allowed(one: Consent, day: date) -> set[Purpose]:
    """What is left of all purposes on one day."""
    ends = [end for end in (one.until, one.enrolled_until if one.while_enrolled else None) if end]
    stops = [begin for begin in (one.restricted, one.withdrawn) if begin]
    over = any((day - end).days >= 1 for end in ends) or any((day - begin).days >= 0 for begin in stops)
    early = one.since is not None and (one.since - day).days >= 1
    if over or early or one.status.value in ("refused", "withdrawn"):
        return set()
    left = set(Purpose) & (set(Purpose) if one.scope is None else one.scope)
    left -= {Purpose.QUOTE} if one.quote is False else set()
    return left if Purpose.INTERVIEW in left else left & {Purpose.CONTACT}


@pytest.mark.figure("A29")
def test_a29_no_use_outside_scope_in_ten_thousand_random_days_of_three_years(figure):
    rng = random.Random(29)
    people = [drawn(rng) for _ in range(400)]
    truth = [calendar(one) for one in people]
    register = Register.of(Respondent(f"P{n}", consent=one) for n, one in enumerate(people))
    wrong = 0
    for asked in range(10_000):
        today, n = rng.choice(ALL), rng.randrange(len(people))
        here = (
            register.on(today)
            if asked % 100 == 0
            else Register({f"P{n}": Respondent(f"P{n}", consent=people[n])}, today)
        )
        for purpose in Purpose:
            wrong += here.allows(f"P{n}", purpose) != (purpose in truth[n][today])
        wrong += here.usable(f"P{n}") != (Purpose.INTERVIEW in truth[n][today])
        wrong += here.quotable(f"P{n}") != (Purpose.QUOTE in truth[n][today])
    figure(days=10_000, outside=wrong)
    assert wrong == 0


@pytest.mark.parametrize("purpose", [Purpose.ARCHIVE, Purpose.FEEDBACK])
def test_a_register_asked_for_a_purpose_withholds_whoever_does_not_allow_it(purpose):
    only = Consent(ConsentStatus.GIVEN, scope=frozenset((Purpose.INTERVIEW, Purpose.QUOTE)))
    whole = Consent(ConsentStatus.GIVEN, scope=frozenset(Purpose))
    register = Register.of([Respondent("A", consent=only), Respondent("B", consent=whole), Respondent("C")])
    asked = register.on(FIRST, purpose)
    assert [one.id for one in asked.withheld] == ["A"]
    assert (register.quotable("A"), asked.quotable("A"), asked.quotable("B")) == (True, False, True)


def test_the_last_day_is_the_last_on_which_words_are_used():
    last = date(2026, 3, 29)
    for consent in (Consent(until=last), Consent(while_enrolled=True, enrolled_until=last)):
        assert consent.allows(Purpose.INTERVIEW, last)
        assert not consent.allows(Purpose.INTERVIEW, last + timedelta(days=1))
        assert (consent.ended(last), consent.ended(last + timedelta(days=1))) == (False, True)
    assert Consent(while_enrolled=True).allows(Purpose.INTERVIEW, date.max)


def test_words_that_may_not_be_analysed_may_neither_be_quoted_nor_shown_nor_sent():
    odd = Consent(scope=frozenset((Purpose.QUOTE, Purpose.ARCHIVE, Purpose.FEEDBACK, Purpose.CONTACT)))
    assert [one for one in Purpose if odd.allows(one, FIRST)] == [Purpose.CONTACT]
    assert odd.why_not(Purpose.QUOTE, FIRST) is Hindrance.SCOPE


def test_who_said_no_to_quotes_is_told_from_whose_consent_does_not_cover_them():
    assert Consent(quote=False).why_not(Purpose.QUOTE, FIRST) is Hindrance.QUOTE
    assert Consent(quote=False, status=ConsentStatus.REFUSED).why_not(Purpose.QUOTE, FIRST) is Hindrance.REFUSED
    assert Consent(quote=False).allows(Purpose.FEEDBACK, FIRST)


@pytest.mark.parametrize(
    ("consent", "recorded"),
    [
        (Consent(), set()),
        (Consent(status=ConsentStatus.GIVEN), {Purpose.INTERVIEW}),
        (Consent(quote=True), {Purpose.QUOTE}),
        (Consent(quote=False), {Purpose.QUOTE}),
        (Consent(scope=frozenset([Purpose.INTERVIEW])), set(Purpose)),
    ],
)
def test_what_nobody_has_said_is_known_from_what_somebody_has(consent, recorded):
    assert {one for one in Purpose if consent.recorded(one)} == recorded


def test_it_is_told_when_dates_alone_change_what_may_be_used():
    register = Register.of([Respondent("A", consent=Consent(until=date(2026, 1, 31)))])
    february = register.on(date(2026, 2, 1))
    assert february.turned(date(2026, 1, 31))
    assert not february.on(date(2026, 3, 1)).turned(date(2026, 2, 1))
    assert not february.turned(date(2026, 2, 1))
