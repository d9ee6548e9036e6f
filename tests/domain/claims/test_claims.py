"""Standings and the matrix against a brute count over synthetic groups, and what a judgement rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.claims.claims import (
    VOICED,
    Claim,
    ClaimKind,
    Judged,
    Position,
    Side,
    Stance,
    Standing,
    Tally,
    matrix,
)
from toolkit.domain.claims.stances import questioned, standing
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span

PEOPLE = {"participants": list("ABCD"), "team": list("XYZ")}
GROUP = {one: group for group, people in PEOPLE.items() for one in people}
EVERYONE = [*GROUP, "?"]
SIDES = ("promotes", "hinders", "proposes", "")


def passage(person, at, *valences):
    codes = frozenset({"needs", *(f"valence/{each}" for each in valences if each)})
    return Passage("s.txt", Span(at, at + 5), "w", person, GROUP.get(person), codes, frozenset({"needs"}), (f"c{at}",))


SAYINGS = st.lists(st.tuples(st.sampled_from(EVERYONE), st.sampled_from(SIDES)), max_size=25)
ASKED = st.sets(st.sampled_from(sorted(GROUP)))


def brute(person, said, valence, asked):
    """Where one person stands, counted out by hand."""
    own = [side for who, side in said if who == person]
    counted = [side for side in own if valence != "proposes" or side == "proposes"]
    if not counted:
        return Stance.DID_NOT_RAISE if own or person in asked else Stance.NOT_ASKED
    on, against = valence in counted, {"promotes": "hinders", "hinders": "promotes"}.get(valence) in counted
    if on and against:
        return Stance.QUALIFIES
    return Stance.CONTRADICTS if against else Stance.AFFIRMS


@given(SAYINGS, ASKED, st.sampled_from([*SIDES[:3], None]), st.sampled_from(["", "participants", "team"]))
def test_everyone_stands_where_a_count_by_hand_puts_them(said, asked, valence, group):
    passages = [passage(person, 10 * at, side) for at, (person, side) in enumerate(said)]
    put = dict.fromkeys(asked, frozenset({"needs"}))
    found = standing(Claim("x", group, valence=valence), passages, people=PEOPLE, asked=put, areas=["needs"])
    whose = {group: PEOPLE[group]} if group else PEOPLE
    assert list(found.positions) == list(whose)
    for key, people in whose.items():
        stances = {one.respondent: one.stance for one in found.positions[key]}
        assert stances == {one: brute(one, said, valence, asked) for one in people}
    assert found.unknown == sum(person == "?" for person, _ in said)
    counted = found.together()
    assert counted.asked + counted.not_asked == sum(map(len, whose.values()))
    resting = {each for key in found.positions for one in found.positions[key] for each in one.evidence}
    assert {one.key for one in passages if set(one.evidence) & resting} == set(found.passages)
    assert all(person in GROUP for person, _ in said) or found.unknown


@given(st.lists(st.tuples(SAYINGS, st.sampled_from(["", "participants", "team"])), max_size=5), ASKED)
def test_the_matrix_counts_as_one_counts_by_hand(claims, asked):
    put = dict.fromkeys(asked, frozenset({"needs"}))
    standings = []
    for number, (said, group) in enumerate(claims, 1):
        passages = [passage(person, 10 * at, side) for at, (person, side) in enumerate(said)]
        claim = Claim("x", group, area="needs", valence="hinders", id=number)
        standings.append(standing(claim, passages, people=PEOPLE, asked=put, areas=["needs"]))
    found = matrix(standings, list(PEOPLE))
    for (said, group), row in zip(claims, found.rows, strict=True):
        assert set(row.cells) == ({group} if group else set(PEOPLE))
        for key, cell in row.cells.items():
            stances = [brute(one, said, "hinders", asked) for one in PEOPLE[key]]
            asked_n = sum(one is not Stance.NOT_ASKED for one in stances)
            yes, no = stances.count(Stance.AFFIRMS), stances.count(Stance.CONTRADICTS)
            raised = yes + no + stances.count(Stance.QUALIFIES)
            if not asked_n:
                expected = (Side.NOT_ASKED, 0)
            elif not raised:
                expected = (Side.SILENT, 0)
            elif yes > raised / 2:
                expected = (Side.AGREE, yes)
            else:
                expected = (Side.CONTRADICT, no) if no > raised / 2 else (Side.QUALIFY, raised)
            assert (cell.side, cell.k, cell.n) == (*expected, asked_n)
        voices = {GROUP[who] for who, _ in said if who in GROUP} & set(row.cells)
        assert set(row.voiced) == voices
        assert row.shared == (len(voices) > 1)
    alone = [(number, group) for number, (said, group) in enumerate(claims, 1) if group and _raised(said, group)]
    wanted = {(a, b) for a, one in alone for b, other in alone if a < b and one != other}
    assert {(pair.first.id, pair.second.id) for pair in found.pairs} == wanted
    assert {one.id for _, every in found.comparable for one in every} == {each for pair in wanted for each in pair}


def _raised(said, group):
    return any(GROUP.get(who) == group for who, _ in said)


SAID = [passage("A", 0, "hinders"), passage("A", 10, "hinders"), passage("B", 20, "promotes")]
CLAIM = Claim("x", "participants", valence="hinders", id=1)


def judged_on(passages, *judged):
    found = standing(CLAIM, passages, people=PEOPLE, asked={}, areas=["needs"], judged=judged)
    return found, {one.respondent: one for one in found.positions["participants"]}


def test_what_a_person_judged_wins_and_what_the_codings_say_is_still_told():
    found, where = judged_on(SAID, Judged(1, "A", Stance.QUALIFIES, "both", ("s.txt:10-15",)))
    assert (where["A"].stance, where["A"].evidence) == (Stance.QUALIFIES, ("c10",))
    assert (found.decided, found.proposed["A"]) == ({"A"}, Stance.AFFIRMS)
    assert found.passages == ("s.txt:10-15", "s.txt:20-25")


def test_a_judgement_whose_words_are_gone_is_to_be_looked_at_again_and_counts_no_more():
    judged = Judged(1, "A", Stance.CONTRADICTS, "irony", ("s.txt:10-15",))
    found, where = judged_on([SAID[0], SAID[2]], judged)
    assert (found.doubtful, found.decided, where["A"].stance) == ({"A"}, frozenset(), Stance.AFFIRMS)
    moved = replace(SAID[1], span=Span(11, 15))
    assert judged_on([SAID[0], moved, SAID[2]], judged)[0].decided == {"A"}
    everything = Judged(1, "A", Stance.CONTRADICTS, "irony")
    assert judged_on([SAID[2]], everything)[0].doubtful == {"A"}
    assert judged_on(SAID[1:], everything)[0].decided == {"A"}


MIXED = [passage("A", 0, "hinders"), passage("B", 10), passage("C", 20, "promotes"), passage("D", 30, "proposes")]


@pytest.mark.parametrize(
    ("valence", "raising"),
    [("hinders", "BD"), ("promotes", "BD"), (None, "ABCD"), ("proposes", "")],
)
def test_who_affirms_by_raising_the_matter_alone_is_told_apart(valence, raising):
    claim = replace(CLAIM, valence=valence)
    found = standing(claim, MIXED, people=PEOPLE, asked={}, areas=["needs"])
    assert sorted(found.raising) == list(raising)
    judged = [Judged(1, "B", Stance.AFFIRMS, "r")]
    found = standing(claim, MIXED, people=PEOPLE, asked={}, areas=["needs"], judged=judged)
    assert sorted(found.raising) == [one for one in raising if one != "B"]


def test_who_only_raises_the_matter_is_counted_and_stands_on_no_side():
    found = standing(CLAIM, MIXED, people=PEOPLE, asked={}, areas=["needs"])
    assert found.tally_of("participants") == Tally(affirms=3, contradicts=1)
    assert found.sided("participants") == Tally(affirms=1, contradicts=1)


def test_silence_that_was_judged_is_doubtful_when_the_person_says_something_new():
    silent = Judged(1, "A", Stance.DID_NOT_RAISE, "of another bus", ("s.txt:0-5",))
    found, where = judged_on([SAID[0], SAID[2]], silent)
    assert (found.decided, where["A"].stance, where["A"].evidence) == ({"A"}, Stance.DID_NOT_RAISE, ())
    found, where = judged_on(SAID, silent)
    assert (found.doubtful, where["A"].stance) == ({"A"}, Stance.AFFIRMS)


def test_without_an_area_everyone_was_asked_and_without_words_nobody():
    found = standing(CLAIM, SAID, people=PEOPLE, asked={})
    assert found.tally_of("participants").asked == 4
    assert standing(CLAIM, [], people=PEOPLE, asked={}).tally_of("participants").asked == 0


def test_a_judgement_of_somebody_outside_the_group_counts_for_nothing():
    found, _ = judged_on(SAID, Judged(1, "X", Stance.AFFIRMS, "r"))
    assert not found.decided | found.doubtful


def test_claims_of_two_areas_are_compared_only_where_one_has_none():
    def of(number, group, area):
        claim = Claim("x", group, area=area, questions=("way",), id=number)
        who = PEOPLE[group][0]
        return standing(claim, [passage(who, 0)], people=PEOPLE, asked={}, areas=["needs"])

    def pairs(*areas):
        both = [of(number, group, area) for number, (group, area) in enumerate(zip(PEOPLE, areas, strict=True))]
        return [(pair.area, pair.questions) for pair in matrix(both, list(PEOPLE)).pairs]

    assert pairs("needs", "actors") == []
    assert pairs("needs", "needs") == [("needs", ("way",))]
    assert pairs("needs", None) == [(None, ("way",))]


LETTERS = {
    "a": Stance.AFFIRMS,
    "c": Stance.CONTRADICTS,
    "q": Stance.QUALIFIES,
    "s": Stance.DID_NOT_RAISE,
    "-": Stance.NOT_ASKED,
}


def standing_of(claim=CLAIM, **stances):
    """A standing by hand: of each group one letter a person."""
    positions = {
        group: tuple(Position(f"{group}{at}", LETTERS[one]) for at, one in enumerate(letters))
        for group, letters in stances.items()
    }
    return Standing(claim, positions, ())


@pytest.mark.parametrize(
    ("stances", "side", "k", "n"),
    [
        ("aac", Side.AGREE, 2, 3),
        ("aaccss", Side.QUALIFY, 4, 6),  # just half of those who raise it is not more than half
        ("aaccc", Side.CONTRADICT, 3, 5),
        ("aaaqqc", Side.QUALIFY, 6, 6),
        ("q", Side.QUALIFY, 1, 1),
        ("a-----", Side.AGREE, 1, 1),
        ("csssss", Side.CONTRADICT, 1, 6),  # of those who raise it, not of those asked
        ("ss--", Side.SILENT, 0, 2),
        ("--", Side.NOT_ASKED, 0, 0),
        ("", Side.NOT_ASKED, 0, 0),
    ],
)
def test_a_group_stands_where_more_than_half_of_those_who_raise_it_do(stances, side, k, n):
    (row,) = matrix([standing_of(team=stances)], ["team"]).rows
    found = row.cells["team"]
    assert (found.side, found.k, found.n) == (side, k, n)
    assert found.voiced is (side not in (Side.SILENT, Side.NOT_ASKED))


@pytest.mark.parametrize(
    ("stances", "group"),
    [
        ({"participants": "as", "team": "ss"}, "participants"),
        ({"participants": "s-", "team": "c"}, "team"),
        ({"participants": "as", "team": "--"}, None),  # nobody else was asked
        ({"participants": "as", "team": "sq"}, None),  # both raise it
        ({"participants": "ss", "team": "ss"}, None),  # nobody does
        ({"participants": "as"}, None),
    ],
)
def test_a_claim_is_one_sided_where_one_group_alone_raises_it_and_another_was_asked(stances, group):
    found = matrix([standing_of(**stances)], list(PEOPLE))
    assert found.rows[0].one_sided == group
    assert [row.one_sided for row in found.one_sided] == ([group] if group else [])
    assert len(found.shared) == (len(found.rows[0].voiced) > 1)


def test_groups_stand_in_the_projects_order_and_those_nobody_claims_anything_of_are_left_out():
    found = matrix([standing_of(team="a", participants="a")], ["participants", "employers", "team"])
    assert found.groups == ("participants", "team")
    assert list(found.rows[0].cells) == ["participants", "team"]
    assert matrix([], list(PEOPLE)).groups == ()


def pairs_of(first, second, *, stances="a"):
    """The pairs of two claims, of participants and of team, with these facts."""
    made = [
        standing_of(replace(CLAIM, group=group, id=number, **facts), **{group: stances})
        for number, (group, facts) in enumerate(zip(PEOPLE, (first, second), strict=True), 1)
    ]
    return matrix(made, list(PEOPLE))


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ({"area": "needs"}, {"area": "needs"}, ("needs", ())),
        ({}, {}, None),
        ({"questions": ("q1", "q2")}, {"questions": ("q2", "q3")}, (None, ("q2",))),
        ({"questions": ("q1",)}, {"questions": ("q2",)}, None),
        ({"questions": ("q1",)}, {"area": "needs", "questions": ("q1",)}, (None, ("q1",))),
        ({"area": "needs", "kind": ClaimKind.NEED}, {"area": "needs"}, None),
        ({"area": "needs", "kind": ClaimKind.NEED}, {"area": "needs", "kind": ClaimKind.NEED}, ("needs", ())),
    ],
    ids=["area", "nothing", "question", "other question", "area on one side", "other kind", "same kind"],
)
def test_claims_of_two_groups_are_offered_for_comparison_in_one_area_or_question(first, second, shared):
    found = pairs_of(first, second)
    assert [(one.area, one.questions) for one in found.pairs] == ([shared] if shared else [])


def test_what_nobody_raised_and_claims_across_groups_are_compared_with_nothing():
    assert pairs_of({"area": "needs"}, {"area": "needs"}, stances="s").pairs == ()
    whole = standing_of(replace(CLAIM, group="", area="needs", id=9), team="a")
    assert matrix([whole, standing_of(replace(CLAIM, area="needs"), participants="a")], list(PEOPLE)).pairs == ()


def test_comparable_claims_stand_once_each_by_area_in_the_claims_order():
    def of(number, group, area, *questions):
        claim = replace(CLAIM, group=group, area=area, questions=questions, id=number)
        return standing_of(claim, **{group: "a"})

    made = [of(7, "team", "needs", "q"), of(3, "participants", "needs"), of(5, "participants", "needs")]
    found = matrix([*made, of(1, "participants", None, "q")], list(PEOPLE)).comparable
    assert [(area, [one.id for one in claims]) for area, claims in found] == [("needs", [7, 3, 5]), (None, [7, 1])]


@given(st.lists(st.sampled_from("acqs-"), max_size=12), st.lists(st.sampled_from("acqs-"), max_size=12))
def test_all_groups_together_are_the_sum_of_each(participants, team):
    found = standing_of(participants=participants, team=team)
    whole, parts = found.together(), [found.tally_of(group) for group in PEOPLE]
    assert whole.asked == sum(one.asked for one in parts) == sum(letter != "-" for letter in participants + team)
    assert whole.raised == sum(one.raised for one in parts) == sum(letter in "acq" for letter in participants + team)
    assert found.tally_of("nobody") == Tally()


def test_what_two_people_rest_on_is_evidence_once():
    positions = {"team": (Position("X", Stance.AFFIRMS, ("c2", "c1")), Position("Y", Stance.AFFIRMS, ("c1", "c3")))}
    assert Standing(CLAIM, positions, ()).evidence() == ("c2", "c1", "c3")


def test_records_and_unknown_speakers_are_told_apart_and_neither_is_counted():
    note = replace(passage("A", 60, "hinders"), respondent="", group="records")
    said = [*SAID, note, passage("?", 70, "hinders")]
    found, where = judged_on(said)
    assert (found.records, found.unknown) == (("s.txt:60-65",), 1)
    assert found.passages == ("s.txt:0-5", "s.txt:10-15", "s.txt:20-25")
    assert set(where) == set(PEOPLE["participants"])
    assert found.together().raised == 2


def test_somebody_of_another_group_is_neither_counted_nor_unknown():
    found, _ = judged_on([*SAID, passage("X", 70, "hinders")])
    assert (found.unknown, found.together().raised) == (0, 2)
    assert "s.txt:70-75" not in found.passages


@pytest.mark.parametrize(
    ("machine", "whole"), [((True, True), True), ((True, False), False), ((False, False), False), ((), False)]
)
def test_a_claim_rests_on_suggestions_alone_when_no_passage_of_it_was_coded_by_a_person(machine, whole):
    said = [replace(passage("A", 10 * at, "hinders"), machine=one) for at, one in enumerate(machine)]
    stranger = replace(passage("?", 90, "hinders"), machine=True)
    assert judged_on([*said, stranger])[0].machine is whole


@pytest.mark.parametrize(
    ("asked", "areas", "stance"),
    [
        ({"needs"}, ["needs"], Stance.DID_NOT_RAISE),
        ({"needs"}, ["needs", "actors"], Stance.DID_NOT_RAISE),
        ({"learning"}, ["needs", "actors"], Stance.NOT_ASKED),
        ((), ["needs"], Stance.NOT_ASKED),
    ],
)
def test_who_is_silent_was_asked_in_one_of_the_areas_or_never(asked, areas, stance):
    found = standing(CLAIM, SAID, people=PEOPLE, asked={"C": frozenset(asked)}, areas=areas)
    assert {one.respondent: one.stance for one in found.positions["participants"]}["C"] is stance


def test_who_speaks_of_the_matter_without_proposing_did_not_raise_a_proposal():
    found = standing(
        replace(CLAIM, valence="proposes"),
        [passage("A", 0, "proposes", "hinders"), passage("B", 10, "hinders")],
        people=PEOPLE,
        asked={},
        areas=["needs"],
    )
    assert {one.respondent: (one.stance, one.evidence) for one in found.positions["participants"]} == {
        "A": (Stance.AFFIRMS, ("c0",)),
        "B": (Stance.DID_NOT_RAISE, ()),
        "C": (Stance.NOT_ASKED, ()),
        "D": (Stance.NOT_ASKED, ()),
    }


@pytest.mark.parametrize(
    ("valence", "ground"),
    [
        ("hinders", ("c10", "c20", "c40")),
        ("promotes", ("c10", "c20", "c40")),
        ("proposes", ("c10", "c30")),
        (None, None),
    ],
)
def test_a_mere_wish_is_no_ground_for_where_somebody_stands_who_said_more(valence, ground):
    said = [passage("A", 10, "hinders", "proposes"), passage("A", 20), passage("A", 30, "proposes")]
    said.append(passage("A", 40, "promotes"))
    claim = Claim("x", "participants", valence=valence)
    (place, *_) = standing(claim, said, people=PEOPLE, asked={}).positions["participants"]
    assert place.evidence == (ground or ("c10", "c20", "c30", "c40"))


def test_who_has_nothing_but_a_wish_raised_the_matter_by_it():
    claim = CLAIM
    found = standing(claim, [passage("A", 30, "proposes")], people=PEOPLE, asked={})
    assert found.positions["participants"][0] == Position("A", Stance.AFFIRMS, ("c30",))
    assert found.raising == {"A"}


@pytest.mark.parametrize(
    ("stance", "later", "again"),
    [
        (Stance.AFFIRMS, "promotes", {"A"}),
        (Stance.AFFIRMS, "hinders", set()),
        (Stance.CONTRADICTS, "hinders", {"A"}),
        (Stance.CONTRADICTS, "promotes", set()),
        (Stance.QUALIFIES, "promotes", set()),  # both sides are what was decided
        (Stance.DID_NOT_RAISE, "promotes", set()),  # that is doubtful, not questioned
    ],
)
def test_what_was_coded_since_and_says_otherwise_puts_a_decided_stance_in_question(stance, later, again):
    then, now = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
    said = [passage("A", 10, "hinders"), passage("A", 900, later)]
    judged = [Judged(1, "A", stance, passages=("s.txt:10-15",) if stance in VOICED else (), at=then)]
    found = standing(CLAIM, said, people=PEOPLE, asked={}, judged=judged)
    assert questioned(found, said, judged, {"c900": now}) == again
    assert questioned(found, said, judged, {"c900": then}) == set()  # it was there when they were judged
    assert questioned(found, said, [replace(judged[0], at=None)], {"c900": now}) == set()


def test_a_claim_of_a_group_that_nobody_is_in_has_nobody_on_any_side():
    found = standing(replace(CLAIM, group="employers"), SAID, people=PEOPLE, asked={}, areas=["needs"])
    assert dict(found.positions) == {"employers": ()}
    assert found.passages == ()


def test_the_passages_of_a_claim_stay_in_the_order_they_came_the_most_typical_first():
    found, _ = judged_on([SAID[1], SAID[2], SAID[0]])
    assert found.passages == ("s.txt:10-15", "s.txt:20-25", "s.txt:0-5")
