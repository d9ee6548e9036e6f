"""The catalogues of messages: gather what the program says, keep what is translated, and compile it.

Run by `make messages`; `python scripts/messages.py nb` begins a catalogue for one more language. The result depends on
the texts alone: no dates, no line numbers, no names of machines.
"""

from __future__ import annotations

import io
import json
import sys
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPOSITORY = Path(__file__).resolve().parents[1]
LOCALE = REPOSITORY / "toolkit" / "locale"
KEYWORDS = {"tr": None, "N_": None, "ntr": (1, 2)}
WORKBENCH = REPOSITORY / "toolkit" / "workbench"
SCRIPTS = WORKBENCH / "static" / "js"  # what they say is given to the browser as `words.<language>.js`
JS = "workbench/static/js/**.js"
PAGES = ("workbench/templates/**.html", "workbench/room/templates/**.html")
SPEAKING = [("**.py", "python"), *((one, "jinja2") for one in PAGES), (JS, "javascript")]
OPTIONS = {JS: {"parse_template_string": True}}  # else what stands in `…${tr("…")}…` is not seen


class UndatedCatalogue(Catalog):
    """A catalogue whose header says of its language what the program must know, and nothing of when it was made."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's lines."""
        locale = Locale.parse(self.locale_identifier)
        name = locale.get_display_name(locale) or self.locale_identifier
        return [
            ("Language", self.locale_identifier),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
            ("X-Language-Name", name[:1].upper() + name[1:]),
            ("X-Decimal-Sign", locale.number_symbols["latn"]["decimal"]),
        ]


def files(language: str) -> tuple[Path, Path]:
    """The catalogue of a language as people write it, and as the program reads it."""
    folder = LOCALE / language / "LC_MESSAGES"
    return folder / "spegla.po", folder / "spegla.mo"


WRITTEN, COMPILED = files("sv")


@cache
def marked() -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    """Each file of the program with each text in it that `tr`, `ntr` or `N_` marks."""
    found = extract_from_dir(REPOSITORY / "toolkit", SPEAKING, options_map=OPTIONS, keywords=KEYWORDS)
    ordered = sorted(found, key=lambda one: (one[0], one[1]))
    return tuple((f"toolkit/{name}", text) for name, _, text, _, _ in ordered)


def empty(language: str = "sv") -> UndatedCatalogue:
    """A catalogue without messages."""
    name = Locale.parse(language).english_name
    return UndatedCatalogue(locale=language, header_comment=f"# The {name} of Spegla.", fuzzy=False)


def gathered(old: Catalog) -> UndatedCatalogue:
    """All marked texts with the translations that `old` has; what is no longer said falls away."""
    catalogue = empty(old.locale_identifier)
    for name, text in marked():
        known = old.get(text)
        catalogue.add(text, known.string if known else None, locations=[(name, 0)])
    return catalogue


def translated(language: str = "sv") -> Catalog:
    """The catalogue as it is written in the repository."""
    path, _ = files(language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else empty(language)


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file for people."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the .mo file that the program reads; what is not translated yet it says in English."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def for_scripts(catalogue: Catalog) -> str:
    """What the workbench's scripts say in the catalogue's language, as a script that the browser reads before them."""
    said = {text for name, text in marked() if name.endswith(".js")}
    known = [(text, catalogue.get(text)) for text in sorted(said, key=str)]
    words = {
        text if isinstance(text, str) else text[0]: one.string
        for text, one in known
        if one and one.string and all(one.string)
    }
    return f"globalThis.speglaWords = {json.dumps(words, ensure_ascii=False, indent=1)};\n"


def main(begun: list[str]) -> None:
    """Bring the files of all languages up to date, those that are begun now among them."""
    for language in sorted({*begun, *(path.name for path in LOCALE.iterdir() if path.is_dir())}):
        catalogue = gathered(translated(language))
        text, binary = files(language)
        text.parent.mkdir(parents=True, exist_ok=True)
        text.write_bytes(written(catalogue))
        binary.write_bytes(compiled(catalogue))
        (WORKBENCH / "static" / f"words.{language}.js").write_text(for_scripts(catalogue), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
