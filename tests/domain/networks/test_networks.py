"""The network that was counted by hand equals the computed one; who may not be used is not in it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.contacts import AF, CARE, COURSE, FAMILY, FK, GROUP_OF, OMBUD, ties
from toolkit.domain.networks.networks import OTHERS, Narrowed, Network, Turnover, summed_up, together
from toolkit.domain.networks.partners import Effect, Time


def network(**narrowed):
    return Network(ties(), GROUP_OF, Narrowed(**narrowed))


def counts(found):
    return {one.partner: len(one.people) for one in found}


def test_partners_are_counted_in_people_the_most_told_of_first():
    found = network().partners
    assert counts(found) == {AF: 7, FK: 4, CARE: 3, FAMILY: 2, COURSE: 2, OMBUD: 1}
    assert [one.partner for one in found] == [AF, FK, CARE, FAMILY, COURSE, OMBUD]


def test_effects_are_those_of_people_who_both_help_and_hinder_are_both():
    af, fk = network().partners[:2]
    told = {effect: af.number(effect) for effect in Effect}
    assert told == {Effect.HELPS: 4, Effect.BOTH: 1, Effect.HINDERS: 1, Effect.UNSAID: 1}
    assert {effect: fk.number(effect) for effect in fk.effects} == {Effect.HELPS: 1, Effect.BOTH: 1, Effect.HINDERS: 2}


def test_a_contact_is_all_that_one_person_tells_of_one_partner():
    one = next(each for each in network().contacts if (each.respondent, each.partner) == ("P01", AF))
    assert one.needs == ("needs/work",)
    assert one.phases == ("before", "during")
    assert one.times == (Time.BEFORE, Time.NOW)
    assert one.effect is Effect.BOTH
    assert (one.ties, one.passages) == ((1, 2), 2)
    assert len(network().contacts) == 19


def test_a_passage_marked_by_two_coders_is_one():
    twice = (*ties(), replace(ties()[7], id=99, coder="MS"))
    one = next(each for each in Network(twice, GROUP_OF).contacts if (each.respondent, each.partner) == ("P01", FK))
    assert (one.ties, one.passages) == ((8, 99), 1)
    assert counts(Network(twice, GROUP_OF).partners) == counts(network().partners)


def test_partners_by_need():
    needs = network().needs
    assert list(needs) == ["", "needs/health", "needs/income", "needs/work"]
    assert counts(needs["needs/work"]) == {AF: 5, COURSE: 2, FAMILY: 1, OMBUD: 1}
    assert counts(needs["needs/health"]) == {CARE: 3, AF: 1, FAMILY: 1}


def test_links_are_shared_people_and_needs():
    links = {(one.one, one.other): (sorted(one.people), one.needs) for one in network().links}
    assert links == {
        (AF, FK): (["P01", "P02", "P03"], ()),
        (AF, CARE): ([], ("needs/health",)),
        (AF, FAMILY): ([], ("needs/health", "needs/work")),
        (AF, COURSE): ([], ("needs/work",)),
        (AF, OMBUD): (["P04"], ("needs/work",)),
        (FK, CARE): (["P07"], ()),
        (CARE, FAMILY): (["P09"], ("needs/health",)),
        (FAMILY, COURSE): (["P10"], ("needs/work",)),
        (FAMILY, OMBUD): ([], ("needs/work",)),
        (COURSE, OMBUD): ([], ("needs/work",)),
    }
    assert [network().shared(each) for each in (AF, FK, CARE, FAMILY, COURSE, OMBUD)] == [2, 2, 2, 2, 1, 1]


def test_narrowed_by_group_phase_need_effect_and_time():
    assert counts(network(group="team").partners) == {AF: 1, COURSE: 1}
    assert counts(network(phase="during").partners) == {AF: 3, COURSE: 2, CARE: 1, FAMILY: 1}
    assert counts(network(need="needs/income").partners) == {FK: 4}
    assert len(network(need="needs").ties) == 19
    assert counts(network(effect="hinders").partners) == {AF: 2, FK: 2, CARE: 1}
    assert counts(network(time="before", group="participants").partners) == {AF: 3, FK: 1, CARE: 1, OMBUD: 1}
    assert network(group="steering").partners == ()


def test_what_participants_tell_of_and_the_team_does_not():
    gap = network().gap("participants", "team")
    never = [(one.partner, sorted(one.people)) for one in gap.missing if one.need is None]
    assert never == [
        (FK, ["P01", "P02", "P03", "P07"]),
        (CARE, ["P07", "P08", "P09"]),
        (FAMILY, ["P09", "P10"]),
        (OMBUD, ["P04"]),
    ]
    assert [(one.partner, one.need, sorted(one.people)) for one in gap.missing if one.need] == [
        (AF, "needs/health", ["P05"])
    ]
    assert network().gap("team", "participants").missing == ()


def test_where_the_other_group_tells_of_nobody_nothing_is_missing():
    gap = network().gap("participants", "steering")
    assert (gap.known, gap.missing) == (False, ())


def test_a_partner_told_of_without_a_need_is_missing_for_none():
    open_need = (*ties(), replace(ties()[18], id=99, start=400, need=""))
    gap = Network(open_need, GROUP_OF).gap("participants", "team")
    assert all(one.need is None for one in gap.missing)


def test_contacts_before_and_now():
    found = {one.respondent: one for one in network().turnover()}
    assert found["P01"] == Turnover("P01", frozenset({AF, FK}), frozenset({AF}))
    assert (found["P01"].kept, found["P01"].lost, found["P01"].gained) == ({AF}, {FK}, set())
    assert (found["P02"].kept, found["P02"].lost, found["P02"].gained) == (set(), {AF}, {FK})
    assert (found["P09"].lost, found["P09"].gained) == ({CARE}, {FAMILY})
    assert [who for who, one in found.items() if one.comparable] == ["P01", "P02", "P09"]


def test_whoever_may_not_be_used_is_not_in_it():
    left = {who: group for who, group in GROUP_OF.items() if who != "P10"}
    found = Network(ties(), left)
    assert "P10" not in found.people
    assert counts(found.partners) == {AF: 7, FK: 4, CARE: 3, FAMILY: 1, COURSE: 1, OMBUD: 1}
    assert all("P10" not in link.people for link in found.links)
    records = (replace(ties()[0], respondent=""),)
    assert Network(records, GROUP_OF).partners == ()


def test_effects_summed_up():
    assert summed_up([]) is Effect.UNSAID
    assert summed_up([Effect.UNSAID, Effect.HELPS]) is Effect.HELPS
    assert summed_up([Effect.HINDERS, Effect.HELPS]) is Effect.BOTH


@pytest.mark.parametrize(
    ("least", "named", "others"),
    [
        (0, [AF, FK, CARE, FAMILY, COURSE, OMBUD], 0),
        (1, [AF, FK, CARE, FAMILY, COURSE, OMBUD], 0),
        (2, [AF, FK, CARE, FAMILY, COURSE], 1),
        (3, [AF, FK, CARE], 4),  # P04, P09, P10 and T2 tell of the three others
        (8, [], 12),
    ],
)
def test_partners_that_few_tell_of_are_told_of_together_and_last(least, named, others):
    found = together(network(), least=least).partners
    assert [one.partner for one in found] == [*named, *([OTHERS] if others else [])]
    assert {one.partner: len(one.people) for one in found}.get(OTHERS, 0) == others


def test_only_partners_of_a_kind_are_told_of_together_where_that_is_asked():
    assert counts(together(network(), least=3, only={FAMILY, OMBUD}).partners) == {
        AF: 7, FK: 4, CARE: 3, COURSE: 2, OTHERS: 3,
    }  # fmt: skip
    assert counts(together(network(), least=3, only=()).partners) == counts(network().partners)


@given(st.integers(0, 9), st.sampled_from(["", "participants", "team"]))
def test_taking_partners_together_loses_nobody_and_leaves_no_few(least, group):
    whole = network(group=group)
    found = together(whole, least=least)
    assert found.people == whole.people
    assert len(found.ties) == len(whole.ties)
    assert all(len(one.people) >= least for one in found.partners if one.partner != OTHERS)


def test_a_need_takes_those_below_it_along_and_none_that_only_begins_alike():
    below = (*ties(), replace(ties()[0], id=99, start=400, need="needs/work/hours", partner=FK))
    assert counts(Network(below, GROUP_OF, Narrowed(need="needs/work")).partners)[FK] == 1
    assert Network(below, GROUP_OF, Narrowed(need="needs/wor")).ties == ()
    assert [one.need for one in Network(below, GROUP_OF, Narrowed(need="needs/work/hours")).ties] == [
        "needs/work/hours"
    ]


@given(st.sampled_from(["participants", "team"]), st.sampled_from(["participants", "team"]))
def test_what_is_missing_is_told_by_one_group_and_by_nobody_of_the_other(by, never):
    theirs = {(tie.partner, tie.need) for tie in network(group=never).ties}
    gap = network().gap(by, never)
    assert gap.known
    for one in gap.missing:
        assert one.people <= set(network(group=by).people)
        assert (one.partner, one.need) not in theirs
        assert one.need is not None or one.partner not in {partner for partner, _ in theirs}
    assert by != never or gap.missing == ()


@pytest.mark.parametrize(
    ("before", "now", "comparable"), [({1}, {2}, True), ({1}, set(), False), (set(), {1}, False), (set(), set(), False)]
)
def test_nothing_is_gained_or_lost_where_one_time_is_not_told_of(before, now, comparable):
    assert Turnover("P01", frozenset(before), frozenset(now)).comparable is comparable


EFFECTS = st.lists(st.sampled_from(Effect), max_size=6)


@settings(max_examples=50)
@given(EFFECTS, EFFECTS)
def test_effects_fold_the_same_however_they_are_put_together(one, other):
    assert summed_up([summed_up(one), summed_up(other)]) is summed_up([*one, *other])
    assert summed_up([*one, Effect.UNSAID]) is summed_up(one)
