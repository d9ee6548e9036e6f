"""Two hundred sound files with known words: what an importer must not lose a character of (A15)."""

from __future__ import annotations

import html
import json
import random
import textwrap
from collections.abc import Callable, Iterator, Sequence

from tests.importers.conftest import document, package
from tests.importers.printed_pages import pdf
from tests.importers.recorded import odt

Turn = tuple[str, str]
EACH = 17  # files of a kind
_SAID = (
    "vi var på övningen åter och ärligt talat gick det bättre än i våras när chefen Åsa Öberg ville prata om målen"
    " 3,5 procent – alltså “mycket” i deltagarnas ögon… é café t.ex. kl. 14.30 (skratt) osäkert? Nej! A/B-test & <3 %"
)
WORDS = _SAID.split()


def talk(dice: random.Random) -> list[Turn]:
    """Who says what, in turns of a few to many words."""
    people = ("I", dice.choice(("D01", "C12", "Åsa Öberg", "Bo Ek")))
    return [(people[n % 2], _sentence(dice)) for n in range(dice.randint(6, 30))]


def _sentence(dice: random.Random) -> str:
    said = " ".join(dice.choices(WORDS, k=dice.randint(1, 60)))
    return f"så {said}."


def lined(turns: Sequence[Turn]) -> str:
    return "".join(f"{label}: {words}\n\n" for label, words in turns)


def docx(turns: Sequence[Turn]) -> bytes:
    rows = (f'<w:p><w:r><w:t xml:space="preserve">{html.escape(f"{a}: {b}")}</w:t></w:r></w:p>' for a, b in turns)
    return package({"word/document.xml": document("".join(rows))})


def open_text(turns: Sequence[Turn]) -> bytes:
    return odt("".join(f"<text:p>{html.escape(f'{a}: {b}')}</text:p>" for a, b in turns))


def rich(turns: Sequence[Turn]) -> bytes:
    return b"{\\rtf1\\ansi\\ansicpg1252 " + b"".join(_escaped(f"{a}: {b}") + rb"\par " for a, b in turns) + b"}"


def _escaped(text: str) -> bytes:
    found = bytearray()
    for byte in text.encode("cp1252"):
        if byte > 127:
            found += b"\\'%02x" % byte
        else:
            found += b"\\" * (byte in b"\\{}") + bytes([byte])
    return bytes(found)


def printed(turns: Sequence[Turn]) -> bytes:
    lines = [line for a, b in turns for line in textwrap.wrap(f"{a}: {b}", 80, break_on_hyphens=False)]
    return pdf([lines[at : at + 45] for at in range(0, len(lines), 45)])


def voices(turns: Sequence[Turn]) -> bytes:
    cues = (
        f"{stamp(n)} --> {stamp(n + 1)}\n<v {a}>{html.escape(b, quote=False)}</v>\n" for n, (a, b) in enumerate(turns)
    )
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def subtitles(turns: Sequence[Turn]) -> bytes:
    cues = (f"{n + 1}\n{stamp(n, ',')} --> {stamp(n + 1, ',')}\n{a}: {b}\n" for n, (a, b) in enumerate(turns))
    return "\n".join(cues).encode()


def stamp(n: int, point: str = ".") -> str:
    return f"00:{n // 6:02}:{n % 6 * 10:02}{point}000"


def segments(turns: Sequence[Turn]) -> bytes:
    found = [{"start": float(n), "end": n + 1.0, "text": f" {b}", "speaker": a} for n, (a, b) in enumerate(turns)]
    return json.dumps({"segments": found}, ensure_ascii=False).encode()


def page(turns: Sequence[Turn]) -> bytes:
    rows = "".join(f"<p><b>{html.escape(a)}:</b> {html.escape(b)}</p>" for a, b in turns)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{rows}</body></html>'.encode()


def text_in(encoding: str) -> Callable[[Sequence[Turn]], bytes]:
    return lambda turns: lined(turns).encode(encoding)


KINDS: dict[str, Callable[[Sequence[Turn]], bytes]] = {
    "a.docx": docx,
    "b.odt": open_text,
    "c.rtf": rich,
    "d.pdf": printed,
    "e.vtt": voices,
    "f.srt": subtitles,
    "g.json": segments,
    "h.html": page,
    "utf8.txt": text_in("utf-8"),
    "windows.txt": text_in("cp1252"),
    "wide.txt": text_in("utf-16"),
    "mac.txt": text_in("mac_roman"),
}


def corpus() -> Iterator[tuple[str, bytes, list[Turn]]]:
    """Each file with its name and what is said in it."""
    for name, made in KINDS.items():
        for number in range(EACH):
            turns = talk(random.Random(f"{name}{number}"))
            yield f"{number:02}-{name}", made(turns), turns
