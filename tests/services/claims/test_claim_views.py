"""A claim as a screen shows it: who stands where, whose words it rests on, and what each other stance would make."""

import shutil
from dataclasses import replace

import pytest

from tests.services.themed import NOW, hand, themed_once  # noqa: F401
from toolkit.domain.claims.claims import Claim, Judged, Stance, Tally
from toolkit.domain.themes.themes import Theme
from toolkit.errors import NotFound
from toolkit.services.claims import claim_deeds, claim_views, claims
from toolkit.services.claims.claims import Claims, Ground
from toolkit.services.projects.project import open_project
from toolkit.services.themes.themes import Findings
from toolkit.storage.findings.themes import PlacedPassage

BUS = "{who} {say/says} that the bus is an obstacle."
PLAN, LEARNED = "p01.txt:289-416", "p01.txt:496-620"
SAID, EVERYONE, LEARNING = 1, 2, 3


@pytest.fixture(scope="module")
def project(themed_once, tmp_path_factory):  # noqa: F811
    """Claim 1 on the bus, in which four people were judged; claim 2 on two groups' needs; claim 3 without any theme."""
    project = open_project(shutil.copytree(themed_once, tmp_path_factory.mktemp("views") / "p"), now=NOW)
    themes = {(one.area, one.group): one.id for one in claims.claims(project).ground.findings.themes}
    needs, team = themes["needs", "participants"], themes["needs", "team"]
    assert [
        claim_deeds.write(project, one, hand())
        for one in (
            Claim(BUS, "participants", valence="hinders", themes=(needs,)),
            Claim("{who} agree.", themes=(team, needs)),
            Claim("{who} learn.", "participants", passages=(LEARNED,)),
        )
    ] == [SAID, EVERYONE, LEARNING]
    for person, stance, passages in (
        ("P01", Stance.QUALIFIES, (LEARNED, PLAN)),
        ("P03", Stance.DID_NOT_RAISE, ()),
        ("P10", Stance.NOT_ASKED, ()),
        ("P02", Stance.AFFIRMS, ()),
    ):
        claim_deeds.judge(project, Judged(SAID, person, stance, "said so", passages, revision=0), hand())
    return project


@pytest.fixture(scope="module")
def found(project):
    return claims.claims(project)


def shown(found_ones):
    return [(one.key, one.counts, one.chosen) for one in found_ones]


def people(group):
    return {
        stance: [(one.number, one.position.respondent) for one in those] for stance, those in group.stances if those
    }


def test_people_stand_under_their_stance_with_their_place_in_the_claim(project, found):
    (group,) = claim_views.view(project, found, SAID).groups
    assert (group.group, group.title) == ("participants", "Participants")
    assert [stance for stance, _ in group.stances] == [
        Stance.AFFIRMS, Stance.QUALIFIES, Stance.CONTRADICTS, Stance.DID_NOT_RAISE, Stance.NOT_ASKED,
    ]  # fmt: skip
    assert people(group) == {
        Stance.AFFIRMS: [(1, "P02"), (3, "P04"), (4, "P05"), (5, "P06"), (6, "P08")],
        Stance.QUALIFIES: [(0, "P01")],
        Stance.CONTRADICTS: [(7, "P09")],
        Stance.DID_NOT_RAISE: [(2, "P03")],
        Stance.NOT_ASKED: [(8, "P10")],
    }
    assert group.tally == Tally(5, 1, 1, 1, 1)
    assert (group.told.k, group.told.n) == (5, 8)


def test_of_each_it_is_told_whether_somebody_decided_and_what_the_codings_say(project, found):
    view = claim_views.view(project, found, SAID)
    every = {one.position.respondent: one for _, those in view.groups[0].stances for one in those}
    assert {who for who, one in every.items() if one.decided} == {"P01", "P02", "P03", "P10"}
    assert view.seen == 4
    assert (every["P03"].proposed, every["P04"].proposed) == (Stance.CONTRADICTS, Stance.AFFIRMS)
    assert (every["P04"].passages, every["P10"].passages) == (3, 0)  # the codings that the stance rests on
    assert not any(one.doubtful for one in every.values())


def test_whoever_was_judged_on_words_that_are_no_longer_so_is_doubtful(project, found):
    one = replace(found.of(SAID), doubtful=frozenset(["P04"]))
    (group,) = claim_views.view(project, replace(found, standings=(one,)), SAID).groups
    assert [who.position.respondent for _, those in group.stances for who in those if who.doubtful] == ["P04"]


def test_the_groups_of_a_claim_are_numbered_on_and_told_each_and_together(project, found):
    view = claim_views.view(project, found, EVERYONE)
    assert [(one.group, one.title) for one in view.groups] == [("participants", "Participants"), ("team", "Team")]
    assert sorted(one.number for _, those in view.groups[1].stances for one in those) == [9, 10, 11]
    assert [(one.told.k, one.told.n) for one in view.groups] == [(8, 9), (2, 3)]
    assert (view.whole.k, view.whole.n, view.whole.group) == (10, 12, "")
    assert view.groups[1].told.sentence == "A couple of team members agree."


def test_a_claim_has_the_themes_that_are_there_in_its_own_order(project, found):
    assert [one.group for one in claim_views.view(project, found, EVERYONE).themes] == ["team", "participants"]
    one = found.of(EVERYONE)
    gone = replace(one, claim=replace(one.claim, themes=("needs-000000", one.claim.themes[0])))
    view = claim_views.view(project, replace(found, standings=(gone,)), EVERYONE)
    assert [theme.id for theme in view.themes] == [one.claim.themes[0]]


def test_a_claim_that_is_not_there_is_told_so(project, found):
    with pytest.raises(NotFound) as refused:
        claim_views.view(project, found, 99)
    assert refused.value.sentence == "There is no claim 99."


@pytest.mark.parametrize("number", [-1, 9, 99])
def test_a_place_with_nobody_is_told_so(project, number):
    with pytest.raises(NotFound) as refused:
        claim_views.person(project, SAID, number)
    assert refused.value.sentence == "There is no such person in this claim."


def test_a_person_is_shown_with_what_was_judged_and_the_words_it_rests_on(project):
    view = claim_views.person(project, SAID, 0)
    assert (view.person.position.respondent, view.group, view.claim.id) == ("P01", "Participants", SAID)
    assert (view.judged.stance, view.judged.reason, view.judged.respondent) == (Stance.QUALIFIES, "said so", "P01")
    # its own of the claim first, then those that were put to it, as they stand in the text
    assert shown(view.own) == [("p01.txt:112-234", True, False), (PLAN, True, True), (LEARNED, True, True)]
    assert view.others == ()


def test_passages_are_shown_with_their_words_and_place(project):
    one = claim_views.person(project, SAID, 3).own[0]
    assert (one.key, one.source, one.turn, one.start) == ("p04.txt:112-239", 4, 2, 0)
    assert one.text.startswith("Without a driving licence")
    assert one.end == len(one.text)


def test_places_are_counted_as_a_browser_counts():
    """A sign outside the basic plane is two places there."""
    one = claim_views._shown(PlacedPassage("k", 7, "P01", "a👩b", 3, "Å 👩 "), counts=True, chosen=False)
    assert (one.start, one.end, one.source, one.turn) == (5, 9, 7, 3)


def test_silence_rests_on_words_that_nobody_chose(project):
    view = claim_views.person(project, SAID, 2)
    assert view.judged.passages == ("p03.txt:112-224",)
    assert shown(view.own) == [("p03.txt:112-224", True, False)]


def test_where_nobody_was_judged_on_them_no_passage_is_chosen(project):
    view = claim_views.person(project, EVERYONE, 0)
    assert (view.judged, shown(view.own)) == (None, [("p01.txt:112-234", True, False)])


def test_other_words_of_the_person_are_offered_from_the_areas_of_the_claim(project):
    view = claim_views.person(project, LEARNING, 0)
    assert view.judged is None
    assert shown(view.own) == [(LEARNED, True, False)]
    assert view.others == ()  # the others are of other areas
    second = claim_views.person(project, LEARNING, 1)
    assert second.person.position.respondent == "P02"
    assert (shown(second.own), shown(second.others)) == ([], [("p02.txt:488-605", False, False)])


def test_of_a_claim_without_an_area_all_words_are_offered_and_no_more_than_fit(project, monkeypatch):
    ground = claims.claims(project).ground
    bare = Claim("x", "participants", id=99)
    found = Claims(ground, (ground.standing(bare),), (), ())
    monkeypatch.setattr(claim_views, "claims", lambda _: found)
    keys = ["p02.txt:112-242", "p02.txt:297-408", "p02.txt:488-605"]
    assert [one.key for one in claim_views.person(project, 99, 1).others] == keys
    monkeypatch.setattr(claim_views, "MOST", 2)
    assert [one.key for one in claim_views.person(project, 99, 1).others] == keys[:2]


def test_each_stance_is_told_as_the_group_would_then_stand(project):
    view = claim_views.person(project, SAID, 7)  # P09, who contradicts
    counts = {stance: (told.k, told.n) for stance, told in view.then.items()}
    assert counts == {
        Stance.AFFIRMS: (6, 8),
        Stance.CONTRADICTS: (5, 8),
        Stance.QUALIFIES: (5, 8),
        Stance.DID_NOT_RAISE: (5, 8),
        Stance.NOT_ASKED: (5, 7),
    }
    assert view.then[Stance.CONTRADICTS] == view.now
    assert view.then[Stance.AFFIRMS].sentence == "Most participants say that the bus is an obstacle."


def test_a_person_of_the_second_group_is_told_by_that_group(project):
    view = claim_views.person(project, EVERYONE, 11)
    assert (view.person.position.respondent, view.group, view.now.n) == ("T3", "Team", 3)
    assert (view.then[Stance.AFFIRMS].k, view.then[Stance.NOT_ASKED].n) == (3, 2)


def theme(number, area="needs", **more):
    return Theme(f"{area}-{number}", area, "team", f"Theme {number}", (), (), {}, **more)


def test_a_claim_can_rest_on_all_themes_that_are_told_and_on_those_it_has(found):
    themes = (
        theme(1), theme(2, aside=True), theme(3, "learning"), theme(4, pile=True), theme(5, aside=True), theme(6),
    )  # fmt: skip
    findings = Findings(themes, {}, found.ground.findings.scheme, machine=False, engine="")
    bare = Claims(Ground(findings, {}, {}), (), (), ())
    offered = claim_views.themes_for(bare, Claim("x", themes=("needs-5",)))
    assert {area: [one.id for one in own] for area, own in offered.items()} == {
        "needs": ["needs-1", "needs-5", "needs-6"],
        "learning": ["learning-3"],
    }
