"""The guard before a room: its one name, its own page, small bodies, and devices that came in; nothing else is told."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.workbench.room.conftest import ORIGIN, PORT, sent
from toolkit.workbench.room.guard import LARGEST_BODY
from toolkit.workbench.security import HEADERS

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 404),
        ("GET", "/state", 401),
        ("POST", "/answer", 401),
        ("POST", "/dots", 401),
        ("GET", "/nowhere", 401),
        ("GET", "/themes", 401),
        ("PUT", "/answer", 400),
        ("DELETE", "/", 400),
        ("OPTIONS", "/enter", 400),
    ],
)
def test_before_the_code_only_the_page_and_its_files_are_answered(devices, method, path, status):
    answer = devices().request(method, path)
    assert answer.status_code == status
    assert "Secret title" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "192.168.7.9", f"192.168.7.9:{PORT + 1}", f"evil.example:{PORT}", "192.168.7.9:8080.evil", ""]
)
def test_the_room_answers_under_its_one_name(devices, host):
    assert devices(inside=True).get("/state", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ORIGIN + ".evil"}, 403),
        ({"Origin": ORIGIN.replace("http:", "https:")}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_the_rooms_own_page_sends(devices, headers, status):
    device = devices(inside=True)
    assert device.post("/answer", json=sent(), headers=headers).status_code == status


def test_a_page_that_says_no_origin_may_look_and_not_send(devices):
    device = devices(inside=True)
    del device.headers["Origin"]
    assert device.get("/state").status_code == 200
    assert device.get("/state", headers={"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert device.get("/", headers={"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert device.post("/answer", json=sent()).status_code == 403


@pytest.mark.parametrize(("size", "status"), [(LARGEST_BODY, 422), (LARGEST_BODY + 1, 413)])
def test_bodies_are_as_large_as_an_answer_can_be(devices, size, status):
    body = b'{"a":"' + b"x" * (size - 8) + b'"}'
    assert len(body) == size
    assert devices(inside=True).post("/answer", content=body, headers=JSON).status_code == status


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "many"])
def test_a_body_whose_size_is_no_number_is_too_much(devices, length):
    device = devices(inside=True)
    answer = device.post("/answer", content=b"{}", headers={**JSON, "Content-Length": length})
    assert answer.status_code == 413


def test_a_guessed_cookie_is_no_device_and_a_websocket_is_closed(devices, room):
    device = devices()
    device.cookies.set(room.door.cookie, "guessed")
    assert device.get("/state").status_code == 401
    device.cookies.set(room.door.cookie, "")
    assert device.get("/state").status_code == 401
    with pytest.raises(Exception, match=r".*"), device.websocket_connect("/state"):
        pytest.fail("a websocket was opened")


def test_a_mistake_is_answered_calmly_in_the_rooms_language(room, devices, capsys):
    from toolkit.workbench.room.app import make_room_app

    def broken() -> None:
        raise ValueError("SECRET")

    app = make_room_app(room)
    app.router.routes.clear()
    app.add_api_route("/", broken, methods=["GET"])
    room.language = "sv"
    answer = TestClient(app, base_url=ORIGIN).get("/")
    assert answer.status_code == 500
    assert "Något gick fel" in answer.json()["error"]
    assert "SECRET" not in answer.text
    heard = capsys.readouterr().err
    assert heard.startswith("spegla: ValueError (")
    assert "SECRET" not in heard
