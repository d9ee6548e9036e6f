"""Whom a report points out: counted against synthetic populations person by person."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.identifiers.disclosure import Exposed, Mention, Population, Published, differences, exposed

NAMES = ("group", "age", "workplace")
people = st.dictionaries(
    st.integers(1, 25).map("d{:02}".format),
    st.fixed_dictionaries({name: st.sampled_from(("", "a", "b", "c")) for name in NAMES}),
    min_size=1,
    max_size=25,
)


def fitting(population, mentions):
    """Person by person: whoever has every attribute of every mention."""
    return [
        person
        for person, attributes in population.items()
        if all(attributes.get(name) == value for each in mentions for name, value in each.attributes.items() if value)
    ]


@st.composite
def worlds(draw):
    population = draw(people)
    mentions = []
    for place in range(draw(st.integers(0, 6))):
        person = draw(st.sampled_from(sorted(population)))
        printed = draw(st.lists(st.sampled_from(NAMES), unique=True))
        attributes = {name: population[person][name] for name in printed}
        mentions.append(Mention(f"q{place}", person, attributes, label=draw(st.sampled_from(("", person)))))
    return population, mentions


@given(worlds(), st.integers(1, 6))
def test_candidates_are_those_whom_a_count_person_by_person_finds(world, least):
    population, mentions = world
    found = exposed(Population(population), mentions, least=least)
    alone = [each for each in found if len(each.places) == 1]
    expected = {each.place: len(fitting(population, [each])) for each in mentions}
    assert {each.places[0]: each.candidates for each in alone} == {
        place: count for place, count in expected.items() if count < least
    }
    for each in found:
        told = [one for one in mentions if one.place in each.places]
        assert each.candidates == len(fitting(population, told)) >= 1


@given(worlds(), st.integers(1, 6))
def test_what_shares_a_label_is_read_together(world, least):
    population, mentions = world
    found = exposed(Population(population), mentions, least=least)
    for label in {each.label for each in mentions} - {""}:
        shared = [each for each in mentions if each.label == label]
        together = len(fitting(population, shared))
        if together < least:
            assert any(each.respondent == label and each.candidates == together for each in found)


@given(worlds(), st.integers(2, 6))
def test_leaving_out_what_tells_is_enough_and_the_least_that_is(world, least):
    population, mentions = world
    for each in exposed(Population(population), mentions, least=least):
        told = [one for one in mentions if one.place in each.places]
        kept = [
            Mention(one.place, one.respondent, {n: v for n, v in one.attributes.items() if n not in each.telling})
            for one in told
        ]
        enough = len(fitting(population, kept)) >= least
        assert enough or set(each.telling) == {name for one in told for name in one.attributes}


def test_six_employers_with_a_workplace_each():
    employers = {f"a{n}": {"group": "employers", "workplace": f"w{n}"} for n in range(1, 7)}
    mention = Mention("q1", "a3", {"group": "employers", "workplace": "w3"})
    assert exposed(Population(employers), [mention], least=5) == [
        Exposed("a3", ("q1",), {"group": "employers", "workplace": "w3"}, 1, ("workplace",))
    ]


def test_a_new_version_with_one_person_more_tells_what_that_person_said():
    before = {"claim-1": Published(7, 10), "claim-2": Published(3, 10), "claim-3": Published(1, 4)}
    now = {"claim-1": Published(8, 11), "claim-2": Published(6, 17), "claim-3": Published(1, 4)}
    assert differences(before, now, least=5) == {"claim-1": (Published(7, 10), Published(8, 11))}
