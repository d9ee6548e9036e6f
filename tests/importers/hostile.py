"""Hostile files, made when they are asked for: what an evil or unlucky sender could hand to an importer.

`HOSTILE` maps a file's name to what makes its bytes; `READ` names those that are read for what is good in them, `ANY`
those that may be read or refused; all others are refused in words. Addresses in them point at PORT of this machine.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

from tests.importers.conftest import document, package
from tests.importers.printed_pages import locked, pdf, pdf_of, shown, stream, written
from tests.importers.recorded import ODF, odt

PORT = 8700 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
OUTSIDE = f"http://127.0.0.1:{PORT}/"
SECRET = "file:///etc/hostname"
TALK = "<w:p><w:r><w:t>I: Hur är det?</w:t></w:r></w:p><w:p><w:r><w:t>D01: Bra, tack.</w:t></w:r></w:p>"
LINES = ["I: Hur är det?", "D01: Bra, tack."]
MILLION = 1_000_000


def docx(body: str = TALK, **parts: bytes | str) -> bytes:
    return package({"word/document.xml": document(body), **parts})


def with_part(name: str, content: bytes | str = "x") -> bytes:
    return package({"word/document.xml": document(TALK), name: content})


def with_entities(kind: str, codec: str = "utf-8", reference: str = "&x;") -> bytes:
    inner = document(TALK.replace("Bra", reference)).partition("?>")[2]
    text = f'<?xml version="1.0" encoding="{codec}"?><!DOCTYPE d {kind}>{inner}'
    return package({"word/document.xml": text.encode(codec)})


def laughs(levels: int = 10) -> str:
    rows = [f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, levels)]
    return '[<!ENTITY x0 "ha">' + "".join(rows) + f'<!ENTITY x "&x{levels - 1};">]'


def linked() -> bytes:
    stream_ = io.BytesIO()
    with zipfile.ZipFile(stream_, "w") as container:
        link = zipfile.ZipInfo("word/document.xml")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        container.writestr(link, "/etc/hostname")
    return stream_.getvalue()


def bomb(path: str = "word/document.xml", megabytes: int = 300) -> bytes:
    stream_ = io.BytesIO()
    with zipfile.ZipFile(stream_, "w", zipfile.ZIP_DEFLATED) as container, container.open(path, "w") as part:
        for _ in range(megabytes):
            part.write(b" " * MILLION)
    return stream_.getvalue()


def lying() -> bytes:
    data = bytearray(bomb(megabytes=150))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(signature)
        data[at + offset : at + offset + 4] = struct.pack("<I", 1000)
    return bytes(data)


def crowded(members: int = 70_000) -> bytes:
    stream_ = io.BytesIO()
    with zipfile.ZipFile(stream_, "w") as container:
        container.writestr("word/document.xml", document(TALK))
        for number in range(members):
            container.writestr(f"x/{number}", b"")
    return stream_.getvalue()


def twice(first: str, second: str) -> bytes:
    import warnings

    stream_ = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream_, "w") as container:
        warnings.simplefilter("ignore")
        container.writestr(first, document(TALK))
        container.writestr(second, document(TALK.replace("Bra", "Dåligt")))
    return stream_.getvalue()


def flagged() -> bytes:
    """A zip file whose members say that they are encrypted."""
    data = bytearray(docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    return bytes(data)


def miscounted() -> bytes:
    data = bytearray(package({"word/document.xml": document(TALK)}))
    for signature, offset in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        data[data.find(signature) + offset] ^= 0xFF
    return bytes(data)


def ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + name.encode("utf-16-le") + b"\x00" * 600


def odt_of(content: str, **parts: str) -> bytes:
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})


def odt_xml(body: str, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<office:document-content {ODF}><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )


def looped() -> bytes:
    """A tree of pages that is its own child."""
    return written(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"]
    )


def flooding(levels: int) -> bytes:
    """A page whose drawing unpacks to very much, packed once or several times over."""
    data = b"(x) Tj " * 60 * MILLION
    for _ in range(levels - 1):
        data = zlib.compress(data)
    packed = stream(data, filters=b"[" + b"/FlateDecode " * levels + b"]")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, packed])


def busy(deeds: int = 1_500_000) -> bytes:
    """A page that is drawn by so many deeds."""
    return pdf_of([b"BT /F 11 Tf " + b"1 0 0 1 5 5 Tm (x) Tj " * deeds + b"ET"])


def with_wide_cmap() -> bytes:
    """A font whose table of characters names a range of four thousand million."""
    ranges = b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange " * 50
    cmap = stream(b"/CIDInit /ProcSet findresource begin begincmap " + ranges + b"endcmap end")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page]
    return written([*head, stream(shown(LINES)), font, cmap])


def pdf_with(catalog: bytes, *extra: bytes) -> bytes:
    return pdf_of([shown(LINES)], catalog, extra=extra)


def yaml_bomb() -> bytes:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 25)]
    return ("---\n" + "\n".join(rows) + "\n---\nI: Hur?\nD01: Bra.\n").encode()


def vtt_of(cues: int) -> bytes:
    return ("WEBVTT\n\n" + "00:01.000 --> 00:02.000\nJa.\n\n" * cues).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    # names and containers
    "slip.docx": partial(with_part, "../../evil.txt"),
    "absolute.docx": partial(with_part, "/tmp/evil.txt"),
    "backslash.docx": partial(with_part, "a\\..\\..\\evil.txt"),
    "drive.docx": partial(with_part, "C:evil.txt"),
    "stream.docx": partial(with_part, "evil.txt:hidden"),
    "link.docx": linked,
    "bomb.docx": bomb,
    "lying-bomb.docx": lying,
    "bomb-inside.docx": lambda: with_part("word/embeddings/a.zip", bomb(megabytes=50)),
    "crowd.docx": crowded,
    "twice.docx": partial(twice, "word/document.xml", "word/document.xml"),
    "nearly-twice.docx": partial(twice, "word/document.xml", "Word/Document.XML"),
    "locked-member.docx": flagged,
    "cut.docx": lambda: docx()[:-60],
    "half.docx": lambda: docx()[: len(docx()) // 2],
    "text.docx": lambda: b"I: Hur?\nD01: Bra.\n",
    "wrong-sum.docx": miscounted,
    "data-before.docx": lambda: b"x" * 1000 + docx(),
    "data-between.docx": lambda: b"PK\x03\x04" + b"x" * 1000 + docx(),
    "locked.docx": partial(ole, "EncryptedPackage"),
    "old.docx": partial(ole, "WordDocument"),
    "old.doc": partial(ole, "WordDocument"),
    "locked.doc": partial(ole, "EncryptedPackage"),
    "gzip.docx": lambda: gzip.compress(docx()),
    "macros.docm": lambda: with_part("word/vbaProject.bin", ole("VBA")),
    "template.dotx": docx,
    # XML
    "outer-entity.docx": lambda: with_entities(f'[<!ENTITY x SYSTEM "{SECRET}">]'),
    "net-entity.docx": lambda: with_entities(f'[<!ENTITY x SYSTEM "{OUTSIDE}x">]'),
    "outer-dtd.docx": lambda: with_entities(f'SYSTEM "{OUTSIDE}x.dtd"', reference="Bra"),
    "parameter-entity.docx": lambda: with_entities(f'[<!ENTITY % p SYSTEM "{OUTSIDE}p"> %p;]', reference="Bra"),
    "laughs.docx": lambda: with_entities(laughs()),
    "quadratic.docx": lambda: with_entities(f'[<!ENTITY x "{"x" * 100_000}">]', reference="&x;" * 50_000),
    "wide-doctype.docx": lambda: with_entities('[<!ENTITY x "y">]', "utf-16"),
    "include.docx": lambda: docx(
        TALK + f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{SECRET}" parse="text"/>'
    ),
    "deep.docx": lambda: docx("<w:sdt><w:sdtContent>" * 50_000 + TALK + "</w:sdtContent></w:sdt>" * 50_000),
    "paragraphs.docx": lambda: docx(TALK + "<w:p/>" * 1_500_000),
    "elements.docx": lambda: docx(TALK + "<w:p><w:r/></w:p>" * 1_500_000),
    "long-text.docx": lambda: docx(f"<w:p><w:r><w:t>I: {'ord ' * 12_000_000}</w:t></w:r></w:p>"),
    "run.docx": lambda: docx(f"<w:p><w:r><w:t>I: {'(' * 300_000}</w:t></w:r></w:p>"),
    "no-words.docx": lambda: docx("<w:p/>" * 5),
    "outer-template.docx": lambda: with_part(
        "word/_rels/settings.xml.rels",
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        f' Type="attachedTemplate" Target="{OUTSIDE}t.dotm" TargetMode="External"/></Relationships>',
    ),
    "outer-chunk.docx": lambda: docx(TALK + '<w:altChunk r:id="r9" xmlns:r="urn:r"/>'),
    # OpenDocument
    "blanks.odt": lambda: odt('<text:p>I: Hur<text:s text:c="2000000000"/>då?</text:p>'),
    "columns.odt": lambda: odt(
        '<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell'
        ' table:number-columns-repeated="1000000000"><text:p>I: Hur?</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    ),
    "laughs.odt": lambda: odt_of(odt_xml("<text:p>I: &x;</text:p>", f"<!DOCTYPE d {laughs()}>")),
    "slip.odt": lambda: odt(**{"../evil.txt": "x"}),
    "bomb.odt": partial(bomb, "content.xml"),
    "deep.odt": lambda: odt("<text:p>I: " + "<text:span>" * 100_000 + "x" + "</text:span>" * 100_000 + "</text:p>"),
    "cut.odt": lambda: odt()[:-50],
    "outer-picture.odt": lambda: odt(
        f'<text:p>I: Hur?<draw:frame><draw:image xmlns:xlink="x" xlink:href="{OUTSIDE}a.png"/></draw:frame></text:p>'
        "<text:p>D01: Bra.</text:p>"
    ),
    # rich text
    "groups.rtf": lambda: b"{\\rtf1" + b"{" * 200_000,
    "no-brace.rtf": lambda: rb"{\rtf1\ansi I: Hur?\par D01: Bra.",
    "binary.rtf": lambda: rb"{\rtf1\ansi I: Hur?{\pict\bin2000000000 xx}\par D01: Bra.}",
    "picture.rtf": lambda: rb"{\rtf1{\pict " + b"a1" * 10_000_000 + rb"}I: Hur?\par D01: Bra.}",
    "lines.rtf": lambda: rb"{\rtf1 I: Hur?" + rb"\par x" * 2_000_000 + b"}",
    "field.rtf": lambda: (
        rb'{\rtf1 I: Hur?{\field{\*\fldinst INCLUDETEXT "file:///etc/hostname"}{\fldrslt x}}\par D01: Bra.}'
    ),
    "numbers.rtf": lambda: rb"{\rtf1 I: \u99999999999999999999?\fs" + b"9" * 100_000 + rb" Hur?\par D01: Bra.}",
    # PDF
    "scan.pdf": lambda: pdf([[], []]),
    "locked.pdf": lambda: locked(pdf([LINES]), user="secret"),
    "no-copy.pdf": lambda: locked(pdf([LINES])),
    "no-xref.pdf": lambda: pdf([LINES]).replace(b"\nxref", b"\nxrxx", 1),
    "wrong-xref.pdf": lambda: pdf([LINES]).replace(b"startxref\n", b"startxref\n7"),
    "cut.pdf": lambda: pdf([LINES])[:400],
    "pages.pdf": lambda: pdf([LINES] * 5_000),
    "script.pdf": lambda: pdf_with(
        b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('%s'\\)) >>" % OUTSIDE.encode()
    ),
    "attachment.pdf": lambda: pdf_with(
        b"/Names << /EmbeddedFiles << /Names [(evil.txt) 5 0 R] >> >>", b"<< /Type /Filespec /F (../evil.txt) >>"
    ),
    "launch.pdf": lambda: pdf_with(b"/OpenAction << /S /Launch /F (/bin/true) >>"),
    "outer-form.pdf": lambda: pdf_with(
        b"/AcroForm << /XFA 5 0 R >>", stream(b'<!DOCTYPE x SYSTEM "%sx">' % OUTSIDE.encode())
    ),
    "own-child.pdf": looped,
    "own-length.pdf": lambda: pdf_of([shown(LINES)]).replace(b"/Length ", b"/Length 9 0 R %", 1),
    "flood.pdf": partial(flooding, 1),
    "packed-flood.pdf": partial(flooding, 3),
    "busy.pdf": busy,
    "nested.pdf": lambda: pdf_with(b"/X " + b"[" * 200_000),
    "wide-cmap.pdf": with_wide_cmap,
    "own-table.pdf": lambda: written([b"<< /Type /Catalog /Pages 2 0 R >>"], trailer=b"/Prev 9"),
    "no-pages.pdf": lambda: pdf_of([]),
    # recordings
    "cues.vtt": partial(vtt_of, 200_000),
    "arrows.vtt": lambda: b"WEBVTT\n\n" + b"00:01.000 --> " * 300_000,
    "tags.vtt": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 300_000,
    "arrows.srt": lambda: b"1\n" + b"-->" * MILLION,
    "depth.json": lambda: b'{"segments":' + b"[" * MILLION,
    "numbers.json": lambda: b'{"segments":[{"text":"Ja.","start":' + b"9" * 5_000_000 + b',"end":NaN}]}',
    "halves.json": lambda: json.dumps({"segments": [{"text": "\ud800 Ja.", "start": -1, "end": 1e400}]}).encode(),
    "kinds.json": lambda: b'{"segments":[{"text":{"a":[1]},"speaker":{},"words":7,"start":"x"}]}',
    "depth.otr": lambda: json.dumps({"text": "<b>" * 200_000 + "I: Hur?"}).encode(),
    # web pages
    "depth.html": lambda: b"<div>" * 300_000 + b"I: Hur?",
    "outside.html": (
        f'<meta http-equiv="refresh" content="0;url={OUTSIDE}"><link rel="stylesheet" href="{OUTSIDE}a.css"><p>I: Hur?'
        f'<img src="{OUTSIDE}a.png"><script src="{OUTSIDE}a.js"></script><iframe src="{SECRET}"></iframe></p>'
        "<p>D01: Bra."
    ).encode,
    "entities.html": f"<!DOCTYPE html {laughs()}><p>I: &x; Hur?<p>D01: Bra.".encode,
    "attribute.html": lambda: b'<p class="' + b"x" * 20_000_000 + b'">I: Hur?</p><p>D01: Bra.</p>',
    # text
    "line.txt": lambda: b"I: " + b"ord " * 13_000_000,
    "lines.txt": lambda: b"I: ja\n" * MILLION,
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50,
    "chance.txt": lambda: bytes((n * n * 31 + n // 7) % 256 for n in range(20_000)),
    "run.txt": lambda: b"I: " + b"(" * 300_000,
    "half-pair.txt": lambda: b"\xff\xfe" + "I: Hur?\nD01: Bra ".encode("utf-16-le") + b"\x00\xd8",
    "anchors.txt": yaml_bomb,
    "object.txt": lambda: b'---\na: !!python/object/apply:os.system ["touch evil.txt"]\n---\nI: Hur?\nD01: Bra.\n',
    "brackets.md": lambda: b"---\na: " + b"[" * 15_000 + b"\n---\nI: Hur?\nD01: Bra.\n",
    "colons.txt": lambda: b"a:" * 400_000,
    "stamps.txt": lambda: b"[00:00:00] " * 200_000 + b"I: Hur?\nD01: Bra.\n",
    "blanks.txt": lambda: b"I:" + b" " * 4_000_000 + b"x\nD01: Bra.\n",
    "empty.txt": lambda: b"",
    "mark-only.txt": lambda: b"\xef\xbb\xbf",
    "white.txt": lambda: b" \r\n\t \n",
}
READ = frozenset(
    {
        *(
            "bomb-inside.docx",
            "include.docx",
            "outer-template.docx",
            "outer-chunk.docx",
            "macros.docm",
            "template.dotx",
        ),
        *("blanks.odt", "columns.odt", "outer-picture.odt", "no-brace.rtf", "picture.rtf", "field.rtf"),
        *("script.pdf", "attachment.pdf", "launch.pdf", "outer-form.pdf", "wrong-xref.pdf"),
        *("halves.json", "outside.html"),
    }
)
ANY = frozenset(
    {
        *("data-before.docx", "data-between.docx", "paragraphs.docx", "deep.docx", "binary.rtf", "numbers.rtf"),
        *("own-length.pdf", "wide-cmap.pdf", "nested.pdf", "numbers.json", "kinds.json", "entities.html", "deep.odt"),
        *("attribute.html", "object.txt", "anchors.txt", "stamps.txt", "blanks.txt", "tags.vtt", "arrows.vtt"),
        *("flood.pdf", "packed-flood.pdf", "busy.pdf", "chance.txt"),
    }
)
