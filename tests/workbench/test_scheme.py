"""The scheme's screen: the tree, one code, edits told and done, codings sorted."""

import pytest

from toolkit.services.coding.scheme_views import key

WORK = key("needs/work")


@pytest.fixture
def client(desk_on, small):
    return desk_on(small)


def seen(client):
    return client.get("/scheme").text.split('data-seen="')[1].split('"')[0]


def test_the_tree_shows_every_code_with_its_count(client):
    page = client.get("/scheme")
    assert page.status_code == 200
    assert f'href="/scheme/{WORK}"' in page.text
    assert "needs/work" not in page.url.path


def test_a_code_shows_what_it_means_and_how_it_is_used(client):
    text = client.get(f"/scheme/{WORK}").text
    assert "<h1>Work and occupation</h1>" in text
    assert "4 codings" in text
    assert "The bus was the worst of it" in text
    assert client.get("/scheme/0123456789ab").headers["location"] == "/scheme"


def test_withheld_words_are_not_shown(client):
    text = client.get(f"/scheme/{key('needs/health')}").text
    assert "SEVENSECRET" not in text
    assert "1 withheld" in text


def test_an_edit_is_told_done_and_undone(client):
    wish = {"what": "merge", "code": "needs/work", "to": "needs/housing"}
    told = client.post("/api/scheme/preview", json=wish).json()["sentences"]
    assert told[0].startswith("4 codings by 1 coder will count as")
    change = {**wish, "seen": seen(client), "command": "a-command"}
    answer = client.post("/api/scheme/change", json=change)
    assert answer.json()["go"] == f"/scheme/{key('needs/housing')}"
    assert client.post("/api/scheme/change", json=change).status_code == 200
    assert "Merged: its codings count as" in client.get(f"/scheme/{WORK}").text
    stale = client.post("/api/scheme/change", json={**change, "what": "back", "command": "command-2"})
    assert stale.status_code == 409
    assert set(stale.json()) >= {"error", "hint"}


@pytest.mark.parametrize("what", ["add", "rename", "move", "split", "retire"])
def test_every_edit_goes_on_to_a_page_that_is_there(client, what):
    wish = {"what": what, "code": "needs/work", "to": "actors", "title": "<b>Ny</b>", "titles": "One\nTwo"}
    answer = client.post("/api/scheme/change", json={**wish, "seen": seen(client), "command": "a-command"})
    page = client.get(answer.json()["go"])
    assert page.status_code == 200
    assert "<b>Ny</b>" not in page.text


def test_what_cannot_be_is_said(client):
    answer = client.post("/api/scheme/preview", json={"what": "retire", "code": "needs"})
    assert answer.status_code == 422
    assert "six question areas" in answer.json()["error"]
    assert client.post("/api/scheme/preview", json={"what": "burn", "code": "needs"}).status_code == 422


def test_codings_are_sorted(client):
    page = client.get(f"/scheme/{WORK}/sort").text
    first = page.split('data-coding="')[1].split('"')[0]
    body = {"codings": [{"id": int(first), "revision": 1}], "code": "needs/housing", "command": "a-command"}
    assert client.post("/api/scheme/recode", json=body).json() == {"n": 1}
    assert client.get(f"/scheme/{WORK}/sort").text.count("data-coding") == 3


def test_reading_only_offers_and_does_nothing(desk_on, small):
    client = desk_on(small, read_only=True)
    assert 'class="wish"' not in client.get(f"/scheme/{WORK}").text
    wish = {"what": "retire", "code": "needs/work"}
    assert client.post("/api/scheme/preview", json=wish).status_code == 422
    change = {**wish, "seen": seen(client), "command": "a-command"}
    assert client.post("/api/scheme/change", json=change).status_code == 422
    assert client.get(f"/scheme/{WORK}/sort").status_code == 200


def test_without_a_coder_nothing_is_changed(desk_on, small):
    client = desk_on(small, coder="")
    change = {"what": "retire", "code": "needs/work", "seen": seen(client), "command": "a-command"}
    assert client.post("/api/scheme/change", json=change).status_code == 422
