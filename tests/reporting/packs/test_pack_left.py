"""What a pack was asked to tell and leaves out is told the evaluator, with the reason; what it tells is not."""

from __future__ import annotations

import pytest

from tests.reporting.packed import EMPLOYERS, STEERING, packable, plan
from toolkit.reporting.packs.pack_left import Left, Why, left_out


@pytest.fixture(name="left")
def _left(invented, wording_of):
    def make(*claims, audience=STEERING, **wish):
        material = packable(invented(), *claims)
        return list(left_out(material, plan=plan(audience, **wish), wording=wording_of("sv")))

    return make


def test_without_a_wish_nothing_is_left_out(left):
    assert left() == []


@pytest.mark.parametrize("claims", [(1,), (3,), (1, 3)])
def test_what_is_told_is_not_left_out(left, claims):
    assert left(claims=claims) == []


def test_a_group_that_sits_among_the_readers_is_close_and_a_small_one_is_few(left):
    assert left(claims=(2,), audience=EMPLOYERS) == [Left(Why.CLOSE, claim=2)]
    assert left(claims=(2,), audience=STEERING) == [Left(Why.FEW, claim=2)]
    assert left(claims=(4,)) == [Left(Why.FEW, claim=4)]


def test_what_nobody_bears_out_or_is_there_no_more_has_nobody(left):
    claim = ("{vem} väntar", {"participants": "ccsssss"}, {"themes": ["t1"]})
    assert left(claim, claims=(1, 9)) == [Left(Why.NOBODY, claim=1), Left(Why.NOBODY, claim=9)]


def test_themes_are_told_after_claims_in_the_order_of_the_wish(left):
    claim = ("{vem} väntar", {"participants": "aaaasss"}, {"themes": ["t1"]})
    assert left(claim, claims=(8,), themes=("t9", "t4", "t3", "t2")) == [
        Left(Why.NOBODY, claim=8),
        Left(Why.NOBODY, theme="t9"),
        Left(Why.FEW, theme="t4"),
        Left(Why.FEW, theme="t3"),
    ]
    assert left(claim, themes=("t4",), audience=EMPLOYERS) == [Left(Why.CLOSE, theme="t4")]


def test_a_theme_stands_for_its_claims(left):
    """Theme t4 is claimed: its claim is what is left out, and is named."""
    assert left(themes=("t4",)) == [Left(Why.FEW, claim=2)]
