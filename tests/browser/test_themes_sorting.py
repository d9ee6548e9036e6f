"""Material that came later: sorted by the keys 1 to 3, looked at, and a column parted otherwise after being asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.conftest import Spegla
from tests.material import SAID, codings_table

NEEDS = "/themes/area/2/group/1"
WORK = [one for one in SAID if "needs/work" in one.codes or one.area != "needs"]


@pytest.fixture
def grown(spegla: Spegla, suggested: Path) -> Path:
    """Themes about the way to work, to which passages about health have come."""
    for said in (WORK, SAID):
        (suggested / "k.csv").write_text(codings_table(said), "utf-8")
        spegla("codings", "import", suggested / "k.csv", "--coder", "KL", "-p", suggested)
        spegla("themes", "-p", suggested)
    return suggested


def test_new_material_is_sorted_with_a_key(grown: Path, bench_on: BenchOn) -> None:
    page = bench_on(grown).window(NEEDS)
    pile = page.locator(".theme.pile")
    items = pile.locator(".theme-passage")
    before = items.count()
    expect(pile.locator(".best").first).to_be_visible()
    words = items.first.locator(".quote").inner_text()
    items.first.focus()
    page.keyboard.press("1")
    expect(page.locator(".theme.pile .theme-passage")).to_have_count(before - 1)
    card = page.locator(".theme:not(.pile)").first
    card.locator("[data-do=all]").click()
    expect(card.locator(".quote", has_text=words)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator(".theme.pile .theme-passage")).to_have_count(before)


def test_what_is_new_is_looked_at(grown: Path, bench_on: BenchOn) -> None:
    page = bench_on(grown).window(NEEDS)
    expect(page.locator(".is-new").first).to_be_visible()
    page.locator("[data-seen]").click()
    expect(page.locator(".is-new")).to_have_count(0)


def test_a_column_is_parted_after_being_asked(grown: Path, bench_on: BenchOn) -> None:
    page = bench_on(grown).window(NEEDS)
    before = page.locator(".theme:not(.pile)").count()
    page.locator("[data-part=finer]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("What you decided stays as it is.")
    dialog.get_by_role("button", name="Sort anew").click()
    expect(page.locator(".theme.pile")).to_have_count(0)
    expect(page.locator(".theme:not(.pile)")).to_have_count(before + 1)
