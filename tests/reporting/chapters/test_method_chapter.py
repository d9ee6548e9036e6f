from dataclasses import replace
from datetime import date

import pytest

from toolkit.domain.networks.networks import Network
from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, Table
from toolkit.domain.reports.report_facts import (
    Agreement,
    ConsentText,
    Declined,
    Ethics,
    Evaluation,
    Evaluator,
    Recruitment,
    ReportFacts,
    Work,
)
from toolkit.reporting.chapters.method_chapter import blocks
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.material import SourceFact, WithWhom


def chapter(material, wording, **facts):
    material = replace(material, facts=ReportFacts(**facts))
    return list(blocks(material, findings(material), wording))


def told(found):
    return " ".join(s.text for block in found if isinstance(block, Paragraph) for s in block.sentences)


def points(found):
    return [[item.text for item in block.items] for block in found if isinstance(block, Bullets)]


def minutes(material, *numbers):
    sources = tuple(SourceFact(f"s{at}.txt", 10, ("D01",), minutes=number) for at, number in enumerate(numbers))
    return replace(material, sources=sources)


def test_questions_and_areas_are_numbered_and_with_whom_is_said(invented, wording_of):
    found = chapter(invented(), wording_of("sv"))
    assert points(found)[0] == ["Hur upplevs samarbetet?", "Vad behöver förbättras?"]
    assert len(points(found)[1]) == 6
    assert all(block.ordered for block in found if isinstance(block, Bullets) and block is not found[-3])
    assert "Utvärderingen ska svara på två frågor:" in told(found)
    assert "med vilka problemen löses" not in told(found)
    marked = replace(invented(), with_whom=WithWhom(Network((), {}), {}, {}, {}, 1))
    assert "med vilka problemen löses" in told(chapter(marked, wording_of("sv")))


def test_nothing_recorded_is_told_once_and_never_invented(invented, wording_of):
    found = chapter(invented(), wording_of("sv"))
    assert sum(isinstance(block, Notice) for block in found) == 1
    assert told(found).count("Uppgift saknas om ") == 1
    assert not any(block.anchor == "method_chapter-evaluators" for block in found if isinstance(block, Heading))


def test_what_is_lacking_in_part_is_told_to_the_reader_too(invented, wording_of):
    evaluation = Evaluation(
        "S.", "2025", "A.", setting="P.", recorded="I.", transcribed="U.", returned="N.",
        evaluators=(Evaluator("Kim"),),
    )  # fmt: skip
    rest = {"consent": ConsentText("H.", "v2", "O."), "ethics": Ethics("Inte prövad.")}
    recruitment = Recruitment("V.", "H.", asked=12)
    found = chapter(invented(), wording_of("sv"), evaluation=evaluation, recruitment=recruitment, **rest)
    assert "Uppgift saknas om utvärderarens förförståelse och hur många som avböjde." in told(found)


def test_an_evaluator_is_named_with_what_is_recorded(invented, wording_of):
    people = (
        Evaluator("Kim", "fil. mag.", "utvärderare", did="har intervjuat", relation="har inget annat uppdrag."),
        Evaluator("Bo"),
    )
    text = told(chapter(invented(), wording_of("sv"), evaluation=Evaluation(evaluators=people)))
    assert "Kim (fil. mag., utvärderare) har intervjuat och har inget annat uppdrag." in text
    assert "Bo har gjort utvärderingen." in text


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((30, 45, 60), "Samtalen varade mellan 30 och 60 minuter, med 45 minuter som medianvärde och sammanlagt två "
         "timmar och 15 minuter."),
        ((30, 45, None), "Längden är antecknad för två av tre samtal: de varade mellan 30 och 45 minuter, med 37,5 "
         "minuter som medianvärde och sammanlagt en timme och 15 minuter."),
        ((None, 45), "Längden är antecknad för ett av två samtal, 45 minuter."),
        ((None,), "Samtalens längd är inte antecknad."),
        ((60, 60), "sammanlagt två timmar."),
    ],
)  # fmt: skip
def test_how_long_the_conversations_were(invented, wording_of, numbers, said):
    assert said in told(chapter(minutes(invented(), *numbers), wording_of("sv")))


def test_conversations_stand_by_method_with_persons_and_period(invented, wording_of):
    material = replace(
        invented(),
        sources=(
            SourceFact("a", 10, ("D01",), date(2025, 3, 1), "enskild"),
            SourceFact("b", 10, ("D01", "D02"), date(2025, 5, 2), "enskild"),
            SourceFact("c", 10, ("D08",), date(2024, 1, 1), "enskild"),
            SourceFact("d", 10, ("A1",)),
        ),
    )
    tables = [block for block in chapter(material, wording_of("sv")) if isinstance(block, Table)]
    assert tables[0].rows == (
        ("enskild", "2", "2", "1 mars–2 maj 2025"),
        ("intervju", "1", "1", "uppgift saknas"),
    )


@pytest.mark.parametrize(
    ("declined", "said"),
    [
        ((), "Ingen av de tillfrågade avböjde."),
        ((Declined(1, "avböjde"),), "En av dem avböjde."),
        ((Declined(3, "avböjde"), Declined(2, "gick inte att nå.")),
         "Fem av dem deltog inte: tre avböjde och två gick inte att nå."),
        ((Declined(3, "avböjde"), Declined(2)), "Fem av dem deltog inte."),
    ],
)  # fmt: skip
def test_who_did_not_take_part(invented, wording_of, declined, said):
    recruitment = Recruitment(asked=31, declined=declined)
    text = told(chapter(invented(), wording_of("sv"), recruitment=recruitment))
    assert "Sammanlagt tillfrågades 31 personer." in text
    assert said in text


def test_coders_agreement_and_the_machines_part(invented, wording_of):
    work = Work(2, 8, 23, (Agreement("Frågeområde", 0.651, 285), Agreement("Fas", 0.7, 285)), 3384, 40, 5, 12)
    text = told(chapter(invented(), wording_of("sv"), work=replace(work, program="1.2")))
    assert "Materialet har kodats av två kodare. Åtta av 23 källor har kodats av minst två." in text
    assert "är 0,65 för frågeområde och 0,70 för fas." in text
    assert "57 av förslagen har besvarats: 40 godtogs, 5 rättades och 12 avvisades." in text
    assert "Spegla, version 1.2." in text


def test_a_reflexive_project_has_no_coefficients_and_no_saturation(invented, wording_of):
    work = Work(2, 8, 23, (Agreement("Fas", 0.7, 285),), reflexive=True)
    evaluation = Evaluation(saturation="MÄTTNAD nåddes.")
    text = told(chapter(invented(), wording_of("sv"), work=work, evaluation=evaluation))
    assert "Analysen är reflexiv" in text
    assert "Krippendorff" not in text
    assert "MÄTTNAD" not in text


def test_the_words_of_people_who_may_not_be_used_stand_nowhere(invented, wording_of):
    for language in ("sv", "en"):
        found = chapter(invented(), wording_of(language))
        assert "HEMLIGT" not in repr(found)
        assert "D08" not in repr(found)


def test_the_number_of_areas_is_said_before_they_are_listed(invented, wording_of):
    assert "Materialet har lästs utifrån sex frågeområden:" in told(chapter(invented(), wording_of("sv")))


@pytest.mark.parametrize(("period", "said"), [("", False), ("våren 2025. ", True)])
def test_when_it_was_evaluated_is_said_where_it_is_recorded(invented, wording_of, period, said):
    text = told(chapter(invented(), wording_of("sv"), evaluation=Evaluation(period=period)))
    assert ("Utvärderingen har pågått våren 2025." in text) is said


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (Work(), ""),
        (Work(coders=2), "Samstämmigheten mellan kodare är inte mätt."),
        (Work(coders=2, agreement=(Agreement("Frågeområde", 0.81, 40),)), "0,81"),
    ],
)
def test_agreement_is_told_measured_or_not_wherever_somebody_has_coded(invented, wording_of, work, said):
    text = told(chapter(invented(), wording_of("sv"), work=work))
    assert said in text
    assert ("Samstämmigheten" in text) is bool(said)


def test_who_the_interviewed_are_is_described_where_it_is_known(invented, wording_of):
    material = invented()
    ages = {id_: f"{30 + at}" for at, id_ in enumerate(material.respondents)}
    people = {id_: replace(each, variables={"age": ages[id_]}) for id_, each in material.respondents.items()}
    assert "Deltagarna är mellan 30 och" in told(chapter(replace(material, respondents=people), wording_of("sv")))
    assert "är mellan" not in told(chapter(material, wording_of("sv")))


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ((), "inga namn är ännu utvärderarens egna."),
        (("t1",), "ett av fyra teman har fått sitt namn av utvärderaren."),
        (("t1", "t2"), "två av fyra teman har fått sitt namn av utvärderaren."),
        (("t1", "t2", "t3", "t4"), "alla teman har fått sina namn av utvärderaren."),
    ],
)
def test_how_many_themes_people_have_named_is_said(invented, wording_of, named, said):
    material = invented()
    themes = tuple(replace(each, named=each.id in named) for each in material.themes)
    assert said in told(chapter(replace(material, themes=themes), wording_of("sv")))


def test_methods_stand_by_how_often_they_were_used(invented, wording_of):
    named = ("grupp", "", "enskild", "enskild", "", "", "telefon")
    sources = tuple(SourceFact(f"s{at}.txt", 10, ("D01",), None, method) for at, method in enumerate(named))
    found = chapter(replace(invented(), sources=sources), wording_of("sv"))
    [table] = [block for block in found if isinstance(block, Table) and block.anchor == "table-methods"]
    assert [row[:2] for row in table.rows] == [
        ("intervju", "3"),
        ("enskild", "2"),
        ("grupp", "1"),
        ("telefon", "1"),
    ]


@pytest.mark.parametrize(
    ("declined", "path", "number"),
    [
        ((), "declined_none", ""),
        ((Declined(1),), "declined_one", "en"),
        ((Declined(2), Declined(1)), "declined_many", "tre"),
    ],
)
def test_how_many_declined_is_said_as_one_none_or_several(invented, wording_of, declined, path, number):
    text = told(chapter(invented(), wording_of("sv"), recruitment=Recruitment(declined=declined)))
    assert wording_of("sv").say(f"frame.method.{path}", number=number) in text


def test_who_was_talked_with_stands_in_a_table(invented, wording_of):
    anchors = [block.anchor for block in chapter(invented(), wording_of("sv")) if isinstance(block, Table)]
    assert "table-people" in anchors
