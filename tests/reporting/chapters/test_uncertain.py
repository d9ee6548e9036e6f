"""What a partial report says is not to be leaned on yet, and what is still to be asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import WAIT, basis, claimed, plainly, sentences
from toolkit.reporting.chapters.uncertain import MOST, blocks, questions


@pytest.fixture(name="based")
def _based(invented, wording_of):
    def make(*claims, language="sv", **changes):
        return basis(replace(claimed(invented(), *claims), **changes), wording_of(language))

    return make


def test_a_theme_of_one_voice_is_named_with_what_it_rests_on(based):
    made = based()
    assert plainly(blocks(made)) == [
        "# Vad som är osäkert",
        "Resultaten är preliminära. Några av dem vilar på få röster eller på delade meningar.",
        ["På en enda röst vilar ”Att få öva svenska på jobbet”."],
        "[Vad mer behöver vi veta, och av vem?]",
    ]
    assert sentences(blocks(made))[1].evidence == ("c12",)


def test_only_themes_that_the_report_tells_are_named(based):
    made = replace(based(), shown=())
    assert len(list(blocks(made))) == 3


def test_groups_that_have_no_guide_are_told_of_and_others_are_not(based):
    texts = [each.text for each in sentences(blocks(based(unguided=frozenset({"employers", "team"}))))]
    assert [text for text in texts if "antecknat" in text] == ["Vilka frågor arbetsgivare har fått är inte antecknat."]


def test_claims_with_deviating_voices_stand_the_most_divided_first_and_never_alone(based):
    made = based(
        ("{vem} a", {"participants": "aaqssss"}, {"themes": ["t1"]}),
        ("{vem} b", {"participants": "aaaasss"}, {"themes": ["t1"]}),
        ("{vem} c", {"participants": "aaccqss"}, {"themes": ["t1"]}),
        ("{vem} d", {"participants": "ssscsss"}, {"themes": ["t1"]}),
        ("{vem} e", {"participants": "aaaacss"}, {"themes": ["t1"]}),  # one of five is no division
        ("{vem} f", {"participants": "aacssss"}, {"themes": ["t1"]}),
    )
    told = [each for each in sentences(blocks(made)) if each.claim]
    assert [each.claim for each in told] == [3, 3, 3, 1, 1, 6, 6]
    assert [each.count for each in told] == ["2 av 7", "2 av 7", "1 av 7", *["2 av 7", "1 av 7"] * 2]


def test_so_many_divided_claims_are_told_again_and_no_more(based):
    made = based(*((f"{{vem}} nr {n}", {"participants": "aacssss"}, {"themes": ["t1"]}) for n in range(MOST + 2)))
    assert {each.claim for each in sentences(blocks(made)) if each.claim} == {1, 2, 3, 4}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_questions_without_an_answer_are_listed_and_then_those_to_talk_about(based, language):
    made = based(
        (WAIT, {"participants": "aasssss"}, {"questions": ("q1",)}),
        ("{vem} x", {"participants": "cssssss"}, {"questions": ("q2",)}),
        language=language,
        question_texts={"q1": "Hur?", "q2": "Varför?"},
    )
    heading, lead, waiting, _, asked = questions(made)
    assert (heading.level, heading.anchor) == (1, "open_questions")
    assert lead.sentences[0].text
    assert [each.text for each in waiting.items] == ["Varför?"]
    assert asked.ordered
    assert len(asked.items) == len(made.wording.at("open_questions.asked"))


def test_where_every_question_is_answered_only_those_to_talk_about_are_left(based):
    made = based((WAIT, {"participants": "aasssss"}, {"questions": ("q1",)}), question_texts={"q1": "Hur?"})
    assert len(list(questions(made))) == 3
