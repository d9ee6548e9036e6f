"""The network of with whom in numbers of people: counted by hand, narrowed, and for others without small numbers."""

from __future__ import annotations

import shutil

import pytest

from tests.services.networked import networked_once, number_of, opened  # noqa: F401
from tests.services.tied import BUSES, DOCTOR, SUPERVISOR
from toolkit.domain.networks.networks import EFFECTS, Narrowed
from toolkit.domain.networks.partners import Effect, PartnerKind, Time
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import tr, use_language
from toolkit.services.comparing import assignments
from toolkit.services.network import network
from toolkit.services.network.network import EFFECT_TITLES, KIND_TITLES, OWN, PHASE_TITLES, TIME_TITLES, seen


@pytest.fixture
def project(networked_once):  # noqa: F811
    return opened(networked_once)


def rows(found):
    return {found.name(one.partner): one for one in found.rows}


def test_every_partner_is_told_in_numbers_of_people_by_group_effect_and_time(project):
    found = seen(project)
    assert {found.name(one.partner) for one in found.rows} == {BUSES, SUPERVISOR, DOCTOR}
    assert found.name(found.rows[0].partner) == BUSES
    told = rows(found)
    assert [told[one].people for one in (BUSES, SUPERVISOR, DOCTOR)] == [4, 2, 2]
    assert told[BUSES].groups == {"participants": 3, "team": 1}
    assert told[SUPERVISOR].groups == {"participants": 2, "team": 0}
    assert told[BUSES].effects == {
        Effect.HELPS: 1,
        Effect.BOTH: 0,
        Effect.HINDERS: 2,
        Effect.UNSAID: 1,
    }
    assert told[SUPERVISOR].effects[Effect.HELPS] == told[SUPERVISOR].effects[Effect.HINDERS] == 1
    assert told[BUSES].times == {Time.BEFORE: 1, Time.NOW: 2}
    assert (told[BUSES].needs, told[DOCTOR].needs) == (("needs/work",), ("needs/health",))
    assert (told[BUSES].shared, told[SUPERVISOR].shared, told[DOCTOR].shared) == (1, 1, 0)


def test_effects_sum_to_the_people_of_each_partner_and_groups_do_too(project):
    for row in seen(project).rows:
        assert sum(row.effects.values()) == sum(row.groups.values()) == row.people


def test_somebody_who_withdraws_is_gone_from_every_number(networked_once, tmp_path):  # noqa: F811
    folder = shutil.copytree(networked_once, tmp_path / "own")
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P02,participants,,given", "P02,participants,,withdrawn"))
    told = rows(seen(opened(folder)))
    assert (told[BUSES].people, told[SUPERVISOR].people, told[BUSES].shared) == (3, 1, 0)
    assert "P02" not in seen(opened(folder)).network.people


@pytest.mark.parametrize(
    ("narrowed", "people"),
    [
        (Narrowed(group="team"), {BUSES: 1}),
        (Narrowed(need="needs/health"), {DOCTOR: 2}),
        (Narrowed(effect="helps"), {BUSES: 1, SUPERVISOR: 1, DOCTOR: 1}),
        (Narrowed(time="before"), {BUSES: 1, DOCTOR: 1}),
        (Narrowed(group="team", effect="helps"), {}),
    ],
)
def test_a_part_of_the_network_counts_that_part_alone_and_keeps_the_whole_beside_it(project, narrowed, people):
    found = seen(project, narrowed)
    assert {found.name(one.partner): one.people for one in found.rows} == people
    assert len(found.whole.people) == 7


@pytest.mark.parametrize(
    "narrowed",
    [Narrowed(group="none"), Narrowed(need="no/such"), Narrowed(effect="x"), Narrowed(time="x"), Narrowed(phase="x")],
)
def test_a_part_that_is_not_there_is_refused(project, narrowed):
    with pytest.raises(UsageError):
        seen(project, narrowed)


def test_who_codes_blind_sees_no_network(networked_once, tmp_path):  # noqa: F811
    project = opened(shutil.copytree(networked_once, tmp_path / "own"))
    assignments.assign(project, "MS", ["p01.txt"])
    with pytest.raises(Refused):
        seen(project.again(project.now, viewer="MS"))


def test_for_an_audience_no_small_number_is_shown_and_no_one_link(project):
    found = seen(project, audience="external")
    assert found.least >= 3
    for row in found.rows:
        numbers = [row.people, *row.groups.values(), *row.effects.values(), *row.times.values()]
        assert not [one for one in numbers if one is not None and 0 < one < found.least]
        assert row.shared is None
    assert found.centrality.reason == OWN
    assert found.turnover == ()
    assert not {DOCTOR, SUPERVISOR} & {found.name(one.partner) for one in found.rows}


def test_insiders_get_a_larger_least_number_than_those_outside(project):
    assert seen(project, audience="team").least == seen(project, audience="external").least + 1


def test_an_audience_that_is_not_there_is_refused(project):
    with pytest.raises(NotFound):
        seen(project, audience="nobody")


def test_whom_people_tell_of_before_and_now(project):
    told = {one.respondent: one for one in seen(project).turnover}
    buses, supervisor = (number_of(project, one) for one in (BUSES, SUPERVISOR))
    assert (told["P02"].lost, told["P02"].gained, told["P02"].comparable) == ({buses}, {supervisor}, True)
    assert not told["P01"].comparable
    assert "T1" not in told


def test_partners_needs_groups_and_phases_are_called_by_their_titles(project):
    found = seen(project)
    assert found.kind(number_of(project, BUSES)) is PartnerKind.ORGANISATION
    assert [found.is_person(number_of(project, one)) for one in (BUSES, DOCTOR)] == [False, True]
    assert found.name(-1) == "Other partners"
    assert (found.is_person(-1), found.kind(-1)) == (True, PartnerKind.PERSON)
    assert found.need("needs/work") == project.scheme_file.codes["needs/work"].title["en"]
    assert (found.need(None), found.need(""), found.need("gone")) == ("No need said", "No need said", "gone")
    assert (found.group("team"), found.phase("before"), found.phase("own")) == ("Team", "Before", "own")
    use_language("sv")
    assert found.need("needs/work") == project.scheme_file.codes["needs/work"].title["sv"]


def test_every_title_is_there_in_both_languages():
    tables = (EFFECT_TITLES, TIME_TITLES, PHASE_TITLES, KIND_TITLES)
    assert set(EFFECT_TITLES) == set(EFFECTS) == set(Effect)
    assert set(KIND_TITLES) == set(PartnerKind)
    english = [tr(one) for table in tables for one in table.values()]
    use_language("sv")
    swedish = [tr(one) for table in tables for one in table.values()]
    assert not set(english) & set(swedish) - {"person", "organisation"}


def test_a_network_of_nothing_is_empty_and_for_no_report(small_coded):
    project = opened(small_coded)
    found = seen(project)
    assert (found.rows, found.groups, found.turnover) == ((), (), ())
    with project.store() as store:
        assert network.for_report(project, store, None) is None
