"""The screen of obstacles: the board, the form from a claim, deeds and their undoing, paper, presentation."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime

import pytest

from toolkit.services.comparing import assignments
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
NUMBERS = itertools.count(1)


@pytest.fixture
def folder(spegla, small):
    theme = max(spegla("themes", "-p", small, "--json").json["themes"], key=lambda one: len(one["respondents"]))
    said = spegla("claims", "add", "{who} {miss/misses} the bus", "--theme", theme["id"], "--coder", "KL", "-p", small)
    assert said.code == 0
    return small


@pytest.fixture
def client(folder, desk_on):
    return desk_on(folder)


def send(client, address, **body):
    return client.post(f"/api/obstacles{address}", json={"command": f"command-{next(NUMBERS)}", **body})


def written(client, text="No bus after six", level="society", **more):
    answer = send(client, "", text=text, level=level, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


def order(page):
    return re.findall(r'id="obstacle-(\d+)"', page)


def test_an_empty_board_says_where_to_begin(client):
    page = client.get("/obstacles").text
    assert "What the material speaks of" in page
    assert client.get("/obstacles/print").status_code == 200
    assert client.get("/obstacles/proposals").status_code == 200


def test_an_obstacle_is_written_from_a_claim(client):
    assert '/obstacles/new?claim=1"' in client.get("/claims/1").text
    form = client.get("/obstacles/new?claim=1").text
    assert re.search(r'name="claim" value="1" checked', form)
    one = written(client, claims=[1], owner="the region")
    page = client.get("/obstacles").text
    assert "miss the bus." in page
    assert re.search(r"\d of \d", page)
    assert "the region" in page
    assert "miss the bus." in client.get("/obstacles/print").text
    assert 'value="the region"' in client.get(f"/obstacles/{one}/change").text


def test_lifted_answered_changed_closed_and_opened_again(client):
    one = written(client)
    assert send(client, f"/{one}/lift", forum="the board", day="2026-03-01", revision=1).status_code == 200
    told = send(client, f"/{one}/step", text="they will see", day="2026-03-02", answer=True, revision=2)
    assert told.status_code == 200
    assert "they will see" in client.get("/obstacles").text
    assert send(client, f"/{one}/seen", text="a bus at eight", revision=3).status_code == 200
    assert "a change is seen" in client.get("/obstacles").text
    assert send(client, f"/{one}/close", revision=3).status_code == 409
    assert send(client, f"/{one}/close", revision=4).status_code == 200
    assert "closed without change" in client.get("/obstacles").text
    assert send(client, f"/{one}/reopen", revision=5).status_code == 200
    assert send(client, f"/{one}/remove", revision=6).status_code == 200
    assert order(client.get("/obstacles").text) == []
    assert client.post("/api/undo", json={"command": "command-undo-1"}).status_code == 200
    assert order(client.get("/obstacles").text) == [str(one)]


def test_priorities_and_content_change(client):
    first, second = written(client, "A"), written(client, "B")
    assert send(client, "/order", level="society", order=[second, first]).status_code == 200
    assert order(client.get("/obstacles").text) == [str(second), str(first)]
    assert send(client, "/order", level="society", order=[second]).status_code == 409
    answer = send(client, f"/{first}", text="A at night", level="interaction", claims=[1], revision=2)
    assert answer.status_code == 200, answer.text
    assert order(client.get("/obstacles").text) == [str(first), str(second)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": " ", "level": "society"}, 422),
        ({"text": "x", "level": "planet"}, 422),
        ({"text": "x", "level": "society", "claims": [99]}, 404),
    ],
)
def test_what_is_wrong_is_refused(client, body, status):
    assert send(client, "", **body).status_code == status
    assert client.get("/obstacles/99/change").status_code == 404
    assert send(client, "/99/close", revision=1).status_code == 404


def test_nothing_is_changed_where_one_may_only_read(folder, desk_on):
    client = desk_on(folder, read_only=True)
    assert send(client, "", text="x", level="society").status_code == 422
    assert "Write an obstacle" not in client.get("/obstacles").text


def test_passages_stand_as_quotes_that_presentation_blurs(folder, spegla, desk_on):
    project = open_project(folder, now=NOW)
    with project.store() as store:
        place = themes.as_kept(project, store)[0].themes[0].passages[0]
    added = spegla("obstacles", "add", "x", "--level", "society", "--passage", place, "--coder", "KL", "-p", folder)
    assert added.code == 0, added.err
    page = desk_on(folder, presentation=True).get("/obstacles").text
    assert re.search(r'<p class="quote">[^<]+</p>', page)


def test_blind_eyes_are_refused(folder, desk_on):
    written(desk_on(folder))
    assignments.assign(open_project(folder, now=NOW), "B", ("p01.txt",))
    client = desk_on(folder, coder="B")
    for address in ("/obstacles", "/obstacles/print", "/obstacles/proposals", "/obstacles/new", "/obstacles/1/change"):
        assert "No bus after six" not in client.get(address).text
    assert send(client, "", text="x", level="society").status_code != 200
