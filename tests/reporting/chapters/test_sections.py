"""A topic as paragraphs and quotes: claims before themes, no voice twice, and what claims leave is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import WAIT, claimed, plainly, sentences
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.reports.report import Notice, Paragraph, QuoteBlock
from toolkit.reporting.chapters.sections import PER_CLAIM, Sections, holding, unfilled
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.topics import topics


@pytest.fixture(name="making")
def _making(invented, wording_of):
    def make(*claims, language="sv", **modes):
        material = claimed(invented(), *claims)
        made = Sections(material, wording_of(language), **{"attributed": False, "phases": False, **modes})
        found = topics(material, findings(material))
        return made, found, lambda *chosen: list(made.section(chosen or found, made.chapter(0)))

    return make


def quotes(blocks):
    return [block for block in blocks if isinstance(block, QuoteBlock)]


def test_a_theme_is_a_paragraph_with_its_quotes_after_it(making):
    _, found, write = making()
    wait = next(each for each in found if each.id == "f-t1")
    paragraph, *rest = write(wait)
    assert (paragraph.run_in, paragraph.finding) == ("Väntan på besked", "f-t1")
    assert rest == quotes(rest)
    assert {block.finding for block in rest} == {"f-t1"}
    assert 1 <= len(rest) <= 3


def test_no_passage_is_quoted_twice_and_none_that_may_not_be(making):
    made, _, write = making()
    printed = quotes(write())
    assert len({block.evidence for block in printed}) == len(printed)
    assert not any("HEMLIGT" in block.text for block in printed)
    assert not {"c4", "c5", "c6", "c11"} & {id_ for block in printed for id_ in block.evidence}
    again = quotes(write())
    assert {block.evidence for block in again}.isdisjoint(block.evidence for block in printed)
    assert len(made.quoted) == len(printed) + len(again)


def test_quotes_name_their_group_where_nothing_else_does(making):
    assert {block.group for block in quotes(making(attributed=True)[2]())} == {"deltagare", "arbetsgivare"}
    assert {block.group for block in quotes(making()[2]())} == {""}


CLAIM = (WAIT, {"participants": "aacsaaa"}, {"themes": ["t1"]})


def test_a_claim_stands_in_the_place_of_its_theme_under_its_name(making):
    _, found, write = making(CLAIM)
    blocks = write(found[0])
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    assert [(each.run_in, each.finding, each.theme) for each in paragraphs] == [("Väntan på besked", "claim-1", "f-t1")]
    assert quotes(blocks)
    assert {block.finding for block in quotes(blocks)} == {"claim-1"}


def test_of_several_claims_on_a_theme_the_first_stands_under_its_name_and_each_has_few_quotes(making):
    _, found, write = making(CLAIM, ("{vem} väntade", {"participants": "aaasaaa"}, {"themes": ["t1"]}))
    blocks = write(found[0])
    assert [each.run_in for each in blocks if isinstance(each, Paragraph)] == ["Väntan på besked", ""]
    for finding in ("claim-1", "claim-2"):
        assert len([block for block in quotes(blocks) if block.finding == finding]) <= PER_CLAIM


def test_a_claim_that_nobody_bears_out_is_told_the_evaluator_and_its_theme_stands_instead(making):
    _, found, write = making((WAIT, {"participants": "ccsssss"}, {"themes": ["t1"]}))
    notice, paragraph, *_ = write(found[0])
    assert isinstance(notice, Notice)
    assert notice.inner
    assert "”… beskriver väntan som det svåraste”" in notice.text
    assert paragraph.finding == "f-t1"


def test_beside_claims_other_themes_are_brief(making):
    _, found, write = making(CLAIM)
    whole = making()[2](next(each for each in making()[1] if each.id == "f-t2"))
    beside = [block for block in write() if getattr(block, "finding", "") == "f-t2"]
    assert len(sentences(beside)) <= len(sentences(whole))
    assert len(quotes(beside)) == PER_CLAIM
    assert found


def test_a_short_report_is_sparing_with_quotes(making):
    def shown(by, **modes):
        return len([block for block in quotes(making(**modes)[2]()) if block.finding == by])

    assert shown("f-t4", sparing=True) == 1
    assert shown("f-t1", sparing=True) <= PER_CLAIM
    _, found, write = making(CLAIM, sparing=True)
    assert [block.why for block in quotes(write(found[0]))] == ["typical", "deviating"]
    _, found, write = making((WAIT, {"participants": "aaasaaa"}, {"themes": ["t1"]}), sparing=True)
    assert len(quotes(write(found[0]))) == 1


def test_passages_that_no_claim_rests_on_are_counted_once_at_the_end_of_a_chapter(making):
    """Of t1's five usable passages two, c4 and c5, are of people whom the claim leaves silent."""
    made, found, write = making((WAIT, {"participants": "aac-sss"}, {"themes": ["t1"]}))
    write(found[0])
    (block,) = made.rest("group-participants")
    (only,) = block.sentences
    assert only.evidence == ("c4", "c5")
    assert "två" in only.count
    assert block.finding == "rest-group-participants"
    assert list(made.rest("x")) == []
    write(found[0])
    assert list(made.rest("x")) == []


def test_what_another_theme_of_the_chapter_tells_is_not_left(making):
    """c4 and c5, which the claim on t1 leaves, are borne by a claim on t2."""
    made, found, write = making(
        (WAIT, {"participants": "aac-sss"}, {"themes": ["t1"]}),
        ("{vem} orkar", {"participants": "sssssaa"}, {"themes": ["t2"], "passages": ("c4", "c5")}),
    )
    write(found[0])
    made.borne.update(("c4", "c5"))
    assert list(made.rest("x")) == []
    assert made.borne == set()


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ("", "Ingen har bedömt vilka som står bakom påståendet"),
        ("D01", "Tre av dem som räknas här har ingen bedömt"),
        ("D01 D02 D03", "En av dem som räknas här har ingen bedömt"),
        ("D01 D02 D03 D05", ""),
    ],
)
def test_whom_nobody_has_judged_is_told_the_evaluator_under_the_claim(invented, wording_of, decided, told):
    material = claimed(invented(), (WAIT, {"participants": "aac-ass"}, {"themes": ["t1"]}))
    material = replace(material, standings=(replace(material.standings[0], decided=frozenset(decided.split())),))
    made = Sections(material, wording_of("sv"), attributed=False, phases=False)
    blocks = list(made.section(topics(material, findings(material))[:1], made.chapter(0)))
    assert [block.text.startswith(told) for block in blocks if isinstance(block, Notice)] == [True] * bool(told)


def test_a_claim_rests_on_what_people_say_of_it_and_on_nothing_of_the_silent(invented, wording_of):
    material = claimed(invented(), (WAIT, {"participants": "aac-aas"}, {"themes": ["t1"]}))
    standing = material.standings[0]
    own = standing.positions["participants"]
    silent = replace(own[-1], evidence=("c5",))
    material = replace(material, standings=(replace(standing, positions={"participants": (*own[:-1], silent)}),))
    made = Sections(material, wording_of("sv"), attributed=False, phases=False)
    found = topics(material, findings(material))
    list(made.section(found[:1], made.chapter(0)))
    assert [each.evidence for block in made.rest("x") for each in block.sentences] == [("c5",)]


def test_where_claims_rest_on_everything_nothing_is_left(making):
    made, found, write = making((WAIT, {"participants": "aac-saa"}, {"themes": ["t1"]}))
    write(found[0])
    assert list(made.rest("x")) == []


def test_a_proposal_is_shown_by_its_own_words_marked_as_standing_elsewhere(making, invented):
    made, found, _ = making()
    language = next(each.finding for each in found if each.id == "f-t3")
    words, quote = made.proposal_quote(language)
    assert words in next(each.text for each in invented().passages.values() if each.evidence == ("c12",))
    assert made.elsewhere == [quote]
    wait = next(each.finding for each in found if each.id == "f-t1")
    assert made.proposal_quote(wait) == ("", None)
    assert made.proposal_quote(language) == ("", None)
    assert holding(language.passages, quote) == [language.passages[0].key]
    assert holding(wait.passages, quote) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{vem} väntar", "”… väntar”"),
        ("{vem} väntar.", "”… väntar”"),
        ("{who} {waits/wait}", "”… waits”"),
        ("X", "”X”"),
        ("{vem} säger { och {x} {0} {", "”… säger { och {x} {0} {”"),
    ],
)
def test_a_claim_is_shown_the_evaluator_without_its_word(invented, wording_of, text, shown):
    made = claimed(invented(), (text, {"participants": "aaaaaaa"}, {"kind": ClaimKind.FINDING}))
    assert unfilled(made.claims[0], wording_of("sv")) == shown


@pytest.mark.parametrize("phases", [True, False])
def test_the_phase_is_told_where_no_heading_does(making, phases):
    texts = " ".join(text for text in plainly(making(phases=phases)[2]()) if isinstance(text, str))
    assert ("under tiden" in texts.lower()) is phases
    assert replace(making()[0], sparing=True).sparing


def test_a_claim_is_shown_by_the_words_of_those_who_speak_to_it_alone(making):
    """D03 alone affirms: the words of the others on the same theme say nothing of the claim."""
    _, found, write = making((WAIT, {"participants": "ssassss"}, {"themes": ["t1"]}))
    topic = next(each for each in found if each.claims)
    assert {block.evidence for block in quotes(write(topic)) if block.finding == "claim-1"} == {("c3",)}


@pytest.mark.parametrize(("number", "most"), [(1, 3), (2, PER_CLAIM), (3, PER_CLAIM)])
def test_several_claims_on_one_theme_have_fewer_quotes_each(making, number, most):
    claims = [(f"{WAIT} {at}", {"participants": "aaaaaaa"}, {"themes": ["t2"]}) for at in range(number)]
    made, found, _ = making(*claims)
    topic = next(each for each in found if len(each.claims) == number)
    assert made._most(topic, topic.claims[0]) == most
