"""An obstacle from the material to the forum's answer, by keyboard too; nothing grave for axe, nothing sideways."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.test_accessibility import HALF, findings, quiet, sideways
from tests.conftest import Spegla


@pytest.fixture
def claimed(spegla: Spegla, small: Path) -> Path:
    """The small project with themes, a claim, and three obstacles, two of them at one level."""
    themes = spegla("themes", "-p", small, "--json").json["themes"]
    bus = next(one["id"] for one in themes if (one["area"], one["group"]) == ("needs", "participants"))
    words = ("--coder", "KL", "-p", small)
    assert spegla("claims", "add", "{who} {miss/misses} the bus", "--theme", bus, *words).code == 0
    for text, level in (("No bus after six", "society"), ("Nobody answers", "society"), ("Two desks", "organisation")):
        assert spegla("obstacles", "add", text, "--level", level, "--claim", 1, *words).code == 0
    return small


def test_an_obstacle_is_written_from_a_claim_lifted_and_answered(bench_on: BenchOn, claimed: Path) -> None:
    bench = bench_on(claimed)
    page = bench.window("/claims/1", coder="KL")
    page.get_by_role("link", name="Write as an obstacle …").click()
    page.get_by_label("What is in the way, in one sentence").fill("Fares are too high")
    page.get_by_role("radio", name="Surrounding society").press("Space")
    page.get_by_label("Who can remove it").fill("the region")
    page.get_by_role("button", name="Save").press("Enter")
    card = page.locator(".obstacle", has_text="Fares are too high")
    expect(card).to_contain_text("miss the bus.")
    card.locator(".obstacle-deeds summary").press("Enter")
    card.get_by_label("Raised with the forum").fill("the board")
    card.get_by_label("Day").first.fill("2026-03-01")
    card.locator('form[data-deed="lift"]').get_by_role("button", name="Save").press("Enter")
    expect(card).to_contain_text("the board, 2026-03-01")
    card.locator(".obstacle-deeds summary").press("Enter")
    card.get_by_label("What was done, or answered").fill("they will see")
    card.get_by_label("It is the forum's answer").check()
    card.locator('form[data-deed="step"]').get_by_role("button", name="Save").press("Enter")
    expect(card).to_contain_text("Answer: they will see")
    expect(card.locator(".obstacle-status")).to_have_text("answered by the forum")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#status")).to_contain_text("step noted at an obstacle")
    assert bench.complaints == []


def test_priority_is_set_by_keyboard_and_by_dragging(bench_on: BenchOn, claimed: Path) -> None:
    bench = bench_on(claimed)
    page = bench.window("/obstacles", coder="KL")
    society = page.locator('.obstacle-list[data-level="society"] h3')
    second = page.locator(".obstacle", has_text="Nobody answers")
    second.get_by_role("button", name="Move up").press("Enter")
    expect(society).to_have_text(["1 Nobody answers", "2 No bus after six"])
    expect(page.locator("#status")).to_contain_text("Priority 1")
    first = page.locator(".obstacle", has_text="Nobody answers")
    grip = first.locator(".grip").bounding_box()
    below = page.locator(".obstacle", has_text="No bus after six").bounding_box()
    assert grip
    assert below
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, grip["y"] + 20, steps=4)
    page.mouse.move(grip["x"] + 8, below["y"] + below["height"] - 8, steps=12)
    page.mouse.up()
    expect(society).to_have_text(["1 No bus after six", "2 Nobody answers"])
    assert bench.complaints == []


def test_an_obstacle_is_removed_and_comes_back(bench_on: BenchOn, claimed: Path) -> None:
    bench = bench_on(claimed)
    page = bench.window("/obstacles", coder="KL")
    page.locator(".obstacle", has_text="Two desks").get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator(".obstacle")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#status")).to_contain_text("obstacle removed")
    page.goto(bench.door.address.rstrip("/") + "/obstacles/print")
    expect(page.get_by_role("heading", name="Two desks")).to_be_visible()
    assert bench.complaints == []


@pytest.mark.parametrize(
    "address",
    ["/obstacles", "/obstacles/new?claim=1", "/obstacles/1/change", "/obstacles/proposals", "/obstacles/print"],
)
def test_nothing_is_grave_and_nothing_goes_sideways(bench_on: BenchOn, claimed: Path, address: str) -> None:
    page = quiet(bench_on(claimed).window(address, coder="KL", viewport=HALF))
    assert sideways(page) == []
    quiet(page)
    assert sideways(page) == []
    assert findings(page) == []
