"""The server's listener: on this computer only, and a port that cannot be had is told in a sentence."""

from __future__ import annotations

import logging
import socket

import pytest

from toolkit.errors import Refused
from toolkit.workbench import server
from toolkit.workbench.silent import silent_app


def test_it_listens_on_this_computer_only_and_waits_for_nothing():
    with server.listening(0) as listener:
        host, port = listener.getsockname()
        assert host == "127.0.0.1"
        assert port > 1023
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_each_free_port_is_another():
    with server.listening(0) as first, server.listening(0) as second:
        assert first.getsockname() != second.getsockname()


def test_a_port_that_is_taken_says_so_with_its_number():
    with server.listening(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused) as told:
            server.listening(port)
    assert told.value.sentence == f"Port {port} is taken by another program."
    assert "--port" in told.value.hint
    with server.listening(port) as again:
        assert again.getsockname()[1] == port


def test_a_port_that_cannot_be_used_is_told_otherwise(monkeypatch):
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "not for you")

    monkeypatch.setattr(socket, "create_server", forbidden)
    with pytest.raises(Refused, match="Port 1024 cannot be used"):
        server.listening(1024)


def test_nothing_is_written_about_requests_and_nothing_runs_beside_them():
    made = server._config(silent_app())
    assert (made.access_log, made.log_config, made.server_header, made.ws) == (False, None, False, "none")
    assert made.lifespan == "off"
    assert made.timeout_graceful_shutdown == server.PATIENCE
    for name in server.SILENT:
        assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)
