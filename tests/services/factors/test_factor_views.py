"""The factor lists as a screen shows them: what bears a factor out by its words, and all that could."""

import shutil

import pytest

from tests.services.factors.test_factors import listed_once  # noqa: F401
from tests.services.projects.test_blinding import given
from tests.services.registers_told import NOW
from tests.services.themed import hand, themed_once  # noqa: F401
from toolkit.domain.claims.claims import Claim
from toolkit.domain.claims.factors import Factor, FactorLink, Held
from toolkit.domain.texts.text import Span
from toolkit.errors import StillBlind
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.factors import factor_views
from toolkit.services.factors.factor_views import FactorViews, Named
from toolkit.services.material.hands import Hand
from toolkit.services.projects import blinding
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_deeds
from toolkit.services.themes.theme_deeds import Seen

SPAN = Span(0, 4)
SEEN = FactorViews((), (Named("a-1", "Buses · Team"),), (Named("1", "… wait."), Named("2", "… agree.")))


def held(*links):
    made = tuple(FactorLink("list.txt", SPAN, *one) for one in links)
    return Held(1, Factor("list.txt", SPAN, "Time", "promotes"), made)


@pytest.mark.parametrize(
    ("links", "borne"),
    [
        ([], []),
        ([("a-1", None)], [("theme", "a-1", "Buses · Team")]),
        ([(None, 2), (None, 1)], [("claim", "2", "… agree."), ("claim", "1", "… wait.")]),
        ([(None, 1), ("a-1", None)], [("theme", "a-1", "Buses · Team"), ("claim", "1", "… wait.")]),
        ([("gone-1", None), (None, 9)], [("theme", "gone-1", ""), ("claim", "9", "")]),
        ([(None, None)], []),
    ],
    ids=["nothing", "theme", "claims in their order", "themes first", "no longer there", "unsupported"],
)
def test_what_bears_a_factor_out_is_told_by_its_words(links, borne):
    assert [(kind, one.key, one.title) for kind, one in SEEN.borne_by(held(*links))] == borne


@pytest.fixture
def listed(listed_once, tmp_path):  # noqa: F811
    return open_project(shutil.copytree(listed_once, tmp_path / "p"), now=NOW)


def test_themes_are_offered_by_group_and_name_and_without_those_set_aside(listed):
    themes = {(one.area, one.group): one for one in claims.claims(listed).ground.themes.values()}
    needs, plan = themes["needs", "participants"], themes["solutions", "participants"]
    for theme, name in ((needs, "österut"), (plan, "Zebras")):
        seen = Seen(theme.area, theme.group, {})
        theme_deeds.rename(listed, seen, theme=theme.id, name=name, hand=Hand("KL", name))
    learned = themes["learning", "participants"]
    theme_deeds.put_aside(
        listed, Seen("learning", "participants", {}), theme=learned.id, aside=True, hand=Hand("KL", "aside")
    )
    found = factor_views.views(listed)
    assert [(one.key, one.title) for one in found.themes] == [
        (plan.id, "Zebras · Participants"),
        (needs.id, "österut · Participants"),
        (themes["needs", "team"].id, f"{themes['needs', 'team'].name} · Team"),
    ]
    assert [(one.source, len(one.factors)) for one in found.lists] == [("list.txt", 3)]


def test_claims_are_offered_in_their_order_as_sentences(listed):
    claim_deeds.write(listed, Claim("{vem} {väntar/väntar} på bussen"), hand())
    claim_deeds.write(listed, Claim("The bus is late."), hand())
    claim_deeds.reorder(listed, [2, 3, 1], hand())
    assert [(one.key, one.title) for one in factor_views.views(listed).claims] == [
        ("2", "… väntar på bussen."),
        ("3", "The bus is late."),
        ("1", "… need a coach."),
    ]


def test_where_there_is_no_list_nothing_is_offered(themed_once):  # noqa: F811
    assert factor_views.views(open_project(themed_once, now=NOW)) == FactorViews((), (), ())


def test_who_codes_blind_sees_none(listed):
    given(listed.folder, "MS", "p01.txt")
    with pytest.raises(StillBlind):
        factor_views.views(blinding.for_eyes(listed, "MS"))
