"""Whoever only greps finds none of these copies; the deep scan finds them all (reliability.md F7)."""

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import quopri
import sqlite3
import tarfile
import unicodedata
import zipfile
import zlib
from urllib.parse import quote, quote_plus

import pytest
from docx import Document

from tests.importers.printed_pages import pdf as printed
from toolkit.domain.identifiers.remains import Marks
from toolkit.services.material.hidden_texts import texts
from toolkit.services.privacy import deep_scan

SAID = "Läraren väntade inte på mig den där morgonen när bussen äntligen åkte förbi Östra skolan"
KEY = b"k" * 16
MARKS = Marks.of(KEY, [SAID], ())


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def docx():
    """A Word file in which each letter stands in a run of its own."""
    document, out = Document(), io.BytesIO()
    paragraph = document.add_paragraph()
    for letter in SAID:
        paragraph.add_run(letter)
    document.save(out)
    return out.getvalue()


def xlsx():
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = SAID
    book.save(out)
    return out.getvalue()


def tar():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("inre.docx")
        member.size = len(docx())
        archive.addfile(member, io.BytesIO(docx()))
    return out.getvalue()


def pdf():
    from matplotlib.figure import Figure

    figure, out = Figure(figsize=(12, 2)), io.BytesIO()
    figure.text(0.02, 0.5, SAID)
    figure.savefig(out, format="pdf", metadata={"CreationDate": None})
    return out.getvalue()


def rtf():
    return ("{\\rtf1\\ansi " + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in SAID) + "}").encode()


def srt():
    words = SAID.split()
    cues = [" ".join(words[at : at + 3]) for at in range(0, len(words), 3)]
    return "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue}" for n, cue in enumerate(cues, 1)).encode()


COPIES = {
    "utf-8": SAID.encode(),
    "utf-16 with a mark": SAID.encode("utf-16"),
    "utf-16 without": SAID.encode("utf-16-le"),
    "utf-16 big end first": SAID.encode("utf-16-be"),
    "latin-1": SAID.encode("latin-1"),
    "decomposed": unicodedata.normalize("NFD", SAID).encode(),
    "capitals": SAID.upper().encode(),
    "twice encoded": SAID.encode().decode("cp1252", "ignore").encode(),
    "json": json.dumps({"text": SAID}).encode(),
    "json, a word a line": json.dumps("\n".join(SAID.split())).encode(),
    "html entities": html.escape(SAID).encode("ascii", "xmlcharrefreplace"),
    "markup within words": "".join(f"<b>{letter}</b>" for letter in SAID).encode(),
    "a log of addresses": f"GET /find?q={quote(SAID)} 200".encode(),
    "a form": f"q={quote_plus(SAID)}&x=1".encode(),
    "quoted-printable": quopri.encodestring(SAID.encode()),
    "base64": b"data:" + base64.b64encode(SAID.encode()),
    "base64 in lines": base64.encodebytes(SAID.encode() * 3),
    "docx": docx(),
    "xlsx": xlsx(),
    "zip in zip": zipped("a.zip", zipped("b.docx", docx())),
    "gz": gzip.compress(SAID.encode()),
    "bz2": bz2.compress(SAID.encode()),
    "xz": lzma.compress(SAID.encode()),
    "zlib": zlib.compress(SAID.encode()),
    "tar": tar(),
    "pdf": pdf(),
    "rtf": rtf(),
    "srt": srt(),
    "hyphenated": SAID.replace("väntade", "vän-\ntade").encode(),
    "base64 of a zip in json": json.dumps({"a": base64.b64encode(zipped("x.txt", SAID.encode())).decode()}).encode(),
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_lingering_copy_is_found(copy):
    assert any(MARKS.found(text) for text in texts(COPIES[copy], lambda: None))


def test_hardly_any_of_them_is_found_by_looking_for_the_words_as_they_stand():
    assert sum(SAID.encode() in data for data in COPIES.values()) <= 3


def test_a_damaged_or_locked_archive_is_told(tmp_path):
    (tmp_path / "half.zip").write_bytes(zipped("a.txt", SAID.encode() * 50)[:-30])
    (tmp_path / "not.gz").write_bytes(b"\x1f\x8b" + b"x" * 30)
    found = deep_scan.scan([tmp_path], MARKS)
    assert {path.name for path in found.unread} == {"half.zip", "not.gz"}


def test_a_printed_document_in_which_nobody_speaks_is_looked_into_whole(tmp_path):
    (tmp_path / "plan.pdf").write_bytes(printed([["A plan in which nobody speaks,", "only words on paper."]]))
    assert not deep_scan.scan([tmp_path], MARKS).unread


def test_a_database_is_looked_through_with_its_free_pages(tmp_path):
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete=OFF")
    connection.execute("CREATE TABLE a (b TEXT, c BLOB)")
    connection.execute("INSERT INTO a VALUES (?, NULL)", (SAID * 20,))
    connection.commit()
    connection.execute("DELETE FROM a")
    connection.commit()
    connection.close()
    assert deep_scan.scan([tmp_path], MARKS).of(MARKS)
    connection = sqlite3.connect(path)
    connection.execute("VACUUM")
    connection.close()
    assert not deep_scan.scan([tmp_path], MARKS).of(MARKS)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO a VALUES (NULL, ?)", (zlib.compress(SAID.encode()),))
    connection.commit()
    connection.close()
    assert deep_scan.scan([tmp_path], MARKS).of(MARKS)


def test_links_are_not_followed_and_hidden_files_are_read(tmp_path):
    outside, folder = tmp_path / "outside.txt", tmp_path / "project"
    folder.mkdir()
    outside.write_text(SAID, encoding="utf-8")
    (folder / "link.txt").symlink_to(outside)
    (folder / ".note.part").write_text(SAID, encoding="utf-8")
    assert {path.name for path in deep_scan.scan([folder], MARKS).of(MARKS)} == {".note.part"}
