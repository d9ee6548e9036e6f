"""Nobody of the register is named; who has withdrawn is told of without the name."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import found, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.people_named import people_named

PEOPLE = {"D07": False, "D04": True, "Åsa": False, "Åsa Berg": False, "R1": False, "A4": False, "X": False, "Bo": True}
BASIS = Basis("sv", people=PEOPLE)
WITHDRAWN = "Somebody whose words may not be used is named here."


def names(*said: str, basis: Basis = BASIS) -> list[str]:
    return [str(each.values.get("name", "…")) for each in people_named(page(*said, basis=basis))]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", []),
        ("Allt är bra.", []),
        ("D07 berättar.", ["D07"]),
        ("Åsa Berg och Åsa kom, sa D07.", ["Åsa Berg", "Åsa", "D07"]),
        ("Åsa och Åsa.", ["Åsa"]),
        ("Vi frågade (Åsa).", ["Åsa"]),
        ("Åsas bil, Åsa-Maria, Karin-Åsa, d07, åsa.", []),
        ("D07.docx och v.D07", []),
        ("D077", []),
        ("X är en okänd.", []),
        ("Uppdraget var ”en halv D07”.", []),
        ("Hon sa ”fråga Åsa”.", ["Åsa"]),
    ],
)
def test_a_name_or_pseudonym_is_found_whole(text: str, named: list[str]) -> None:
    assert names(text) == named


def test_a_person_who_withdrew_is_never_named_not_even_in_the_finding() -> None:
    [one] = people_named(page("Bo tackade nej.", basis=BASIS))
    assert one.reason == WITHDRAWN
    assert "Bo" not in one.words + one.reason + one.next_step
    assert one.values == {}


def test_in_drafted_text_only_who_withdrew_is_told_of() -> None:
    basis = Basis("sv", people=PEOPLE, drafted=(Drafted("D07 berättar."), Drafted("D04 berättar.")))
    assert found(people_named, "D07 berättar.", "D04 berättar.", basis=basis) == [(1, WITHDRAWN, True)]


def test_a_reports_own_numbered_recommendation_is_nobody() -> None:
    assert names("R1. Ge mer tid.", "Som R1 säger behövs tid.") == []
    assert names("Som R1 säger behövs tid.") == ["R1"]


def test_in_a_quote_a_pseudonym_is_paper_and_a_name_is_a_name() -> None:
    assert found(people_named, styled("Jag skrev på A4.", "Quote"), basis=BASIS) == []
    assert len(found(people_named, styled("Jag frågade Åsa.", "Quote"), basis=BASIS)) == 1


def test_a_project_without_people_names_nobody() -> None:
    assert names("D07 och Åsa.", basis=Basis("sv")) == []
    assert names("X", basis=Basis("sv", people={"X": True})) == []
