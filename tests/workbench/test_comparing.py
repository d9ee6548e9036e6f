"""The screen that compares coders: whom, where they disagree, settled and opened again."""

import json

import pytest

from tests.material import SAID

BUS = next(one.words for one in SAID if (one.person, one.area) == ("P01", "needs"))


@pytest.fixture
def both(small, spegla):
    table = small / "b.csv"
    table.write_text(f'source,quote,code\np01.txt,"{BUS}",needs/income\np07.txt,"SEVENSECRET",needs\n', "utf-8")
    assert spegla("codings", "import", table, "--coder", "B", "-p", small).code == 0
    return small


@pytest.fixture
def client(desk_on, both):
    return desk_on(both)


def data(client):
    page = client.get("/compare?coders=1-2").text
    return json.loads(page.split('id="compare-data">')[1].split("</script>")[0])


def test_alone_one_is_told_what_to_do(desk_on, small):
    text = desk_on(small).get("/compare").text
    assert "So far only KL has coded." in text
    assert 'id="choose"' not in text


def test_coders_are_named_by_number_in_addresses(client):
    assert 'value="2"' in client.get("/compare").text
    for address, status in (("1", 422), ("1-9", 404), ("KL-B", 422)):
        assert client.get(f"/compare?coders={address}").status_code == status


def test_a_disagreement_is_settled_and_opened_again(client):
    found = data(client)
    place = next(one for one in found["places"] if found["codes"][one["code"]]["title"] == "Work and occupation")
    assert (place["kind"], place["without"]) == ("other", [1])
    at = {name: place[name] for name in ("source", "start", "end", "code")}
    sides = client.get("/api/compare/place", params={**at, "coders": "1-2"}).json()["sides"]
    assert [side["turns"][-1]["pieces"] for side in sides] == [[[BUS, True]], [[BUS, False]]]
    body = {**at, "applies": False, "reason": "about money", "command": "a-command"}
    settled = client.post("/api/compare/settle", json=body).json()["settled"]
    assert (settled["applies"], settled["reason"], settled["coder"]) == (False, "about money", "KL")
    assert client.post("/api/compare/settle", json={**body, "command": "command-2"}).status_code == 409
    assert settled in [one["settled"] for one in client.get("/api/compare/settled?coders=1-2").json()["places"]]
    opened = {"id": settled["id"], "revision": settled["revision"], "command": "command-3"}
    assert client.post("/api/compare/unsettle", json=opened).json() == {"settled": None}
    assert not any(one["settled"] for one in data(client)["places"])


def test_the_table_tells_units_and_reasons(client):
    text = client.get("/compare/table?coders=1-2").text
    assert "<table" in text
    assert "NaN" not in text


def test_withheld_words_are_never_shown(client):
    for one in data(client)["places"]:
        at = {name: one[name] for name in ("source", "start", "end", "code")}
        assert "SECRET" not in client.get("/api/compare/place", params={**at, "coders": "1-2"}).text


def test_reading_only_shows_and_does_not_settle(desk_on, both):
    client = desk_on(both, read_only=True)
    assert 'id="settle"' not in client.get("/compare?coders=1-2").text
    place, *_ = data(client)["places"]
    at = {name: place[name] for name in ("source", "start", "end", "code")}
    body = {**at, "applies": True, "command": "a-command"}
    assert client.post("/api/compare/settle", json=body).status_code == 422
