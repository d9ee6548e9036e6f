"""The screen that compares coders: whom, where they disagree, settled and opened again."""

import json

import pytest

from tests.material import SAID
from toolkit.workbench import comparing

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


@pytest.mark.parametrize("unit", ["segment", "turn", "character"])
def test_the_table_tells_units_and_reasons(client, unit):
    text = client.get(f"/compare/table?coders=1-2&unit={unit}").text
    assert "<table" in text
    assert "NaN" not in text
    assert "undefined" in text


@pytest.mark.parametrize("address", ["/compare/table", "/compare/decided"])
def test_without_coders_one_is_asked_whom_to_compare(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/compare")


def test_the_definitions_at_stake_are_there_and_a_decision_sharpens_one(client):
    found = data(client)
    place = next(one for one in found["places"] if found["codes"][one["code"]]["title"] == "Work and occupation")
    means = found["codes"][place["code"]]["definition"]
    assert means
    assert [left for _, left, _ in found["agenda"]] == sorted([left for _, left, _ in found["agenda"]], reverse=True)
    body = {name: place[name] for name in ("source", "start", "end", "code")}
    body |= {"applies": True, "reason": "the way to work is not work", "command": "a-command"}
    stale = client.post("/api/compare/settle", json={**body, "definition": "Work only.", "was": "something else"})
    assert stale.status_code == 409
    answer = client.post("/api/compare/settle", json={**body, "definition": "Work only.", "was": means}).json()
    assert answer["means"]["definition"] == "Work only."
    text = client.get("/compare/decided?coders=1-2").text
    for said in ("Work only.", means, "the way to work is not work", "KL"):
        assert said in text.replace("&#39;", "'")


def test_of_very_many_places_one_code_is_shown_at_a_time(client, monkeypatch):
    whole = data(client)
    monkeypatch.setattr(comparing, "MOST", 1)
    found = data(client)
    assert found["only"] == whole["agenda"][0][0]
    assert found["agenda"] == whole["agenda"]
    assert {one["code"] for one in found["places"]} == {found["only"]}


FIGURES = ("kappa", "alpha", "Same, %", "AC1", "Saturated", "95 %", "/saturation", "/compare/table")


def test_in_reflexive_mode_there_is_talk_and_no_figure(desk_on, both):
    settings = both / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    client = desk_on(both)
    assert data(client)["places"]
    for address in (
        "/",
        "/compare?coders=1-2",
        "/compare/table?coders=1-2",
        "/compare/decided?coders=1-2",
        "/saturation",
    ):
        text = client.get(address).text
        assert not [word for word in FIGURES if word in text], address
    assert "works reflexively" in client.get("/compare/table?coders=1-2").text
    assert "works reflexively" in client.get("/saturation").text


def test_saturation_is_told_by_group(client):
    text = client.get("/saturation").text
    assert "New in each:" in text
    assert "Cannot be judged" in text
    assert 'href="/saturation"' in client.get("/").text


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


def test_saturation_where_nothing_is_coded_says_what_to_do(desk_on, tmp_path, spegla):
    spegla("init", tmp_path / "new", "--language", "en")
    answer = desk_on(tmp_path / "new").get("/saturation")
    assert answer.status_code == 200
    assert "Nothing is coded yet." in answer.text
    assert 'href="/read"' in answer.text
