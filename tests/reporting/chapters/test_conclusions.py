"""The evaluation questions one by one, with the claims that answer each by the level of the system they belong to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import WAIT, basis, claimed, plainly, sentences
from tests.reporting.conftest import SCHEME
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.codings.schemes import Code
from toolkit.domain.reports.report import Bullets, Heading, Paragraph
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.chapters.conclusions import blocks, level_of, unanswered
from toolkit.reporting.material.numbering import to
from toolkit.reporting.material.outline import Outline

CARRIED = "Här återges de som störst andel av de tillfrågade står bakom; hit hör också"
QUESTIONS = {"q1": "Hur upplevs samarbetet?", "q2": "Vad behöver förbättras?"}
LEVELS = ("individual", "organisation", "society")
LEVELLED = replace(
    SCHEME,
    codes={**SCHEME.codes, **{f"level/{key}": Code(f"level/{key}", "level", {"sv": key.upper()}) for key in LEVELS}},
)


def on_levels(material, **levels):
    """The material with a level coded on passages, by evidence id."""
    passages = {
        key: replace(each, codes=each.codes | {f"level/{one}" for one in levels.get(each.evidence[0], "").split()})
        for key, each in material.passages.items()
    }
    return replace(material, passages=passages, scheme=LEVELLED)


@pytest.fixture(name="based")
def _based(invented, wording_of):
    def make(*claims, levels=None, **changes):
        material = on_levels(invented(), **(levels or {}))
        facts = {"question_texts": QUESTIONS, **changes}
        return basis(replace(claimed(material, *claims), **facts), wording_of("sv"))

    return make


def answering(text, stances, *questions, themes=("t1",), kind=ClaimKind.FINDING):
    return text, stances, {"themes": list(themes), "questions": questions, "kind": kind}


def test_each_question_has_its_section_and_one_without_an_answer_says_so(based):
    made = based(answering(WAIT, {"participants": "aaaasss"}, "q1"))
    assert plainly(blocks(made)) == [
        "# Slutsatser",
        "## Hur upplevs samarbetet?",
        ["Flertalet deltagare beskriver väntan som det svåraste."],
        "[Utvärderarens svar på frågan: vad väger tyngst, och vad följer av det?]",
        "## Vad behöver förbättras?",
        "! Inget påstående besvarar frågan ännu.",
        "[Vad skulle behövas för att besvara frågan?]",
    ]
    assert [each.text for each in unanswered(made)] == ["Vad behöver förbättras?"]


def test_findings_stand_before_needs_and_these_before_proposals(based):
    kinds = (ClaimKind.PROPOSAL, ClaimKind.NEED, ClaimKind.FINDING, ClaimKind.PROPOSAL)
    made = based(*(answering(f"{{vem}} {n}", {"participants": "aaaasss"}, "q1", kind=k) for n, k in enumerate(kinds)))
    assert [each.claim for each in sentences(blocks(made)) if each.claim] == [3, 2, 1, 4]


def test_a_claim_that_answers_two_questions_stands_under_both(based):
    made = based(answering(WAIT, {"participants": "aaaasss"}, "q1", "q2"))
    assert [each.claim for each in sentences(blocks(made)) if each.claim] == [1, 1]
    assert unanswered(made) == ()


def test_a_divided_claim_is_told_under_a_heading_of_its_own_with_those_who_see_it_otherwise(based):
    made = based(
        answering(WAIT, {"participants": "aaccsss"}, "q1"), answering("{vem} x", {"participants": "aaaasss"}, "q1")
    )
    assert [each.count for each in sentences(blocks(made)) if each.count] == ["4 av 7", "2 av 7", "2 av 7"]
    assert [type(block) for block in blocks(made)].count(Bullets) == 1
    [heading] = [each for each in blocks(made) if isinstance(each, Heading) and each.level == 3]
    assert (heading.text, heading.anchor) == ("Där bilderna går isär", "conclusions-q1-divided")


@pytest.mark.parametrize(
    ("texts", "notice"),
    [
        (1, "! Ett påstående är inte knutet till någon utvärderingsfråga och står därför inte bland slutsatserna."),
        (2, "! två påståenden är inte knutna till någon utvärderingsfråga och står därför inte bland slutsatserna."),
    ],
)
def test_claims_without_a_question_that_is_asked_are_counted(based, texts, notice):
    claims = [answering(f"{{vem}} {n}", {"participants": "aaaasss"}, *(["borta"] if n else [])) for n in range(texts)]
    assert plainly(blocks(based(*claims)))[-1].casefold() == notice.casefold()


def test_without_questions_it_says_that_none_are_recorded(based):
    heading, notice = plainly(blocks(based(question_texts={})))
    assert heading == "# Slutsatser"
    assert notice.startswith("! Utvärderingsfrågor")


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ({}, ""),
        ({"c1": "society"}, "society"),
        ({"c1": "society", "c2": "society", "c3": "individual"}, "society"),
        ({"c1": "society", "c2": "individual"}, ""),  # half is not more than half
        ({"c1": "society individual", "c2": "society"}, "society"),
        ({"c6": "society"}, ""),  # the words of somebody who has withdrawn
    ],
)
def test_the_level_is_that_of_more_than_half_of_the_passages_that_have_one(based, levels, level):
    made = based(answering(WAIT, {"participants": "aaaasss"}, "q1"), levels=levels)
    assert level_of(made, made.claims[0]) == level


def test_levels_are_headings_in_the_schemes_order_when_there_are_several_and_none_is_last(based):
    made = based(
        answering("{vem} a", {"participants": "aaaasss"}, "q1", themes=["t2"]),
        answering("{vem} b", {"participants": "aaaasss"}, "q1", themes=["t1"]),
        answering("{vem} c", {"employers": "aa"}, "q1", themes=["t4"]),
        levels={"c1": "society", "c13": "individual"},
        question_texts={"q1": "Hur?"},
    )
    found = list(blocks(made))
    assert [each.text for each in found if isinstance(each, Heading) and each.level == 3] == [
        "INDIVIDUAL",
        "SOCIETY",
        "Övrigt",
    ]
    assert [each.claim for each in sentences(found)] == [3, 2, 1]
    anchors = [each.anchor for each in found if isinstance(each, Heading)]
    assert anchors == ["conclusions", "conclusions-q1", "conclusions-q1-individual", "conclusions-q1-society",
                       "conclusions-q1-none"]  # fmt: skip


def test_a_level_that_the_scheme_has_dropped_is_called_by_its_key(based):
    made = based(
        answering("{vem} a", {"participants": "aaaasss"}, "q1", themes=["t2"]),
        answering("{vem} b", {"participants": "aaaasss"}, "q1"),
        levels={"c1": "gammal"},
        question_texts={"q1": "Hur?"},
    )
    titles = [each.text for each in blocks(made) if isinstance(each, Heading) and each.level == 3]
    assert titles == ["gammal", "Övrigt"]


def many(number, *, stances="aaaasss", group="participants", **facts):
    return [answering(f"{{vem}} {n}", {group: stances}, "q1", **facts) for n in range(number)]


def listed(made):
    """The claims of each list, by their number, and what the paragraphs after lists say."""
    found = list(blocks(made))
    lists = [[each.claim for each in block.items] for block in found if isinstance(block, Bullets)]
    return lists, [each for block in found if isinstance(block, Paragraph) for each in block.sentences]


def test_the_most_widely_carried_conclusions_come_first(based):
    made = based(
        answering("{vem} a", {"participants": "aasssss"}, "q1"),
        answering("{vem} b", {"participants": "aaaaaas"}, "q1"),
        answering("{vem} c", {"employers": "aa"}, "q1", themes=["t4"]),
        answering("{vem} d", {"participants": "aaassss", "employers": "as"}, "q1"),
        answering("{vem} e", {"participants": "aaaaaaa"}, "q1", kind=ClaimKind.PROPOSAL),
    )
    # two perspectives before six of seven, these before two of two, a proposal last
    assert listed(made) == ([[4, 2, 3, 1, 5]], [])


@pytest.mark.parametrize(("number", "told", "rest"), [(6, 6, 0), (7, 7, 0), (8, 6, 2), (19, 6, 13)])
def test_of_many_conclusions_six_are_told_and_the_others_counted(based, number, told, rest):
    [items], others = listed(based(*many(number), question_texts={"q1": "Hur?"}))
    assert items == [*range(1, told + 1)]
    count = {2: "två", 13: "13"}.get(rest)
    assert [each.text for each in others] == (
        [f"{CARRIED} {count} påståenden i {to('group-participants')}."] * bool(rest)
    )


def test_what_is_not_told_is_still_named_by_its_evidence(based):
    made = based(*many(8, stances="aasssss"), question_texts={"q1": "Hur?"})
    _, [rest] = listed(made)
    assert rest.evidence == ("c1", "c2")
    assert rest.claim is None
    assert not rest.machine


def test_each_kind_keeps_its_part_of_a_list_and_never_less_than_one(based):
    findings = many(10, stances="aaaaaaa")
    proposals = many(5, stances="aasssss", kind=ClaimKind.PROPOSAL)
    need = many(1, stances="asssaaa", kind=ClaimKind.NEED)
    [items], [rest] = listed(based(*findings, *proposals, *need, question_texts={"q1": "Hur?"}))
    assert items == [1, 2, 3, 16, 11, 12]
    assert rest.text.startswith(f"{CARRIED} tio påståenden")


def test_the_others_are_counted_by_the_chapter_of_those_who_carry_them_in_the_order_of_the_groups(based):
    made = based(
        *many(6, stances="aaaaaaa"),
        answering("{vem} x", {"employers": "as"}, "q1", themes=["t4"]),
        answering("{vem} y", {"participants": "assssss"}, "q1"),
        answering("{vem} z", {"employers": "as"}, "q1", themes=["t4"]),
        question_texts={"q1": "Hur?"},
    )
    _, [rest] = listed(made)
    people, work = to("group-participants"), to("group-employers")
    assert rest.text == f"{CARRIED} ett påstående i {people} och två i {work}."


@pytest.mark.parametrize(
    ("chapters", "home"),
    [
        (("group", "phase"), "group-participants"),
        (("area", "group"), "area-preconditions"),
        (("question", ""), "question-q1"),
    ],
)
def test_the_chapter_is_that_of_the_reports_own_division(based, chapters, home):
    made = replace(based(*many(8), question_texts={"q1": "Hur?"}), outline=Outline("own", ("chapters",), chapters))
    _, [rest] = listed(made)
    assert rest.text == f"{CARRIED} två påståenden i {to(home)}."


@pytest.mark.parametrize(
    ("parts", "themes"),
    [(("conclusions",), ("t1",)), (("chapters", "conclusions"), ())],
    ids=["no chapters", "no home"],
)
def test_where_no_chapter_is_known_to_tell_them_all_conclusions_are_told(based, parts, themes):
    made = based(*many(9, themes=themes), question_texts={"q1": "Hur?"})
    made = replace(made, outline=Outline("own", parts, ("area", "group")))
    assert listed(made) == ([[*range(1, 10)]], [])


@pytest.mark.parametrize(
    ("language", "first"),
    [("sv", f"{CARRIED} två påståenden i "), ("en", "Told here are those that the largest share")],
)
def test_every_claim_is_told_in_a_whole_report_and_the_reference_holds(
    invented, outline_of, wording_of, language, first
):
    material = replace(claimed(invented(), *many(8)), question_texts=QUESTIONS)
    report = compose(material, outline=outline_of("full"), wording=wording_of(language))
    assert {each.claim for each in sentences(report.blocks)} >= set(range(1, 9))
    [told] = [each.text for each in sentences(report.blocks) if each.text.startswith(first)]
    [chapter] = [
        block for block in report.blocks if isinstance(block, Heading) and block.anchor == "group-participants"
    ]
    assert told.endswith(f" {chapter.number}.")


def test_a_group_that_was_asked_and_says_nothing_adds_no_weight(based):
    made = based(
        answering("{vem} a", {"participants": "aaaasss", "employers": "ss"}, "q1"),
        answering("{vem} b", {"participants": "aaaaass"}, "q1"),
        question_texts={"q1": "Hur?"},
    )
    assert listed(made) == ([[2, 1]], [])
