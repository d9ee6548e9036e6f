"""A quote edited by keyboard and mouse: words chosen, masked, left out; what is printed follows; kept and undone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import findings
from tests.material import SAID
from toolkit.cli.main import run


@pytest.fixture
def quoted(full):
    """The full project with one quote of P01."""
    assert run(["quotes", "add", "p01.txt", "--words", SAID[0].words, "--coder", "KL", "-p", str(full)]) == 0
    return full


def printed(page: Page):
    return page.locator("#printed")


def test_words_are_masked_and_left_out_by_keyboard_and_kept(quoted, bench_on):
    page = bench_on(quoted).window("/quotes/1")
    expect(page.locator("#words [aria-selected=true]")).to_have_text("The")
    page.locator("#words [tabindex='0']").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#words [aria-selected=true]")).to_have_count(2)
    page.get_by_role("button", name="Mask …").press("Enter")
    page.get_by_label("Role that stands in").fill("the ride")
    page.keyboard.press("Enter")
    expect(printed(page)).to_contain_text("“[The ride] was the worst of it, it goes")
    expect(page.locator("#changes li")).to_contain_text("masked: The bus → [The ride]")
    page.locator("#words [role=option]").nth(3).click()
    page.locator("#words [role=option]").nth(4).click(modifiers=["Shift"])
    page.get_by_role("button", name="Leave out").click()
    expect(printed(page)).to_contain_text("[The ride] was (...) of it")
    page.get_by_role("button", name="Take back the worst").click()
    expect(printed(page)).to_contain_text("[The ride] was the worst")
    assert findings(page) == []
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#quote-1 .quote")).to_contain_text("[The ride] was the worst")
    page.get_by_role("button", name="never").click()
    expect(page.get_by_role("button", name="never")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+z")
    expect(page.locator("#status")).to_contain_text("Undone")
    page.reload()
    expect(page.get_by_role("button", name="wanted")).to_have_attribute("aria-pressed", "true")


def test_a_quote_is_narrowed_to_the_words_chosen_and_its_end_marked(quoted, bench_on):
    page = bench_on(quoted).window("/quotes/1")
    words = page.locator("#words [role=option]")
    words.nth(2).click()
    words.nth(6).click(modifiers=["Shift"])
    page.get_by_role("button", name="Quote just these").click()
    expect(printed(page)).to_have_text("“was the worst of it”")
    words.nth(2).click()
    page.get_by_role("button", name="First letter").click()
    words.nth(6).click()
    page.get_by_role("button", name="Mark …").click()
    page.get_by_label("Mark after the word").select_option(".")
    page.get_by_role("button", name="Do it").click()
    expect(printed(page)).to_have_text("“Was the worst of it.”")
    words.nth(12).click()
    page.get_by_role("button", name="Leave out").click()
    expect(page.locator("#status")).to_contain_text("Choose words within the quote")
    assert findings(page) == []
