"""respondents.csv without what it tells of somebody who has withdrawn; nobody else's line changes."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.domain.sources.consents import ConsentStatus
from toolkit.resources.register_reducing import withdrawn
from toolkit.resources.registers import parsed

DAY = date(2026, 3, 1)
BEFORE = "id;grupp;samtycke;etiketter;ålder\r\nD1;team;ja;Åsa;41\r\nd2;deltagare;ja;Bo, BB;38\r\n"


def after(before: bytes, person: str = "D2", *, whole: bool = True, language: str = "sv") -> str:
    return withdrawn(before, person, on=DAY, language=language, whole=whole).decode()


def test_with_whole_nothing_is_left_of_the_person_but_that_and_when() -> None:
    assert after(BEFORE.encode()).split("\r\n") == [
        "id;grupp;samtycke;etiketter;ålder;återkallat",
        "D1;team;ja;Åsa;41",
        "d2;;återkallat;;;2026-03-01",
        "",
    ]


def test_without_it_the_line_stays_and_only_the_consent_changes() -> None:
    assert after(BEFORE.encode(), whole=False).split("\r\n")[2] == "d2;deltagare;återkallat;Bo, BB;38;2026-03-01"


def test_somebody_who_was_not_there_is_added() -> None:
    told = after(BEFORE.encode(), "D9")
    assert told.startswith("id;grupp;samtycke;etiketter;ålder")
    assert told.split("\r\n")[3] == "D9;;återkallat;;;2026-03-01"


@pytest.mark.parametrize("whole", [True, False])
def test_the_register_says_afterwards_that_nothing_may_be_used(whole: bool) -> None:
    register, problems = parsed(after(BEFORE.encode(), whole=whole).encode(), "respondents.csv")
    consent = register.get("d2").consent
    assert (consent.status, consent.withdrawn) == (ConsentStatus.WITHDRAWN, DAY)
    assert not register.usable("d2")
    assert register.usable("D1")
    assert problems == ()
    assert (register.find("Bo") is None) is whole


def test_withdrawing_twice_is_withdrawing_once() -> None:
    once = after(BEFORE.encode())
    assert after(once.encode()) == once


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_file_stays_as_it_was_saved(encoding: str) -> None:
    told = withdrawn(BEFORE.encode(encoding), "D2", on=DAY, language="sv", whole=True)
    assert told.decode(encoding) == after(BEFORE.encode())


def test_an_english_register_is_told_in_english() -> None:
    told = after(b"id,consent\nD2,yes\n", language="en")
    assert told == "id,consent,withdrawn\nD2,withdrawn,2026-03-01\n"
    register, _ = parsed(told.encode(), "respondents.csv")
    assert not register.usable("D2")


def test_a_language_without_words_of_its_own_is_written_in_english() -> None:
    assert after(b"id,consent\nD2,yes\n", language="de").endswith("D2,withdrawn,2026-03-01\n")
