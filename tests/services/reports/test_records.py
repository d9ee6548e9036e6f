"""Records beside people: what nobody says is told apart, case descriptions are told nowhere, and people stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import RECORDS, Passage
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme
from toolkit.services.factors.factors import FactorList
from toolkit.services.reports import records
from toolkit.services.themes.theme_material import Findings

KINDS = {
    "p01.txt": Kind.INTERVIEW,
    "notes.txt": Kind.OBSERVATION,
    "plan.txt": Kind.DOCUMENT,
    "case.txt": Kind.CASE,
    "list.txt": Kind.FACTORS,
}


def passage(source, at=0, respondent=""):
    group = "participants" if respondent else RECORDS
    codes = frozenset({"needs/work"})
    return Passage(source, Span(at, at + 5), "words", respondent, group, codes, frozenset({"needs"}), ("c1",))


def theme(name, *passages, group=RECORDS, **more):
    return Theme(name, "needs", group, name, (), tuple(each.key for each in passages), {"": len(passages)}, **more)


def findings(passages, *themes):
    return Findings(themes, {each.key: each for each in passages}, Scheme("", 1, {}, (), {}), machine=False, engine="")


SAID, SEEN, PLANNED, DESCRIBED = (
    passage("p01.txt", respondent="P01"),
    passage("notes.txt"),
    passage("plan.txt"),
    passage("case.txt"),
)


def test_people_are_counted_without_records_and_of_records_only_what_a_report_may_tell():
    people, apart = records.parted(findings([SAID, SEEN, PLANNED, DESCRIBED]), KINDS)
    assert list(people.passages) == [SAID.key]
    assert list(apart.passages) == [SEEN.key, PLANNED.key]


def test_a_source_of_no_known_kind_is_kept_as_carefully_as_a_case_description():
    _, apart = records.parted(findings([SEEN, passage("unknown.txt")]), KINDS)
    assert list(apart.passages) == [SEEN.key]
    assert records.parted(findings([SEEN]), {})[1].passages == {}


def test_of_a_theme_among_records_the_passages_of_case_descriptions_are_left_out():
    mixed = theme("mixed", DESCRIBED, SEEN, PLANNED)
    told = theme("people", SAID, group="participants")
    people, apart = records.parted(findings([SAID, SEEN, PLANNED, DESCRIBED], mixed, told), KINDS)
    assert people.themes == (told,)
    assert [(one.id, one.passages) for one in apart.themes] == [("mixed", (SEEN.key, PLANNED.key))]


@pytest.mark.parametrize(
    "hidden",
    [
        theme("of cases alone", DESCRIBED),
        theme("set aside", SEEN, aside=True),
        theme("new material", SEEN, pile=True),
        theme("nothing left"),
    ],
    ids=lambda one: one.id,
)
def test_a_theme_among_records_that_is_not_told_is_neither_there_nor_among_people(hidden):
    people, apart = records.parted(findings([SEEN, DESCRIBED], hidden), KINDS)
    assert (people.themes, apart.themes) == ((), ())


def test_themes_of_people_stay_whatever_became_of_them():
    aside, pile, none = (
        theme("aside", SAID, group="team", aside=True),
        theme("pile", SAID, group="", pile=True),
        theme("empty", group="participants"),
    )
    people, apart = records.parted(findings([SAID], aside, pile, none), KINDS)
    assert people.themes == (aside, pile, none)
    assert apart.themes == ()


@given(st.lists(st.tuples(st.sampled_from([*KINDS, "unknown.txt"]), st.integers(0, 30)), unique=True))
def test_each_passage_is_counted_told_apart_or_a_case_and_never_two_of_them(places):
    every = [passage(source, at, "P01" if source.startswith("p01") else "") for source, at in places]
    people, apart = records.parted(findings(every, theme("all", *every)), KINDS)
    hidden = {each.key for each in every if each.source in ("case.txt", "list.txt", "unknown.txt")}
    told_list = {each.key for each in every if each.source == "list.txt"}
    assert not people.passages.keys() & apart.passages.keys()
    assert people.passages.keys() | apart.passages.keys() | hidden == {each.key for each in every}
    assert apart.passages.keys() & (hidden - told_list) == set()
    assert {key for one in apart.themes for key in one.passages} == apart.passages.keys()


@pytest.mark.parametrize(
    ("facts", "source", "title"),
    [
        ({"title": "Teamets egen lista"}, "list.txt", "Teamets egen lista"),
        ({}, "faktorer våren.docx", "faktorer våren"),
        ({"title": ""}, "a.b.txt", "a.b"),
        ({}, "without", "without"),
        ({}, ".hidden", ".hidden"),
    ],
)
def test_a_list_is_called_what_its_file_says_else_by_its_name_without_suffix(facts, source, title):
    assert records.title(FactorList(1, source, facts, ())) == title
