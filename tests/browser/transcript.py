"""What a person does on the reading screen: words selected with the mouse, codings looked at, things waited for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from toolkit.domain.codings.codings import Coding
from toolkit.services.coding import codings
from toolkit.workbench.desk import Desk

READY = "html[data-reading=ready]"
WHERE = """([words, nth]) => {
  let seen = 0;
  for (const turn of document.querySelectorAll(".turn-text")) {
    for (let at = turn.firstChild.data.indexOf(words); at >= 0; at = turn.firstChild.data.indexOf(words, at + 1)) {
      if (seen++ !== nth) continue;
      turn.scrollIntoView({ block: "center" });
      const range = document.createRange();
      range.setStart(turn.firstChild, at);
      range.setEnd(turn.firstChild, at + words.length);
      const rects = [...range.getClientRects()].filter((one) => one.width > 0);
      const [first, last] = [rects[0], rects.at(-1)];
      return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
    }
  }
  return null;
}"""
SEEN = "fetch(`/api/sources/${location.pathname.split('/').at(-1)}/codings`).then((answer) => answer.json())"


def ready(page: Page) -> Page:
    """The page once its scripts have put it together."""
    page.locator(READY).wait_for(state="attached")
    return page


def where(page: Page, words: str, nth: int = 0) -> tuple[float, float, float, float]:
    """Left and middle of the first, right and middle of the last letter of `words` in the window."""
    for _ in range(2):  # the first look scrolls there, and what comes into view may move what is below
        found = page.evaluate(WHERE, [words, nth])
        assert found, f"not on the page: {words}"
        page.wait_for_timeout(60)
    left, top, right, bottom = page.evaluate(WHERE, [words, nth])
    return left, top, right, bottom


def select(page: Page, words: str, nth: int = 0) -> None:
    """Select words as a person does: press, move, let go."""
    left, top, right, bottom = where(page, words, nth)
    page.mouse.move(left + 0.5, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
    page.mouse.move(right - 0.5, bottom, steps=3)
    page.mouse.up()
    page.locator(".subject-words").wait_for()


def click(page: Page, words: str) -> None:
    """Click in the middle of `words`, which stand on one line."""
    left, top, right, bottom = where(page, words)
    page.mouse.click((left + right) / 2, (top + bottom) / 2)


def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator("#saved")).to_have_text("Everything is saved")


def shown(page: Page) -> list[str]:
    """The codes on the cards of the panel."""
    return page.locator(".codings .tag").all_inner_texts()


def stored(desk: Desk, coder: str = "KL") -> list[Coding]:
    """What is stored of one coder."""
    return codings.listed(desk.project(), coder=coder)[0]


def quotes(desk: Desk, coder: str = "KL") -> list[str]:
    """The quoted words of what is stored."""
    return [one.quote for one in stored(desk, coder)]


def overview(page: Page) -> Any:
    """What the server says of the source that is read."""
    return page.evaluate(SEEN)


def project_with(folder: Path, text: str, run: Any) -> Path:
    """A project with one interview of P01, the words given as they are."""
    register = "id,group,consent\nP01,participants,given\n"
    assert run(["init", str(folder), "--language", "en"]) == 0
    (folder / "interviews").mkdir(exist_ok=True)
    (folder / "interviews" / "respondents.csv").write_text(register, encoding="utf-8")
    path = folder / "interviews" / "p01.txt"
    path.write_text(text, encoding="utf-8")
    assert run(["add", str(path), "-p", str(folder)]) == 0
    return folder
