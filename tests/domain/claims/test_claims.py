"""Standings and the matrix against a brute count over synthetic groups, and what a judgement rests on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.claims.claims import Claim, Judged, Side, Stance, matrix
from toolkit.domain.claims.stances import standing
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
