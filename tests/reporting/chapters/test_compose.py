import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.reporting.based import claimed
from toolkit.domain.quantities.quantities import admissible
from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, Prompt, QuoteBlock, Table
from toolkit.domain.sources.source_kinds import Kind
from toolkit.reporting.chapters.compose import PARTS, compose, named
from toolkit.reporting.material.material import SourceFact
from toolkit.reporting.material.outline import Outline


@pytest.fixture(name="draft")
def _draft(invented, outline_of, wording_of):
    def make(language="sv", outline="perspectives", **changes):
        machine = changes.pop("machine", False)
        material = replace(invented(machine=machine), **changes)
        return compose(material, outline=outline_of(outline), wording=wording_of(language))

    return make


def of(report, kind):
    return [block for block in report.blocks if isinstance(block, kind)]


def section(report, finding):
    (found,) = [each for each in of(report, Paragraph) if each.finding == finding]
    return found


def everything(report):
    texts = [report.title, report.subtitle, *report.notices, *map(repr, report.blocks)]
    return "\n".join(texts + [each.quote for each in report.evidence.values()])


def test_a_theme_section_counts_those_asked_and_tells_the_deviating_voice(draft):
    section_ = section(draft(), "f-t1")
    assert section_.run_in == "Väntan på besked"
    assert [(each.text, each.count) for each in section_.sentences] == [
        ("Majoriteten av deltagarna tar upp temat.", "5 av 6"),
        ("Fyra av dem beskriver det som ett hinder.", "4 av 6"),
        ("En av deltagarna ger motsatt bild och talar om det som något som främjar.", "1 av 6"),
        (
            "En deltagare fick inga frågor inom området ”Förförståelse och förutsättningar”, tar inte heller upp just "
            "detta och räknas därför inte med här.",
            "1 av 7",
        ),
    ]
    assert section_.sentences[2].evidence == ("c3",)


def test_a_theme_of_one_voice_says_so(draft):
    texts = " ".join(each.text for each in section(draft(), "f-t3").sentences)
    assert "En av deltagarna lägger fram förslag här." in texts
    assert "En enda röst räcker inte" in texts


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("outline", ["perspectives", "areas"])
def test_the_words_agree_with_the_counts_beside_them(draft, language, outline):
    report = draft(language, outline)
    checked = 0
    for paragraph in of(report, Paragraph):
        first = paragraph.sentences[0]
        if paragraph.finding:
            k, n = map(int, re.fullmatch(r"(\d+) (?:av|of) (\d+)", first.count).groups())
            words = [*admissible(k, n, language), "båda", "both"]
            assert any(word in first.text.casefold() for word in words), first
            checked += 1
    assert checked == 4


@pytest.mark.parametrize("outline", ["perspectives", "areas"])
def test_every_sentence_about_the_material_knows_evidence_that_the_report_holds(draft, outline):
    report = draft(outline=outline)
    for block in report.blocks:
        assert set(named(block)) <= set(report.evidence)
        if isinstance(block, Paragraph) and block.finding:
            assert all(sentence.evidence for sentence in block.sentences)
    factors = [item for block in of(report, Bullets) for item in block.items if item.count]
    assert factors
    assert all(item.evidence for item in factors)


def test_quotes_are_the_respondents_own_words_and_no_voice_comes_twice_in_a_theme(draft, invented):
    texts = " ".join(passage.text.replace(" [skratt]", "") for passage in invented().passages.values())
    report = draft()
    assert all(quote.text in texts for quote in of(report, QuoteBlock))
    voices = Counter((quote.finding, report.evidence[quote.evidence[0]].respondent) for quote in of(report, QuoteBlock))
    assert set(voices.values()) == {1}
    assert "deviating" in {quote.why for quote in of(report, QuoteBlock)}


def test_a_quote_names_its_group_only_where_no_heading_does(draft, invented, wording_of):
    report = draft()
    assert {quote.group for quote in of(report, QuoteBlock)} == {""}
    assert everything(report).count("Citaten i ett kapitel kommer från samtalen med den grupp") == 1
    assert "Citaten i kapitlet" not in everything(report)
    by_phase = Outline("own", ("chapters",), ("area", "phase"))
    report = compose(invented(), outline=by_phase, wording=wording_of("sv"))
    assert {quote.group for quote in of(report, QuoteBlock)} == {"deltagare", "arbetsgivare"}


def test_words_of_those_who_may_not_be_quoted_stand_nowhere_and_the_withdrawn_leave_no_trace(draft):
    for outline in ("perspectives", "areas"):
        report = draft(outline=outline)
        assert "HEMLIGT" not in everything(report)
        assert not re.search(r"D08|d08", everything(report))
        assert {each.respondent for each in report.evidence.values()}.isdisjoint({"D08"})
        assert report.evidence["c4"].quote == ""


def test_the_same_material_gives_the_same_draft(draft):
    assert draft() == draft()


def test_perspectives_go_by_group_and_phase_and_areas_by_area_and_group(draft):
    titles = [(block.level, block.text) for block in of(draft(), Heading)]
    at = titles.index((1, "Deltagarnas erfarenheter"))
    assert titles[at : at + 5] == [
        (1, "Deltagarnas erfarenheter"), (2, "Inför"), (2, "Under tiden"),
        (1, "Arbetsgivarnas erfarenheter"), (2, "Under tiden"),
    ]  # fmt: skip
    chapters = [block.text for block in of(draft("en", "areas"), Heading) if block.level == 1]
    assert chapters[1:7] == [
        "Pre-understanding and preconditions", "Definition of needs", "Prioritised solutions",
        "Other actors and resources", "Follow-up and valuation", "Learning and unlearning",
    ]  # fmt: skip
    assert len({block.anchor for block in of(draft(), Heading)}) == len(of(draft(), Heading))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Maskinellt förslag, ingen har granskat kodningen."),
        ("en", "Machine proposal; nobody has looked at the coding."),
    ],
)
def test_a_draft_from_suggestions_says_so_at_every_finding_and_on_the_title_page(draft, language, words):
    report = draft(language, machine=True)
    findings = [each for each in of(report, Paragraph) if each.finding]
    assert len(findings) == 4
    assert all(each.sentences[-1].text == words for each in findings)
    assert all(sentence.machine for each in findings for sentence in each.sentences)
    assert re.search("maskinella förslag|machine proposals", report.notices[0])
    assert words in [notice.text for notice in of(report, Notice)]


def test_a_draft_from_codings_does_not(draft):
    assert "askinellt förslag" not in everything(draft())


def test_what_is_not_recorded_is_said_to_be_missing(draft):
    report = draft()
    material = next(each for each in of(report, Table) if each.anchor == "table-material")
    assert ("d05", "–", "enskild", "Deltagare", "900", "–") in material.rows
    assert material.note == "– betyder att uppgift saknas."
    assert "Uppgift saknas om datum för ett samtal." in everything(report)
    assert "d08.txt" not in {row[0] for row in material.rows}


def test_where_no_guide_says_what_was_asked_the_draft_says_so(draft):
    report = draft(unguided=frozenset({"employers"}))
    asked = next(each for each in of(report, Table) if each.anchor == "table-asked")
    assert "För arbetsgivare saknas frågeguide" in asked.note
    assert everything(report).count("För gruppen finns ingen frågeguide") == 1


def test_that_all_were_asked_of_everything_is_said_once_of_several_groups(draft, invented):
    asked = {person: frozenset(invented().areas) for person in invented().asked}
    told = everything(draft(asked=asked))
    assert told.count("Samtliga deltagare och arbetsgivare har fått frågor inom alla sex frågeområden") == 1
    assert "Alla har fått frågor inom samtliga sex" not in told
    one_group = everything(draft(asked=asked | {"A1": frozenset({"needs"})}))
    assert "Samtliga deltagare" not in one_group.partition("Inför")[0]
    assert one_group.count("Alla har fått frågor inom samtliga sex frågeområden") == 1


def test_the_annex_tells_who_was_asked_and_sums_up_consents(draft):
    report = draft()
    asked = next(each for each in of(report, Table) if each.anchor == "table-asked")
    assert asked.rows[0] == ("Förförståelse och förutsättningar", "6 av 7", "2 av 2")
    told = everything(report)
    assert "För två av dem som ingår är citat inte tillåtna." in told
    assert "har nekat, tagit tillbaka eller begränsat sitt samtycke" in told
    assert "version 3" in told
    assert ("teman", "1", "antal = 4", "7") in next(t for t in of(report, Table) if t.anchor == "table-runs").rows


def test_a_theme_is_counted_in_the_same_word_in_its_section_and_in_every_list(draft):
    report = draft(outline="full")
    assert section(report, "f-t2").sentences[0].text.endswith("med merparten av deltagarna.")
    items = [item.text for block in of(report, Bullets) for item in block.items if "”Tre dagar" in item.text]
    assert items
    assert all(item.endswith("hos merparten av deltagarna.") for item in items)


def test_factors_and_proposals_are_listed_per_perspective(draft):
    items = [item.text for block in of(draft(), Bullets) for item in block.items]
    assert "Temat ”Väntan på besked”, hos majoriteten av deltagarna." in items
    assert any(item.startswith("Temat ”Någon att ringa”, hos ") for item in items)
    assert any(
        item.startswith("En av deltagarna lägger fram förslag under ”Att få öva svenska på jobbet”: ”Man borde")
        for item in items
    )


def test_a_small_group_is_warned_of_and_each_section_leaves_room_for_the_evaluator(draft):
    report = draft()
    assert any("Gruppen är liten (två arbetsgivare)" in each.text for each in of(report, Notice) if each.inner)
    assert len(of(report, Prompt)) == 3
    assert any("arbetsgivare" in each.text for each in of(draft(outline="areas"), Notice) if each.inner)


def test_a_project_without_themes_gets_a_draft_that_says_so(draft):
    report = draft(themes=(), passages={}, evidence={}, questions=())
    texts = [each.text for each in of(report, Notice)]
    assert any("inga teman" in text for text in texts)
    assert "Utvärderingsfrågor: uppgift saknas." in texts


def test_a_project_may_name_groups_and_phases_its_own_way(draft):
    report = draft(
        group_names={
            "employers": {
                "singular": "företag", "plural": "företag", "definite": "företagen", "name": "Företag",
                "chapter": "Företags erfarenheter", "one": "ett", "none": "inget",
            }
        },
        phase_names={"employers.during": "Under praktik/anställning"},
    )  # fmt: skip
    titles = [block.text for block in of(report, Heading)]
    assert "Företags erfarenheter" in titles
    assert "Under praktik/anställning" in titles
    assert "båda företagen" in section(report, "f-t4").sentences[0].text


def test_a_group_nobody_has_named_is_counted_as_respondents(draft, invented):
    material = invented()
    themes = tuple(replace(each, group="volunteers") for each in material.themes if each.id == "t4")
    people = {key: replace(each, group="volunteers") for key, each in material.respondents.items()}
    passages = {key: replace(each, group="volunteers") for key, each in material.passages.items()}
    report = draft(themes=themes, respondents=people, passages=passages)
    assert "respondent" in section(report, "f-t4").sentences[0].text


def test_neighbouring_themes_do_not_open_alike(draft, invented):
    material = invented()
    themes = tuple(replace(material.themes[1], id=f"x{n}", name=f"Tema {n}") for n in range(14))
    openings = [
        each.sentences[0].text for each in of(draft(themes=themes), Paragraph) if each.finding.startswith("f-x")
    ]
    assert len(openings) == 14
    assert all(a != b for a, b in pairwise(openings))
    assert len(set(openings)) >= 8


def test_marks_inside_a_quote_become_inner_marks(wording_of):
    said = '"Kan komma att", stod det. Och hon sa "jaha" bara.'
    assert wording_of("sv").inside(said) == "’Kan komma att’, stod det. Och hon sa ’jaha’ bara."
    assert wording_of("en").inside(said) == "‘Kan komma att’, stod det. Och hon sa ‘jaha’ bara."


GIVEN = {"sv": "återges på det språk som de har formulerats på", "en": "in the language in which they were given"}


@pytest.mark.parametrize("outline", ["perspectives", "areas", "questions", "full"])
@pytest.mark.parametrize(
    ("spoken", "language", "said"), [("sv", "en", 1), ("en", "sv", 1), ("sv", "sv", 0), ("", "en", 0)]
)
def test_a_report_in_another_language_says_once_that_names_stand_as_they_were_given(
    draft, outline, spoken, language, said
):
    report = draft(language, outline, spoken=spoken)
    texts = [each.text for block in of(report, Paragraph) for each in block.sentences]
    assert sum(GIVEN[language] in text for text in texts) == said
    assert sum("det språk som" in text or "the language in which" in text for text in report.notices) == said


@pytest.mark.parametrize(
    ("outline", "called", "quotes"),
    [
        ("full", "Utvärderingsrapport, utkast", True),
        ("perspectives", "Utkast till resultatkapitel", True),
        ("partial", "Delrapport, utkast", True),
        ("obstacles", "Utkast", False),
    ],
)
def test_the_title_page_says_what_the_outline_holds_and_no_more(draft, invented, wording_of, outline, called, quotes):
    themes = tuple(replace(each, named=False) for each in invented().themes)
    report = draft(outline=outline, themes=themes)
    assert report.subtitle == f"{called}, 20 oktober 2025"
    assert (wording_of("sv").say("notices.quotes") in report.notices) is quotes
    assert any("som maskinen har föreslagit" in each for each in report.notices) is quotes


def test_the_title_page_says_in_how_many_claims_people_count_by_raising_the_matter_alone(draft, invented):
    made = claimed(invented(), ("{vem} väntar", {"participants": "aaaasss"}, {"themes": ["t1"]})).standings
    told = "utan att någon har bedömt dem: 1."
    assert not any(told in each for each in draft(standings=made).notices)
    raising = (replace(made[0], raising=frozenset({"D01"})),)
    assert any(told in each for each in draft(standings=raising).notices)


def test_the_title_page_says_in_how_many_conversations_nothing_is_coded(draft, invented):
    """Only of D04 nothing but t2 is told; without that one nothing is coded in what D04 said, nor in D05's."""
    assert not any("har ingen kodat något" in each for each in draft().notices)
    passages = {key: each for key, each in invented().passages.items() if each.respondent not in ("D04", "D05")}
    notices = draft(passages=passages).notices
    assert [each for each in notices if each.startswith("I två samtal har ingen kodat något.")]


def test_the_title_page_says_of_masks_in_the_quotes_what_is_so(draft):
    assert any("är inte maskerade" in each for each in draft().notices)
    notices = draft(masked=True).notices
    assert not any("inte maskerade" in each for each in notices)
    assert any("ersatt inom hakparentes" in each for each in notices)


NEEDS_MORE = {"network", "what_the_team_made", "learning_log"}
"""Parts that the invented material gives nothing for: it has no partners and no sessions."""


def test_whatever_an_outline_may_name_is_written_under_a_heading_of_its_own(invented, wording_of):
    material, first = invented(), {}
    for part in PARTS:
        alone = Outline("own", (part,), ("group", "phase"))
        report = compose(material, outline=alone, wording=wording_of("sv"))
        first[part] = [block.anchor for block in of(report, Heading) if block.level == 1][:1]
    assert {part for part in PARTS if not first[part]} == NEEDS_MORE
    written = [anchor for anchors in first.values() for anchor in anchors]
    assert len(set(written)) == len(written) == len(PARTS) - len(NEEDS_MORE)


@pytest.mark.parametrize(
    ("unnamed", "said"),
    [
        ((), None),
        (("t1",), "Ett av fyra teman har ett namn som maskinen har föreslagit."),
        (("t1", "t2", "t3"), "Tre av fyra teman har namn som maskinen har föreslagit."),
        (("t1", "t2", "t3", "t4"), "Alla teman har namn som maskinen har föreslagit."),
    ],
)
def test_the_title_page_says_how_many_names_are_the_machines(draft, invented, unnamed, said):
    themes = tuple(replace(each, named=each.id not in unnamed) for each in invented().themes)
    told = [each for each in draft(themes=themes).notices if "som maskinen har föreslagit" in each]
    assert [each.startswith(said) for each in told] == ([True] if said else [])


@pytest.mark.parametrize(("machine", "notice"), [((), ""), (("t1",), "some_machine")])
def test_the_title_page_says_that_some_of_the_coding_is_the_machines(draft, invented, wording_of, machine, notice):
    material = invented()
    keys = {key for theme in material.themes if theme.id in machine for key in theme.passages}
    passages = {key: replace(each, machine=key in keys) for key, each in material.passages.items()}
    themes = tuple(replace(each, machine=each.id in machine) for each in material.themes)
    wording = wording_of("sv")
    said = {
        key
        for key in ("machine", "some_machine")
        if wording.say(f"notices.{key}") in draft(passages=passages, themes=themes).notices
    }
    assert said == ({notice} if notice else set())


@pytest.mark.parametrize(
    ("surveyed", "lead"),
    [(0, "Kapitlet bygger på samtal med två"), (1, "Kapitlet bygger på samtal med och enkätsvar från två"),
     (2, "Kapitlet bygger på enkätsvar från två")],
)  # fmt: skip
def test_a_chapter_says_how_its_group_was_heard(draft, invented, surveyed, lead):
    material = invented()
    employers = [person for person, group in material.group_of.items() if group == "employers"][:surveyed]
    talks = [source for source in material.sources if source.respondents[0] not in employers]
    survey = SourceFact("enkät.csv", 90, tuple(employers), kind=Kind.SURVEY)
    report = draft(sources=(*talks, survey) if employers else tuple(talks))
    assert any(lead in sentence.text for block in report.blocks for sentence in getattr(block, "sentences", ()))
