"""A claim from the board to its quantity word, by keyboard too; nothing grave for axe, nothing sideways at 200 %."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BenchOn
from tests.browser.test_accessibility import HALF, findings, quiet, sideways
from tests.conftest import Spegla


@pytest.fixture
def claimed(spegla: Spegla, small: Path) -> Path:
    """The small project with themes and two claims, one of them across groups."""
    themes = spegla("themes", "-p", small, "--json").json["themes"]
    ids = {(one["area"], one["group"]): one["id"] for one in themes}
    bus, talk = ids["needs", "participants"], ids["needs", "team"]
    words = ("--coder", "KL", "-p", small)
    assert spegla("claims", "add", "{who} {miss/misses} the bus", "--theme", bus, *words).code == 0
    both = ("--theme", bus, "--theme", talk, "--group", "all")
    assert spegla("claims", "add", "{who} {speak/speaks} of needs", *both, *words).code == 0
    return small


def test_a_claim_is_written_from_a_theme_and_a_stance_changes_its_word(bench_on: BenchOn, claimed: Path) -> None:
    bench = bench_on(claimed)
    page = bench.window("/themes/area/2", coder="KL")
    page.get_by_role("link", name="Write a claim").first.click()
    page.get_by_label("The claim, in one sentence").fill("{who} {need/needs} help with sleep")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page).to_have_url(bench.door.address.rstrip("/") + "/claims/3")
    sentence = page.locator(".claim-sentence").first
    expect(sentence).to_contain_text("participants need help with sleep.")
    before = sentence.text_content()
    _fix(page, "P03")
    _fix(page, "P09")
    expect(page.locator(".claim-sentence").first).not_to_have_text(str(before))
    expect(page.locator("#status")).to_contain_text("Now: ")
    assert bench.complaints == []


def _fix(page: Page, person: str) -> None:
    """Read what the person said and decide that it affirms the claim, with the keyboard."""
    one = page.locator(".claim-person", has=page.get_by_text(person, exact=True))
    one.locator("summary").press("Enter")
    one.get_by_role("radio", name="affirms").press("Space")
    expect(one.locator("[data-then]")).to_contain_text("of")
    one.get_by_label("Reason").fill("means the same")
    one.get_by_role("button", name="Decide").press("Enter")
    expect(page.locator(".claim-person", has=page.get_by_text(person, exact=True))).to_contain_text("decided")


def test_a_claim_is_moved_removed_and_comes_back(bench_on: BenchOn, claimed: Path) -> None:
    bench = bench_on(claimed)
    page = bench.window("/claims/2", coder="KL")
    page.get_by_role("button", name="Move up").click()
    expect(page.get_by_role("button", name="Move up")).to_be_disabled()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator(".claims-list li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#status")).to_contain_text("claim removed")
    page.goto(bench.door.address.rstrip("/") + "/claims")
    expect(page.locator(".claims-list li")).to_have_count(2)
    assert bench.complaints == []


@pytest.mark.parametrize("address", ["/claims", "/claims/2", "/claims/1/change", "/claims/new", "/claims/matrix"])
def test_nothing_is_grave_and_nothing_goes_sideways(bench_on: BenchOn, claimed: Path, address: str) -> None:
    page = quiet(bench_on(claimed).window(address, coder="KL", viewport=HALF))
    assert sideways(page) == []
    quiet(page)
    assert sideways(page) == []
    assert findings(page) == []
