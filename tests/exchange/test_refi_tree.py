"""The tree of codes and the sets as XML: no code goes missing, and names are unique where a program needs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.exchange.elements import guid
from toolkit.domain.exchange.interchange import (
    Exchanged,
    ExchangedCode,
    ExchangedMemo,
    ExchangedSet,
    ExchangedSource,
    Form,
)
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_pen import Pen
from toolkit.exchange.refi_tree import codes_element, sets_element


def code(name, parent=None, **more):
    return ExchangedCode(guid(name), name.strip("0123456789"), guid(parent) if parent else None, **more)


def written(codes, *, unique=False, memos=None):
    """The element, as names in branches, and what was counted."""
    ledger = Ledger()
    xml = codes_element(Exchanged("p", codes=tuple(codes)), Pen(Form(unique_names=unique), ledger), memos or {})
    root = etree.fromstring(xml) if xml else None
    return root, {loss.kind: loss.n for loss in ledger.losses()}


def branches(element):
    return [(one.get("name"), branches(one)) for one in element.iterchildren("Code")]


def test_codes_stand_in_their_order_under_their_parents():
    codes = [
        code("a"),
        code("b", "a", definition="x < y\nz", color="#12ab9F", codable=False),
        code("c"),
        code("d", "a"),
    ]
    root, counted = written(codes)
    assert branches(root) == [("a", [("b", []), ("d", [])]), ("c", [])]
    b = root[0][0]
    assert (b.get("guid"), b.get("isCodable"), b.get("color"), b.findtext("Description")) == (
        guid("b"),
        "false",
        "#12ab9F",
        "x < y\nz",
    )
    assert (root[0].get("isCodable"), root[0].get("color"), root[0].find("Description")) == ("true", None, None)
    assert counted == {}


def test_notes_hang_on_their_codes():
    memos = {guid("a"): (ExchangedMemo(guid("n"), "x"), ExchangedMemo(guid("m"), "y"))}
    root, _ = written([code("a"), code("b")], memos=memos)
    assert [one.get("targetGUID") for one in root.iter("NoteRef")] == [guid("n"), guid("m")]
    assert root[0].find("NoteRef") is not None


def test_a_code_whose_parent_does_not_stand_before_it_goes_to_the_top_and_is_counted():
    root, counted = written([code("b", "a"), code("a"), code("c", "gone")])
    assert branches(root) == [("b", []), ("a", []), ("c", [])]
    assert counted == {"dangling_reference": 2}


def test_a_colour_that_is_none_is_left_out_and_counted():
    root, counted = written([code("a", color="red"), code("b", color="")])
    assert [one.get("color") for one in root] == [None, None]
    assert counted == {"color": 1}


def test_names_are_told_apart_by_their_parents_then_by_a_number():
    codes = [
        code("Möten1"),
        code("Alla"),
        code("Möten2", "Alla"),
        code("möten3", "Alla"),
        code("MÖTEN4"),
        code("Möten5"),
    ]
    root, counted = written(codes, unique=True)
    assert branches(root) == [
        ("Möten", []),
        ("Alla", [("Möten (Alla)", []), ("möten (2)", [])]),
        ("MÖTEN (3)", []),
        ("Möten (4)", []),
    ]
    assert counted == {"code_renamed": 4}
    assert branches(written(codes)[0])[0] == ("Möten", [])
    assert written(codes)[1] == {}


@given(st.lists(st.tuples(st.sampled_from(["a", "A", "a (b)", "b"]), st.integers(0, 5)), max_size=8))
def test_no_code_goes_missing_and_all_names_are_apart(drawn):
    codes = [
        ExchangedCode(guid(str(n)), name, guid(str(parent)) if parent < n else None)
        for n, (name, parent) in enumerate(drawn)
    ]
    root, _ = written(codes, unique=True)
    found = [] if root is None else list(root.iter("Code"))
    assert sorted(one.get("guid") for one in found) == sorted(one.guid for one in codes)
    assert len({one.get("name").casefold() for one in found}) == len(codes)


def test_without_codes_there_is_no_element():
    assert written([]) == (None, {})


SETS = (
    ExchangedSet(guid("s1"), "Alla & <en>", (guid("a"), guid("gone")), (guid("x"), guid("lost")), "Om"),
    ExchangedSet(guid("s2"), "∅"),
    ExchangedSet(guid("s3"), "Källor", (), (guid("x"),)),
)


@pytest.mark.parametrize("codebook", [True, False])
def test_sets_hold_the_members_that_are_there(codebook):
    ledger = Ledger()
    project = Exchanged("p", codes=(code("a"),), sources=(ExchangedSource(guid("x"), "x", ""),), sets=SETS)
    root = etree.fromstring(sets_element(project, Pen(Form(), ledger), codebook=codebook))
    assert (root[0].get("name"), root[0].findtext("Description")) == ("Alla & <en>", "Om")
    (member,) = root[0].iterchildren("MemberCode")
    sources = [one.get("targetGUID") for one in root.iter("MemberSource")]
    if codebook:
        assert (member.get("guid"), member.get("targetGUID"), sources) == (guid("a"), None, [])
        assert [one.get("guid") for one in root] == [guid("s1")]
    else:
        assert (member.get("guid"), member.get("targetGUID"), sources) == (None, guid("a"), [guid("x"), guid("x")])
        assert [one.get("guid") for one in root] == [guid("s1"), guid("s2"), guid("s3")]
    assert [loss.n for loss in ledger.losses()] == [1 if codebook else 2]


def test_without_sets_there_is_no_element():
    assert sets_element(Exchanged("p"), Pen(Form(), Ledger()), codebook=False) == ""
    assert sets_element(Exchanged("p", sets=SETS[1:]), Pen(Form(), Ledger()), codebook=True) == ""
