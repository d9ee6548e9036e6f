"""Elements of an exchanged project as raw values, each with an identity, and what is not kept counted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.exchange.elements import element, guid
from toolkit.domain.exchange.interchange import ExchangedCoding
from toolkit.exchange.refi_elements import Elements, number
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_raw import RawCase, RawNote, RawSet
from toolkit.exchange.refi_texts import Texts

AT = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)
WHEN = 'creationDateTime="2024-02-03T04:05:06Z"'


@pytest.fixture
def read():
    """The reader, and what it has counted so far."""
    ledger = Ledger()
    return Elements(Texts(None, ledger), ledger), lambda: {loss.kind: loss.n for loss in ledger.losses()}


def coding(name, *, user="", inside=""):
    by = f' creatingUser="{guid(user)}" {WHEN}' if user else ""
    return f'<Coding guid="{guid(name)}"{by}><CodeRef targetGUID="{guid("code")}"/>{inside}</Coding>'


def test_codings_tell_code_coder_and_time_and_the_notes_on_them(read):
    elements, counted = read
    inside = f'<NoteRef targetGUID="{guid("n")}"/>'
    xml = f'<TextSource>{coding("a", user="Eva")}{coding("b", inside=inside)}<Coding guid="{guid("c")}"/></TextSource>'
    assert elements.codings(element(xml)) == (
        [
            ExchangedCoding(guid("a"), guid("code"), guid("Eva"), AT),
            ExchangedCoding(guid("b"), guid("code")),
            ExchangedCoding(guid("c"), ""),
        ],
        [guid("n")],
    )
    assert counted() == {"coding_note": 1}


def test_a_selection_is_read_with_all_that_hangs_on_it(read):
    elements, counted = read
    xml = f"""<PlainTextSelection guid="{guid("s")}" name="Jag var" startPosition="3" endPosition="10"
    creatingUser="{guid("Eva")}"
    modifiedDateTime="2024-01-01T00:00:00Z" {WHEN}><Description> Ett minne
    </Description>{coding("c", inside=f'<NoteRef targetGUID="{guid("on it")}"/>')}<NoteRef targetGUID="{guid("n")}"/>
    </PlainTextSelection>"""
    (one,) = elements.plain_selections(element(f"<TextSource>{xml}</TextSource>"))
    assert (one.guid, one.start, one.end, one.name) == (guid("s"), 3, 10, "Jag var")
    assert (one.user, one.at, one.description) == (guid("Eva"), AT, "Ett minne")
    assert [each.guid for each in one.codings] == [guid("c")]
    assert one.notes == (guid("n"), guid("on it"))
    assert counted() == {"coding_note": 1, "modified": 1}
    assert elements.knows(guid("s"), "selection")
    assert not elements.knows(guid("s"), "source")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("3", 3),
        (" 07 ", 7),
        ("-2", -2),
        ("+5", 5),
        ("0", 0),
        ("", None),
        ("3.0", None),
        ("x", None),
        ("９", None),
        ("²", None),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, None),
        ("--3", None),
        ("+-3", None),
        ("3-", None),
        ("-", None),
    ],
)
def test_a_position_is_a_whole_number_that_a_text_can_have(said, value):
    assert number(element(f'<X n="{said}"/>'), "n") == value
    assert number(element("<X/>"), "n") is None


def test_a_notes_text_is_its_own_then_its_description(read):
    elements, counted = read
    xml = f"""<Note guid="{guid("n")}" name="Tanke" creatingUser="{guid("Eva")}" {WHEN}>
    <PlainTextContent>Rad ett\r\nrad två</PlainTextContent><Description>Mer</Description>{coding("c")}
    <PlainTextSelection>{coding("d")}{coding("e")}</PlainTextSelection></Note>"""
    assert elements.note(element(xml)) == RawNote(guid("n"), "Tanke", "Rad ett\nrad två\n\nMer", guid("Eva"), AT)
    assert counted() == {"note_coding": 3}


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<Note name="Bara namn"/>', ""),
        ("<Note><Description>Bara ord</Description></Note>", "Bara ord"),
        ("<Note><PlainTextContent>Ord</PlainTextContent><Description>  </Description></Note>", "Ord"),
        ("<Note/>", None),
        ("<Note><Description> </Description></Note>", None),
    ],
)
def test_a_note_without_words_and_name_is_counted(read, xml, text):
    elements, counted = read
    found = elements.note(element(xml))
    assert (None if found is None else found.text) == text
    assert ("note_without_text" in counted()) is (text is None)


def test_a_case_and_a_set_keep_their_references_as_they_stand(read):
    elements, counted = read
    xml = f"""<Case guid="{guid("case")}" name="D01"><Description> En </Description><CodeRef targetGUID="{guid("a")}"/>
    <VariableValue><VariableRef targetGUID="{guid("v")}"/><IntegerValue>45</IntegerValue></VariableValue>
    <VariableValue><VariableRef targetGUID="{guid("w")}"/></VariableValue>
    <VariableValue><TextValue>x</TextValue></VariableValue>
    <SourceRef targetGUID="{guid("b")}"/><SelectionRef targetGUID="{guid("c")}"/></Case>"""
    values = [(guid("v"), "45"), (guid("w"), ""), ("", "x")]
    assert elements.case(element(xml)) == RawCase(
        guid("case"), "D01", "En", values, [guid("a")], [guid("b")], [guid("c")]
    )  # fmt: skip
    xml = f"""<Set guid="{guid("set")}" name="S"><MemberCode guid="{guid("a")}"/>
    <MemberSource targetGUID="{guid("b")}"/>
    <MemberNote targetGUID="{guid("c")}"/></Set>"""
    assert elements.set(element(xml)) == RawSet(guid("set"), "S", "", [guid("a")], [guid("b")])
    assert counted() == {"set_note": 1}


@pytest.mark.parametrize(
    ("attributes", "kinds"),
    [
        ("", set()),
        (f'creatingUser="{guid("Eva")}"', {"source_author"}),
        (WHEN, {"source_author"}),
        (f'modifyingUser="{guid("Eva")}"', {"modified"}),
        (f'{WHEN} modifiedDateTime="x"', {"source_author", "modified"}),
    ],
)
def test_who_added_and_changed_a_source_is_counted(read, attributes, kinds):
    elements, counted = read
    elements.author(element(f"<TextSource {attributes}/>"))
    assert set(counted()) == kinds


def test_things_of_one_sort_have_identities_of_their_own_and_bad_times_are_counted(read):
    elements, counted = read
    same = f'<Case guid="{guid("x")}"/>'
    assert elements.guid(element(same), "case") != elements.guid(element(same), "case")
    assert elements.guid(element(same), "set") == guid("x")
    untimely = "".join(f'<Coding guid="{guid(name)}" creationDateTime="x"/>' for name in "yz")
    found, _ = elements.codings(element(f"<TextSource>{untimely}</TextSource>"))
    assert [one.at for one in found] == [None, None]
    assert counted() == {"duplicate_guid": 1, "time": 2}
