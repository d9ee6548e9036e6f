"""An exchanged file read whole: its parts in any order, everything named that it could not hold."""

from __future__ import annotations

import gc

import pytest

from tests.exchange.producers import HEAD, SPACE, guid, packed
from toolkit.domain.exchange.interchange import ORIGIN, ExchangedCode, User
from toolkit.errors import BadFile
from toolkit.exchange.refi_raw import RawSource
from toolkit.exchange.refi_reading import read
from toolkit.exchange.refi_units import UTF16_MARK

CODES = f'<CodeBook><Codes><Code guid="{guid("c")}" name="Samverkan"/></Codes></CodeBook>'
USERS = f'<Users><User guid="{guid("Eva")}" name="Eva"/></Users>'
CODING = f'<Coding guid="{guid("k")}" creatingUser="{guid("Eva")}"><CodeRef targetGUID="{guid("c")}"/></Coding>'
SELECTION = f'<PlainTextSelection guid="{guid("p")}" startPosition="0" endPosition="3">{CODING}</PlainTextSelection>'
SOURCES = f'<Sources><TextSource guid="{guid("s")}" name="d01" plainTextPath="internal://s.txt">{SELECTION}</TextSource></Sources>'
FILES = {"sources/s.txt": b"Hej och tack"}


def project(*parts, attributes='name="P" origin="MAXQDA 24"'):
    return f"{HEAD}<Project {SPACE} {attributes}>{''.join(parts)}</Project>"


def taken(*parts, **more):
    return read(packed(project(*parts, **more), FILES), "mapp/en.fil.qdpx")


def kinds(exchanged):
    return {loss.kind: loss.n for loss in exchanged.losses}


@pytest.mark.parametrize("order", [(USERS, CODES, SOURCES), (SOURCES, CODES, USERS), (CODES, SOURCES, USERS)])
def test_parts_are_read_in_any_order(order):
    found = taken(*order)
    (source,) = found.sources
    (selection,) = source.selections
    assert (found.name, found.origin) == ("P", "MAXQDA 24")
    assert found.users == (User(guid("Eva"), "Eva"),)
    assert found.codes == (ExchangedCode(guid("c"), "Samverkan"),)
    assert selection.span.of(source.text) == "Hej"
    assert (selection.codings[0].code, selection.codings[0].user) == (guid("c"), guid("Eva"))
    assert found.losses == ()
    assert set(found.units) == {guid("s")}


def test_a_project_without_a_name_is_called_as_its_file():
    assert taken(attributes="").name == "en.fil"
    assert (taken(attributes='origin=" x "').origin, taken().description) == ("x", "")
    assert taken("<Description> Vad\r\nden är till för </Description>").description == "Vad\nden är till för"


@pytest.mark.parametrize("origin", [ORIGIN, ORIGIN + UTF16_MARK])
def test_our_own_files_are_ours_however_they_count(origin):
    assert taken(attributes=f'origin="{origin}"').origin == ORIGIN


def test_people_without_a_name_are_called_by_their_login_which_is_not_kept():
    users = f"""<Users><User guid="{guid("a")}" id="EV"/><User guid="{guid("b")}" name="Åsa" id="AS"/>
    <User guid="{guid("c")}"/>
    <User guid="{guid("a")}" name="twice"/><User name="no identity"/></Users>"""
    found = taken(users)
    assert [user.name for user in found.users] == ["EV", "Åsa", ""]
    assert kinds(found) == {"user_id": 2, "duplicate_guid": 1, "missing_guid": 1, "unused_entry": 1}


def test_variables_of_the_same_name_are_told_apart_and_unknown_types_are_text():
    variables = "".join(
        f'<Variable guid="{guid(f"v{n}")}" name="{name}" typeOfVariable="{kind}"/>'
        for n, (name, kind) in enumerate(
            [("Ort", "Text"), ("Ort", "Integer"), ("Ort (2)", "Date"), ("År", "Ordinal"), ("", "")]
        )
    )
    described = f'<Variable guid="{guid("d")}" name="D"><Description>x</Description></Variable>'
    case = f"""<Cases><Case guid="{guid("case")}" name="D01"><VariableValue><VariableRef targetGUID="{guid("v1")}"/>
    <IntegerValue>3</IntegerValue></VariableValue></Case></Cases>"""
    found = taken(case, f"<Variables>{variables}{described}</Variables>")
    assert found.kinds == {
        "Ort": "Text",
        "Ort (2)": "Integer",
        "Ort (2) (2)": "Date",
        "År": "Text",
        "": "Text",
        "D": "Text",
    }
    assert found.cases[0].variables == {"Ort (2)": "3"}
    assert kinds(found) == {"variable_description": 1, "variable_name": 2, "unused_entry": 1}


def test_notes_hang_on_what_refers_to_them_and_others_stand_alone():
    notes = f"""<Notes><Note guid="{guid("on")}" name="N"><PlainTextContent>Ett</PlainTextContent></Note>
    <Note guid="{guid("alone")}" name="M"/></Notes>"""
    links = f"""<Links><Link originGUID="{guid("on")}" targetGUID="{guid("c")}"/>
    <Link originGUID="{guid("c")}" targetGUID="{guid("s")}"/></Links>"""
    found = taken(notes, links, CODES, "<Graphs><Graph/><Graph/></Graphs>")
    assert [memo.text for memo in found.code_memos[guid("c")]] == ["Ett"]
    assert [memo.name for memo in found.memos] == ["M"]
    assert kinds(found) == {"link": 1, "graph": 2, "unused_entry": 1}


def test_sets_cases_and_parts_that_nobody_knows_are_told():
    case = f'<Case guid="{guid("case")}"><SourceRef targetGUID="{guid("s")}"/></Case>'
    group = f'<Set guid="{guid("set")}" name="S"><MemberSource targetGUID="{guid("s")}"/></Set>'
    found = taken(
        SOURCES, f"<Cases>{case}</Cases>", f"<Sets>{group}</Sets>", "<Extra/><More/>", attributes='modifiedDateTime="x"'
    )
    assert found.cases == ()  # it only stands for its source
    assert [(one.name, one.sources) for one in found.sets] == [("S", (guid("s"),))]
    assert {kind: n for kind, n in kinds(found).items() if kind in ("unknown_element", "modified")} == {
        "unknown_element": 2,
        "modified": 1,
    }


def test_groups_in_names_become_branches_only_for_programs_that_write_them_so():
    codes = f'<CodeBook><Codes><Code guid="{guid("c")}" name="A::B"/></Codes></CodeBook>'
    assert [code.name for code in taken(codes, attributes='origin="ATLAS.ti 23"').codes] == ["A", "B"]
    assert [code.name for code in taken(codes).codes] == ["A::B"]


@pytest.mark.parametrize("lead", ["", "\ufeff", "\n \t"])
def test_a_codebook_stands_alone_outside_of_any_container(lead):
    xml = f'{lead}<CodeBook origin="Taguette 1.5"><Codes><Code guid="{guid("a")}" name="å"/></Codes></CodeBook>'
    found = read(xml.encode(), "koder.qdc")
    assert (found.name, found.origin, [code.name for code in found.codes]) == ("koder", "Taguette 1.5", ["å"])
    assert found.sources == ()


def test_a_codebook_in_utf_16_is_read_too():
    codes = f'<Codes><Code guid="{guid("a")}" name="å"/></Codes>'
    xml = f'<?xml version="1.0" encoding="utf-16"?><CodeBook>{codes}</CodeBook>'
    for code in ("utf-16-le", "utf-16-be"):
        assert [one.name for one in read(("\ufeff" + xml).encode(code), "a.qdc").codes] == ["å"]


@pytest.mark.parametrize("data", [b"", b"   ", b"words", b"\xef\xbb\xbfwords", b"\xff\xfew\x00", b"{}"])
def test_what_is_neither_is_refused(data):
    with pytest.raises(BadFile, match="neither an exchanged project"):
        read(data, "a.qdpx")


def test_positions_of_impossible_form_are_lost_and_no_error():
    for wrong in ("--3", "+-1", "1e3", "９", "x"):
        found = taken(CODES, SOURCES.replace('startPosition="0"', f'startPosition="{wrong}"'))
        assert found.sources[0].selections == ()
        assert kinds(found)["selection_position"] == 1


def test_what_only_the_reading_needs_is_let_go_when_it_ends():
    """As much memory as the file itself, in a program that seldom seeks garbage."""
    gc.collect()
    gc.disable()
    try:
        found = taken(USERS, CODES, SOURCES)
        assert [one for one in gc.get_objects() if isinstance(one, RawSource)] == []
        assert len(found.sources) == 1
    finally:
        gc.enable()
