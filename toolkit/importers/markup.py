"""HTML: the text that a browser shows, as lines; scripts, styles, forms and what is hidden are left out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree, html

from toolkit.domain.sources.sources import Transcript
from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile
from toolkit.importers.decoding import Decoded, check_runs, check_size, decode, doubts
from toolkit.importers.turns import split_turns
from toolkit.messages import N_

_Element = etree._Element
_LEFT_OUT_NAMES = (
    "script style head title template noscript iframe object embed svg math canvas audio video select textarea button"
    " nav rp rt datalist input link meta base frameset applet map area del"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_BLOCK_NAMES = (
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr html legend li main ol p pre section summary table tbody tfoot thead tr ul caption center dir menu"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_APART = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr"))
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")  # no browser shows them; LibreOffice leaves one at a comment
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<(?:!doctype\s+html|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page says its encoding
_SINGLE = ("iso-8859-1", "latin-1", "us-ascii", "ascii")  # browsers read these as windows-1252


class HtmlImporter:
    """Reads `.html` and `.htm` as a browser shows it."""

    suffixes: ClassVar[Sequence[str]] = (".html", ".htm")

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no turns.

        Nothing is fetched and no script runs. `counts` holds paragraphs, characters and hidden (passages).
        """
        decoded = _declared(decode(data, name), data)
        if not _TAG.search(decoded.text):
            raise BadFile(
                N_("{name} is not a web page, whatever its name says."),
                hint=N_("Save the interview as a Word document (.docx) or as plain text (.txt)."),
                name=name,
            )
        shown = shown_lines(decoded.text, name)
        split = split_turns(shown.text, known=known, bold=shown.bold)
        split.refuse_silence(name)
        facts = {**split.facts, "encoding": decoded.encoding}
        counts = {"paragraphs": shown.paragraphs, "characters": len(shown.text), "hidden": shown.hidden}
        return Transcript(shown.text, split.turns, facts, counts, (*doubts(decoded, name), *split.notes(name)))


def _declared(decoded: Decoded, data: bytes) -> Decoded:
    """The text in the encoding that the page says it has, where the bytes leave that open."""
    found = _CHARSET.search(data[:_HEAD])
    if decoded.encoding != "windows-1252" or not found:
        return decoded
    said = found[1].decode("ascii").lower()
    try:
        known = codecs.lookup(said).name
        if said in _SINGLE or known in ("utf-8", "utf-16", "utf-32", "utf-7") or len("å".encode(known)) != 1:
            return decoded
        return Decoded(normalise(data.decode(known, errors="replace")), said)
    except (LookupError, ValueError):
        return decoded


@dataclass(frozen=True, slots=True)
class Lines:
    """The text that a page shows, normalised; `bold` are the indices of its lines in bold type."""

    text: str
    bold: frozenset[int]
    hidden: int

    @property
    def paragraphs(self) -> int:
        """How many lines hold text."""
        return sum(1 for line in self.text.split("\n") if line.strip())


def shown_lines(page: str, name: str) -> Lines:
    """The lines of the page; BadFile when it shows none or cannot be read."""
    walker = _Walker()
    root = _parsed(page, name)
    if root is not None:
        walker.walk(root)
    walker.end_line()
    text = normalise("\n".join(walker.lines)).strip("\n")
    if not text.strip("\ufeff\u200b\xa0 \t\n"):
        raise BadFile(N_("{name} shows no text."), hint=N_("Check that the right file was chosen."), name=name)
    text += "\n"
    check_size(len(text), text.count("\n"), name)
    check_runs(text, name)
    first = next(index for index, line in enumerate(walker.lines) if line)
    return Lines(text, frozenset(line - first for line in walker.bold), walker.hidden)


def _parsed(page: str, name: str) -> _Element | None:
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        root = html.document_fromstring(_CONTROLS.sub("", page).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(each.level_name == "FATAL" for each in parser.error_log):  # what stands deeper would be lost in silence
        raise BadFile(
            N_("{name} is damaged and cannot be read."),
            hint=N_("Open it in a browser, and copy the text into a Word document (.docx)."),
            name=name,
        )
    return root


@dataclass(slots=True)
class _Walker:
    """Collects the lines of a page; walks without recursion, for a page may nest as deep as it likes."""

    lines: list[str] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    hidden: int = 0
    _pieces: list[tuple[str, bool]] = field(default_factory=list)

    def walk(self, root: _Element) -> None:
        """Collect the lines of the element and all in it."""
        strong = preserved = 0
        skipped: _Element | None = None
        for event, one in etree.iterwalk(root, events=("start", "end")):
            tag = str(one.tag).lower()
            if event == "start" and skipped is None:
                if self._is_left_out(one, tag):
                    skipped = one
                    continue
                self._begin(tag)
                strong += tag in _BOLD
                preserved += tag == "pre"
                self._text(one.text, bold=strong > 0, preserved=preserved > 0)
            elif event == "end" and skipped in (None, one):
                if skipped is None:
                    self._begin(tag, ending=True)
                    strong -= tag in _BOLD
                    preserved -= tag == "pre"
                skipped = None
                if one is not root:
                    self._text(one.tail, bold=strong > 0, preserved=preserved > 0)

    def _is_left_out(self, one: _Element, tag: str) -> bool:
        hidden = one.get("hidden") is not None or bool(_HIDDEN.search(one.get("style") or ""))
        self.hidden += hidden
        return hidden or tag in _LEFT_OUT

    def _begin(self, tag: str, *, ending: bool = False) -> None:
        if tag in ("td", "th"):
            if ending:
                self._pieces.append(("\t", False))
        elif tag == "br" and not ending:
            self.end_line(keep=True)
        elif tag in _BLOCKS:
            self.end_line()
            if tag in _APART and self.lines and self.lines[-1]:
                self.lines.append("")

    def _text(self, text: str | None, *, bold: bool, preserved: bool) -> None:
        for index, part in enumerate((text or "").split("\n") if preserved else [_BLANKS.sub(" ", text or "")]):
            if index:
                self.end_line(keep=True)
            self._pieces.append((part, bold))

    def end_line(self, *, keep: bool = False) -> None:
        """End the line that is being collected; an empty one only stays where the page breaks the line there."""
        line = re.sub(" {2,}", " ", "".join(piece for piece, _ in self._pieces)).strip(" \n").rstrip("\t ")
        if line:
            spoken = [bold for piece, bold in self._pieces if piece.strip()]
            if all(spoken):
                self.bold.add(len(self.lines))
            self.lines.append(line)
        elif keep and self.lines and self.lines[-1]:
            self.lines.append("")
        self._pieces = []
