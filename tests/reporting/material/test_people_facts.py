from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
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
    assert told(few, sv) == "Av hänsyn till dem som har deltagit framgår inte könsfördelningen bland deltagarna."
    unknown = group(invented(), 13, gender=["kvinna"] * 10 + [""] * 3)
    assert "framgår inte" in told(unknown, sv)
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
