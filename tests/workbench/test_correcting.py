"""Correcting a text in the workbench: looked at, done, taken back; stale windows and read-only are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workbench.test_coding_api import DeskOn, Page

BUS = "The bus was the worst"


@pytest.fixture
def page(small: Path, desk_on: DeskOn) -> Page:
    return Page(desk_on(small, coder="EA"))


def turn_of(page: Page, source: int, words: str) -> int:
    turns = page.get(f"/api/sources/{source}/reading")["turns"]
    return int(next(turn["number"] for turn in turns if words in turn["text"]))


def codings(page: Page, source: int) -> list[Any]:
    return list(page.get(f"/api/sources/{source}/codings")["codings"])


def test_words_are_looked_at_corrected_and_taken_back(page: Page) -> None:
    source = page.source("p01.txt")
    number, before = turn_of(page, source, BUS), codings(page, source)
    asked = page.get(f"/api/sources/{source}/turns/{number}/correcting")
    words = asked["words"].replace("bus", "old bus", 1)
    body = {"edition": asked["edition"], "turn": number, "words": words}
    looked = page.post(f"/api/sources/{source}/correcting/look", **body)
    assert looked["moved"] + looked["touched"] > 0
    assert codings(page, source) == before
    done = page.post(f"/api/sources/{source}/correcting", **body)
    assert done["edition"] == 1
    (one,) = page.get(f"/api/sources/{source}/revisions")["revisions"]
    assert (one["number"], one["undoable"], one["coder"]) == (1, True, "EA")
    page.post(f"/api/sources/{source}/revisions/1/undo", edition=1)
    now = codings(page, source)
    assert [(each["id"], each["start"], each["end"]) for each in now] == [
        (each["id"], each["start"], each["end"]) for each in before
    ]


def test_a_window_with_an_older_text_can_neither_correct_nor_code(page: Page) -> None:
    source = page.source("p01.txt")
    number, marked = turn_of(page, source, BUS), page.words(source, BUS)
    body = {"edition": 0, "turn": number}
    page.post(f"/api/sources/{source}/correcting", **body, words="Quite other words.", agreed=True)
    page.post(f"/api/sources/{source}/correcting", status=409, **body, words="Still other words.")
    page.post("/api/codings", status=409, codes=["needs/work"], edition=0, **marked)
    page.post("/api/memos", status=409, text="late", edition=0, **marked)


def test_words_that_vanish_with_their_codings_need_a_yes(page: Page) -> None:
    source = page.source("p01.txt")
    number = turn_of(page, source, BUS)
    body = {"edition": 0, "turn": number, "words": "X."}
    assert page.post(f"/api/sources/{source}/correcting/look", **body)["edits"] > 0
    said = page.post(f"/api/sources/{source}/correcting", status=422, edition=0, turn=number, words="  ")
    assert "words" in said["error"]


def test_a_turn_is_split_joined_and_given_to_another(page: Page) -> None:
    source = page.source("p01.txt")
    number = turn_of(page, source, BUS)
    words = page.get(f"/api/sources/{source}/turns/{number}/correcting")["words"]
    second = words[words.index("worst") :]
    split = page.post(f"/api/sources/{source}/correcting", edition=0, turn=number, second=second, speaker="interviewer")
    turns = page.get(f"/api/sources/{source}/reading")["turns"]
    assert next(one for one in turns if one["number"] == number + 1)["role"] == "interviewer"
    page.post(f"/api/sources/{source}/correcting", edition=split["edition"], turn=number, join=True)
    assert page.get(f"/api/sources/{source}/turns/{number}/correcting")["words"] == words
    page.post(f"/api/sources/{source}/correcting", status=404, edition=2, turn=number, speaker="nobody at all")


def test_nothing_is_corrected_in_a_read_only_workbench(small: Path, desk_on: DeskOn) -> None:
    page = Page(desk_on(small, coder="EA", read_only=True))
    for address in ("correcting", "correcting/look", "revisions/1/undo"):
        answer = page.client.post(
            f"/api/sources/1/{address}",
            json={"command": "c", "edition": 0, **({} if "undo" in address else {"turn": 1})},
        )
        assert answer.status_code == 422


def test_the_words_of_a_person_who_withdrew_are_not_given_out(page: Page) -> None:
    source = page.source("p07.txt")
    turns = page.get(f"/api/sources/{source}/reading")["turns"]
    hidden = next(turn for turn in turns if turn["withheld"])
    page.get(f"/api/sources/{source}/turns/{hidden['number']}/correcting", status=422)
