"""References of an exchanged file are looked up; what leads nowhere is left out and counted, never guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.domain.exchange.interchange import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSet,
    User,
)
from toolkit.domain.texts.text import Span
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_raw import RawCase, RawNote, RawSelection, RawSet, RawSource, RawText
from toolkit.exchange.refi_resolving import Found, Resolved
from toolkit.exchange.refi_values import made_guid

AT = datetime(2024, 2, 3, tzinfo=UTC)
NOTES = {name: RawNote(name, f"title {name}", f"words {name}", "eva", AT) for name in ("n1", "n2", "n3")}


@pytest.fixture
def resolving():
    """Makes the reader of references, and tells what it has counted."""
    ledger = Ledger()

    def make(**more):
        usual = {
            "users": {"eva": User("eva", "Eva")},
            "codes": [ExchangedCode("c1", "Ett"), ExchangedCode("c2", "Två")],
            "variables": {"v1": "Ort"},
            "notes": NOTES,
            "links": [],
            "code_notes": {},
        }
        return Resolved(Found(**{**usual, **more}), ledger)

    return make, lambda: {loss.kind: (loss.n, loss.where) if loss.where else loss.n for loss in ledger.losses()}


def memo(name):
    return ExchangedMemo(name, f"words {name}", f"title {name}", "eva", AT)


def source(guid="s", text="Hej på dig", **more):
    return RawSource(guid, f"{guid}.txt", RawText(text, original=text.encode()), **more)


def test_a_selection_stands_at_our_positions_with_what_hangs_on_it(resolving):
    make, counted = resolving
    coding = ExchangedCoding("x", "c1", "eva", AT)
    raw = RawSelection("sel", 5, 8, "på dig", "eva", AT, "Ett minne", (coding,), ("n1", "n1"))
    ((one,), units) = make().sources([source(text="Hej\r\npå dig", selections=[raw])], "MAXQDA")
    (placed,) = one.selections
    assert one.text == "Hej\npå dig"
    assert (placed.span, placed.codings, placed.user, placed.at) == (Span(4, 7), (coding,), "eva", AT)
    described = ExchangedMemo(made_guid("description", "sel"), "Ett minne", user="eva", at=AT)
    assert placed.memos == (memo("n1"), described)
    assert one.original == "Hej\r\npå dig".encode()
    assert units["s"].line_ends == 2
    assert counted() == {"selection_name": 1}


def test_selections_that_stand_nowhere_are_told_with_their_numbers(resolving):
    make, counted = resolving
    codings = (ExchangedCoding("x", "c1"),)
    lost = [
        RawSelection(str(n), *place, codings=codings)
        for n, place in enumerate([(3, 3), (9, 2), (None, 4), (0, 99), (-1, 2), (5, 4)])
    ]
    kept = RawSelection("kept", 0, 3, "Hej")
    ((one,), _) = make().sources([source(selections=[*lost, kept])], "")
    assert [each.guid for each in one.selections] == ["kept"]
    assert counted() == {"selection_position": (6, "s.txt: 3–3, 9–2, ?–4, 0–99, -1–2 …"), "selection_coding": 6}


def test_codings_without_a_code_and_unknown_people_are_counted(resolving):
    make, counted = resolving
    codings = [ExchangedCoding("a", "c1", "per"), ExchangedCoding("b", "gone", "eva"), ExchangedCoding("c", "c2")]
    ((one,), _) = make().sources([source(codings=codings)], "")
    assert one.codings == (ExchangedCoding("a", "c1"), ExchangedCoding("c", "c2"))
    assert counted() == {"coding_without_code": 1, "unknown_user": 1}


def test_notes_hang_where_they_are_referred_to_or_linked_and_else_stand_alone(resolving):
    make, counted = resolving
    links = [("s", "n2"), ("n3", "c1"), ("s", "c1"), ("n1", "nowhere"), ("n1", "n2")]
    reading = make(links=links, code_notes={"c2": ["n1", "gone"]})
    ((one,), _) = reading.sources([source(notes=["gone", "n2"])], "")
    assert one.memos == (memo("n2"),)
    assert reading.code_memos() == {"c1": (memo("n3"),), "c2": (memo("n1"),)}
    assert reading.standing_alone() == ()
    assert counted() == {"note_reference": 2, "link": 3}


def test_a_note_that_hangs_on_nothing_stands_alone(resolving):
    make, counted = resolving
    reading = make(notes={**NOTES, "n4": RawNote("n4", "", "x", "per")})
    reading.sources([source(notes=["n1"])], "")
    assert reading.standing_alone() == (memo("n2"), memo("n3"), ExchangedMemo("n4", "x"))
    assert counted() == {"unknown_user": 1}


def test_values_of_unknown_variables_are_left_out(resolving):
    make, counted = resolving
    ((one,), _) = make().sources([source(values=[("v1", "Umeå"), ("gone", "x"), ("", "y")])], "")
    assert one.variables == {"Ort": "Umeå"}
    assert counted() == {"variable_unknown": 2}


def raw_case(name="D01", **more):
    usual = {"description": "", "values": [("v1", "Umeå")], "codes": [], "sources": ["s"], "selections": []}
    return RawCase("case", name, **{**usual, **more})


def test_a_case_keeps_the_references_that_are_there(resolving):
    make, counted = resolving
    reading = make()
    sources, _ = reading.sources([source(selections=[RawSelection("sel", 0, 3), RawSelection("lost", 3, 3)])], "")
    raw = raw_case(codes=["c1", "c2", "gone"], sources=["s", "gone"], selections=["sel", "lost"], description="En")
    same, cases = reading.cases([raw], sources)
    assert same == sources
    assert cases == (ExchangedCase("case", "D01", {"Ort": "Umeå"}, ("s",), ("sel",), ("c1", "c2"), "En"),)
    assert counted()["dangling_reference"] == 3


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        (raw_case(""), True),
        (raw_case("D01"), False),
        (raw_case("", codes=["c1"]), False),
        (raw_case("", description="x"), False),
        (raw_case("", sources=[]), False),
        (raw_case("", sources=["s", "t"]), False),
        (raw_case("", sources=["s", "gone"]), True),
    ],
)
def test_a_nameless_case_of_one_source_gives_it_its_variables(resolving, raw, joined):
    make, _ = resolving
    reading = make(variables={"v1": "Ort", "v2": "Ålder"})
    sources, _ = reading.sources([source(values=[("v2", "34")]), source("t")], "")
    (first, second), cases = reading.cases([raw], sources)
    assert (cases == ()) is joined
    assert first.variables == ({"Ålder": "34", "Ort": "Umeå"} if joined else {"Ålder": "34"})
    assert second.variables == {}


def test_a_set_keeps_the_members_that_are_there(resolving):
    make, counted = resolving
    reading = make()
    sources, _ = reading.sources([source()], "")
    assert reading.sets([RawSet("set", "S", "Om", ["c1", "c2", "gone"], ["s", "gone"])], sources) == (
        ExchangedSet("set", "S", ("c1", "c2"), ("s",), "Om"),
    )
    assert counted() == {"dangling_reference": 2}


def test_a_source_that_was_counted_otherwise_than_usual_is_named(resolving):
    make, counted = resolving
    text = "😀 " + "ett " * 8
    cuts = [RawSelection(str(n), 3 + 4 * n, 6 + 4 * n) for n in range(8)]  # whole words in UTF-16 units
    _, units = make().sources([source(text=text, selections=cuts)], "MAXQDA")
    assert (units["s"].unit, units["s"].by) == ("utf16", "edges")
    assert counted() == {"unit_edges": (1, "s.txt")}
