"""Identifiers by their shape, and the register's names in all their forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.identifiers.identifiers import TITLES, Identifier, Leak, Names, luhn, numbers, plain

# 7+1+2+2+4+8+9+8+5+4 = 50: every other digit doubled, the digits of the products added up
BORN = "8112289874"
# 5+0+2+0+3+3+4+3+9+1 = 30: a coordination number, whose day is 60 more
COORDINATED = "7010632391"


def told(text: str) -> list[tuple[Identifier, str]]:
    return [(leak.kind, text[leak.start : leak.end]) for leak in numbers(text)]


def named(names: list[str], text: str, *, spoken: bool = False) -> list[str]:
    return [text[leak.start : leak.end] for leak in Names(names).found(text, spoken=spoken)]


def test_every_kind_of_identifier_can_be_told_in_words_of_its_own() -> None:
    assert set(TITLES) == set(Identifier)
    assert len(set(TITLES.values())) == len(Identifier)


# 1+5+0+1+0+1+2+2+6+2 = 20: twice five is ten, whose digits make one
FIVES = "5501011232"


@pytest.mark.parametrize("digits", [BORN, COORDINATED, FIVES])
def test_a_check_digit_is_right_for_one_digit_in_ten(digits: str) -> None:
    right = [last for last in range(10) if luhn(digits[:9] + str(last))]
    assert right == [int(digits[9])]


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_is_always_seen(place: int, more: int) -> None:
    wrong = BORN[:place] + str((int(BORN[place]) + more) % 10) + BORN[place + 1 :]
    assert not luhn(wrong)


@pytest.mark.parametrize(
    "written",
    ["811228-9874", "8112289874", "811228 9874", "811228+9874", "19811228-9874", "811228\u22129874", "811228-987 4",
     "81 1228-9874", "811228.9874", "811228:9874"],
)  # fmt: skip
def test_a_personal_number_is_known_however_it_is_written(written: str) -> None:
    assert told(f"Numret är {written}, sa hon.") == [(Identifier.PERSON_NUMBER, written)]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("701063-2391", Identifier.PERSON_NUMBER),  # whose day 63 is the 3rd
        ("811228-9875", Identifier.LIKE_PERSON_NUMBER),
        ("811228-T123", Identifier.LIKE_PERSON_NUMBER),
    ],
)
def test_what_only_looks_like_one_is_told_apart(written: str, kind: Identifier) -> None:
    assert told(f"({written})") == [(kind, written)]


@pytest.mark.parametrize(
    "text",
    ["811328-9874", "811232-9874", "811200-9874", "A811228-9874", "811228-98745", "1/811228-9874", "811228-9874-1",
     "070 12", "12 000", "a@b", "@kommun.se", "mål och mening", "ärendet är klart", ""],
)  # fmt: skip
def test_other_figures_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("skriv till åsa.öberg+fk@ex-by.example.se.", Identifier.EMAIL, "åsa.öberg+fk@ex-by.example.se"),
        ("ring 0240-660 00, sa de", Identifier.PHONE, "0240-660 00"),
        ("ring +46 (0)70-123 45 67", Identifier.PHONE, "+46 (0)70-123 45 67"),
        ("Diarienummer: KS 2023/145-2.", Identifier.CASE_NUMBER, "Diarienummer: KS 2023/145-2"),
        ("i AF-2021/00123 står", Identifier.CASE_NUMBER, "AF-2021/00123"),
        ("case number 12/34", Identifier.CASE_NUMBER, "case number 12/34"),
        ("i T 812-21 dömdes", Identifier.CASE_NUMBER, "T 812-21"),
    ],
)
def test_addresses_telephones_and_cases_are_found_whole(text: str, kind: Identifier, words: str) -> None:
    assert told(text) == [(kind, words)]


def test_each_letter_belongs_to_the_surest_of_them_only() -> None:
    assert told("dnr 811228-9874") == [(Identifier.PERSON_NUMBER, "811228-9874")]
    assert told("mejla 0317123456@post.example") == [(Identifier.EMAIL, "0317123456@post.example")]


@given(st.text(alphabet="08112289874-+ .@aÅdnr/🙂", max_size=60))
def test_what_is_found_lies_in_the_text_and_never_overlaps(text: str) -> None:
    taken = [place for leak in numbers(text) for place in range(leak.start, leak.end)]
    assert len(taken) == len(set(taken))
    assert all(0 <= place < len(text) for place in taken)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Christina", "Kristina"), ("Therese", "Terese"), ("Philip", "Filip"), ("Wictor", "Viktor"), ("Anna", "Ana"),
     ("Zara", "Sara"), ("Renée", "RENE"), ("Åsa", "A\u030asa"), ("Håkan", "Hakan")],
)  # fmt: skip
def test_spellings_that_sound_alike_are_compared_as_the_same(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@given(st.text(alphabet="abcdhtpkwzåäöéAÅß", max_size=12))
def test_case_and_composition_never_matter_to_how_a_name_is_compared(word: str) -> None:
    import unicodedata

    assert plain(word) == plain(word.upper()) == plain(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("written", ["Åsa", "Åsas", "ÅSA", "Åsa’s", "Asa"])
def test_a_name_is_found_in_its_forms(written: str) -> None:
    assert named(["Åsa"], f"Det var {written} bil.", spoken=True) == [written]


@pytest.mark.parametrize("text", ["Åsalotta kom.", "nu får bo vara.", "Vi bor här.", ""])
def test_other_words_are_no_names(text: str) -> None:
    assert named(["Åsa", "Bo", "B", " "], text) == []


def test_a_name_of_several_words_is_found_in_any_case_but_never_inside_a_word() -> None:
    assert named(["Anna Berg", "Deltagare 3"], "anna berg och DELTAGARE 3, Anna Bergman") == [
        "anna berg",
        "DELTAGARE 3",
    ]


def test_a_label_with_signs_is_looked_for_as_it_stands() -> None:
    assert named(["A.B (tolk)"], "Sa A.B (tolk) till AxB (tolk).") == ["A.B (tolk)"]


def test_a_pseudonym_is_told_outside_of_speech_only() -> None:
    assert named(["D01"], "D01 sa D02 och d01", spoken=False) == ["D01"]
    assert named(["D01"], "D01", spoken=True) == []


def test_a_register_without_names_finds_nobody() -> None:
    assert named([], "Anna och D01") == []


def test_a_leak_says_where_it_stands_in_code_points() -> None:
    assert list(numbers("🙂 070-123 45 67")) == [Leak(Identifier.PHONE, 2, 15)]
