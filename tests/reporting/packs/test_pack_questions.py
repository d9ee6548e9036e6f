"""Questions of a pack: none says how the few who know each other stand among themselves."""

import pytest

from toolkit.domain.claims.claims import Claim, ClaimKind, Position, Stance, Standing
from toolkit.domain.reflection.pack_readers import Readers
from toolkit.domain.sources.audiences import USUAL
from toolkit.reporting.material.findings import findings
from toolkit.reporting.packs.pack_findings import Told
from toolkit.reporting.packs.pack_questions import asked

TEAM = ("T1", "T2", "T3", "T4")
PEOPLE = {"team": TEAM, "participants": tuple(f"P{number}" for number in range(1, 10))}


def told(number, group, against, *, affirms=None, **facts):
    """A finding that all of the group bear out but `against` of them."""
    people = PEOPLE[group]
    bearing = len(people) - against if affirms is None else affirms
    stances = [Stance.CONTRADICTS] * against + [Stance.AFFIRMS] * bearing
    stances += [Stance.DID_NOT_RAISE] * (len(people) - len(stances))
    positions = tuple(Position(person, stance) for person, stance in zip(people, stances, strict=True))
    return Told(number, "", Standing(Claim("{vem} säger så", group, **facts), {group: positions}, ()))


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


@pytest.mark.parametrize(
    ("affirms", "against", "parts"),
    [
        (6, 2, True),  # a third as many see it otherwise
        (7, 2, False),
        (3, 1, False),  # one alone is never a question
        (2, 2, True),
        (0, 3, False),  # nobody bears it out
    ],
)
def test_experiences_part_where_a_third_as_many_see_it_otherwise(wording_of, affirms, against, parts):
    one = told(1, "participants", against, affirms=affirms)
    assert ("olika erfarenheter" in questions(wording_of("sv"), "external", one)) is parts


SHAPES = {
    "parts": {"against": 3},
    "hinders": {"against": 0, "valence": "hinders"},
    "promotes": {"against": 0, "valence": "promotes"},
    "needs": {"against": 0, "kind": ClaimKind.NEED},
    "proposals": {"against": 0, "kind": ClaimKind.PROPOSAL},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_finding_has_its_question(wording_of, shape):
    words = wording_of("sv")
    found = list(asked([told(4, "participants", **SHAPES[shape])], words, Readers(USUAL["external"], PEOPLE)))
    assert found[1] == words.say(f"pack.questions.single.{shape}.one", points="4")
    assert len(found) == 4


def test_findings_of_one_shape_share_a_question_and_two_shapes_are_asked_of_at_most(wording_of):
    words = wording_of("sv")
    every = [told(at, "participants", **facts) for at, facts in enumerate([*SHAPES.values(), SHAPES["parts"]], 1)]
    assert list(asked(every, words, Readers(USUAL["external"], PEOPLE))) == [
        words.say("pack.questions.single.recognise"),
        words.say("pack.questions.single.parts.many", points="1 och 6"),
        words.say("pack.questions.single.hinders.one", points="2"),
        words.say("pack.questions.double.purpose"),
        words.say("pack.questions.double.stop"),
    ]


def test_without_a_finding_no_question_points_at_one(wording_of):
    words = wording_of("sv")
    assert list(asked([], words, Readers(USUAL["team"], PEOPLE))) == [
        words.say(f"pack.questions.double.{which}") for which in ("matter", "stop", "else")
    ]


def test_a_theme_is_asked_of_by_where_it_leans(wording_of, invented):
    words = wording_of("sv")
    found = [Told(at, "", finding=each) for at, each in enumerate(findings(invented()), 1)]
    leaning = {each.finding.leaning for each in found}
    assert {"promotes", "hinders"} <= leaning
    assert len(list(asked(found, words, Readers(USUAL["external"], PEOPLE)))) == 5
    plain = [each for each in found if each.finding.leaning is None]
    assert len(list(asked(plain, words, Readers(USUAL["external"], PEOPLE)))) == 3
