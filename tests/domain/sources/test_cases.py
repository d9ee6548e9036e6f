"""Whose words may be used for what: the register asked on a day, and nobody forgotten."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.domain.sources.cases import GROUPS, NOBODY, Register, Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus, Purpose

DAY = date(2026, 3, 1)
REFUSED = Consent(ConsentStatus.REFUSED)
UNTIL = Consent(ConsentStatus.GIVEN, until=date(2026, 2, 28), quote=True)
INSIDE = Consent(ConsentStatus.GIVEN, scope=frozenset({Purpose.INTERVIEW, Purpose.QUOTE}))
REGISTER = Register.of(
    [
        Respondent("D01", labels=("Åsa", "SA")),
        Respondent("D02", consent=REFUSED),
        Respondent("D03", consent=UNTIL),
        Respondent("D04", consent=Consent(quote=False)),
        Respondent("D05", consent=INSIDE, labels=("SA", "d01")),
    ]
)


@pytest.mark.parametrize(
    ("label", "found"),
    [("D01", "D01"), ("d01", "D01"), (" åsa ", "D01"), ("sa", "D01"), ("D05", "D05"), ("x", None), ("", None)],
)
def test_a_person_is_found_by_id_or_label_and_of_two_the_first(label: str, found: str | None) -> None:
    respondent = REGISTER.find(label)
    assert (respondent.id if respondent else None) == found


def test_whoever_is_not_in_the_register_has_nothing_recorded() -> None:
    assert REGISTER.get("D99") == Respondent("D99")
    assert REGISTER.get("D99").consent == Consent()


def test_where_nobody_speaks_words_may_be_evidence_and_are_nobodys_to_be_quoted() -> None:
    assert REGISTER.get("") is NOBODY
    assert REGISTER.on(DAY).usable("")
    assert not REGISTER.on(DAY).quotable("")


@pytest.mark.parametrize(
    ("who", "today", "purpose", "usable", "quotable"),
    [
        ("D01", DAY, Purpose.INTERVIEW, True, True),
        ("D02", DAY, Purpose.INTERVIEW, False, False),
        ("D02", None, Purpose.INTERVIEW, False, False),
        ("D03", date(2026, 2, 28), Purpose.INTERVIEW, True, True),
        ("D03", DAY, Purpose.INTERVIEW, False, False),
        ("D03", None, Purpose.INTERVIEW, True, True),  # no day: periods are not looked at
        ("D04", DAY, Purpose.INTERVIEW, True, False),
        ("D05", DAY, Purpose.INTERVIEW, True, True),
        ("D05", DAY, Purpose.FEEDBACK, False, False),
        ("D05", DAY, Purpose.ARCHIVE, False, False),
        ("D99", DAY, Purpose.FEEDBACK, True, True),
    ],
)
def test_words_may_be_used_only_for_what_was_agreed_to_and_while_it_holds(
    who: str, today: date | None, purpose: Purpose, usable: bool, quotable: bool
) -> None:
    asked = REGISTER.on(today, purpose) if today else REGISTER
    assert (asked.usable(who), asked.quotable(who)) == (usable, quotable)


def test_those_whose_words_may_not_be_used_are_withheld() -> None:
    assert [one.id for one in REGISTER.on(DAY).withheld] == ["D02", "D03"]
    assert [one.id for one in REGISTER.on(DAY, Purpose.FEEDBACK).withheld] == ["D02", "D03", "D05"]
    assert [one.id for one in REGISTER.withheld] == ["D02"]


@pytest.mark.parametrize(
    ("before", "today", "turned"),
    [
        (date(2026, 2, 27), date(2026, 2, 28), False),
        (date(2026, 2, 28), DAY, True),
        (DAY, DAY, False),
        (DAY, date(2027, 1, 1), False),
        (date(2026, 2, 1), None, False),
    ],
)
def test_whether_dates_alone_have_changed_what_may_be_used(before: date, today: date | None, turned: bool) -> None:
    asked = REGISTER.on(today) if today else REGISTER
    assert asked.turned(before) is turned


def test_a_purpose_that_opens_later_turns_the_register_too() -> None:
    later = Register.of([Respondent("D01", consent=Consent(ConsentStatus.GIVEN, since=DAY))])
    assert later.on(DAY).turned(date(2026, 2, 28))


def test_asking_on_a_day_changes_nothing_in_the_register_asked() -> None:
    asked = REGISTER.on(DAY, Purpose.FEEDBACK)
    assert (REGISTER.today, REGISTER.purpose) == (None, Purpose.INTERVIEW)
    assert asked.respondents == REGISTER.respondents
    assert asked.find("åsa") == REGISTER.find("åsa")


def test_an_empty_register_withholds_nobody() -> None:
    assert Register().withheld == ()
    assert Register().find("D01") is None
    assert len(set(GROUPS)) == 6
