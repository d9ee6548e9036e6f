"""What a draft may be composed from: no word, count or name of those whose words may not be used reaches a part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reporting.based import WAIT, claimed
from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.source_kinds import Kind
from toolkit.reporting.material.material import SourceFact


@pytest.fixture(name="material")
def _material(invented):
    return invented()


def test_passages_of_the_withdrawn_are_in_nothing(material):
    assert len(material.passages) == 14
    assert len(material.usable) == 13
    assert "D08" not in {each.respondent for each in material.usable.values()}
    assert "D08" not in material.group_of
    assert "D08" not in {person for people in material.people.values() for person in people}
    assert all("D08" not in people for people in material.reached.values())
    assert "d08.txt" not in {source.name for source in material.usable_sources}
    assert material.passages_of["D08"] == 0


def test_people_stand_by_group_in_the_projects_order_also_those_without_a_passage(material):
    assert {group: sorted(people) for group, people in material.people.items()} == {
        "participants": ["D01", "D02", "D03", "D04", "D05", "D06", "D07"],
        "employers": ["A1", "A2"],
    }
    turned = replace(material, groups=("employers", "participants"))
    assert list(turned.people) == ["employers", "participants"]


def test_somebody_unknown_to_the_register_has_the_group_of_the_passages_or_none(material):
    person = material.person("X1")
    assert (person.id, person.group) == ("X1", None)
    asked = replace(material, asked={**material.asked, "X1": frozenset()})
    assert asked.group_of["X1"] == ""
    assert asked.people[""] == ["X1"]
    without = replace(material, respondents={key: each for key, each in material.respondents.items() if key != "D01"})
    assert without.group_of["D01"] == "participants"


def test_whoever_was_asked_or_came_to_it_is_reached(material):
    """D04 was not asked about preconditions; D08 has withdrawn."""
    reached = material.reached
    assert sorted(reached["preconditions", "participants"]) == ["D01", "D02", "D03", "D05", "D06", "D07"]
    assert len(reached["solutions", "participants"]) == 7
    assert reached["actors", "employers"] == {"A1", "A2"}
    unasked = replace(material, asked={})
    assert sorted(unasked.reached["solutions", "participants"]) == ["D01", "D02", "D04", "D05", "D06"]


def test_how_many_passages_each_person_has(material):
    assert material.passages_of == {
        "D01": 2, "D02": 2, "D03": 1, "D04": 1, "D05": 2, "D06": 2, "D07": 1, "A1": 1, "A2": 1,
    }  # fmt: skip


def test_areas_stand_in_the_schemes_order(material):
    assert material.areas == ("preconditions", "needs", "solutions", "actors", "followup", "learning")


def test_claims_keep_the_positions_and_evidence_that_may_be_used_alone(material):
    made = claimed(material, (WAIT, {"participants": "aacsaaa"}, {"themes": ["t1"]}))
    withdrawn = replace(made.standings[0], positions={
        "participants": (*made.standings[0].positions["participants"],
                         replace(made.standings[0].positions["participants"][0], respondent="D08", evidence=("c6",)))
    })  # fmt: skip
    (found,) = replace(made, standings=(withdrawn,)).claims
    assert [each.respondent for each in found.positions["participants"]] == [f"D{n:02}" for n in range(1, 8)]
    assert set(found.evidence()) == {"c1", "c2", "c3", "c4", "c5"}
    lost = replace(made, passages={key: each for key, each in made.passages.items() if each.evidence[0] != "c1"})
    assert set(lost.claims[0].evidence()) == {"c2", "c3", "c4", "c5"}
    gone = replace(withdrawn, positions={"participants": withdrawn.positions["participants"][-1:]})
    assert replace(made, standings=(gone,)).claims == ()


def test_a_report_for_another_purpose_holds_only_those_who_allow_it(material):
    """D07 allows interviews alone."""
    other = replace(material, purpose=Purpose.FEEDBACK)
    assert set(material.group_of) - set(other.group_of) == {"D07"}
    assert {each.respondent for each in material.usable.values()} - {"D07"} == {
        each.respondent for each in other.usable.values()
    }


def source(name, kind=Kind.INTERVIEW, *people, **facts):
    return SourceFact(name, 100, people, kind=kind, **facts)


def test_conversations_and_material_beside_them_are_told_apart(material):
    sources = (
        source("d01.txt", Kind.INTERVIEW, "D01"),
        source("d08.txt", Kind.INTERVIEW, "D08"),
        source("d18.txt", Kind.INTERVIEW, "D08", "D01"),
        source("tom.txt"),
        source("obs.txt", Kind.OBSERVATION),
        source("plan.txt", Kind.DOCUMENT, "D08"),
        source("enkät.csv", Kind.SURVEY, "D02"),
        source("möte 1", Kind.REFLECTION),
    )
    made = replace(material, sources=sources)
    assert [each.name for each in made.usable_sources] == ["d01.txt", "d18.txt", "tom.txt", "enkät.csv"]
    assert [each.name for each in made.talks] == ["d01.txt", "d18.txt", "tom.txt"]
    assert {kind: [each.name for each in own] for kind, own in made.beside.items()} == {
        Kind.OBSERVATION: ["obs.txt"],
        Kind.SURVEY: ["enkät.csv"],
        Kind.DOCUMENT: ["plan.txt"],
        Kind.REFLECTION: ["möte 1"],
    }
    assert list(made.beside) == [kind for kind in Kind if kind in made.beside]
    assert made.kind_of["obs.txt"] is Kind.OBSERVATION


def test_the_day_of_the_draft_decides_whose_consent_holds(material):
    """The consents of D01 to D05 end with 2026."""
    late = replace(material, today=date(2027, 1, 1))
    assert not late.register.usable("D01")
    assert "D01" not in late.group_of
    assert late.register.usable("D06")
    assert isinstance(late.person("D01"), Respondent)
