"""The team's own factors stand word for word, each with what bears it out today and nothing that is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import basis, claimed, plainly, sentences
from toolkit.domain.claims.factors import Factor, FactorLink, Held
from toolkit.domain.codings.segments import Passage
from toolkit.domain.reports.report import Bullets
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme, spread_of
from toolkit.reporting.chapters.own_factors import blocks
from toolkit.reporting.material.material import FactorList

PLACE = Span(0, 5)


def factor(number, text, side="promotes", *links):
    made = tuple(FactorLink("f.txt", PLACE, **link) for link in links)
    return Held(Factor("f.txt", PLACE, text, side), number, made)


@pytest.fixture(name="told")
def _told(invented, wording_of):
    def make(*lists, claims=(), **changes):
        material = replace(claimed(invented(), *claims), factor_lists=lists, **changes)
        return list(blocks(basis(material, wording_of("sv"))))

    return make


def test_without_a_list_that_holds_a_factor_nothing_is_told(told):
    assert told() == []
    assert told(FactorList("Tom", ())) == []


def test_factors_stand_by_side_as_they_are_written(told):
    found = told(FactorList("Lista", (
        factor(1, "Tät  kontakt\nmed handledaren."),
        factor(2, "Långa väntetider", "hinders", {}),
        factor(3, "Övrigt", ""),
    )))  # fmt: skip
    assert plainly(found) == [
        "## Teamets egna faktorer",
        "Faktorerna återges som de står i teamets egna listor. Efter var och en står vad i materialet som stöder den.",
        "### Teamets framgångsfaktorer",
        ["Tät kontakt med handledaren – ännu inte prövad mot materialet"],
        "### Teamets misslyckandefaktorer",
        ["Långa väntetider – saknar stöd i materialet"],
        "### Teamets övriga faktorer",
        ["Övrigt – ännu inte prövad mot materialet"],
    ]


def test_a_factor_names_the_themes_and_claims_that_bear_it_out_with_their_evidence(told):
    found = told(
        FactorList("Lista", (factor(1, "Tre dagar", "promotes", {"theme": "t2"}, {"claim": 1}),)),
        claims=[("{vem} orkar tre dagar", {"participants": "aaaaass"}, {"themes": ["t2"]})],
    )
    item = sentences(found)[-1]
    assert item.text.startswith("Tre dagar – stöds av temat ”Tre dagar i veckan är lagom” (deltagare) och påståendet ”")
    assert item.text.endswith("deltagare orkar tre dagar”")
    assert set(item.evidence) == {"c7", "c8", "c9", "c10", "c11"}


def test_what_stands_no_more_bears_nothing_out(told):
    found = told(
        FactorList("Lista", (factor(1, "A", "promotes", {"theme": "borta"}, {"claim": 9}, {"claim": 1}),)),
        claims=[("{vem} x", {"participants": "cssssss"}, {"themes": ["t2"]})],
    )
    assert plainly(found)[-1] == ["A – saknar stöd i materialet"]


def test_a_theme_among_observations_bears_a_factor_out_and_is_told_as_such(told):
    own = Passage("obs.txt", PLACE, "x", "", "", frozenset(), frozenset(), ("r1", "r2"))
    theme = Theme("r1", "needs", "", "Väntrummet", (), (own.key,), spread_of([own]))
    found = told(
        FactorList("Lista", (factor(1, "A", "promotes", {"theme": "r1"}),)),
        records={own.key: own},
        record_themes=(theme,),
    )
    item = sentences(found)[-1]
    assert item.text == "A – stöds av temat ”Väntrummet” (observationer och dokument)"
    assert item.evidence == ("r1", "r2")


def test_of_several_lists_each_is_named(told):
    found = told(FactorList("Våren", (factor(1, "A"),)), FactorList("Tom", ()), FactorList("Hösten", (factor(1, "B"),)))
    headings = [each for each in found if getattr(each, "level", 0) == 3]
    assert [each.text for each in headings] == ["Teamets framgångsfaktorer: Våren", "Teamets framgångsfaktorer: Hösten"]
    assert [each.anchor for each in headings] == ["factors-own-1-promotes", "factors-own-2-promotes"]


def test_factors_are_numbered_as_they_are_in_the_teams_own_list(told):
    found = told(FactorList("Lista", (factor(1, "Tid."), factor(2, "Samma coach."))))
    [items] = [block for block in found if isinstance(block, Bullets)]
    assert items.ordered
    assert [each.text.split(" –")[0] for each in items.items] == ["Tid", "Samma coach"]
