# ruff: noqa: E501 (scripts for the page and tables of addresses stand on one line)
"""From an empty project to the first coding: files chosen, looked at and stored, a coder named, words coded."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.transcript import ready, saved, select, stored
from tests.material import focus_group, transcript


def test_from_an_empty_project_to_the_first_coding(empty: Path, tmp_path: Path, bench_on: BenchOn) -> None:
    bench = bench_on(empty, coder="")
    page = bench.window("/")
    expect(page.get_by_text("There are no interviews in the project yet.")).to_be_visible()
    files = [tmp_path / "p01.txt", tmp_path / "team.txt", tmp_path / "picture.png"]
    files[0].write_text(transcript("P01"), encoding="utf-8")
    files[1].write_text(focus_group(), encoding="utf-8")
    files[2].write_bytes(b"\x89PNG\r\n")
    page.locator("#add-files").set_input_files(files)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 files can be added")
    expect(dialog).to_contain_text("picture.png")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("There are no interviews in the project yet.")).to_be_visible()
    page.locator("#add-files").set_input_files(files[:2])
    dialog.get_by_role("button", name="Add 2 files").press("Enter")
    page.get_by_role("link", name="p01.txt").click()
    ready(page)
    page.locator("#coder").click()
    page.locator("#coder-name").fill("EN")
    page.keyboard.press("Enter")
    expect(page.locator("#coder")).to_have_text("EN")
    ready(page)
    select(page, "twice a day from our village")
    page.keyboard.press("2")
    saved(page)
    assert [(one.code, one.quote) for one in stored(bench.desk, "EN")] == [("needs", "twice a day from our village")]
    assert not bench.complaints


def test_files_that_are_dropped(empty: Path, bench_on: BenchOn) -> None:
    page = bench_on(empty).window("/")
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "p01.txt", { type: "text/plain" }));
          for (const kind of ["dragover", "drop"]) document.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        transcript("P01"),
    )
    expect(page.get_by_role("dialog")).to_contain_text("1 file can be added")


def test_the_machine_proposes_and_the_page_tells(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    page = bench.window("/")
    page.locator("[data-suggest]").first.click()
    expect(page.locator("#job-said, #status").filter(has_text="wait")).not_to_have_count(0)
    assert not bench.complaints
