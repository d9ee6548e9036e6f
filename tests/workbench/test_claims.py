"""The screen Claims: written from a theme, a stance fixed, the word changed, and nothing of who withdrew."""

from __future__ import annotations

import itertools
import re
from html import unescape

import pytest

from tests.workbench.routes import routes
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes as services

NUMBERS = itertools.count(1)


def command():
    return f"command-{next(NUMBERS)}"


@pytest.fixture
def client(spegla, small, desk_on):
    assert spegla("themes", "-p", small).code == 0
    return desk_on(small)


@pytest.fixture
def theme(client):
    page = client.get("/themes/area/2/group/1/column").text
    address = unescape(re.search(r'href="(/claims/new\?theme=[^"]*)"', page)[1])
    return address.partition("=")[2]


def written(client, theme, **more):
    body = {"command": command(), "text": "{who} {miss/misses} the bus", "group": "participants", "valence": "hinders"}
    answer = client.post("/api/claims", json={**body, "themes": [theme], **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


def person(client, claim, name):
    page = client.get(f"/claims/{claim}").text
    number = re.search(rf'id="person-(\d+)"(?:(?!</details>).)*?class="person">{name}<', page, re.S)[1]
    return client.get(f"/claims/{claim}/people/{number}").text


def judged(client, claim, **body):
    return client.post(f"/api/claims/{claim}/stance", json={"command": command(), **body})


def test_an_empty_screen_says_what_to_do_and_a_theme_begins_a_claim(client, theme):
    assert "Write a claim" in client.get("/claims").text
    page = client.get(f"/claims/new?theme={theme}").text
    assert "The machine made this sentence" in page
    assert re.search(r"What affirms it is taken from the theme\. There \d say that it promotes", page)
    assert re.search(rf'value="{theme}" checked', page)
    assert client.get("/claims/new").status_code == 200
    assert client.get("/claims/new?theme=needs-000000").status_code == 404
    assert "No claim is written yet" in client.get("/claims/matrix").text


def test_a_quantity_word_typed_by_hand_is_told_with_the_text_that_computes_it(client, theme):
    one = written(client, theme, text="All participants miss the bus")
    page = unescape(client.get(f"/claims/{one}").text)
    assert "“All participants” is typed by hand" in page
    assert "the word is computed: {who} miss the bus" in page


def test_fixing_a_stance_changes_the_quantity_word(client, theme):
    one = written(client, theme)
    before = re.search(r'class="claim-sentence">(.*?) <', client.get(f"/claims/{one}").text)[1]
    form = person(client, one, "P03")
    then = unescape(re.search(r'value="affirms"[^>]*data-sentence="([^"]*)"', form)[1])
    assert "The bus" not in then
    assert "For me the bus was no trouble" in form
    assert judged(client, one, respondent="P03", stance="affirms").status_code == 422
    assert judged(client, one, respondent="P03", stance="affirms", reason="means the last bus").status_code == 200
    now = re.search(r'class="claim-sentence">(.*?) <', client.get(f"/claims/{one}").text)[1]
    assert now == then
    assert judged(client, one, respondent="P09", stance="affirms", reason="she too").status_code == 200
    word = re.search(r'class="claim-sentence">(.*?) <', client.get(f"/claims/{one}").text)[1]
    assert word.partition(" ")[0] != before.partition(" ")[0]
    assert "decided" in client.get(f"/claims/{one}").text
    assert "means the last bus" in person(client, one, "P03")
    stale = judged(client, one, respondent="P03", stance="qualifies", reason="x")
    assert stale.status_code == 409
    back = {"command": command(), "respondent": "P03", "revision": 1}
    assert client.post(f"/api/claims/{one}/back", json=back).status_code == 200
    back = {**back, "command": command(), "respondent": "P09"}
    assert client.post(f"/api/claims/{one}/back", json=back).status_code == 200
    assert re.search(r'class="claim-sentence">(.*?) <', client.get(f"/claims/{one}").text)[1] == before


def test_other_passages_of_the_person_can_carry_a_stance(client, theme):
    one = written(client, theme, themes=[])
    form = person(client, one, "P01")
    assert "Nothing this person said stands in the claim." in form
    key = unescape(re.search(r'name="passage" value="([^"]*)"', form)[1])
    assert judged(client, one, respondent="P01", stance="affirms", reason="r").status_code == 422
    answer = judged(client, one, respondent="P01", stance="affirms", reason="r", passages=[key])
    assert answer.status_code == 200
    assert "checked" in person(client, one, "P01")


def test_a_claim_is_changed_moved_and_removed_and_undone(client, theme):
    one, two = written(client, theme), written(client, theme, text="Second", group="", valence="")
    change = {"command": command(), "revision": 1, "text": "Changed", "group": "team", "kind": "need"}
    assert client.post(f"/api/claims/{one}", json=change).status_code == 200
    assert client.post(f"/api/claims/{one}", json={**change, "command": command()}).status_code == 409
    assert "Changed" in client.get(f"/claims/{one}/change").text
    assert client.post("/api/claims/order", json={"command": command(), "order": [two, one]}).status_code == 200
    assert client.post("/api/claims/order", json={"command": command(), "order": [two]}).status_code == 409
    assert "Second" in client.get("/claims").text.partition('id="claim-title"')[2]
    gone = {"command": command(), "revision": 3}
    assert client.post(f"/api/claims/{one}/remove", json=gone).status_code == 200
    assert client.get(f"/claims/{one}").status_code == 404
    done = client.post("/api/undo", json={"command": command()})
    assert "claim removed" in done.json()["said"]
    assert client.get(f"/claims/{one}").status_code == 200
    assert client.get("/claims/matrix").status_code == 200
    assert client.get(f"/claims/{one}/people/99").status_code == 404


def test_words_of_who_withdrew_are_nowhere(client, theme):
    one = written(client, theme, group="")
    pages = [client.get(address).text for address in ("/claims", "/claims/matrix", f"/claims/{one}/change")]
    number = pages[0].count('id="person-')
    pages += [client.get(f"/claims/{one}/people/{n}").text for n in range(number)]
    assert number
    assert not any("SEVENSECRET" in each or "P07" in each for each in pages)


def test_who_codes_blind_is_refused(client, small, spegla, desk_on):
    assert spegla("coders", "assign", "BL", "--sources", "p01.txt", "-p", small).code == 0
    blind = desk_on(small, coder="BL")
    for address in ("/claims", "/claims/matrix", "/claims/new"):
        assert "blind" in blind.get(address).text.lower()
        assert blind.get(address).status_code == 422


def test_reading_only_shows_no_deeds(client, theme, small, desk_on):
    one = written(client, theme)
    reading = desk_on(small, read_only=True)
    page = reading.get(f"/claims/{one}").text
    assert "data-remove" not in page
    assert reading.post(f"/api/claims/{one}/remove", json={"command": command(), "revision": 1}).status_code == 422


def test_the_board_survives_the_pinning(client, theme, small):
    written(client, theme)
    found = services.themes(open_project(small, now=client.app.state.desk.project("KL").now))
    assert theme in {one.theme.id for one in found.shown}
    assert ("GET", "/claims") in routes()


def test_a_claim_s_words_are_shown_and_never_run(client, theme):
    one = written(client, theme, text='{who} say <img src=x onerror=alert(1)> "{" & more')
    for address in (f"/claims/{one}", f"/claims/{one}/change", "/claims/matrix", f"/claims/{one}/people/0"):
        page = client.get(address)
        assert (page.status_code, "<img" in page.text) == (200, False)
        assert "&lt;img" in page.text
