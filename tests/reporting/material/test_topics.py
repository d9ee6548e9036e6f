"""What a section is written about: each claim stands once in each of its groups, with its theme or alone."""

from __future__ import annotations

import pytest

from tests.reporting.based import WAIT, claimed
from toolkit.domain.claims.claims import Stance
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.topics import by_division, own_passages, topics, voiced

DAYS = "{vem} tycker att tre dagar är lagom"
CALL = "{vem} har någon att ringa"


def made(material, *claims):
    told = claimed(material, *claims)
    return told, topics(told, findings(told))


def told(found):
    return [(each.id, [one.claim.id for one in each.claims]) for each in found]


def test_without_claims_every_finding_is_a_topic_in_its_order(invented):
    _, found = made(invented())
    assert told(found) == [("f-t2", []), ("f-t1", []), ("f-t4", []), ("f-t3", [])]


def test_topics_with_claims_come_first_in_the_evaluators_order(invented):
    _, found = made(
        invented(),
        (WAIT, {"participants": "aac-qaa"}, {"themes": ["t1"]}),
        (DAYS, {"participants": "aasaaas"}, {"themes": ["t2"]}),
        ("{vem} väntar", {"participants": "aac-qaa"}, {"themes": ["t1"]}),
    )
    assert told(found) == [("f-t1", [1, 3]), ("f-t2", [2]), ("f-t4", []), ("f-t3", [])]
    assert [each.group for each in found] == ["participants", "participants", "employers", "participants"]


def test_a_claim_across_groups_stands_with_a_theme_of_each(invented):
    _, found = made(invented(), (CALL, {"participants": "aassaas", "employers": "aa"}, {"themes": ["t1", "t4"]}))
    assert told(found)[:2] == [("f-t1", [1]), ("f-t4", [1])]


def test_a_claim_without_a_theme_in_a_group_stands_alone_there_when_somebody_speaks_of_it(invented):
    _, found = made(invented(), (CALL, {"participants": "sscssss", "employers": "aa"}, {"themes": ["t4"]}))
    assert told(found)[:2] == [("f-t4", [1]), ("claim-1", [1])]
    alone = found[1]
    assert (alone.loose, alone.group) == (True, "participants")
    assert alone.finding.passages == ()
    _, silent = made(invented(), (CALL, {"participants": "sssssss", "employers": "aa"}, {"themes": ["t4"]}))
    assert told(silent)[0] == ("f-t4", [1])
    assert not any(each.loose for each in silent)


def test_one_that_stands_alone_has_its_own_area_else_that_of_most_of_its_passages(invented):
    material, found = made(invented(), (CALL, {"employers": "aa"}, {"themes": ["t9"], "area": "needs"}))
    assert found[0].finding.theme.area == "needs"
    told_of, found = made(invented(), (CALL, {"participants": "sssscss"}, {"themes": ["t4"]}))
    assert found[0].finding.theme.area == ""
    assert own_passages(told_of.claims[0], "participants", told_of) == ()
    assert [each.respondent for each in own_passages(told_of.claims[0], "employers", told_of)] == ["A1", "A2"]
    assert material.claims[0].claim.area == "needs"


def test_who_says_something_is_told_from_the_silent_and_those_not_asked(invented):
    material, _ = made(invented(), (WAIT, {"participants": "acqs-ss"}, {"themes": ["t1"]}))
    assert [each.stance for each in voiced(material.claims[0], "participants")] == [
        Stance.AFFIRMS,
        Stance.CONTRADICTS,
        Stance.QUALIFIES,
    ]
    assert voiced(material.claims[0], "team") == ()


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("group", {"participants": ["f-t2", "f-t1", "f-t3"], "employers": ["f-t4"]}),
        ("area", {"solutions": ["f-t2"], "preconditions": ["f-t1"], "actors": ["f-t4"], "learning": ["f-t3"]}),
        ("phase", {"during": ["f-t2", "f-t4", "f-t3"], "before": ["f-t1"]}),
        ("", {"": ["f-t2", "f-t1", "f-t4", "f-t3"]}),
        ("question", {"": ["f-t2", "f-t1", "f-t4", "f-t3"]}),
    ],
)
def test_topics_are_divided_without_losing_any(invented, by, keys):
    _, found = made(invented())
    assert {key: [each.id for each in own] for key, own in by_division(found, by, {"q1": "Hur?"}).items()} == keys


def test_by_question_a_topic_stands_with_each_that_its_claims_answer_and_with_those_claims_alone(invented):
    questions = {"q1": "Hur?", "q2": "Varför?"}
    _, found = made(
        invented(),
        (WAIT, {"participants": "aac-qaa"}, {"themes": ["t1"], "questions": ("q1", "q2")}),
        (DAYS, {"participants": "aac-qaa"}, {"themes": ["t1"], "questions": ("q2",)}),
        ("{vem} x", {"participants": "aac-qaa"}, {"themes": ["t1"]}),
        ("{vem} y", {"participants": "aac-qaa"}, {"themes": ["t1"], "questions": ("borttagen",)}),
    )
    divided = {key: told(own) for key, own in by_division(found[:1], "question", questions).items()}
    assert divided == {"q1": [("f-t1", [1])], "q2": [("f-t1", [1, 2])], "": [("f-t1", [3, 4])]}
    assert told([found[0].answering("q2")]) == [("f-t1", [1, 2])]
    assert told([found[0].answering("")]) == [("f-t1", [3])]


def test_a_topic_all_of_whose_claims_answer_a_question_does_not_stand_among_the_rest(invented):
    _, found = made(invented(), (WAIT, {"participants": "aac-qaa"}, {"themes": ["t1"], "questions": ("q1",)}))
    divided = by_division(found[:1], "question", {"q1": "Hur?"})
    assert list(divided) == ["q1"]
