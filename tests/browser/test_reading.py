"""Reading and coding in a browser: with the mouse, by keyboard alone, with overlap and undo."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.transcript import click, quotes, ready, saved, select, stored, where
from tests.material import make_project
from toolkit.cli.main import run

BUS = "the bus is late every morning"


@pytest.fixture(scope="session")
def uncoded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project without codings; copied by every walk."""
    return make_project(tmp_path_factory.mktemp("uncoded") / "project", run, coded=False)


@pytest.fixture
def uncoded(uncoded_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(uncoded_once, tmp_path / "uncoded"))


def test_from_the_start_to_the_first_coding(uncoded: Path, bench_on: BenchOn) -> None:
    bench = bench_on(uncoded)
    page = bench.window("/")
    page.get_by_role("link", name="Read and code").first.click()
    page.get_by_role("link", name="p04.txt").click()
    ready(page)
    select(page, BUS)
    assert page.locator(".subject-words").inner_text() == BUS
    page.get_by_role("option", name="Definition of needs").click()
    expect(page.locator("#status")).to_have_text("Coded: Definition of needs.")
    saved(page)
    assert [(one.code, one.quote) for one in stored(bench.desk)] == [("needs", BUS)]
    assert not bench.complaints


def test_keyboard_alone(uncoded: Path, bench_on: BenchOn) -> None:
    bench = bench_on(uncoded)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    first = page.locator(".subject-words").inner_text()
    assert first.startswith("The bus was the worst of it")
    page.keyboard.press("1")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Alt+Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("plan, p")
    page.keyboard.press("Enter")
    saved(page)
    codings = stored(bench.desk)
    assert codings[0].code == "preconditions"
    assert codings[0].quote == first
    assert codings[1].quote.startswith("bus was the worst")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "text"
    assert not bench.complaints


def test_several_codes_in_one_go(uncoded: Path, bench_on: BenchOn) -> None:
    bench = bench_on(uncoded)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.keyboard.type("heal")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("hind")
    page.keyboard.press("Shift+Enter")
    assert page.locator(".chip").count() == 2
    page.keyboard.press("Enter")
    saved(page)
    assert [one.code for one in stored(bench.desk)] == ["needs/health", "valence/hinders"]
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator(".stripe")).to_have_count(0)
    assert not stored(bench.desk)


def test_overlap_and_undo(uncoded: Path, bench_on: BenchOn) -> None:
    bench = bench_on(uncoded)
    page = ready(bench.window("/read/4"))
    for words, number in (
        (BUS, "1"),
        ("late every morning and then", "2"),
        ("every morning", "3"),
        ("every morning", "4"),
    ):
        select(page, words)
        page.keyboard.press(number)
    saved(page)
    page.keyboard.press("Escape")
    click(page, "every")
    expect(page.locator(".codings .tag")).to_have_count(4)
    assert page.locator(".stripe:not(.proposed)").count() == 4
    boxes = [one.bounding_box() for one in page.locator(".stripe").all()]
    assert len({box["x"] for box in boxes if box}) == 4, "each bar in a lane of its own"
    for left in (3, 2, 1, 0):
        page.keyboard.press("Control+z")
        expect(page.locator(".stripe")).to_have_count(left)
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator(".stripe")).to_have_count(1)
    assert quotes(bench.desk) == [BUS]
    assert not bench.complaints


def test_a_coding_gets_another_code_and_other_edges(uncoded: Path, bench_on: BenchOn) -> None:
    bench = bench_on(uncoded)
    page = ready(bench.window("/read/4"))
    select(page, "the bus is late")
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    page.locator(".stripe").click()
    page.keyboard.press("e")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Enter")
    saved(page)
    assert quotes(bench.desk) == [BUS]
    page.keyboard.press("c")
    page.keyboard.type("work")
    page.keyboard.press("Enter")
    saved(page)
    assert [one.code.split("/")[0] for one in stored(bench.desk)] == ["needs"]
    assert stored(bench.desk)[0].code != "needs"
    page.keyboard.press("Delete")
    saved(page)
    assert not stored(bench.desk)


def test_edges_are_dragged(uncoded: Path, bench_on: BenchOn) -> None:
    bench = bench_on(uncoded)
    page = ready(bench.window("/read/4"))
    select(page, "the bus is late")
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    page.locator(".stripe").click()
    page.get_by_role("button", name="Change edges").click()
    handle = page.locator(".handle.end").bounding_box()
    assert handle
    _, _, right, middle = where(page, BUS)
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(right - 1, middle, steps=8)
    page.mouse.up()
    page.get_by_role("button", name="Save the edges").click()
    saved(page)
    assert quotes(bench.desk) == [BUS]


def test_in_vivo_and_memo(uncoded: Path, bench_on: BenchOn) -> None:
    bench = bench_on(uncoded)
    page = ready(bench.window("/read/4"))
    select(page, BUS)
    page.keyboard.press("i")
    saved(page)
    expect(page.locator("#status")).to_contain_text(BUS)
    assert quotes(bench.desk) == [BUS]
    page.keyboard.press("m")
    page.keyboard.type("Look at the timetable")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".memo .memo-text")).to_have_text("Look at the timetable")
    page.get_by_role("tab", name="Source").click()
    page.get_by_role("button", name="Memo on this source").click()
    page.keyboard.type("A calm talk")
    page.get_by_role("button", name="Save memo").click()
    expect(page.locator("#tab-source .memo .memo-text")).to_have_text("A calm talk")
    page.reload()
    ready(page)
    page.get_by_role("tab", name="Source").click()
    expect(page.locator("#tab-source .memo .memo-text")).to_have_text("A calm talk")


def test_colleagues_codings_are_told_apart(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = ready(bench.window("/read/4", coder="EN"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.keyboard.type("work")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("Escape")
    assert set(page.locator(".stripe .initial").all_inner_texts()) == {"K", "E"}
    click(page, "bus is late")
    page.locator(".coding-head", has_text="KL").first.click()
    expect(page.get_by_text("Coded by KL. Only KL changes it")).to_be_visible()
    assert page.get_by_role("button", name="Remove").count() == 0
    page.get_by_role("tab", name="Source").click()
    page.get_by_role("checkbox", name="KL").uncheck()
    expect(page.locator(".stripe")).to_have_count(1)
