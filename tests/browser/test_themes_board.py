"""The themes board: moved with a real mouse and by keyboard, split, merged, named, set aside, undone, and obeyed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import BenchOn
from tests.conftest import Spegla

NEEDS = "/themes/area/2/group/1"


def _card(page: Page, name: str) -> Locator:
    return page.locator(f'.theme[data-name="{name}"]')


def _words(card: Locator) -> set[str]:
    return set(card.locator(".theme-passage .quote").all_text_contents())


def _all_words(page: Page) -> set[str]:
    """The passages of every card, each shown in full."""
    for button in page.locator(".theme:not([data-open]) [data-do=all]").all():
        button.press("Enter")
    expect(page.locator(".theme:not([data-open])")).to_have_count(0)
    return _words(page.locator(".theme-column"))


def _named(page: Page, name: str) -> None:
    page.locator("#theme-name").fill(name)
    page.keyboard.press("Enter")


def _split(page: Page, *, keys: int, name: str) -> None:
    for box in page.locator(".theme-passage input").all()[:keys]:
        box.check()
    page.locator("[data-ticked=new]").click()
    _named(page, name)
    expect(_card(page, name)).to_be_visible()


def test_what_was_decided_on_the_board_is_obeyed(full: Path, bench_on: BenchOn, spegla: Spegla) -> None:
    bench = bench_on(full)
    page = bench.window(NEEDS)
    before = _all_words(page)
    _split(page, keys=2, name="Two of a kind")
    apart = _words(_card(page, "Two of a kind"))
    assert len(apart) == 2
    _split(page, keys=1, name="The bus")
    page.locator('.theme[data-name="The bus"] [data-do=merge]').focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Two of a kind").press("Enter")
    expect(_card(page, "The bus")).to_have_count(0)
    joined = _words(_card(page, "Two of a kind"))
    assert _all_words(page) == before, "no passage is lost"
    _card(page, "Two of a kind").locator("[data-do=rename]").first.click()
    _named(page, "The way there")
    expect(_card(page, "The way there")).to_be_visible()
    assert not bench.complaints
    bench.desk.close()
    told = spegla("themes", "-p", full, "--json")
    (kept,) = [one for one in told.json["themes"] if one["name"] == "The way there"]
    assert len(kept["passages"]) == len(joined)


def test_a_passage_is_dragged_and_moved_by_keyboard(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window(NEEDS)
    _split(page, keys=2, name="Apart")
    goal = _card(page, "Apart")
    other = page.locator('.theme:not([data-name="Apart"]) .theme-passage:visible').first
    words = other.locator(".quote").inner_text()
    other.locator(".grip").scroll_into_view_if_needed()
    grip, place = other.locator(".grip").bounding_box(), goal.locator(".theme-passages").bounding_box()
    assert grip
    assert place
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(place["x"] + 40, place["y"] + 30, steps=12)
    page.mouse.move(place["x"] + 44, place["y"] + 34, steps=4)
    page.mouse.up()
    expect(goal.locator(".quote", has_text=words)).to_have_count(1)
    expect(page.locator("#status")).to_have_text("Moved to Apart.")
    page.wait_for_load_state("networkidle")  # the column is shown anew
    goal.locator(".theme-passage", has_text=words).locator("[data-do=move]").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Enter")
    expect(goal.locator(".quote", has_text=words)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(goal.locator(".quote", has_text=words)).to_have_count(1)
    assert not bench.complaints


def test_a_theme_is_set_aside_and_taken_back(full: Path, bench_on: BenchOn, spegla: Spegla) -> None:
    bench = bench_on(full)
    page = bench.window(NEEDS)
    name = page.locator(".theme").first.get_attribute("data-name") or ""
    page.locator(".theme [data-do=aside]").first.press("Enter")
    expect(page.locator("#status")).to_contain_text("Set aside")
    page.locator(".set-aside summary").click()
    expect(page.locator(".set-aside .theme")).to_have_attribute("data-name", name)
    page.locator(".set-aside [data-do=back]").press("Enter")
    expect(page.locator(".theme-cards .theme").first).to_have_attribute("data-name", name)
    page.keyboard.press("Control+z")
    expect(page.locator(".set-aside .theme")).to_have_count(1)
    assert not bench.complaints


def test_what_another_window_changed_is_not_overwritten(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    first, second = bench.window(NEEDS, coder="KL"), bench.window(NEEDS, coder="EN")
    second.route("**/api/mark", lambda route: route.abort())  # this window does not see what the other does
    first.locator("[data-do=rename]").first.click()
    _named(first, "First")
    expect(_card(first, "First")).to_be_visible()
    second.locator("[data-do=rename]").first.click()
    _named(second, "Second")
    expect(_card(second, "First")).to_be_visible()
    expect(second.locator("#status")).to_contain_text("changed")
    assert _card(second, "Second").count() == 0


def test_the_keyboard_stays_where_it_was(full: Path, bench_on: BenchOn) -> None:
    """A deed of one's own, or a colleague's, shows the column anew; what had the focus has it again."""
    bench = bench_on(full)
    page = bench.window(NEEDS)
    card = page.locator(".theme:has([data-do=rename])").first
    theme = card.get_attribute("data-theme")
    card.locator("[data-do=merge]").focus()
    page.evaluate("document.querySelector('.theme-column').dataset.old = 'yes'")
    page.evaluate("document.dispatchEvent(new CustomEvent('spegla:changed', { cancelable: true }))")
    expect(page.locator(".theme-column[data-old]")).to_have_count(0)
    expect(page.locator(f'.theme[data-theme="{theme}"] [data-do=merge]')).to_be_focused()
    assert not bench.complaints
