"""Walks in a real browser: Debian's Chromium over the workbench, served by uvicorn on a free port of this computer."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

from tests.made_once import made_once
from tests.material import SAID, codings_table, make_project
from toolkit.cli.main import run
from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door
from toolkit.workbench.server import listening

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SMALLEST = {"width": 1280, "height": 720}
PATIENCE = 20.0
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every walk is slow and needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for all walks."""
    found = shutil.which("chromium")
    if not found:
        pytest.skip("there is no Chromium here")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


AT_REST = """() => new Promise((done) => {
  const until = performance.now() + 2000;
  const look = () => {
    const asking = document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling");
    const busy = asking || document.readyState !== "complete";
    if (busy && performance.now() < until) setTimeout(look, 10);
    else done();
  };
  look();
})"""
ACTS = ("click", "press", "fill", "check", "uncheck", "select_option", "focus")
REPLACED = ("htmx:sendAbort", "htmx:afterRequest, [object")


@pytest.fixture(scope="session", autouse=True)
def _unhurried() -> Iterator[None]:
    """Act as a person does: on a page that has loaded and taken in its last answer, or has had two seconds to."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ACTS:
            patch.setattr(Locator, name, _at_rest_first(getattr(Locator, name)))
        yield


def _at_rest_first(act: Callable[..., Any]) -> Callable[..., Any]:
    def acting(self: Locator, *arguments: Any, **options: Any) -> Any:
        with suppress(Error):
            self.page.evaluate(AT_REST)
        return act(self, *arguments, **options)

    return acting


@dataclass
class Bench:
    """A workbench that runs, and the windows open on it; `complaints` is what any page's console said."""

    door: Door
    desk: Desk
    browser: Browser
    stack: ExitStack
    complaints: list[str] = field(default_factory=list)

    def _heard(self, kind: str, text: str) -> None:
        """Keep a complaint; a request that a newer one replaced is none, though htmx reports it."""
        if kind in ("error", "warning") and not text.startswith(REPLACED):
            self.complaints.append(text)

    def window(self, path: str = "/", *, coder: str = "", **context: Any) -> Page:
        """A page of a browser of its own, let in, at `path`; `coder` works in it."""
        own = self.browser.new_context(**{"viewport": SMALLEST, "locale": "en-GB", **context})
        self.stack.callback(own.close)
        secret, session = self.door.new_session()
        session.coder = coder
        own.add_cookies([{"name": self.door.cookie, "value": secret, "url": self.door.address}])
        page = own.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.door.address.rstrip("/") + path)
        return page


BenchOn = Callable[..., Bench]


@pytest.fixture
def bench_on(chromium: Browser) -> Iterator[BenchOn]:
    """Serve a project's folder: `bench_on(folder, coder="KL", read_only=True, …)`; English unless said otherwise."""
    with ExitStack() as stack:

        def opened(folder: Path, **modes: Any) -> Bench:
            desk = Desk(folder, **{"language": "en", "coder": "KL", **modes})
            listener = stack.enter_context(listening(0))
            door = Door(listener.getsockname()[1])
            server = uvicorn.Server(uvicorn.Config(make_app(desk, door), log_config=None, lifespan="off", ws="none"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            stack.callback(_ended, server, thread, desk)
            thread.start()
            until = time.monotonic() + PATIENCE
            while not server.started and time.monotonic() < until:
                time.sleep(0.02)
            return Bench(door, desk, chromium, stack)

        yield opened


@pytest.fixture(scope="session")
def full_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with everything in it: two coders, suggestions, themes; copied by every walk."""

    def make(folder: Path) -> None:
        make_project(folder, run)
        (folder / "second.csv").write_text(codings_table(SAID[1::2]), encoding="utf-8")
        for command in (["codings", "import", str(folder / "second.csv"), "--coder", "EN"], ["suggest"], ["themes"]):
            assert run([*command, "-p", str(folder)]) == 0

    return made_once(tmp_path_factory, "full", make)


@pytest.fixture
def full(full_once: Path, tmp_path: Path) -> Path:
    """A copy of the full small project that a walk may change."""
    return Path(shutil.copytree(full_once, tmp_path / "full"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project that was just made."""
    assert run(["init", str(tmp_path / "empty"), "--language", "en"]) == 0
    return tmp_path / "empty"


def _ended(server: uvicorn.Server, thread: threading.Thread, desk: Desk) -> None:
    server.should_exit = server.force_exit = True
    thread.join(PATIENCE)
    desk.close()
