"""The method annex tells numbers that can be counted by hand; what is not recorded is said to be missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reporting.based import plain, plainly
from toolkit.domain.reports.report import Heading, Notice, Table
from toolkit.domain.sources.source_kinds import Kind
from toolkit.reporting.chapters import method_annex
from toolkit.reporting.chapters.method_annex import (
    blocks,
    coding,
    consents,
    counted_limits,
    days_told,
    legend,
    method_of,
)
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.material import AnalysisRun, SourceFact


@pytest.fixture(name="annex")
def _annex(invented, wording_of):
    def make(language="sv", **changes):
        material = replace(invented(), **changes)
        return list(blocks(material, findings(material), wording_of(language)))

    return make


def table(found, anchor):
    return next(block for block in found if isinstance(block, Table) and block.anchor == anchor)


def test_its_sections_stand_in_one_order(annex):
    anchors = [block.anchor for block in annex() if isinstance(block, Heading)]
    assert anchors == ["method", *(f"method-{part}" for part in
                       ("material", "asked", "coding", "quantity", "consent", "limits"))]  # fmt: skip


def test_the_material_is_counted_without_those_who_have_withdrawn(annex):
    """Nine sources of 900 words each; D05's day nobody wrote down."""
    assert plain(annex()[2]) == (
        "Intervjumaterialet består av nio samtal och omfattar 8100 ord. Materialet är daterat den 11 mars 2025. "
        "Datum saknas för ett av nio samtal."
    )
    assert table(annex(), "table-people").rows == (
        ("Deltagare", "7", "7", "–"),
        ("Arbetsgivare", "2", "2", "2"),
        ("Samtliga", "9", "9", ""),
    )


def test_people_without_a_coded_passage_are_told_apart(annex, invented):
    fewer = {key: each for key, each in invented().passages.items() if each.respondent != "D07"}
    assert table(annex(passages=fewer), "table-people").rows[0] == ("Deltagare", "7", "6", "–")


def test_each_source_has_a_row_in_order_of_its_name_and_what_is_missing_has_a_dash_and_a_note(annex):
    found = table(annex(), "table-material")
    assert [row[0] for row in found.rows] == ["a1", "a2", *(f"d{n:02}" for n in range(1, 8))]
    assert found.rows[6] == ("d05", "–", "enskild", "Deltagare", "900", "–")
    assert found.note
    whole = tuple(SourceFact(f"d{n}.txt", 5, (f"D0{n}",), date(2025, 3, n), "grupp", 60) for n in (2, 1))
    found = table(annex(sources=whole), "table-material")
    assert found.rows == (
        ("d1", "1 mars 2025", "grupp", "Deltagare", "5", "60"),
        ("d2", "2 mars 2025", "grupp", "Deltagare", "5", "60"),
    )
    assert found.note == ""


def test_of_many_sources_there_is_a_row_for_each_method_and_group(annex, monkeypatch):
    monkeypatch.setattr(method_annex, "LISTED", 8)
    assert table(annex(), "table-material").rows == (
        ("enskild", "Arbetsgivare", "2", "1800", "11 mars 2025"),
        ("enskild", "Deltagare", "7", "6300", "11 mars 2025"),
    )
    undated = tuple(SourceFact(f"{n}.txt", 5, ("D01", "A1")) for n in range(9))
    missing = table(annex(sources=undated), "table-material").rows
    assert missing == (("intervju", "Deltagare, Arbetsgivare", "9", "45", "uppgift saknas"),)


def test_who_was_asked_what_is_told_by_area_and_group(annex):
    found = table(annex(), "table-asked")
    assert found.header[1:] == ("Deltagare", "Arbetsgivare")
    assert found.rows[0] == ("Förförståelse och förutsättningar", "6 av 7", "2 av 2")
    assert {row[1:] for row in found.rows[1:]} == {("7 av 7", "2 av 2")}
    assert "arbetsgivare" in table(annex(unguided=frozenset({"employers"})), "table-asked").note
    assert "arbetsgivare" not in found.note


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((), []),
        ((date(2025, 3, 4),), ["Materialet är daterat den 4 mars 2025."]),
        ((date(2025, 3, 4), date(2025, 1, 9)), ["den 9 januari 2025", "den 4 mars 2025"]),
        ((date(2025, 3, 4), None), ["Materialet är daterat den 4 mars 2025.", "Datum saknas för ett av två samtal."]),
        ((None, None), ["Datum saknas för två av två samtal."]),
    ],
)
def test_days_are_told_as_far_as_they_are_known(invented, wording_of, days, told):
    sources = tuple(SourceFact(f"{n}.txt", 5, ("D01",), day) for n, day in enumerate(days))
    said = " ".join(days_told(replace(invented(), sources=sources), wording_of("sv")))
    assert all(each in said for each in told)
    assert bool(said) is bool(told)


def test_coding_says_how_many_passages_and_themes_there_are(invented, wording_of):
    material = invented()
    scheme, themes = coding(material, findings(material), wording_of("sv"))
    assert scheme == "Kodningen följer schemat ”Sex frågeområden”, version 3."
    assert themes == "Analysen omfattar 13 kodade ställen, som alla ingår i något av 4 teman."
    *_, fewer = coding(material, findings(material)[1:], wording_of("sv"))
    # without the five of t2
    assert fewer == "Analysen omfattar 13 kodade ställen. Av dem ingår 8 i 3 teman och fem i inget tema."
    more = list(coding(replace(material, aside=1, loose=10, unsorted=3), findings(material), wording_of("sv")))
    assert [each.split()[0] for each in more[2:]] == ["Ett", "Tio", "Tre"]


def test_what_the_machine_coded_is_said(invented, wording_of):
    told = list(coding(invented(machine=True), findings(invented(machine=True)), wording_of("sv")))
    assert told[1] == "Maskinellt förslag, ingen har granskat kodningen."


def test_analyses_are_listed_and_where_there_is_none_the_evaluator_is_told(annex):
    assert table(annex(), "table-runs").rows == (("teman", "1", "antal = 4", "7"),)
    built = annex(runs=(AnalysisRun("themes", "themes/4", seed=1),))
    assert table(built, "table-runs").rows == (("Temabildning", "4", "–", "1"),)
    assert any(isinstance(block, Notice) for block in annex(runs=()))


def test_the_legend_tells_each_words_bounds_and_in_each_language(invented, wording_of):
    rows = dict(legend(invented(), wording_of("sv")).rows)
    assert rows["samtliga, alla"] == "alla, k = n; n är minst 3"
    assert rows["överväldigande majoritet"] == "minst 80\u00a0% av n; n är minst 10"
    assert rows["hälften"] == "45–55\u00a0% av n"
    assert rows["ett par"] == "två personer"
    assert rows["ingen"] == "ingen, och frågan är ställd"
    assert len(legend(invented(), wording_of("en")).rows) == len(rows)


def test_consents_are_counted_over_everybody_in_the_register(invented, wording_of):
    """Ten people: seven gave consent, two of them not to quotes; two employers' is not recorded; D08 has withdrawn."""
    told = list(consents(invented(), wording_of("sv")))
    assert told[:3] == [
        "Registret omfattar tio personer.",
        "Sju har gett samtycke, för två är samtycke inte antecknat och en har nekat, tagit tillbaka eller begränsat "
        "sitt samtycke.",
        "Den som har nekat, tagit tillbaka eller begränsat det ingår inte i något led.",
    ]
    assert told[3] == "Rapporten bygger på vad nio av dem har sagt."
    assert told[4] == "För två av dem som ingår är citat inte tillåtna."


def test_rows_of_a_survey_without_a_pseudonym_stand_in_no_register(invented, wording_of):
    material = invented()
    rows = tuple(f"ENKÄT Svar {n}" for n in (1, 2, 3))
    survey = SourceFact("enkät.csv", 90, ("D02", *rows), kind=Kind.SURVEY)
    with_survey = replace(material, sources=(*material.sources, survey))
    assert (with_survey.surveyed, with_survey.unnamed) == (frozenset(rows), frozenset(rows))
    without, told = (list(consents(each, wording_of("sv"))) for each in (material, with_survey))
    assert [text for text in told if text not in without] == [
        "För tre personer som har svarat på en enkät utan beteckning är inget antecknat."
    ]
    assert [text for text in without if text not in told] == []


def test_where_no_method_is_recorded_an_interview_and_a_focus_group_are_called_that(wording_of):
    methods = [
        method_of(SourceFact("a.txt", 5, method=method, kind=kind), wording_of("sv"))
        for method, kind in (
            ("", Kind.FOCUS_GROUP),
            (" digitalt ", Kind.FOCUS_GROUP),
            ("", Kind.INTERVIEW),
        )
    ]
    assert methods == ["fokusgrupp", "digitalt", "intervju"]


def test_limits_count_themes_of_one_voice_and_what_the_registers_lack(invented, wording_of):
    material = invented()
    assert list(counted_limits(material, findings(material), wording_of("sv"))) == [
        "Ett av fyra teman vilar på en enda röst.",
        "Uppgift saknas om datum för ett samtal.",
    ]
    assert list(counted_limits(replace(material, sources=()), findings(material)[:1], wording_of("sv"))) == []


def test_the_withdrawn_stand_nowhere_in_it(annex):
    for language in ("sv", "en"):
        assert "d08" not in repr(plainly(annex(language))).lower()
