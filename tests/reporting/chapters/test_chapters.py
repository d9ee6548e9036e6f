"""Results chapters: by group, area, phase or question; each theme once, small groups warned of, nothing told twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import WAIT, claimed, plainly, sentences
from toolkit.domain.reports.report import Heading, Notice, Paragraph, Prompt, QuoteBlock
from toolkit.reporting.chapters.chapters import Chapters, asked_once, small_groups, warned_once
from toolkit.reporting.chapters.sections import Sections
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.material.topics import topics


def outline(by="group", section="phase", *, parts=("chapters",), most=0):
    return Outline("own", parts, (by, section), most=most)


@pytest.fixture(name="written")
def _written(invented, wording_of):
    def make(plan=None, *claims, language="sv", **changes):
        material = replace(claimed(invented(), *claims), **changes)
        plan, wording = plan or outline(), wording_of(language)
        sections = Sections(material, wording, attributed=False, phases=False)
        return Chapters(material, plan, wording, topics(material, findings(material)), sections)

    return make


def headings(chapters):
    return [(block.level, block.text) for block in chapters.blocks() if isinstance(block, Heading)]


def told(chapters):
    """The findings that paragraphs state, in order."""
    return [block.finding for block in chapters.blocks() if isinstance(block, Paragraph) and block.run_in]


def test_a_chapter_for_each_group_with_its_phases_in_order(written):
    assert headings(written()) == [
        (1, "Deltagarnas erfarenheter"),
        (2, "Inför"),
        (2, "Under tiden"),
        (1, "Arbetsgivarnas erfarenheter"),
        (2, "Under tiden"),
    ]
    assert told(written()) == ["f-t1", "f-t2", "f-t3", "f-t4"]


@pytest.mark.parametrize(("by", "section"), [("group", "phase"), ("area", "group"), ("phase", "area"), ("area", "")])
def test_every_theme_is_told_once_however_chapters_are_made(written, by, section):
    made = written(outline(by, section))
    assert sorted(told(made)) == ["f-t1", "f-t2", "f-t3", "f-t4"]
    assert sorted(topic.id for topic in made.shown()) == ["f-t1", "f-t2", "f-t3", "f-t4"]


def test_areas_stand_in_the_schemes_order_and_one_without_a_theme_says_so(written):
    found = list(written(outline("area", "group")).blocks())
    chapters = [block.anchor for block in found if isinstance(block, Heading) and block.level == 1]
    assert chapters == [f"area-{key}" for key in
                        ("preconditions", "needs", "solutions", "actors", "followup", "learning")]  # fmt: skip
    assert sum(isinstance(block, Notice) for block in found) == 2  # needs, follow-up


def test_anchors_are_unique(written):
    for by, section in (("group", "phase"), ("area", "group"), ("phase", "area")):
        anchors = [block.anchor for block in written(outline(by, section)).blocks() if isinstance(block, Heading)]
        assert len(set(anchors)) == len(anchors)


def test_by_question_a_claim_stands_under_what_it_answers_and_the_rest_last(written):
    questions = {"q1": "Hur?", "q2": "Varför?"}
    made = written(
        outline("question", ""),
        (WAIT, {"participants": "aaaasss"}, {"themes": ["t1"], "questions": ("q1",)}),
        question_texts=questions,
    )
    found = plainly(made.blocks())
    assert [text for level, text in headings(made) if level == 1][:2] == ["Hur?", "Varför?"]
    assert len(headings(made)) == 3
    assert any(isinstance(text, str) and text.startswith("! ") for text in found)


def test_a_short_report_tells_the_first_of_each_chapter_alone(written):
    made = written(outline(most=1))
    assert told(made) == ["f-t2", "f-t4"]
    assert [topic.id for topic in made.shown()] == ["f-t2", "f-t4"]


def test_without_any_theme_it_says_that_there_is_none(written):
    assert isinstance(next(written(themes=()).blocks()), Notice)


def test_a_small_group_is_warned_of_in_its_own_chapter(written):
    notices = [block.text for block in written().blocks() if isinstance(block, Notice)]
    assert len(notices) == 1
    assert "arbetsgivare" in notices[0]
    assert not [block for block in written(outline("area", "group")).blocks() if isinstance(block, Notice) and
                "arbetsgivare" in block.text]  # fmt: skip


def without(material, *people):
    """The material as if these had not taken part."""
    return replace(
        material,
        passages={key: each for key, each in material.passages.items() if each.respondent not in people},
        sources=tuple(each for each in material.sources if not set(each.respondents) & set(people)),
        asked={key: each for key, each in material.asked.items() if key not in people},
    )


def test_six_are_no_small_group_and_a_single_person_is_warned_of_in_the_singular(written, invented, wording_of):
    six = without(invented(), "D07")
    (notice,) = small_groups(six, wording_of("sv"))
    assert "deltagare" not in notice.text
    five = without(invented(), "D06", "D07")
    (notice,) = small_groups(five, wording_of("sv"))
    assert "deltagare" in notice.text
    alone = without(invented(), "A2")
    facts = {"passages": alone.passages, "sources": alone.sources, "asked": alone.asked}
    (one,) = [block.text for block in written(**facts).blocks() if isinstance(block, Notice)]
    assert one == wording_of("sv").say("notices.small_one", plural="arbetsgivare")
    (two,) = [block.text for block in written().blocks() if isinstance(block, Notice)]
    assert two != one


def test_small_groups_are_warned_of_once_where_chapters_are_not_theirs(written, invented, wording_of):
    material = invented()
    assert warned_once(material, outline("area", "group"))
    assert not warned_once(material, outline())
    assert not warned_once(material, outline(parts=("introduction", "chapters")))
    (notice,) = small_groups(material, wording_of("sv"))
    assert "arbetsgivare" in notice.text
    assert "deltagare" not in notice.text
    many = replace(material, respondents={
        key: replace(each, group=f"g{number % 4}") for number, (key, each) in enumerate(material.respondents.items())
    })  # fmt: skip
    assert warned_once(many, outline(parts=("introduction", "chapters")))
    alone = replace(material, passages={}, sources=(), asked={})
    assert list(small_groups(alone, wording_of("sv"))) == []


def test_that_all_were_asked_everything_is_said_once_for_several_groups(invented):
    material = invented()
    whole = replace(material, asked={key: frozenset(material.areas) for key in material.asked})
    assert asked_once(whole, outline(parts=("introduction", "chapters"))) == ["participants", "employers"]
    assert asked_once(whole, outline()) == []
    assert asked_once(material, outline(parts=("introduction", "chapters"))) == []


def test_where_claims_are_written_the_evaluator_sums_up(written):
    claim = (WAIT, {"participants": "aaaasss"}, {"themes": ["t1"]})
    found = list(written(outline(), claim).blocks())
    assert "participants-summary" in repr([block.anchor for block in found if isinstance(block, Heading)])
    assert any(isinstance(block, Prompt) for block in found)
    assert {each.claim for each in sentences(found) if each.claim} == {1}


def test_whose_quotes_they_are_is_said_once_unless_the_introduction_says_it(written):
    def said(made):
        return sum("Citaten" in text for text in plainly(made.blocks()) if isinstance(text, str))

    assert said(written()) == 2
    assert said(written(outline(parts=("introduction", "chapters")))) == 0


def test_words_of_those_who_may_not_be_quoted_are_not_printed(written):
    for plan in (outline(), outline("area", "group")):
        quotes = [block for block in written(plan).blocks() if isinstance(block, QuoteBlock)]
        assert quotes
        assert not any("HEMLIGT" in block.text for block in quotes)


@pytest.mark.parametrize(
    ("by", "section", "prompts"), [("area", "group", 4), ("group", "phase", 3), ("phase", "area", 4)]
)
def test_each_section_asks_the_evaluator_for_what_it_comes_to(written, by, section, prompts):
    found = [block for block in written(outline(by, section)).blocks() if isinstance(block, Prompt)]
    assert len(found) == prompts
