"""The summary says nothing that the body lacks: whom, how, the main picture, needs and proposals, with their counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import WAIT, basis, claimed, plainly, sentences
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.sources.source_kinds import Kind
from toolkit.reporting.chapters.summary import MOST, blocks
from toolkit.reporting.material.material import SourceFact

ALL = {"participants": "aaaaaaa"}


@pytest.fixture(name="told")
def _told(invented, wording_of):
    def make(*claims, language="sv", **changes):
        return list(blocks(basis(replace(claimed(invented(), *claims), **changes), wording_of(language))))

    return make


def test_it_says_what_and_whom_it_rests_on_and_leaves_places_while_nothing_is_claimed(told):
    """Nine people who may be heard, in a conversation each: seven participants and two employers."""
    assert plainly(told()) == [
        "# Sammanfattning",
        "Den här rapporten redovisar en lärande utvärdering av Vävstolen.",
        "Underlaget är nio samtal med nio personer: sju deltagare och två arbetsgivare. Samtalen har kodats efter sex "
        "frågeområden, och det som sägs har jämförts mellan perspektiven.",
        "! Inga påståenden är skrivna ännu: huvudbilden, behoven och förslagen kan inte sammanfattas.",
        "[Utvärderarens sammanfattning: huvudbilden med egna ord, och vad som därför föreslås]",
    ]


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ({}, ""),
        ({"q": "Hur?"}, "Utvärderingen ska svara på en fråga."),
        ({"q": "Hur?", "r": "Vad?"}, "Utvärderingen ska svara på två frågor."),
    ],
)
def test_the_description_and_the_number_of_questions_are_told(told, questions, said):
    first = plainly(told(description="Vävstolen är en insats.", question_texts=questions))[1]
    assert first.startswith("Vävstolen är en insats. Den här rapporten")
    assert first.endswith(said or "av Vävstolen.")


def test_where_some_answered_a_survey_the_sources_are_not_called_conversations(told, invented):
    survey = SourceFact("enkät.csv", 90, ("D02",), kind=Kind.SURVEY)
    sources = (*invented().sources[:1], survey)
    assert "två samtal" not in plainly(told(sources=sources))[2]
    assert "Underlaget är ett samtal" in plainly(told(sources=sources[:1]))[2]


def test_findings_needs_and_proposals_stand_in_that_order_with_their_counts(told):
    found = told(
        ("{vem} vill", ALL, {"kind": ClaimKind.PROPOSAL}),
        ("{vem} behöver", {"participants": "aaaasss"}, {"kind": ClaimKind.NEED}),
        (WAIT, {"participants": "aac-saa"}, {"themes": ["t1"]}),
        ("{vem} säger inget", {"participants": "ccsssss"}, {"themes": ["t1"]}),
    )
    said = [(each.claim, each.count) for each in sentences(found) if each.claim]
    assert said == [(3, "4 av 6"), (2, "4 av 7"), (1, "7 av 7")]
    assert plainly(found)[3].startswith("I korthet visar samtalen följande.")
    assert plainly(found)[-1].startswith("[Utvärderarens sammanfattning")


@pytest.mark.parametrize(
    ("stances", "counts"),
    [
        ("aacqsss", ["2 av 7", "1 av 7", "1 av 7"]),
        ("aaaaccs", ["4 av 7", "2 av 7"]),  # half as many
        ("aaaacss", ["4 av 7"]),
    ],
)
def test_a_contested_claim_never_stands_without_those_who_see_it_otherwise(told, stances, counts):
    found = told((WAIT, {"participants": stances}, {"themes": ["t1"]}))
    assert [each.count for each in sentences(found) if each.claim] == counts


def test_findings_fill_two_paragraphs_of_three_and_other_kinds_one(told):
    claims = [(f"{{vem}} {n}", ALL, {"kind": kind}) for kind in ClaimKind for n in range(2 * MOST + 1)]
    by_paragraph = [
        [each.claim for each in sentences([block]) if each.claim] for block in told(*claims) if sentences([block])
    ]
    assert by_paragraph == [[], [], [1, 2, 3], [4, 5, 6], [8, 9, 10], [15, 16, 17]]


def test_what_is_shared_across_groups_comes_first_then_each_group_in_turn_and_the_divided_last(told):
    both = {"participants": "aaaaaaa", "employers": "aa"}
    found = told(
        ("{vem} delad", {"participants": "aaccsss"}, {}),
        ("{vem} d1", ALL, {}),
        ("{vem} d2", ALL, {}),
        ("{vem} a1", {"employers": "aa"}, {}),
        ("{vem} båda", both, {}),
        ("{vem} med fråga", ALL, {"questions": ("q",)}),
    )
    order = list(dict.fromkeys(each.claim for each in sentences(found) if each.claim))
    assert order == [5, 6, 4, 2, 3, 1]


def test_one_person_of_a_group_is_told_in_the_singular(told, invented):
    people = {key: each for key, each in invented().respondents.items() if key != "A2"}
    passages = {key: each for key, each in invented().passages.items() if each.respondent != "A2"}
    sources = tuple(each for each in invented().sources if "A2" not in each.respondents)
    asked = {key: each for key, each in invented().asked.items() if key != "A2"}
    made = told(respondents=people, passages=passages, sources=sources, asked=asked)
    assert "sju deltagare och en arbetsgivare" in plainly(made)[2]
