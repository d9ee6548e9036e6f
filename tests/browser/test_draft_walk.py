"""The draft: from a sentence to its passages, to their place in the text, and back to where they are used."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import BenchOn


def test_from_a_sentence_to_its_passage_and_back(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/draft")
    claim = page.locator("[data-claim]").first
    claim.press("Enter")
    passage = page.locator("#evidence-list li", has=page.locator(".quote")).first
    words = passage.locator(".quote").inner_text()
    page.keyboard.press("Escape")
    expect(claim).to_be_focused()
    page.keyboard.press("Enter")
    expect(passage).to_be_visible()
    passage.get_by_role("link", name="In the text").click()
    page.locator("html[data-reading=ready]").wait_for()
    assert words[:40] in (page.locator("#text").text_content() or "")
    page.go_back()
    expect(page.locator("[data-claim]").first).to_be_visible()
    assert not bench.complaints


def test_the_draft_is_written_and_fetched(full: Path, bench_on: BenchOn) -> None:
    bench = bench_on(full)
    page = bench.window("/draft", accept_downloads=True)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Write to HTML").click()
    assert fetched.value.suggested_filename.endswith(".html")
    assert b"<html" in Path(fetched.value.path()).read_bytes()
    expect(page.locator("#written")).to_contain_text("Written, with")
