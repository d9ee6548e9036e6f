from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from toolkit.cli.main import run

DeskOn = Callable[..., TestClient]
_numbers = itertools.count(1)


class Page:
    """A window of one coder on a project."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, address: str, status: int = 200) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text
        return answer.json()

    def post(self, address: str, status: int = 200, **body: Any) -> Any:
        answer = self.client.post(address, json={"command": f"c{next(_numbers)}", **body})
        assert answer.status_code == status, answer.text
        return answer.json()

    def source(self, name: str) -> int:
        """The number of the source, as the queue or the list tells it."""
        found = [number for number in range(1, 12) if self.get(f"/api/sources/{number}/reading")["name"] == name]
        return found[0]

    def words(self, source: int, words: str) -> dict[str, Any]:
        """The marked words as a body."""
        turns = self.get(f"/api/sources/{source}/reading")["turns"]
        turn = next(turn for turn in turns if words in turn["text"])
        at = turn["text"].index(words)
        number = turn["number"]
        return {
            "source": source,
            "start": {"turn": number, "offset": at},
            "end": {"turn": number, "offset": at + len(words)},
        }


@pytest.fixture
def page(small: Path, desk_on: DeskOn) -> Page:
    return Page(desk_on(small, coder="EA"))


@pytest.fixture
def marked(page: Page) -> dict[str, Any]:
    return page.words(page.source("p01.txt"), "The bus was the worst")


def test_a_source_with_all_that_lies_on_it(page: Page) -> None:
    found = page.get(f"/api/sources/{page.source('p01.txt')}/reading")
    assert (found["me"], found["name"], len(found["codings"])) == ("EA", "p01.txt", 9)
    assert set(found["turns"][1]) == {
        *("number", "role", "label", "respondent", "group", "group_title", "question", "area", "phase", "time"),
        *("withheld", "text", "sentences"),
    }
    changing = page.get(f"/api/sources/{found['id']}/codings")
    assert set(changing) == {"me", "mark", "codings", "suggestions", "memos", "settlements", "elsewhere", "edition"}
    assert changing["codings"] == found["codings"]


def test_a_withdrawn_persons_words_are_never_sent(page: Page) -> None:
    number = page.source("p07.txt")
    assert "SEVENSECRET" not in page.client.get(f"/api/sources/{number}/reading").text
    for address in (f"/read/{number}", f"/read/{number}/rest"):
        answer = page.client.get(address)
        assert answer.status_code == 200
        assert "SEVENSECRET" not in answer.text


def test_the_codes_to_choose_from(page: Page) -> None:
    found = page.get("/api/scheme")
    codes = {one["path"]: one for one in found["codes"]}
    assert [one["number"] for one in found["codes"] if one["number"]] == [1, 2, 3, 4, 5, 6]
    assert (codes["needs/work"]["parent"], codes["needs/work"]["area"], codes["needs/work"]["count"]) == (
        "needs",
        "needs",
        4,
    )
    assert {one["key"]: one["multiple"] for one in found["facets"]}["phase"] is False


def test_coding_changing_and_removing(page: Page, marked: dict[str, Any]) -> None:
    made = page.post("/api/codings", **marked, codes=["needs", "phase/before"])
    assert [one["code"] for one in made["codings"]] == ["needs", "phase/before"]
    assert made["codings"][0]["start"] == marked["start"]
    one = made["codings"][0]
    changed = page.post(f"/api/codings/{one['id']}/change", revision=1, code="actors")
    assert (changed["codings"][0]["code"], changed["codings"][0]["revision"], changed["mark"]) == (
        "actors",
        2,
        made["mark"] + 1,
    )
    gone = page.post("/api/codings/remove", codings=[{"id": one["id"], "revision": 2}])
    assert (gone["removed"], gone["source"]) == ([one["id"]], marked["source"])


def test_a_lost_answer_is_given_again(page: Page, marked: dict[str, Any]) -> None:
    first = page.post("/api/codings", **marked, codes=["needs"], command="once")
    again = page.post("/api/codings", **marked, codes=["needs"], command="once")
    assert (again["repeated"], again["codings"], again["mark"]) == (True, first["codings"], first["mark"])


def test_a_stale_change_is_answered_with_how_it_is_now(page: Page, marked: dict[str, Any]) -> None:
    one = page.post("/api/codings", **marked, codes=["needs"])["codings"][0]
    page.post(f"/api/codings/{one['id']}/change", revision=1, code="actors")
    refused = page.post(f"/api/codings/{one['id']}/change", 409, revision=1, code="learning")
    assert refused["error"]
    assert (refused["codings"][0]["code"], refused["codings"][0]["revision"]) == ("actors", 2)
    page.post("/api/codings/remove", codings=[{"id": one["id"], "revision": 2}])
    refused = page.post(f"/api/codings/{one['id']}/change", 409, revision=2, code="learning")
    assert (refused["codings"], refused["removed"]) == ([], [one["id"]])


def test_a_code_of_the_marked_words(page: Page) -> None:
    marked = page.words(page.source("p01.txt"), "the last bus home")
    made = page.post("/api/codings/in-vivo", **marked, parent="actors")
    assert (made["code"]["title"], made["code"]["parent"]) == ("the last bus home", "actors")
    assert made["codings"][0]["code"] == made["code"]["path"]
    assert made["code"]["path"] in {one["path"] for one in page.get("/api/scheme")["codes"]}


def test_memos(page: Page, marked: dict[str, Any]) -> None:
    one = page.post("/api/memos", **marked, text="A memo")["memos"][0]
    assert (one["text"], one["start"]) == ("A memo", marked["start"])
    page.post(f"/api/memos/{one['id']}/change", revision=1, text="Another")
    refused = page.post(f"/api/memos/{one['id']}/remove", 409, revision=1)
    assert refused["memos"][0]["text"] == "Another"
    assert page.post(f"/api/memos/{one['id']}/remove", revision=2)["memos_removed"] == [one["id"]]
    page.post("/api/memos", text="On the code", code="needs/work")
    assert page.get("/api/memos/codes")["memos"][0]["code"] == "needs/work"
    page.post("/api/memos", 422, text="Nowhere")
    page.post("/api/memos", 422, text="Both", code="needs", source=1)


def test_what_is_refused(page: Page, marked: dict[str, Any]) -> None:
    asked = page.words(marked["source"], "What did you need most help")
    assert page.post("/api/codings", 422, **asked, codes=["needs"])["hint"]
    page.post("/api/codings", 422, **marked, codes=[])
    page.post("/api/codings", 422, **marked, codes=["needs"], other=1)
    page.post("/api/codings", 422, **{**marked, "end": marked["start"]}, codes=["needs"])
    page.post("/api/codings", 404, **{**marked, "source": 4711}, codes=["needs"])
    page.get("/api/sources/4711/reading", 404)
    page.get(f"/api/sources/{10**30}/reading", 422)
    page.post("/api/codings", 422, **{**marked, "source": 10**30}, codes=["needs"])
    lone = page.client.post(
        "/api/memos",
        content=b'{"command": "c", "source": 1, "text": "\\ud800"}',
        headers={"Content-Type": "application/json"},
    )
    assert lone.status_code == 422
    assert page.client.get("/read/4711").status_code == 404
    own = page.get(f"/api/sources/{marked['source']}/codings")["codings"][0]
    assert "colleague" in page.post(f"/api/codings/{own['id']}/change", 422, revision=1, code="needs")["error"]
    assert page.client.get("/api/queue?order=worst").status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        *("/api/codings", "/api/codings/in-vivo", "/api/codings/1/change", "/api/codings/remove", "/api/answers"),
        *("/api/memos", "/api/memos/1/change", "/api/memos/1/remove"),
    ],
)
def test_nothing_is_changed_in_a_workbench_for_reading(small: Path, desk_on: DeskOn, address: str) -> None:
    client = desk_on(small, coder="EA", read_only=True)
    assert client.post(address, json={"command": "c"}).status_code == 422
    assert Page(client).get("/api/scheme")["codes"]


def test_nobody_named_as_coder(small: Path, desk_on: DeskOn) -> None:
    page = Page(desk_on(small, coder=""))
    marked = page.words(page.source("p01.txt"), "The bus was the worst")
    assert page.post("/api/codings", 422, **marked, codes=["needs"])["hint"]


def test_suggestions_are_decided_one_after_the_other(suggested: Path, desk_on: DeskOn) -> None:
    page = Page(desk_on(suggested, coder="EA"))
    left = page.get("/api/queue")["left"]
    for decision in ("accepted", "rejected", "skipped", "corrected"):
        segment = page.get("/api/queue?limit=1")["segments"][0]
        answers = [
            {"suggestion": one["id"], "decision": decision, "corrections": ["learning"] * (decision == "corrected")}
            for one in segment["codes"]
        ]
        told = page.post("/api/answers", answers=answers)
        assert told["source"] == segment["source"]
        still = {one["segment"]: one["codes"] for one in told["suggestions"]}[segment["segment"]]
        assert bool(still) is (decision == "skipped")
    assert page.get("/api/queue")["left"] == left - 3


def test_the_page_holds_what_its_script_needs(suggested: Path, desk_on: DeskOn) -> None:
    page = Page(desk_on(suggested, coder="EA"))
    number = page.source("p01.txt")
    text = page.client.get(f"/read/{number}").text
    first, rest = _data(text, "first-data"), _data(page.client.get(f"/read/{number}/rest").text, "rest-data")
    assert (first["id"], first["unfinished"], rest["turns"]) == (number, False, [])
    assert first["codings"] == rest["codings"]
    assert "The bus was the worst" in text
    assert "p01.txt" in page.client.get("/read").text


def _data(text: str, name: str) -> dict[str, Any]:
    return json.loads(text.partition(f'id="{name}">')[2].partition("</script>")[0])


def test_a_long_source_comes_in_two_parts(small: Path, desk_on: DeskOn) -> None:
    """The first screen with what lies on it, then the other turns with what lies on all; no turn twice or never."""
    folder = small / "interviews"
    text = "".join(f"I: Hur var steg {n}?\n\nP01: I steg {n} var bussen sen.\n\n" for n in range(60))
    (folder / "long.txt").write_text(text, encoding="utf-8")
    said = text[text.index("I steg 0") : text.index("sen.\n\nI: Hur var steg 59")]
    start, end = text.index(said), text.index(said) + len(said)
    rows = f'source,start,end,quote,code,coder\nlong.txt,{start},{end},"{said}",needs,EA\n'
    (small / "more.csv").write_text(rows, encoding="utf-8")
    for command in (["add", str(folder / "long.txt")], ["codings", "import", str(small / "more.csv")]):
        assert run([*command, "-p", str(small)]) == 0
    page = Page(desk_on(small, coder="EA"))
    number = len(list(folder.glob("*.txt")))
    first = _data(page.client.get(f"/read/{number}").text, "first-data")
    rest = _data(page.client.get(f"/read/{number}/rest").text, "rest-data")
    whole = page.get(f"/api/sources/{number}/reading")
    assert first["unfinished"]
    assert [one["number"] for one in first["turns"] + rest["turns"]] == [one["number"] for one in whole["turns"]]
    assert rest["codings"] == whole["codings"]
    assert first["codings"][0]["end"]["turn"] == first["turns"][-1]["number"]
