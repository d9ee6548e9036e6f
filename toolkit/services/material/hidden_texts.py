"""Every text that a file's bytes may hold: packed, escaped, encoded or taken apart by markup, files within files too.

Whether words are gone is not told by looking for their letters: in a Word file, a zip or a base64 string none of them
stands as it is read.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import quopri
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import unquote

from toolkit.domain.sources.speakers import SPEECHLESS
from toolkit.errors import SpeglaError

DEEPEST = 6
LARGEST = 200 * 1024 * 1024  # bytes of one part, unpacked
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)
_TAG = re.compile(r"<[^<>]*>")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPE = re.compile(r"\\[abfnrtv\"'/\\]")
_RTF_HEX = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_WORD = re.compile(r"\\u(-?\d+) ?\??")
_RTF_CONTROL = re.compile(r"\\[a-z]+-?\d* ?|[{}]|\r?\n")
_TIMES = re.compile(r"^(?:\d+|[^\n]*-->[^\n]*)$", re.MULTILINE)
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/_-]{16,}[\r\n ]*){2,}={0,2}|[A-Za-z0-9+/_-]{40,}={0,2}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_QUOTED = re.compile(rb"=(?:[0-9A-F]{2}|\r?\n)")
_ENTITY = re.compile(r"&#?\w{2,8};")
_HYPHENATED = re.compile(r"(?<=\w)-\r?\n\s*(?=\w)")


def texts(data: bytes, told: Callable[[], None], *, depth: int = 0) -> Iterator[str]:
    """The texts that these bytes may hold; `told` is called for each part that cannot be looked into."""
    if depth > DEEPEST:
        told()
        return
    for inner in _unpacked(data, told):
        yield from texts(inner, told, depth=depth + 1)
    if data[:4] == b"%PDF":
        yield from _of_pdf(data, told)
    for text in _decoded(data):
        yield from _readings(text)
    for inner in _from_base64(data):
        yield from texts(inner, told, depth=depth + 1)
    if _QUOTED.search(data):
        yield from _decoded(quopri.decodestring(data))


def _unpacked(data: bytes, told: Callable[[], None]) -> Iterator[bytes]:
    """The parts of an archive or packed file; nothing for others."""
    try:
        if data[:2] == b"PK":
            yield from _of_zip(data, told)
        elif data[257:262] == b"ustar":
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                yield from (part.read(LARGEST) for one in archive if (part := archive.extractfile(one)))
        else:
            yield from _inflated(data)
    except (*_BROKEN, tarfile.TarError):
        told()


def _of_zip(data: bytes, told: Callable[[], None]) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment
        for one in archive.infolist():
            try:
                with archive.open(one) as part:
                    yield part.read(LARGEST)
            except (*_BROKEN, RuntimeError):  # RuntimeError: it has a password
                told()


def _inflated(data: bytes) -> Iterator[bytes]:
    if data[:2] == b"\x1f\x8b":
        yield gzip.GzipFile(fileobj=io.BytesIO(data)).read(LARGEST)
    elif data[:3] == b"BZh":
        yield bz2.BZ2Decompressor().decompress(data, LARGEST)
    elif data[:6] == b"\xfd7zXZ\x00":
        yield lzma.LZMADecompressor().decompress(data, LARGEST)
    elif data[:1] == b"\x78":
        with suppress(zlib.error):  # also any text that begins with an x
            yield zlib.decompressobj().decompress(data, LARGEST)


def _of_pdf(data: bytes, told: Callable[[], None]) -> Iterator[str]:
    from toolkit.services.material.importing_apart import read_apart

    try:
        yield read_apart(".pdf", data, "file.pdf", known=frozenset({SPEECHLESS})).text
    except SpeglaError:
        told()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with suppress(zlib.error):
            content = zlib.decompressobj().decompress(stream, LARGEST).decode("latin-1")
            yield "".join(re.findall(r"\(((?:\\.|[^()\\])*)\)", content))
            yield content


def _decoded(data: bytes) -> Iterator[str]:
    """The bytes in each encoding that they may be in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "ignore")
    elif data.count(b"\x00") > len(data) // 8:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "ignore")
            yield data[1:].decode(encoding, "ignore")
    try:
        yield data.decode()
    except UnicodeDecodeError:
        yield data.decode("utf-8", "ignore")
        yield data.decode("cp1252", "ignore")


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, and with each kind of escape and markup that it has taken away."""
    yield text
    if "<" in text and ">" in text:
        yield html.unescape(_TAG.sub("", text))
        yield html.unescape(_TAG.sub(" ", text))
    elif _ENTITY.search(text):
        yield html.unescape(text)
    if "\\" in text:
        yield from _unescaped(text)
    if _PERCENT.search(text):
        yield unquote(text.replace("+", " "))
    if "-->" in text:
        yield _TAG.sub("", _TIMES.sub("", text))
    if _HYPHENATED.search(text):
        yield _HYPHENATED.sub("", text)
    if "Ã" in text:
        yield text.encode("cp1252", "ignore").decode("utf-8", "ignore")


def _unescaped(text: str) -> Iterator[str]:
    yield _ESCAPE.sub(" ", _JSON.sub(lambda found: chr(int(found[1], 16)), text))
    if "{\\rtf" in text:
        signs = _RTF_HEX.sub(lambda found: bytes.fromhex(found[1]).decode("cp1252", "ignore"), text)
        signs = _RTF_WORD.sub(lambda found: chr(int(found[1]) % 65536), signs)
        yield _RTF_CONTROL.sub("", signs)


def _from_base64(data: bytes) -> Iterator[bytes]:
    for found in _BASE64.finditer(data):
        packed = re.sub(rb"[\r\n ]", b"", found[0]).rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
        packed = packed[: len(packed) - (len(packed) % 4 == 1)]
        with suppress(binascii.Error):
            yield base64.b64decode(packed + b"=" * (-len(packed) % 4))
