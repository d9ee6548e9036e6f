"""The learning log as a page with its forms, and what a session starts with on the wall."""

import itertools
from datetime import timedelta

import pytest

from tests.services.met import ADDED, NOW, OBJECTED, RECOGNISED, at, held
from toolkit.domain.reflection.learning import Status
from toolkit.services.sessions import learning_log

NUMBERS = itertools.count(1)


@pytest.fixture
def folder(small):
    held(small, ("recognise", RECOGNISED), ("differently", OBJECTED, {"who": "T1"}), ("add", ADDED))
    return small


@pytest.fixture
def client(folder, desk_on):
    return desk_on(folder)


def send(client, address, **form):
    return client.post(f"/reflect/log/{address}", data={"command": f"command-{next(NUMBERS)}", **form})


def test_an_empty_log_says_what_to_do(small, desk_on):
    said = desk_on(small).get("/reflect/log").text
    assert "No session has been held." in said
    assert "/reflect/sessions/new" in said


def test_the_log_shows_what_waits_and_answers_it(client, folder):
    number = learning_log.log(at(folder)).open[0].response.id
    said = client.get("/reflect/log").text
    assert OBJECTED in said
    assert f"/reflect/log/answer/{number}" in said
    done = send(client, f"answer/{number}", outcome="answered", reason="Nobody else said so.")
    assert (done.status_code, done.headers["location"]) == (303, f"/reflect/log#said-{number}")
    now = client.get("/reflect/log").text
    assert "Nobody else said so." in now
    assert "No objection waits." in now


def test_what_is_agreed_is_written_down_and_followed_once(client, folder):
    assert send(client, "agree/1", text="Ask about <nights>.", owner="the manager", due="2025-11-01").status_code == 303
    made = learning_log.log(at(folder)).held[0].agreed[0]
    assert (made.text, made.owner, made.due) == ("Ask about <nights>.", "the manager", "2025-11-01")
    assert "Ask about &lt;nights&gt;." in client.get("/reflect/log").text
    form = {"status": "done", "outcome": "Asked.", "seen": made.revision}
    assert send(client, f"follow/{made.id}", **form).status_code == 303
    assert learning_log.log(at(folder)).held[0].agreed[0].status is Status.DONE
    assert send(client, f"follow/{made.id}", **form).status_code == 409


@pytest.mark.parametrize(
    ("address", "form"), [("agree/1", {"text": " "}), ("answer/2", {"outcome": "answered"}), ("follow/1", {})]
)
def test_what_lacks_something_is_refused(client, address, form):
    assert send(client, address, **form).status_code in {404, 409, 422}


def test_nothing_is_changed_in_a_workbench_that_only_reads(folder, desk_on):
    client = desk_on(folder, read_only=True)
    assert "<form" not in client.get("/reflect/log").text.split('class="page learning"')[1]
    assert send(client, "agree/1", text="x").status_code == 422
    assert learning_log.log(at(folder)).held[0].agreed == ()


def test_the_next_session_starts_with_what_was_agreed(client, folder):
    send(client, "agree/1", text="Ask about nights.", owner="T2")
    first = client.get("/reflect/sessions/1/start").text
    assert "The first session" in first
    assert "Is it the right thing to do?" in first
    held(folder, title="Next", now=NOW + timedelta(days=30), close=False)
    said = client.get("/reflect/sessions/2/start").text
    assert "Since last time" in said
    assert '<span class="memo-text">Ask about nights.</span>' in said
    assert '<span class="person">T2</span>' in said


def test_names_of_those_who_withdrew_are_not_shown(client, folder):
    send(client, "agree/1", text="Ask about nights.", owner="T1")
    register = folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace("T1,team,Office,given", "T1,team,Office,withdrawn"), "utf-8"
    )
    said = client.get("/reflect/log").text
    assert OBJECTED not in said
    assert ">T1<" not in said


def test_what_was_never_let_through_does_not_stand_on_the_wall_of_the_next_session(small, desk_on):
    held(small, ("differently", OBJECTED, {"hidden": True}), ("differently", ADDED))
    client = desk_on(small)
    for each in learning_log.log(at(small)).open:
        send(client, f"answer/{each.response.id}", outcome="answered", reason="Nobody else said so.")
    held(small, title="Next", now=NOW + timedelta(days=30), close=False)
    said = client.get("/reflect/sessions/2/start").text
    assert ADDED in said
    assert OBJECTED not in said
