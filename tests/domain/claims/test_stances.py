from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.claims.claims import Stance, tally
from toolkit.domain.claims.stances import main_valence, positions
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span


def passage(person, at, *valences):
    codes = frozenset({"needs", *(f"valence/{each}" for each in valences)})
    return Passage("s.txt", Span(at, at + 5), "words", person, "participants", codes, frozenset({"needs"}), (f"c{at}",))


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
