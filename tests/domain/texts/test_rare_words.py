"""Words that may point somebody out: what they tell of, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import messages
from toolkit.domain.texts.rare_words import TITLES, Telling, WordLists, candidates, roles

LISTS = WordLists(
    diagnoses=frozenset({"adhd", "kol"}),
    diagnosis_stems=("fibromyalg",),
    titles=frozenset({"rektor", "präst"}),
    title_ends=("lärare", "chef"),
    role_ends=("coach",),
    endings=("n", "en", "s", "ns"),
    numbers=frozenset({"tjugoåtta"}),
    months=frozenset({"mars"}),
    first_names=frozenset({"anna", "åsa", "bo"}),
    ordinary_names=frozenset({"bo"}),
)
NONE = WordLists()


def told(text: str, lists: WordLists = LISTS, *, spoken: bool = True) -> list[tuple[str, Telling]]:
    return [(each.word, each.why) for each in candidates(text, lists, spoken=spoken)]


def test_every_reason_can_be_said_in_both_languages() -> None:
    assert set(TITLES) == set(Telling)
    messages.use_language("sv")
    assert all(messages.tr(title) not in ("", title) for title in TITLES.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jag fick ADHD då", [("adhd", Telling.DIAGNOSIS)]),
        ("med kols hosta", [("kols", Telling.DIAGNOSIS)]),
        ("min fibromyalgi", [("fibromyalgi", Telling.DIAGNOSIS)]),
        ("som rektorn sa", [("rektorn", Telling.TITLE)]),
        ("en musiklärare där", [("musiklärare", Telling.TITLE)]),
        ("min chef sa nej", []),
        ("prästen sa nej", [("prästen", Telling.TITLE)]),
        ("vi såg Åsa där", [("åsa", Telling.FIRST_NAME)]),
        ("vi såg Åsas bil", [("åsas", Telling.FIRST_NAME)]),
        ("vi såg Hultsfred där", [("hultsfred", Telling.CAPITAL)]),
        ("Hultsfred är litet", []),
        ("Anna är liten", [("anna", Telling.FIRST_NAME)]),
        ("Bo kvar hemma", []),
        ("vi såg Bo där", [("bo", Telling.FIRST_NAME)]),
        ("bo kvar", []),
        ("jag är 38 nu", [("38", Telling.NUMBER)]),
        ("jag är 38åring", [("38åring", Telling.NUMBER)]),
        ("jag är tjugoåtta", [("tjugoåtta", Telling.NUMBER)]),
        ("i mars kom de", [("mars", Telling.DATE)]),
        ("klockan tjugoåtta", [("tjugoåtta", Telling.CLOCK)]),
        ("07:15 kom de", [("07", Telling.CLOCK), ("15", Telling.CLOCK)]),
        ("27:75 blev det", [("27", Telling.NUMBER), ("75", Telling.NUMBER)]),
        ("med [Olle 38] där", []),
        ("med [x] Olle där", [("olle", Telling.CAPITAL)]),
        ("", []),
    ],
)
def test_what_a_word_tells_of(text: str, expected: list[tuple[str, Telling]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("before", ["", "Ja. ", "Ja! ", "Ja: ", "”", "(", "då\n", "Ja … ", "– "])
def test_a_capital_that_begins_a_sentence_tells_nothing(before: str) -> None:
    assert told(f"{before}Hultsfred") == []


def test_numbers_and_months_tell_only_in_what_somebody_says() -> None:
    text = "i mars var jag 38 och hade ADHD"
    assert [word for word, _ in told(text, spoken=False)] == ["adhd"]


def test_without_lists_only_capitals_and_figures_tell() -> None:
    assert told("adhd, en rektor, vi såg Anna 38", NONE) == [("anna", Telling.CAPITAL), ("38", Telling.NUMBER)]


def test_a_candidate_stands_where_it_says_in_code_points() -> None:
    text = "🙂 vi såg Hultsfred"
    [one] = candidates(text, LISTS, spoken=True)
    assert text[one.start : one.end] == "Hultsfred"


@given(st.text(alphabet="Aab [].38ÅåS:", max_size=30), st.booleans())
def test_candidates_stand_in_order_and_are_the_words_there(text: str, spoken: bool) -> None:
    found = list(candidates(text, LISTS, spoken=spoken))
    assert [text[each.start : each.end].lower() for each in found] == [each.word for each in found]
    assert sorted(found, key=lambda each: each.start) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en coach och rektorn", ["coach", "rektorn"]),
        ("min jobbcoachens ord", ["jobbcoachens"]),
        ("musiklärarens bil", ["musiklärarens"]),
        ("en lärare", []),
        ("en vän", []),
    ],
)
def test_where_somebodys_work_is_named(text: str, expected: list[str]) -> None:
    lists = WordLists(
        **{**{name: getattr(LISTS, name) for name in LISTS.__slots__}, "endings": ("n", "en", "s", "ns", "ens")}
    )
    assert [text[start:end] for start, end in roles(text, lists)] == expected
    assert list(roles("en coach", NONE)) == []
