"""Where words of one text stand in another that is nearly the same."""

import random
import time

import pytest

from toolkit.domain.sources.alignment import Alignment, Place
from toolkit.domain.texts.text import Span

OLD = (
    "I: Hur var det i början?\nD01: Det var inte lätt, jag visste inte vart jag skulle gå. Ja.\n"
    "I: Vad hjälpte?\n"
    "D01: Ja. Hon som satt i receptionen ringde till mig varje måndag och det betydde mycket för mig.\n"
    "I: Något mer?\nD01: Ja. Nej, det var väl det."
)


def of(text: str, words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def test_the_same_words_stand_where_they_moved_to():
    new = "Intervju, rättad\n\n" + OLD.replace("I:", "Intervjuare:")
    aligned = Alignment(OLD, new)
    for words, nth in (("jag visste inte", 0), ("varje måndag", 0), ("Ja.", 1), ("Ja.", 2)):
        found = aligned.place(of(OLD, words, nth))
        assert found == Place(of(new, words, nth))


def test_words_that_were_edited_are_found_by_those_beside_them():
    new = OLD.replace("varje måndag och", "varje tisdag och")
    found = Alignment(OLD, new).place(of(OLD, "ringde till mig varje måndag och det betydde"))
    assert found is not None
    assert found.edited
    assert found.span.of(new) == "ringde till mig varje tisdag och det betydde"


def test_words_that_are_gone_are_not_guessed():
    new = OLD.replace("Hon som satt i receptionen ringde till mig varje måndag och det betydde mycket för mig.", "[…]")
    assert Alignment(OLD, new).place(of(OLD, "ringde till mig varje måndag")) is None


@pytest.mark.parametrize("other", ["", "helt andra ord här", "ja " * 50])
def test_another_text_shares_little(other):
    assert Alignment(OLD, other).share < 0.2


def test_it_takes_time_in_proportion():
    words = random.Random(1).choices(["och", "det", "var", "jag", *map(str, range(3000))], k=60_000)
    one, other = " ".join(words), " ".join(word for place, word in enumerate(words) if place % 50)
    started = time.perf_counter()
    aligned = Alignment(one, other)
    assert aligned.share > 0.9
    assert time.perf_counter() - started < 5
