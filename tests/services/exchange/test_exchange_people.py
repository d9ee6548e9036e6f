"""Cases and respondents: nothing in the register is overruled, no identity number is taken, and what stays is told."""

import pytest

from tests.services.met import NOW
from toolkit.domain.exchange.interchange import Exchanged, ExchangedCase, ExchangedSet
from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import Consent
from toolkit.messages import current_language
from toolkit.services.exchange import exchange_people
from toolkit.services.exchange.exchange_people import Gathering, kinds, one_line, registered, variables_of
from toolkit.services.projects.project import init, open_project

REGISTER = "id,group,organisation,consent,quote,labels,age\nP01,participants,,given,yes,MB,31\nP02,,,,,,\n"


@pytest.fixture
def project(tmp_path):
    project = init(tmp_path / "project", language="en", now=NOW)
    (project.folder / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    return open_project(project.folder, now=NOW)


def gathered(project, *cases):
    return Gathering(project).cases(Exchanged("Study", cases=cases))


def case(name, number=1, **variables):
    return ExchangedCase(f"g{number}", name, variables)


def lost(people):
    return {one.kind: one.n for one in people.losses}


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Anna \t\n Bo ", "Anna Bo"),
        ("A\u030asa", "Åsa"),
        ("x\x00y\x1fz\x7f", "x y z"),
        ("emoji 👩 stays", "emoji 👩 stays"),
        ("\ufeff\ufffe", ""),
        ("", ""),
    ],
)
def test_a_name_is_on_one_line_with_nothing_unseen(raw, kept):
    assert one_line(raw) == kept


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("P01", "P01"),
        ("p01", "P01"),
        ("mb", "P01"),
        (" New\nperson ", "New person"),
        ("Åke, B=C;D|E", "Åke B C D E"),
        ("", None),
        (",;=|", None),
        ("19811218-9876", None),
        ("811218-9876", None),
    ],
)
def test_a_case_is_the_respondent_of_that_name_else_a_new_one(project, name, person):
    people = gathered(project, case(name))
    assert people.ids == ({"g1": person} if person else {})
    assert lost(people) == ({} if person else {"case_nameless": 1})


def test_two_cases_whose_names_differ_in_capitals_are_one_person(project):
    people = gathered(project, case("Nina", 1, Town="Umeå"), case("NINA", 2, Age="40"))
    assert people.ids == {"g1": "Nina", "g2": "Nina"}
    assert people.values == {"Nina": {"Town": "Umeå", "Age": "40"}}


def test_what_the_register_says_stands_and_what_it_does_not_say_is_filled_in(project):
    people = gathered(project, case("P01", age="99", Group="Team"), case("P02", 2, Group="Participants", Town="Umeå"))
    assert people.values["P01"] == {}
    assert lost(people)["case_conflict"] == 2
    assert people.values["P02"] == {"group": "Participants", "Town": "Umeå"}


def test_the_same_said_again_is_no_conflict(project):
    people = gathered(project, case("P01", age="31", Group="participants", Labels="MB", Consent="given"))
    assert (people.values["P01"], people.losses) == ({}, [])


def test_a_group_that_is_none_of_the_project_s_gets_a_column_of_its_own(project):
    people = gathered(project, case("Nina", Group="Neighbours"))
    assert people.values["Nina"] == {"imported_group": "Neighbours"}


@pytest.mark.parametrize("value", ["19811218-9876", "tel, 811218-9876", "811218+9876;x", "x/198112189876"])
def test_what_looks_like_an_identity_number_is_never_taken(project, value):
    people = gathered(project, case("Nina", Note=value, Labels=value))
    assert people.values["Nina"] == {}
    assert lost(people) == {"case_identity_number": 2}
    assert not any(value in one.sentence for one in people.losses)


@pytest.mark.parametrize("name", ["Consent", "consent until", "Consent form signed", "Samtycke"])
def test_values_about_consent_that_are_not_understood_are_not_guessed(project, name):
    people = gathered(project, case("Nina", **{name: "perhaps some day"}))
    assert people.values["Nina"] == {}
    assert lost(people) == {"case_consent": 1}


def test_other_names_that_stand_for_somebody_else_are_not_taken(project):
    people = gathered(project, case("Nina", 1, Labels="N, mb"), case("Ossi", 2, Labels="O"), case("Pia", 3, Labels="o"))
    assert people.values == {"Nina": {}, "Ossi": {"labels": "O"}, "Pia": {}}
    assert lost(people) == {"case_labels": 2}


def test_a_person_s_own_names_are_nobody_else_s_however_many_cases_tell_them(project):
    people = gathered(project, case("Nina", 1, Labels="N, Nina"), case("nina", 2, Labels="n / NINA"))
    assert people.values == {"Nina": {"labels": "N, Nina"}}
    assert "case_labels" not in lost(people)


def test_what_of_a_case_cannot_be_held_is_counted(project):
    one = ExchangedCase("g1", "Nina", codes=("c1", "c2"), description="She lives alone.")
    people = gathered(project, one, ExchangedCase("g2", "Ossi", description="  "))
    assert lost(people) == {"case_codes": 2, "case_description": 1}


def test_a_set_of_one_person_s_sources_becomes_a_variable(project):
    gathering = Gathering(project)
    sets = [
        ExchangedSet("s1", "Town: Umeå", sources=("a", "b")),
        ExchangedSet("s2", "Early", sources=("a",)),
        ExchangedSet("s3", "Mixed", sources=("a", "x")),
        ExchangedSet("s4", "Codes", codes=("c",), description="About them."),
    ]
    gathering.sets(sets, {"a": "P01", "b": "P02", "x": None})
    assert gathering.found.values["P01"] == {"Town": "Umeå", "Early": "yes"}
    assert gathering.found.values["P02"] == {"Town": "Umeå"}
    assert lost(gathering.found) == {"source_sets": 1, "code_sets": 1, "set_description": 1}


def test_the_register_keeps_its_lines_and_gets_the_new_people_and_columns(project):
    people = gathered(project, case("Nina", 1, Group="Team", Town="Umeå"), case("P02", 2, Town="Luleå"))
    done = registered(project, people)
    assert done.before == REGISTER.encode()
    assert (project.folder / "interviews" / "respondents.csv").read_bytes() == done.before
    assert (done.people, done.columns) == (("Nina",), ("Town",))
    assert done.register.get("Nina").group == "team"
    assert done.register.get("P02").variables["Town"] == "Luleå"
    assert done.register.get("P01").labels == ("MB",)
    assert done.register.get("Nina").consent == Consent()


def test_a_register_to_which_nothing_is_new_stays_byte_for_byte(project):
    for people in (gathered(project), gathered(project, case("P01", age="31"))):
        done = registered(project, people)
        assert done.after == done.before == REGISTER.encode()
        assert (done.people, done.columns) == ((), ())


def test_consent_and_other_names_are_told_only_when_asked_for(project):
    one = project.register.get("P01")
    bare = variables_of(project, one, consents=False, labels=False)
    assert bare.pop("age") == "31"
    assert [name.casefold() for name in bare] == ["group"]
    whole = variables_of(project, one, consents=True, labels=True)
    assert "MB" in whole.values()
    assert "given" in whole.values()
    assert "MB" not in bare.values()
    assert current_language() == "en"
    assert variables_of(project, Respondent("X"), consents=False, labels=False) == {}
    assert (exchange_people.has_consent(one), exchange_people.has_consent(Respondent("X"))) == (True, False)


def test_what_goes_out_comes_back_as_it_was(project):
    told = variables_of(project, project.register.get("P01"), consents=True, labels=True)
    people = gathered(project, case("P01", **told))
    assert (people.values["P01"], people.losses) == ({}, [])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["3", "-12", "0"], "Integer"),
        (["3", "03"], "Text"),
        (["1234567890"], "Text"),
        (["3.5"], "Text"),
        (["2025-02-28", "2024-02-29"], "Date"),
        (["2025-02-29"], "Text"),
        (["2025-02-28", "3"], "Text"),
        ([""], "Text"),
        (["Umeå"], "Text"),
    ],
)
def test_a_variable_has_a_type_only_where_all_its_values_are_of_it(values, kind):
    assert kinds([{"x": value} for value in values]) == {"x": kind}


def test_nothing_has_no_kinds():
    assert kinds([]) == {}
