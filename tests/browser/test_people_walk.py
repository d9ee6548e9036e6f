"""The people's screen by keyboard: restricted and lifted with the focus kept, what a withdrawal takes, the copy."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.test_accessibility import findings


def test_a_person_is_restricted_lifted_copied_and_looked_at(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = bench.window("/people")
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="P01"))
    row.get_by_role("button", name="Restrict").focus()
    page.keyboard.press("Enter")
    lift = row.get_by_role("button", name="Lift the restriction")
    expect(lift).to_be_focused()
    expect(row).to_contain_text("Nothing is used: processing restricted")
    assert not bench.desk.project("").register.usable("P01")
    lift.press("Enter")
    expect(row.get_by_role("button", name="Restrict")).to_be_focused()
    with page.expect_download() as coming:
        row.get_by_role("button", name="Copy for the person").click()
    assert coming.value.suggested_filename == "copy.docx"
    row.get_by_role("button", name="Withdraw …").click()
    expect(page.get_by_role("heading", name="What goes when this person withdraws")).to_be_focused()
    expect(page.get_by_text("spegla privacy withdraw P01")).to_be_visible()
    assert findings(page) == []
    assert not bench.complaints


def test_nothing_goes_sideways_at_twice_the_size_and_names_are_blurred(small: Path, bench_on: BenchOn) -> None:
    page = bench_on(small, presentation=True).window("/people", viewport={"width": 640, "height": 360})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    blurred = page.locator("#person-1 .person").evaluate("one => getComputedStyle(one).filter")
    assert "blur" in blurred
