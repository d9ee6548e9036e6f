"""Stances: where each respondent of a group stands on a theme, by the valence of what they say and what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolkit.domain.claims import Position, Stance
from toolkit.domain.schemes import VALENCE
from toolkit.domain.segments import Passage

PROMOTES, HINDERS = "promotes", "hinders"
_SIDES = frozenset((PROMOTES, HINDERS))


def valences(passages: Iterable[Passage]) -> dict[str, frozenset[str]]:
    """Which of promotes and hinders each respondent's passages were given."""
    found: dict[str, frozenset[str]] = {}
    for passage in passages:
        sides = passage.of_facet(VALENCE) & _SIDES
        found[passage.respondent] = found.get(passage.respondent, frozenset()) | sides
    return found


def main_valence(passages: Iterable[Passage]) -> str | None:
    """The valence that more persons give the theme; None when none was coded or as many stand on either side."""
    return main_of(valences(passages))


def main_of(sides: Mapping[str, frozenset[str]]) -> str | None:
    """`main_valence` of what `valences` found."""
    promotes = sum(PROMOTES in side for side in sides.values())
    hinders = sum(HINDERS in side for side in sides.values())
    if promotes == hinders:
        return None
    return PROMOTES if promotes > hinders else HINDERS


def positions(
    passages: Sequence[Passage],
    *,
    area: str,
    respondents: Iterable[str],
    asked: Mapping[str, frozenset[str]],
) -> tuple[Position, ...]:
    """Where each of a group's `respondents` stands on the theme that these `passages` make up in `area`.

    Whoever has a passage in the theme raised it, asked or not: with the theme's main valence or none they affirm it,
    with only the other one they contradict it, with both they qualify it; without a main valence all who raised it
    affirm (that it is a topic, no more). The others were asked in the area and did not raise it, or were never asked.
    `respondents` are those whose words may be used at all; passages of anyone else count for nothing.
    """
    sides = valences(passages)
    main = main_of(sides)
    evidence: dict[str, list[str]] = {}
    for passage in passages:
        evidence.setdefault(passage.respondent, []).extend(passage.evidence)
    return tuple(
        Position(person, _stance(sides[person], main), tuple(evidence[person]))
        if person in sides
        else Position(person, Stance.DID_NOT_RAISE if area in asked.get(person, ()) else Stance.NOT_ASKED)
        for person in dict.fromkeys(respondents)
    )


def _stance(sides: frozenset[str], main: str | None) -> Stance:
    if main is None or not sides or sides == {main}:
        return Stance.AFFIRMS
    return Stance.QUALIFIES if main in sides else Stance.CONTRADICTS
