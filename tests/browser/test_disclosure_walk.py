"""The disclosure gate by keyboard: findings answered one by one and alike, then the draft let out."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_accessibility import findings


def test_findings_are_answered_and_the_draft_is_let_out(full, bench_on):
    bench = bench_on(full)
    page = bench.window("/draft", coder="KL")
    page.get_by_role("link", name="Let it out …").press("Enter")
    expect(page.get_by_role("heading", name="Disclosure check")).to_be_visible()
    expect(page.get_by_role("button", name="Let out as Word")).to_be_disabled()
    page.get_by_role("link", name="By person").press("Enter")
    expect(page.locator(".gate-section h3 .person").first).to_be_visible()
    page.get_by_role("link", name="By kind").press("Enter")
    title = page.locator("#gate-title")
    left = int(title.inner_text().split()[0])
    first = page.locator(".gate-list li").first
    first.get_by_label("Or why it may stand").fill("Agreed with everyone")
    first.get_by_role("button", name="Let it stand").press("Enter")
    expect(page.locator("#gate-told")).to_have_text("Kept, with your reason.")
    expect(title).to_contain_text(f"{left - 1} ")
    expect(title).to_be_focused()
    while page.locator(".gate-list > li button[value=keep]").count():
        before = title.inner_text()
        alike = page.locator(".gate-alike")
        if alike.count():
            alike.first.locator("summary").press("Enter")
            alike.first.get_by_label("Why they may stand").fill("Agreed with everyone")
            alike.first.get_by_role("button", name="Let them stand").press("Enter")
        else:
            one = page.locator(".gate-list > li:has(button[value=keep])").first
            one.get_by_label("Or why it may stand").fill("Agreed with everyone")
            one.get_by_role("button", name="Let it stand").press("Enter")
        expect(title).not_to_have_text(before)
    expect(title).to_have_text("Nothing hinders: the draft can be let out")
    assert findings(page) == []
    page.get_by_role("button", name="Let out as Word").press("Enter")
    expect(page.get_by_role("link", name="Fetch the file (Word)")).to_be_visible()
    assert bench.complaints == []
