"""The door: a start address lets one browser in, once, within a minute, and secrets are never the same."""

from __future__ import annotations

import pytest

from toolkit.workbench.door import CODE, SECONDS, Door, Look


@pytest.fixture
def door():
    clock = [1000.0]
    made = Door(8765, clock=lambda: clock[0])
    made.moment = clock
    return made


def code_of(address):
    return address.partition(f"?{CODE}=")[2]


def test_a_start_address_is_good_once(door):
    address = door.invite()
    assert address.startswith("http://127.0.0.1:8765/?code=")
    secret = door.enter(code_of(address))
    assert secret in door.sessions
    assert door.enter(code_of(address)) is None
    assert len(door.sessions) == 1


@pytest.mark.parametrize(("later", "good"), [(0, True), (SECONDS, True), (SECONDS + 0.1, False)])
def test_a_start_address_is_good_for_a_minute(door, later, good):
    code = code_of(door.invite())
    door.moment[0] += later
    assert door.spend(code) is good
    assert door.spend(code) is False


@pytest.mark.parametrize("code", ["", "guess", "None"])
def test_a_guess_opens_nothing(door, code):
    door.invite()
    assert door.enter(code) is None
    assert door.sessions == {}
    assert len(door.codes) == 1  # and spends nobody's code


def test_old_codes_are_forgotten_when_a_new_one_is_made(door):
    first = code_of(door.invite())
    door.moment[0] += SECONDS / 2
    second = code_of(door.invite())
    door.moment[0] += SECONDS / 2 + 1
    third = code_of(door.invite())
    assert set(door.codes) == {second, third}
    assert door.enter(first) is None
    assert door.enter(second)


def test_every_code_and_secret_is_its_own(door):
    codes = {code_of(door.invite()) for _ in range(50)}
    secrets = {door.new_session()[0] for _ in range(50)}
    assert (len(codes), len(secrets)) == (50, 50)
    assert all(len(one) >= 32 for one in codes | secrets)


def test_the_workbench_answers_under_names_of_this_computer_and_its_own_port_only(door):
    assert door.hosts == ("127.0.0.1:8765", "localhost:8765", "[::1]:8765")
    assert door.origins == tuple(f"http://{host}" for host in door.hosts)
    assert door.address == "http://127.0.0.1:8765/"
    assert Door(8766).cookie != door.cookie


def test_each_file_of_a_look_is_told_with_what_was_corrected_of_it():
    files = (("a.txt", b"a"), ("b.txt", b"b"))
    assert Look("x", files).corrected() == [("a.txt", b"a", {}), ("b.txt", b"b", {})]
    told = Look("x", files, ({}, {"kind": "case"})).corrected()
    assert told[1] == ("b.txt", b"b", {"kind": "case"})
    with pytest.raises(ValueError, match="zip"):
        Look("x", files, ({},)).corrected()
