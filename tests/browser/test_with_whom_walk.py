"""With whom is marked on the reading page: by keyboard, from what the machine proposes, undone, and seen by others."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Bench, BenchOn
from tests.browser.transcript import ready
from toolkit.domain.networks.partners import Effect, PartnerKind, Tie, Time
from toolkit.services.material.hands import Hand
from toolkit.services.network import partners, ties


def marked(bench: Bench) -> tuple[Tie, ...]:
    return ties.ties(bench.desk.project(""))


def listed(bench: Bench) -> list[str]:
    return [one.name for one in partners.partners(bench.desk.project(""))]


@pytest.fixture
def bench(small: Path, bench_on: BenchOn) -> Bench:
    found = bench_on(small)
    hand = Hand("KL", "start-of-the-walk")
    partners.add(found.desk.project(""), "Bus company", PartnerKind.ORGANISATION, hand=hand)
    partners.alias(found.desk.project(""), "Bus company", partners.Alias("bus"), hand=Hand("KL", "a-name-more"))
    return found


def opened(bench: Bench, path: str = "/read/1", **window: str) -> Page:
    """The page with the first sentence held and the section asked for."""
    page = ready(bench.window(path, **window))
    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(page.locator(".with-whom-rest")).not_to_be_empty()
    return page


def test_marked_by_keyboard_and_undone(bench: Bench) -> None:
    page = opened(bench)
    expect(page.get_by_label("Partner", exact=True)).to_be_focused()
    page.keyboard.type("Bus company")
    page.get_by_label("Effect", exact=True).select_option("hinders")
    page.get_by_label("Contact", exact=True).select_option("before")
    page.get_by_label("Partner", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ties .tie")).to_contain_text("hinders · contact before")
    expect(page.locator("#text")).to_be_focused()
    (one,) = marked(bench)
    assert (one.effect, one.time, one.coder) == (Effect.HINDERS, Time.BEFORE, "KL")
    page.keyboard.press("Control+z")
    expect(page.locator(".ties")).to_have_count(0)
    assert marked(bench) == ()
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".ties .tie")).to_have_count(1)
    page.get_by_role("button", name="Remove the mark: Bus company").click()
    expect(page.locator(".ties")).to_have_count(0)
    assert not bench.complaints


def test_a_new_partner_is_added_where_it_is_needed(bench: Bench) -> None:
    page = opened(bench)
    page.get_by_label("Partner", exact=True).fill("Debt adviser")
    page.get_by_label("What it is").select_option("person")
    page.get_by_role("button", name="Add to the list and mark").click()
    expect(page.locator(".ties .tie")).to_contain_text("Debt adviser")
    assert "Debt adviser" in listed(bench)
    assert not bench.complaints


def test_proposals_are_answered_and_a_no_does_not_come_back(bench: Bench) -> None:
    page = opened(bench)
    left = page.locator(".with-whom-rest")
    expect(left).to_contain_text("left in this source")
    count = int(left.inner_text().split()[0])
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".tie-proposal").first).to_contain_text("one of its names")
    page.get_by_role("button", name="No, do not mark: Bus company").first.click()
    if count > 1:
        expect(left).to_contain_text(f"{count - 1} proposal")
        page.get_by_role("button", name="Next", exact=True).click()
        page.get_by_role("button", name="Yes, mark: Bus company").first.click()
        expect(page.locator(".ties .tie")).to_have_count(1)
    assert len(marked(bench)) == (1 if count > 1 else 0)
    page = opened(bench)
    if count > 2:
        expect(page.locator(".with-whom-rest")).to_contain_text(f"{count - 2} proposal")
    else:
        expect(page.locator(".with-whom-rest")).to_contain_text("proposes no partner")
    assert not bench.complaints


def test_nothing_of_it_is_loaded_before_it_is_wanted(bench: Bench) -> None:
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    names = "performance.getEntriesByType('resource').map((one) => one.name)"
    asked = [name for name in page.evaluate(names) if "with_whom" in name or "/ties" in name]
    assert asked == []
    page.get_by_role("button", name="With whom …").click()
    expect(page.locator(".with-whom-rest")).not_to_be_empty()
    assert any("with_whom" in name for name in page.evaluate(names))


def test_read_only_shows_and_changes_nothing(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small, read_only=True)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(page.locator(".with-whom-rest")).to_contain_text("no partners yet")
    expect(page.locator(".with-whom button:visible")).to_have_count(0)
    assert not bench.complaints
