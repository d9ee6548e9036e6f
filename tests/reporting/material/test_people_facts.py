from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
from toolkit.domain.sources.source_kinds import Kind
from toolkit.reporting.material.material import SourceFact
from toolkit.reporting.material.people_facts import SMALL, age_bands, described, people_table


def group(material, number, **variables):
    """The material with so many participants alone, each with these variables (a list: one value each)."""
    people = {}
    for at in range(number):
        own = {name: (value[at] if isinstance(value, list) else value) for name, value in variables.items()}
        people[f"P{at}"] = Respondent(f"P{at}", "participants", variables={k: v for k, v in own.items() if v})
    sources = tuple(SourceFact(f"{person}.txt", 10, (person,)) for person in people)
    return replace(material, respondents=people, sources=sources, asked={}, passages={}, themes=())


def told(material, wording):
    return " ".join(sentence.text for sentence in described(material, wording))


def test_persons_are_counted_not_conversations(invented, wording_of):
    both = SourceFact("both.txt", 10, ("D01", "A1"))
    material = invented()
    table = people_table(replace(material, sources=(*material.sources, both)), wording_of("sv"))
    assert table.rows == (
        ("Deltagare", "7", "8", "–"),
        ("Arbetsgivare", "2", "3", "2"),
        ("Samtliga", "9", "10", ""),
    )


def test_gender_is_told_when_no_cell_is_small(invented, wording_of):
    sv = wording_of("sv")
    many = group(invented(), 11, kön=["kvinna"] * 6 + ["man"] * 5)
    assert told(many, sv) == "Bland deltagarna är sex kvinnor och fem män."
    few = group(invented(), 10, kön=["kvinna"] * 6 + ["man"] * 4)
    assert told(few, sv) == "Av hänsyn till dem som har deltagit utelämnas könsfördelningen bland deltagarna."
    unknown = group(invented(), 13, gender=["kvinna"] * 10 + [""] * 3)
    assert "utelämnas" in told(unknown, sv)
    assert told(group(invented(), 9, gender=["kvinna"] * 4 + [""] * 5), sv) == ""


def test_ages_stand_in_bands_of_at_least_five(invented, wording_of):
    sv = wording_of("sv")
    one = group(invented(), 9, age=[str(age) for age in (38, 52, 29, 44, 33, 41, 57, 31, 26)])
    assert told(one, sv) == "Deltagarna är mellan 20 och 59 år."
    two = group(invented(), 10, ålder=[str(20 + at) for at in range(5)] + [str(40 + at) for at in range(5)])
    told_two = "Åldrarna bland deltagarna fördelar sig så: fem är 20–29 år och fem är 40–49 år."
    assert told(two, sv) == told_two
    assert "åldrarna bland deltagarna" in told(group(invented(), 4, age="31"), sv)


@given(st.lists(st.integers(16, 99), max_size=60))
def test_every_band_holds_five_and_all_are_in_one(ages):
    bands = age_bands(ages)
    assert bool(bands) == (len(ages) >= SMALL)
    assert all(number >= SMALL for _, _, number in bands)
    if bands:
        assert sum(number for _, _, number in bands) == len(ages)
        assert all(sum(low <= age <= high for age in ages) == number for low, high, number in bands)


def test_who_has_withdrawn_is_counted_nowhere(invented, wording_of):
    material = group(invented(), 6, age=["91", *["25"] * 5])
    gone = replace(material.respondents["P0"], consent=Consent(ConsentStatus.WITHDRAWN))
    material = replace(material, respondents={**material.respondents, "P0": gone})
    assert told(material, wording_of("sv")) == "Deltagarna är mellan 20 och 29 år."
    assert people_table(material, wording_of("sv")).rows[-1][:3] == ("Samtliga", "5", "5")


def test_one_gender_is_one_however_it_was_written(invented, wording_of):
    written = ["kvinna", "K", "woman", "Kvinna", "KVINNA ", "man", "M", "Man", "male", "man"]
    assert told(group(invented(), 10, Kön=written), wording_of("sv")) == "Bland deltagarna är fem kvinnor och fem män."
    other = ["icke-binär"] * 3 + ["Icke-binär"] * 3 + ["man"] * 5
    assert told(group(invented(), 11, sex=other), wording_of("sv")) == (
        "Bland deltagarna är sex icke-binär och fem män."
    )


@pytest.mark.parametrize(
    ("recorded", "unknown", "text"),
    [
        (10, 0, "Bland deltagarna är tio kvinnor."),
        (10, 5, "Bland deltagarna är tio kvinnor. För fem av dem är könet inte antecknat."),
        (10, 4, "Av hänsyn till dem som har deltagit utelämnas könsfördelningen bland deltagarna."),
        (6, 5, "Bland deltagarna är sex kvinnor. För fem av dem är könet inte antecknat."),
        (6, 6, ""),  # half is not most
    ],
)
def test_what_is_not_recorded_is_a_cell_as_any_other(invented, wording_of, recorded, unknown, text):
    genders = ["kvinna"] * recorded + [""] * unknown
    assert told(group(invented(), recorded + unknown, kön=genders), wording_of("sv")) == text


@pytest.mark.parametrize(
    ("ages", "unknown", "shown"),
    [
        (["31"] * 5, 0, "Deltagarna är mellan 30 och 39 år."),
        (["31"] * 6, 5, "Deltagarna är mellan 30 och 39 år. För fem av dem är åldern inte antecknad."),
        (["31"] * 6, 4, "Av hänsyn till dem som har deltagit utelämnas åldrarna bland deltagarna."),
        (["31"] * 5, 5, ""),
        (["31", "trettio", "31", "1990", "31", "31", "31"], 3, ""),  # what is no age is not recorded
    ],
)
def test_ages_are_told_where_most_have_one_and_nobody_stands_out(invented, wording_of, ages, unknown, shown):
    assert told(group(invented(), len(ages) + unknown, age=ages + [""] * unknown), wording_of("sv")) == shown


@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        ([20] * 5 + [30] * 5, ((20, 29, 5), (30, 39, 5))),
        ([20] * 4 + [30] * 5, ((20, 39, 9),)),
        ([20] * 5 + [30] * 4, ((20, 39, 9),)),  # the last one joins the one before
        ([29] * 5 + [50] * 2 + [60] * 3, ((20, 29, 5), (50, 69, 5))),
        ([20] * 4, ()),
        ([], ()),
    ],
)
def test_decades_are_joined_until_five_stand_in_each(ages, bands):
    assert age_bands(ages) == bands


def test_small_groups_are_told_together_of_what_is_not_shown(invented, wording_of):
    both = group(invented(), 10, kön=["kvinna"] * 6 + ["man"] * 4, age=["30"] * 7 + [""] * 3)
    assert told(both, wording_of("sv")) == (
        "Av hänsyn till dem som har deltagit utelämnas kön och ålder bland deltagarna."
    )


def test_whoever_only_answered_a_survey_had_no_conversation(invented, wording_of):
    material = invented()
    talks = [source for source in material.sources if material.group_of.get(source.respondents[0]) != "employers"]
    employers = tuple(person for person, group in material.group_of.items() if group == "employers")
    survey = SourceFact("enkät.csv", 90, employers, kind=Kind.SURVEY)
    table = people_table(replace(material, sources=(*talks, survey)), wording_of("sv"))
    assert table.caption == "Intervjuade och enkätsvarande efter perspektiv"
    assert [row[:3] for row in table.rows] == [
        ("Deltagare", "7", "7"),
        ("Arbetsgivare", "2", "–"),
        ("Samtliga", "9", "7"),
    ]
