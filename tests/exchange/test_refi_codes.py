"""The tree of codes as exchanged, and flat names that are made branches where that can be read in one way only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.elements import element, guid
from toolkit.domain.exchange.interchange import ExchangedCode
from toolkit.exchange.refi_codes import branched, read_codes
from toolkit.exchange.refi_losses import Ledger


def kinds(ledger):
    return {loss.kind: loss.n for loss in ledger.losses()}


def test_codes_come_in_their_order_parents_before_children():
    xml = f"""<Codes><Code guid="{guid("a")}" name="A" isCodable="false" color="#fff"><Description> Allt\r
 om </Description><Code guid="{guid("b")}" name="B"><Code guid="{guid("c")}" name="A"/></Code>
    <Code guid="{guid("d")}" name="D"/></Code>
    <Code guid="{guid("e")}" name="E" color="red"/></Codes>"""
    ledger = Ledger()
    read = read_codes(element(xml), ledger)
    assert read.codes == [
        ExchangedCode(guid("a"), "A", None, "Allt\n om", "#fff", codable=False),
        ExchangedCode(guid("b"), "B", guid("a")),
        ExchangedCode(guid("c"), "A", guid("b")),
        ExchangedCode(guid("d"), "D", guid("a")),
        ExchangedCode(guid("e"), "E"),
    ]
    assert (read.notes, kinds(ledger)) == ({}, {"color": 1})


def test_notes_are_told_by_the_code_they_hang_on():
    notes = "".join(f'<NoteRef targetGUID="{guid(name)}"/>' for name in "nm")
    xml = f'<Codes><Code guid="{guid("a")}" name="A">{notes}</Code></Codes>'
    assert read_codes(element(xml), Ledger()).notes == {guid("a"): [guid("n"), guid("m")]}


def test_a_code_without_a_name_or_identity_gets_one():
    ledger = Ledger()
    xml = f'<Codes><Code guid="{guid("a")}" name="  "/><Code name="x"/><Code guid="{guid("a")}" name="y"/></Codes>'
    first, second, third = read_codes(element(xml), ledger).codes
    assert first.name == f"({guid('a')[:8]})"
    assert len({first.guid, second.guid, third.guid}) == 3
    assert kinds(ledger) == {"code_without_name": 1, "missing_guid": 1, "duplicate_guid": 1}


def test_no_codes_are_none():
    assert read_codes(element("<Codes/>"), Ledger()).codes == []


def flat(*names):
    return [ExchangedCode(guid(name), name) for name in names]


def tree(codes):
    """The path of each code by its name's parts."""
    by = {code.guid: code for code in codes}

    def path(code):
        return (*(path(by[code.parent]) if code.parent else ()), code.name)

    return [(path(code), code.codable) for code in codes]


def test_groups_in_names_become_branches_and_missing_parents_folders():
    ledger = Ledger()
    made = branched(flat("Coke", "Coke::diet Coke", "Annat :: Ensam", "Kaffe"), "ATLAS.ti Mac 26.1", ledger)
    assert tree(made) == [
        (("Coke",), True),
        (("Coke", "diet Coke"), True),
        (("Annat",), False),
        (("Annat", "Ensam"), True),
        (("Kaffe",), True),
    ]
    assert [code.guid for code in made if code.codable] == [
        guid(name) for name in ("Coke", "Coke::diet Coke", "Annat :: Ensam", "Kaffe")
    ]
    assert kinds(ledger) == {"code_split": 2}


def test_a_parent_that_comes_later_is_the_parent_all_the_same():
    assert tree(branched(flat("arbete.chef", "Arbete"), "Taguette 1.5", Ledger())) == [
        (("Arbete",), True),
        (("Arbete", "chef"), True),
    ]


@pytest.mark.parametrize(
    ("origin", "names"),
    [
        ("NVivo 15", ("a::b", "c.d")),
        ("", ("a::b",)),
        ("Taguette", ("t.ex. så", "v. 1.2", "slut.", ".början", "a..b", "a . b")),
        ("ATLAS.ti", ("a::", "::b", "::", "a.b")),
        ("ATLAS.ti", ("a::b", "A :: B")),  # would be the same
        ("Taguette", (".".join("x" * 30),)),
    ],
)
def test_names_that_could_be_read_in_two_ways_stay_as_they_are(origin, names):
    ledger = Ledger()
    codes = flat(*names)
    assert branched(codes, origin, ledger) == codes
    assert kinds(ledger) == {}


def test_a_tree_is_no_flat_list():
    codes = [*flat("a::b"), ExchangedCode(guid("x"), "c::d", guid("a::b"))]
    assert branched(codes, "ATLAS.ti", Ledger()) == codes


@given(
    st.lists(st.text("abC.: å", min_size=1, max_size=8), unique=True, max_size=8),
    st.sampled_from(["Taguette", "ATLAS.ti"]),
)
def test_no_code_goes_missing_and_each_parent_stands_before_its_children(names, origin):
    codes = flat(*names)
    made = branched(codes, origin, Ledger())
    assert {code.guid for code in codes} <= {code.guid for code in made}
    seen = set()
    for code in made:
        assert code.parent is None or code.parent in seen
        assert code.guid not in seen
        seen.add(code.guid)
