"""The catalogue of messages: gather what the program says, keep what is translated, and compile it.

Run by `make messages`. The result depends on the texts alone: no dates, no line numbers, no names of machines.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDER = REPOSITORY / "toolkit" / "locale" / "sv" / "LC_MESSAGES"
WRITTEN, COMPILED = FOLDER / "spegla.po", FOLDER / "spegla.mo"
KEYWORDS = {"tr": None, "N_": None, "ntr": (1, 2)}
WORKBENCH = REPOSITORY / "toolkit" / "workbench"
SCRIPTS = WORKBENCH / "static" / "js"  # what they say is given to the browser as `words.<language>.js`
JS = "workbench/static/js/**.js"
PAGES = ("workbench/templates/**.html", "workbench/room/templates/**.html")
SPEAKING = [("**.py", "python"), *((one, "jinja2") for one in PAGES), (JS, "javascript")]
OPTIONS = {JS: {"parse_template_string": True}}  # else what stands in `…${tr("…")}…` is not seen
HEADERS = [
    ("Language", "sv"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
]


class UndatedCatalogue(Catalog):
    """A catalogue whose header says nothing of when and where it was made."""

    mime_headers = property(lambda _: HEADERS)


def marked() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Each file of the program with each text in it that `tr`, `ntr` or `N_` marks."""
    found = extract_from_dir(REPOSITORY / "toolkit", SPEAKING, options_map=OPTIONS, keywords=KEYWORDS)
    for name, _, text, _, _ in sorted(found, key=lambda one: (one[0], one[1])):
        yield f"toolkit/{name}", text


def empty() -> UndatedCatalogue:
    """A Swedish catalogue without messages."""
    return UndatedCatalogue(locale="sv", header_comment="# The Swedish of Spegla.", fuzzy=False)


def gathered(old: Catalog) -> UndatedCatalogue:
    """All marked texts with the translations that `old` has; what is no longer said falls away."""
    catalogue = empty()
    for name, text in marked():
        known = old.get(text)
        catalogue.add(text, known.string if known else None, locations=[(name, 0)])
    return catalogue


def translated() -> Catalog:
    """The catalogue as it is written in the repository."""
    return read_po(io.BytesIO(WRITTEN.read_bytes()), locale="sv") if WRITTEN.exists() else empty()


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file for people."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the .mo file that the program reads."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def for_scripts(catalogue: Catalog) -> str:
    """The Swedish of what the workbench's scripts say, as a script that the browser reads before them."""
    said = {text for name, text in marked() if name.endswith(".js")}
    known = [(text, catalogue.get(text)) for text in sorted(said, key=str)]
    words = {text if isinstance(text, str) else text[0]: one.string for text, one in known if one and one.string}
    return f"globalThis.speglaWords = {json.dumps(words, ensure_ascii=False, indent=1)};\n"


def main() -> None:
    """Bring all files up to date."""
    catalogue = gathered(translated())
    FOLDER.mkdir(parents=True, exist_ok=True)
    WRITTEN.write_bytes(written(catalogue))
    COMPILED.write_bytes(compiled(catalogue))
    (WORKBENCH / "static" / "words.sv.js").write_text(for_scripts(catalogue), encoding="utf-8")


if __name__ == "__main__":
    main()
