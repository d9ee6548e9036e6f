"""The reading page against an annotation library: navigation to the second frame after paint, in headless Chromium.

Ours is the page of a running `spegla serve` (server work, codings, margin, panel), and the same page as a file. The
peer is @recogito/text-annotator, installed by npm into a temporary folder: the same text in one element per turn, the
same codings as annotations, and nothing else. Both files come from the same small server on loopback; a ratio compares
the two. Ours paints the first screen and then asks for the rest of the text; "whole" is when that is in the page too.
Aim: below half of the peer. Without npm the peer is skipped.
"""

from __future__ import annotations

import csv
import functools
import http.server
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import material

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SIZES = ((20_000, 500), (100_000, 3_000))
TIMES = 9
SETTLED = 300  # milliseconds between visits, so that none pays for what the page before is still doing
STATIC = Path(__file__).parents[1] / "toolkit" / "workbench" / "static"
PEER = "@recogito/text-annotator"
CODES = ("needs", "solutions", "actors", "followup", "learning", "preconditions", "phase/before", "valence/hinders")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FRAMES = """
  const second = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
"""
OURS = f"""(() => {{{FRAMES}
  const root = () => document.documentElement;
  const seen = {{
    __painted: () => document.querySelector(".stripe"),
    __whole: () => root()?.dataset.reading === "ready",
  }};
  const look = () => {{
    for (const [name, isThere] of Object.entries(seen)) {{
      if (!isThere()) return false;
      delete seen[name];
      second((at) => (globalThis[name] = at));
    }}
    return true;
  }};
  const what = {{ subtree: true, childList: true, attributes: true, attributeFilter: ["data-reading"] }};
  new MutationObserver((_, watch) => look() && watch.disconnect()).observe(document, what);
}})()"""
PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8">
<link rel="stylesheet" href="/text-annotator.css">
<style>#text { max-width: 68ch; font: 16px/1.65 serif } p { white-space: pre-wrap }</style></head><body>
<div id="text">%s</div>
<script>globalThis.process = { env: { NODE_ENV: "production" } };</script><script src="/text-annotator.umd.js"></script>
<script>fetch("/annotations.json").then((answer) => answer.json()).then((annotations) => {%s
  const renderer = new URLSearchParams(location.search).get("renderer");
  const annotator = RecogitoJS.createTextAnnotator(document.getElementById("text"), { renderer });
  annotator.setAnnotations(annotations);
  second((at) => (globalThis.__painted = at));
});</script></body></html>"""


def make(folder: Path, words: int, codings: int) -> None:
    """A project with one interview of `words` words and `codings` codings of two coders."""
    run = functools.partial(subprocess.run, check=True, capture_output=True)
    spegla = [sys.executable, "-m", "toolkit.cli.main"]
    run([*spegla, "init", str(folder), "--language", "sv"])
    asked, answered = material.sentences()
    text = material.interview(1, words, asked, answered)
    (folder / "interviews").mkdir(exist_ok=True)
    register = "id,group,consent\nP0001,participants,given\n"
    (folder / "interviews" / "respondents.csv").write_text(register, encoding="utf-8")
    (folder / "interviews" / "long.txt").write_text(text, encoding="utf-8")
    run([*spegla, "add", str(folder / "interviews" / "long.txt"), "-p", str(folder)])
    with (folder / "codings.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(("source", "start", "end", "quote", "code", "coder"))
        table.writerows(("long.txt", *row) for row in _rows(text, codings))
    run([*spegla, "codings", "import", str(folder / "codings.csv"), "-p", str(folder)])


def _rows(text: str, codings: int) -> Iterator[tuple[int, int, str, str, str]]:
    draw = random.Random(3)
    answers = [(at, line) for at, line in _lines(text) if line.startswith("P0001: ") and len(line) > 120]
    for number in range(codings):
        at, line = answers[number * len(answers) // codings]
        start = line.index(" ", draw.randint(7, 40)) + 1
        end = line.rindex(" ", start + 1, min(len(line), start + draw.randint(60, 400)))
        yield at + start, at + end, line[start:end], draw.choice(CODES), draw.choice("AB")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


@contextmanager
def workbench(folder: Path) -> Iterator[str]:
    """`spegla serve` on `folder` in a process of its own: its start address, good once."""
    command = [
        sys.executable,
        "-m",
        "toolkit.cli.main",
        "serve",
        "--no-browser",
        "--json",
        "--coder",
        "A",
        "-p",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        while not said.strip().endswith("}"):
            said += process.stdout.readline()
        yield str(json.loads(said)["address"])
        process.terminate()


def install(folder: Path) -> str | None:
    """Fetch the peer with npm into `folder`; its version, or None where that is not possible."""
    npm = shutil.which("npm")
    if not npm:
        return None
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), PEER]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return None
    package = folder / "node_modules" / PEER
    for name in ("text-annotator.umd.js", "text-annotator.css"):
        shutil.copy(package / "dist" / name, folder / name)
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


def write_peer(folder: Path, reading: dict[str, Any]) -> None:
    """The peer's page: the same turns, and the same codings as its annotations, placed in the text of its container."""
    import html

    starts, texts, at = {}, [], 0
    for turn in reading["turns"]:
        starts[turn["number"]] = at
        texts.append(turn["text"])
        at += len(turn["text"].encode("utf-16-le")) // 2
    whole = "".join(texts)
    places = [
        (
            starts[one["start"]["turn"]] + one["start"]["offset"],
            starts[one["end"]["turn"]] + one["end"]["offset"],
            one["id"],
        )
        for one in reading["codings"]
    ]
    annotations = [
        {
            "id": f"a{number}",
            "bodies": [],
            "target": {
                "annotation": f"a{number}",
                "selector": [{"quote": whole[start:end], "start": start, "end": end}],
            },
        }
        for start, end, number in places
    ]
    (folder / "annotations.json").write_text(json.dumps(annotations), encoding="utf-8")
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    (folder / "index.html").write_text(PAGE % (paragraphs, FRAMES), encoding="utf-8")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Let the browser keep all but the pages, as the workbench does."""
        self.send_header("Cache-Control", "max-age=3600" if self.path.endswith((".js", ".css")) else "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The files of `folder` on loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def painted(context: BrowserContext, address: str) -> float:
    """Milliseconds from navigation to the second frame after paint: the median of visits in one tab after the first."""
    page = context.new_page()
    times = []
    for _ in range(TIMES + 1):
        page.goto(address, wait_until="commit")
        times.append(_seen(page, "__painted"))
        page.wait_for_timeout(SETTLED)
    page.close()
    return statistics.median(times[1:])


def opened(context: BrowserContext, address: str) -> tuple[float, float]:
    """Milliseconds to the second frame after the first screen is painted, and after all the text is in the page."""
    page = context.new_page()
    page.add_init_script(OURS)
    times = []
    for _ in range(TIMES + 1):
        page.goto(address, wait_until="commit")
        whole = _seen(page, "__whole")
        times.append((_seen(page, "__painted"), whole))
        page.wait_for_timeout(SETTLED)
    page.close()
    first, last = zip(*times[1:], strict=True)
    return statistics.median(first), statistics.median(last)


def _seen(page: Page, what: str) -> float:
    while not (found := page.evaluate(f"globalThis.{what} ?? 0")):  # wait_for_function is stopped by our CSP
        page.wait_for_timeout(40)
    return float(found)


def fluent(context: BrowserContext, address: str) -> tuple[float, float]:
    """Median and 95th percentile of frame times in milliseconds while the page is scrolled by 160 steps."""
    page = context.new_page()
    page.add_init_script(OURS)
    page.goto(address)
    _seen(page, "__whole")
    frames = page.evaluate(
        """() => new Promise((done) => {
          const times = [];
          let last = performance.now();
          const step = (now) => {
            times.push(now - last);
            last = now;
            window.scrollBy(0, 400);
            if (times.length < 160) requestAnimationFrame(step);
            else done(times.slice(5));
          };
          requestAnimationFrame(step);
        })"""
    )
    page.close()
    return statistics.median(frames), statistics.quantiles(frames, n=20)[-1]


def coded(context: BrowserContext, address: str) -> tuple[float, float]:
    """Milliseconds from a key to the new coding on screen, and to its being saved; medians of twenty."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-reading=ready]", state="attached")
    times = page.evaluate(
        """async () => {
          const press = (key) => {
            const code = key === "j" ? "KeyJ" : `Digit${key}`;
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
          };
          const frame = () => new Promise(requestAnimationFrame);
          const shown = [], kept = [];
          for (let at = 0; at < 20; at += 1) {
            press("j");
            await frame(); await frame();
            const begun = performance.now();
            press(String(1 + (at % 6)));
            await frame(); await frame();
            shown.push(performance.now() - begun);
            while (document.getElementById("saved").dataset.state) await frame();
            kept.push(performance.now() - begun);
          }
          return [shown, kept];
        }"""
    )
    page.close()
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    """Measure the sizes (both, or only those of the words named) and print one table."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        version = install(folder)
        print(f"peer: {PEER} {version}" if version else f"peer: {PEER} is skipped, for npm cannot fetch it here")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        print(f"Chromium {browser.version}; milliseconds, median of {TIMES}")
        wanted = {int(words) for words in sys.argv[1:]}
        for size in SIZES:
            if not wanted or size[0] in wanted:
                _compare(browser, folder, size, peer=version is not None)
        browser.close()


def _compare(browser: Browser, folder: Path, size: tuple[int, int], *, peer: bool) -> None:
    words, codings = size
    project = folder / f"project{words}"
    make(project, words, codings)
    with workbench(project) as start:
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        context.new_page().goto(start)
        address = start.partition("?")[0]
        ours, whole = opened(context, f"{address}read/1")
        reading = context.request.get(f"{address}api/sources/1/reading").json()
        (folder / "read" / "1").mkdir(parents=True, exist_ok=True)
        for name, path in (("ours.html", "read/1"), ("read/1/rest", "read/1/rest")):
            (folder / name).write_text(context.request.get(f"{address}{path}").text(), encoding="utf-8")
        frames = fluent(context, f"{address}read/1")
        key = coded(context, f"{address}read/1")
        context.close()
    print(f"{words:,} words, {len(reading['codings']):,} codings")
    print(f"  ours, from the workbench{ours:8.0f}   the whole text in the page {whole:.0f}")
    print(f"  scrolling, frame        {frames[0]:8.0f}   95th percentile {frames[1]:.0f}")
    print(f"  new coding on screen    {key[0]:8.0f}   saved {key[1]:.0f}")
    if peer:
        _against(browser, folder, reading)


def _against(browser: Browser, folder: Path, reading: dict[str, Any]) -> None:
    """Both pages as files from the same small server: the peer is a library and has no workbench to ask."""
    write_peer(folder, reading)
    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    with served(folder) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        ours, whole = opened(context, f"{address}ours.html")
        print(f"  ours, as a file         {ours:8.0f}   the whole text in the page {whole:.0f}")
        for renderer in ("SPANS", "CSS_HIGHLIGHTS"):
            theirs = painted(context, f"{address}?renderer={renderer}")
            print(f"  peer {renderer:<19}{theirs:8.0f}   ours is {ours / theirs:.2f} of it, whole {whole / theirs:.2f}")
        context.close()


if __name__ == "__main__":
    main()
