"""What became of an earlier report's proposals, as far as obstacles, promises and claims of today tell."""

from __future__ import annotations

import pytest

from toolkit.domain.reflection.obstacles import Level, Obstacle
from toolkit.domain.reflection.proposals import Followed, Known, Promise, Proposal, followed


def obstacle(id_: int | None = 5, **more: object) -> Obstacle:
    return Obstacle("Långa väntetider", Level.SOCIETY, id=id_, **more)  # type: ignore[arg-type]


def known(
    *obstacles: Obstacle,
    promises: tuple[Promise, ...] = (),
    themes: dict[str, set[str]] | None = None,
    claims: dict[int, str] | None = None,
) -> Known:
    return Known(obstacles, promises, themes or {}, {"d01.txt:0-9": {"c1", "c2"}}, claims or {})


PROPOSAL = Proposal("Kortare väntan", ("c1", "c2", "c3", "c4"))
OF_CLAIM = Proposal("Kortare väntan", ("c1",), claim=3, claimed="d1")


def test_a_proposal_of_which_nothing_is_known_is_unknown() -> None:
    assert followed(PROPOSAL, known()) == Followed(PROPOSAL)
    assert followed(PROPOSAL, known()).unknown


@pytest.mark.parametrize(
    ("evidence", "taken"),
    [({"c1", "c2"}, True), ({"c1"}, False), ({"c1", "c2", "c3", "c4", "c9"}, True), ({"c9"}, False)],
)
def test_a_theme_that_holds_half_of_its_evidence_is_what_it_is_about(evidence: set[str], taken: bool) -> None:
    promise = Promise("Ringa först", "open", theme="t1")
    told = followed(PROPOSAL, known(obstacle(themes=("t1",)), promises=(promise,), themes={"t1": evidence}))
    assert told.obstacles == ((5,) if taken else ())
    assert told.promises == ((promise,) if taken else ())
    assert told.unknown is not taken


def test_an_obstacle_takes_it_up_by_claim_or_by_its_passages_too() -> None:
    assert followed(OF_CLAIM, known(obstacle(claims=(3,)), claims={3: "d1"})).obstacles == (5,)
    assert followed(PROPOSAL, known(obstacle(passages=("d01.txt:0-9",)))).obstacles == (5,)
    assert followed(PROPOSAL, known(obstacle(passages=("gone",)), obstacle(claims=(3,)))).obstacles == ()


def test_a_promise_about_no_claim_answers_no_claim() -> None:
    assert followed(PROPOSAL, known(promises=(Promise("x", "open"),))).promises == ()
    same, other = Promise("x", "done", claim=3), Promise("y", "open", claim=4)
    assert followed(OF_CLAIM, known(promises=(same, other), claims={3: "d1"})).promises == (same,)


@pytest.mark.parametrize(
    ("proposal", "claims", "reworded", "gone"),
    [
        (OF_CLAIM, {3: "d1"}, False, False),
        (OF_CLAIM, {3: "d2"}, True, False),
        (OF_CLAIM, {}, False, True),
        (Proposal("x", (), claim=3), {3: "d2"}, False, False),  # what it said then is not known
        (PROPOSAL, {3: "d2"}, False, False),
    ],
)
def test_its_claim_may_have_been_reworded_or_be_gone(
    proposal: Proposal, claims: dict[int, str], reworded: bool, gone: bool
) -> None:
    told = followed(proposal, known(claims=claims))
    assert (told.reworded, told.gone, told.unknown) == (reworded, gone, not (reworded or gone))


def test_a_proposal_that_rested_on_nothing_is_about_no_theme() -> None:
    empty = Proposal("x", ())
    assert followed(empty, known(obstacle(themes=("t1",), passages=("d01.txt:0-9",)), themes={"t1": {"c1"}})).unknown


def test_an_obstacle_that_is_not_stored_yet_has_no_number() -> None:
    assert followed(OF_CLAIM, known(obstacle(None, claims=(3,)), claims={3: "d1"})).obstacles == (0,)


@pytest.mark.parametrize(
    "told",
    [{"obstacles": (0,)}, {"promises": (Promise("x", "open"),)}, {"reworded": True}, {"gone": True}],
    ids=["obstacle", "promise", "reworded", "gone"],
)
def test_a_proposal_is_known_by_any_of_what_became_of_it(told: dict[str, object]) -> None:
    assert not Followed(PROPOSAL, **told).unknown  # type: ignore[arg-type]
