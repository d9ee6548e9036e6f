"""Every outline tells the same material: no passage in a theme is lost on the way from one to another."""

import random
from dataclasses import replace

import pytest

from tests.reporting.claimed import standing
from toolkit.domain.reports.report import Paragraph
from toolkit.reporting.chapters.compose import compose

QUESTIONS = {"contact": "Hur fungerar kontakten?", "change": "Vad behöver ändras?"}
WHOLE = ("perspectives", "areas", "questions", "full")


def any_claims(material, chance):
    """Claims on random themes with random stances, of which some nobody bears out and some answer no question."""
    found = []
    for number in range(chance.randint(0, 8)):
        themes = chance.sample(["t1", "t2", "t3", "t4"], chance.randint(0, 3))
        groups = chance.choice([["participants"], ["employers"], ["participants", "employers"]])
        stances = {
            group: "".join(chance.choice("aacqs-") for _ in range(7 if group == "participants" else 2))
            for group in groups
        }
        questions = tuple(key for key in QUESTIONS if chance.random() < 0.4)
        found.append(
            standing(material, number + 1, f"{{vem}} påstår {number}", stances, themes=themes, questions=questions)
        )
    return tuple(found)


def told(report):
    """The evidence that the chapters' own paragraphs name."""
    return {
        id_
        for block in report.blocks
        if isinstance(block, Paragraph) and block.finding
        for sentence in block.sentences
        for id_ in sentence.evidence
    }


@pytest.mark.parametrize("seed", range(40))
def test_every_passage_of_a_theme_is_evidence_in_every_outline(invented, outline_of, wording_of, seed):
    material = invented()
    claims = any_claims(material, random.Random(seed))
    material = replace(material, standings=claims, question_texts=QUESTIONS)
    wanted = {
        id_
        for theme in material.themes
        for key in theme.passages
        if key in material.usable
        for id_ in material.usable[key].evidence
    }
    for key in WHOLE:
        report = compose(material, outline=outline_of(key), wording=wording_of("sv"))
        assert wanted <= told(report), (key, wanted - told(report))


@pytest.mark.parametrize("key", [*WHOLE, "partial"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_packaged_outline_makes_a_report_in_both_languages(invented, outline_of, wording_of, key, language):
    report = compose(
        replace(invented(), question_texts=QUESTIONS), outline=outline_of(key), wording=wording_of(language)
    )
    assert report.blocks
    assert "{" not in " ".join(
        sentence.text for block in report.blocks if isinstance(block, Paragraph) for sentence in block.sentences
    )


def test_by_question_a_theme_that_answers_none_stands_in_a_chapter_of_its_own(invented, outline_of, wording_of):
    material = invented()
    one = standing(material, 1, "{vem} väntade", {"participants": "aaa-aaa"}, themes=["t1"], questions=("contact",))
    material = replace(material, standings=(one,), question_texts=QUESTIONS)
    report = compose(material, outline=outline_of("questions"), wording=wording_of("sv"))
    chapters = [block.text for block in report.blocks if getattr(block, "level", 0) == 1]
    assert chapters[1:4] == ["Hur fungerar kontakten?", "Vad behöver ändras?", "Annat som har kommit fram"]
