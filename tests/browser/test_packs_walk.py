"""A pack for the team by keyboard: prepared, a finding answered, fetched as Word, walked as slides, marked as shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BenchOn
from tests.browser.test_accessibility import HALF, findings, sideways

SCREENS = ({"width": 1280, "height": 720}, {"width": 1024, "height": 768}, HALF)
OVER = """() => {
  const one = document.querySelector(".slide:not([hidden])"), box = one.getBoundingClientRect();
  const out = [...one.children].filter((each) => {
    const own = each.getBoundingClientRect();
    return own.top < box.top || own.bottom > box.bottom || own.left < box.left || own.right > box.right;
  });
  return one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth || out.length > 0;
}"""
LONG = "And when somebody waits for weeks without knowing why, what do we do then, and what could we stop doing? " * 2


def prepared(page: Page) -> None:
    page.get_by_role("link", name="Prepare a pack").press("Enter")
    page.get_by_role("link", name="The team", exact=True).press("Enter")
    expect(page.locator("#may-see")).to_contain_text("The team knows the participants")
    page.locator(".packs-area summary").first.press("Enter") if not page.locator(".packs-area[open]").count() else None
    page.locator("input[name=themes]").first.press("Space")
    expect(page.locator("#estimate")).to_contain_text("1 finding")
    assert findings(page) == []
    page.get_by_label("Title").fill("What we see in October")
    page.get_by_role("button", name="Prepare the pack").press("Enter")
    expect(page.get_by_role("heading", name="What we see in October")).to_be_visible()


def questioned(page: Page) -> None:
    """A question that names somebody is found, and put in other words or let stand with a reason."""
    page.get_by_label("One more question").fill("What would P01 say of it?")
    page.get_by_label("Question 1", exact=True).fill(LONG.strip())
    page.get_by_role("button", name="Save the questions").press("Enter")
    title = page.locator("#gate-title")
    expect(title).to_contain_text("to answer")
    expect(title).to_be_focused()
    expect(page.get_by_role("button", name="Let out as Word and HTML")).to_be_disabled()
    assert findings(page) == []
    while page.locator(".gate-list > li button[value=keep]").count():
        before = title.inner_text()
        one = page.locator(".gate-list > li:has(button[value=keep])").first
        one.get_by_label("Or why it may stand").fill("Agreed with everyone")
        one.get_by_role("button", name="Let it stand").press("Enter")
        expect(title).not_to_have_text(before)
    expect(title).to_contain_text("nothing hinders")


def place(page: Page) -> int:
    return int(page.url.partition("#")[2])


def walked(page: Page, last: int) -> None:
    """By keys to the end, each slide inside the window."""
    page.keyboard.press("Home")
    for number in range(1, last + 1):
        expect(page.locator(f"#slide-{number}")).to_be_visible()
        expect(page.locator(".slide:visible")).to_have_count(1)
        assert place(page) == number
        assert not page.evaluate(OVER), f"slide {number} at {page.viewport_size}"
        page.keyboard.press("ArrowRight")
    assert place(page) == last


def test_a_pack_is_prepared_let_out_walked_and_shown(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/reflect/packs", coder="KL")
    prepared(page)
    questioned(page)
    page.get_by_role("button", name="Let out as Word and HTML").press("Enter")
    link = page.get_by_role("link", name="Fetch the file (Word)")
    with page.expect_download() as fetched:
        link.press("Enter")
    assert Path(fetched.value.path()).read_bytes()[:2] == b"PK"
    assert findings(page) == []
    page.get_by_role("link", name="Show the slides").press("Enter")
    expect(page.get_by_role("heading", name="What we see in October")).to_be_visible()
    last = page.locator(".slide").count()
    assert findings(page) == []
    for size in SCREENS:
        page.set_viewport_size(size)
        walked(page, last)
    page.keyboard.press("ArrowLeft")
    page.reload()
    expect(page.locator(f"#slide-{last - 1}")).to_be_visible()
    assert place(page) == last - 1
    page.goto(page.url.partition("/slides")[0])
    page.get_by_label("At which meeting").fill("Team day")
    page.get_by_role("button", name="Mark as shown").press("Enter")
    expect(page.locator("#shown")).to_contain_text("Team day")
    page.get_by_role("link", name="All packs").press("Enter")
    expect(page.locator(".packs-list")).to_contain_text("Team day")
    assert findings(page) == []
    page.set_viewport_size(HALF)
    assert sideways(page) == []
    assert bench.complaints == []


@pytest.fixture
def let_out(full: Path) -> Path:
    """The project with a pack for the team that was let out."""
    from datetime import UTC, datetime

    from toolkit.domain.reflection.packs import Wish
    from toolkit.services.material.hands import Hand
    from toolkit.services.packs import packs
    from toolkit.services.projects.project import open_project

    project = open_project(full, now=datetime.now(UTC))
    packs.write(project, Wish("team", title="What we see"), hand=Hand("KL", "walk"))
    return full


def test_the_note_takers_window_keeps_step_and_the_blur_is_kept(let_out: Path, bench_on: BenchOn) -> None:
    bench = bench_on(let_out)
    wall = bench.window("/reflect/packs/1/slides", coder="KL")
    last = wall.locator(".slide").count()
    with wall.context.expect_page() as opened:
        wall.get_by_role("link", name="Notes in a window of its own").press("Enter")
    notes = opened.value
    expect(notes.locator("#place")).to_have_text(f"1 of {last}")
    assert findings(notes) == []
    following = notes.locator(".note-slide:visible .notes-next p").inner_text().partition(":")[2].strip()
    assert following
    assert following not in wall.locator("body").inner_text()
    notes.keyboard.press("ArrowRight")
    expect(wall.locator("#slide-2")).to_be_visible()
    wall.keyboard.press("End")
    expect(notes.locator("#place")).to_have_text(f"{last} of {last}")
    expect(notes.get_by_text("This is the last slide.")).to_be_visible()
    notes.keyboard.press("b")
    expect(wall.locator("html")).not_to_have_class(re.compile("unblurred"))
    wall.reload()
    expect(wall.locator("html")).not_to_have_class(re.compile("unblurred"))
    expect(wall.locator(f"#slide-{last}")).to_be_visible()
    wall.keyboard.press("b")
    expect(notes.locator("html")).to_have_class(re.compile("unblurred"))
    assert bench.complaints == []


def test_in_presentation_mode_slides_begin_blurred(let_out: Path, bench_on: BenchOn) -> None:
    page = bench_on(let_out, presentation=True).window("/reflect/packs/1/slides", coder="KL")
    expect(page.locator("html")).to_have_class("presentation")
    page.keyboard.press("b")
    expect(page.locator("html")).to_have_class(re.compile("unblurred"))
