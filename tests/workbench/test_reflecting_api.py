"""What the note-taker's page asks for: each deed once, at the revision that was seen, and never in a closed session."""

from __future__ import annotations

import itertools

import pytest
from pydantic import ValidationError

from toolkit.services.sessions import responses
from toolkit.workbench import reflecting_api as api

NUMBERS = itertools.count(1)
FORM = {"title": "Autumn", "format": "priorities", "day": "2025-10-20", "audience": "team", "report": "true"}


@pytest.fixture
def client(small, desk_on):
    return desk_on(small)


@pytest.fixture
def session(client):
    answer = client.post("/reflect/sessions", data=FORM)
    return int(answer.headers["location"].rsplit("/", 1)[1])


def sent(client, address, status=200, **body):
    answer = client.post(f"/api/reflect/{address}", json={"command": f"command-{next(NUMBERS)}", **body})
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_response_goes_through_its_whole_life(client, session):
    one = sent(client, f"sessions/{session}/responses", step="ideas", text="More time", hidden=True)
    assert (one["text"], one["revision"]) == ("More time", 1)
    worded = sent(client, f"responses/{one['id']}/words", revision=1, text="Much more time")
    assert (worded["text"], worded["revision"]) == ("Much more time", 2)
    stale = sent(client, f"responses/{one['id']}/words", 409, revision=1, text="Less time")
    assert "error" in stale
    shown = sent(client, f"responses/{one['id']}/hide", revision=2, hidden=False)
    named = sent(client, f"responses/{one['id']}/who", revision=shown["revision"], who="")
    dots = sent(client, f"responses/{one['id']}/dots", dots=5)
    marks = [each["mark"] for each in (one, worded, shown, named, dots)]
    assert marks == sorted(marks)
    assert worded["mark"] > one["mark"]
    closed = sent(client, f"sessions/{session}/close")
    assert closed["state"] == "closed"
    refused = sent(client, f"sessions/{session}/responses", 422, step="ideas", text="Too late")
    assert "closed" in refused["error"]


def test_the_same_command_is_the_same_response(client, session):
    body = {"command": "command-again", "step": "ideas", "text": "Once"}
    first, second = (client.post(f"/api/reflect/sessions/{session}/responses", json=body).json() for _ in range(2))
    assert first["id"] == second["id"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"step": "dance", "text": "x"}, 404),
        ({"step": "ideas", "text": ""}, 422),
        ({"step": "ideas", "text": "x" * (4 * responses.LONGEST + 1)}, 422),
        ({"step": "ideas"}, 422),
        ({"step": "ideas", "text": "x", "claim": -1}, 422),
        ({"step": "ideas", "text": "x", "claim": 99}, 404),
        ({"step": "ideas", "text": "x", "theme": "nope"}, 404),
    ],
)
def test_what_cannot_be_taken_down_is_refused_and_nothing_kept(client, session, body, status):
    answer = sent(client, f"sessions/{session}/responses", status, **body)
    assert set(answer) == {"error", "hint"}
    assert client.get(f"/api/reflect/sessions/{session}").json()["responses"] == []


@pytest.mark.parametrize(
    "address", ["responses/99/words", "responses/99/hide", "responses/99/dots", "responses/99/who"]
)
def test_a_response_that_is_not_there_is_told(client, address):
    body = {"revision": 1, "text": "x", "hidden": True, "dots": 1, "who": ""}
    sent(client, address, 404, **body)


def test_nobody_writes_through_a_workbench_for_reading(client, session, small, desk_on):
    reading = desk_on(small, read_only=True)
    for address in (f"sessions/{session}/responses", f"sessions/{session}/through", f"sessions/{session}/close"):
        refused = sent(reading, address, 422, step="ideas", text="x")
        assert refused["error"].startswith("The workbench is open for reading only")


def test_dots_and_time_have_bounds():
    for wrong in (-1, responses.MOST_COUNTED + 1):
        with pytest.raises(ValidationError):
            api.Counted(command="command-1", dots=wrong)
    for wrong in (-1, api.LONGEST_TIME + 1):
        with pytest.raises(ValidationError):
            api.Timed(seconds=wrong)
    assert api.Timed(seconds=0).seconds == 0


def test_nothing_said_of_is_none_and_not_number_nought():
    said = api.Spoken(command="command-1", step="ideas", text="x").said()
    assert (said.claim, said.theme) == (None, None)
