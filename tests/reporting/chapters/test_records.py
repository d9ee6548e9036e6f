"""Observations and documents are told beside people: with where they stand and for how long, never as people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reporting.based import WAIT, claimed, plainly, sentences
from toolkit.domain.codings.segments import Passage
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme, spread_of
from toolkit.reporting.chapters.records import beside, blocks, counts
from toolkit.reporting.material.material import SourceFact

OBS, DOC = Kind.OBSERVATION, Kind.DOCUMENT


def passage(number, source, *, machine=False):
    return Passage(source, Span(number * 10, number * 10 + 5), "HEMLIGT", "", "", frozenset({"needs"}),
                   frozenset({"needs"}), (f"r{number}",), machine=machine)  # fmt: skip


def noted(name, kind=OBS, **facts):
    return SourceFact(name, 50, kind=kind, **facts)


@pytest.fixture(name="recorded")
def _recorded(invented):
    def make(*own, **changes):
        material = invented()
        theme = Theme("r1", "needs", "", "Väntrummet", ("rum",), tuple(each.key for each in own), spread_of(own))
        sources = (*material.sources, noted("obs1.txt"), noted("obs2.txt"), noted("plan.txt", DOC))
        facts = {"records": {each.key: each for each in own}, "record_themes": (theme,), "sources": sources, **changes}
        return replace(material, **facts)

    return make


def test_without_such_themes_nothing_is_told(invented, wording_of):
    assert list(blocks(invented(), wording_of("sv"))) == []


def test_a_theme_is_told_with_how_many_sources_of_each_kind_hold_it(recorded, wording_of):
    own = [passage(1, "obs1.txt"), passage(2, "obs1.txt"), passage(3, "obs2.txt"), passage(4, "plan.txt")]
    found = list(blocks(recorded(*own), wording_of("sv")))
    assert plainly(found)[-1] == "Väntrummet: Temat finns i anteckningar från två observationer och i ett dokument."
    last = sentences(found)[-1]
    assert last.evidence == ("r1", "r2", "r3", "r4")
    assert (last.count, last.stated, last.machine) == ("", None, False)
    assert found[-1].finding == "f-r1"


def test_what_no_person_has_looked_at_is_marked_when_all_of_it_is_so(recorded, wording_of):
    own = [passage(1, "obs1.txt", machine=True), passage(2, "obs1.txt", machine=True)]
    assert sentences(blocks(recorded(*own), wording_of("sv")))[-1].machine
    own[1] = passage(2, "obs1.txt")
    assert not sentences(blocks(recorded(*own), wording_of("sv")))[-1].machine


def test_a_claim_says_where_else_its_matter_stands_and_only_then(recorded, wording_of):
    own = passage(1, "plan.txt")
    material = claimed(recorded(own), (WAIT, {"participants": "aaaasss"}, {"themes": ["t1"]}))
    (standing,) = material.claims
    assert beside(standing, material, wording_of("sv")) == []
    (also,) = beside(replace(standing, records=(own.key, "borta")), material, wording_of("sv"))
    assert (also.text, also.evidence, also.claim) == ("Frågan berörs också i ett dokument.", ("r1",), 1)
    assert beside(replace(standing, records=("borta",)), material, wording_of("sv")) == []


def told(material, wording, *sources):
    return list(counts(replace(material, sources=sources), wording))


def test_the_method_chapter_tells_nothing_where_all_are_conversations(invented, wording_of):
    material = invented()
    assert list(counts(material, wording_of("sv"))) == []


def test_material_beside_conversations_is_counted_by_kind(invented, wording_of):
    found = told(invented(), wording_of("sv"), noted("a"), noted("b"), noted("c", DOC))
    assert found == [
        "Därutöver ingår två observationsanteckningar och ett dokument.",
        "Det materialet stöder resultaten, men ingen räknas som person för det som står där.",
        "Ur observationsanteckningar och fallbeskrivningar görs inga citat.",
    ]


def test_a_survey_is_material_of_people_and_may_be_quoted(invented, wording_of):
    survey = SourceFact("enkät.csv", 90, ("D02",), kind=Kind.SURVEY)
    assert told(invented(), wording_of("sv"), survey) == [
        "Därutöver ingår en enkät.",
        "En person har svarat på enkäten och räknas som person i rapporten.",
    ]


def test_what_people_answered_is_told_apart_from_what_nobody_says(invented, wording_of):
    surveys = [SourceFact(name, 90, (f"{name} 1", f"{name} 2"), kind=Kind.SURVEY) for name in ("a", "b")]
    assert told(invented(), wording_of("sv"), *surveys, noted("c", DOC))[:5] == [
        "Därutöver ingår två enkäter.",
        "Sammanlagt fyra personer har svarat på enkäterna, och de räknas som personer i rapporten.",
        "Den som har svarat utan beteckning kan också ha intervjuats och räknas då två gånger.",
        "Till det kommer ett dokument.",
        "Det materialet stöder resultaten, men ingen räknas som person för det som står där.",
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), []),
        ((date(2025, 3, 4), None), ["Observationen gjordes den 4 mars 2025."]),
        ((date(2025, 3, 4), date(2025, 3, 4)), ["Observationen gjordes den 4 mars 2025."]),
        (
            (date(2025, 4, 1), date(2025, 3, 4), date(2025, 3, 9)),
            ["Observationerna gjordes mellan den 4 mars 2025 och den 1 april 2025."],
        ),
    ],
)
def test_the_days_of_observing_are_told_as_far_as_they_are_known(invented, wording_of, days, said):
    notes = [noted(f"{n}", day=day) for n, day in enumerate(days)] or [noted("x")]
    found = told(invented(), wording_of("sv"), *notes)
    assert [text for text in found if text.startswith(("Observationen", "Observationerna"))] == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ((60, 30), "Sammanlagt observerades verksamheten under 1,5 timmar."),
        ((120,), "Sammanlagt observerades verksamheten under 2 timmar."),
        ((120, None, 0), "För två av tre observationer är tiden antecknad, sammanlagt 2 timmar."),
        ((None, None), None),
    ],
)
def test_hours_are_those_that_are_recorded_and_it_is_said_of_how_many(invented, wording_of, minutes, said):
    found = told(invented(), wording_of("sv"), *(noted(f"{n}", minutes=each) for n, each in enumerate(minutes)))
    assert [text for text in found if "timmar" in text] == ([said] if said else [])
