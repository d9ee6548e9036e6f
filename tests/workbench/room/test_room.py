"""What a device may do in a room: come in with the code, see where the session is, answer, give dots; no more."""

import json
import re
from dataclasses import replace

import pytest

from tests.workbench.room.conftest import ORIGIN, PORT, hand, sent
from toolkit.domain.reflection.reflection import FORMATS, Finding
from toolkit.errors import NotFound, ProjectBusy
from toolkit.services.packs import room as room_service
from toolkit.services.packs.room import Sent
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.sessions import Wish
from toolkit.workbench.room.app import files
from toolkit.workbench.room.door import LENGTH, SIGNS, new_code
from toolkit.workbench.room.opened import FAREWELL, HOURS, MOST_ANSWERS
from toolkit.workbench.room.tries import ALL, OWN


def said(held):
    return [one.text for one in sessions.view(held.project(), held.session.id).responses]


def wrong(code):
    return "".join(SIGNS[(SIGNS.index(sign) + 1) % len(SIGNS)] for sign in code)


def test_a_code_has_no_signs_that_look_alike_and_is_read_however_it_is_written(devices, room):
    assert not set("ILO01S5Z2") & set(SIGNS)
    assert len({new_code() for _ in range(200)}) == 200
    assert len(room.door.code) == LENGTH
    one = room.door.code.lower()
    assert devices().post("/enter", json={"code": f" {one[:3]} {one[3:]}"}).status_code == 200


def test_nothing_is_answered_before_the_code_but_the_page_which_says_nothing(devices, held):
    client = devices()
    for method, path in (
        ("GET", "/state"),
        ("POST", "/answer"),
        ("POST", "/dots"),
        ("GET", "/nowhere"),
        ("GET", "/x.js"),
    ):
        assert client.request(method, path, json=sent() if method == "POST" else None).status_code == 401
    shown = client.get("/").text + "".join(data.decode() for data, _ in files().values())
    for word in ("Secret title", "autumn", held.folder.name, "KL", "What should we work on first?"):
        assert word not in shown
    assert all(client.get(name).status_code == 200 for name in files())


def test_a_device_that_came_in_sees_the_step_and_the_house_rules_and_no_names(devices, held, room):
    told = devices(inside=True).get("/state").json()
    assert told["step"] == {
        "key": "ideas",
        "title": "Suggestions",
        "prompt": "What should we work on first?",
        "dots": 0,
    }
    assert (told["told"], told["named"], told["ideas"], told["sent"]) == ("Only the team sees this.", False, [], 0)
    assert "Secret" not in json.dumps(told)
    room.stage[0] = ""
    assert devices(inside=True).get("/state").json()["step"] is None


def test_the_cookie_is_the_devices_own_and_no_script_reads_it(devices, room):
    answer = devices().post("/enter", json={"code": room.door.code})
    cookie = answer.headers["set-cookie"]
    assert re.match(rf"spegla_room_{PORT}=[\w-]{{43}};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert len(set(room.door.devices.values())) == len(room.door.devices) == 1
    secret, number = next(iter(room.door.devices.items()))
    assert number not in secret
    for guessed in ("", "guess", number):
        assert devices().get("/state", headers={"Cookie": f"{room.door.cookie}={guessed}"}).status_code == 401


def test_who_guesses_is_held_up_and_a_class_behind_the_same_router_comes_in(devices, room):
    guesser, other = devices(), devices(caller="192.168.7.21")
    bad = {"code": wrong(room.door.code)}
    assert [guesser.post("/enter", json=bad).status_code for _ in range(int(OWN[0]))] == [403] * int(OWN[0])
    assert guesser.post("/enter", json=bad).status_code == 429
    assert guesser.post("/enter", json={"code": room.door.code}).status_code == 429, "else guessing goes on unseen"
    assert other.post("/enter", json={"code": room.door.code}).status_code == 200
    room.moment[0] += 4
    assert guesser.post("/enter", json={"code": room.door.code}).status_code == 200
    for _ in range(100):
        devices(inside=True)
    assert room.door.tries.wrong == OWN[0]


def test_many_addresses_guess_no_faster_than_all_may(devices, room):
    bad = {"code": wrong(room.door.code)}
    answers = [devices(caller=f"192.168.8.{n}").post("/enter", json=bad).status_code for n in range(int(ALL[0]) + 20)]
    assert answers.count(403) == ALL[0]
    guesses = ALL[0] + ALL[1] * HOURS * 3600
    assert guesses / len(SIGNS) ** LENGTH < 1e-4


def test_another_code_lets_nobody_in_with_the_old_one_and_puts_nobody_out(devices, room):
    inside, old = devices(inside=True), room.door.code
    room.door.renew("ABCDEF")
    assert inside.get("/state").status_code == 200
    assert devices().post("/enter", json={"code": old}).status_code == 403
    assert devices().post("/enter", json={"code": "abcdef"}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["", "192.168.7.9", f"localhost:{PORT}", f"127.0.0.1:{PORT}", f"192.168.7.9:{PORT + 1}", "evil.example",
     f"192.168.7.9:{PORT}.evil.example", f"evil.example@192.168.7.9:{PORT}", f"192.168.7.9.nip.io:{PORT}"],
)  # fmt: skip
def test_the_room_answers_under_its_one_name_only(devices, host):
    client = devices(inside=True)
    for method, path in (("GET", "/"), ("GET", "/state"), ("POST", "/answer")):
        assert client.request(method, path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"Origin": ""}, {"Origin": "null"}, {"Origin": "https://evil.example"}, {"Origin": f"https://192.168.7.9:{PORT}"},
     {"Origin": "http://192.168.7.9"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Sec-Fetch-Site": "none"}],
)  # fmt: skip
def test_only_the_rooms_own_page_may_send(devices, held, room, headers):
    client = devices(inside=True)
    for path, body in (("/answer", sent()), ("/dots", {"dots": {}}), ("/enter", {"code": room.door.code})):
        assert client.post(path, json=body, headers=headers).status_code == 403
    del client.headers["Origin"]
    assert client.post("/answer", json=sent()).status_code == 403
    assert client.get("/state").status_code == 200
    assert said(held) == []


def test_every_answer_carries_the_headers_of_safety(devices):
    client = devices()
    for method, path in (("GET", "/"), ("GET", "/room.js"), ("GET", "/state"), ("POST", "/enter"), ("PUT", "/answer")):
        headers = client.request(method, path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


def test_there_is_no_way_to_the_workbench(devices):
    client = devices(inside=True)
    for path in ("/read", "/static/js/shell.js", "/api/mark", "/reflect", "/api/reflect/sessions/1", "/draft", "/docs",
                 "/openapi.json", "/../app.py", "/%2e%2e/app.py", "/room.js/../../app.py"):  # fmt: skip
        assert client.get(path).status_code in (400, 404), path
    assert client.get("/state?session=2").json()["key"] == client.get("/state").json()["key"]


def test_an_answer_is_kept_once_however_often_it_comes(devices, held, room):
    client, one = devices(inside=True), sent()
    assert [client.post("/answer", json=one).json() for _ in range(3)] == [{"sent": 1}] * 3
    anew = devices(inside=True)
    assert anew.post("/answer", json=one).status_code == 200, "the device came in anew, and the answer was there"
    room._taken.clear()
    assert client.post("/answer", json=one).status_code == 200
    assert said(held) == ["More time is needed"]
    kept = sessions.view(held.project(), held.session.id).responses[0]
    assert (kept.hidden, kept.coder, kept.who, len(kept.device)) == (True, "", "", 16)


@pytest.mark.parametrize(
    "change",
    [{"text": "x" * 2001}, {"text": ""}, {"text": " \n"}, {"step": "dots"}, {"step": "no such step"}, {"command": "1"},
     {"command": "A" * 32}, {"more": "x"}, {"about": -1}, {"about": "1"}, {"text": 7}, {"who": "x" * 61}],
)  # fmt: skip
def test_what_is_no_answer_is_refused_without_repeating_it(devices, held, change):
    answer = devices(inside=True).post("/answer", json={**sent("SEVENSECRET"), **change})
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}
    assert "SECRET" not in answer.text
    assert said(held) == []


def test_bodies_are_small_and_say_how_large_they_are(devices, held):
    client = devices(inside=True)
    assert client.post("/answer", content=b"x" * 40_000).status_code == 413
    assert client.post("/answer", content=iter([b"{}"])).status_code == 413
    assert client.post("/answer", json=sent("å" * 2000)).status_code == 200
    assert client.post("/answer", content=b"{", headers={"Content-Type": "application/json"}).status_code == 422


def test_a_device_sends_no_more_than_it_may(devices, held, room):
    client = devices(inside=True)
    answers = [client.post("/answer", json=sent(f"Answer {n}")).status_code for n in range(32)]
    assert answers[:30] == [200] * 30
    assert 429 in answers
    room.answers[next(iter(room.door.devices.values()))] = MOST_ANSWERS
    room.moment[0] += 60
    assert client.post("/answer", json=sent()).status_code == 422
    assert devices(inside=True).post("/answer", json=sent()).status_code == 200


def test_dots_are_given_by_number_to_what_the_wall_shows(devices, held, room):
    client, other = devices(inside=True), devices(inside=True)
    for text in ("One", "Two", "Three"):
        client.post("/answer", json=sent(text))
    kept = sessions.view(held.project(), held.session.id).responses
    for one in kept[1:]:
        responses.hide(held.project(), one.id, hidden=False, seen=one.revision, hand=hand())
    room.stage[0] = "dots"
    room.moment[0] += 2
    told = other.get("/state").json()
    assert told["ideas"] == [{"number": 2, "text": "Two"}, {"number": 3, "text": "Three"}]
    assert other.post("/dots", json={"dots": {"2": 1, "3": 2}}).json() == {"given": {"2": 1, "3": 2}}
    assert other.post("/dots", json={"dots": {"1": 1, "2": 2}}).json() == {"given": {"2": 2}}
    assert other.post("/dots", json={"dots": {"2": 4}}).status_code == 422
    assert other.post("/dots", json={"dots": {"2": -1}}).status_code == 422
    assert client.post("/dots", json={"dots": {"2": 1}}).status_code == 200
    assert {one.text: one.dots for one in sessions.view(held.project(), held.session.id).responses}["Two"] == 3
    assert other.get("/state").json()["given"] == {"2": 2}


def test_names_are_taken_only_where_the_session_says_so(devices, held, room):
    client = devices(inside=True)
    client.post("/answer", json=sent("Anonymous", who="Anna"))
    assert sessions.view(held.project(), held.session.id).responses[0].who == ""
    wish = Wish("recognise", "team", "By name", anonymous=False)
    named = sessions.open_session(held.project(), wish, hand=hand())
    room.session = replace(room.session, session=named.id)
    room.forget()
    room.stage[0] = "recognise"
    assert client.get("/state").json()["named"] is True
    client.post("/answer", json=sent("By name", "recognise", who="Anna", about=7))
    found = sessions.view(held.project(), named.id).responses[0]
    assert (found.who, found.claim, found.theme) == ("Anna", None, None)


def test_a_finding_is_named_by_its_number_and_its_words_stay_here(held):
    found = sessions.view(held.project(), held.session.id)
    told = (Finding(None, "needs-1", "SEVENSECRET one"), Finding(None, "needs-2", "SEVENSECRET two"))
    found = replace(found, findings=told, form=FORMATS["recognise"])
    view = room_service.shown(found)
    assert view.findings == 2
    assert "SECRET" not in repr(view)
    themes = [room_service._said(found, Sent("d", "0" * 32, "add", "x", about=n)).theme for n in (0, 1, 2, 3)]
    assert themes == [None, "needs-1", "needs-2", None]


def test_a_closed_session_takes_nothing_and_lets_nobody_in(devices, held, room):
    client = devices(inside=True)
    sessions.close(held.project(), held.session.id, hand=hand())
    assert client.post("/answer", json=sent()).status_code == 410, "also when the room has not looked yet"
    room.moment[0] += 2
    assert client.get("/state").status_code == 410
    assert not room.is_open
    assert devices().post("/enter", json={"code": room.door.code}).status_code == 410
    assert said(held) == []
    assert not room.is_over
    room.moment[0] += FAREWELL
    assert room.is_over


def test_a_room_ends_by_itself(devices, room):
    client = devices(inside=True)
    room.moment[0] += HOURS * 3600 - 1
    assert client.get("/state").json()["left"] == 1
    room.moment[0] += 1
    assert client.get("/state").status_code == 410
    assert not room.is_over
    room.moment[0] += FAREWELL
    assert room.is_over


@pytest.mark.parametrize(("error", "status"), [(ProjectBusy("held by {who}", who="P01"), 503), (NotFound("P01"), 422)])
def test_no_sentence_of_the_workbench_is_told_to_a_device(devices, room, error, status):
    client = devices(inside=True)
    before = room.session

    class Failing:
        def view(self):
            return before.view()

        def take(self, _):
            raise error

    room.session = Failing()
    answer = client.post("/answer", json=sent())
    assert answer.status_code == status
    assert "P01" not in answer.text


def test_a_mistake_in_the_program_prints_no_value(devices, room, capsys):
    client = devices(inside=True)

    class Broken:
        def view(self):
            raise ValueError("SEVENSECRET 192.168.7.20")

    room.session = Broken()
    room.forget()
    answer = client.get("/state")
    assert (answer.status_code, "SECRET" in answer.text) == (500, False)
    told = capsys.readouterr()
    assert "ValueError" in told.err
    assert "SECRET" not in told.err
    assert "192.168" not in told.err


def test_the_page_speaks_the_rooms_language(devices, room):
    room.language = "sv"
    page = devices().get("/").text
    assert '<html lang="sv">' in page
    assert ORIGIN not in page


def test_a_name_that_may_not_be_taken_is_answered_like_any_other_and_nothing_is_kept(devices, held, room):
    project = held.project()
    named = sessions.open_session(project, Wish("recognise", "team", "By name", anonymous=False), hand=hand())
    register = project.folder / "interviews" / "respondents.csv"
    allowed = register.read_text(encoding="utf-8")
    register.write_text(allowed.replace("P01,participants,,given,2027-12-31", "P01,participants,,withdrawn,"), "utf-8")
    room.session = replace(room.session, session=named.id)
    room.forget()
    room.stage[0] = "recognise"
    answers = [
        devices(inside=True).post("/answer", json=sent("What I think", "recognise", who=who, command=f"{n:032x}"))
        for n, who in enumerate(("Anna", "P01"))
    ]
    assert [(one.status_code, one.json()) for one in answers] == [(200, {"sent": 1})] * 2
    assert [one.who for one in sessions.view(project, named.id).responses] == ["Anna"]
    with project.store() as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM response WHERE who = 'P01'").scalar() == 0
    assert room.unkept == 1
