"""Makes docs/pictures/ of the workbench: the sample's main screens in Swedish and English, as an evaluator sees them.

Needs Chromium (CHROMIUM names it where it is not /usr/bin/chromium) and the development libraries.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import docx
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

REPOSITORY = Path(__file__).parents[1]
PICTURES = REPOSITORY / "docs" / "pictures"
SPEGLA = [sys.executable, "-m", "toolkit.cli.main"]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SIZE, COLOURS, LARGEST = (1280, 800), 256, 150_000
READ_BY_BOTH, READ_BY_A = "d01.txt", "d02.md"


def main() -> None:
    """Make the pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "demo"
        spegla("demo", folder, "--language", "sv")
        spegla("codings", "import", folder / "interviews/codings/coder_b.csv", "--coder", "B", "-p", folder)
        spegla("themes", "-p", folder)
        spegla("draft", "--outline", "full", "-p", folder)
        report = edited(next(folder.glob("utkast/*-full-*.docx")))
        for language in ("sv", "en"):
            with workbench(folder, language) as page:
                take(page, language, report)


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
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
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


def take(page: Page, language: str, report: Path) -> None:
    """Every picture in one language."""
    for name, show in (SCREENS | {"check": partial(check, report=report)}).items():
        show(page)
        calm(page)
        expect(page.locator("#status")).to_be_empty(timeout=20_000)
        keep(page.screenshot(), PICTURES / f"{name}.{language}.png")


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
