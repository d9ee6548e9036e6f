"""The people behind the material: what is kept of each, what the register does not say, and who is not in it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.registers_told import NOW, told
from toolkit.services.comparing import assignments
from toolkit.services.material import adding
from toolkit.services.privacy import people
from toolkit.services.projects.blinding import for_eyes
from toolkit.services.projects.project import open_project

NEVER_SAID = ["consent_date", "consent_text", "consent_how", "consent_scope"]


def found(project):
    return {one.id: one for one in people.people(project).people}


@pytest.fixture(scope="module")
def seen(small_coded):
    return people.people(open_project(small_coded, now=NOW))


def test_everyone_of_the_register_is_there_once_with_what_is_kept_of_them(seen):
    every = {one.id: one for one in seen.people}
    assert sorted(every) == [*(f"P{n:02}" for n in range(1, 11)), "T1", "T2", "T3"]
    assert len(seen.people) == 13
    assert seen.unknown == ()
    assert [every[who].sources for who in ("P01", "P10", "T1")] == [1, 1, 1]
    assert [every[who].codings for who in ("P01", "P10", "T1", "T3")] == [9, 0, 3, 0]  # three codes for each answer
    assert every["T3"].words == 7  # I agree with what was said there.
    assert {one.quotes for one in seen.people} == {0}
    assert all(one.kept for one in seen.people)
    assert [one.group for one in seen.people if one.id in ("P01", "T1")] == ["Participants", "Team"]


def test_each_column_that_ought_to_say_something_and_does_not_is_named(seen):
    every = {one.id: list(one.missing) for one in seen.people}
    assert every["P01"] == NEVER_SAID
    assert every["P08"] == ["consent", *NEVER_SAID, "consent_until", "quote"]
    assert every["P07"] == []  # withdrawn: nothing more is asked


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({"group": ""}, {"group"}),
        ({"consent": "refused", "quote": "", "group": ""}, {"group"}),
        ({"consent_until": "while enrolled"}, set()),
        ({"consent_until": ""}, {"consent_until"}),
        ({"quote": ""}, set()),  # its scope says it
        ({"quote": "no", "consent_scope": "interview"}, set()),
    ],
)
def test_a_full_register_lacks_what_is_left_empty_and_nothing_else(small, columns, missing):
    whole = {
        "consent_date": "2025-01-01",
        "consent_text": "2",
        "consent_how": "written",
        "consent_scope": "interview, quote",
    }
    assert set(found(told(small, P01={**whole, **columns}))["P01"].missing) == missing


def test_columns_are_named_as_a_new_register_in_the_language_calls_them(small):
    path = small / "project.toml"
    path.write_text(path.read_text("utf-8").replace('language = "en"', 'language = "sv"'), "utf-8")
    assert found(open_project(small, now=NOW))["P01"].missing == (
        *("samtyckesdatum", "samtyckestext", "samtycke_hur", "samtycke_omfattning"),
    )


def test_whose_consent_ends_soon_comes_first_the_soonest_of_them_before_the_others(small):
    project = told(
        small,
        P03={"consent_until": "2025-12-19"},  # sixty days
        P05={"consent_until": "2025-12-20"},
        P09={"consent_until": "2025-10-20"},  # today
        T2={"consent_until": "2025-12-19"},
        P01={"consent_until": "2025-10-19"},  # has ended
    )
    seen = people.people(project)
    assert [one.id for one in seen.people][:5] == ["P09", "P03", "T2", "P01", "P02"]
    assert seen.soon == 3
    assert replace(seen, people=()).soon == 0
    assert seen.people[0].standing.person.consent.last_day == date(2025, 10, 20)


def test_who_speaks_and_is_not_in_the_register_is_told_and_who_never_spoke_is_kept_in_nothing(small):
    project = told(small, P03=None, P10={"labels": "p03"}, P05=None, Å1={"group": "team"})
    seen = people.people(project)
    assert seen.unknown == ("P05",)
    every = {one.id: one for one in seen.people}
    assert (every["Å1"].kept, every["Å1"].sources, every["Å1"].words) == (False, 0, 0)
    assert every["P10"].kept


def test_somebody_a_case_description_is_about_is_kept_without_speaking(small, tmp_path):
    (tmp_path / "case.txt").write_text("---\nmethod: case description\nrespondent: K1\n---\nAt home.\n", "utf-8")
    project = told(small, K1={"group": "participants"})
    adding.add(project, [tmp_path / "case.txt"])
    one = found(open_project(small, now=NOW))["K1"]
    assert (one.kept, one.sources, one.words) == (True, 0, 0)


def test_anonymous_answers_to_a_survey_are_of_nobody_whom_the_register_lacks(small, tmp_path):
    table = tmp_path / "survey.csv"
    rows = "\n".join(f"{n},I needed help with the papers and the {n} forms that came." for n in range(1, 6))
    table.write_text(f"nr,What did you need?\n{rows}\n", "utf-8")
    adding.add(open_project(small, now=NOW), [table])
    project = open_project(small, now=NOW)
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        every = {row.name: row for row in sources.overview(connection)}
    assert people.is_anonymous(every["survey.csv"])
    assert not people.is_anonymous(every["p01.txt"])
    assert people.people(project).unknown == ()


def test_blind_eyes_are_told_no_numbers_of_quotes(small):
    project = open_project(small, now=NOW)
    assignments.assign(project, "MS", ["p01.txt"])
    assert not people.people(for_eyes(project, "MS")).counted
    assert people.people(project).counted
