"""A long source: its first screen comes first and the rest after it, and nobody misses anything."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import BenchOn
from tests.browser.transcript import ready
from toolkit.cli.main import run

TURNS = 140  # each side
LAST = 2 * TURNS
ASKED, SAID = "Vad händer sedan i steg {n}?", "I steg {n} får deltagarna träffa en handledare och skriva sin plan. "
TOP = "(id) => Math.round(document.getElementById(id).getBoundingClientRect().top)"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one long interview; two coders code in all of it, and once from the first screen beyond it."""
    folder = tmp_path_factory.mktemp("long") / "project"
    assert run(["init", str(folder), "--language", "sv"]) == 0
    lines = [f"I: {ASKED.format(n=n)}\n\nP0001: {SAID.format(n=n) * 4}\n" for n in range(TURNS)]
    text = "\n".join(lines)
    (folder / "interviews").mkdir(exist_ok=True)
    (folder / "interviews" / "respondents.csv").write_text(
        "id,group,consent\nP0001,participants,given\n", encoding="utf-8"
    )
    (folder / "interviews" / "long.txt").write_text(text, encoding="utf-8")
    assert run(["add", str(folder / "interviews" / "long.txt"), "-p", str(folder)]) == 0
    with (folder / "codings.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(("source", "start", "end", "quote", "code", "coder"))
        for n in range(TURNS):
            start = text.index(f"I steg {n} får")
            end = text.index(".", start) if n else text.index("I steg 60 får") + 20
            table.writerow(("long.txt", start, end, text[start:end], "needs", "AB"[n % 2]))
    assert run(["codings", "import", str(folder / "codings.csv"), "-p", str(folder)]) == 0
    return folder


def test_all_of_the_text_is_there(long: Path, bench_on: BenchOn) -> None:
    """Every turn, in order; the browser's own search finds the last words, and all can be selected and printed."""
    bench = bench_on(long, coder="A")
    page = ready(bench.window("/read/1"))
    numbers = page.eval_on_selector_all(".turn", "(turns) => turns.map((turn) => Number(turn.id.slice(1)))")
    assert numbers == sorted(numbers)
    assert len(numbers) == LAST
    expect(page.locator("#coming")).to_have_count(0)
    assert page.evaluate("(words) => window.find(words)", f"I steg {TURNS - 1} får")
    page.keyboard.press("Control+a")
    assert f"steg {TURNS - 1} får" in page.evaluate("getSelection().toString()")
    assert bench.complaints == []


def test_a_coding_that_goes_on_beyond_the_first_screen(long: Path, bench_on: BenchOn) -> None:
    """Its bar goes through every turn, and the list has it once."""
    page = ready(bench_on(long, coder="A").window("/read/1"))
    for number in (2, 40, 100):
        page.locator(f"#t{number}").scroll_into_view_if_needed()
        expect(page.locator(f"#t{number} .stripe").first).to_be_attached()
    page.locator("#t-coded").click()
    expect(page.locator("#tab-coded li")).to_have_count(TURNS)


def test_a_link_leads_to_a_turn_far_down(long: Path, bench_on: BenchOn) -> None:
    """The turn that the address names is in view."""
    page = ready(bench_on(long, coder="A").window(f"/read/1#t{LAST - 20}"))
    expect(page.locator(f"#t{LAST - 20}")).to_contain_class("arrived")
    expect(page.locator(f"#t{LAST - 20}")).to_be_in_viewport()


@pytest.mark.parametrize("how", ["back", "again"])
def test_one_comes_back_to_where_one_was(how: str, long: Path, bench_on: BenchOn) -> None:
    """Gone to another page and back, or loaded again: the same words are at the same height."""
    page = ready(bench_on(long, coder="A").window("/read/1"))
    turn = f"t{LAST - 60}"
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", turn)
    page.wait_for_timeout(400)
    before = page.evaluate(TOP, turn)
    if how == "back":
        page.locator(".bar nav a[href='/scheme']").click()
        page.wait_for_url("**/scheme")
        page.go_back()
    else:
        page.reload()
    ready(page)
    page.wait_for_timeout(300)
    assert abs(page.evaluate(TOP, turn) - before) < 4


def test_a_lost_connection_keeps_the_first_screen(long: Path, bench_on: BenchOn) -> None:
    """The first screen stands with its bars, the page says that the rest is missing, and fetches it later."""
    bench = bench_on(long, coder="A")
    page = bench.window("/scheme")
    lost = [True]
    page.route("**/read/1/rest", lambda route: _once(route, lost))
    page.goto(f"{bench.door.address}read/1")
    expect(page.locator("#coming")).to_contain_text("no connection")
    expect(page.locator(".stripe").first).to_be_visible()
    _all_there(page)


def _once(route: Route, lost: list[bool]) -> None:
    if lost:
        lost.clear()
        route.abort()
    else:
        route.continue_()


def _all_there(page: Page) -> None:
    ready(page)
    expect(page.locator(f"#t{LAST}")).to_be_attached()
