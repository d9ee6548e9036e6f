"""The tables by area and group print the counts that the draft was given."""

from dataclasses import replace

import pytest

from tests.reporting.based import basis, claimed, plainly, sentences
from toolkit.domain.codings.matrices import Matrix
from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reports.report import Bullets, Figure, Heading, Notice, Table
from toolkit.domain.texts.text import Span
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.chapters.overview import SHOWN, blocks


@pytest.fixture(name="tables")
def _tables(outline_of, wording_of):
    def of(material):
        report = compose(material, outline=outline_of("perspectives"), wording=wording_of("en"))
        return {block.anchor: block for block in report.blocks if isinstance(block, Table)}

    return of


def test_a_cell_holds_people_and_passages(tables, invented):
    table = tables(invented())["table-areas"]
    rows = {row[0]: row[1:] for row in table.rows}
    assert table.header[1:] == ("Participants, n\u00a0=\u00a07", "Employers, n\u00a0=\u00a02")
    assert rows["Pre-understanding and preconditions"] == ("5 (5)", "–")
    assert rows["Other actors and resources"] == ("–", "2 (2)")


def test_the_counts_given_are_those_printed(tables, invented):
    material = invented()
    one = Matrix(("needs",), ("employers",), ((7,),))
    counts = replace(material.counts, respondents=one, passages=replace(one, values=((31,),)), reached=one)
    made = tables(replace(material, counts=counts))
    areas = {row[0]: row[1:] for row in made["table-areas"].rows}
    asked = {row[0]: row[1:] for row in made["table-asked"].rows}
    assert areas["Definition of needs"] == ("–", "7 (31)")
    assert asked["Definition of needs"][1].startswith("7 ")


def test_who_was_reached_is_the_same_for_the_annex_as_for_the_chapters(invented):
    material = invented()
    for area in material.areas:
        for group in material.people:
            reached = material.reached.get((area, group), ())
            assert material.counts.reached.at(area, group) == len(reached)


def machine_in(material, *keys):
    """The material with only these themes resting on suggestions."""
    return replace(material, themes=tuple(replace(each, machine=each.id in keys) for each in material.themes))


@pytest.fixture(name="part")
def _part(invented, wording_of):
    def make(name, *claims, material=None, quotes=lambda _: ("", None)):
        made = claimed(material or invented(), *claims)
        return list(blocks(name, basis(made, wording_of("sv")), quotes=quotes))

    return make


def test_factors_stand_by_group_and_side_under_headings_of_their_own(part):
    found = part("factors")
    told = [each[0].partition(", hos ")[0] if isinstance(each, list) else each for each in plainly(found)]
    assert told[:1] + told[2:] == [
        "# Framgångsfaktorer och misslyckandefaktorer",
        "## Deltagare",
        "### Framgångsfaktorer",
        "Temat ”Tre dagar i veckan är lagom”",
        "### Misslyckandefaktorer",
        "Temat ”Väntan på besked”",
        "## Arbetsgivare",
        "### Framgångsfaktorer",
        "Temat ”Någon att ringa”",
    ]
    assert [block.anchor for block in found if isinstance(block, Heading)] == [
        "factors",
        "factors-participants",
        "factors-participants-promotes",
        "factors-participants-hinders",
        "factors-employers",
        "factors-employers-promotes",
    ]


def test_a_claim_takes_the_place_of_the_theme_that_it_is_about_on_the_side_that_it_names(part):
    text, stances = "{vem} beskriver väntan som det svåraste", {"participants": "aaaasss"}
    sided = part("factors", (text, stances, {"themes": ["t1"], "valence": "hinders"}))
    assert [each.text for each in sentences(sided)][2:3] == ["Flertalet deltagare beskriver väntan som det svåraste."]
    unsided = part("factors", (text, stances, {"themes": ["t1"], "valence": ""}))
    assert any("Väntan på besked" in each.text for each in sentences(unsided))
    assert not any("svåraste" in each.text for each in sentences(unsided))


@pytest.mark.parametrize(("raising", "listed"), [("D02 D03", True), ("D02 D03 D04", False)])
def test_a_claim_is_no_factor_by_those_who_only_raise_the_matter(invented, wording_of, raising, listed):
    said = ("{vem} beskriver väntan som det svåraste", {"participants": "aaaaaas"})
    made = claimed(invented(), (*said, {"themes": ["t1"], "valence": "hinders"}))
    standings = (replace(made.standings[0], raising=frozenset(raising.split())),)
    found = blocks("factors", basis(replace(made, standings=standings), wording_of("sv")), quotes=lambda _: ("", None))
    texts = " ".join(each.text for each in sentences(found))
    assert ("det svåraste" in texts, "Väntan på besked" in texts) == (listed, not listed)


def test_the_factor_that_most_stand_behind_comes_first_claim_or_theme(part):
    few, many = ("{vem} väntar", {"participants": "aasssss"}), ("{vem} orkar", {"participants": "aaaasss"})
    facts = {"themes": ["t3"], "valence": "hinders"}
    found = part("factors", (*few, facts), (*many, facts))
    at = next(n for n, each in enumerate(found) if getattr(each, "anchor", "") == "factors-participants-hinders")
    assert [(each.stated.k, each.claim) for each in found[at + 1].items] == [(4, 2), (4, None), (2, 1)]


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        ((), ""),
        (("t1", "t2", "t3", "t4"), "many"),
        (("t1",), "some"),
    ],
)
@pytest.mark.parametrize("name", ["overview", "figure", "factors", "proposals"])
def test_each_list_says_how_much_of_it_nobody_has_looked_at(part, invented, wording_of, name, keys, notice):
    material = invented(machine=True) if notice == "many" else invented()
    if notice == "some":
        machine = {key for theme in material.themes if theme.id in keys for key in theme.passages}
        passages = {
            key: replace(each, machine=key in machine or each.machine) for key, each in material.passages.items()
        }
        material = replace(machine_in(material, *keys), passages=passages)
    said = [block.text for block in part(name, material=material) if isinstance(block, Notice)]
    assert said == ([wording_of("sv").at("sentences.machine")[notice][0]] if notice else [])


def test_a_theme_of_proposals_is_told_with_its_quote_by_whom_and_by_how_many(part):
    quote = Quote("d05.txt", Span(0, 4), (), "D05", ("c12",))
    _, lead, heading, items = part("proposals", quotes=lambda _: ("Ta med läraren.", quote))
    assert heading.text == "Deltagare"
    [item] = items.items
    assert item.text == "En av deltagarna lägger fram förslag under ”Att få öva svenska på jobbet”: ”Ta med läraren.”"
    assert (item.count, item.words, item.quote) == ("1 av 7", "Ta med läraren.", quote)
    assert lead.sentences
    assert "c12" in item.evidence


def test_a_quote_under_the_proposals_of_several_is_one_persons(part, invented):
    """Of t1 D01 and D02 propose something: the words are told as those of one of them."""
    material = invented()
    theirs = {
        key: replace(each, codes=each.codes | {"valence/proposes"}) if each.respondent in ("D01", "D02") else each
        for key, each in material.passages.items()
    }
    found = part("proposals", material=replace(material, passages=theirs), quotes=lambda _: ("Ring oss.", None))
    texts = [each.text for block in found if isinstance(block, Bullets) for each in block.items]
    assert [text for text in texts if "”Väntan" in text] == [
        "Ett par av deltagarna lägger fram förslag under ”Väntan på besked”, en av dem så här: ”Ring oss.”"
    ]


def test_without_proposals_or_factors_that_is_said(part, invented):
    material = replace(invented(), themes=())
    assert [type(block) for block in part("proposals", material=material)] == [Heading, Notice]
    assert [type(block) for block in part("factors", material=material)] == [Heading, Notice]
    assert part("figure", material=material) == []


def test_the_figure_shows_each_theme_by_what_people_say_of_it_in_the_panel_of_its_group(part):
    [figure] = [block for block in part("figure") if isinstance(block, Figure)]
    assert dict(zip(figure.rows, figure.values, strict=True)) == {
        "Väntan på besked": (1, 0, 4, 0),
        "Tre dagar i veckan är lagom": (4, 0, 0, 1),
        "Att få öva svenska på jobbet": (0, 0, 0, 1),
        "Någon att ringa": (2, 0, 0, 0),
    }
    assert figure.panels == ("Deltagare",) * 3 + ("Arbetsgivare",)
    assert "väntan på besked" in figure.alt.casefold()


def test_of_many_themes_each_groups_most_widely_shared_are_shown_in_turn(invented, wording_of):
    whole = basis(invented(), wording_of("sv"))
    many = [each for each in whole.found if each.theme.group == "participants"] * 20
    few = [each for each in whole.found if each.theme.group == "employers"]
    made = list(blocks("figure", replace(whole, found=[*many, *few]), quotes=lambda _: ("", None)))
    [figure] = [block for block in made if isinstance(block, Figure)]
    assert len(figure.rows) == SHOWN
    assert figure.rows[-1] == "Någon att ringa"
    assert f"{len(many) + 1}" in figure.caption
