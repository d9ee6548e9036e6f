"""A room answers on one private address of this computer, or on its own for trying; never on all."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Refused
from toolkit.workbench.room import addresses
from toolkit.workbench.room.addresses import LOOPBACK, PORTS, is_private, listening, own


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("10.0.0.1", True),
        ("172.16.0.1", True),
        ("172.31.255.254", True),
        ("192.168.0.1", True),
        ("172.15.0.1", False),
        ("172.32.0.1", False),
        ("192.169.0.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("169.254.1.1", False),
        ("8.8.8.8", False),
        ("::1", False),
        ("fe80::1", False),
        ("localhost", False),
        ("10.0.0", False),
        ("010.0.0.1", False),
        ("", False),
    ],
)
def test_private_is_what_only_a_local_network_knows(address, private):
    assert is_private(address) is private


@given(st.ip_addresses(v=4))
def test_an_address_is_private_where_pythons_own_book_says_so_too(address):
    if is_private(str(address)):
        assert address.is_private
        assert not address.is_loopback


def test_the_addresses_of_this_computer_are_private_and_its_own_is_last():
    found = own()
    assert found[-1] == LOOPBACK
    assert all(map(is_private, found[:-1]))
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("address", ["0.0.0.0", "8.8.8.8", "", "localhost", "::", "example.org"])
def test_a_room_is_opened_on_no_address_that_others_could_reach(address):
    with pytest.raises(Refused) as told:
        listening(address)
    assert told.value.sentence == "A room answers only on one private address of this computer."
    assert LOOPBACK in told.value.hint


def test_a_short_port_is_taken_and_another_when_that_is_in_use():
    with listening(LOOPBACK) as first, listening(LOOPBACK) as second:
        ports = first.getsockname()[1], second.getsockname()[1]
        assert ports[0] != ports[1]
        assert first.getsockname()[0] == LOOPBACK
        assert first.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert all(port in PORTS or port > 1023 for port in ports)


def test_a_port_that_is_named_is_the_only_one_tried():
    with listening(LOOPBACK) as taken, pytest.raises(Refused) as told:
        listening(LOOPBACK, port=taken.getsockname()[1])
    assert told.value.sentence == "This computer cannot answer on that address now."


def test_an_address_that_this_computer_has_not_is_refused():
    strange = next(one for one in ("10.255.255.254", "172.31.254.253") if one not in addresses.own())
    with pytest.raises(Refused, match="cannot answer on that address"):
        listening(strange)
