"""Files corrected before they are stored, by keyboard; many files added as work that can be followed and stopped."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.importers.survey_samples import FORMS

TALK = (
    "KL: How was it?\nBE: By bus.\nKL: And then?\nBE: On foot.\nKL: Thanks!\nBE: Welcome.\nAnna: coffee is ready now.\n"
)


def test_a_speaker_and_the_kind_are_corrected_by_keyboard(empty: Path, tmp_path: Path, bench_on: BenchOn) -> None:
    bench = bench_on(empty)
    page = bench.window("/")
    files = [tmp_path / "talk.txt", tmp_path / "survey.csv"]
    files[0].write_text(TALK, encoding="utf-8")
    files[1].write_text(FORMS, encoding="utf-8")
    page.locator("#add-files").set_input_files(files)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 files can be added")
    expect(dialog).to_contain_text("Columns of the table")
    person = dialog.get_by_label("Person who is BE")
    person.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("P09")
    page.keyboard.press("Tab")
    expect(dialog.get_by_label("Person who is BE")).to_have_value("P09")
    dialog.get_by_label("Role of KL").select_option("unknown")
    expect(dialog.get_by_label("Role of KL")).to_have_value("unknown")
    dialog.get_by_label("Kind").first.select_option("focus_group")
    expect(dialog.get_by_label("Kind").first.locator("option").first).to_have_text("Focus group")
    expect(dialog.get_by_label("Person who is BE")).to_have_value("P09")
    dialog.get_by_text("1 line to look at").press("Enter")
    expect(dialog.get_by_text("Anna: coffee is ready now.")).to_be_visible()
    dialog.get_by_role("button", name="Add 2 files").press("Enter")
    expect(page.get_by_role("link", name="talk.txt")).to_be_visible()
    expect(page.get_by_text("P09").first).to_be_visible()
    assert not bench.complaints


def test_many_files_are_followed_stopped_and_gone_on_with(empty: Path, tmp_path: Path, bench_on: BenchOn) -> None:
    bench = bench_on(empty)
    page = bench.window("/")
    files = []
    for number in range(120):
        files.append(tmp_path / f"many{number:03}.txt")
        files[-1].write_text(TALK.replace("bus", f"bus {number}"), encoding="utf-8")
    page.locator("#add-files").set_input_files(files)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("120 files chosen")
    dialog.get_by_role("button", name="Add 120 files").click()
    page.locator("#job-stop").click()
    expect(page.get_by_text("Stopped.").or_(page.get_by_text("120 sources added."))).to_be_visible()
    page.locator("#add-files").set_input_files(files)
    dialog.get_by_role("button", name="Add 120 files").click()
    expect(page.get_by_role("link", name="many119.txt")).to_be_visible(timeout=60_000)
    assert not bench.complaints
