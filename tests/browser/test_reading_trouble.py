"""What may go wrong while coding: two windows, a lost connection, a browser without highlights, a small window."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.transcript import click, overview, quotes, ready, saved, select, stored

BUS = "the bus is late every morning"
SERIOUS = {"serious", "critical"}


def test_a_stale_edit_shows_what_is_stored(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    first, second = (ready(bench.window("/read/4")) for _ in range(2))
    for page in (first, second):
        click(page, "bus is late")
        page.locator(".coding-head", has_text="Work and occupation").click()
    first.keyboard.press("c")
    first.keyboard.type("health")
    first.keyboard.press("Enter")
    saved(first)
    second.keyboard.press("c")
    second.keyboard.type("mapping")
    second.keyboard.press("Enter")
    expect(second.locator("#status")).not_to_be_empty()
    expect(second.locator(".codings")).to_contain_text("Health")
    here = [one.code for one in stored(bench.desk) if one.source == "p04.txt"]
    assert "needs/health" in here
    assert "needs/mapping" not in here


def test_another_window_brings_news(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    first, second = ready(bench.window("/read/4")), ready(bench.window("/read/4", coder="EN"))
    before = second.locator(".stripe").count()
    select(first, BUS)
    first.keyboard.press("5")
    saved(first)
    expect(second.locator(".stripe")).to_have_count(before + 1, timeout=9000)


def test_a_lost_connection_is_told_and_nothing_is_doubled(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = ready(bench.window("/read/4"))
    tries: list[str] = []

    def answer(route) -> None:
        tries.append(route.request.post_data or "")
        if len(tries) == 1:
            route.fetch()  # it is stored, but the answer is lost on its way
            route.abort()
        elif len(tries) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/api/codings", answer)
    select(page, BUS)
    page.keyboard.press("6")
    expect(page.locator("#saved")).to_contain_text("not saved yet")
    saved(page)
    assert len(tries) == 3
    assert len(set(tries)) == 1, "the same words under the same name each time"
    assert quotes(bench.desk).count(BUS) == 1


def test_without_highlights_bars_and_list_work(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = bench.window("/")
    page.add_init_script("delete CSS.highlights; delete globalThis.Highlight")
    page.add_init_script("Object.setPrototypeOf(CSS, null)")
    page.goto(f"{bench.door.address}read/4")
    ready(page)
    select(page, BUS)
    page.keyboard.press("1")
    saved(page)
    page.get_by_role("tab", name="Coded").click()
    expect(page.locator(".listing li")).to_have_count(len(overview(page)["codings"]))


def test_read_only_shows_and_changes_nothing(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small, read_only=True)
    page = ready(bench.window("/read/4"))
    click(page, "bus is late")
    expect(page.locator(".codings li")).to_have_count(3)
    assert page.locator(".picker, .coding-actions .danger, .round button").count() == 0
    before = overview(page)["mark"]
    for key in ("1", "Delete", "c", "e", "i", "m", "a", "Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert overview(page)["mark"] == before


def test_presentation_blurs_words_and_names(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small, presentation=True)
    page = ready(bench.window("/read/4"))
    page.keyboard.press("j")
    blurred = "(one) => getComputedStyle(one).filter.includes('blur')"
    for css in (".turn-text", ".who.person", ".subject-words"):
        assert page.locator(css).first.evaluate(blurred), css


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_axe_finds_nothing_serious(shade: str, small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = ready(bench.window("/read/4", color_scheme=shade, bypass_csp=True))
    for prepare in (
        lambda: None,
        lambda: page.keyboard.press("j"),
        lambda: page.get_by_role("tab", name="Coded").click(),
        lambda: page.get_by_role("tab", name="Source").click(),
        lambda: page.keyboard.press("?"),
    ):
        prepare()
        page.wait_for_timeout(250)
        found = [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
        assert not found, [
            (one["id"], [node["html"][:160] for node in one["nodes"]][:4], one["nodes"][0]["failureSummary"])
            for one in found
        ]


def test_a_window_of_half_the_width_needs_no_scrolling_sideways(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = ready(bench.window("/read/4", viewport={"width": 640, "height": 360}))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    top = page.evaluate("[...CSS.highlights.get('held')][0].getBoundingClientRect().top")
    assert 0 < top < page.locator("#panel").bounding_box()["y"]
