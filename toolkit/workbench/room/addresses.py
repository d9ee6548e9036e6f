"""The addresses of this computer on which a room may answer: private ones, and its own for trying."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import AddressValueError, IPv4Address, IPv4Network

from toolkit.errors import Refused
from toolkit.messages import N_

LOOPBACK = "127.0.0.1"
PRIVATE = tuple(IPv4Network(each) for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
ASK_ADDRESS = 0xC0206921 if sys.platform == "darwin" else 0x8915  # SIOCGIFADDR
NAME, WHERE, RECORD = 16, slice(20, 24), 32  # of a `struct ifreq`: room for the name, place of the address, size
PORTS = (8080, 8081, 8088, 8090)  # short to type; any free one when all are taken


def own() -> tuple[str, ...]:
    """This computer's private addresses on the networks it is on, and 127.0.0.1 last; nothing is sent to find them."""
    found = {one for one in _all() if is_private(one)}
    return (*sorted(found), LOOPBACK)


def is_private(address: str) -> bool:
    """Whether it is an address that only a local network knows."""
    try:
        return any(IPv4Address(address) in network for network in PRIVATE)
    except AddressValueError:
        return False


if sys.platform == "win32":

    def _all() -> Iterator[str]:
        with suppress(OSError):
            yield from socket.gethostbyname_ex(socket.gethostname())[2]
else:
    import fcntl

    def _all() -> Iterator[str]:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            for _, name in socket.if_nameindex():
                yield from _of(asking, name)

    def _of(asking: socket.socket, name: str) -> Iterator[str]:
        record = name.encode()[: NAME - 1].ljust(RECORD, b"\0")
        with suppress(OSError):  # a connection without an address
            yield socket.inet_ntoa(fcntl.ioctl(asking.fileno(), ASK_ADDRESS, record)[WHERE])


def listening(address: str, *, port: int = 0) -> socket.socket:
    """A listener on one address of this computer, never on all; on a short free port where none is named.

    Refused for an address that the open internet or everybody could reach, or that this computer has not.
    """
    if address != LOOPBACK and not is_private(address):
        raise Refused(
            N_("A room answers only on one private address of this computer."),
            hint=N_("Take one of these: {addresses}"),
            addresses=", ".join(own()),
        )
    for number in (port,) if port else (*PORTS, 0):
        with suppress(OSError):
            listener = socket.create_server((address, number))
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return listener
    raise Refused(
        N_("This computer cannot answer on that address now."),
        hint=N_("Take one of these: {addresses}"),
        addresses=", ".join(own()),
    )
