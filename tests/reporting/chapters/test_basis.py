"""Which groups a claim is told of, when it is never told without those who see it otherwise, and what answers what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import WAIT, basis, claimed, plainly
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.reports.report import Paragraph
from toolkit.reporting.chapters import conclusions, discussion, needs, summary
from toolkit.reporting.chapters.basis import divided, told_whole


@pytest.fixture(name="based")
def _based(invented, wording_of):
    def make(*claims, **changes):
        return basis(replace(claimed(invented(), *claims), **changes), wording_of("sv"))

    return make


def test_groups_of_a_claim_are_those_that_affirm_it_and_in_it_those_that_speak_of_it(based):
    made = based((WAIT, {"participants": "cqsssss", "employers": "as"}, {"themes": ["t1", "t4"]}))
    (one,) = made.claims
    assert made.groups_of(one) == ["employers"]
    assert made.groups_in(one) == ["participants", "employers"]


def test_groups_stand_in_the_projects_order_whatever_the_claims(based):
    claim = (WAIT, {"employers": "aa", "participants": "aasssss"}, {"themes": ["t1", "t4"]})
    assert based(claim).groups_of(based(claim).claims[0]) == ["participants", "employers"]
    turned = based(claim, groups=("employers", "participants"))
    assert turned.groups_of(turned.claims[0]) == ["employers", "participants"]


def test_claims_are_found_by_kind_in_the_evaluators_order(based):
    made = based(
        ("{vem} a", {"participants": "aasssss"}, {"kind": ClaimKind.NEED}),
        ("{vem} b", {"participants": "aasssss"}, {}),
        ("{vem} c", {"participants": "aasssss"}, {"kind": ClaimKind.NEED}),
    )
    assert [each.claim.id for each in made.of_kind(ClaimKind.NEED)] == [1, 3]
    assert [each.claim.id for each in made.of_kind(ClaimKind.PROPOSAL)] == []


def test_only_what_somebody_bears_out_answers_a_question(based):
    made = based(
        ("{vem} a", {"participants": "aasssss"}, {"questions": ("q1",)}),
        ("{vem} b", {"participants": "cqsssss"}, {"questions": ("q1",)}),
        ("{vem} c", {"participants": "aasssss"}, {"questions": ("q2",)}),
    )
    assert [each.claim.id for each in made.answering("q1")] == [1]
    assert made.answering("q9") == []


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ({"participants": "aaacsss"}, False),
        ({"participants": "aacqsss"}, True),
        ({"participants": "aaccqss"}, True),
        ({"participants": "aaacss-", "employers": "cc"}, True),
        ({"participants": "sssssss"}, True),
        ({"participants": "aaaassc"}, False),
    ],
)
def test_a_claim_is_divided_when_as_many_deviate_as_affirm_it_in_all_groups_together(based, stances, expected):
    made = based((WAIT, stances, {"themes": ["t1", "t4"]}))
    assert divided(made.claims[0]) is expected


def test_what_is_told_whole_stands_with_those_who_see_it_otherwise(based):
    made = based((WAIT, {"participants": "aacqsss"}, {"themes": ["t1"]}))
    (block,) = told_whole(made.claims, made, made.writer())
    assert isinstance(block, Paragraph)
    assert block.finding == "claim-1"
    first, *others = [(each.text, each.count) for each in block.sentences]
    assert first == ("Ett par deltagare beskriver väntan som det svåraste.", "2 av 7")
    assert [count for _, count in others] == ["1 av 7", "1 av 7"]


def test_a_claim_is_put_into_the_same_words_in_every_part(based):
    claims = [(f"{WAIT} {n}", {"participants": "aacqsss"}, {"themes": ["t1"]}) for n in range(4)]
    made = based(*claims)
    together = plainly(told_whole(made.claims, made, made.writer()))
    assert together == [plainly(told_whole([each], made, made.writer()))[0] for each in made.claims]


def test_whoever_is_named_after_others_of_the_group_is_another(based):
    made = based((WAIT, {"participants": "aaasssc", "employers": "cq"}, {"themes": ["t1", "t4"]}))
    (told,) = plainly(told_whole(made.claims, made, made.writer()))
    assert "en annan deltagare" in told
    assert told.casefold().count("en annan arbetsgivare") == 1


@pytest.mark.parametrize("part", [summary, needs, discussion, conclusions])
@pytest.mark.parametrize("machine", [True, False])
def test_every_part_that_tells_of_the_whole_says_where_nobody_has_looked_at_the_coding(
    invented, wording_of, part, machine
):
    kinds = (ClaimKind.FINDING, ClaimKind.NEED)
    stances = {"participants": "aaaasss", "employers": "aa"}
    claims = [("{vem} väntar", stances, {"kind": kind, "themes": ["t1", "t4"]}) for kind in kinds]
    wording = wording_of("sv")
    told = plainly(part.blocks(basis(claimed(invented(machine=machine), *claims), wording)))
    assert (f"! {wording.at('sentences.machine')['many'][0]}" in told) is machine
