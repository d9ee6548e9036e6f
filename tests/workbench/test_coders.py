"""Who works in this window: named in a line of letters, with a language and a shade, and with steps of their own."""

from __future__ import annotations

import pytest

from toolkit.workbench.coders import LONGEST_NAME
from toolkit.workbench.pages import SHADE

P01 = 1
MARK = {"source": P01, "start": {"turn": 2, "offset": 0}, "end": {"turn": 2, "offset": 30}}


@pytest.fixture
def client(small, desk_on):
    return desk_on(small)


def test_who_coded_and_who_codes_here(client):
    assert client.get("/api/coders").json() == {"coder": "KL", "coders": ["KL"]}


@pytest.mark.parametrize(
    ("name", "kept"), [("Åsa Ö", "Åsa Ö"), ("  B  ", "B"), ("", ""), ("x" * LONGEST_NAME, "x" * LONGEST_NAME)]
)
def test_a_name_is_a_line(client, name, kept):
    assert client.post("/api/coder", json={"coder": name}).json() == {"coder": kept}
    assert client.get("/api/coders").json()["coder"] == (kept or "KL")


@pytest.mark.parametrize("name", ["two\nlines", "a\tb", "\u200b", "x" * (LONGEST_NAME + 1), None, 7])
def test_what_is_no_name_is_refused_and_the_one_before_stays(client, name):
    client.post("/api/coder", json={"coder": "B"})
    assert client.post("/api/coder", json={"coder": name}).status_code == 422
    assert client.get("/api/coders").json()["coder"] == "B"


@pytest.mark.parametrize(("asked", "spoken"), [("sv", "sv"), ("en", "en"), ("zz", ""), ("", "")])
def test_a_window_speaks_only_languages_that_there_are(client, asked, spoken):
    assert client.post("/api/language", json={"language": asked}).json() == {"language": spoken}


def test_a_shade_is_kept_in_the_browser_or_forgotten(client):
    kept = client.post("/api/shade", json={"shade": "dark"}).headers["set-cookie"]
    assert kept.startswith(f"{SHADE}=dark;")
    assert "HttpOnly" in kept
    assert "SameSite=strict" in kept
    for none in ("", "green"):
        gone = client.post("/api/shade", json={"shade": none}).headers["set-cookie"]
        assert gone.startswith(f'{SHADE}="";')
        assert "Max-Age=0" in gone


def test_an_address_for_another_browser_is_fresh_each_time(client):
    first, second = (client.post("/api/invite").json() for _ in range(2))
    assert first["seconds"] == 60
    assert first["address"] != second["address"]
    assert first["address"].startswith("http://127.0.0.1:")


def test_a_step_is_told_undone_and_done_again_and_only_ones_own(client):
    before = client.get("/api/mark").json()["mark"]
    made = client.post("/api/codings", json={"command": "command-1", **MARK, "codes": ["needs/income"]})
    assert made.status_code == 200, made.text
    (step,) = client.get("/api/steps").json()["steps"]
    assert (step["verb"], step["words"], step["undone"]) == ("code", "coded", False)
    assert client.get("/api/mark").json()["mark"] > before
    client.post("/api/coder", json={"coder": "B"})
    assert client.get("/api/steps").json()["steps"] == []
    assert client.post("/api/undo", json={"command": "command-2"}).status_code in (404, 422)
    client.post("/api/coder", json={"coder": "KL"})
    undone = client.post("/api/undo", json={"command": "command-3"}).json()
    assert (undone["verb"], undone["said"]) == ("code", "Undone: coded.")
    again = client.post("/api/redo", json={"command": "command-4"}).json()
    assert again["said"] == "Done again: coded."
    assert again["mark"] > undone["mark"]


@pytest.mark.parametrize("command", ["short", "x" * 65, "with blank", "semi;colon", ""])
def test_a_change_has_a_name_of_its_own(client, command):
    assert client.post("/api/undo", json={"command": command}).status_code == 422
