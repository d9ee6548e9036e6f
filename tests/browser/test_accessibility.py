# ruff: noqa: E501 (scripts for the page and tables of addresses stand on one line)
"""Every screen, full and empty, light and dark: nothing grave for axe, nothing sideways, keys reach everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Bench, BenchOn
from tests.browser.transcript import ready, select
from toolkit.services.coding.scheme_views import key

HALF = {"width": 640, "height": 360}  # 1280 x 720 at 200 %
GRAVE = ("serious", "critical")
SCREENS = {
    "start": "/", "read": "/read", "reading": "/read/1", "find": "/find", "scheme": "/scheme", "code": f"/scheme/{key('needs/health')}",
    "sort": f"/scheme/{key('needs/health')}/sort", "passages": "/passages", "matrix": "/passages/matrix", "together": "/passages/together",
    "themes": "/themes/area/2", "compare": "/compare", "draft": "/draft", "trust": "/trust", "quotes": "/quotes", "balance": "/quotes/balance", "disclosure": "/disclosure", "packs": "/reflect/packs", "new pack": "/reflect/packs/new",
}  # fmt: skip
EMPTY = [name for name in SCREENS if name != "reading"]


@cache
def axe() -> str:
    """The source of axe-core."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """What axe finds grave on the page as it is; in the dark the colours alone are others."""
    found = []
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(axe())
    for shade in ("light", "dark"):
        page.emulate_media(color_scheme=shade, reduced_motion="reduce")
        rules = {"runOnly": ["color-contrast"]} if shade == "dark" else {}
        answer: Any = page.evaluate("(rules) => axe.run(document, { resultTypes: ['violations'], ...rules })", rules)
        found += [
            f"{shade} {one['id']}: {node['html'][:160]} – {node['failureSummary'][:300]}"
            for one in answer["violations"]
            if one["impact"] in GRAVE
            for node in one["nodes"][:4]
        ]
    return found


def quiet(page: Page) -> Page:
    page.wait_for_load_state("networkidle")
    return page


def sideways(page: Page) -> list[str]:
    """The screen and its parts that make the page wider than the window; all folded parts open."""
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    wide: Any = page.evaluate(
        """() => {
          if (document.documentElement.scrollWidth <= innerWidth) return [];
          const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
          return out.slice(-5).map((one) => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)}`);
        }"""
    )
    return list(wide)


@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_grave(name: str, full: Path, bench_on: BenchOn) -> None:
    page = quiet(bench_on(full).window(SCREENS[name]))
    assert findings(page) == []


@pytest.mark.parametrize("name", EMPTY)
def test_axe_finds_nothing_grave_in_an_empty_project(name: str, empty: Path, bench_on: BenchOn) -> None:
    page = quiet(bench_on(empty, coder="").window(SCREENS[name]))
    assert findings(page) == []


@pytest.mark.parametrize("size", [{"width": 1280, "height": 720}, HALF], ids=["1280", "640"])
def test_nothing_scrolls_sideways(size: dict[str, int], full: Path, empty: Path, bench_on: BenchOn) -> None:
    wrong = {}
    for folder, names in ((full, list(SCREENS)), (empty, EMPTY)):
        bench = bench_on(folder)
        page = bench.window("/find", viewport=size)
        for name in names:
            page.goto(bench.door.address.rstrip("/") + SCREENS[name])
            page.wait_for_load_state("load")
            if found := sideways(page):
                wrong[name] = found
    assert wrong == {}


def _shell(page: Page) -> None:
    page.locator("#menu summary").click()
    page.get_by_role("button", name="Today's steps").click()


def _reading(page: Page) -> None:
    ready(page)
    select(page, "twice a day from our village")


def _coding(page: Page) -> None:
    ready(page)
    page.locator(".stripe").first.click()


def _proposals(page: Page) -> None:
    ready(page)
    page.keyboard.press("s")  # perhaps in another interview
    page.locator(".proposal.chosen").wait_for()
    ready(page)


def _keys(page: Page) -> None:
    ready(page)
    page.keyboard.press("?")


def _about(page: Page) -> None:
    ready(page)
    page.get_by_role("tab", name="Source").click()


def _found(page: Page) -> None:
    page.locator("#words").fill("bus")
    page.keyboard.press("Enter")
    page.locator("#tick-all").check()


def _look(page: Page) -> None:
    _found(page)
    page.locator("#code-found").select_option("needs/health")
    page.locator("#code-all").click()
    page.locator("#look-form").wait_for()


def _rewording(page: Page) -> None:
    page.get_by_text("Reword …").click()
    form = page.locator("details[open] form.wish")
    form.locator("input[name=title]").fill("Body and mind")
    form.locator("button.look").click()
    form.locator(".effects li").first.wait_for()


def _move(page: Page) -> None:
    page.locator(".theme [data-do=move]").first.click()


def _evidence(page: Page) -> None:
    page.locator("[data-claim]").first.click()
    page.locator("#evidence-list .quote").first.wait_for()


def _places(page: Page) -> None:
    page.get_by_role("button", name="Compare").click()
    page.locator(".compare-side").first.wait_for()


def _agreement(page: Page) -> None:
    _places(page)
    page.get_by_role("link", name="Agreement on each code").click()
    page.locator("table.agreement").wait_for()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "shell": ("/find", _shell), "words held": ("/read/1", _reading), "coding chosen": ("/read/1", _coding), "proposals": ("/read/2", _proposals),
    "keys": ("/read/1", _keys), "about the source": ("/read/1", _about), "hits": ("/find", _found), "look": ("/find", _look),
    "rewording": (SCREENS["code"], _rewording), "move to": (SCREENS["themes"], _move), "evidence": ("/draft", _evidence), "disagreements": ("/compare", _places), "agreement": ("/compare", _agreement),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_grave_in_what_opens(state: str, full: Path, bench_on: BenchOn) -> None:
    path, opened = STATES[state]
    page = quiet(bench_on(full).window(path))
    opened(page)
    assert findings(quiet(page)) == []


MAIN = {  # what a screen is for: where Tab must come
    "start": ".next .button, .next button", "read": "table a", "reading": "#text", "find": "#words", "scheme": ".scheme-tree li a",
    "code": ".scheme-acts summary", "passages": "select[name=code]", "matrix": "main table button, main table a",
    "themes": "[data-do=move]", "compare": "main a, main button, main select", "draft": "[data-claim]", "packs": "main .button.main", "new pack": "#pack-form input",
}  # fmt: skip
FOCUSED = """() => {
  const one = document.activeElement;
  const look = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    seen: (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) || look.boxShadow.includes("inset") || one === document.body,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    what: one.outerHTML.slice(0, 120),
    name: one.id || one.className,
  };
}"""
MOST_TABS = 90


@pytest.mark.parametrize("name", MAIN)
def test_tab_reaches_what_the_screen_is_for(name: str, full: Path, bench_on: BenchOn) -> None:
    bench: Bench = bench_on(full)
    page = quiet(bench.window(SCREENS[name]))
    page.evaluate("document.activeElement.blur()")
    wrong, reached = [], False
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        told: Any = page.evaluate(FOCUSED)
        if not (told["seen"] and told["inside"]):
            wrong.append(told["what"])
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", MAIN[name]):
            reached = True
            break
    assert reached, f"{MAIN[name]} is not reached by {MOST_TABS} presses of Tab"
    assert wrong == []
