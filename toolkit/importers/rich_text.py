"""Rich text (`.rtf`, as f4, WordPad and older Word save it): groups and control words read to the text they show."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from toolkit.domain.sources.sources import Transcript
from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile, Problem
from toolkit.importers.decoding import check_runs, check_size
from toolkit.importers.left_out import left_out
from toolkit.importers.turns import split_turns
from toolkit.messages import N_

MAX_BYTES = 50_000_000  # a picture of 2 MB is some 4 MB of digits
MAX_DEPTH = 2_000
MAX_TOKENS = 2_000_000  # some 2 s
_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|'(?P<byte>[\da-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    rb"|(?P<open>\{)|(?P<close>\})|[\r\n\x00]+|(?P<plain>[^\\{}\r\n\x00]+)"
)
_IGNORED_NAMES = (
    "fonttbl colortbl stylesheet info pict object objdata themedata colorschememapping datastore latentstyles"
    " listtable listoverridetable rsidtbl generator header headerl headerr headerf footer footerl footerr footerf"
    " footnote annotation atnid atnauthor atntime atndate atnref atnicn atrfstart atrfend bkmkstart bkmkend fldinst"
    " xe tc rxe template filetbl revtbl pntext listtext pnseclvl pn nonshppict shpinst sp sn sv operator xmlnstbl"
    " mmathPr wgrffmtfilter userprops private ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn formfield datafield"
    " background falt panose fname fontemb passwordhash protusertbl company title author subject doccomm"
)
_IGNORED = frozenset(_IGNORED_NAMES.split())
_KNOWN_STARRED = frozenset(("shptxt", "nesttableprops", "shppict", "shpinst", "fldinst"))
_COUNTED = {"footnote": "footnotes", "annotation": "comments", "object": "embedded"}
_SIGNS = {
    "par": "\n",
    "sect": "\n",
    "page": "\n",
    "line": "\n",
    "row": "\n",
    "nestrow": "\n",
    "tab": "\t",
    "cell": "\t",
    "nestcell": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_SYMBOLS = {b"~": "\xa0", b"-": "\xad", b"_": "\u2011", b"\n": "\n", b"\r": "\n", b"{": "{", b"}": "}", b"\\": "\\"}
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
_SURROGATES = re.compile("[\ud800-\udbff][ ?]?[\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_WIDE = 0x10000


class RtfImporter:
    """Reads `.rtf`."""

    suffixes: ClassVar[Sequence[str]] = (".rtf",)

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no turns.

        Pictures, notes, comments, headers and what was deleted or hidden are left out. `counts` holds paragraphs,
        characters, insertions, deletions, comments, footnotes, embedded and hidden (passages).
        """
        _check(data, name)
        reader = _Reader()
        if not reader.read(data):
            raise _too_large(name)
        text, bold = _lines(reader.pieces)
        if not text.strip():
            raise BadFile(N_("{name} is empty."), hint=N_("Check that the right file was chosen."), name=name)
        check_size(len(text), text.count("\n"), name)
        check_runs(text, name)
        split = split_turns(text, known=known, bold=bold)
        split.refuse_silence(name)
        paragraphs = sum(1 for line in text.split("\n") if line.strip())
        counts = {**reader.counts, "paragraphs": paragraphs, "characters": len(text)}
        notes = (*_cut_off(reader, name), *left_out(counts, name), *split.notes(name))
        return Transcript(text, split.turns, split.facts, counts, notes)


def _check(data: bytes, name: str) -> None:
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise BadFile(
            N_("{name} is not a rich text file, whatever its name says."),
            hint=N_("Open it in the program it came from and save it as a Word document (.docx) or as plain text."),
            name=name,
        )
    if len(data) > MAX_BYTES:
        raise _too_large(name)


def _too_large(name: str) -> BadFile:
    return BadFile(
        N_("{name} is refused: it is far larger than a transcript can be."),
        hint=N_("Open it in Word, take pictures out, and save it under a new name."),
        name=name,
    )


def _cut_off(reader: _Reader, name: str) -> Iterator[Problem]:
    if reader.unclosed:
        message = N_("The file ends before its last brace: its end may be missing.")
        hint = N_("Compare the last words with the original, and save it again from the program it came from.")
        yield Problem(name, message, hint, serious=False)


def _lines(pieces: Sequence[tuple[str, bool]]) -> tuple[str, frozenset[int]]:
    """The normalised text, and the indices of its lines in bold type."""
    lines, bold, line = list[str](), set[int](), list[tuple[str, bool]]()
    for text, strong in (*pieces, ("\n", False)):
        first, *others = text.split("\n")
        line.append((first, strong))
        for part in others:
            spoken = [heavy for words, heavy in line if words.strip()]
            if spoken and all(spoken):
                bold.add(len(lines))
            lines.append("".join(words for words, _ in line).rstrip("\t"))
            line = [(part, strong)]
    whole = _SURROGATES.sub(_paired, "\n".join(lines))
    return normalise(_LONE.sub("\ufffd", whole)), frozenset(bold)


def _paired(found: re.Match[str]) -> str:
    """The character that two values stand for, with a blank or a stand-in between them or not."""
    high, low = ord(found[0][0]), ord(found[0][-1])
    return chr(_WIDE + ((high & 0x3FF) << 10) + (low & 0x3FF))


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    ignored: bool = False
    hidden: bool = False
    bold: bool = False
    stand_ins: int = 1
    font: int | None = None
    table: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads the tokens of a file to pieces of text with their weight."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    unclosed: bool = False
    _state: _State = field(default_factory=_State)
    _stack: list[_State] = field(default_factory=list)
    _fonts: dict[int, str] = field(default_factory=dict)
    _page: str = "cp1252"
    _default: int | None = None
    _bytes: bytearray = field(default_factory=bytearray)
    _skip: int = 0
    _starred: bool = False

    def read(self, data: bytes) -> bool:
        """Read from the first brace to the last; False when the file holds too much to be a transcript."""
        at, tokens = data.find(b"{"), 0
        while found := _TOKEN.search(data, at):
            at, tokens = found.end(), tokens + 1
            if tokens > MAX_TOKENS or len(self._stack) > MAX_DEPTH:
                return False
            if found["byte"]:
                self._one_byte(int(found["byte"], 16))
                continue
            self._flush()
            at += self._token(found)
            if found["close"] and not self._stack:
                return True
        self._flush()
        self.unclosed = bool(self._stack)
        return True

    def _token(self, found: re.Match[bytes]) -> int:
        """Take one token; gives how many bytes after it belong to it (those of a picture)."""
        if found["open"]:
            self._stack.append(self._state)
            self._skip = 0
        elif found["close"]:
            self._state = self._stack.pop() if self._stack else self._state
            self._skip = 0
        elif found["plain"]:
            self._plain(found["plain"])
        elif found["sign"]:
            self._sign(found["sign"])
        elif found["word"]:
            return self._word(found["word"].decode("ascii"), found["number"])
        return 0

    def _plain(self, raw: bytes) -> None:
        skipped = min(self._skip, len(raw))
        self._skip -= skipped
        self._bytes += raw[skipped:]
        self._flush()

    def _one_byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(value)

    def _flush(self) -> None:
        if self._bytes:
            raw, self._bytes = bytes(self._bytes), bytearray()
            font = self._default if self._state.font is None else self._state.font
            self._show(raw.decode(self._fonts.get(font, self._page) if font is not None else self._page, "replace"))

    def _show(self, text: str) -> None:
        if not (self._state.ignored or self._state.hidden):
            self.pieces.append((text, self._state.bold))

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif self._skip:
            self._skip -= 1
        elif sign in _SYMBOLS:
            self._show(_SYMBOLS[sign])

    def _word(self, word: str, raw: bytes | None) -> int:
        number = int(raw) if raw else None
        starred, self._starred = self._starred, False
        waiting, self._skip = self._skip, 0
        if word == "bin":
            return max(0, number or 0)
        if word == "u":
            self._unicode(number)
        elif word in _IGNORED or (starred and word not in _KNOWN_STARRED):
            self._leave_out(word)
        elif word == "shptxt":
            self._state = replace(self._state, ignored=False)
            self.counts["text_boxes"] += 1
            self._show("\n")
        elif word in _SIGNS:
            self._named_sign(_SIGNS[word], waiting)
        elif handler := _SETTING.get(word):
            handler(self, number)
        elif word in _CODE_PAGES:
            self._page = _CODE_PAGES[word]
        return 0

    def _named_sign(self, sign: str, waiting: int) -> None:
        """Show the sign, unless it stands in for a letter that was shown; no line's or cell's end does that."""
        if waiting and sign not in "\n\t":
            self._skip = waiting - 1
        else:
            self._show(sign)

    def _leave_out(self, word: str) -> None:
        if kind := _COUNTED.get(word):
            self.counts[kind] += not self._state.ignored
        self._state = replace(self._state, ignored=True, table=word if word == "fonttbl" else self._state.table)

    def _unicode(self, number: int | None) -> None:
        if number is not None:
            value = number + _WIDE if number < 0 else number
            self._show(chr(value) if 0 < value < _WIDE else "\ufffd")
            self._skip = self._state.stand_ins

    def _set_stand_ins(self, number: int | None) -> None:
        self._state = replace(self._state, stand_ins=min(max(0, 1 if number is None else number), 20))

    def _set_font(self, number: int | None) -> None:
        self._state = replace(self._state, font=number)

    def _set_charset(self, number: int | None) -> None:
        if self._state.table == "fonttbl" and self._state.font is not None and number in _CHARSETS:
            self._fonts[self._state.font] = _CHARSETS[number]

    def _set_page(self, number: int | None) -> None:
        self._page = _codec(number) or self._page

    def _set_default(self, number: int | None) -> None:
        self._default = number

    def _set_bold(self, number: int | None) -> None:
        self._state = replace(self._state, bold=number != 0)

    def _set_hidden(self, number: int | None) -> None:
        self.counts["hidden"] += number != 0 and not self._state.hidden and not self._state.ignored
        self._state = replace(self._state, hidden=number != 0)

    def _set_deleted(self, number: int | None) -> None:
        self.counts["deletions"] += number != 0 and not self._state.ignored
        self._state = replace(self._state, hidden=number != 0)

    def _set_revised(self, number: int | None) -> None:
        self.counts["insertions"] += number != 0 and not self._state.ignored

    def _set_plain(self, _number: int | None) -> None:
        self._state = replace(self._state, bold=False, hidden=False, font=None)


_SETTING: dict[str, Callable[[_Reader, int | None], None]] = {
    "uc": _Reader._set_stand_ins,
    "f": _Reader._set_font,
    "fcharset": _Reader._set_charset,
    "ansicpg": _Reader._set_page,
    "deff": _Reader._set_default,
    "b": _Reader._set_bold,
    "v": _Reader._set_hidden,
    "deleted": _Reader._set_deleted,
    "revised": _Reader._set_revised,
    "plain": _Reader._set_plain,
}


def _codec(number: int | None) -> str | None:
    """The codec of a code page; None for one that is unknown or no single table of letters."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
