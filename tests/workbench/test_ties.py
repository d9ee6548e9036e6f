"""With whom on the reading page: what its endpoint tells and takes, and what it refuses."""

import pytest

from toolkit.services.network import partners, ties

START = {"turn": 2, "offset": 0}
END = {"turn": 2, "offset": 21}
numbers = iter(range(1000))


def sent(client, path="/api/ties", **body):
    return client.post(path, json={"command": f"tie-{next(numbers):05}", **body})


def placed(**more):
    return {"source": 1, "start": START, "end": END, **more}


@pytest.fixture
def client(small, desk_on):
    return desk_on(small)


def test_a_new_partner_is_added_and_marked(client):
    answer = sent(client, **placed(name="Bus company", add="organisation", effect="hinders", time="before"))
    (tie,) = answer.json()["ties"]
    assert (tie["name"], tie["effect"], tie["time"], tie["mine"]) == ("Bus company", "hinders", "before", True)
    assert (tie["start"], tie["end"]) == (START, END)
    again = sent(client, **placed(name="bus COMPANY"))
    assert [one["revision"] for one in again.json()["ties"]] == [2]


def test_a_name_that_nobody_has_is_refused_unless_it_is_to_be_added(client):
    answer = sent(client, **placed(name="Whoever"))
    assert answer.status_code == 404
    assert "Whoever" not in answer.text


def test_proposals_are_answered(client):
    sent(client, **placed(name="Bus", add="organisation"))
    found = client.get("/api/sources/2/ties").json()
    first = found["proposals"][0]
    where = {name: first[name] for name in ("start", "end", "partner")}
    left = sent(client, "/api/ties/decline", source=2, edition=found["edition"], **where).json()
    assert first["key"] not in {one["key"] for one in left["proposals"]}
    assert left["ties"] == []
    assert client.get("/api/sources/2/ties").json()["proposals"] == left["proposals"]


def test_a_mark_is_removed_once(client):
    (tie,) = sent(client, **placed(name="Bus", add="organisation")).json()["ties"]
    gone = {"source": 1, "id": tie["id"], "revision": tie["revision"]}
    assert sent(client, "/api/ties/remove", **gone).json()["ties"] == []
    assert sent(client, "/api/ties/remove", **gone).status_code == 409


def test_who_saw_another_text_is_refused(client):
    assert sent(client, **placed(name="Bus", add="organisation", edition=7)).status_code == 409


def test_the_list_to_start_from(client, small):
    told = sent(client, "/api/ties/start", source=1).json()["partners"]
    assert len(told) == len(partners.offered("en"))


def test_a_colleague_s_mark_stays(small, desk_on):
    (tie,) = sent(desk_on(small), **placed(name="Bus", add="organisation")).json()["ties"]
    other = desk_on(small, coder="MS")
    assert [one["mine"] for one in other.get("/api/sources/1/ties").json()["ties"]] == [False]
    answer = sent(other, "/api/ties/remove", source=1, id=tie["id"], revision=tie["revision"])
    assert answer.status_code == 422


def test_read_only_refuses_every_change(small, desk_on):
    client = desk_on(small, read_only=True)
    assert client.get("/api/sources/1/ties").status_code == 200
    for path, body in (
        ("/api/ties", placed(name="Bus", add="organisation")),
        ("/api/ties/remove", {"source": 1, "id": 1, "revision": 1}),
        ("/api/ties/decline", placed(partner=1)),
        ("/api/ties/start", {"source": 1}),
    ):
        assert sent(client, path, **body).status_code == 422
    assert ties.ties(client.app.state.desk.project("")) == ()


def test_words_that_may_not_be_used_are_neither_marked_nor_told(client):
    sent(client, **placed(name="Doctor", add="person"))
    number = ties.source_number(client.app.state.desk.project(""), "p07.txt")
    told = client.get(f"/api/sources/{number}/ties").json()
    assert (told["ties"], told["proposals"]) == ([], [])
    assert sent(client, **placed(name="Doctor") | {"source": number}).status_code == 422
