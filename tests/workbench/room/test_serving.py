"""A room as a server: many devices at once, on one address only, until it is shut."""

import http.client
import json
import socket
import threading
import time
from contextlib import ExitStack, closing, suppress

import pytest

from tests.workbench.room.conftest import hand, sent
from toolkit.errors import Refused
from toolkit.services.packs.room import Line
from toolkit.services.sessions import sessions
from toolkit.workbench.room import addresses, rooms, server
from toolkit.workbench.room.door import RoomDoor
from toolkit.workbench.room.opened import FAREWELL, Room
from toolkit.workbench.room.server import RoomServer

DEVICES, ANSWERS = 30, 5
PATIENCE = 30


class Device:
    """A browser of its own that holds one connection."""

    def __init__(self, room):
        self.room, self.cookie = room, ""
        self.line = http.client.HTTPConnection(room.door.address, room.door.port, timeout=PATIENCE)

    def ask(self, path, body=None):
        headers = {"Cookie": self.cookie, "Content-Type": "application/json", "Origin": self.room.door.origin}
        self.line.request("POST" if body else "GET", path, json.dumps(body) if body else None, headers)
        answer = self.line.getresponse()
        self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
        return answer.status, json.loads(answer.read())

    def enter(self):
        return self.ask("/enter", {"code": self.room.door.code})[0]


@pytest.fixture
def serving(held):
    """A room that answers on this computer; its clock can be set forward with `ahead[0]`."""
    ahead = [0.0]
    listener = addresses.listening(addresses.LOOPBACK)
    door = RoomDoor(addresses.LOOPBACK, listener.getsockname()[1])
    line = Line(held.project, held.session.id)
    room = Room(line, door, "en", lambda: ("ideas", 0), clock=lambda: time.monotonic() + ahead[0])
    one = RoomServer(room, listener)
    one.ahead = ahead
    one.start()
    yield one
    one.stop()


@pytest.fixture
def device_of():
    """A device before a room's door, whose line is closed in the end."""
    with ExitStack() as lines:

        def made(room):
            device = Device(room)
            lines.callback(device.line.close)
            return device

        yield made


def test_thirty_devices_answer_at_once_and_nothing_is_lost(serving, held):
    refused = []

    def answering(number):
        device = Device(serving.room)
        with closing(device.line):
            assert device.enter() == 200
            for turn in range(ANSWERS):
                one = sent(f"Device {number} says {turn}")
                for _ in range(2):
                    status, told = device.ask("/answer", one)
                    refused.extend([told] if status != 200 else [])
                device.ask("/state")

    threads = [threading.Thread(target=answering, args=(n,)) for n in range(DEVICES)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(PATIENCE)
    kept = sessions.view(held.project(), held.session.id).responses
    assert refused == []
    assert sorted(one.text for one in kept) == sorted(
        f"Device {n} says {t}" for n in range(DEVICES) for t in range(ANSWERS)
    )
    by_device = {}
    for one in kept:
        by_device.setdefault(one.device, set()).add(one.text.split(" says ")[0])
    assert len(by_device) == DEVICES
    assert all(len(each) == 1 for each in by_device.values())
    assert serving.room.answers.total() == DEVICES * ANSWERS


def test_it_says_goodbye_and_then_the_port_is_silent(serving, device_of):
    device = device_of(serving.room)
    assert device.enter() == 200
    serving.room.shut()
    assert device.ask("/state")[0] == 410
    assert device_of(serving.room).enter() == 410
    assert serving.runs
    serving.ahead[0] = FAREWELL
    assert not serving.wait(PATIENCE)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((serving.room.door.address, serving.room.door.port), timeout=2)


def test_stopping_is_at_once_though_a_device_holds_its_line(serving, device_of):
    device = device_of(serving.room)
    device.enter()
    hanging = socket.create_connection((serving.room.door.address, serving.room.door.port))
    hanging.sendall(b"POST /answer HTTP/1.1\r\n")
    began = time.monotonic()
    serving.stop()
    assert time.monotonic() - began < 1.5
    assert not serving.runs
    hanging.close()


def test_who_says_nothing_is_put_off_the_line(serving, monkeypatch):
    monkeypatch.setattr(server, "SLOWEST", 0.3)
    with socket.create_connection((serving.room.door.address, serving.room.door.port), timeout=PATIENCE) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost:")
        with suppress(ConnectionResetError):
            assert silent.recv(100) == b""


def test_one_address_does_not_take_all_lines(serving, monkeypatch):
    monkeypatch.setattr(server, "MOST_OF_ONE", 3)
    place = (serving.room.door.address, serving.room.door.port)
    lines = [socket.create_connection(place, timeout=2) for _ in range(6)]
    time.sleep(0.3)
    assert len(serving._server.server_state.connections) == 3
    for line in lines:
        line.close()


def test_nothing_is_printed_and_no_socket_is_on_all_addresses(serving, capfd, caplog, device_of):
    device = device_of(serving.room)
    device.enter()
    device.ask("/answer", sent("SEVENSECRET"))
    device.ask("/nowhere")
    with socket.create_connection((serving.room.door.address, serving.room.door.port), timeout=2) as odd:
        odd.sendall(b"\x16\x03\x01 this is no http\r\n\r\n")
        odd.recv(100)
    assert serving._listener.getsockname()[0] == "127.0.0.1"
    assert capfd.readouterr() == ("", "")
    assert [one for one in caplog.records if one.name.startswith(("uvicorn", "toolkit"))] == []


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "", "::", "8.8.8.8", "169.254.1.1", "100.64.0.1", "localhost", "evil.example", "192.168.1.1:80",
     "127.0.0.2", "192.168.1", "010.0.0.1"],
)  # fmt: skip
def test_a_room_is_opened_on_a_private_address_only(address):
    with pytest.raises(Refused):
        addresses.listening(address)


def test_an_address_that_this_computer_has_not_is_refused():
    with pytest.raises(Refused) as refused:
        addresses.listening("10.255.255.254")
    assert "127.0.0.1" in refused.value.hint


def test_the_addresses_are_private_and_this_computers():
    found = addresses.own()
    assert found[-1] == addresses.LOOPBACK
    assert all(addresses.is_private(one) for one in found[:-1])


@pytest.fixture
def host(held, desk_on):
    client = desk_on(held.folder)
    yield client
    client.app.state.rooms.end()


def at(held, deed=""):
    return f"/api/reflect/sessions/{held.session.id}/room{deed}"


def test_the_host_opens_a_room_and_it_follows_the_wall(host, held, device_of):
    told = host.get(at(held)).json()
    assert (told["open"], told["addresses"][-1]) == (False, "127.0.0.1")
    told = host.post(at(held), json={"address": "127.0.0.1"}).json()
    assert (told["open"], told["devices"], told["answers"], told["guessed"]) == (True, 0, 0, False)
    assert host.post(at(held), json={"address": "127.0.0.1"}).json()["code"] == told["code"], "one at a time"
    assert '"verb":"room"' in (held.folder / "access.jsonl").read_text().splitlines()[-1].replace(" ", "")
    room = host.app.state.rooms.get(held.session.id)
    device = device_of(room)
    assert device.enter() == 200
    assert device.ask("/state")[1]["step"] is None
    host.app.state.stages.show(held.session.id, step="ideas", finding=0, tally=False)
    assert device.ask("/state")[1]["step"]["key"] == "ideas"
    assert device.ask("/answer", sent("From the room"))[0] == 200
    told = host.get(at(held)).json()
    assert (told["devices"], told["answers"]) == (1, 1)
    assert "From the room" in host.get(f"/api/reflect/sessions/{held.session.id}").text
    code = host.post(at(held, "/code"), json={}).json()["code"]
    assert code == room.door.code != told["code"]
    assert host.post(at(held, "/shut"), json={}).json()["open"] is False
    assert device.ask("/state")[0] == 410
    assert host.post(at(held, "/code"), json={}).status_code == 404


def test_a_room_opened_again_has_the_same_address(host, held):
    first = host.post(at(held), json={"address": "127.0.0.1"}).json()
    host.post(at(held, "/shut"), json={})
    again = host.post(at(held), json={"address": "127.0.0.1"}).json()
    assert (again["address"], again["code"] != first["code"]) == (first["address"], True)


def test_no_room_for_a_closed_session_nor_on_any_address_nor_read_only(host, held, desk_on):
    assert host.post(at(held), json={"address": "0.0.0.0"}).status_code == 422
    assert host.post(at(held), json={}).status_code == 422
    assert host.post("/api/reflect/sessions/77/room", json={"address": "127.0.0.1"}).status_code == 404
    reading = desk_on(held.folder, read_only=True)
    for deed in ("", "/code", "/shut"):
        assert reading.post(at(held, deed), json={"address": "127.0.0.1"}).status_code == 422
    assert reading.get(at(held)).json()["open"] is False
    sessions.close(held.project(), held.session.id, hand=hand())
    assert host.post(at(held), json={"address": "127.0.0.1"}).status_code == 422


def test_the_end_of_the_workbench_is_the_end_of_its_rooms(host, held):
    host.post(at(held), json={"address": "127.0.0.1"})
    room = host.app.state.rooms.get(held.session.id)
    host.app.state.rooms.leave()
    host.app.state.rooms.end()
    assert host.app.state.rooms.get(held.session.id) is None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((room.door.address, room.door.port), timeout=2)


def test_a_session_closed_on_the_note_takers_page_shuts_its_room(held):
    class App:
        class state:  # noqa: N801
            rooms = rooms.Rooms()

    from toolkit.workbench import room

    room.shut(App, held.session.id)
    made = App.state.rooms.open(rooms.Plan(held.project, held.session.id, "127.0.0.1", lambda: ("", 0)))
    room.shut(App, held.session.id)
    assert not made.is_open
    App.state.rooms.end()
