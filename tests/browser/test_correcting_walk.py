"""A text is corrected on the reading page: words, a split, who speaks; taken back in the panel; never in read-only."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import BenchOn
from tests.browser.transcript import ready, stored
from toolkit.storage.sources import sources

BUS = "The bus was the worst of it"


def text_of(bench, name="p01.txt"):
    project = bench.desk.project("")
    with project.store() as store, store.reading() as connection:
        return sources.get(connection, name)


def test_words_are_corrected_and_taken_back(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    before, codings = text_of(bench), stored(bench.desk)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog")
    words = dialog.get_by_label("The words of the turn")
    said = words.input_value()
    assert BUS in said
    words.fill(said.replace("bus", "old bus", 1))
    expect(dialog.get_by_role("status")).to_contain_text("with")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("html[data-reading=ready]")).to_be_attached()
    expect(page.locator(".turn-text", has_text="The old bus")).to_be_visible()
    assert [one.code for one in stored(bench.desk)] == [one.code for one in codings]
    page.get_by_role("tab", name="Source").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".turn-text", has_text=BUS)).to_be_visible()
    assert text_of(bench).text == before.text
    assert [(one.id, one.span) for one in stored(bench.desk)] == [(one.id, one.span) for one in codings]
    assert not bench.complaints


def test_a_turn_is_split_by_keyboard_and_given_to_another(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    turns = len(text_of(bench).turns)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    page.get_by_role("button", name="Correct …").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    dialog.get_by_role("button", name="Split at the cursor").click()
    dialog.get_by_label("Second half said by").last.select_option("interviewer")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("html[data-reading=ready]")).to_be_attached()
    expect(page.locator(".turn")).to_have_count(turns + 1)
    now = text_of(bench)
    assert len(now.turns) == turns + 1
    assert not bench.complaints


def test_another_window_is_told_that_the_text_was_corrected(small: Path, bench_on: BenchOn) -> None:
    bench = bench_on(small)
    first = ready(bench.window("/read/1"))
    from toolkit.domain.sources import turn_edits
    from toolkit.services.material import revising
    from toolkit.services.material.hands import Hand

    project = bench.desk.project("")
    source, seen = revising.current(project, "p01.txt")
    made = turn_edits.worded(source, 1, "Quite another question?")
    revising.correct(project, "p01.txt", made, hand=Hand("MB", ""), seen=seen, agreed=True)
    expect(first.locator(".turn-text", has_text="Quite another question?")).to_be_visible()
    assert not bench.complaints
