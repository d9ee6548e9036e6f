"""Finding: a word is looked for, what will be coded is shown, all hits are coded in one step, undone in one."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.transcript import stored


def test_all_hits_are_coded_after_a_look(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/find")
    before = len(stored(bench.desk))
    page.keyboard.type("timetable")
    page.keyboard.press("Enter")
    expect(page.locator(".found-count")).to_contain_text("1 hit")
    page.locator("#words").fill("bus")
    page.keyboard.press("Enter")
    expect(page.locator(".found-count")).to_contain_text(re.compile(r"[2-9] hits"))
    assert "bus" not in page.url
    page.locator("#code-found").select_option("followup")
    page.locator("#code-all").press("Enter")
    look = page.locator("#look-form")
    expect(look.locator("li").first).to_be_visible()
    n = look.locator("li").count()
    look.locator("li input").first.uncheck()
    expect(page.locator("#look-go")).to_have_text(f"Code {n - 1} passages")
    page.locator("#look-go").press("Enter")
    expect(page.locator("#status")).to_contain_text(f"{n - 1} codings")
    assert len(stored(bench.desk)) == before + n - 1
    page.keyboard.press("Escape")
    page.locator(".page h1").click()
    page.keyboard.press("Control+z")
    expect(page.locator("#status")).to_contain_text("Undone")
    assert len(stored(bench.desk)) == before
    assert not bench.complaints


def test_from_a_cell_of_the_matrix_to_its_passages_and_their_place(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/passages/matrix")
    cell = page.locator("main table td button:not(:disabled), main table td a").first
    number = int(cell.inner_text())
    cell.press("Enter")
    page.wait_for_url("**/passages")
    expect(page.locator(".found-count")).to_contain_text(f"of {number} p")
    words = page.locator("#list .quote").first.inner_text()
    page.get_by_role("link", name="Read there").first.click()
    page.locator("html[data-reading=ready]").wait_for()
    assert words[:40] in (page.locator("#text").text_content() or "")
    assert not bench.complaints
