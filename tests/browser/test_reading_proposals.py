"""Deciding what the machine proposes, by keyboard alone, and going on into other sources."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import BenchOn
from tests.browser.transcript import ready, saved, stored


def _left(page: Page) -> int:
    return int(re.findall(r"\d+", page.locator(".round-left").inner_text())[0])


def test_twenty_proposals_by_keyboard_alone(suggested: Path, bench_on: BenchOn) -> None:
    bench = bench_on(suggested)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("s")
    accepted = 0
    for number in range(20):
        page.locator(".proposed-code.asked").wait_for()
        asked = page.locator(".proposed-code.asked .because").inner_text()
        assert asked, "each proposal tells why"
        address = page.url
        key = "aarc"[number % 4]
        accepted += key in "ac"
        page.keyboard.press(key)
        if key == "c":
            page.keyboard.type("conflict" if number % 8 < 4 else "insight")
            page.keyboard.press("Enter")
        saved(page)
        page.wait_for_timeout(120)
        if page.url != address:
            ready(page)
    assert 0 < len(stored(bench.desk)) <= accepted
    assert not bench.complaints


def test_skipped_ones_wait_and_undo_brings_back(suggested: Path, bench_on: BenchOn) -> None:
    bench = bench_on(suggested)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("s")
    asked = page.locator(".proposed-code.asked .tag")
    first = asked.inner_text()
    page.keyboard.press("a")
    saved(page)
    assert [one.quote for one in stored(bench.desk)]
    page.keyboard.press("u")
    expect(page.locator("#status")).to_contain_text("Undone")
    assert not stored(bench.desk)
    expect(asked).to_have_text(first)
    before = _left(page)
    page.keyboard.press(" ")
    saved(page)
    assert not stored(bench.desk)
    assert _left(page) in (before, before - 1)


def test_a_proposal_is_shown_as_the_machines(suggested: Path, bench_on: BenchOn) -> None:
    bench = bench_on(suggested)
    page = ready(bench.window("/read/1"))
    stripe = page.locator(".stripe.proposed").first
    expect(stripe).to_have_accessible_name(re.compile("The machine suggests"))
    stripe.click()
    expect(page.locator(".proposal.chosen")).to_contain_text("machine,")
    page.keyboard.press("v")
    expect(page.locator(".stripe.proposed")).to_have_count(0)
