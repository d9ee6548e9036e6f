"""The scheme: codes merged after a look at what it will do, undone, and nothing coded lost."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import BenchOn
from toolkit.services.coding.scheme_views import key

WORK, HEALTH = f"/scheme/{key('needs/work')}", f"/scheme/{key('needs/health')}"


def _count(page: Page) -> str:
    return page.locator(".scheme-head strong").inner_text()


def test_codes_are_merged_and_apart_again(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window(HEALTH)
    n_health = int(_count(page).split()[0])
    page.goto(bench.door.address.rstrip("/") + WORK)
    n_work = int(_count(page).split()[0])
    page.get_by_text("Merge …").click()
    form = page.locator("details[open] form.wish")
    form.locator("select").select_option("needs/health")
    form.get_by_role("button", name="See what it will do").press("Enter")
    expect(form.locator(".effects")).to_contain_text(str(n_work))
    page.keyboard.press("Enter")  # the focus is on the button that does it
    page.wait_for_url(f"**{HEALTH}")
    assert int(_count(page).split()[0]) == n_health + n_work
    page.keyboard.press("Control+z")
    expect(page.locator(".scheme-head strong")).to_have_text(f"{n_health} codings")
    page.goto(bench.door.address.rstrip("/") + WORK)
    expect(page.locator(".scheme-head strong")).to_have_text(f"{n_work} codings")
    assert not bench.complaints


def test_a_code_is_added_by_keyboard_and_found(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window(WORK)
    page.get_by_text("Add a code under it …").press("Enter")
    form = page.locator("details[open] form.wish")
    form.locator("input[name=title]").fill("Night shifts")
    page.keyboard.press("Enter")
    form.locator(".effects li").first.wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Night shifts")
    page.locator("#find-code").fill("night")
    expect(page.locator(".scheme-tree li > a:visible")).to_contain_text(["Night shifts"])
    assert not bench.complaints


def test_split_and_sort_with_numbers(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window(HEALTH)
    page.get_by_text("Split …").click()
    form = page.locator("details[open] form.wish")
    form.locator("textarea").fill("Sleep\nDoctors")
    form.locator("button.look").click()
    form.locator("button.do").click()
    page.wait_for_url("**/sort?**")
    before = page.locator(".sort-list > li").count()
    assert before > 1
    page.locator(".sort-list > li").first.focus()
    page.keyboard.press("1")
    expect(page.locator(".sort-list > li")).to_have_count(before - 1)
    page.keyboard.press("2")
    expect(page.locator(".sort-list > li")).to_have_count(before - 2)
    page.keyboard.press("Control+z")
    expect(page.locator(".sort-list > li")).to_have_count(before - 1)
    assert not bench.complaints
