"""A source to read: the first screen at once, the rest after it; withheld words on neither."""

from __future__ import annotations

import pytest

from tests.material import SAID
from toolkit.domain.sources.sources import Role
from toolkit.services.material.reading import TurnView
from toolkit.workbench import reading
from toolkit.workbench.reading import A_LINE, A_TURN, FIRST_SCREEN


def turn(text="x", **more):
    values = dict.fromkeys(TurnView.__dataclass_fields__)
    return TurnView(**{**values, "number": 1, "text": text, "withheld": False, **more})


@pytest.mark.parametrize(
    ("letters", "size"),
    [(0, "s"), (A_LINE - 1, "s"), (A_LINE, "m"), (4 * A_LINE - 1, "m"), (4 * A_LINE, "l"), (8 * A_LINE, "xl"),
     (15 * A_LINE, "xxl"), (1000 * A_LINE, "xxl")],
)  # fmt: skip
def test_the_height_of_a_turn_is_guessed_from_its_lines(letters, size):
    assert reading._turn(turn("x" * letters, role=Role.RESPONDENT, label="P01")).size == size


@pytest.mark.parametrize(
    ("lengths", "first"),
    [([], 1), ([10], 2), ([FIRST_SCREEN], 1), ([FIRST_SCREEN - A_TURN - 1, 10, 10], 2), ([900] * 20, 5)],
)
def test_the_first_screen_is_filled_and_no_more(lengths, first):
    assert reading._opening([turn("x" * n) for n in lengths]) == first


def test_a_source_is_read_with_what_lies_on_it_and_the_reading_is_noted(desk_on, small, spegla):
    client = desk_on(small)
    page = client.get("/read/1")
    assert page.status_code == 200
    assert "The bus was the worst of it" in page.text
    assert "p01.txt" in page.text
    entries = spegla("privacy", "log", "-p", small, "--json").json["entries"]
    assert [(one["verb"], one["source"], one["who"]) for one in entries] == [("read", 1, "KL")]
    rest = client.get("/read/1/rest")
    assert rest.status_code == 200
    whole = page.text + rest.text
    for one in SAID:
        if one.person == "P01":
            assert one.words in whole


def test_the_list_names_every_source_and_tells_no_words(desk_on, small_coded):
    page = desk_on(small_coded).get("/read").text
    assert all(f"p{n:02}.txt" in page for n in range(1, 11))
    assert "The bus was" not in page


def test_withheld_words_are_on_no_page(desk_on, small):
    client = desk_on(small)
    for number in range(1, 12):
        for path in (f"/read/{number}", f"/read/{number}/rest"):
            answer = client.get(path)
            assert "SEVENSECRET" not in answer.text
            assert answer.status_code == 200


@pytest.mark.parametrize("number", ["99", "-1", "abc", str(2**53 + 1), "1.5"])
def test_a_source_that_is_not_there_is_told_on_a_page(desk_on, small, number):
    answer = desk_on(small).get(f"/read/{number}")
    assert answer.status_code in (404, 422)
    assert "Traceback" not in answer.text


def test_a_case_description_is_covered_while_others_look_on(desk_on, small, spegla):
    assert spegla("sources", "kind", "p01.txt", "case", "-p", small).code == 0
    assert "The bus was" in desk_on(small).get("/read/1").text
    shown = desk_on(small, presentation=True).get("/read/1")
    assert shown.status_code == 422
    assert "A case description is not shown in presentation mode." in shown.text
    assert "The bus was" not in shown.text
