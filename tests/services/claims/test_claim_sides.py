"""What affirms a claim where nobody has said it: the side of all who take one, else it is left open; never a guess."""

from __future__ import annotations

import pytest

from toolkit.domain.claims.claims import Claim, ClaimKind
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme
from toolkit.services.claims.claim_sides import Side, side_of
from toolkit.services.claims.claims import Ground
from toolkit.services.themes.themes import Findings


@pytest.mark.parametrize(
    ("side", "valence", "told"),
    [
        (Side(ClaimKind.FINDING, 0, 3, own=False), "hinders",
         "What affirms it: that it hinders. So say all 3 people who take a side in its themes."),
        (Side(ClaimKind.FINDING, 1, 0, own=True), "promotes",
         "What affirms it: that it promotes. So says the 1 person who takes a side in the passages given."),
        (Side(ClaimKind.FINDING, 8, 1, own=False), None,
         "What affirms it: whatever is said of it. There 8 say that it promotes, and 1 that it hinders."),
        (Side(ClaimKind.FINDING, 0, 0, own=False), None,
         "What affirms it: whatever is said of it. Nobody takes a side there."),
        (Side(ClaimKind.NEED, 0, 3, own=False), None,
         "What affirms it: whatever is said of it. A need or a proposal takes no side of itself."),
    ],
)  # fmt: skip
def test_a_side_is_taken_where_all_agree_and_what_was_done_is_said(side, valence, told):
    assert side.valence == valence
    assert side.told() == told


def passage(person, at, *sides):
    codes = frozenset({"needs", *(f"valence/{each}" for each in sides)})
    return Passage("s.txt", Span(at, at + 5), "words", person, "participants", codes, frozenset({"needs"}), (f"c{at}",))


def test_the_passages_given_count_before_those_of_the_themes_and_only_those_of_its_people():
    said = [passage("A", 0, "promotes"), passage("B", 10, "hinders"), passage("C", 20, "hinders", "promotes")]
    said += [passage("T", 30, "hinders"), passage("X", 40, "promotes")]
    theme = Theme("t1", "needs", "participants", "Buses", (), tuple(one.key for one in said), {})
    findings = Findings((theme,), {one.key: one for one in said}, None, machine=False, engine="")
    ground = Ground(findings, {"participants": ["A", "B", "C"], "team": ["T"]}, {})

    def counted(claim):
        side = side_of(ground, claim)
        return (side.promotes, side.hinders, side.own, side.valence)

    assert counted(Claim("x", "participants", themes=("t1",))) == (2, 2, False, None)
    assert counted(Claim("x", themes=("t1",))) == (2, 3, False, None)
    assert counted(Claim("x", "team", themes=("t1",))) == (0, 1, False, "hinders")
    assert counted(Claim("x", "participants", themes=("t1",), passages=(said[1].key,))) == (0, 1, True, "hinders")
