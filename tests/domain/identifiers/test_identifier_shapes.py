"""Numbers and addresses told by their shape, the surest first where several could be meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.identifiers.identifier_shapes import shapes
from toolkit.domain.identifiers.identifier_words import IdentifierWords
from toolkit.domain.identifiers.identifiers import Identifier

SWEDISH = IdentifierWords(
    digits=("noll", "ett", "två", "tre", "fyra", "fem"),
    tens=("tjugo",),
    months=("mars", "december"),
    born=("född", "födelsedatum"),
    street_ends=("gatan", "vägen"),
)
NONE = IdentifierWords()


def told(text: str, words: IdentifierWords = SWEDISH) -> list[tuple[str, Identifier]]:
    return [(text[leak.start : leak.end], leak.kind) for leak in shapes(words).found(text)]


@pytest.mark.parametrize(
    "written",
    ["811228-9874", "19811228-9874", "1981-12-28-9874", "81 12 28 9874", "81.12.28 9874", "81/12/28-9874",
     "811228\u00a0-\u00a09874", "811228-98 74", "19 811228-9874", "811228–9874"],
)  # fmt: skip
def test_a_personal_number_is_sure_in_all_the_ways_it_is_written(written: str) -> None:
    assert told(f"Jag har {written} alltså") == [(written, Identifier.PERSON_NUMBER)]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("701063-2391", Identifier.COORDINATION_NUMBER),
        ("701063-2392", Identifier.LIKE_PERSON_NUMBER),
        ("811228-9875", Identifier.LIKE_PERSON_NUMBER),
        ("811228-T123", Identifier.LIKE_PERSON_NUMBER),
        ("991345-1234", Identifier.RESERVE_NUMBER),
        ("99201345-1234", Identifier.RESERVE_NUMBER),
        ("811228-A12B", Identifier.RESERVE_NUMBER),
        ("811228-XXXX", Identifier.PART_OF_NUMBER),
        ("19811228-****", Identifier.PART_OF_NUMBER),
        ("xxxxxx-9874", Identifier.PART_OF_NUMBER),
        ("sista fyra siffrorna är 98 74", Identifier.PART_OF_NUMBER),
        ("last four digits are 9874", Identifier.PART_OF_NUMBER),
        ("personnumret slutar på 98-74", Identifier.PART_OF_NUMBER),
        ("pnr: 1981 12 28", Identifier.PART_OF_NUMBER),
        ("070-123 45 67", Identifier.PHONE),
        ("åsa@post.example", Identifier.EMAIL),
        ("dnr KS 2023/145", Identifier.CASE_NUMBER),
        ("Storgatan 12 B, lgh 1102", Identifier.ADDRESS),
        ("Norra vägen 3", Identifier.ADDRESS),
        ("SE-123 45 Åby", Identifier.ADDRESS),
        ("född den 12 mars 1985", Identifier.PART_OF_NUMBER),
        ("född den tolfte mars", Identifier.PART_OF_NUMBER),
        ("Född 850312", Identifier.PART_OF_NUMBER),
        ("född 1985-03-12", Identifier.PART_OF_NUMBER),
        ("ett två tre fyra fem", Identifier.PART_OF_NUMBER),
    ],
)
def test_each_shape_is_told_as_what_it_is(written: str, kind: Identifier) -> None:
    assert told(f"Ja, {written}. Sedan") == [(written, kind)]


@pytest.mark.parametrize(
    "text",
    ["811228-98741", "811328-9874", "12 kap. 3 §", "storgatan tolv", "012 34 Åby", "123 45 åby",
     "sista fyra veckorna", "född i mars", "1981-12-28", "xxxx-9874", "ett två tre fyra", ""],
)  # fmt: skip
def test_what_is_no_identifier_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_what_overlaps_something_surer_is_left_out() -> None:
    assert told("född 811228-9874") == [("811228-9874", Identifier.PERSON_NUMBER)]
    assert told("personnummer 811228-9874") == [("811228-9874", Identifier.PERSON_NUMBER)]


def test_findings_stand_in_the_order_of_the_text() -> None:
    text = "född 12 mars, 070-123 45 67, Storgatan 3, 811228-9874"
    assert [words for words, _ in told(text)] == ["född 12 mars", "070-123 45 67", "Storgatan 3", "811228-9874"]


def test_a_language_without_lists_still_knows_numbers_and_postcodes() -> None:
    text = "Storgatan 3, 123 45 Åby, född 850312, ett två tre fyra fem, 811228-9874"
    assert told(text, NONE) == [("123 45 Åby", Identifier.ADDRESS), ("811228-9874", Identifier.PERSON_NUMBER)]


def test_the_shapes_of_a_language_are_made_once() -> None:
    assert shapes(SWEDISH) is shapes(SWEDISH)
    assert shapes(SWEDISH) is not shapes(NONE)


@given(st.lists(st.sampled_from(["811228", "-", "9874", " ", "född ", "12 mars", "070", "1", "Storgatan", "\n", "🙂"])))
def test_findings_lie_in_the_text_in_order_and_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    leaks = shapes(SWEDISH).found(text)
    edges = [edge for leak in leaks for edge in (leak.start, leak.end)]
    assert edges == sorted(edges)
    assert all(leak.start < leak.end <= len(text) for leak in leaks)
