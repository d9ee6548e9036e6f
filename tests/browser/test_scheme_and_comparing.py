"""Walks: codes merged by keyboard and taken apart again, codings sorted, and disagreements settled by single keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import BenchOn
from tests.material import SAID
from toolkit.services.coding.scheme_views import key

SERIOUS = {"serious", "critical"}
WORK, INCOME = key("needs/work"), key("needs/income")


@pytest.fixture
def both(full: Path, spegla) -> Path:
    """The full project in which a third coder disagrees on three of the bus passages."""
    bus = [one.words for one in SAID if "needs/work" in one.codes][:3]
    table = full / "third.csv"
    rows = "".join(f'p0{number}.txt,"{words}",needs/income\n' for number, words in enumerate(bus, 1))
    table.write_text(f"source,quote,code\n{rows}", encoding="utf-8")
    assert spegla("codings", "import", table, "--coder", "AL", "-p", full).code == 0
    return full


def grave(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]


def test_codes_are_merged_by_keyboard_and_undone(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = bench.window(f"/scheme/{WORK}")
    page.locator("summary", has_text="Merge").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Income")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".effects:visible")).to_contain_text("4 codings by 1 coder will count as “Income")
    expect(page.get_by_role("button", name="Merge the codes")).to_be_focused()
    assert grave(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/scheme/{INCOME}")
    page.goto(page.url.replace(INCOME, WORK))
    expect(page.locator(".scheme-head .note")).to_contain_text("Merged")
    page.keyboard.press("Control+z")
    expect(page.locator("summary", has_text="Merge")).to_be_visible()
    assert bench.complaints == []


def test_a_code_is_split_and_its_codings_sorted_by_number_keys(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = bench.window(f"/scheme/{WORK}")
    page.locator("summary", has_text="Split").click()
    page.get_by_label("Titles of the new codes").fill("The bus\nThe licence")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Make the new codes").click()
    page.wait_for_url("**/sort?new=*")
    expect(page.locator("[data-key='1']")).to_contain_text("The bus")
    page.locator(".sort-list li").first.focus()
    for number, left in (("1", "3 left"), ("2", "2 left")):
        page.keyboard.press(number)
        expect(page.locator("#sort-left")).to_have_text(left)
    page.get_by_label("Tick all").check()
    page.locator("[data-key='1']").click()
    expect(page.locator("#sort-done")).to_be_visible()
    page.locator("#sort-done a").click()
    expect(page.locator(".scheme-head")).to_contain_text("0 codings")
    assert bench.complaints == []


def test_disagreements_are_settled_by_single_keys(both: Path, bench_on: BenchOn) -> None:
    bench = bench_on(both)
    page = bench.window("/compare")
    for name in ("KL", "AL"):
        page.locator("label", has_text=name).locator("input").check()
    page.get_by_role("button", name="Compare").click()
    page.locator("#by-kind").select_option("other")
    expect(page.locator("#how-many")).to_contain_text("6 shown")
    expect(page.locator(".compare-side")).to_have_count(2)
    assert grave(page) == []
    page.locator("#places").focus()
    page.keyboard.press("r")
    page.keyboard.type("it is about travelling")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    expect(page.locator("#how-many")).to_contain_text("5 shown")
    page.keyboard.press("0")
    expect(page.locator("#how-many")).to_contain_text("4 shown")
    page.keyboard.press("Control+z")
    expect(page.locator("#how-many")).to_contain_text("5 shown")
    page.locator("#by-settled").select_option("settled")
    expect(page.locator("#verdict")).to_contain_text("Settled by KL: it applies. it is about travelling")
    page.goto(page.url.replace("/compare?", "/compare/table?"))
    expect(page.locator("table.agreement")).to_be_visible()
    assert grave(page) == []
    assert bench.complaints == []


def test_a_place_settled_meanwhile_is_shown_as_it_is(both: Path, bench_on: BenchOn) -> None:
    bench = bench_on(both)
    pages = [bench.window("/compare?coders=1-3", coder=coder) for coder in ("KL", "AL")]
    for page in pages:
        page.locator("#by-settled").select_option("")
        page.locator("#by-kind").select_option("other")
        expect(page.locator(".compare-side")).to_have_count(2)
    first, second = pages
    first.keyboard.press("0")
    expect(first.locator("#status")).to_contain_text("does not apply")
    second.locator("#choices button").first.click()
    expect(second.locator("#status")).to_contain_text("Somebody has settled this meanwhile")
    expect(second.locator("#verdict")).to_contain_text("Settled by KL: it does not apply.")
