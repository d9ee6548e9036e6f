"""This computer only, a browser that was let in only, our own pages only: every route, every host, every forgery."""

import hashlib
import sqlite3
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from tests.workbench.conftest import ADDRESS, PORT, let_in
from tests.workbench.routes import READING, WINDOW_ONLY, routes, taking_files, unguarded, unsafe_routes
from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import SECONDS, Door
from toolkit.workbench.security import LARGEST_BODY

HOSTS = [
    "", "127.0.0.1", "localhost", "[::1]", "::1", f"::1:{PORT}", f"127.0.0.1:{PORT + 1}", f"localhost:{PORT - 1}",
    f"0.0.0.0:{PORT}", f"127.0.0.2:{PORT}", f"127.1:{PORT}", f"2130706433:{PORT}", f"0x7f.1:{PORT}",
    f"evil.example:{PORT}",
    f"localhost.evil.example:{PORT}", f"127.0.0.1.nip.io:{PORT}", f"localhost.:{PORT}",
    f"evil.example@127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT}@evil.example", f"127.0.0.1:{PORT}.evil.example", f"127.0.0.1:{PORT}:1", f"127.0.0.1:0{PORT}",
]  # fmt: skip
OURS = [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"]
FORGED = [
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": f"http://127.0.0.1:{PORT + 1}"},
    {"Origin": f"https://127.0.0.1:{PORT}"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": ADDRESS},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "none", "Origin": "null"},
]


@pytest.fixture
def outside(small):
    """A client that was not let in, and the door it stands before."""
    now = [0.0]
    door = Door(PORT, clock=lambda: now[0])
    with TestClient(make_app(Desk(small, language="en"), door), base_url=ADDRESS, follow_redirects=False) as client:
        client.now, client.door = now, door
        yield client


def stored(folder):
    with closing(sqlite3.connect(folder / "project.db")) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def test_nothing_is_answered_before_the_door(outside):
    asked = [
        *routes(),
        ("GET", "/static/css/base.css"),
        ("GET", "/static/js/shell.js"),
        ("GET", "/nowhere"),
        ("GET", "/?code="),
    ]
    answers = {(method, path): outside.request(method, path) for method, path in asked}
    assert {one for one, answer in answers.items() if answer.status_code != 401} == set()
    assert "project" not in answers["GET", "/"].text.lower()
    assert "terminal" in answers["GET", "/"].text
    assert answers["GET", "/api/mark"].json()["error"]


def test_a_cookie_of_another_port_or_a_guessed_one_opens_nothing(outside):
    secret, _ = outside.door.new_session()
    for cookie in (
        f"spegla_{PORT + 1}={secret}",
        f"spegla_{PORT}=guess",
        f"spegla_{PORT}=",
        "x=(",
        f"other={secret}",
    ):
        assert outside.get("/", headers={"Cookie": cookie}).status_code == 401


def test_the_start_address_lets_one_browser_in_once(outside):
    start = outside.door.invite()
    answer = outside.get(start)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"spegla_{PORT}=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "max-age" not in cookie
    assert outside.get("/").status_code == 200
    assert outside.get(start).headers["location"] == "/"
    outside.cookies.clear()
    assert outside.get(start).status_code == 401


@pytest.mark.parametrize(
    "other", ['json={"a": "b,c"}', "a:b[c]=1", "no pair", 'q="unclosed', "k[0]=v", "=", "\u00e5=1", 'x="\\0"']
)
def test_cookies_of_other_programs_on_this_computer_lock_nobody_out(outside, other):
    secret, _ = outside.door.new_session()
    for cookies in (f"{other}; {outside.door.cookie}={secret}", f"{outside.door.cookie}={secret}; {other}"):
        answer = outside.get("/api/mark", headers={"Cookie": cookies.encode("latin-1")})
        assert answer.status_code == 200, cookies


def test_a_start_address_is_spent_also_by_a_browser_that_is_in_already(desk_on, small):
    client = desk_on(small)
    door = client.app.state.door
    address = door.invite()
    assert client.get(address).status_code == 303
    assert door.codes == {}


def test_a_start_address_is_good_for_a_minute(outside):
    late, in_time = outside.door.invite(), outside.door.invite()
    outside.now[0] = SECONDS - 1
    assert outside.get(in_time).status_code == 303
    outside.cookies.clear()
    outside.now[0] = SECONDS + 1
    assert outside.get(late).status_code == 401
    outside.door.invite()
    assert len(outside.door.codes) == 1


def test_from_a_file_a_page_of_ours_leads_on_because_a_redirect_would_lack_the_strict_cookie(outside):
    answer = outside.get(outside.door.invite(), headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in answer.text
    assert outside.get("/").status_code == 200


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_is_refused_even_with_a_session(desk_on, small, host):
    answer = desk_on(small).get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "small" not in answer.text


@pytest.mark.parametrize("host", OURS)
def test_our_own_names_are_answered(desk_on, small, host):
    assert desk_on(small).get("/api/mark", headers={"Host": host}).status_code == 200


def test_two_hosts_are_none(desk_on, small):
    client = desk_on(small)
    request = client.build_request("GET", "/", headers=[("Host", OURS[0]), ("Host", "evil.example")])
    assert client.send(request).status_code == 400


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_forged_requests_change_nothing(desk_on, small, headers):
    client = desk_on(small)
    before = stored(small)
    del client.headers["Origin"], client.headers["Sec-Fetch-Site"]
    for method, path in unsafe_routes():
        answer = client.request(method, path, json={"command": "forged-1"}, headers=headers)
        assert answer.status_code == 403, path
    assert stored(small) == before


@pytest.mark.parametrize("headers", [{"Origin": ADDRESS}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}], ids=str)
def test_our_own_pages_may_ask(desk_on, small, headers):
    client = desk_on(small)
    del client.headers["Origin"], client.headers["Sec-Fetch-Site"]
    assert client.post("/api/language", json={"language": "sv"}, headers=headers).json() == {"language": "sv"}


def test_another_page_on_this_computer_may_not_read_but_a_link_leads_here(desk_on, small):
    client = desk_on(small)
    del client.headers["Origin"]
    read = client.get("/api/mark", headers={"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"})
    assert read.status_code == 403
    link = client.get("/", headers={"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"})
    assert link.status_code == 200


def test_every_answer_carries_the_headers_of_safety(desk_on, small, outside):
    client = desk_on(small)
    answers = [
        client.get("/"), client.get("/api/mark"), client.get("/nowhere"), client.get("/static/css/base.css"),
        client.get("/", headers={"Host": "evil.example"}), client.post("/api/coder", json={}), outside.get("/"),
        client.post("/api/coder", json={}, headers={"Origin": "https://evil.example"}),
    ]  # fmt: skip
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    kept = {answer.url.path: answer.headers["cache-control"] for answer in answers}
    assert kept.pop("/static/css/base.css") == "private, max-age=3600"
    assert set(kept.values()) == {"no-store"}


@pytest.mark.parametrize(
    "path",
    [
        "../app.py",
        "%2e%2e/app.py",
        "..%2fapp.py",
        "..%5capp.py",
        "/etc/passwd",
        "css/../../app.py",
        "....//app.py",
        "%00",
    ],
)
def test_static_files_are_those_in_their_folder(desk_on, small, path):
    answer = desk_on(small).get(f"/static/{path}")
    assert answer.status_code in (400, 404)
    assert "FastAPI" not in answer.text


def test_a_body_that_is_too_large_or_of_unknown_size_is_refused(desk_on, small):
    client = desk_on(small)
    assert client.post("/api/coder", content=b" " * (LARGEST_BODY + 1)).status_code == 413
    assert client.post("/api/coder", content=iter([b"{}"])).status_code == 413


@pytest.mark.parametrize("path", sorted(taking_files()))
def test_a_page_that_takes_files_takes_them_larger_than_other_pages(outside, path):
    client = let_in(outside, outside.door)
    assert client.post(path, headers={"Content-Length": str(LARGEST_BODY + 1)}).status_code == 422  # no file in it


def test_a_websocket_is_opened_by_nobody_outside(outside):
    from starlette.websockets import WebSocketDisconnect

    for headers in ({}, {"Origin": "https://evil.example"}):
        with pytest.raises(WebSocketDisconnect), outside.websocket_connect("/anything", headers=headers):
            pass


def test_read_only_refuses_every_change(desk_on, small):
    client = desk_on(small, read_only=True)
    before = stored(small)
    for method, path in unsafe_routes():
        answer = client.request(method, path, json={"command": "read-only-1"})
        assert answer.status_code < 500, path
        if path in WINDOW_ONLY:
            assert answer.status_code in (200, 422), path
    assert stored(small) == before
    refused = client.post("/api/undo", json={"command": "read-only-1"})
    assert refused.status_code == 422
    assert "reading only" in refused.json()["error"]


def test_every_route_that_may_change_something_asks_first():
    """A body that is not understood is refused before a route's own code runs, so the code itself is looked at."""
    assert unguarded() - WINDOW_ONLY - READING == set()


def test_a_mistake_in_the_program_tells_no_value(desk_on, small, capsys):
    client = desk_on(small)

    @client.app.get("/api/broken")
    def broken():
        raise RuntimeError("SECRET words of a person")

    answer = client.get("/api/broken")
    assert answer.status_code == 500
    said = capsys.readouterr()
    assert "SECRET" not in answer.text + said.out + said.err
    assert "RuntimeError" in said.err
    assert answer.headers["cache-control"] == "no-store"


def test_wrong_values_are_not_repeated(desk_on, small):
    answer = desk_on(small).post("/api/undo", json={"command": "SECRET words"})
    assert answer.status_code == 422
    assert "SECRET" not in answer.text
    assert set(answer.json()) == {"error", "hint"}


def test_nothing_is_traced(desk_on, small, monkeypatch):
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    app = make_app(Desk(small), Door(PORT))
    assert not app._native_telemetry.enabled()
    assert app._telemetry["auto_configure"] is False
    assert desk_on(small).get("/").status_code == 200
