"""What each perspective needs: from claims about needs, or from themes of that area while there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import basis, claimed, plainly, sentences
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.reports.report import Stated
from toolkit.reporting.chapters.needs import blocks, claimed_of

NEED = {"kind": ClaimKind.NEED}


def in_needs(material, *themes):
    """The material with these themes in the area of needs."""
    return replace(
        material, themes=tuple(replace(one, area="needs") if one.id in themes else one for one in material.themes)
    )


@pytest.fixture(name="told")
def _told(invented, wording_of):
    def make(*claims, language="sv", themes=(), **changes):
        material = in_needs(claimed(replace(invented(), **changes), *claims), *themes)
        return list(blocks(basis(material, wording_of(language))))

    return make


def test_claims_about_needs_stand_by_perspective_with_those_who_bear_them_out_there(told):
    found = told(
        ("{vem} behöver besked", {"participants": "aasssss", "employers": "as"}, {"themes": ["t1", "t4"], **NEED}),
        ("{vem} behöver vila", {"participants": "ssscsss"}, NEED),
        ("{vem} väntar", {"participants": "aaaaaaa"}, {}),
    )
    assert plainly(found) == [
        "# Behov",
        "Behoven återges så som de beskrivs i varje perspektiv.",
        "## Deltagare",
        ["Ett par deltagare behöver besked."],
        "## Arbetsgivare",
        ["En arbetsgivare behöver besked."],
    ]
    _, participants, employers = sentences(found)
    assert (participants.stated, participants.evidence) == (Stated(2, 7, "participants"), ("c1", "c2"))
    assert (employers.count, employers.evidence, employers.claim) == ("1 av 2", ("c13",), 1)


def test_while_there_is_no_claim_the_themes_of_the_area_stand_in(told):
    found = told(themes=["t2", "t4"])
    assert plainly(found)[2:] == [
        "## Deltagare",
        ["Temat ”Tre dagar i veckan är lagom”, hos merparten av deltagarna."],
        "## Arbetsgivare",
        ["Temat ”Någon att ringa”, hos båda arbetsgivarna."],
    ]
    _, first, second = sentences(found)
    assert (first.count, first.stated) == ("5 av 7", Stated(5, 7, "participants"))
    assert first.evidence == ("c7", "c8", "c9", "c10", "c11")
    assert (second.count, second.machine) == ("2 av 2", False)


def test_where_needs_are_claimed_no_theme_stands_in(told):
    found = told(("{vem} behöver besked", {"employers": "aa"}, NEED), themes=["t2"])
    assert plainly(found)[2:] == ["## Arbetsgivare", ["Båda arbetsgivarna behöver besked."]]


@pytest.mark.parametrize("claims", [(), (("{vem} behöver", {"participants": "cssssss"}, NEED),)])
def test_where_nobody_needs_anything_it_says_so(told, claims):
    assert plainly(told(*claims)) == ["# Behov", "! Inga kodade ställen handlar om behov."]


def test_a_theme_from_suggestions_alone_is_marked(invented, wording_of):
    material = in_needs(invented(machine=True), "t3")
    item = sentences(blocks(basis(material, wording_of("en"))))[-1]
    assert item.machine
    assert item.evidence == ("s12",)


def test_claims_of_a_group_keep_the_evaluators_order(invented, wording_of):
    made = basis(
        claimed(invented(), ("{vem} a", {"employers": "aa"}, NEED), ("{vem} b", {"participants": "aasssss"}, NEED),
                ("{vem} c", {"employers": "sa"}, NEED)),
        wording_of("sv"),
    )  # fmt: skip
    assert [each.claim for each in claimed_of(made, "employers", made.claims)] == [1, 3]
    assert claimed_of(made, "team", made.claims) == []
