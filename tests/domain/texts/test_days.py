"""Days as people write them."""

from datetime import date

import pytest

from toolkit.domain.texts.days import SHOWN, day_given, day_in, day_within
from toolkit.errors import UsageError

DAY = date(2025, 11, 3)


@pytest.mark.parametrize("text", ["2025-11-03", " 2025-11-03\n", "20251103"])
def test_a_day_is_read(text):
    assert day_given(text) == day_in(text) == DAY


@pytest.mark.parametrize("text", ["", " ", "soon", "2025-02-30", "31 februari 2025", "2025-11"])
def test_what_is_no_day_is_told_and_how_to_write_one(text):
    with pytest.raises(UsageError) as raised:
        day_given(text)
    assert raised.value.sentence == f"{text.strip() or '–'} is not a day."
    assert "2025-11-03" in raised.value.hint
    assert day_in(text) is None


def test_no_more_than_a_few_letters_of_it_are_told():
    with pytest.raises(UsageError) as raised:
        day_given("after the long holiday, when everybody is back")
    assert len(raised.value.values["day"]) == SHOWN


@pytest.mark.parametrize("text", ["2025-11-03T10:15:00Z", "2025-11-03 at ten"])
def test_a_fact_may_say_the_time_too_and_a_person_may_not(text):
    assert day_in(text) == DAY
    with pytest.raises(UsageError):
        day_given(text)


@pytest.mark.parametrize(
    "text",
    [
        "3 november 2025",
        "3 nov. 2025",
        "den 3 november 2025",
        "måndagen den 3 november 2025",
        "3:e november 2025",
        "3 nov 25",
        "3/11 2025",
        "3/11-25",
        "3/11 - 2025",
        "3 November 2025",
        "November 3, 2025",
        "Monday, 3rd of November 2025",
        "3 november 2025 kl. 10",
        "3 november 2025, 10.30",
        "3/11 2025 (Teams)",
    ],
)
def test_a_fact_may_be_written_as_people_write_days(text):
    assert day_in(text) == DAY


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Focus group with the team, 3 June 2026", "3 June 2026"),
        ("Fokusgrupp med teamet den 3:e juni 2026 i Norrby", "3:e juni 2026"),
        ("Team, June 3rd, 2026", "June 3rd, 2026"),
        ("mellan 3 juni 2026 och 4 juni 2026", ""),
        ("31 juni 2026", ""),
        ("hösten 2026", ""),
        ("13 maj 20261", ""),
    ],
)
def test_the_one_day_that_a_line_names_is_found_in_it(line, day):
    assert day_within(line) == day


@pytest.mark.parametrize(
    ("word", "month"), [("mars", 3), ("maj", 5), ("May", 5), ("okt", 10), ("Oct", 10), ("dec", 12)]
)
def test_months_are_known_in_swedish_and_english_and_in_short(word, month):
    assert day_in(f"14 {word} 2026") == date(2026, month, 14)


@pytest.mark.parametrize(
    "text",
    [
        "3/11/2025",
        "11/13 2025",
        "3 november",
        "3 november 10:30",
        "3-4 november 2025",
        "november 2025",
        "3 hösten 2025",
    ],
)
def test_what_may_be_another_day_is_none(text):
    assert day_in(text) is None
