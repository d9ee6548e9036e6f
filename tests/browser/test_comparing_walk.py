"""Comparing coders: disagreements are settled one by one by keyboard, with a reason, and can be opened again."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import BenchOn
from toolkit.cli.main import run


def _left(page: Page) -> int:
    return int(re.findall(r"(\d+) to settle", page.locator("#how-many").inner_text())[0])


def test_settling_by_keyboard(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/compare")
    page.get_by_role("button", name="Compare").press("Enter")
    page.locator("#places [aria-selected=true]").wait_for()
    expect(page.locator(".compare-side")).to_have_count(2)
    left = _left(page)
    assert left > 2
    page.locator("#places").focus()
    page.keyboard.press("r")
    page.keyboard.type("It is said in so many words")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    expect(page.locator("#status")).to_have_text("Settled: it applies.")
    expect(page.locator("#how-many")).to_contain_text(f"{left - 1} to settle")
    page.keyboard.press("0")
    expect(page.locator("#status")).to_have_text("Settled: it does not apply.")
    expect(page.locator("#how-many")).to_contain_text(f"{left - 2} to settle")
    page.keyboard.press("Control+z")
    expect(page.locator("#how-many")).to_contain_text(f"{left - 1} to settle")
    page.locator("#by-settled").select_option("settled")
    expect(page.locator("#verdict")).to_contain_text("It is said in so many words")
    page.locator("#places").focus()
    page.keyboard.press("x")
    expect(page.locator("#how-many")).to_contain_text(f"{left} to settle")
    page.get_by_role("link", name="Agreement on each code").click()
    expect(page.locator("table.agreement tbody tr").first).to_be_visible()
    assert not bench.complaints


def test_with_one_coder_the_screen_says_what_to_do(small: Path, bench_on: BenchOn) -> None:
    page = bench_on(small).window("/compare")
    expect(page.locator(".empty")).to_contain_text("When a second person has coded")


def test_what_is_settled_not_to_apply_counts_no_more(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/compare")
    page.get_by_role("button", name="Compare").click()
    page.locator("#choices [data-key='0']").wait_for()
    before = _left(page)
    while _left(page) > before - 3:
        left = _left(page)
        page.keyboard.press("0")
        expect(page.locator("#how-many")).to_contain_text(f"{left - 1} to settle")
    bench.desk.close()
    assert run(["themes", "-p", str(full)]) == 0
