from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.claims.claims import Stance, tally
from toolkit.domain.claims.stances import main_valence, positions, valences
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span


def passage(person, at, *valences):
    codes = frozenset({"needs", *(f"valence/{each}" for each in valences)})
    return Passage("s.txt", Span(at, at + 5), "words", person, "participants", codes, frozenset({"needs"}), (f"c{at}",))


def note(at, *valences):
    """What nobody says: an observation note."""
    return replace(passage("", at, *valences), group="records")


def stances(passages, people="ABCDEF", asked=None):
    found = positions(passages, area="needs", respondents=people, asked=asked or {})
    return {each.respondent: each.stance for each in found}


def test_the_side_that_more_persons_take_is_affirmed_and_the_other_contradicts_or_qualifies():
    said = [passage("A", 0, "hinders"), passage("B", 10, "hinders"), passage("C", 20, "promotes")]
    said += [passage("D", 30, "hinders"), passage("D", 40, "promotes"), passage("E", 50)]
    assert main_valence(said) == "hinders"
    assert stances(said) == {
        "A": Stance.AFFIRMS, "B": Stance.AFFIRMS, "C": Stance.CONTRADICTS,
        "D": Stance.QUALIFIES, "E": Stance.AFFIRMS, "F": Stance.NOT_ASKED,
    }  # fmt: skip


def test_persons_count_and_not_how_often_they_say_it():
    said = [passage("A", at, "hinders") for at in range(0, 90, 10)]
    said += [passage("B", 100, "promotes"), passage("C", 110, "promotes")]
    assert stances(said)["A"] is Stance.CONTRADICTS


def test_silence_is_neither_yes_nor_no():
    asked = {"B": frozenset({"needs"}), "C": frozenset({"actors"})}
    found = stances([passage("A", 0, "hinders")], "ABC", asked)
    assert found == {"A": Stance.AFFIRMS, "B": Stance.DID_NOT_RAISE, "C": Stance.NOT_ASKED}


def test_who_is_as_many_on_either_side_only_raises_the_topic():
    found = stances([passage("A", 0, "hinders"), passage("B", 10, "promotes")], "AB")
    assert set(found.values()) == {Stance.AFFIRMS}


def test_a_position_knows_all_its_evidence_and_strangers_count_for_nothing():
    found = positions([passage("A", 0), passage("A", 10), passage("X", 20)], area="needs", respondents=["A"], asked={})
    assert [each.evidence for each in found] == [("c0", "c10")]


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from(["promotes", "hinders", ""])), max_size=30))
def test_each_respondent_stands_somewhere_once(said):
    passages = [passage(person, 10 * at, *filter(None, [side])) for at, (person, side) in enumerate(said)]
    found = positions(passages, area="needs", respondents="ABCDEFGH", asked={"A": frozenset({"needs"})})
    assert [each.respondent for each in found] == list("ABCDEFGH")
    counts = tally(found)
    assert counts.raised == len({person for person, _ in said})
    assert counts.asked + counts.not_asked == 8


@pytest.mark.parametrize(
    ("said", "main"),
    [
        ([("A", "hinders"), ("B", "hinders"), ("C", "promotes")], "hinders"),
        ([("A", "promotes"), ("B", "promotes"), ("C", "hinders")], "promotes"),
        ([("A", "promotes"), ("A", "hinders"), ("B", "hinders")], "hinders"),  # who sees both sides counts on each
        ([("A", "promotes"), ("B", "hinders")], None),
        ([("A", "promotes"), ("A", "hinders")], None),
        ([("A", "proposes"), ("B", "")], None),
        ([], None),
    ],
)
def test_the_main_valence_is_the_one_that_more_people_give(said, main):
    assert main_valence([passage(who, 10 * at, *filter(None, [side])) for at, (who, side) in enumerate(said)]) == main


def test_a_record_gives_no_valence_and_a_proposal_is_no_side():
    said = [note(0, "promotes"), note(10, "promotes"), passage("A", 20, "hinders", "proposes"), passage("B", 30)]
    assert valences(said) == {"A": {"hinders"}, "B": frozenset()}
    assert main_valence(said) == "hinders"
    assert stances(said, "AB") == {"A": Stance.AFFIRMS, "B": Stance.AFFIRMS}


def test_a_person_named_twice_is_one_person():
    found = positions([passage("A", 0)], area="needs", respondents=["A", "B", "A"], asked={})
    assert [one.respondent for one in found] == ["A", "B"]


def test_silence_and_not_being_asked_rest_on_no_evidence():
    found = positions([passage("A", 0)], area="needs", respondents="ABC", asked={"B": frozenset({"needs"})})
    assert [one.evidence for one in found] == [("c0",), (), ()]


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["promotes", "hinders", ""])), max_size=20))
def test_turning_every_valence_round_leaves_everyone_where_they_stood(said):
    turned = {"promotes": "hinders", "hinders": "promotes"}
    one = [passage(who, 10 * at, *filter(None, [side])) for at, (who, side) in enumerate(said)]
    other = [passage(who, 10 * at, *filter(None, [turned.get(side)])) for at, (who, side) in enumerate(said)]
    assert stances(one) == stances(other)
    assert {main_valence(one), main_valence(other)} in ({None}, {"promotes", "hinders"})
