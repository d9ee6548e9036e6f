"""Selections with emoji, families, combining marks, tabs and soft hyphens give exactly the words seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import BenchOn
from tests.browser.transcript import project_with, quotes, ready, saved, select, stored
from toolkit.cli.main import run

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
MARKS = "q\u0303uiet"
SOFT = "ut\u00advärd\u00adering"
WORDS = f"We were a\U0001f600b then {FAMILY} came along, very {MARKS} and a\tb with {SOFT} in the end. Thank you."
TEXT = (
    f"Interview P01\n\nI: How was it?\nP01: {WORDS}\nI: \U0001f44d Mm.\nP01: \U0001f1f8\U0001f1ea is where we live.\n"
)


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    return project_with(tmp_path / "nasty", TEXT, run)


@pytest.mark.parametrize(
    "words",
    [
        "a\U0001f600b",
        FAMILY,
        f"then {FAMILY} came",
        MARKS,
        "a\tb with",
        SOFT,
        f"{FAMILY} came along, very {MARKS}",
        WORDS,
        "where we live.",
    ],
)
def test_what_is_seen_is_coded(words: str, nasty: Path, bench_on: BenchOn) -> None:
    bench = bench_on(nasty)
    page = ready(bench.window("/read/1"))
    select(page, words)
    page.keyboard.press("1")
    saved(page)
    assert quotes(bench.desk) == [words]
    assert not bench.complaints


def test_a_selection_never_ends_within_a_family(nasty: Path, bench_on: BenchOn) -> None:
    bench = bench_on(nasty)
    page = ready(bench.window("/read/1"))
    page.evaluate(
        """(family) => {
          const nodes = [...document.querySelectorAll(".turn-text")].map((one) => one.firstChild);
          const node = nodes.find((one) => one.data.includes(family));
          const at = node.data.indexOf(family);
          document.getSelection().setBaseAndExtent(node, at + 1, node, at + 7);
        }""",
        FAMILY,
    )
    page.locator(".subject-words").wait_for()
    page.keyboard.press("1")
    saved(page)
    assert quotes(bench.desk) == [FAMILY]


def test_by_keyboard_word_by_word(nasty: Path, bench_on: BenchOn) -> None:
    bench = bench_on(nasty)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    page.keyboard.press("1")
    for key in (
        "Control+Shift+ArrowLeft",
        "Control+Shift+ArrowLeft",
        "Control+Shift+ArrowLeft",
        "Alt+Shift+ArrowRight",
        "Alt+Shift+ArrowRight",
    ):
        page.keyboard.press(key)
    page.keyboard.press("2")
    saved(page)
    sentence = WORDS.removesuffix(" Thank you.")
    assert sorted(quotes(bench.desk)) == sorted(
        [sentence, sentence.removeprefix("We were ").removesuffix(" in the end.")]
    )


def test_across_turns(nasty: Path, bench_on: BenchOn) -> None:
    """From the end of one answer over the interviewer's emoji into the next, which begins with a flag."""
    bench = bench_on(nasty)
    page = ready(bench.window("/read/1"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("3")
    saved(page)
    (coding,) = stored(bench.desk)
    assert coding.quote.startswith("Thank you.\n")
    assert coding.quote.endswith("\U0001f1f8\U0001f1ea is where we")
