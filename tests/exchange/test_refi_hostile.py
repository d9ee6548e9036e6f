"""Hostile and broken exchanged files are refused in words, or read with what is missing named, and fast."""

import io
import time
import zipfile

import pytest

from tests.exchange.producers import HEAD, SPACE, coding, guid, packed, selection
from toolkit.errors import BadFile
from toolkit.exchange import refi_container
from toolkit.exchange.refi_reading import read

SIMPLE = f'{HEAD}<Project {SPACE} name="P"/>'


def refused(data, match, name="x.qdpx"):
    began = time.process_time()
    with pytest.raises(BadFile, match=match) as caught:
        read(data, name)
    assert time.process_time() - began < 3
    assert name in caught.value.sentence
    assert caught.value.hint


def project(inside):
    return f'{HEAD}<Project {SPACE} name="P">{inside}</Project>'


def one_source(inside, text="Hej på dig"):
    codes = f'<CodeBook><Codes><Code guid="{guid("code")}" name="K" isCodable="true"/></Codes></CodeBook>'
    source = f'<Sources><TextSource guid="{guid("t")}" name="d01" plainTextPath="internal://t.txt">{inside}</TextSource></Sources>'
    return packed(project(codes + source), {"sources/t.txt": text.encode()})


def lost(found):
    return {loss.kind: loss.n for loss in found.losses}


@pytest.mark.parametrize("data", [b"", b"hej", b"%PDF-1.7", b"\x00" * 50, "Å".encode("utf-16")])
def test_what_is_neither_is_refused(data):
    refused(data, "neither an exchanged project")


def test_xml_of_another_kind_is_refused():
    refused(b"<html><body/></html>", "neither an exchanged project")
    refused(packed("<html/>"), "neither an exchanged project")


@pytest.mark.parametrize("entry", ["../../evil.txt", "/abs.txt", "a\\..\\b.txt", "C:\\x", "sources/../x"])
def test_names_that_lead_outside_are_refused_and_named(entry):
    refused(packed(SIMPLE, {entry: b"x"}), "leads outside")


def test_a_symbolic_link_is_refused():
    link = zipfile.ZipInfo("sources/t.txt")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO(packed(SIMPLE))
    with zipfile.ZipFile(stream, "a") as container:
        container.writestr(link, "/etc/passwd")
    refused(stream.getvalue(), "leads outside")


def test_several_descriptions_are_refused_and_named():
    refused(packed(SIMPLE, {"annat.QDE": SIMPLE.encode()}), r"project\.qde, annat\.QDE")
    refused(packed(SIMPLE, {"PROJECT.QDE": SIMPLE.encode()}), "twice")


def test_no_description_is_refused():
    refused(packed(SIMPLE, entry="inner/project.qde"), r"no project description \(project\.qde\)")


def test_broken_containers_are_refused():
    whole = packed(SIMPLE, {"sources/a.txt": b"abc" * 1000})
    refused(whole[: len(whole) // 2], "damaged")
    refused(whole[:-30], "damaged")
    refused(b"x" + whole, "neither")
    spoilt = bytearray(packed(SIMPLE, stored=True))
    spoilt[spoilt.index(b"<Project") + 3] ^= 1
    refused(bytes(spoilt), "damaged")
    locked = bytearray(whole)
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    refused(bytes(locked), "password")


def test_a_bomb_is_refused_while_reading():
    refused(packed(project(" " * 60_000_000)), "far larger")
    texts = project('<Sources><TextSource guid="a" plainTextPath="internal://a.txt"/></Sources>')
    refused(packed(texts, {"sources/a.txt": b"a" * 60_000_000}), "far larger")


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(refi_container, "MAX_MEMBERS", 50)
    refused(packed(SIMPLE, {f"sources/{n}.txt": b"" for n in range(60)}), "far larger")


@pytest.mark.parametrize(
    "entities", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "ha"><!ENTITY x "&a;&a;">', ""]
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_any_document_type_is_refused(entities, codec):
    text = f'<?xml version="1.0" encoding="{codec.upper()}"?><!DOCTYPE Project [{entities}]><Project name="x"/>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr("project.qde", text.encode(codec))
    refused(stream.getvalue(), "document type")
    refused(text.encode(), "document type", "x.qdc")


def test_damaged_xml_is_refused():
    refused(packed(f"{HEAD}<Project>"), "damaged")
    refused(packed(""), "damaged")
    refused(b"<CodeBook><Codes>", "damaged", "x.qdc")
    refused(packed(project("&x;")), "damaged")


@pytest.mark.parametrize("depth", [300, 10_000])
def test_codes_in_too_many_levels_are_refused(depth):
    code = f'<Code guid="{guid("k")}" name="k">'
    inside = f"<CodeBook><Codes>{code * depth}{'</Code>' * depth}</Codes></CodeBook>"
    refused(packed(project(inside)), "240 levels")


def test_two_hundred_levels_are_read():
    inside = "".join(f'<Code guid="{guid(str(n))}" name="{n}">' for n in range(200)) + "</Code>" * 200
    found = read(packed(project(f"<CodeBook><Codes>{inside}</Codes></CodeBook>")), "x.qdpx")
    assert [code.name for code in found.codes] == [str(n) for n in range(200)]


def test_ten_thousand_codes_with_many_separators_are_read():
    codes = "".join(f'<Code guid="{guid(str(n))}" name="{"::".join("abcdefghij")}::{n}"/>' for n in range(10_000))
    xml = (
        f'<CodeBook origin="ATLAS.ti"><Codes>{codes}<Code guid="{guid("z")}" name="{"a::" * 500}a"/></Codes></CodeBook>'
    )
    found = read(xml.encode(), "x.qdc")
    assert len(found.codes) == 10_011


def test_impossible_positions_are_told_with_their_numbers():
    inside = "".join(
        selection(f"s{n}", start, end, coding(f"c{n}", "code"))
        for n, (start, end) in enumerate([(0, 3), (3, 3), (5, 2), (-4, 2), (0, 11), (10**30, 10**31), (4, 6)])
    ).replace('startPosition="4"', 'startPosition="fyra"')
    found = read(one_source(inside), "x.qdpx")
    (source,) = found.sources
    assert [each.span.of(source.text) for each in source.selections] == ["Hej"]
    (positions, codings) = found.losses
    assert (positions.kind, positions.n, codings.kind, codings.n) == ("selection_position", 6, "selection_coding", 6)
    assert positions.where == "d01: 3–3, 5–2, -4–2, 0–11, ?–? …"
    assert "d01: 3–3" in positions.sentence


def test_positions_inside_a_sign_of_two_units_are_told():
    inside = selection("s", 1, 4, coding("c", "code"))
    data = one_source(inside, "😀😀 x").replace(b"", b"")
    found = read(data, "x.qdpx")
    assert found.sources[0].selections[0].span.of(found.sources[0].text) == "😀 x"


def test_dangling_references_and_identities_used_twice():
    inside = (
        selection("s", 0, 3, coding("c", "code") + coding("c", "code") + coding("d", "nowhere"))
        + selection("s", 4, 6, coding("e", "code", "nobody") + f'<NoteRef targetGUID="{guid("no note")}"/>')
        + '<Coding guid=""/><VariableValue><VariableRef targetGUID="x"/><TextValue>1</TextValue></VariableValue>'
    )
    found = read(one_source(inside), "x.qdpx")
    (source,) = found.sources
    assert len({each.guid for each in source.selections}) == 2
    assert len({each.guid for selection in source.selections for each in selection.codings}) == 3
    assert source.selections[1].codings[0].user is None
    assert lost(found) == {
        "duplicate_guid": 2,
        "coding_without_code": 2,
        "unknown_user": 1,
        "note_reference": 1,
        "missing_guid": 1,
        "variable_unknown": 1,
    }


def test_cases_and_sets_that_refer_to_nothing():
    inside = (
        f'<Cases><Case guid="{guid("c")}" name="A"><CodeRef targetGUID="{guid("x")}"/>'
        f'<SourceRef targetGUID="{guid("y")}"/><SelectionRef targetGUID="{guid("z")}"/></Case></Cases>'
        f'<Sets><Set guid="{guid("s")}" name="S"><MemberCode targetGUID="{guid("x")}"/>'
        f'<MemberNote targetGUID="{guid("n")}"/></Set></Sets>'
    )
    found = read(packed(project(inside)), "x.qdpx")
    assert (found.cases[0].sources, found.sets[0].codes) == ((), ())
    assert lost(found) == {"set_note": 1, "dangling_reference": 4}


def test_files_outside_are_never_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt")
    paths = (f"absolute://{secret}", f"file://{secret}", f"relative:///{secret}", str(secret), "http://127.0.0.1:9/x")
    sources = "".join(
        f'<TextSource guid="{guid(path)}" name="d{n}" plainTextPath="{path}" richTextPath="{path}.docx"/>'
        for n, path in enumerate(paths)
    )
    found = read(packed(project(f"<Sources>{sources}</Sources>")), "x.qdpx")
    assert found.sources == ()
    assert sum(loss.n for loss in found.losses if loss.kind == "external_path") == 10
    left = [loss.where for loss in found.losses if loss.kind == "source_without_text"]
    assert left == ["d0", "d1", "d2", "d3", "d4"]


def test_parts_in_any_order_namespace_and_with_unknown_neighbours():
    xml = f"""{HEAD}<x:Project xmlns:x="urn:QDA-XML:project:0:10" name="P"><x:Extra/><!-- hej -->
    <x:Notes><x:Note guid="{{{guid("n").upper()}}}"><x:PlainTextContent>Memo</x:PlainTextContent></x:Note></x:Notes>
    <x:Sources><x:TextSource guid="{guid("t")}" name="d"><x:NoteRef targetGUID="{guid("n")}"/>
    <x:PlainTextSelection guid="{guid("s")}" startPosition=" 0 " endPosition="3"><x:Coding guid="{guid("c")}">
    <x:CodeRef targetGUID="{guid("k").upper()}"/></x:Coding></x:PlainTextSelection>
    <x:PlainTextContent>Hej du</x:PlainTextContent></x:TextSource></x:Sources>
    <x:CodeBook><x:Codes><x:Code guid="{{{guid("k")}}}" name="K" color="red"/></x:Codes></x:CodeBook></x:Project>"""
    found = read(packed(xml), "x.qdpx")
    (source,) = found.sources
    assert [memo.text for memo in source.memos] == ["Memo"]
    assert source.selections[0].codings[0].code == found.codes[0].guid == guid("k")
    assert lost(found) == {"color": 1, "unknown_element": 1}


def test_a_text_that_is_not_utf_8_is_read_and_told():
    source = '<Sources><TextSource guid="a" name="d" plainTextPath="internal://a.txt"/></Sources>'
    for data, codec in (("Åsa".encode("windows-1252"), "windows-1252"), ("Åsa".encode("utf-16"), "UTF-16")):
        found = read(packed(project(source), {"Sources/a.txt": data}), "x.qdpx")
        assert found.sources[0].text == "Åsa"
        assert [(loss.kind, loss.where) for loss in found.losses] == [("encoding", codec)]


def test_no_error_holds_words_of_a_transcript():
    data = one_source("<oops", "Hemligheten")
    with pytest.raises(BadFile) as caught:
        read(data, "x.qdpx")
    assert "Hemlig" not in caught.value.sentence + caught.value.hint + str(caught.value)
