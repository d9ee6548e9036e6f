"""What a page sends when it codes: taken whole or not at all, as positions, answers and memos."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from toolkit.domain.codings.codings import Decision
from toolkit.errors import UsageError
from toolkit.services.coding.coding import Alteration, Marked
from toolkit.services.material.transcripts import Place
from toolkit.workbench import coding_bodies as bodies

START, END = {"turn": 2, "offset": 0}, {"turn": 2, "offset": 30}
WORDS = {"command": "c1", "source": 1, "start": START, "end": END}
MARKED = Marked(1, Place(2, 0), Place(2, 30))


def test_marked_words_and_codes_are_taken_as_the_browser_counts():
    made = bodies.NewCoding(**WORDS, codes=["needs/work", "valence/hinders"])
    assert made.marked() == MARKED
    assert made.codes == ["needs/work", "valence/hinders"]
    assert made.edition is None
    assert bodies.InVivo(**WORDS).parent is None


@pytest.mark.parametrize(
    "change",
    [
        {"command": ""},
        {"command": "x" * 65},
        {"codes": []},
        {"codes": ["needs"] * 41},
        {"codes": [""]},
        {"codes": ["x" * 201]},
        {"source": -1},
        {"source": 2**53 + 1},
        {"start": {"turn": 2}},
        {"start": {"turn": -2, "offset": 0}},
        {"edition": -1},
        {"coder": "somebody else"},
        {"source": "p01.txt"},
    ],
)
def test_what_is_not_whole_or_says_more_is_not_taken(change):
    with pytest.raises(ValidationError):
        bodies.NewCoding(**{**WORDS, "codes": ["needs"], **change})


@pytest.mark.parametrize(
    ("said", "alteration"),
    [
        ({}, Alteration(3, None, None, None)),
        ({"code": "needs"}, Alteration(3, None, None, "needs")),
        ({"start": START, "end": END}, Alteration(3, Place(2, 0), Place(2, 30), None)),
    ],
)
def test_a_changed_coding_says_what_it_is_to_become(said, alteration):
    assert bodies.ChangedCoding(command="c1", revision=3, **said).alteration() == alteration


@pytest.mark.parametrize("n", [0, 501])
def test_so_many_are_removed_or_answered_at_once(n):
    with pytest.raises(ValidationError):
        bodies.Removal(command="c1", codings=[{"id": 1, "revision": 1}] * n)
    with pytest.raises(ValidationError):
        bodies.Answers(command="c1", answers=[{"suggestion": 1, "decision": "accepted"}] * n)


def test_an_answer_has_ten_corrections_at_most():
    assert len(bodies.OneAnswer(suggestion=1, decision="corrected", corrections=["needs"] * 10).corrections) == 10
    with pytest.raises(ValidationError):
        bodies.OneAnswer(suggestion=1, decision="corrected", corrections=["needs"] * 11)


def test_an_answer_finds_its_suggestion_again_by_place_and_code_only_when_all_of_it_is_said():
    bare = bodies.OneAnswer(suggestion=4, decision="rejected").answer()
    assert (bare.decision, bare.marked) == (Decision.REJECTED, None)
    part = bodies.OneAnswer(suggestion=4, decision="accepted", source=1, start=START).answer()
    assert part.marked is None
    placed = {"source": 1, "start": START, "end": END, "code": "needs", "corrections": ["learning"]}
    whole = bodies.OneAnswer(suggestion=4, decision="corrected", **placed).answer()
    assert (whole.marked, whole.code, whole.corrections) == (MARKED, "needs", ("learning",))


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ({"code": "needs"}, "needs"),
        ({"source": 1}, 1),
        ({"source": 0}, 0),
        ({"source": 1, "start": START, "end": END}, MARKED),
    ],
)
def test_a_memo_is_on_one_thing(said, on):
    assert bodies.NewMemo(command="c1", text="x", **said).on() == on


@pytest.mark.parametrize(
    "said", [{}, {"source": 1, "code": "needs"}, {"source": 1, "start": START}, {"source": 1, "end": END}]
)
def test_a_memo_on_nothing_or_on_two_things_is_refused(said):
    with pytest.raises(UsageError, match="A memo is on a passage, a source or a code"):
        bodies.NewMemo(command="c1", text="x", **said).on()


def test_what_is_wanted_next_has_an_order_and_a_limit():
    assert bodies.Asked().round().limit == 10
    for wrong in ({"order": "loudest"}, {"limit": 0}, {"limit": 101}, {"after": -1}):
        with pytest.raises(ValidationError):
            bodies.Asked(**wrong)
