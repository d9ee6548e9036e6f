"""XML of exchanged projects: its parts one after the other in any namespace, and nothing that XML could hide."""

from __future__ import annotations

import pytest

from toolkit.errors import BadFile
from toolkit.exchange import refi_xml
from toolkit.exchange.refi_xml import child_text, children, parts, tag

SPACE = 'xmlns="urn:QDA-XML:project:1.0"'


def taken(xml):
    """The tag and name of each part, with the tags of what stands in it while it is given."""
    return [(kind, one.get("name"), [tag(each) for each in one]) for kind, one in parts(xml.encode(), "a.qde")]


def test_each_part_is_given_whole_and_the_root_comes_last_and_emptied():
    xml = f"""<Project {SPACE} name="P"><Users><User name="Eva"/></Users>
    <CodeBook><Codes><Code name="a"><Code name="b"/></Code></Codes></CodeBook>
    <Sources><TextSource name="s"><PlainTextSelection name="x"/><Description>d</Description></TextSource></Sources>
    <Notes><Note name="n"/></Notes><Description>about</Description></Project>"""
    found = taken(xml)
    assert found[:4] == [
        ("User", "Eva", []),
        ("Codes", None, ["Code"]),
        ("TextSource", "s", ["PlainTextSelection", "Description"]),
        ("Note", "n", []),
    ]
    assert found[4][:2] == ("Project", "P")
    assert found[4][2][-1] == "Description"


def test_a_part_within_a_part_belongs_to_the_outer_one():
    inner = '<VideoSource name="v"><Note name="n"/><TextSource name="t"/></VideoSource>'
    xml = f"<Project {SPACE}><Sources>{inner}</Sources></Project>"
    assert [one[:2] for one in taken(xml)] == [("VideoSource", "v"), ("Project", None)]


@pytest.mark.parametrize("space", ["", SPACE, 'xmlns="urn:QDA-XML:codebook:0:4"', 'xmlns="other"'])
def test_any_namespace_is_taken(space):
    xml = f'<CodeBook {space}><Codes><Code name="å"/></Codes><Sets><Set name="s"/></Sets></CodeBook>'
    assert [kind for kind, *_ in taken(xml)] == ["Codes", "Set", "CodeBook"]
    prefixed = '<q:CodeBook xmlns:q="x"><q:Codes><q:Code/></q:Codes></q:CodeBook>'
    assert [kind for kind, *_ in taken(prefixed)] == ["Codes", "CodeBook"]


def test_comments_and_instructions_are_no_words():
    note = "<Note name='n'><Description>x<!-- y -->z</Description></Note>"
    xml = f"<Project {SPACE}><!-- a --><?b c?><Notes>{note}</Notes></Project>"
    found = [child_text(one, "Description") for kind, one in parts(xml.encode(), "a") if kind == "Note"]
    assert found == ["xz"]


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(code):
    xml = f'<?xml version="1.0" encoding="{"utf-16" if "16" in code else code}"?><!DOCTYPE Project><Project {SPACE}/>'
    with pytest.raises(BadFile, match=r"a\.qdpx is refused: it holds a document type"):
        list(parts(xml.encode(code), "a.qdpx"))


@pytest.mark.parametrize("xml", ["<Other/>", "<html><Project/></html>", f"<Projects {SPACE}/>"])
def test_another_kind_of_xml_is_refused(xml):
    with pytest.raises(BadFile, match="neither an exchanged project"):
        list(parts(xml.encode(), "a.qdpx"))


@pytest.mark.parametrize(
    "xml",
    [
        "",
        f"<Project {SPACE}>",
        f"<Project {SPACE}><a></b></Project>",
        f"<Project {SPACE}/>\x00",
        f"<Project {SPACE}>secret &none; </Project>",
    ],
)
def test_what_is_no_whole_xml_is_refused_without_its_words(xml):
    with pytest.raises(BadFile) as caught:
        list(parts(xml.encode(), "a.qdpx"))
    assert "secret" not in str(caught.value)


def test_more_elements_than_a_project_has_are_refused_before_they_are_read(monkeypatch):
    xml = f"<Project {SPACE}><Users><User/><User/></Users></Project>".encode()
    monkeypatch.setattr(refi_xml, "MAX_ELEMENTS", 4)
    assert len(list(parts(xml, "a"))) == 3
    monkeypatch.setattr(refi_xml, "MAX_ELEMENTS", 3)
    with pytest.raises(BadFile, match="far larger"):
        list(parts(xml, "a"))


@pytest.mark.parametrize(("depth", "taken_"), [(200, True), (300, False)])
def test_a_tree_that_is_too_deep_is_told_as_such(depth, taken_):
    xml = f"<Project {SPACE}><Codes>{'<Code>' * depth}{'</Code>' * depth}</Codes></Project>".encode()
    if taken_:
        assert [kind for kind, _ in parts(xml, "a")] == ["Codes", "Project"]
    else:
        with pytest.raises(BadFile, match="more than 240 levels") as caught:
            list(parts(xml, "a"))
        assert "flatter" in caught.value.hint


def test_children_are_found_by_name_alone():
    xml = f'<Project {SPACE} xmlns:o="o"><Notes><Note><a>1</a><o:a>2</o:a><b/></Note></Notes></Project>'.encode()
    seen = []
    for kind, one in parts(xml, "a"):
        if kind == "Note":
            seen = [
                [each.text for each in children(one, "a")],
                child_text(one, "a"),
                child_text(one, "b"),
                child_text(one, "c"),
            ]
    assert seen == [["1", "2"], "1", "", ""]
