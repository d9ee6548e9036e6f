"""Texts, names of files, speakers, codes, coders and themes, memos and reasons are shown as text everywhere (T7)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import addresses
from tests.browser.conftest import BenchOn
from tests.browser.hostile import HOSTILE_CODER, PAYLOADS, make_hostile_project
from tests.browser.transcript import ready, saved, select
from tests.browser.watch import Watched
from toolkit.cli.main import run
from toolkit.services.coding.scheme_views import key


@pytest.fixture(scope="module")
def hostile_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile project; copied by every test."""
    return make_hostile_project(tmp_path_factory.mktemp("hostile") / "project", run)


@pytest.fixture
def hostile(hostile_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(hostile_once, tmp_path / "hostile"))


@pytest.fixture
def watched(hostile: Path, bench_on: BenchOn) -> Iterator[Watched]:
    """A window of the hostile coder, watched; it must be clean at the end."""
    bench = bench_on(hostile, coder=HOSTILE_CODER)
    page = bench.window("/start/problems", coder=HOSTILE_CODER)
    watching = Watched(page, bench.door.address)
    yield watching
    watching.check("at the end")


def asked(folder: Path, query: str) -> str:
    """The one value that the store answers with."""
    with closing(sqlite3.connect(f"file:{folder / 'project.db'}?mode=ro", uri=True)) as store:
        return str(store.execute(query).fetchone()[0])


def heard(page: Page) -> str:
    """The words of the page, blanks as one; what stands in closed parts and in the list of options is among them."""
    return " ".join(str(page.evaluate("document.body.textContent")).split())


def test_every_page(hostile: Path, watched: Watched) -> None:
    shown = set[str]()
    for address in addresses(hostile):
        page = watched.go(address)
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        watched.check(address)
        text = heard(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{address} is wider than the window"
        )
        shown |= {payload for payload in PAYLOADS if " ".join(payload.split()) in text}
    assert shown == set(PAYLOADS), "each payload is readable as text somewhere"


def test_the_shell(watched: Watched) -> None:
    page = watched.go("/")
    page.locator("#coder").click()
    expect(page.get_by_role("dialog")).to_contain_text(HOSTILE_CODER)
    page.keyboard.press("Escape")
    page.locator("#menu summary").click()
    page.get_by_role("button", name="Today's steps").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_files_that_are_added(watched: Watched) -> None:
    page = watched.go("/")
    name = "<img src=x onerror=window.__hit=1>.txt"
    text = f"Interview <script>window.__hit=1</script>\n\nI: {PAYLOADS[1]}\nX9: {PAYLOADS[0]} and more that is said.\n"
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()},
        {"name": f"{PAYLOADS[5]}.txt", "mimeType": "text/plain", "buffer": b"nothing"},
        {"name": "<b>.exe", "mimeType": "text/plain", "buffer": b"\x00\x01"},
    ]
    page.locator("#add-files").set_input_files(files)
    dialog = page.locator("#preview-dialog")
    expect(dialog).to_contain_text(name)
    watched.check("preview")
    dialog.locator("[data-add]").click()
    expect(page.get_by_role("link", name=name).first).to_be_visible()


def test_reading(hostile: Path, watched: Watched) -> None:
    page = ready(watched.go("/read/1"))
    turn = page.locator(".turn-text").first.inner_text()
    assert any(payload in turn for payload in PAYLOADS)
    for tab in ("Coded", "Source", "Passage"):
        page.get_by_role("tab", name=tab).click()
        watched.check(tab)
    page.locator(".stripe").first.click()
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    select(page, "twice a day")
    page.keyboard.press("i")
    page.keyboard.press("m")
    page.keyboard.type(PAYLOADS[0])
    page.keyboard.press("Control+Enter")
    saved(page)
    expect(page.locator(".memo .memo-text", has_text=PAYLOADS[0]).first).to_be_visible()
    page.keyboard.press("Escape")
    for pressed in ("s", "Escape", "v", "?"):
        page.keyboard.press(pressed)
        watched.check(pressed)


def test_a_scheme_of_payloads(watched: Watched) -> None:
    page = watched.go(f"/scheme/{key('needs/work')}")
    page.get_by_text("Reword …").click()
    reword = page.locator(".scheme-acts form", has=page.locator("input[name=what][value=rename]"))
    reword.locator("input[name=title]").fill(PAYLOADS[4])
    reword.locator("button.look").click()
    expect(reword.locator(".effects li").first).to_be_visible()
    watched.check("what it will do")
    reword.locator("button.do").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PAYLOADS[4])


def test_finding_payloads(watched: Watched) -> None:
    page = watched.go("/find")
    for words in ("bus", "img", "script window", *PAYLOADS):
        page.locator("#words").fill(words)
        with page.expect_response("**/find/hits"):
            page.locator("#words").press("Enter")
        page.locator("#find:not(.htmx-request)").wait_for()
        watched.check(words)
    page.locator("#words").fill("timetable")
    page.locator("#words").press("Enter")
    expect(page.locator(".found-count")).to_contain_text("1 hit")
    page.locator("#code-found").select_option("needs")
    page.locator("#code-all").click()
    page.locator("#look-form").wait_for()
    watched.check("look")
    page.locator("#look-go").click()
    expect(page.locator("#status")).to_contain_text("made")


def test_passages_of_payloads(watched: Watched) -> None:
    page = watched.go("/passages")
    for name, value in (("code", "needs"), ("code", ""), ("without", "valence"), ("order", "group")):
        select_ = page.locator(f"select[name={name}]")
        if not select_.locator(f'option[value="{value}"]').count():
            continue
        with page.expect_response("**/passages/list"):
            select_.select_option(value)
        watched.check(name)
    page.locator("details.find-narrow summary").click()
    for box in page.locator(".find-narrow select").all():
        with page.expect_response("**/passages/list"):
            box.select_option(index=1)
        page.wait_for_load_state("networkidle")
        watched.check("narrowed")


def test_themes_of_payloads(watched: Watched) -> None:
    page = watched.go("/themes/area/2")
    card = page.locator(".theme").first
    card.locator("[data-do=rename]").click()
    page.locator("#theme-name").fill(PAYLOADS[1])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PAYLOADS[1])).to_be_visible()
    page.locator(".theme").first.locator("[data-do=move]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".theme input[type=checkbox]").first.check()
    watched.check("ticked")


def test_comparing_payloads(watched: Watched) -> None:
    page = watched.go("/compare")
    page.get_by_role("button", name="Compare").click()
    page.locator("#choices [data-key='1']").wait_for()
    for _ in range(3):
        page.keyboard.press("j")
        page.wait_for_load_state("networkidle")
        watched.check("a place")
    page.locator("#reason").fill(PAYLOADS[0])
    page.keyboard.press("Enter")
    page.keyboard.press("0")
    expect(page.locator("#status")).to_contain_text("Settled")
    page.locator("#by-settled").select_option("settled")
    page.locator("#verdict").wait_for()
    watched.check("settled")
    page.get_by_role("link", name="Agreement on each code").click()
    page.locator("table.agreement").wait_for()
    watched.check("the table")


def test_the_draft_and_its_file(hostile: Path, watched: Watched) -> None:
    page = watched.go("/draft")
    page.locator("[data-claim]").first.click()
    page.wait_for_load_state("networkidle")
    watched.check("evidence")
    assert run(["draft", "-p", str(hostile), "--format", "html"]) == 0
    (written,) = hostile.rglob("*.html")
    page.goto(written.as_uri())
    watched.strangers.remove(written.as_uri())
    watched.check("the file")
    text = heard(page)
    assert any(" ".join(payload.split()) in text for payload in PAYLOADS)
    page.goto("about:blank")
