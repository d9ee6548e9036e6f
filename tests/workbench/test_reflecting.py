"""Reflection sessions in the workbench: opened, noted from two windows, the wall shows only what was let through."""

from __future__ import annotations

import itertools

import pytest

from toolkit.workbench.stages import Stages

NUMBERS = itertools.count(1)
FORM = {
    "title": "Autumn <b>meeting</b>",
    "format": "recognise",
    "day": "2025-10-20",
    "audience": "team",
    "report": "true",
}


@pytest.fixture
def client(small, desk_on):
    return desk_on(small)


def opened(client, **fields):
    answer = client.post("/reflect/sessions", data={**FORM, **fields})
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rsplit("/", 1)[1])


def sent(client, address, status=200, **body):
    answer = client.post(f"/api/reflect/{address}", json={"command": f"command-{next(NUMBERS)}", **body})
    assert answer.status_code == status, answer.text
    return answer.json()


def say(client, session, text="More time", **more):
    return sent(client, f"sessions/{session}/responses", step="recognise", text=text, **more)


def state(client, session, kind=""):
    return client.get(f"/api/reflect/sessions/{session}{kind}").json()


def test_the_start_says_what_to_do_and_then_lists(client):
    page = client.get("/reflect").text
    assert "No reflection session has been held yet." in page
    assert 'href="/reflect/packs/new"' in page
    session = opened(client)
    page = client.get("/reflect").text
    assert f'href="/reflect/sessions/{session}"' in page
    assert "Autumn &lt;b&gt;meeting&lt;/b&gt;" in page


def test_the_form_is_refused_with_a_page(client):
    assert client.get("/reflect/sessions/new").status_code == 200
    for wrong in ({"title": " "}, {"format": "tea"}, {"audience": "aunts"}, {"day": "soon"}, {"pack": "99"}):
        answer = client.post("/reflect/sessions", data={**FORM, **wrong})
        assert answer.status_code in (404, 422), wrong


def test_house_rules_stand_first(client):
    page = client.get(f"/reflect/sessions/{opened(client, quote='true')}/wall").text
    assert "No names are taken down." in page
    assert "It may be quoted, without names." in page
    page = client.get(f"/reflect/sessions/{opened(client, told='We note what you say.')}").text
    assert "We note what you say." in page


def test_what_is_said_is_noted_once_and_changed_by_who_saw_it(client):
    session = opened(client)
    body = {"step": "recognise", "text": "More time", "command": "command-once"}
    first = client.post(f"/api/reflect/sessions/{session}/responses", json=body).json()
    again = client.post(f"/api/reflect/sessions/{session}/responses", json=body).json()
    assert (first["id"], first["revision"]) == (again["id"], again["revision"])
    key = first["id"]
    sent(client, f"responses/{key}/words", text="Less time", revision=1)
    answer = sent(client, f"responses/{key}/words", 409, text="No time", revision=1)
    assert answer["error"]
    found = state(client, session)
    assert [(one["text"], one["number"]) for one in found["responses"]] == [("Less time", 1)]
    assert state(client, session, f"?mark={found['mark']}").keys() == {"mark", "stage"}
    client.post("/api/undo", json={"command": "command-undone"})
    assert state(client, session)["responses"][0]["text"] == "More time"


def test_the_wall_has_nothing_that_was_not_let_through(client):
    session = opened(client)
    hidden = say(client, session, "NOTYET", hidden=True)
    say(client, session, "Shown")
    assert state(client, session, "/wall")["responses"] == []
    sent(client, f"sessions/{session}/stage", step="recognise")
    assert [one["text"] for one in state(client, session, "/wall")["responses"]] == ["Shown"]
    assert "NOTYET" not in client.get(f"/reflect/sessions/{session}/wall").text
    sent(client, f"responses/{hidden['id']}/hide", hidden=False, revision=1)
    assert [one["text"] for one in state(client, session, "/wall")["responses"]] == ["NOTYET", "Shown"]


def test_devices_wait_until_all_are_let_through(client, small):
    from toolkit.services.sessions import responses

    session = opened(client)
    project = client.app.state.desk.project()
    responses.respond(project, session, responses.Said("add", "Phone", device="d1", command="phone-1"), hand=None)
    assert [(one["device"], one["hidden"]) for one in state(client, session)["responses"]] == [(True, True)]
    assert sent(client, f"sessions/{session}/through")["shown"] == 1
    assert not state(client, session)["responses"][0]["hidden"]


def test_dots_show_on_the_wall_when_they_are_to(client):
    session = opened(client, format="priorities")
    a, b = (sent(client, f"sessions/{session}/responses", step="ideas", text=each)["id"] for each in "AB")
    sent(client, f"responses/{b}/dots", dots=4)
    sent(client, f"sessions/{session}/stage", step="dots")
    assert [(one["id"], one["dots"]) for one in state(client, session, "/wall")["responses"]] == [(a, 0), (b, 0)]
    sent(client, f"sessions/{session}/stage", step="dots", tally=True)
    assert [(one["id"], one["dots"]) for one in state(client, session, "/wall")["responses"]] == [(b, 4), (a, 0)]
    sent(client, f"sessions/{session}/responses", 422, step="dots", text="Words")


def test_time_is_given_and_taken_away():
    now = [100.0]
    stages = Stages(lambda: now[0])
    stages.give_time(1, 300)
    now[0] = 160.0
    assert stages.told(1)["left"] == 240.0
    stages.show(1, step="add", finding=2, tally=False)
    assert (stages.told(1)["left"], stages.told(1)["step"], stages.told(2)["step"]) == (240.0, "add", "")
    now[0] = 500.0
    assert stages.told(1)["left"] == 0
    stages.give_time(1, 0)
    assert stages.told(1)["seconds"] == 0


def test_a_closed_session_is_a_source_and_takes_no_more(client):
    session = opened(client)
    say(client, session)
    closed = sent(client, f"sessions/{session}/close")
    assert closed["state"] == "closed"
    assert client.get(f"/read/{closed['source']}").status_code == 200
    answer = say_refused(client, session)
    assert "closed" in answer["error"]
    page = client.get(f"/reflect/sessions/{session}").text
    assert 'id="entry"' not in page
    assert sent(client, f"sessions/{session}/close")["source"] == closed["source"]


def test_a_page_is_told_that_it_is_closed_once_the_source_is_there(client, monkeypatch):
    from toolkit.services.sessions import session_sources

    session = opened(client)
    say(client, session)
    with monkeypatch.context() as stopped:
        stopped.setattr(session_sources, "make", lambda *_, **__: None)
        sent(client, f"sessions/{session}/close")
    assert (state(client, session)["state"], state(client, session, "/wall")["state"]) == ("closing", "closed")
    assert "is being made a source" in client.get(f"/reflect/sessions/{session}").text
    sent(client, f"sessions/{session}/close")
    assert state(client, session)["state"] == "closed"
    assert "is being made a source" not in client.get(f"/reflect/sessions/{session}").text


def say_refused(client, session):
    return sent(client, f"sessions/{session}/responses", 422, step="recognise", text="Late")


def test_reading_only_changes_nothing(client, small, desk_on):
    session = opened(client)
    client.app.state.desk.close()
    reader = desk_on(small, read_only=True)
    assert 'id="entry"' not in reader.get(f"/reflect/sessions/{session}").text
    assert reader.post("/reflect/sessions", data=FORM).status_code == 422
    sent(reader, f"sessions/{session}/responses", 422, step="recognise", text="Late")
    sent(reader, f"sessions/{session}/stage", 422, step="add")


def test_who_has_withdrawn_is_not_on_the_wall(client, small):
    session = opened(client, named="true")
    say(client, session, "MINE", who="P01")
    sent(client, f"sessions/{session}/stage", step="recognise")
    assert "MINE" in client.get(f"/api/reflect/sessions/{session}/wall").text
    path = small / "interviews" / "respondents.csv"
    path.write_text(path.read_text().replace("P01,participants,,given,2027-12-31", "P01,participants,,withdrawn,"))
    for kind in ("", "/wall"):
        assert "MINE" not in client.get(f"/api/reflect/sessions/{session}{kind}").text
        assert "MINE" not in client.get(f"/reflect/sessions/{session}{kind}").text


def test_blind_eyes_see_no_session(client, small, desk_on):
    from toolkit.services.comparing import assignments

    session = opened(client)
    assignments.assign(client.app.state.desk.project(), "B", ("p01.txt",))
    client.app.state.desk.close()
    blind = desk_on(small, coder="B")
    for path in (
        "/reflect",
        "/reflect/sessions/new",
        f"/reflect/sessions/{session}",
        f"/reflect/sessions/{session}/wall",
    ):
        assert "left to code blind" in blind.get(path).text, path
    assert blind.get(f"/api/reflect/sessions/{session}?mark=1").status_code == 422
    sent(blind, f"sessions/{session}/responses", 422, step="recognise", text="Words")


def test_a_meeting_s_title_day_and_people_are_corrected_while_it_is_open(client):
    session = opened(client)
    facts = {"title": "Team day", "day": "2025-10-21", "present": "coordinator\nJonas", "revision": "1"}
    assert client.post(f"/reflect/sessions/{session}/facts", data=facts).status_code == 303
    page = client.get(f"/reflect/sessions/{session}").text
    assert "Team day" in page
    assert "2025-10-21" in page
    assert "coordinator\nJonas" in page
    assert client.post(f"/reflect/sessions/{session}/facts", data=facts).status_code == 409
    assert (
        client.post(f"/reflect/sessions/{session}/facts", data={**facts, "title": " ", "revision": "2"}).status_code
        == 422
    )
    sent(client, f"sessions/{session}/close")
    assert client.post(f"/reflect/sessions/{session}/facts", data={**facts, "revision": "3"}).status_code == 422
    assert client.post(f"/reflect/sessions/{session}/remove").status_code == 422


def test_a_meeting_opened_by_mistake_is_removed_as_long_as_nothing_was_said(client):
    session = opened(client)
    assert f'/reflect/sessions/{session}/remove"' in client.get(f"/reflect/sessions/{session}").text
    say(client, session)
    assert f'/reflect/sessions/{session}/remove"' not in client.get(f"/reflect/sessions/{session}").text
    assert client.post(f"/reflect/sessions/{session}/remove").status_code == 422
    empty = opened(client)
    assert client.post(f"/reflect/sessions/{empty}/remove").headers["location"] == "/reflect"
    assert client.get(f"/reflect/sessions/{empty}").status_code == 404
    assert client.get(f"/reflect/sessions/{session}").status_code == 200


def test_who_said_it_is_put_right_on_the_page_and_undone(client):
    session = opened(client, named="true")
    one = say(client, session, who="Anna")
    sent(client, f"responses/{one['id']}/who", who="Bo", revision=1)
    assert state(client, session)["responses"][0]["who"] == "Bo"
    assert sent(client, f"responses/{one['id']}/who", 409, who="Cilla", revision=1)["error"]
    client.post("/api/undo", json={"command": "command-unnamed"})
    assert state(client, session)["responses"][0]["who"] == "Anna"
    other = say(client, opened(client))
    sent(client, f"responses/{other['id']}/who", 422, who="Anna", revision=1)
