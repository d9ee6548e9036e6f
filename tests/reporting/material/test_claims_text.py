from dataclasses import replace

import pytest

from tests.reporting.claimed import standing
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.reports.report import Stated
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.wording import Turns

WAIT = "{vem} beskriver väntan som det svåraste"


@pytest.fixture(name="writer")
def _writer(invented, wording_of):
    def make(language="sv"):
        words = wording_of(language)
        return ClaimWriter(invented(), words, Turns(words))

    return make


def test_a_claim_is_told_with_its_word_the_voices_against_it_and_those_not_asked(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aac-qaa"}, themes=["t1"])
    told = writer().in_group(one, "participants")
    assert [(each.text, each.count) for each in told] == [
        ("Flertalet deltagare beskriver väntan som det svåraste.", "4 av 6"),
        ("En annan säger emot.", "1 av 6"),
        ("Ytterligare en ser saken från båda håll.", "1 av 6"),
        (
            "En deltagare fick inga frågor inom området ”Förförståelse och förutsättningar” och räknas inte med.",
            "1 av 7",
        ),
    ]
    assert told[0].stated == Stated(4, 6, "participants")
    assert {each.claim for each in told} == {1}
    assert set(told[0].evidence) == {"c1", "c2", "c4", "c5"}
    assert told[1].evidence == ("c3",)


def test_where_nobody_deviates_the_text_says_among_how_many(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaasaas"}, themes=["t1"])
    texts = [each.text for each in writer().in_group(one, "participants")]
    assert texts[1] == "Ingen av de sju tillfrågade säger emot."
    every = standing(invented(), 1, WAIT, {"participants": "aaaaaaa"}, themes=["t1"])
    assert writer().in_group(every, "participants")[1].text == "Någon avvikande röst finns inte bland de sju."


def test_what_is_proposed_or_needed_is_not_said_to_be_uncontradicted(writer, invented):
    one = standing(invented(), 1, "{vem} vill ha besked", {"participants": "aaaaaaa"}, kind=ClaimKind.PROPOSAL)
    assert [each.text for each in writer().in_group(one, "participants")] == ["Samtliga deltagare vill ha besked."]


def test_a_claim_without_a_place_for_the_word_is_followed_by_who_says_it(writer, invented):
    one = standing(invented(), 1, "Väntan var det svåraste", {"participants": "aaasaas"}, themes=["t1"])
    told = writer().in_group(one, "participants")
    assert [(each.text, each.count) for each in told[:2]] == [
        ("Väntan var det svåraste.", ""),
        ("Det säger flertalet deltagare.", "5 av 7"),
    ]


def test_a_claim_that_nobody_bears_out_is_not_told(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "ccsssss"}, themes=["t1"])
    assert writer().in_group(one, "participants") == ()
    assert writer().short(one) == ()
    assert writer().item(one, ["participants"]) is None


def test_across_groups_those_that_carry_it_are_named_together_and_the_others_after(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaaaass", "employers": "aa"}, themes=["t1", "t4"])
    assert [(each.text, each.count) for each in writer().short(one)] == [
        (
            "Både flertalet deltagare och två arbetsgivare beskriver väntan som det svåraste.",
            "deltagare 5 av 7, arbetsgivare 2 av 2",
        )
    ]
    few = standing(invented(), 1, WAIT, {"participants": "aasssss", "employers": "aa"}, themes=["t1", "t4"])
    first, second = writer().short(few)
    assert first.text.startswith("Två arbetsgivare beskriver")
    assert second.text == "Detsamma säger ett par deltagare."
    assert second.stated == Stated(2, 7, "participants")
    assert first.evidence == ("c13", "c14")


@pytest.mark.parametrize("kind", [ClaimKind.NEED, ClaimKind.PROPOSAL])
def test_a_need_or_a_proposal_is_said_by_others_and_is_no_experience_of_theirs(writer, invented, kind):
    one = standing(
        invented(), 1, "{vem} vill ha besked", {"participants": "aasssss", "employers": "aa"}, themes=["t1"], kind=kind
    )
    turns = writer()
    told = [turns.short(one)[-1].text for _ in range(3)]
    assert [text.partition(" ett")[0] for text in told] == ["Detsamma säger", "Så säger också", "Detsamma säger"]


def test_english_verbs_agree_with_one_person_or_several(writer, invented):
    text = "{who} {describe/describes} a long wait"
    many = standing(invented(), 1, text, {"participants": "aaaasss"}, themes=["t1"])
    single = standing(invented(), 1, text, {"participants": "asssscs"}, themes=["t1"])
    assert writer("en").in_group(many, "participants")[0].text == "Most participants describe a long wait."
    told = writer("en").in_group(single, "participants")
    assert told[0].text == "One participant describes a long wait."
    assert told[1].text == "Another disagrees."


def test_a_claim_on_suggestions_says_so(writer, invented):
    one = replace(standing(invented(), 1, WAIT, {"participants": "aaaaaaa"}, themes=["t1"]), machine=True)
    told = writer().in_group(one, "participants")
    assert told[-1].text == "Maskinellt förslag, ingen har granskat kodningen."
    assert all(each.machine for each in told)
