"""The text of a source or note is found inside the file or in the XML; files outside are never opened."""

from __future__ import annotations

import pytest

from tests.exchange.elements import element
from tests.exchange.producers import packed
from toolkit.exchange.refi_container import open_container
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_raw import RawText
from toolkit.exchange.refi_texts import Texts

WORDS = "Hej på dig 😀\r\n"


def of(xml, files=None, *, container=True):
    """The text of an element, what was lost, and how many files nothing referred to."""
    ledger = Ledger()
    data = {f"sources/{name}": content for name, content in (files or {}).items()}
    inside = open_container(packed("<Project/>", data), "a.qdpx") if container else None
    found = Texts(inside, ledger).of(element(xml))
    lost = [(loss.kind, loss.n, loss.where) for loss in ledger.losses()]
    return found, lost, inside.unused() if inside else 0


def test_a_text_file_is_read_with_and_without_a_mark():
    data = WORDS.encode()
    xml = '<TextSource plainTextPath="internal://a.txt"/>'
    assert of(xml, {"a.txt": data}) == (RawText(WORDS, marked=False, original=data), [], 0)
    marked = b"\xef\xbb\xbf" + data
    assert of(xml, {"a.txt": marked}) == (RawText(WORDS, marked=True, original=marked), [], 0)


@pytest.mark.parametrize(
    ("data", "text", "where"),
    [
        ("\ufeffHej å".encode("utf-16-le"), "Hej å", "UTF-16"),
        ("\ufeffHej 😀".encode("utf-16-be"), "Hej 😀", "UTF-16"),
        ("Hej å – ”så”".encode("windows-1252"), "Hej å – ”så”", "windows-1252"),
    ],
)
def test_another_encoding_is_read_and_told(data, text, where):
    found, lost, _ = of('<TextSource plainTextPath="a.txt"/>', {"a.txt": data})
    assert (found.text, found.original, found.marked) == (text, data, where == "UTF-16")
    assert lost == [("encoding", 1, where)]


def test_a_text_in_the_xml_is_read_where_no_file_is():
    held = "<TextSource{}><PlainTextContent>Hej</PlainTextContent></TextSource>"
    assert of(held.format(""), container=False) == (RawText("Hej"), [], 0)
    assert of(held.format(' plainTextPath="internal://gone.txt"')) == (RawText("Hej"), [], 0)
    assert of("<TextSource><PlainTextContent/></TextSource>") == (RawText(""), [], 0)
    found, lost, _ = of(held.format(' plainTextPath="a.txt"'), {"a.txt": b"Fil"})
    assert (found.text, lost) == ("Fil", [("both_texts", 1, "")])


@pytest.mark.parametrize(
    "path",
    [
        "absolute:///etc/passwd",
        "relative:///a.txt",
        "file:///a.txt",
        "/etc/passwd",
        "\\\\server\\a.txt",
        "C:\\a.txt",
        "https://x/a.txt",
    ],
)
def test_a_file_outside_is_counted_and_never_opened(path):
    found, lost, unused = of(f'<TextSource plainTextPath="{path}"/>', {"a.txt": b"inside", "passwd": b"x"})
    assert found is None
    assert lost == [("external_path", 1, "")]
    assert unused == 2
    assert of(f'<TextSource richTextPath="{path[:-3]}docx"/>')[1] == [("external_path", 1, "")]


def test_a_formatted_text_is_told_and_known_as_used():
    files = {"a.txt": b"Hej", "a.docx": b"PK"}
    found, lost, unused = of('<TextSource plainTextPath="a.txt" richTextPath="internal://a.docx"/>', files)
    assert (found.text, lost, unused) == ("Hej", [("rich_text", 1, "")], 0)
    found, lost, unused = of('<TextSource richTextPath="internal://A.TXT"/>', files)
    assert (found.text, lost, unused) == ("Hej", [], 1)
    assert of('<TextSource richTextPath="a.docx"/>', files)[0] is None


def test_without_any_text_there_is_none():
    for xml in ("<TextSource/>", '<TextSource plainTextPath="internal://gone.txt"/>'):
        assert of(xml) == (None, [], 0)
    assert of('<TextSource plainTextPath="a.txt"/>', container=False) == (None, [], 0)
    assert of('<TextSource richTextPath="a.docx"/>', container=False) == (None, [("rich_text", 1, "")], 0)


@pytest.mark.parametrize(
    ("path", "lost", "unused"),
    [("internal://b.png", [], 1), ("relative:///b.png", ["external_path"], 2), ("", [], 2)],
)
def test_a_medium_is_known_as_used_or_as_outside(path, lost, unused):
    ledger = Ledger()
    inside = open_container(packed("<Project/>", {"sources/b.png": b"x", "sources/c.png": b"x"}), "a.qdpx")
    Texts(inside, ledger).media(element(f'<PictureSource path="{path}"/>'))
    assert ([loss.kind for loss in ledger.losses()], inside.unused()) == (lost, unused)
    Texts(None, ledger).media(element(f'<PictureSource path="{path}"/>'))
