"""Perspectives side by side where two have evidence; what one alone raises stands apart; no deviating voice is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import basis, claimed, plainly, sentences
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.reports.report import Heading
from toolkit.reporting.chapters.discussion import blocks

BOTH = {"themes": ["t1", "t4"]}


@pytest.fixture(name="told")
def _told(invented, wording_of):
    def make(*claims, **changes):
        return list(blocks(basis(replace(claimed(invented(), *claims), **changes), wording_of("sv"))))

    return make


def sections(found):
    """The claims told under each heading."""
    by, at = {}, ""
    for block in found:
        if isinstance(block, Heading):
            at = block.anchor.removeprefix("discussion").lstrip("-")
        by.setdefault(at, []).extend(each.claim for each in sentences([block]) if each.claim)
    return {key: list(dict.fromkeys(own)) for key, own in by.items() if own}


def test_without_a_claim_that_two_have_spoken_of_it_says_that_it_cannot_begin(told):
    assert plainly(told()) == [
        "# Diskussion",
        "! Diskussionen kan inte påbörjas ännu: det finns inget påstående som minst två perspektiv har sagt något om.",
        "[Utvärderarens diskussion: hur kan likheterna och skillnaderna förstås, och vad betyder de för verksamheten?]",
    ]


def test_where_all_groups_that_speak_bear_a_claim_out_they_agree_and_else_they_differ(told):
    found = told(
        ("{vem} a", {"participants": "aaaasss", "employers": "aa"}, BOTH),
        ("{vem} b", {"participants": "aaaasss", "employers": "cc"}, BOTH),
        ("{vem} c", {"participants": "aaaasss", "employers": "ss"}, BOTH),
    )
    assert sections(found) == {"agree": [1], "differ": [2], "alone": [3]}
    assert [each.level for each in found if isinstance(each, Heading)] == [1, 2, 2, 2]


def test_the_first_sentence_names_the_parts_that_are_there(told):
    found = told(
        ("{vem} b", {"participants": "aaaasss", "employers": "cc"}, BOTH),
        ("{vem} c", {"participants": "aaaasss", "employers": "ss"}, BOTH),
    )
    assert sentences(found)[0].text == (
        "Här ställs de olika perspektiven mot varandra: var bilderna går isär och vad som här redovisas för ett enda "
        "av dem."
    )


def test_whoever_differs_is_told_with_a_count(told):
    found = told(("{vem} b", {"participants": "aaaasss", "employers": "cc"}, BOTH))
    said = [(each.count, each.stated.group) for each in sentences(found) if each.claim]
    assert said == [("4 av 7", "participants"), ("2 av 2", "employers")]


def test_a_claim_that_nobody_bears_out_is_not_discussed(told):
    assert sections(told(("{vem} b", {"participants": "ccsssss", "employers": "cc"}, BOTH))) == {}


def test_needs_and_proposals_are_not_discussed(told):
    found = told(("{vem} b", {"participants": "aaaasss", "employers": "aa"}, {"kind": ClaimKind.NEED, **BOTH}))
    assert sections(found) == {}


def test_claims_of_single_groups_in_one_area_stand_beside_each_other(told):
    found = told(
        ("{vem} a", {"participants": "aaaasss"}, {"themes": ["t1"], "area": "actors"}),
        ("{vem} b", {"employers": "aa"}, {"themes": ["t4"], "area": "actors"}),
        ("{vem} c", {"participants": "aasssss"}, {"themes": ["t1"], "area": "actors"}),
        ("{vem} d", {"participants": "aasssss"}, {"themes": ["t1"], "area": "needs"}),
    )
    assert sections(found) == {"beside": [1, 2], "alone": [4]}
    (block,) = [each for each in found if getattr(each, "run_in", "")]
    assert block.run_in == "Andra aktörer, insatser och resurser"


def test_claims_that_share_a_question_and_no_area_do_not_stand_beside_each_other(told):
    found = told(
        ("{vem} a", {"participants": "aaaasss"}, {"themes": ["t1"], "questions": ("q",)}),
        ("{vem} b", {"employers": "aa"}, {"themes": ["t4"], "questions": ("q",)}),
    )
    assert sections(found) == {"alone": [1, 2]}
    assert [each.level for each in found if isinstance(each, Heading)] == [1, 2]


def test_a_divided_claim_does_not_stand_beside_another_as_if_all_said_so(told):
    found = told(
        ("{vem} a", {"participants": "aaccqss"}, {"themes": ["t1"], "area": "actors"}),
        ("{vem} b", {"employers": "aa"}, {"themes": ["t4"], "area": "actors"}),
    )
    assert sections(found) == {}


def test_what_one_group_alone_raises_is_listed_and_a_divided_one_is_told_whole(told):
    found = told(
        ("{vem} a", {"participants": "aaaasss"}, {"themes": ["t1"]}),
        ("{vem} b", {"participants": "aaccqss"}, {"themes": ["t1"]}),
    )
    assert sections(found) == {"alone": [1, 2]}
    texts = plainly(found)
    assert isinstance(texts[-3], list)
    assert len(texts[-3]) == 1
    assert [each.count for each in sentences(found) if each.claim == 2] == ["2 av 7", "2 av 7", "1 av 7"]


def test_every_count_beside_a_sentence_is_that_of_its_evidence(told):
    found = told(("{vem} a", {"participants": "aac-sss", "employers": "aa"}, BOTH))
    by_group = [each for each in sentences(found) if each.claim]
    assert [(each.count, each.evidence) for each in by_group] == [
        ("2 av 2", ("c13", "c14")),
        ("2 av 6", ("c1", "c2")),
        ("1 av 6", ("c3",)),
    ]
