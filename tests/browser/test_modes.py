# ruff: noqa: E501 (scripts for the page and tables of addresses stand on one line)
"""Read-only and presentation: nothing can be changed, words are blurred; and the browser keeps none of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import FLAGS, BenchOn
from tests.browser.test_accessibility import SCREENS
from tests.browser.transcript import ready, select
from tests.material import SAID

WORDS = ".quote, .turn-text, .memo-text, .person"
BLURRED = """(selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length && (one.textContent.trim() || one.dataset.label)).filter((one) => {
  for (let at = one; at; at = at.parentElement) if (getComputedStyle(at).filter.includes("blur")) return false;
  return true;
}).map((one) => one.outerHTML.slice(0, 100))"""
TOLD = """() => [...document.querySelectorAll("[title], [aria-label], [alt], [placeholder]")].flatMap((one) =>
  ["title", "aria-label", "alt", "placeholder"].map((name) => one.getAttribute(name)).filter(Boolean))"""
SEEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const plain = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.getClientRects().length || parent.closest("script, .hidden-text")) continue;
    let blurred = false;
    for (let at = parent; at; at = at.parentElement) blurred ||= getComputedStyle(at).filter.includes("blur");
    if (!blurred) plain.push(walker.currentNode.data);
  }
  return plain.join(" ");
}"""
SENTENCES = [one.words for one in SAID]


@pytest.mark.parametrize("name", [name for name in SCREENS if name != "sort"])
def test_presentation_blurs_words_and_names(name: str, full: Path, bench_on: BenchOn) -> None:
    page = bench_on(full, presentation=True).window(SCREENS[name])
    page.wait_for_load_state("networkidle")
    assert page.evaluate(BLURRED, WORDS) == []
    plain: str = page.evaluate(SEEN)
    told: Any = page.evaluate(TOLD)
    assert not [words for words in SENTENCES if words[:30] in plain]
    assert not [one for one in told for words in SENTENCES if words[:30] in one]


def test_in_presentation_what_opens_is_blurred_too(full: Path, bench_on: BenchOn) -> None:
    page = ready(bench_on(full, presentation=True).window("/read/1"))
    page.locator(".stripe").first.click()
    assert page.evaluate(BLURRED, WORDS) == []
    plain: str = page.evaluate(SEEN)
    assert not [words for words in SENTENCES if words[:30] in plain]
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(page.locator("#blur")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(BLURRED, ".turn-text") != []


@pytest.mark.parametrize("name", list(SCREENS))
def test_read_only_offers_no_change(name: str, full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full, read_only=True)
    page = bench.window(SCREENS[name])
    page.wait_for_load_state("networkidle")
    for gone in (
        "#undo",
        "[data-do=rename]",
        "[data-suggest]",
        "#add-form",
        "form.wish",
        "#code-found",
        "#settle",
        "[data-write]",
        ".memo-new",
    ):
        assert page.locator(gone).count() == 0, gone
    assert not bench.complaints


def test_read_only_reads(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full, read_only=True)
    page = ready(bench.window("/read/1"))
    page.locator(".stripe").first.click()
    select(page, "twice a day")
    for pressed in ("1", "i", "m", "Delete", "s"):
        page.keyboard.press(pressed)
    answers = [
        page.request.post(f"{bench.door.address}api/{one}", data={"command": "12345678"}).status
        for one in ("undo", "redo")
    ]
    assert all(status >= 400 for status in answers)
    assert page.locator("#picker-field").count() == 0 or not page.locator("#picker-field").is_visible()


def _walk(page: Page, address: str) -> None:
    for path in SCREENS.values():
        page.goto(address.rstrip("/") + path)
        page.wait_for_load_state("load")
    page.goto(f"{address}find")
    page.locator("#words").fill("timetable")
    page.keyboard.press("Enter")
    page.locator("#hits .quote").first.wait_for()
    page.goto(f"{address}read/1")
    ready(page)
    select(page, "twice a day from our village")
    page.keyboard.press("2")
    page.locator("#saved:has-text('saved')").wait_for()


def test_the_browser_keeps_no_words(full: Path, tmp_path: Path, chromium: Browser, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    profile = tmp_path / "profile"
    found = shutil.which("chromium")
    own = chromium.browser_type.launch_persistent_context(
        profile, executable_path=found, args=list(FLAGS), headless=True
    )
    secret, session = bench.door.new_session()
    session.coder = "KL"
    own.add_cookies([{"name": bench.door.cookie, "value": secret, "url": bench.door.address}])
    try:
        _walk(own.new_page(), bench.door.address)
    finally:
        own.close()
    needles = [words[8:40] for words in SENTENCES if "SECRET" not in words] + ["timetable"]
    raw = [(needle, sign) for needle in needles for sign in (needle.encode(), needle.encode("utf-16-le"))]
    files = {path: path.read_bytes() for path in profile.rglob("*") if path.is_file()}
    assert any(bench.door.address.encode() + b"read/1" in data for data in files.values()), (
        "the scan finds what is kept"
    )
    assert {(needle, path.name) for path, data in files.items() for needle, sign in raw if sign in data} == set()
