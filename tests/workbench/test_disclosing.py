"""The disclosure gate in the browser: findings with their words, answers, letting out; nothing for reading eyes."""

from __future__ import annotations

import re
import time

import pytest

from tests.conftest import run

PARTIAL = 4  # the number of the short partial report among the outlines


@pytest.fixture
def themed(small):
    assert run(["themes", "-p", str(small)]) == 0
    return small


def keys(page):
    return list(dict.fromkeys(re.findall(r'name="keys" value="(\w+)"', page)))


def sent(client, page_keys, **more):
    form = {"audience": 1, "outline": PARTIAL, "order": "kind", "command": f"c{time.monotonic_ns()}", "keys": page_keys}
    return client.post("/api/disclosure/answer", data={**form, "answer": "keep", "reason": "agreed", **more})


def test_without_themes_the_page_says_the_next_step(desk_on, small):
    assert "/themes" in desk_on(small).get("/disclosure").text


def test_findings_stand_with_their_words_and_are_answered(desk_on, themed):
    client = desk_on(themed)
    page = client.get(f"/disclosure/1/{PARTIAL}/kind").text
    found = keys(page)
    assert found
    assert "disabled" in page
    assert not any(secret in page for secret in ("FIVESECRET", "SIXSECRET", "SEVENSECRET"))
    answer = sent(client, found[:1])
    assert answer.status_code == 200, answer.text
    assert "Kept, with your reason." in answer.text
    assert "Take the answer back" in answer.text
    back = client.post(
        "/api/disclosure/reopen",
        data={"audience": 1, "outline": PARTIAL, "order": "kind", "command": "taking-it-back", "keys": found[:1]},
    )
    assert back.status_code == 200, back.text
    assert "Take the answer back" not in back.text


def test_by_person_and_for_insiders(desk_on, themed):
    client = desk_on(themed)
    assert 'class="person"' in client.get(f"/disclosure/2/{PARTIAL}/person").text
    assert client.get("/disclosure/99/99/person").status_code == 200


def test_the_draft_is_let_out_when_all_is_answered(desk_on, themed):
    client = desk_on(themed)
    first = client.post("/api/disclosure/write", json={"audience": 1, "outline": PARTIAL, "form": "html"}).json()["job"]
    assert ended(client, first)["state"] == "failed"
    page = client.get(f"/disclosure/1/{PARTIAL}/kind").text
    while found := keys(page.partition("gate-kept")[0]):
        page = sent(client, found).text
        if "Nothing hinders" in page:
            break
    assert "Nothing hinders" in page
    second = client.post("/api/disclosure/write", json={"audience": 1, "outline": PARTIAL, "form": "html"}).json()[
        "job"
    ]
    assert ended(client, second)["state"] == "done"


def ended(client, job):
    while (told := client.get(f"/api/jobs/{job}").json())["state"] == "running":
        time.sleep(0.05)
    return told


def test_nothing_is_answered_while_reading_only(desk_on, themed):
    client = desk_on(themed, read_only=True)
    page = client.get(f"/disclosure/1/{PARTIAL}/kind").text
    assert keys(page) == []
    assert sent(client, ["0" * 64]).status_code != 200
