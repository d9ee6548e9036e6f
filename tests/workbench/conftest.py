"""The workbench as a browser meets it: a client behind the guard, already let in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door

PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
DeskOn = Callable[..., TestClient]


def let_in(client: TestClient, door: Door) -> TestClient:
    """The client with a session's cookie and with the headers of a page of ours."""
    secret, _ = door.new_session()
    client.cookies.set(door.cookie, secret)
    client.headers.update({"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"})
    return client


@pytest.fixture
def desk_on() -> Iterator[DeskOn]:
    """Open the workbench on a project's folder: `desk_on(folder, coder="KL", read_only=True, language="sv", …)`.

    The client holds a session; `client.app.state.desk` and `.door` are there. English unless said, coder "KL".
    """
    with ExitStack() as open_ones:

        def opened(folder: Path, **modes: Any) -> TestClient:
            desk = Desk(folder, **{"language": "en", "coder": "KL", **modes})
            open_ones.callback(getattr(desk, "close", lambda: None))
            door = Door(PORT)
            client = TestClient(make_app(desk, door), base_url=ADDRESS, follow_redirects=False)
            return let_in(open_ones.enter_context(client), door)

        yield opened
