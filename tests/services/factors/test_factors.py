"""The team's own factors: word for word, each held against a theme, a claim or nothing, and undone like other deeds."""

import shutil

import pytest

from tests.made_once import made_once
from tests.services.projects.test_blinding import given
from tests.services.recorded import FILES
from tests.services.registers_told import NOW
from toolkit.domain.claims.claims import Claim
from toolkit.errors import NotFound, Refused, StillBlind, UsageError
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.factors import factor_views, factors
from toolkit.services.factors.factors import FactorList, Support
from toolkit.services.material import adding
from toolkit.services.material.hands import Hand
from toolkit.services.projects import blinding, steps
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes

HAND = Hand("KL", "")


@pytest.fixture(scope="module")
def listed_once(tmp_path_factory, small_coded):
    """The small project with its themes, the team's list and claim 1."""

    def make(folder):
        shutil.copytree(small_coded, folder)
        themes.themes(open_project(folder, now=NOW))
        path = folder.parent / "list.txt"
        path.write_text(FILES["list.txt"], "utf-8")
        project = open_project(folder, now=NOW)
        adding.add(project, [path])
        theme = next(iter(claims.claims(project).ground.themes.values()))
        claim_deeds.write(project, Claim("{who} {need/needs} a coach", themes=(theme.id,)), Hand("KL", "c"))

    return made_once(tmp_path_factory, "listed", make)


@pytest.fixture
def project(listed_once, tmp_path):
    return open_project(shutil.copytree(listed_once, tmp_path / "listed"), now=NOW)


def the_list(project) -> FactorList:
    return factors.list_of(factors.lists(project), "list.txt")


def theme_of(project, number=0):
    return list(claims.claims(project).ground.themes)[number]


def held(project, number):
    one = the_list(project).of(number)
    return one.themes, one.claims, [each.unsupported for each in one.links]


def link(project, number, command, **support):
    factors.link(project, "list.txt", number, Support(**support), Hand("KL", command))


def test_a_list_has_its_factors_word_for_word_with_their_side(project):
    found = the_list(project)
    assert [(one.number, one.factor.text, one.factor.side) for one in found.factors] == [
        (1, "A coach who has time", "promotes"),
        (2, "The doctor from the start", "promotes"),
        (3, "The bus runs too seldom", "hinders"),
    ]
    assert found.facts["title"] == "The team's own list"
    assert found.printed
    assert not any(one.looked_at for one in found.factors)


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_number_that_is_not_in_the_list_is_refused(project, number):
    with pytest.raises(NotFound) as refused:
        the_list(project).of(number)
    assert "list.txt" in refused.value.sentence
    assert "spegla factors" in refused.value.hint


def test_a_source_that_is_no_list_is_refused_with_the_command_that_makes_it_one(project):
    with pytest.raises(NotFound) as refused:
        factors.link(project, "p01.txt", 1, Support(), HAND)
    assert refused.value.hint == "Say that it is one with: spegla sources kind p01.txt factors"


def test_what_bears_a_factor_out_is_added_once_and_unsupported_replaces_it(project):
    theme = theme_of(project)
    link(project, 1, "a", theme=theme)
    link(project, 1, "b", claim=1)
    link(project, 1, "c", claim=1)
    assert held(project, 1) == ((theme,), (1,), [False, False])
    link(project, 1, "d")
    assert held(project, 1) == ((), (), [True])
    link(project, 1, "e", theme=theme)
    assert held(project, 1) == ((theme,), (), [False])
    assert held(project, 2) == ((), (), [])


def test_the_same_command_again_does_nothing_and_a_deed_is_undone(project):
    link(project, 1, "a", claim=1)
    factors.unlink(project, "list.txt", 1, Support(claim=1), Hand("KL", "b"))
    link(project, 1, "a", claim=1)
    assert held(project, 1) == ((), (), [])
    assert steps.undo(project, coder="KL").verb == "unlink factor"
    assert held(project, 1) == ((), (1,), [False])
    steps.undo(project, coder="KL")
    assert held(project, 1) == ((), (), [])


@pytest.mark.parametrize("support", [Support("none"), Support(claim=99)])
def test_what_is_not_there_bears_nothing_out(project, support):
    with pytest.raises(NotFound):
        factors.link(project, "list.txt", 1, support, HAND)
    assert held(project, 1) == ((), (), [])


def test_a_theme_and_a_claim_are_not_named_at_once_and_nothing_is_done_without_a_name(project):
    with pytest.raises(Refused):
        factors.link(project, "list.txt", 1, Support(theme_of(project), 1), HAND)
    with pytest.raises(UsageError):
        factors.link(project, "list.txt", 1, Support(claim=1), Hand("", "x"))
    assert held(project, 1) == ((), (), [])


@pytest.mark.parametrize("support", [Support(claim=1), Support(), Support("none")])
def test_what_was_not_said_cannot_be_taken_back(project, support):
    with pytest.raises(NotFound) as refused:
        factors.unlink(project, "list.txt", 1, support, HAND)
    assert "not linked" in refused.value.sentence


def test_a_theme_that_bears_a_factor_out_is_kept_among_the_decisions(project):
    from toolkit.storage.findings import themes as stored

    theme = theme_of(project, 1)
    link(project, 3, "a", theme=theme)
    with project.store() as store, store.reading() as connection:
        assert theme in {one.id for one in stored.decisions(connection)}


def test_who_codes_blind_sees_no_lists(project):
    given(project.folder, "MS", "p01.txt")
    seen = blinding.for_eyes(project, "MS")
    for deed in (lambda: factors.lists(seen), lambda: link(seen, 1, "x", claim=1)):
        with pytest.raises(StillBlind):
            deed()


def test_the_screen_tells_what_bears_a_factor_out_by_its_words(project):
    theme = theme_of(project)
    link(project, 1, "a", theme=theme)
    link(project, 1, "b", claim=1)
    found = factor_views.views(project)
    (kind, named), (other, claim) = found.borne_by(found.lists[0].of(1))
    assert (kind, named.key, other) == ("theme", theme, "claim")
    assert named.title == next(one.title for one in found.themes if one.key == theme)
    assert (claim.key, claim.title) == ("1", "… need a coach.")
