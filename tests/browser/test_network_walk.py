"""The screen With whom in a browser: by keyboard over the map, a line's passages, the table, narrowed, blurred."""

from playwright.sync_api import expect

from tests.services.tied import tie


def focused(page):
    return page.evaluate("document.activeElement.querySelector('text')?.textContent")


def test_the_map_is_walked_by_keyboard_and_tells_its_passages(full, bench_on):
    tie(full)
    bench = bench_on(full)
    page = bench.window("/network?view=people")
    expect(page.locator("#map .node")).to_have_count(10)
    expect(page.locator("#map .line")).to_have_count(8)
    page.locator("#map .node[tabindex='0']").focus()
    assert focused(page) == "The bus company"
    expect(page.locator("#side-title")).to_have_text("The bus company")
    expect(page.locator("#side-lines button")).to_have_count(4)
    page.keyboard.press("ArrowRight")
    neighbour = focused(page)
    assert neighbour in ("P01", "P02", "P03", "T1")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert focused(page) in ("The doctor", "The supervisor", "The bus company")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#side-passages .quote").first).to_be_visible()
    expect(page.locator("#map .line.out")).to_have_count(1)
    page.keyboard.press("Escape")
    assert focused(page) is not None
    assert bench.complaints == []


def test_the_table_and_the_missing_links_open_the_same_passages(full, bench_on):
    tie(full)
    bench = bench_on(full)
    page = bench.window("/network?view=people")
    page.get_by_role("button", name="Passages: The doctor – P09").click()
    expect(page.locator("#side-passages .quote")).to_contain_text("I got to see a doctor the same week")
    page.locator("#missing button").first.click()
    expect(page.locator("#side-passages .quote").first).to_be_visible()
    page.get_by_label("Group").select_option("team")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#map .line")).to_have_count(1)
    page.get_by_label("Partners and needs").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#map .node.need")).to_have_count(1)
    expect(page.locator("#map .node.person")).to_have_count(0)
    assert bench.complaints == []


def test_helping_and_hindering_differ_in_form_and_people_are_blurred(full, bench_on):
    tie(full)
    bench = bench_on(full, presentation=True)
    page = bench.window("/network?view=people")
    forms = {
        effect: page.locator(f"#map .line[data-effect='{effect}']").first.evaluate(
            "l => getComputedStyle(l).strokeDasharray"
        )
        for effect in ("helps", "hinders", "unsaid")
    }
    assert len(set(forms.values())) == 3
    blurred = page.locator("#map text.person").first.evaluate("t => getComputedStyle(t).filter")
    assert blurred.startswith("blur")
    assert bench.complaints == []
