"""Questions of a pack: none says how the few who know each other stand among themselves."""

import pytest

from toolkit.domain.claims.claims import Claim, Position, Stance, Standing
from toolkit.domain.reflection.pack_readers import Readers
from toolkit.domain.sources.audiences import USUAL
from toolkit.reporting.packs.pack_findings import Told
from toolkit.reporting.packs.pack_questions import asked

TEAM = ("T1", "T2", "T3", "T4")
PEOPLE = {"team": TEAM, "participants": tuple(f"P{number}" for number in range(1, 10))}


def told(number, group, against):
    """A finding that all of the group bear out but `against` of them."""
    people = PEOPLE[group]
    stances = [Stance.CONTRADICTS] * against + [Stance.AFFIRMS] * (len(people) - against)
    positions = tuple(Position(person, stance) for person, stance in zip(people, stances, strict=True))
    return Told(number, "", Standing(Claim("{vem} säger så", group), {group: positions}, ()))


def questions(wording, audience, *findings):
    return " ".join(asked(findings, wording, Readers(USUAL[audience], PEOPLE)))


@pytest.mark.parametrize("against", [1, 2])
def test_the_team_is_not_asked_of_what_its_own_four_disagree_on(wording_of, against):
    words = wording_of("sv")
    apart, own = told(1, "participants", 4), told(5, "team", against)
    assert "olika erfarenheter" in questions(words, "team", apart, own)
    assert "5" not in questions(words, "team", apart, own)
    assert "olika erfarenheter" not in questions(words, "team", own)


def test_one_who_sees_it_otherwise_is_no_question(wording_of):
    assert "olika erfarenheter" not in questions(wording_of("sv"), "external", told(1, "team", 1))
    assert "olika erfarenheter" in questions(wording_of("sv"), "external", told(1, "team", 2))
