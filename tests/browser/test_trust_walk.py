"""How far suggestions can be trusted: measured on the screen; and a round that goes from interview to interview."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.test_accessibility import findings, quiet, sideways
from tests.browser.transcript import ready, saved


def test_measuring_from_the_start_page_on(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/")
    page.get_by_role("link", name="How far can they be trusted?").click()
    page.get_by_role("button", name="Measure now").press("Enter")
    expect(page.locator("#status")).to_contain_text("There are figures for")
    expect(page.locator(".trusted").first).to_be_visible()
    expect(page.get_by_role("button", name="Measure anew")).to_be_hidden()
    page.get_by_role("link", name="surest first").click()
    expect(page.locator(".orders [aria-current]")).to_have_text("surest first")
    first = page.locator(".ahead a").first
    name = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(name)
    assert not bench.complaints


def test_the_most_instructive_round_goes_on_after_a_few(suggested: Path, bench_on: BenchOn) -> None:
    bench = bench_on(suggested)
    page = ready(bench.window("/read/1"))
    page.locator("#round select").select_option("instructive")
    page.locator("#text").focus()
    page.keyboard.press("s")
    seen = []
    for _ in range(12):
        page.locator(".proposed-code.asked").wait_for()
        seen.append(page.url.partition("#")[0])
        page.keyboard.press(" ")
        saved(page)
        page.wait_for_timeout(200)
        ready(page)
    assert len(set(seen)) >= 3
    assert max(seen.count(one) for one in set(seen)) <= 6
    expect(page.locator(".round-left")).to_have_text(re.compile(r"\d+"))
    assert not bench.complaints


@pytest.mark.parametrize("width", [1280, 640])
def test_the_figures_can_be_read_by_everybody(
    measured_sample: Path, tmp_path: Path, bench_on: BenchOn, width: int
) -> None:
    folder = Path(shutil.copytree(measured_sample, tmp_path / "project"))
    page = quiet(bench_on(folder, coder="A").window("/trust", viewport={"width": width, "height": 720}))
    expect(page.locator("svg.curve")).to_be_visible()
    assert findings(page) == []
    assert sideways(page) == []
