from dataclasses import replace

import pytest

from toolkit.reporting.chapters.chapter import Chapter, asked_everything, counted
from toolkit.reporting.material.findings import findings


@pytest.fixture(name="chapter")
def _chapter(invented, wording_of):
    def make(language="sv", *, group="participants", copies=1, **changes):
        material = invented(**changes)
        inside = [each for each in findings(material) if group in (None, each.theme.group)]
        return Chapter(inside * copies, material, wording_of(language))

    return make


def test_an_overview_says_who_was_asked_and_where_the_weight_lies(chapter):
    texts = [each.text for each in chapter().overview("participants")]
    assert texts == [
        "Kapitlet bygger på samtal med sju deltagare.",
        "Alla har fått frågor inom samtliga frågeområden eller själva kommit in på dem, utom ”Förförståelse och "
        "förutsättningar” (6 av 7).",
        "Bland temana finns ett som mest främjar och ett som mest försvårar.",
        "Förslag till förbättringar läggs fram i ett tema.",
    ]
    assert not list(chapter().summary("a"))


def test_what_is_said_of_several_themes_rests_on_all_their_evidence(chapter):
    written = chapter().overview("participants")
    assert [len(each.evidence) for each in written] == [0, 0, 10, 1]


def test_a_long_chapter_weighs_its_themes_and_ends_with_a_summary(chapter):
    made = chapter(copies=2)
    assert any("”Tre dagar i veckan är lagom” (5 av 7)" in each.text for each in made.overview("participants"))
    heading, points, prompt = made.summary("a")
    assert heading.text == "Sammanfattning"
    assert [each.text.split(":")[0].split(" i ")[0] for each in points.items] == [
        "Främjar",
        "Försvårar",
        "Förslag finns",
    ]
    assert "”Väntan på besked” (4 av 6)" in points.items[1].text
    assert all(each.evidence for each in points.items)
    assert prompt.text.startswith("[")


@pytest.mark.parametrize(
    ("raised", "said"), [((5, 5, 5, 1), "Det som flest tar upp är "), ((5, 5, 5, 5), "Till det som flest tar upp hör ")]
)
def test_where_more_themes_are_raised_by_as_many_those_named_are_among_the_most_shared(
    invented, wording_of, raised, said
):
    material = invented()
    by_raised = {each.tally.raised: each for each in findings(material) if each.theme.group == "participants"}
    texts = Chapter([by_raised[k] for k in raised], material, wording_of("sv")).overview("participants")
    assert any(each.text.startswith(said) for each in texts)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_overview_of_an_area_names_the_groups_and_one_from_suggestions_says_so(chapter, language):
    written = chapter(language, group=None, copies=2, machine=True).overview(None)
    assert any("deltagare, 5 av 7" in each.text or "participants, 5 of 7" in each.text for each in written)
    assert written[-1].machine


@pytest.mark.parametrize(
    ("changes", "groups"),
    [
        ({}, ["employers"]),  # D04 was not asked about preconditions
        ({"asked": "all"}, ["participants", "employers"]),
        ({"asked": "all", "unguided": frozenset({"employers"})}, ["participants"]),
        ({"asked": "none"}, []),
    ],
)
def test_a_group_was_asked_everything_when_everyone_in_it_was(invented, changes, groups):
    material = invented()
    areas = {"all": frozenset(material.areas), "none": frozenset()}
    if "asked" in changes:
        changes = {**changes, "asked": dict.fromkeys(material.asked, areas[changes["asked"]])}
    assert asked_everything(replace(material, **changes)) == groups


def test_one_person_alone_is_no_group_of_whom_all_were_asked(invented):
    material = invented()
    people = {id_: each for id_, each in material.respondents.items() if id_ != "A2"}
    passages = {key: each for key, each in material.passages.items() if each.respondent != "A2"}
    asked = {id_: areas for id_, areas in material.asked.items() if id_ != "A2"}
    assert asked_everything(replace(material, respondents=people, passages=passages, asked=asked)) == []


@pytest.mark.parametrize(("number", "told"), [(1, "en källa"), (2, "två källor"), (13, "13 källor")])
def test_what_is_counted_has_its_number(wording_of, number, told):
    assert counted(wording_of("sv"), "introduction.source", number) == told
