"""Names and numbers in the browser: found as a job, decided with a button, masked, taken back; nothing in addresses."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest

from tests.cli.test_privacy_identifiers import named  # noqa: F401


@pytest.fixture
def client(desk_on, named):  # noqa: F811
    return desk_on(named)


def ended(client, job):
    while (told := client.get(f"/api/jobs/{job}").json())["state"] == "running":
        time.sleep(0.02)
    return told


def key_of(page, words):
    row = next(one for one in page.split('<li class="privacy-row"')[1:] if f">{words}<" in one)
    return re.search(r'name="key" value="(\w+)"', row)[1]


def decided(client, key, **more):
    form = {"key": key, "source": 0, "decision": "mask", "stand_in": "the coach", "command": f"c{time.monotonic_ns()}"}
    return client.post("/api/privacy/decide", data={**form, **more})


def test_the_page_asks_for_the_list_which_is_made_as_a_job(client):
    assert "data-empty" in client.get("/privacy").text
    told = ended(client, client.post("/api/privacy/look", json={}).json()["job"])
    assert (told["state"], told["said"]) == ("done", "2 names and numbers are not settled.")
    assert "Lomax" not in told["said"]
    page = client.get("/privacy").text
    assert "data-empty" not in page
    assert "Harriet Lomax" in page
    assert "2 names and numbers are not settled." in page


def test_a_decision_gives_the_row_anew_and_the_masks_are_put(client):
    key = key_of(client.get("/privacy/list").text, "Harriet Lomax")
    row = decided(client, key)
    assert row.status_code == 200, row.text
    assert "To be masked: [the coach]" in row.text
    plan = client.get("/api/privacy/plan").json()
    assert (plan["places"], plan["sources"]) == (3, 2)
    told = ended(client, client.post("/api/privacy/mask", json={"command": "mask-them-1"}).json()["job"])
    assert told["said"] == "Masked: 3 places in 2 sources."
    page = client.get("/privacy/list").text
    assert "Lomax" not in page
    assert "What was masked" in page
    assert "[the coach]" in client.get("/read/1").text
    back = client.post("/api/privacy/unmask", json={"source": 1, "command": "back-again-1"}).json()
    assert back["said"] == "Taken back: 2 places in 1 source."


def test_a_decision_can_be_taken_back(client):
    key = key_of(client.get("/privacy/list").text, "Fernhill School")
    assert "May stand." in decided(client, key, decision="keep").text
    back = client.post("/api/privacy/reopen", data={"key": key, "source": 0, "command": "take-back-1"})
    assert "Let it stand" in back.text


def test_all_of_a_kind_are_decided_at_once(client):
    client.get("/privacy/list")
    answer = client.post(
        "/api/privacy/several", data={"kind": "workplace", "decision": "keep", "command": "all-of-it-1"}
    )
    assert "1 name or number is not settled." in answer.text


def test_context_is_shown_on_demand_and_on_the_page_of_one_interview(client):
    page = client.get("/privacy/list").text
    assert "helped me most" not in page
    answer = client.post("/api/privacy/context", data={"key": key_of(page, "Harriet Lomax"), "source": 0})
    assert "who helped me most" in answer.text
    one = client.get("/privacy/source/2").text
    assert "Fernhill" not in one
    assert "We asked" in one
    assert client.get("/privacy/source/99").status_code == 404


def test_a_bracket_that_names_the_person_and_an_unknown_key_are_refused(client):
    key = key_of(client.get("/privacy/list").text, "Harriet Lomax")
    assert decided(client, key, stand_in="harriet lomax").status_code == 422
    assert decided(client, "f" * 16).status_code == 404
    assert decided(client, "Harriet").status_code == 422


def test_nothing_is_decided_or_written_while_reading_only(desk_on, named):  # noqa: F811
    client = desk_on(named, read_only=True)
    page = client.get("/privacy/list").text
    assert "Harriet Lomax" in page
    assert "privacy-line" in client.get("/privacy/source/1").text
    assert not (named / "identifiers.salt").exists()
    assert "Let it stand" not in page
    assert decided(client, "a" * 16).status_code in (403, 409, 422)
    assert client.post("/api/privacy/mask", json={"command": "mask-them-1"}).status_code >= 400


def test_the_masks_are_put_in_memos_too_and_undo_takes_that_back(client, named):  # noqa: F811
    from toolkit.services.coding import memos
    from toolkit.services.material.hands import Hand
    from toolkit.services.projects.project import open_project

    memos.add(
        open_project(named, now=datetime.now(UTC)), "Call Harriet Lomax back.", 1, hand=Hand("KL", "memo-number-1")
    )
    page = client.get("/privacy/list").text
    assert "in a memo" in page
    decided(client, key_of(page, "Harriet Lomax"))
    plan = client.get("/api/privacy/plan").json()
    assert plan["changeable"] == [{"where": "in a memo", "n": 1}]
    assert (plan["by_hand"], plan["before"]) == ([], [])
    job = client.post("/api/privacy/mask", json={"command": "mask-them-2", "everywhere": True}).json()["job"]
    assert ended(client, job)["said"] == (
        "Masked: 3 places in 2 sources. Beside the sources: 1 text, until the day ends to be undone."
    )
    assert "Lomax" not in client.get("/privacy/list").text
    client.post("/api/undo", json={"command": "undo-it-now-1"})
    assert "Harriet Lomax" in client.get("/privacy/list").text
