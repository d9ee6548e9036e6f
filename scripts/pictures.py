"""Makes docs/pictures/ of the workbench: the sample's main screens in Swedish and English, as an evaluator sees them.

With names (`wall log`), only those pictures. Needs Chromium (CHROMIUM names it where it is not /usr/bin/chromium)
and the development libraries.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import docx
from pictured_meetings import Made, reflected
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

REPOSITORY = Path(__file__).parents[1]
PICTURES = REPOSITORY / "docs" / "pictures"
SPEGLA = [sys.executable, "-m", "toolkit.cli.main"]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SIZE, COLOURS, LARGEST = (1280, 800), 256, 150_000
READ_BY_BOTH, READ_BY_A = "d01.txt", "d02.md"
PHONE_SIZE = (390, 640)
LOCALES = {"sv": "sv-SE", "en": "en-GB"}


def main() -> None:
    """Make the pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "demo"
        spegla("demo", folder, "--language", "sv")
        spegla("codings", "import", folder / "interviews/codings/coder_b.csv", "--coder", "B", "-p", folder)
        spegla("themes", "-p", folder)
        spegla("draft", "--outline", "full", "-p", folder)
        check_it = partial(check, report=edited(next(folder.glob("utkast/*-full-*.docx"))))
        made = reflected(folder, spegla)
        for screens, place in ((SCREENS | {"check": check_it}, folder), (reflection(made), made.folder)):
            show = {name: one for name, one in screens.items() if not wanted or name in wanted}
            for language in ("sv", "en") if show else ():
                with workbench(place, language) as page:
                    take(page, language, show)


def edited(report: Path) -> Path:
    """The report as somebody has left it: one word of its first quote is another."""
    document = docx.Document(str(report))
    quote = next(one for one in document.paragraphs if one.style is not None and one.style.name == "Quote")
    last = quote.text.split()[-1].strip("”.,?! ")
    for run in quote.runs:
        run.text = run.text.replace(last, "alltihop")
    document.save(str(report))
    return report


def spegla(*words: object) -> None:
    """Run one command of the program."""
    subprocess.run([*SPEGLA, *map(str, words)], check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words


@contextmanager
def workbench(folder: Path, language: str) -> Iterator[Page]:
    """A window of the workbench, in which A codes."""
    call = [*SPEGLA, "serve", "--no-browser", "--json", "--coder", "A", "--language", language, "-p", str(folder)]
    server = subprocess.Popen(call, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own words
    with server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        page = browser.new_page(
            viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light", locale=LOCALES[language]
        )
        page.set_default_timeout(120_000)  # a busy machine
        try:
            page.goto(_address(server))
            yield page
        finally:
            browser.close()
            server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    lines: list[str] = []
    for line in server.stdout or ():
        lines.append(line)
        if line.startswith("}"):
            break
    return str(json.loads("".join(lines))["address"])


def take(page: Page, language: str, screens: dict[str, Callable[[Page], Page | None]]) -> None:
    """Every picture in one language; a screen may be in another window than the first."""
    for name, show in screens.items():
        window = show(page) or page
        calm(window)
        if window.locator("#status").count():
            expect(window.locator("#status")).to_be_empty(timeout=20_000)
        keep(window.screenshot(), PICTURES / f"{name}.{language}.png")


def keep(shot: bytes, path: Path) -> None:
    """Store a picture small: a palette is enough for a page of text."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    octree = Image.Quantize.FASTOCTREE  # keeps the few pixels of an area's colour, which the median cut loses
    image.quantize(COLOURS, method=octree, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        sys.exit(f"{path.name}: {path.stat().st_size} bytes")


def to(page: Page, path: str) -> None:
    """Go to a screen."""
    page.goto(f"http://{page.url.split('/')[2]}{path}")


def source(page: Page, name: str) -> None:
    """Open a transcript."""
    to(page, "/read")
    page.get_by_role("link", name=name, exact=True).click()
    calm(page)


def calm(page: Page) -> None:
    """Wait until everything that is fetched is there, and drawn."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)


def coding_as(page: Page, coder: str) -> None:
    """Say who codes in this window."""
    page.evaluate(
        """coder => fetch("/api/coder", {method: "POST", body: JSON.stringify({coder}),
        headers: {"Content-Type": "application/json"}})""",
        coder,
    )


def reading(page: Page) -> None:
    """A transcript, with the codings of two coders and one sentence held."""
    source(page, READ_BY_BOTH)
    page.locator("#text").focus()
    for _ in range(3):
        page.keyboard.press("j")


def suggestions(page: Page) -> None:
    """The round of suggestions, for a coder who has coded nothing yet."""
    coding_as(page, "C")
    source(page, READ_BY_A)
    page.keyboard.press("s")


def themes(page: Page) -> None:
    """The themes board."""
    coding_as(page, "A")
    to(page, "/themes")


def compare(page: Page) -> None:
    """Two coders side by side."""
    to(page, "/compare?coders=1-2")


def draft(page: Page) -> None:
    """The draft, with what one sentence rests on."""
    to(page, "/draft")
    claim = page.locator(".claim:has(+ .count)").first
    claim.click()
    claim.evaluate("one => one.scrollIntoView({block: 'center'})")


def claims(page: Page) -> None:
    """A claim on which somebody says otherwise, with one person's words opened."""
    to(page, "/claims")
    page.locator(".stance-contradicts summary, .stance-qualifies summary").first.click()
    expect(page.locator(".claim-person[open] .claim-person-body").first).not_to_be_empty()


def quotes(page: Page) -> None:
    """The ledger of quotes."""
    to(page, "/quotes")


def check(page: Page, *, report: Path) -> None:
    """What was found in a report."""
    to(page, "/check")
    page.locator("input[type=file]").set_input_files(report)
    expect(page.locator("#found")).not_to_be_empty(timeout=60_000)


def disclosure(page: Page) -> None:
    """What in the draft points people out."""
    to(page, "/disclosure")


def pack(page: Page, made: Made) -> None:
    """A pack that was let out."""
    to(page, f"/reflect/packs/{made.pack}")


def slides(page: Page, made: Made) -> None:
    """The slide of a finding."""
    to(page, f"/reflect/packs/{made.pack}/slides")
    calm(page)
    page.keyboard.press("ArrowRight")


def notes(page: Page, made: Made) -> None:
    """The note-taker's page at the first question."""
    to(page, f"/reflect/sessions/{made.session}")
    page.locator(".desk-steps button").nth(1).click()
    page.locator(".desk-finding input").nth(4).check()


def room(page: Page, made: Made) -> Page:
    """A phone in the room, on this computer's own address."""
    notes(page, made)
    page.locator(".room-about summary").click()
    page.locator("#room-address").select_option(HERE)
    page.locator("#room-open button").click()
    expect(page.locator("#room-code")).not_to_be_empty()
    phone = _phone(page)
    phone.goto(page.locator("#room-url").inner_text())
    phone.locator("#code").fill(page.locator("#room-code").inner_text())
    phone.locator("#enter button").click()
    phone.locator("#text").fill("Vi såg det i våras, men vi visste inte vem som skulle ringa.")
    return phone


def _phone(page: Page) -> Page:
    browser, spoken = page.context.browser, page.locator("html").get_attribute("lang")
    if browser is None:
        sys.exit("the window has no browser")
    size = {"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]}
    return browser.new_context(viewport=size, is_mobile=True, has_touch=True, locale=spoken).new_page()


def wall(page: Page, made: Made) -> None:
    """What is projected, with the address of the room."""
    to(page, f"/reflect/sessions/{made.session}/wall")
    expect(page.locator("#room-wall-code")).not_to_be_empty()


def log(page: Page) -> None:
    """What came of the first session."""
    to(page, "/reflect/log")
    page.locator("#session-1").evaluate("one => one.scrollIntoView({block: 'center'})")


HERE = "127.0.0.1"


def reflection(made: Made) -> dict[str, Callable[[Page], Page | None]]:
    """The screens of packs, meetings and what comes of them, and those about people."""
    of_it = {"pack": pack, "slides": slides, "notes": notes, "room": room, "wall": wall}
    there = ("obstacles", "network", "factors", "people", "privacy")
    return {
        **{name: partial(show, made=made) for name, show in of_it.items()},
        "log": log,
        **{name: partial(to, path=f"/{name}") for name in there},
    }


SCREENS = {
    "reading": reading,
    "suggestions": suggestions,
    "themes": themes,
    "claims": claims,
    "compare": compare,
    "draft": draft,
    "quotes": quotes,
    "disclosure": disclosure,
}

if __name__ == "__main__":
    main()
