"""A project written for other programs: in the order of the schema, at their positions, with nothing lost unsaid."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.exchange.elements import guid
from tests.exchange.projects import EMPTY, FULL, MINIMAL
from toolkit.domain.exchange.interchange import (
    FORMS,
    ORIGIN,
    Exchanged,
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSource,
    Form,
    Peer,
    Selection,
    Unit,
    User,
)
from toolkit.domain.texts.text import Span
from toolkit.errors import Refused
from toolkit.exchange import refi_writing
from toolkit.exchange.refi_reading import read
from toolkit.exchange.refi_writing import codebook, codebook_written, write, written

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
TEXT = "Hej 😀 på dig\noch tack"


def opened(data):
    """The description without its namespace, and the text files by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        files = {name: container.read(name) for name in container.namelist()}
    root = etree.fromstring(files.pop("project.qde"))
    for one in root.iter():
        one.tag = etree.QName(one).localname
    return root, files


def project(*selections, **more):
    source = ExchangedSource(guid("s"), "d01", TEXT, selections)
    return Exchanged(
        "P", users=(User(guid("Eva"), "Eva"),), codes=(ExchangedCode(guid("c"), "Ett"),), sources=(source,), **more
    )


def selected(words, **more):
    start = TEXT.index(words)
    return Selection(guid(words), Span(start, start + len(words)), **more)


def losses(made):
    return {loss.kind: loss.n for loss in made.losses}


def test_parts_stand_in_the_order_of_the_schema_and_empty_ones_nowhere():
    root, files = opened(write(FULL))
    order = ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Sets", "Description"]
    assert [one.tag for one in root] == order
    assert root.get("origin") == ORIGIN
    root, files = opened(write(EMPTY))
    assert ([one.tag for one in root], root.get("name"), files) == ([], "Tomt", {})


@pytest.mark.parametrize(
    ("form", "start", "end", "data"),
    [
        (Form(), 6, 12, TEXT.encode()),
        (Form(Unit.UTF16), 7, 13, TEXT.encode()),
        (Form(line_end="\r\n"), 6, 12, TEXT.replace("\n", "\r\n").encode()),
        (FORMS[Peer.NVIVO], 7, 13, b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()),
    ],
)
def test_positions_and_texts_are_in_the_form_that_was_asked_for(form, start, end, data):
    root, files = opened(written(project(selected("på dig")), form=form).data)
    one = root.find(".//PlainTextSelection")
    assert (int(one.get("startPosition")), int(one.get("endPosition"))) == (start, end)
    path = root.find(".//TextSource").get("plainTextPath").removeprefix("internal://")
    assert files == {f"sources/{path}": data}
    assert read(written(project(selected("på dig")), form=form).data, "a.qdpx").sources[0].selections[0].span == Span(
        6, 12
    )


def test_positions_after_a_line_end_count_it_as_the_file_holds_it():
    root, _ = opened(written(project(selected("och")), form=FORMS[Peer.NVIVO]).data)
    begin = TEXT.index("och")
    assert root.find(".//PlainTextSelection").get("startPosition") == str(begin + 2)  # the emoji and the line end
    unit, _ = opened(write(project(selected("och")), unit=Unit.UTF16))
    assert unit.find(".//PlainTextSelection").get("startPosition") == str(begin + 1)
    assert unit.get("origin") == f"{ORIGIN} (UTF-16)"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kort", "kort"),
        ("rad\n  två", "rad två"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40 + "…"),
        ("ord " * 30, ("ord " * 10).strip() + "…"),
        ("x" * 39 + "  " + "y" * 50, "x" * 39 + "…"),
        ("\n \t", None),
    ],
)
def test_a_selection_is_named_by_its_words_or_their_beginning(text, name):
    source = ExchangedSource(guid("s"), "d01", text, (Selection(guid("p"), Span(0, len(text))),))
    root, _ = opened(write(Exchanged("P", sources=(source,))))
    assert root.find(".//PlainTextSelection").get("name") == name


def test_who_coded_and_when_is_said_where_it_is_known():
    codings = (ExchangedCoding(guid("k"), guid("c"), guid("Eva"), AT), ExchangedCoding(guid("l"), guid("c")))
    root, _ = opened(write(project(selected("Hej", codings=codings, user=guid("Eva"), at=AT))))
    selection = root.find(".//PlainTextSelection")
    first, second = selection.findall("Coding")
    assert (first.get("creatingUser"), first.get("creationDateTime")) == (guid("Eva"), "2026-03-01T12:30:00Z")
    assert (second.get("creatingUser"), second.get("creationDateTime")) == (None, None)
    assert first.find("CodeRef").get("targetGUID") == guid("c")
    assert selection.get("creatingUser") == guid("Eva")


def test_what_leads_nowhere_is_left_out_and_counted():
    codings = (ExchangedCoding(guid("k"), "gone"), ExchangedCoding(guid("l"), guid("c"), "nobody"))
    case = ExchangedCase(guid("case"), "D01", {}, (guid("s"), guid("x")), (guid("y"),), (guid("z"), guid("c")))
    made = written(project(selected("Hej", codings=codings), cases=(case,)))
    root, _ = opened(made.data)
    assert len(root.findall(".//Coding")) == 1
    assert [one.tag for one in root.find(".//Case")] == ["CodeRef", "SourceRef"]
    assert losses(made) == {"coding_without_code": 1, "unknown_user": 1, "dangling_reference": 3}


def test_a_memo_stands_once_however_often_it_is_referred_to():
    memo = ExchangedMemo(guid("n"), "Tänk på\ndet", "Minne", guid("Eva"), AT)
    once = project(selected("Hej", memos=(memo,)), memos=(memo,), code_memos={guid("c"): (memo,)})
    root, files = opened(write(once))
    (note,) = root.findall(".//Note")
    assert (note.get("name"), note.get("creatingUser"), note.get("guid")) == ("Minne", guid("Eva"), guid("n"))
    assert files[f"sources/{guid('n')}.txt"] == "Tänk på\ndet".encode()
    assert [one.getparent().tag for one in root.iter("NoteRef")] == ["Code", "PlainTextSelection"]


def test_things_of_the_same_identity_have_texts_of_their_own():
    twice = (ExchangedSource(guid("s"), "a", "first"), ExchangedSource(guid("s"), "b", "second"))
    root, files = opened(write(Exchanged("P", sources=twice)))
    paths = [one.get("plainTextPath").removeprefix("internal://") for one in root.iter("TextSource")]
    assert [files[f"sources/{path}"] for path in paths] == [b"first", b"second"]


def test_a_long_project_is_written_piece_by_piece_whole(monkeypatch):
    monkeypatch.setattr(refi_writing, "_BATCH", 2)
    assert opened(write(FULL))[1].keys() == opened(write(FULL))[1].keys()
    assert read(write(FULL), "a.qdpx").sources == FULL.sources


def test_the_same_project_gives_the_same_bytes():
    assert write(FULL) == write(replace(FULL))
    assert codebook(FULL) == codebook(replace(FULL))


def test_a_codebook_holds_codes_and_sets_and_tells_what_it_cannot():
    made = codebook_written(FULL)
    root = etree.fromstring(made.data)
    assert [etree.QName(one).localname for one in root] == ["Codes", "Sets"]
    assert (etree.QName(root).localname, root.get("origin")) == ("CodeBook", ORIGIN)
    counted = losses(made)
    assert (counted["code_memo"], counted["not_codebook"]) == (1, 2 + 2 + 1)
    assert read(made.data, "a.qdc").codes == FULL.codes
    assert losses(codebook_written(replace(MINIMAL, sources=()))) == {}


def test_a_codebook_without_codes_is_refused_with_what_to_do():
    with pytest.raises(Refused, match="holds at least one") as caught:
        codebook(EMPTY)
    assert "coding scheme" in caught.value.hint


@pytest.mark.parametrize("peer", Peer)
def test_every_program_gets_all_codes_and_words(peer):
    back = read(written(FULL, form=FORMS[peer]).data, "a.qdpx")
    assert [source.text for source in back.sources] == [source.text for source in FULL.sources]
    assert [code.guid for code in back.codes] == [code.guid for code in FULL.codes]
    assert back.sources[0].selections == FULL.sources[0].selections
