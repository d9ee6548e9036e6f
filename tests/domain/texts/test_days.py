"""Days as people write them."""

from datetime import date

import pytest

from toolkit.domain.texts.days import SHOWN, day_given, day_in
from toolkit.errors import UsageError

DAY = date(2025, 11, 3)


@pytest.mark.parametrize("text", ["2025-11-03", " 2025-11-03\n", "20251103"])
def test_a_day_is_read(text):
    assert day_given(text) == day_in(text) == DAY


@pytest.mark.parametrize("text", ["", " ", "soon", "2025-02-30", "3/11 2025", "2025-11"])
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
