"""The parts that look at the results as a whole: summary, needs, proposals, discussion, conclusions, what is open."""

import re
from dataclasses import replace

import pytest

from tests.reporting.claimed import standing
from toolkit.domain.claims.claims import ClaimKind, Position, Stance
from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, Prompt
from toolkit.reporting.chapters.compose import compose, named
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.rendering.render_html import HtmlRenderer

QUESTIONS = {"contact": "Hur fungerar kontakten?", "change": "Vad behöver ändras?"}
PARTS = (
    "summary",
    "chapters",
    "factors",
    "needs",
    "proposals",
    "discussion",
    "conclusions",
    "uncertain",
    "open_questions",
)
OUTLINE = Outline("own", PARTS, ("group", "phase"))


def claims_on(material):
    return (
        standing(material, 1, "{vem} tycker att väntan var det svåraste", {"participants": "aac-saa"}, themes=["t1"],
                 valence="hinders", area="preconditions", questions=("contact",)),
        standing(material, 2, "{vem} har nytta av tre dagar i veckan", {"participants": "aasaaas"}, themes=["t2"],
                 valence="promotes", area="solutions"),
        standing(material, 3, "{vem} vill ha språkläraren med sig", {"participants": "ssssass"}, themes=["t3"],
                 kind=ClaimKind.PROPOSAL),
        standing(material, 4, "{vem} vet vem de kan ringa", {"participants": "qqsssss", "employers": "aa"},
                 themes=["t4", "t2"], valence="promotes", area="actors", questions=("contact",)),
        standing(material, 5, "{vem} behöver besked i tid", {"participants": "aasssss"}, themes=["t1"],
                 kind=ClaimKind.NEED),
    )  # fmt: skip


@pytest.fixture(name="whole")
def _whole(invented, wording_of):
    def make(language="sv", outline=OUTLINE, **changes):
        material = invented()
        facts = {"standings": claims_on(material), "question_texts": QUESTIONS, "description": "Vävstolen är påhittad."}
        return compose(replace(material, **{**facts, **changes}), outline=outline, wording=wording_of(language))

    return make


def part(report, anchor):
    """The blocks from the heading with this anchor to the next one of the first level."""
    blocks = list(report.blocks)
    start = next(at for at, each in enumerate(blocks) if isinstance(each, Heading) and each.anchor == anchor)
    after = (
        at for at, each in enumerate(blocks[start + 1 :], start + 1) if isinstance(each, Heading) and each.level == 1
    )
    return blocks[start : next(after, len(blocks))]


def texts(blocks):
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [each.text for each in block.sentences]
        elif isinstance(block, Bullets):
            found += [each.text for each in block.items]
        elif isinstance(block, Heading | Notice | Prompt):
            found.append(block.text)
    return found


def test_a_theme_with_claims_is_written_from_them_and_the_others_after(whole):
    report = whole()
    paragraphs = [each for each in report.blocks if isinstance(each, Paragraph) and each.finding]
    first = next(each for each in paragraphs if each.run_in == "Väntan på besked")
    assert first.finding == "claim-1"
    assert first.sentences[0].text == "Flertalet deltagare tycker att väntan var det svåraste."
    assert [each.finding for each in paragraphs].index("claim-2") < len(paragraphs)
    assert not any(each.finding == "f-t1" and each.run_in for each in paragraphs)


def test_the_summary_says_only_what_the_body_says(whole):
    report = whole()
    told = " ".join(texts(part(report, "summary")))
    assert told.startswith("Sammanfattning Vävstolen är påhittad. Den här rapporten redovisar en lärande utvärdering")
    assert "Utvärderingen ska svara på två frågor." in told
    assert "sju deltagare och två arbetsgivare" in told
    body = {each.claim for block in report.blocks if isinstance(block, Paragraph) for each in block.sentences}
    summed = {
        each.claim for block in part(report, "summary") if isinstance(block, Paragraph) for each in block.sentences
    }
    assert summed <= body
    assert {1, 2, 3, 4, 5} <= summed


def test_without_claims_the_summary_leaves_room_and_the_discussion_says_why_it_is_empty(whole):
    report = whole(standings=())
    assert any(isinstance(block, Prompt) for block in part(report, "summary"))
    assert "Inga påståenden är skrivna ännu" in " ".join(texts(part(report, "summary")))
    assert "Diskussionen kan inte påbörjas ännu" in " ".join(texts(part(report, "discussion")))
    assert texts(part(report, "conclusions")).count("Inget påstående besvarar frågan ännu.") == 2


def test_needs_and_proposals_come_from_claims_and_proposals_else_from_themes(whole):
    report = whole()
    assert "Ett par deltagare behöver besked i tid." in texts(part(report, "needs"))
    assert "En deltagare vill ha språkläraren med sig." in texts(part(report, "proposals"))
    assert not any("Att få öva svenska" in each for each in texts(part(report, "proposals")))
    raised = texts(part(whole(standings=()), "needs"))
    assert raised == ["Behov", "Inga kodade ställen handlar om behov."]
    assert any("Att få öva svenska" in each for each in texts(part(whole(standings=()), "proposals")))


def test_the_discussion_sets_groups_side_by_side_only_where_both_have_evidence(whole):
    told = texts(part(whole(), "discussion"))
    differ = told[told.index("Där bilderna går isär") + 1 :]
    assert differ[0] == "Båda arbetsgivarna vet vem de kan ringa."
    assert differ[1] == "Hos ett par av deltagarna är bilden mer sammansatt."
    alone = told[told.index("Redovisat för ett enda perspektiv") + 1 :]
    assert alone[0].endswith("tycker att väntan var det svåraste (alla ger inte samma bild).")
    assert "Där perspektiven möts" not in told


def test_conclusions_answer_each_question_or_say_that_nothing_does(whole):
    blocks = part(whole(), "conclusions")
    told = texts(blocks)
    assert told[1] == "Hur fungerar kontakten?"
    assert any(isinstance(each, Bullets) and each.ordered for each in blocks)
    assert told[told.index("Vad behöver ändras?") + 1] == "Inget påstående besvarar frågan ännu."
    assert "Tre påståenden är inte knutna till någon utvärderingsfråga och står därför inte bland slutsatserna." in told


def test_conclusions_are_divided_by_level_where_it_is_coded(whole, invented):
    material = invented()
    levels = {"t1": "level/individual", "t4": "level/society"}
    keys = {key: levels[one.id] for one in material.themes if one.id in levels for key in one.passages}
    passages = {
        key: replace(each, codes=each.codes | ({keys[key]} if key in keys else set()))
        for key, each in material.passages.items()
    }
    standings = claims_on(material)
    standings = (*standings[:3], replace(standings[3], passages=material.themes[3].passages), *standings[4:])
    both = replace(standings[1], claim=replace(standings[1].claim, questions=("contact",)))
    report = whole(passages=passages, standings=(standings[0], both, standings[3]))
    headings = [each.text for each in part(report, "conclusions") if isinstance(each, Heading)]
    assert headings[:4] == ["Slutsatser", "Hur fungerar kontakten?", "individual", "Övrigt"]


def test_factors_follow_the_claims_and_put_divided_ones_under_both(whole):
    told = texts(part(whole(), "factors"))
    promotes = told[told.index("Framgångsfaktorer") + 1]
    assert promotes.endswith("har nytta av tre dagar i veckan.")
    assert "Väntan på besked" not in told


def test_a_short_report_names_what_is_uncertain_and_asks(whole):
    outline = Outline("partial", ("chapters", "uncertain", "open_questions"), ("group", ""), most=1)
    report = whole(outline=outline)
    runs = [each.run_in for each in report.blocks if isinstance(each, Paragraph) and each.run_in]
    assert runs == ["Väntan på besked", "Någon att ringa"]
    assert "Resultaten är preliminära" in " ".join(texts(part(report, "uncertain")))
    assert "Vad behöver ändras?" in texts(part(report, "open_questions"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_counted_sentence_is_stated_in_numbers_and_rests_on_evidence(whole, language):
    report = whole(language)
    counted = 0
    for block in report.blocks:
        assert set(named(block)) <= set(report.evidence)
        sentences = (
            block.sentences if isinstance(block, Paragraph) else block.items if isinstance(block, Bullets) else ()
        )
        for each in sentences:
            if each.claim is not None:
                assert each.evidence
            if each.count and (each.claim is not None or getattr(block, "finding", "")):
                assert each.stated
                counted += 1
    assert counted > 12
    assert "HEMLIGT" not in repr(report.blocks)


def test_nobody_whose_words_may_not_be_used_is_counted_even_when_a_standing_names_them(whole, invented):
    one = standing(invented(), 1, "{vem} väntade", {"participants": "aac-saa"}, themes=["t1"])
    leaky = replace(
        one, positions={"participants": (*one.positions["participants"], Position("D08", Stance.AFFIRMS, ("c6",)))}
    )
    report = whole(standings=(leaky,))
    assert "c6" not in report.evidence
    first = next(each for each in report.blocks if isinstance(each, Paragraph) and each.finding == "claim-1")
    assert first.sentences[0].count == "4 av 6"


def test_on_a_page_each_finding_has_one_anchor_and_a_theme_with_claims_keeps_its_own(whole):
    html = HtmlRenderer().render(whole(), resources={}).decode()
    anchors = re.findall(r' id="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert {"claim-1", "f-t1", "f-t2"} <= set(anchors)
